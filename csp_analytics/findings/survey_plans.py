"""Which figures of a survey are shown: decided once for each state of the data, then kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import suppression, survey_units
from csp_analytics.analysis.suppression import Plan
from csp_analytics.analysis.survey_units import Groups
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.groupings import COMPUTED, FIXED
from csp_analytics.areas.register import register
from csp_analytics.store import reading, survey_decisions, survey_reading
from csp_analytics.store.connection import Store
from csp_analytics.surveys.load import survey
from csp_analytics.surveys.model import ROLE, SECTOR


@dataclass(frozen=True)
class _Question:
    """What a plan is made of, told apart by its key alone."""

    key: tuple[object, ...]
    make: Callable[[], Plan] = field(compare=False)


def plan(store: Store, definition: str, round_: str) -> Plan:
    """The plan of a survey and round.

    Raises:
        NothingThere: when nobody answered in that round.
    """
    counts = survey_reading.respondent_counts(store, definition, round_)
    if counts.empty:
        raise findings.NothingThere(f"No answers to the survey '{definition}' of round '{round_}' have been loaded.")
    titles = {about: list(survey(definition).respondent_ids[about]) for about in (ROLE, SECTOR)}
    areas = list(register().areas)
    lists = reading.peer_lists(store)[["name", "area_code"]]

    memory = _memory(store.path)
    memory.write(store)

    def made() -> Plan:
        memory.read(store)
        return suppression.plan(survey_units.units(counts, areas, titles, groups(store)), memory.kept)

    frames = (counts, peer_definitions.membership(), peer_definitions.context(), lists)
    key = (
        str(store.path),
        definition,
        round_,
        str(titles),
        tuple(areas),
        str(peer_definitions.groupings()),
        *map(_mark, frames),
    )
    return _kept(_Question(key, made))


def write_decisions(store: Store) -> None:
    """Writes what was decided since the last time into the database; the next start need not decide it again."""
    _memory(store.path).write(store)


@dataclass
class _Memory:
    """Decisions of one database: those that it holds, and those that it does not hold yet."""

    kept: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    def read(self, store: Store) -> None:
        there = survey_decisions.remembered(store)
        self.kept |= there
        self.written = set(there)

    def write(self, store: Store) -> None:
        new = {key: value for key, value in list(self.kept.items()) if key not in self.written}
        if new:
            survey_decisions.remember(store, new)
            self.written |= set(new)


@lru_cache(maxsize=8)
def _memory(place: Path) -> _Memory:
    return _Memory()


def groups(store: Store) -> list[Groups]:
    """The groups of every grouping, the one that pages open with first.

    A fixed group holds all its areas; that of an area under a computed grouping, and a saved list, its peers.
    """
    known = findings.groupings(store)
    first = peer_definitions.default_grouping()
    found = []
    for name in sorted(known, key=lambda key: key != first):
        fixed = known[name].kind == FIXED
        pairs = findings.pairs(store, name)
        pairs = pairs[pairs["peer_code"] != ""] if not fixed else pairs.assign(peer_code=pairs["area_code"])
        if known[name].kind != COMPUTED and not fixed:
            pairs = reading.peer_lists(store).rename(columns={"name": "group", "area_code": "peer_code"})
            pairs = pairs[pairs["group"] == known[name].short_title]
        members = pairs.groupby("group", sort=False)["peer_code"].agg(lambda codes: sorted(set(codes)))
        found.append(Groups(name, {str(group): codes for group, codes in members.items()}, fixed))
    return found


def _mark(frame: pd.DataFrame) -> int:
    return int(pd.util.hash_pandas_object(frame, index=False).sum())


# One plan a survey and round; a page asks for it many times.
@lru_cache(maxsize=32)
def _kept(question: _Question) -> Plan:
    return question.make()
