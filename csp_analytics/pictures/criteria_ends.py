"""The criteria at the ends, among all areas and among the own area's group: the page's finding and its short lists."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis.extremes import APART, STRONGEST, WEAKEST, extremes
from csp_analytics.analysis.peers import MIN_PEERS
from csp_analytics.charts import extremes as lists
from csp_analytics.charts.extremes import Ranked
from csp_analytics.charts.words import count
from csp_analytics.pictures.criteria_subject import Subject


@dataclass(frozen=True)
class Ends:
    """The criteria at the ends among some areas: who they are, the lists and their table, or why there are none."""

    title: str
    ranked: tuple[Ranked, ...]
    table: pd.DataFrame
    absent: str = ""


def national_ends(one: Subject) -> Ends:
    """Among all areas with an assessment."""
    return _ends(one, one.national_counts, len(one.nation), f"All areas ({len(one.nation)} assessed)", least=1)


def own_ends(one: Subject) -> Ends:
    """Among the own area and its peers, as far as they were assessed; nothing under five areas."""
    n = len(one.counted_group)
    title = f"{one.group_title} ({n} assessed, {one.grouping.title})"
    return _ends(one, one.group_counts, n, title, least=MIN_PEERS)


def group_ends(one: Subject, counts: pd.DataFrame, n: int, title: str) -> Ends:
    """Among another group that somebody chose to look at (``counts``: its ``level_counts``, ``n``: its areas)."""
    return _ends(one, counts, n, f"{title} ({n} assessed)", least=MIN_PEERS)


def finding(one: Subject) -> str:
    """The page's first sentences: strongest and weakest of all areas, where they differ most, weakest of the group."""
    found = extremes(one.national_counts)
    if found[STRONGEST].empty:
        return f"Too little has been rated in round {one.round_} to tell strong {_plural(one)} from weak ones."
    best, least = (found[end].iloc[0].to_dict() for end in (STRONGEST, WEAKEST))
    if best["mean_level"] == least["mean_level"]:
        return f"No {one.framework.row_word} stands out in round {one.round_}: all that were rated are on one level."
    said = (
        f"Areas are strongest on “{_short(one, best)}” ({lists.high_words(best, one.framework)}) and weakest on "
        f"“{_short(one, least)}” ({lists.high_number(least, one.framework)}){_weakest_of_group(one, least)}."
    )
    apart = f" They differ most on “{_short(one, found[APART].iloc[0].to_dict())}”." if len(found[APART]) else ""
    return said + apart


def _weakest_of_group(one: Subject, least: dict) -> str:
    rows = extremes(one.group_counts)[WEAKEST]
    if rows.empty or len(one.counted_group) < MIN_PEERS:
        return ""
    weakest = rows.iloc[0].to_dict()
    who = one.group_title if one.area_code in one.counted_group else f"the peers of {one.area}"
    if weakest["criterion_id"] == least["criterion_id"]:
        return f", as are {who}"
    return f", {who} on “{_short(one, weakest)}”"


def _ends(one: Subject, counts: pd.DataFrame, n: int, title: str, *, least: int) -> Ends:
    if n < least:
        absent = f"{count(n, 'area')} of this group with an assessment, and it takes {least}."
        return Ends(title, (), pd.DataFrame(), absent)
    found = extremes(counts)
    if all(rows.empty for rows in found.values()):
        return Ends(title, (), pd.DataFrame(), f"Too few {_plural(one)} were rated to list any.")
    return Ends(title, lists.ranked(found, one.framework), lists.table(found, one.framework, title))


def _short(one: Subject, row: dict) -> str:
    return one.framework.by_id[row["criterion_id"]].short


def _plural(one: Subject) -> str:
    return one.framework.row_word_plural
