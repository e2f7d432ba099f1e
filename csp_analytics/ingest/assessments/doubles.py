"""What stands twice: a criterion, an area, a whole assessment on two sheets. And what does not stand at all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from csp_analytics.ingest.assessments.desk import Desk
from csp_analytics.ingest.assessments.entries import Entries
from csp_analytics.ingest.assessments.ratings import Rated
from csp_analytics.ingest.files.workbook import address
from csp_analytics.ingest.findings import LIMIT

# An assessment with more doubles than this was pasted twice; that is one problem, not one for each criterion.
PASTED_TWICE = 5


def tell_twice(desk: Desk, entries: Entries) -> None:
    """Problems for criteria that one sheet answers twice for the same area and round; all their cells are named.

    Args:
        desk: where the problems go.
        entries: the answers of one sheet.
    """
    known = np.flatnonzero(entries.known)
    assessment = _assessments(desk, entries)[known]
    width = max(len(framework.criteria) for framework in desk.frameworks)
    key = assessment * width + entries.criteria[known]
    again = pd.Series(key).duplicated(keep=False).to_numpy()
    if not again.any():
        return
    table = pd.DataFrame({"key": key, "assessment": assessment, "position": known})[again]
    every = table["assessment"].unique()
    for _, rows in table[table["assessment"].isin(every[:LIMIT])].groupby("assessment", sort=False):
        groups = [group["position"].tolist() for _, group in rows.groupby("key", sort=False)]
        if len(groups) > PASTED_TWICE:
            _tell_assessment_twice(desk, entries, groups)
        else:
            for positions in groups:
                _tell_criterion_twice(desk, entries, positions)
    desk.findings.more("duplicate-area", len(every) - LIMIT)


def tell_same_on_sheets(desk: Desk, sheets: Sequence[Entries]) -> None:
    """Problems for sheets that hold the same assessment: it cannot be told which one counts.

    Args:
        desk: where the problems go.
        sheets: the answers of each sheet.
    """
    held = [(entries, set(_assessments(desk, entries)[entries.known].tolist())) for entries in sheets]
    for (one, first), (other, second) in combinations(held, 2):
        if both := sorted(first & second):
            more = f" and {len(both) - 1} more" if len(both) > 1 else ""
            desk.findings.error(
                "ambiguous-sheets",
                other.sheet,
                found=f"{_named(desk, both[0])}{more}, which sheet {one.sheet.name} holds too",
                expected="each area, framework and round on one sheet",
                advice=f"Delete or hide sheet {one.sheet.name} or sheet {other.sheet.name}, or name their rounds.",
            )


def tell_not_mentioned(desk: Desk, sheets: Sequence[Rated]) -> None:
    """A warning for each sheet that has no place for some criteria of its framework; they count as missing.

    Args:
        desk: where the problems go.
        sheets: the answers of each sheet.
    """
    for rated in sheets:
        entries = rated.entries
        for place in np.unique(entries.frameworks):
            framework = desk.frameworks[place]
            there = set(entries.criteria[entries.frameworks == place].tolist())
            tiers = {desk.areas.items[area].tier for area in np.unique(entries.areas[entries.frameworks == place])}
            expected = [c for c in framework.criteria if any(not tier or c.applies_in(tier) for tier in tiers)]
            absent = [c for c in expected if framework.criteria.index(c) not in there]
            if absent:
                names = ", ".join(criterion.short for criterion in absent[:5])
                more = f" and {len(absent) - 5} more" if len(absent) > 5 else ""
                word = framework.row_word if len(absent) == 1 else framework.row_word_plural
                desk.findings.warning(
                    "criteria-not-mentioned",
                    entries.sheet,
                    found=f"nothing about {len(absent)} of {len(expected)} {framework.row_word_plural}: {names}{more}",
                    advice=f"The {len(absent)} {word} count as missing.",
                )


def _assessments(desk: Desk, entries: Entries) -> np.ndarray:
    """One number for each combination of framework, area and round."""
    n_areas, n_rounds = max(len(desk.areas.items), 1), max(len(desk.rounds.items), 1)
    return (entries.frameworks * n_areas + entries.areas) * n_rounds + entries.rounds


def _named(desk: Desk, assessment: int) -> str:
    n_areas, n_rounds = len(desk.areas.items), len(desk.rounds.items)
    framework, rest = divmod(assessment, n_areas * n_rounds)
    area, round_ = divmod(rest, n_rounds)
    return f"{desk.areas.items[area].name}, {desk.framework_titles[framework]}, {desk.rounds.items[round_]}"


def _assessment_of(desk: Desk, entries: Entries, position: int) -> str:
    return _named(desk, int(_assessments(desk, entries)[position]))


def _tell_criterion_twice(desk: Desk, entries: Entries, positions: list[int]) -> None:
    criterion = desk.frameworks[entries.frameworks[positions[0]]].criteria[entries.criteria[positions[0]]]
    desk.findings.error(
        "duplicate-criterion",
        entries.sheet,
        entries.at(positions[0]),
        cell=", ".join(address(*entries.at(position)) for position in positions[:5]),
        found=f"{criterion.criterion_id} {len(positions)} times for {_assessment_of(desk, entries, positions[0])}",
        expected=f"each {desk.frameworks[entries.frameworks[positions[0]]].row_word} once",
        advice="Delete the answers that do not count.",
    )


def _tell_assessment_twice(desk: Desk, entries: Entries, groups: list[list[int]]) -> None:
    first, second = groups[0][0], groups[0][1]
    desk.findings.error(
        "duplicate-area",
        entries.sheet,
        entries.at(first),
        cell=f"{address(*entries.at(first))}, {address(*entries.at(second))}",
        found=f"{_assessment_of(desk, entries, first)} twice ({len(groups)} criteria)",
        expected="each area once for each round",
        advice="It begins at the first cell and again at the second: delete the one that does not count.",
    )
