"""How far a room agrees on one criterion: two published measures, and words that a room can read on a wall.

Measures, both made for ordered levels: the consensus of Tastle and Wierman (2007), see
:mod:`csp_analytics.analysis.spread`, and A of van der Eijk (2001, Quality & Quantity 35(3), 325-341). Consensus orders
what to discuss; only A tells two camps (below 0) from views that are merely spread (0).

There are no accepted limits for either. The words, their limits and what counts as worth discussing are a convention of
this project, chosen so that small groups read as people would put them; the counts stand beside the words everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csp_analytics.analysis.spread import consensus

LEAST = 5
EVERYONE, STRONG, MOST, NEIGHBOURS, MIXED, NONE, TWO_CAMPS, OPPOSITE, TOO_FEW = KINDS = (
    "everyone", "strong", "most", "neighbours", "mixed", "none", "two-camps", "opposite", "too-few",
)  # fmt: skip
WORDS = {
    EVERYONE: "Everyone agrees",
    STRONG: "Strong agreement",
    MOST: "Most agree, some are far off",
    NEIGHBOURS: "Split between two neighbouring levels",
    MIXED: "Mixed views",
    NONE: "No agreement",
    TWO_CAMPS: "Two camps: discuss first",
    OPPOSITE: "Two opposite camps: discuss first",
    TOO_FEW: "Too few answers to say",
}
CAMPS = (TWO_CAMPS, OPPOSITE)
STRONG_FROM = 0.6
MIXED_FROM = 0.2
MOST_SHARE = 3 / 4
SPLIT_SHARE = 1 / 3
DISCUSS_UNDER = 0.6
FAR_APART, HEARD_SHARE = 2, 1 / 10
# Two levels are neighbours and opposites at once, and A does not exist: consensus alone, with limits of its own.
STRONG_OF_TWO, CAMPS_OF_TWO = 0.4, 0.1
_HAIR = 1e-9


@dataclass(frozen=True)
class Agreement:
    """How far a room agrees on one criterion.

    Attributes:
        n: answers on the scale.
        consensus: 0 (half at each end) to 1 (all at one level); None with too few answers.
        a: -1 (two opposite halves) over 0 (the same number at every level) to 1 (all at one level); None with too few
            answers, and on a scale of two levels, where it does not exist.
        kind: one of :data:`KINDS`.
        words: the same in plain words.
        discuss: whether the lowest and the highest should say why before a level is agreed.
    """

    n: int
    consensus: float | None
    a: float | None
    kind: str
    words: str
    discuss: bool


def van_der_eijk(counts: np.ndarray) -> np.ndarray:
    """Agreement A of van der Eijk (2001), row by row.

    Counts are taken apart into layers in which every level that is chosen is chosen equally often. A layer with S of K
    levels has ``U * (1 - (S - 1) / (K - 1))``, where U looks at every three levels in order: those chosen side by side
    (110, 011) against those with a hole between them (101),
    ``U = ((K - 2) TU - (K - 1) TDU) / ((K - 2) (TU + TDU))``. One level alone has 1, all of them together 0. A is the
    mean of the layers, weighted by the answers in each.

    Args:
        counts: answers at each level, lowest first: one row a criterion, one column a level.

    Returns:
        One number a row, -1 to 1; empty without answers and with fewer than three levels.
    """
    left = np.array(counts, dtype=float)
    n_levels = left.shape[1]
    total = left.sum(axis=1)
    if n_levels < 3:
        return np.full(len(left), np.nan)
    found = np.zeros(len(left))
    for _ in range(n_levels):  # every layer empties a level at least
        chosen = left > 0
        height = np.where(chosen, left, np.inf).min(axis=1, initial=np.inf)
        height = np.where(np.isfinite(height), height, 0)
        found += height * chosen.sum(axis=1) * _of_layers(chosen)
        left = left - height[:, None] * chosen
    return found / np.where(total > 0, total, np.nan)


def agreement(counts: Sequence[int], least: int = LEAST) -> Agreement:
    """How far a room agrees, in words.

    Args:
        counts: answers at each level of the scale, lowest first; *not applicable* and *don't know* are not among them.
        least: with fewer answers nothing is said.

    Returns:
        The agreement; see the module's docstring for where the words come from.

    Raises:
        ValueError: with fewer than two levels, or a count below zero.
    """
    given = [int(n) for n in counts]
    if len(given) < 2 or min(given) < 0:
        raise ValueError(f"counts {given}: expected two levels or more, and no count below zero")
    n = sum(given)
    if n < max(least, 1):
        return Agreement(n, None, None, TOO_FEW, WORDS[TOO_FEW], False)
    agreed = float(np.clip(consensus(np.array([given]))[0], 0, 1))
    if len(given) == 2:
        kind = _kind_of_two(agreed)
        return Agreement(n, agreed, None, kind, WORDS[kind], kind not in (EVERYONE, STRONG))
    a = float(van_der_eijk(np.array([given]))[0])
    kind = _kind(given, agreed, a)
    discuss = kind in (MOST, *CAMPS) or agreed < DISCUSS_UNDER or _reach(given) >= FAR_APART
    return Agreement(n, agreed, a, kind, WORDS[kind], discuss)


def _of_layers(chosen: np.ndarray) -> np.ndarray:
    """A of layers, each a row that says which levels are chosen. Threes are counted at the level that is not chosen."""
    n_levels, size = chosen.shape[1], chosen.sum(axis=1)
    before = chosen.cumsum(axis=1)
    after = size[:, None] - before
    hole = ~chosen
    side_by_side = (hole * (before * (before - 1) + after * (after - 1)) / 2).sum(axis=1)
    apart = (hole * before * after).sum(axis=1)
    threes = side_by_side + apart
    shape = (n_levels - 2) * side_by_side - (n_levels - 1) * apart
    u = np.divide(shape, (n_levels - 2) * threes, out=np.zeros(len(chosen)), where=threes > 0)
    return np.where(size == 1, 1.0, u * (1 - (size - 1) / (n_levels - 1)))


def _kind(counts: list[int], agreed: float, a: float) -> str:
    n, used = sum(counts), [place for place, number in enumerate(counts) if number]
    if len(used) == 1:
        return EVERYONE
    if a < -_HAIR:
        return OPPOSITE if used == [0, len(counts) - 1] else TWO_CAMPS
    smaller = min(counts[used[0]], counts[used[-1]]) / n
    if used[-1] - used[0] == 1 and smaller >= SPLIT_SHARE - _HAIR:
        return NEIGHBOURS
    if a >= STRONG_FROM - _HAIR and agreed >= STRONG_FROM - _HAIR:
        return STRONG
    if max(counts) / n >= MOST_SHARE - _HAIR:
        return MOST
    return MIXED if a >= MIXED_FROM - _HAIR else NONE


def _kind_of_two(agreed: float) -> str:
    if agreed >= 1 - _HAIR:
        return EVERYONE
    if agreed >= STRONG_OF_TWO - _HAIR:
        return STRONG
    return MIXED if agreed >= CAMPS_OF_TWO - _HAIR else TWO_CAMPS


def _reach(counts: list[int]) -> int:
    """Levels between the lowest and the highest answer. One voice in a large room does not make everything wide."""
    heard = [place for place, number in enumerate(counts) if number >= HEARD_SHARE * sum(counts) - _HAIR]
    return heard[-1] - heard[0] if heard else 0
