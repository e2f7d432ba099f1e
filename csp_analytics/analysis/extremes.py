"""The criteria at the ends: strongest, weakest, and those on which areas are furthest apart."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.national import by_strength
from csp_analytics.analysis.spread import by_spread

STRONGEST, WEAKEST, APART = EXTREMES = ("strongest", "weakest", "areas differ most")
MOST_LISTED = 5


def extremes(counts: pd.DataFrame, most: int = MOST_LISTED) -> dict[str, pd.DataFrame]:
    """Rows of the criteria at the ends, the most extreme first.

    Args:
        counts: from :func:`csp_analytics.analysis.heat.level_counts`.
        most: length of a list. Strongest and weakest are shorter when they would overlap.

    Returns:
        Rows of ``counts`` by :data:`EXTREMES`. Criteria that fewer than half of the areas rated are in no list, those
        on which all are at one level are not among the ones that differ.
    """
    strength, spread = by_strength(counts), by_spread(counts)
    n = min(most, len(strength) // 2)
    return {
        STRONGEST: strength.head(n),
        WEAKEST: strength.iloc[::-1].head(n),
        APART: spread[spread["spread"] > 1e-9].head(most),
    }
