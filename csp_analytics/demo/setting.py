"""What demonstration data is drawn for: which areas and frameworks, which rounds, and where chance comes from."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from csp_analytics.areas.groupings import COMPUTED, Grouping, context, groupings
from csp_analytics.areas.register import Area, register
from csp_analytics.demo.words import NOTICE
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import Framework

SEED = 152
SPREADSHEETS = ("*.xlsx", "*.csv")  # the files of a set of demonstration data
# Rounds of the committed workbooks, and how many of the areas did not answer in each.
ABSENT = {"2021": 1, "2023": 2, "2025": 2}
# Rounds of the committed surveys, and how many people answered in each.
WAVES = {"2021": 50, "2025": 450}


@dataclass(frozen=True, eq=False)
class Setting:
    """Everything that the drawing knows. It is made once and handed on, and nothing is looked up beside it.

    Attributes:
        areas: the areas by code.
        context: their context variables, tidy: ``area_code, variable, value``.
        likeness: the computed peer grouping that says which areas are alike; none: no area is like another.
        frameworks: what is rated, at least one; the first gets most evidence, the action plans and our own template.
        absent: rounds, oldest first, and how many of the areas did not answer in each.
        notice: what every sheet says at its top.
        seed: where chance comes from.
        waves: rounds of surveys, oldest first, at most two, and how many people answered in each; none: no surveys.
    """

    areas: dict[str, Area]
    context: pd.DataFrame
    likeness: Grouping | None
    frameworks: tuple[Framework, ...]
    absent: Mapping[str, int]
    notice: str
    seed: int
    waves: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Area codes, sorted."""
        return tuple(sorted(self.areas))

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each area by code, in alphabetical order."""
        return {area.area_code: area.name for area in sorted(self.areas.values(), key=lambda area: area.name)}

    @property
    def rounds(self) -> tuple[str, ...]:
        """The rounds, oldest first."""
        return tuple(self.absent)

    @cached_property
    def keen_area(self) -> str:
        """The area that answers in every round and fills in our own template: the one with the shortest name."""
        return min(self.areas.values(), key=lambda area: (len(area.name), area.name)).area_code

    @cached_property
    def answering(self) -> dict[str, tuple[str, ...]]:
        """Codes of the areas that answered, by round; no area is absent twice and the keen one never."""
        order = [str(code) for code in self.stream("absent").permutation(self.codes) if code != self.keen_area]
        absent = {name: {order.pop() for _ in range(n)} for name, n in self.absent.items()}
        return {name: tuple(code for code in self.codes if code not in absent[name]) for name in self.rounds}

    def stream(self, *purpose: str) -> np.random.Generator:
        """The stream of chance of one purpose."""
        return stream(self.seed, *purpose)


def stream(seed: int, *purpose: str) -> np.random.Generator:
    """A stream of chance for a seed and a purpose: drawing more for one purpose changes nothing in the others."""
    return np.random.default_rng([seed, *(zlib.crc32(word.encode()) for word in purpose)])


def of_definitions(
    seed: int = SEED,
    *,
    absent: Mapping[str, int] = ABSENT,
    framework_ids: Sequence[str] = (),
    notice: str = NOTICE,
    waves: Mapping[str, int] = WAVES,
) -> Setting:
    """The setting that the folder of definitions in use gives.

    Args:
        seed: where chance comes from.
        absent: rounds, oldest first, and how many areas did not answer in each: two areas or more always do.
        framework_ids: which frameworks to draw; all of them when empty.
        notice: what every sheet says at its top.
        waves: rounds of surveys and how many people answered in each.
    """
    known = frameworks()
    return Setting(
        areas=register().areas,
        context=context(),
        likeness=next((one for one in groupings().values() if one.kind == COMPUTED), None),
        frameworks=tuple(known[name] for name in framework_ids or known),
        absent=absent,
        notice=notice,
        seed=seed,
        waves=waves,
    )
