"""Change between two rounds, like for like: only criteria that are rated in both."""

from __future__ import annotations

import numpy as np
import pandas as pd

from csp_analytics.analysis.scores import MIN_RATED, RATED, rescaled
from csp_analytics.frameworks.model import Framework

IMPROVED, SAME, DECLINED, NOT_LIKE_FOR_LIKE = "improved", "same", "declined", "not like for like"


def criterion_change(ratings: pd.DataFrame, framework: Framework, before: str, after: str) -> pd.DataFrame:
    """Each criterion of each area in two rounds.

    Args:
        ratings: a ratings frame that holds both rounds.
        framework: the framework that the ratings belong to.
        before: the earlier round.
        after: the later round.

    Returns:
        One row per area and criterion that was rated in either round: ``area_code, criterion_id, principle_id,
        group_id, level_before, level_after, steps`` (levels up or down, empty when not like for like), ``change``
        (improved, same, declined, not like for like) and the framework's facets.
    """
    rated = ratings[(ratings["answer"] == RATED) & ratings["criterion_id"].isin(framework.by_id)]
    sides = [
        rated.loc[rated["round"] == name, ["area_code", "criterion_id", "level"]].rename(columns={"level": column})
        for name, column in ((before, "level_before"), (after, "level_after"))
    ]
    both = sides[0].merge(sides[1], on=["area_code", "criterion_id"], how="outer")
    both[["level_before", "level_after"]] = both[["level_before", "level_after"]].astype(float)
    both["steps"] = both["level_after"] - both["level_before"]
    both["change"] = np.select(
        [both["steps"] > 0, both["steps"] == 0, both["steps"] < 0], [IMPROVED, SAME, DECLINED], NOT_LIKE_FOR_LIKE
    )
    facets = [facet.facet_id for facet in framework.facets]
    places = framework.table[["criterion_id", "order", "principle_id", "group_id", *facets]]
    both = both.merge(places, on="criterion_id").sort_values(["area_code", "order"], ignore_index=True)
    leading = ["area_code", "criterion_id", "principle_id", "group_id"]
    return both[[*leading, "level_before", "level_after", "steps", "change", *facets]]


def change_summary(changes: pd.DataFrame, framework: Framework, by: list[str] | None = None) -> pd.DataFrame:
    """Improved a, same b, declined c of n, with the like-for-like scores of both rounds.

    Args:
        changes: from :func:`criterion_change`.
        framework: gives the scale.
        by: columns to count by; default ``area_code`` alone.

    Returns:
        One row per combination: the ``by`` columns, ``improved, same, declined, n_compared, n_dropped`` (rated in one
        round only), ``net`` (improved minus declined), ``score_before, score_after`` (0 to 100, over the compared
        criteria; by area alone the mean of the principles, as overall always is; empty when fewer than three are
        compared), ``points`` (after minus before).
    """
    by = by or ["area_code"]
    like = changes["change"] != NOT_LIKE_FOR_LIKE
    marked = changes.assign(
        **{word: (changes["change"] == word).astype(int) for word in (IMPROVED, SAME, DECLINED)},
        n_compared=like.astype(int),
        n_dropped=(~like).astype(int),
        before=changes["level_before"].where(like),
        after=changes["level_after"].where(like),
    )
    grouped = marked.groupby(by, sort=False)
    result = grouped[[IMPROVED, SAME, DECLINED, "n_compared", "n_dropped"]].sum()
    result["net"] = result[IMPROVED] - result[DECLINED]
    means = grouped[["before", "after"]].mean()
    if by == ["area_code"]:
        # As in every overall score: the mean of the principles, here over what is like for like in each.
        by_principle = marked.groupby([*by, "principle_id"], sort=False)[["before", "after"]].mean()
        means = by_principle.groupby(by, sort=False).mean()
    means = means.where(result["n_compared"] >= MIN_RATED)
    result["score_before"] = rescaled(means["before"], framework)
    result["score_after"] = rescaled(means["after"], framework)
    result["points"] = result["score_after"] - result["score_before"]
    return result.reset_index()
