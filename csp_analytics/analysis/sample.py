"""Who answered, and how they differ from the areas that they stand for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from csp_analytics.analysis.suppression import SHOWN, Plan

OVER, UNDER, ABOUT_RIGHT, NOT_SHOWN = "more than their share", "fewer than their share", "about their share", ""
# Points within which a share of respondents counts as that of the population (our rule).
WITHIN = 2.0


def counted(plan: Plan, rows: np.ndarray, posts: pd.Series | None = None) -> pd.DataFrame:
    """How many people of each unit answered.

    Args:
        plan: decides what is shown.
        rows: the units wanted, by place.
        posts: how many could have answered, one number a unit, empty where it is not known.

    Returns:
        ``unit, n, share`` (of all respondents), ``status`` and, with posts, ``posts, response_rate``. Shares 0 to 100.
        ``n, share, response_rate`` are empty unless the status is ``shown``. A rate over 100 says that the number of
        posts is too low.
    """
    status = plan.respondents()[rows]
    n = pd.Series(plan.units.sums(plan.units.n)[rows]).where(pd.Series(status) == SHOWN)
    found = pd.DataFrame(
        {"unit": plan.units.names[rows], "n": n, "share": 100 * n / plan.units.n.sum(), "status": status}
    )
    if posts is not None:
        known = posts.where(posts > 0)
        found = found.assign(posts=posts.to_numpy(), response_rate=(100 * n / known).to_numpy())
    return found


def beside_population(respondents: pd.Series, population: pd.Series) -> pd.DataFrame:
    """Shares of respondents beside shares of the population, class by class.

    Args:
        respondents: people who answered, by class; empty where it is not shown.
        population: people who live there, same index.

    Returns:
        ``share_respondents, share_population`` (0 to 100; of the respondents of all classes that are shown only when
        all are), ``difference`` (points), ``words`` (more, fewer, about their share; empty where not known).
    """
    whole = respondents.sum() if respondents.notna().all() else np.nan
    ours = 100 * respondents / whole
    theirs = 100 * population / population.sum()
    gap = ours - theirs
    words = np.select([gap.isna(), gap > WITHIN, gap < -WITHIN], [NOT_SHOWN, OVER, UNDER], default=ABOUT_RIGHT)
    return pd.DataFrame({"share_respondents": ours, "share_population": theirs, "difference": gap, "words": words})


def dissimilarity(respondents: pd.Series, population: pd.Series) -> float:
    """Index of dissimilarity (Duncan and Duncan, 1955), 0 to 100: half the sum of the differences of two shares.

    It is the share of the respondents who would have to be elsewhere for both to be spread alike. Empty when a number
    of respondents is not shown.
    """
    return float(beside_population(respondents, population)["difference"].abs().sum(skipna=False) / 2)


def effective_number(respondents: pd.Series, population: pd.Series) -> float:
    """Effective number of respondents were they weighted to the population (Kish, 1965): (sum w)² / sum w².

    Classes without respondents cannot be weighted and are left out. Empty when a number is not shown.
    """
    there = respondents.to_numpy(dtype=float)
    if np.isnan(there).any() or not there.sum() > 0:
        return float("nan")
    n, size = there[there > 0], population.to_numpy(dtype=float)[there > 0]
    weight = size / n
    return float((n * weight).sum() ** 2 / (n * weight**2).sum())
