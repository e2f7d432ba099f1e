"""Which figures of a survey are shown: decided once for each state of the data, then kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import suppression, survey_units
from csp_analytics.analysis.suppression import Plan
from csp_analytics.analysis.survey_units import Groups
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.groupings import COMPUTED, FIXED
from csp_analytics.areas.register import register
from csp_analytics.store import reading, survey_reading
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

    def made() -> Plan:
        return suppression.plan(survey_units.units(counts, areas, titles, groups(store)))

    frames = (counts, peer_definitions.membership(), peer_definitions.context(), lists)
    key = (definition, round_, str(titles), tuple(areas), str(peer_definitions.groupings()), *map(_mark, frames))
    return _kept(_Question(key, made))


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
