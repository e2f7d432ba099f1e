"""Small groups that learn together: four to six areas around one topic, some strong on it, the others with a need.

For one topic and one or two sharing areas the best group can be found exactly, since the worth of a group is the sum of
what each learner gains. Topics take turns: the group that is worth most first, then the next with the areas left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from csp_analytics.analysis.learning import HAIR, Line

SHARES, LEARNS = PARTS = ("shares", "learns")
SMALLEST, LARGEST, STRONG = 4, 6, 2
GAIN, ALIKE = 0.6, 0.4
NEAREST = (
    8  # with how many of the strong areas most alike to it a strong area may pair up: all of a nation of 32 nearly
)
COLUMNS = ["group", "kind", "topic_id", "area_code", "part", "value", "likeness"]


@dataclass(frozen=True)
class Found:
    """A group: its topic, who shares, who learns (most worth first) and what it is worth."""

    topic: tuple[str, str]
    strong: tuple[str, ...]
    learners: tuple[str, ...]
    worth: float


@dataclass(frozen=True)
class Likeness:
    """How alike any two areas are (0 to 1): the place of each area, and the matrix; 0 for an area that is not in it."""

    place: Mapping[str, int]
    matrix: np.ndarray

    def between(self, rows: Sequence[str], columns: Sequence[str]) -> np.ndarray:
        """A part of the matrix."""
        padded = np.pad(self.matrix, (0, 1))  # a last row and column of noughts for whoever is not in it
        at = [[self.place.get(code, len(self.place)) for code in codes] for codes in (rows, columns)]
        return padded[np.ix_(*at)]


def groups(
    standings: pd.DataFrame,
    alike: pd.DataFrame,
    lines: Mapping[str, Line],
    names: Mapping[str, str],
    *,
    most: int = 6,
    most_for_area: int = 1,
) -> pd.DataFrame:
    """The groups, the one worth most first; every topic at most once.

    A learner is worth 0.6 x the gain (the mean of the strong areas less its own value, as 0 to 1) plus 0.4 x its mean
    likeness to them. Two areas share where two are strong enough, else one. All who learn have a value below the need
    line, stand at least the margin below each area that shares, and are alike to one of them at least.

    Args:
        standings: ``area_code, kind, topic_id, value``.
        alike: from :func:`csp_analytics.analysis.learning.likeness`; pairs that are not in it have likeness 0.
        lines: need line and margin of each kind.
        names: name of each area; ties fall in order of names.
        most: how many groups at most.
        most_for_area: in how many groups an area may be.

    Returns:
        Frame ``group`` (from 1), ``kind, topic_id, area_code, part`` (:data:`SHARES` or :data:`LEARNS`), ``value`` and
        ``likeness`` (mean likeness of a learner to those who share; empty for those).
    """
    known = standings[standings["value"].notna()].sort_values(["kind", "topic_id"])
    by_topic = {key: dict(zip(rows["area_code"], rows["value"], strict=True))
                for key, rows in known.groupby(["kind", "topic_id"])}  # fmt: skip
    likeness = symmetric(alike)
    left = dict.fromkeys(known["area_code"], most_for_area)
    found: list[Found] = []
    best = {key: best_group(key, values, likeness, lines[key[0]], names) for key, values in by_topic.items()}
    while len(found) < most and any(best.values()):
        one = max((group for group in best.values() if group), key=lambda group: group.worth)  # the first of equals
        found.append(one)
        best.pop(one.topic)
        for code in (*one.strong, *one.learners):
            left[code] -= 1
        full = {code for code in (*one.strong, *one.learners) if left[code] < 1}
        for key, group in best.items():
            if group and full & {*group.strong, *group.learners}:
                values = {code: value for code, value in by_topic[key].items() if left[code] > 0}
                best[key] = best_group(key, values, likeness, lines[key[0]], names)
    rows = [row for place, one in enumerate(found, start=1) for row in _rows(place, one, by_topic[one.topic], likeness)]
    return pd.DataFrame(rows, columns=COLUMNS)


def best_group(
    topic: tuple[str, str], values: Mapping[str, float], likeness: Likeness, line: Line, names: Mapping[str, str]
) -> Found | None:
    """The group worth most around one topic, or None when there are too few strong areas or learners."""
    codes = sorted(values, key=lambda code: (names.get(code, code), code))
    strong = [code for code in codes if values[code] >= line.below - HAIR]
    learners = [code for code in codes if values[code] < line.below - HAIR]
    if not strong or not learners:
        return None
    near = likeness.between(learners, strong)
    own = np.array([values[code] for code in learners])
    theirs = np.array([values[code] for code in strong])
    for n in range(STRONG, 0, -1):
        shares = _choices(strong, n, likeness)
        worth = _worth(near, own, theirs, shares, line)
        if len(shares) and len(learners) >= SMALLEST - n:
            totals = _totals(worth, n)
            best = int(np.argmax(totals))  # the first of equals
            if totals[best] > -np.inf:
                chosen = [one for one in np.argsort(-worth[best], kind="stable")[: LARGEST - n] if worth[best, one] > 0]
                return Found(
                    topic,
                    tuple(strong[one] for one in shares[best]),
                    tuple(learners[one] for one in chosen),
                    float(totals[best]),
                )
    return None


def symmetric(alike: pd.DataFrame) -> Likeness:
    """Likeness of two areas to each other: the mean of both directions, one that is not there counted as 0."""
    codes = sorted({*alike["area_code"], *alike["peer_code"]})
    place = {code: n for n, code in enumerate(codes)}
    one_way = np.zeros((len(codes), len(codes)))
    rows, columns = (alike[name].map(place).to_numpy(dtype=int) for name in ("area_code", "peer_code"))
    one_way[rows, columns] = alike["likeness"].to_numpy(dtype=float)
    return Likeness(place, (one_way + one_way.T) / 2)


def _choices(strong: Sequence[str], n: int, likeness: Likeness) -> np.ndarray:
    """Who might share, by place: every strong area alone, or pairs of them; among very many, the pairs most alike."""
    every = np.array(list(combinations(range(len(strong)), n)), dtype=int).reshape(-1, n)
    if n == 1 or len(strong) <= 4 * NEAREST:
        return every
    near = np.argsort(-likeness.between(strong, strong), axis=1, kind="stable")[:, :NEAREST]
    close = np.zeros((len(strong), len(strong)), dtype=bool)
    np.put_along_axis(close, near, values=True, axis=1)
    return every[(close | close.T)[every[:, 0], every[:, 1]]]


def _worth(near: np.ndarray, own: np.ndarray, theirs: np.ndarray, shares: np.ndarray, line: Line) -> np.ndarray:
    """What every learner (column) is worth with every choice of who shares (row); 0 where it may not be."""
    top, floor = theirs[shares].mean(axis=1)[:, None], theirs[shares].min(axis=1)[:, None]
    alike = near[:, shares].mean(axis=2).T
    worth = np.round(GAIN * (top - own) / 100 + ALIKE * alike, 9)
    return np.where((floor - own >= line.margin - HAIR) & (alike > 0), worth, 0.0)


def _totals(worth: np.ndarray, n: int) -> np.ndarray:
    """Worth of the best learners of every row; minus infinity where there are too few."""
    best = -np.sort(-worth, axis=1)[:, : LARGEST - n]
    enough = (best > 0).sum(axis=1) >= SMALLEST - n
    return np.where(enough, np.round(best.sum(axis=1), 9), -np.inf)


def _rows(place: int, one: Found, values: Mapping[str, float], likeness: Likeness) -> list[tuple[object, ...]]:
    near = likeness.between(one.learners, one.strong).mean(axis=1)
    shared = [(place, *one.topic, code, SHARES, values[code], np.nan) for code in one.strong]
    learned = [
        (place, *one.topic, code, LEARNS, values[code], float(mean))
        for code, mean in zip(one.learners, near, strict=True)
    ]
    return [*shared, *learned]
