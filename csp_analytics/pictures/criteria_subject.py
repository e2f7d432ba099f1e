"""What the page of criteria is about: one framework in one round, seen from one area beside its peers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import heat
from csp_analytics.analysis.peers import peers_of
from csp_analytics.areas.groupings import Grouping
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.area import area_names
from csp_analytics.store import reading
from csp_analytics.store.connection import Store


@dataclass(frozen=True)
class Subject:
    """One framework in one round, seen from one area beside its peers.

    Attributes:
        framework: the framework.
        round_: the round.
        grouping: the kind of peers.
        area_code: the own area.
        published: whether peers are counted as published: the mean, the own area among them.
        names: name of every area.
        ratings: the ratings of the round; an own area outside the register is among them.
        pairs: the peers of every area.
    """

    framework: Framework
    round_: str
    grouping: Grouping
    area_code: str
    published: bool
    names: dict[str, str]
    ratings: pd.DataFrame
    pairs: pd.DataFrame

    @property
    def area(self) -> str:
        """Name of the own area."""
        return self.names[self.area_code]

    @cached_property
    def assessed(self) -> list[str]:
        """Codes of the areas with an assessment in the round, by name."""
        return heat.by_name(self.ratings["area_code"].unique(), self.names)

    @cached_property
    def nation(self) -> list[str]:
        """Those of them that count in national figures: the areas of the register."""
        return [code for code in self.assessed if code in register().areas]

    @cached_property
    def peers(self) -> list[str]:
        """Codes of the own area's peers, assessed or not."""
        return peers_of(self.pairs, self.area_code)

    @property
    def statistic(self) -> str:
        """The peers' figure: ``median``, or ``mean`` as published."""
        return "mean" if self.published else "median"

    @property
    def figure(self) -> str:
        """The peers' figure in words."""
        return f"peers' {self.statistic}"

    @cached_property
    def group(self) -> list[str]:
        """Codes of the own area and its peers, as far as they were assessed, by name."""
        return [code for code in self.assessed if code in {self.area_code, *self.peers}]

    @cached_property
    def counted_group(self) -> list[str]:
        """Those of them that count: an own area outside the register is shown and not counted."""
        return [code for code in self.group if code in register().areas]

    @property
    def group_title(self) -> str:
        """Who counts as the own group: the own area is among them only when it was assessed and is in the register."""
        return f"{self.area} and its peers" if self.area_code in self.counted_group else f"The peers of {self.area}"

    @property
    def outside_words(self) -> str:
        """That the own area does not count in what is counted; empty when it does, or was not assessed."""
        if self.area_code in register().areas or self.area_code not in self.assessed:
            return ""
        return f" {self.area} is outside the register: shown and not counted."

    @cached_property
    def national_counts(self) -> pd.DataFrame:
        """See :func:`csp_analytics.analysis.heat.level_counts`: all areas."""
        return heat.level_counts(self.ratings, self.framework, self.nation)

    @cached_property
    def group_counts(self) -> pd.DataFrame:
        """The same of the own area and its peers."""
        return heat.level_counts(self.ratings, self.framework, self.counted_group)

    @cached_property
    def beside_peers(self) -> pd.DataFrame:
        """The own area: see :func:`csp_analytics.analysis.heat.levels_beside_peers`."""
        return heat.levels_beside_peers(
            self.ratings,
            self.pairs,
            self.area_code,
            self.framework,
            include_self=self.published,
            statistic=self.statistic,
        )


def subject(
    store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str, *, published: bool = False
) -> Subject:
    """Reads what the page is about; see :class:`Subject`."""
    return Subject(
        framework=framework_of(framework_id),
        round_=round_,
        grouping=findings.grouping(store, grouping_id),
        area_code=area_code,
        published=published,
        names=area_names(store),
        ratings=reading.ratings(store, framework_id, rounds=(round_,), also=area_code),
        pairs=findings.pairs(store, grouping_id),
    )
