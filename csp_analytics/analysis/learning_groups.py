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
    topic: tuple[str, str],
    values: Mapping[str, float],
    likeness: Mapping[tuple[str, str], float],
    line: Line,
    names: Mapping[str, str],
) -> Found | None:
    """The group worth most around one topic, or None when there are too few strong areas or learners."""
    codes = sorted(values, key=lambda code: (names.get(code, code), code))
    strong = [code for code in codes if values[code] >= line.below - HAIR]
    learners = [code for code in codes if values[code] < line.below - HAIR]
    for n in range(STRONG, 0, -1):
        found: Found | None = None
        for shares in _choices(strong, n, likeness):
            one = _group(topic, shares, learners, values, likeness, line)
            if one and (found is None or one.worth > found.worth + HAIR):
                found = one
        if found:
            return found
    return None


def symmetric(alike: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Likeness of two areas to each other: the mean of both directions, one that is not there counted as 0."""
    one_way = {(a, b): float(value) for a, b, value in
               alike[["area_code", "peer_code", "likeness"]].itertuples(index=False)}  # fmt: skip
    return {
        (a, b): (one_way.get((a, b), 0.0) + one_way.get((b, a), 0.0)) / 2
        for first, second in one_way
        for a, b in ((first, second), (second, first))
    }


def _choices(strong: Sequence[str], n: int, likeness: Mapping[tuple[str, str], float]) -> list[tuple[str, ...]]:
    """Who might share: every strong area alone, or pairs of them; among very many, the pairs that are most alike."""
    if n == 1 or len(strong) <= 4 * NEAREST:
        return list(combinations(strong, n))
    near = {code: sorted(strong, key=lambda other: -likeness.get((code, other), 0.0))[:NEAREST] for code in strong}
    return [(a, b) for a, b in combinations(strong, 2) if b in near[a] or a in near[b]]


def _group(
    topic: tuple[str, str],
    shares: tuple[str, ...],
    learners: Sequence[str],
    values: Mapping[str, float],
    likeness: Mapping[tuple[str, str], float],
    line: Line,
) -> Found | None:
    top, floor = float(np.mean([values[code] for code in shares])), min(values[code] for code in shares)
    worth = [
        (GAIN * (top - values[code]) / 100 + ALIKE * _likeness(code, shares, likeness), code)
        for code in learners
        if floor - values[code] >= line.margin - HAIR and _likeness(code, shares, likeness) > 0
    ]
    chosen = sorted(worth, key=lambda one: -round(one[0], 9))[: LARGEST - len(shares)]  # stable: ties by name
    if len(chosen) < SMALLEST - len(shares):
        return None
    return Found(topic, shares, tuple(code for _, code in chosen), round(sum(one for one, _ in chosen), 9))


def _likeness(code: str, shares: Sequence[str], likeness: Mapping[tuple[str, str], float]) -> float:
    return sum(likeness.get((code, one), 0.0) for one in shares) / len(shares)


def _rows(
    place: int, one: Found, values: Mapping[str, float], likeness: Mapping[tuple[str, str], float]
) -> list[tuple[object, ...]]:
    shared = [(place, *one.topic, code, SHARES, values[code], np.nan) for code in one.strong]
    learned = [
        (place, *one.topic, code, LEARNS, values[code], _likeness(code, one.strong, likeness)) for code in one.learners
    ]
    return [*shared, *learned]
