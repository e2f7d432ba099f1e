"""Which training closes the most gaps for a number of places: in which skills, in which areas.

A *gap* is a skill in an area that too few people have in place. A *place* trains one person of one area in one skill; a
gap is closed when every place that it takes is given. Places come in courses: a course is in one skill, for people of
any areas, and holds a fixed number of them.

The plan is exact. In one skill it is best to close the gaps that take fewest places first, since each counts one; how
many courses each skill gets is then a knapsack over the skills, solved by dynamic programming for every number of
courses at once. (With courses of one place it is enough to take the smallest gaps of all skills in order.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from csp_analytics.analysis.suppression import NEARLY_NONE, SMALL

FEWER_THAN_TWO, FEWER_THAN_HALF = RULES = ("fewer than two", "fewer than half")
NOBODY, ONE, NOBODY_OR_ONE, FEW = ("nobody", "one person", "nobody or one person", "fewer than half")
GAPS = ["area_code", "item_id", "n", "share", "kind", "places"]
CURVE = ["places", "n_closed", "n_gaps"]


@dataclass(frozen=True)
class Plan:
    """What a number of places is best spent on.

    Attributes:
        n_places: places that there are, in whole courses.
        closed: the gaps that are closed, as :func:`gaps` has them, by skill (most closed first) and places.
        courses: ``item_id, n_courses, places, used, n_closed`` of each skill with a course, most closed first.
    """

    n_places: int
    closed: pd.DataFrame
    courses: pd.DataFrame


def gaps(shares: pd.DataFrame, rule: str = FEWER_THAN_TWO) -> pd.DataFrame:
    """Every gap with the places that it takes.

    Args:
        shares: ``area_code, item_id, n, x, share, status``: who answered and who has the skill. Rows without ``x`` are
            hidden or unknown and are no gaps, but for those told in words: of 5 to 9 people nobody or one has it.
        rule: a gap is a skill that fewer than two people have (nobody: 2 places, one person: 1 place), or that fewer
            than half of those who answered have (as many places as people are missing to half of them, halves up).
            A gap told in words takes the most places that it could: 2, or half of nine.

    Returns:
        Frame ``area_code, item_id, n, share`` (empty when told in words), ``kind`` (nobody, one person, nobody or one
        person, fewer than half) and ``places``.
    """
    known = shares[(shares["x"].notna() & (shares["n"] > 0)) | (shares["status"] == NEARLY_NONE)]
    told = known["status"] == NEARLY_NONE
    people, n = known["x"].where(~told, 0).round(), known["n"].where(~told, SMALL - 1)
    wanted = np.full(len(known), 2) if rule == FEWER_THAN_TWO else np.ceil(n / 2)
    kinds = np.select([told, people == 0, people == 1], [NOBODY_OR_ONE, NOBODY, ONE], default=FEW)
    found = known.assign(places=(wanted - people).astype(int), kind=kinds)
    return found.loc[found["places"] > 0, GAPS].reset_index(drop=True)


def plan(found: pd.DataFrame, n_places: int, course: int, names: Mapping[str, str]) -> Plan:
    """The best use of a number of places.

    Args:
        found: from :func:`gaps`.
        n_places: how many places there are; what does not fill a course is not used.
        course: places in a course.
        names: name of each skill and each area; ties fall in order of names.
    """
    skills, n_courses = _courses(found, n_places, course, names)
    rows = []
    for item, n in zip(skills, n_courses, strict=True):
        closed = _closed(_in_order(found[found["item_id"] == item], names), n * course)
        rows.append((item, n, closed))
    rows = sorted((row for row in rows if row[1]), key=lambda row: (-len(row[2]), names.get(row[0], row[0])))
    courses = pd.DataFrame(
        [(item, n, n * course, int(closed["places"].sum()), len(closed)) for item, n, closed in rows],
        columns=["item_id", "n_courses", "places", "used", "n_closed"],
    )
    empty = found.iloc[:0]
    closed = pd.concat([empty, *(closed for _, _, closed in rows)], ignore_index=True) if rows else empty
    return Plan(int(courses["places"].sum()), closed, courses)


def curve(found: pd.DataFrame, most_places: int, course: int, names: Mapping[str, str]) -> pd.DataFrame:
    """How many gaps the best plan closes, for every number of courses up to ``most_places``.

    Returns:
        Frame ``places, n_closed, n_gaps`` (all of them), from no place at all; it ends where every gap is closed.
    """
    most = most_places // course
    best, _ = _tables(found, most, course, names)
    n_closed = best[-1] if len(best) else np.zeros(most + 1, dtype=int)
    every = int(n_closed[-1])
    last = int(np.argmax(n_closed == every))
    places = np.arange(last + 1) * course
    return pd.DataFrame({"places": places, "n_closed": n_closed[: last + 1], "n_gaps": len(found)}, columns=CURVE)


def _courses(found: pd.DataFrame, n_places: int, course: int, names: Mapping[str, str]) -> tuple[list[str], list[int]]:
    """How many courses each skill gets: back through the tables, from the last skill to the first."""
    skills = _skills(found, names)
    best, gain = _tables(found, n_places // course, course, names)
    left, chosen = n_places // course, []
    for place in range(len(skills) - 1, -1, -1):
        before = best[place - 1] if place else np.zeros_like(best[0])
        totals = before[left::-1][: len(gain[place])] + gain[place][: left + 1]
        n = int(np.argmax(totals))  # the fewest courses among equals: earlier skills then get more
        chosen.append(n)
        left -= n
    return skills, _without_waste(chosen[::-1], gain)


def _without_waste(chosen: list[int], gain: list[np.ndarray]) -> list[int]:
    """Takes back courses that close nothing more: the first skill would otherwise get what is left."""
    return [int(np.argmax(gains >= gains[n])) for n, gains in zip(chosen, gain, strict=True)]


def _tables(
    found: pd.DataFrame, most: int, course: int, names: Mapping[str, str]
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """``best[i][c]``: most gaps closed with c courses in the first i + 1 skills; ``gain[i][c]`` in skill i alone."""
    gain: list[np.ndarray] = []
    best: list[np.ndarray] = []
    for item in _skills(found, names):
        costs = np.sort(found.loc[found["item_id"] == item, "places"].to_numpy())
        useful = min(most, -(-int(costs.sum()) // course))
        gain.append(np.searchsorted(np.cumsum(costs), np.arange(useful + 1) * course, side="right"))
        before = best[-1] if best else np.zeros(most + 1, dtype=int)
        best.append(_combined(before, gain[-1]))
    return best, gain


def _combined(before: np.ndarray, gains: np.ndarray) -> np.ndarray:
    """The best sum for every number of courses, some of them here and the rest before."""
    found = before.copy()
    for n, gained in enumerate(gains[1:], start=1):
        np.maximum(found[n:], before[: len(before) - n] + gained, out=found[n:])
    return found


def _closed(ordered: pd.DataFrame, places: int) -> pd.DataFrame:
    return ordered[ordered["places"].cumsum() <= places]


def _in_order(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Fewest places first, then the lowest share, then by name of the area."""
    named = rows.assign(
        _name=[names.get(code, code) for code in rows["area_code"]],
        _share=rows["share"].astype(float).fillna(0.0).round(9),
    )
    return named.sort_values(["places", "_share", "_name"], kind="stable").drop(columns=["_name", "_share"])


def _skills(found: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    return sorted(set(found["item_id"]), key=lambda item: (names.get(item, item), item))
