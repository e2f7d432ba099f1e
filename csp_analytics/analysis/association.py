"""Whether areas with a higher figure tend to score higher: Spearman's rho, medians and corners.

Levels are ordinal and many figures are skewed, so ranks are compared and not amounts: Spearman's rho is Pearson's
correlation of the ranks, ties sharing the mean of theirs (Spearman, 1904; computed by scipy). It does not change when a
figure is put on another scale that keeps the order, such as a logarithm.

No interval is given: the areas are all there are, not a sample (see docs/methods.md). What chance alone would do is a
different question, and has an exact answer: were the figures dealt out to the areas at random, rho would have mean 0
and variance ``1 / (n - 1)``, ties or not (Kendall and Gibbons, *Rank Correlation Methods*, 5th edition, 1990).

Words for the size of rho: under 0.3 *no clear*, from 0.3 *weak*, from 0.5 *moderate*, from 0.7 *strong* (Hinkle,
Wiersma and Jurs, *Applied Statistics for the Behavioral Sciences*, 5th edition, 2003; their two highest steps are one
here). What chance alone goes beyond once in twenty times with so few areas is *no clear* too.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from math import isnan, nan, sqrt

import pandas as pd
from scipy.stats import spearmanr

MIN_PAIRS = 5
NO_CLEAR, WEAK, MODERATE, STRONG = STRENGTHS = ("no clear", "weak", "moderate", "strong")
FROM = {STRONG: 0.7, MODERATE: 0.5, WEAK: 0.3}
BEYOND_CHANCE = 1.96  # standard deviations of the normal distribution that hold 19 of 20
ABOVE, BELOW, ON = SIDES = ("above", "below", "on")
_SAME = 9  # decimals of a score: what differs beyond them is rounding of the sum, and a tie


@dataclass(frozen=True)
class Association:
    """How two figures of the same areas go together.

    Attributes:
        n: areas with both.
        rho: Spearman's rho, -1 to 1; empty (nan) when there is none.
        why_not: why there is none, else empty.
        middle_score: median of the scores of these areas; empty when there is no area.
        middle_value: median of their other figure.
    """

    n: int
    rho: float
    why_not: str
    middle_score: float
    middle_value: float

    @property
    def strength(self) -> str:
        """One of :data:`STRENGTHS`, empty without rho."""
        return strength(self.rho, self.n)


def association(pairs: pd.DataFrame) -> Association:
    """Spearman's rho and both medians of the areas that have both figures.

    Args:
        pairs: ``score`` and ``value``, a row an area; rows where either is empty do not count.
    """
    both = pairs.dropna(subset=["score", "value"])
    n, rho, why_not = len(both), nan, ""
    scores = both["score"].round(_SAME)
    if n < MIN_PAIRS:
        why_not = f"{n} {'area has' if n == 1 else 'areas have'} both figures, and it takes {MIN_PAIRS}"
    elif (scores == scores.iloc[0]).all():
        why_not = "every area has the same score"
    elif (both["value"] == both["value"].iloc[0]).all():
        why_not = "every area has the same figure"
    else:
        rho = float(spearmanr(scores, both["value"]).statistic)
    return Association(n, rho, why_not, float(scores.median()), float(both["value"].median()))


def associations(scores: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Spearman's rho of the same scores with one fact after another.

    Args:
        scores: ``area_code, score``, one row an area.
        values: ``fact_id, area_code, value``, at most one row a fact and area.

    Returns:
        A row a fact, highest rho first, those without one last, otherwise in order of appearance: ``fact_id``, ``n``,
        ``rho``, ``strength``, ``by_chance`` (see :func:`chance_reaches`; empty without rho), ``why_not``.
    """
    joined = values.merge(scores[["area_code", "score"]], on="area_code")
    parts: dict[Hashable, pd.DataFrame] = dict(iter(joined.groupby("fact_id", sort=False)))
    rows = []
    for fact in dict.fromkeys(values["fact_id"]):
        one = association(parts.get(fact, joined.head(0)))
        by_chance = nan if isnan(one.rho) else chance_reaches(one.n)
        rows.append((fact, one.n, one.rho, one.strength, by_chance, one.why_not))
    frame = pd.DataFrame(rows, columns=["fact_id", "n", "rho", "strength", "by_chance", "why_not"])
    return frame.sort_values("rho", ascending=False, kind="stable", ignore_index=True)


def strength(rho: float, n: int) -> str:
    """The word for the size of a rho of n areas, as it is shown with two decimals; empty without rho."""
    if isnan(rho):
        return ""
    size = round(abs(rho), 2)
    if size <= round(chance_reaches(n), 2):
        return NO_CLEAR
    return next((word for word, least in FROM.items() if size >= least), NO_CLEAR)


def chance_reaches(n: int) -> float:
    """The size of rho, 0 to 1, that chance alone goes beyond once in twenty times with n areas (at least 2)."""
    return min(BEYOND_CHANCE / sqrt(n - 1), 1.0)


def sides(pairs: pd.DataFrame, found: Association) -> pd.DataFrame:
    """On which side of each median an area lies.

    Args:
        pairs: ``score`` and ``value``, a row an area.
        found: the medians.

    Returns:
        ``score_side`` and ``value_side`` on the same index, one of :data:`SIDES` each; empty where either is missing.
    """
    both = pairs["score"].notna() & pairs["value"].notna()
    return pd.DataFrame(
        {
            "score_side": _side(pairs["score"].round(_SAME), found.middle_score).where(both, ""),
            "value_side": _side(pairs["value"], found.middle_value).where(both, ""),
        }
    )


def corners(pairs: pd.DataFrame, found: Association) -> dict[tuple[str, str], int]:
    """Areas by the side of the median of their score and of their other figure; keys are pairs of :data:`SIDES`."""
    lying = sides(pairs, found)
    counted = lying[lying["score_side"] != ""].groupby(["score_side", "value_side"]).size()
    return {(a, b): int(counted.get((a, b), 0)) for a in SIDES for b in SIDES}


def _side(values: pd.Series, middle: float) -> pd.Series:
    side = pd.Series(ON, index=values.index, dtype=object)
    return side.mask(values > middle, ABOVE).mask(values < middle, BELOW)
