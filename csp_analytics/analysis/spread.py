"""How far areas are apart on one criterion.

Method: 1 minus the consensus of Tastle and Wierman (2007, International Journal of Approximate Reasoning 45(3),
531-545), which is made for ordered levels:

    consensus = 1 + sum over levels of p * log2(1 - |k - m| / d)

with p the share of ratings at a level, k its place on the scale (1, 2, 3, ...), m the mean place and d the number of
steps of the scale. Spread is 0 when all ratings are on one level and 1 when half are at each end. The interquartile
range was not taken: on four levels it knows five values only and ties most criteria.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from csp_analytics.analysis.national import by_strength
from csp_analytics.frameworks.model import Framework

MIN_RATINGS = 5


def consensus(counts: np.ndarray) -> np.ndarray:
    """Consensus of ratings on an ordered scale.

    Args:
        counts: ratings at each level, lowest first: one row a criterion, one column a level (two at least).

    Returns:
        One number a row: 1 when all ratings are on one level, 0 when half are at each end; empty without ratings.
    """
    counts = np.asarray(counts, dtype=float)
    places = np.arange(1, counts.shape[1] + 1, dtype=float)
    total = counts.sum(axis=1)
    shares = counts / np.where(total > 0, total, np.nan)[:, None]
    mean = shares @ places
    apart = np.abs(places[None, :] - mean[:, None]) / (counts.shape[1] - 1)
    # A level that nobody chose adds nothing; its logarithm may not exist.
    logs = np.log2(1 - apart, out=np.zeros_like(apart), where=(counts > 0) & (apart < 1))
    return 1 + (shares * logs).sum(axis=1)


def spread(counts: pd.DataFrame, framework: Framework) -> pd.Series:
    """Spread of each row of counts, 0 to 1; empty under five ratings.

    Args:
        counts: the columns ``level_<value>`` and ``n_rated`` of :func:`csp_analytics.analysis.scores.national`.
        framework: gives the scale.
    """
    by_level = counts[[f"level_{level.value}" for level in framework.levels]].to_numpy(dtype=float)
    found = np.clip(1 - consensus(by_level), 0, 1)
    return pd.Series(np.where(counts["n_rated"] >= MIN_RATINGS, found, np.nan), index=counts.index)


def by_spread(national: pd.DataFrame) -> pd.DataFrame:
    """National counts of criteria, the widest spread first, then document order.

    Args:
        national: counts by criterion with ``spread``. As in ``by_strength``, criteria that nobody rated, or fewer than
            half of the areas that it was put to, are left out; those without a spread too.
    """
    kept = by_strength(national).sort_index()
    return kept[kept["spread"].notna()].sort_values("spread", ascending=False, kind="stable")
