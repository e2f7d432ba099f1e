"""The same principles as each framework sees them: side by side, how far apart, and whether areas rank alike.

Scores of different frameworks are not one measure: their criteria and scales differ. So each stands beside the middle
area of its own framework, and areas are compared by rank.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

MIN_AREAS = 5


def principles_by_framework(scores: pd.DataFrame, own: pd.DataFrame | None = None) -> pd.DataFrame:
    """Each principle under each framework: the middle area, and one area beside it.

    Args:
        scores: scores by principle of all areas, one round a framework: ``framework, area_code, principle_id, score``.
        own: the same columns and ``note`` for one area, if any.

    Returns:
        One row per principle and framework, in order of first appearance: ``principle_id, framework``, ``middle``
        (median of the areas' scores), ``lowest, highest``, ``n_areas`` (with a score) and, with ``own``, ``own`` (the
        area's score, empty when it has none) and ``note`` (why it has none).
    """
    everyone = scores if own is None else pd.concat([scores, own])
    keys = ["principle_id", "framework"]
    units = pd.MultiIndex.from_frame(everyone[keys].drop_duplicates())
    grouped = scores[scores["score"].notna()].groupby(keys, sort=False)["score"]
    result = pd.DataFrame(
        {
            "middle": grouped.median().reindex(units),
            "lowest": grouped.min().reindex(units),
            "highest": grouped.max().reindex(units),
            "n_areas": grouped.count().reindex(units, fill_value=0),
        }
    ).reset_index()
    if own is not None:
        result = result.merge(own[[*keys, "score", "note"]].rename(columns={"score": "own"}), on=keys, how="left")
    order = {name: place for place, name in enumerate(dict.fromkeys(everyone["principle_id"]))}
    return result.sort_values("principle_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)


def enough_areas(seen: pd.DataFrame) -> pd.DataFrame:
    """The same rows, without a middle area where fewer than :data:`MIN_AREAS` areas have a score.

    Args:
        seen: from :func:`principles_by_framework`.
    """
    return seen.assign(middle=seen["middle"].where(seen["n_areas"] >= MIN_AREAS))


def apart(seen: pd.DataFrame, column: str) -> pd.DataFrame:
    """How far apart the frameworks are on each principle.

    Args:
        seen: from :func:`principles_by_framework`.
        column: ``own`` or ``middle``.

    Returns:
        One row per principle with a value under two frameworks or more: ``principle_id, low, low_framework, high,
        high_framework`` and ``apart`` (high minus low, in points).
    """
    rows = []
    for principle_id, group in seen[seen[column].notna()].groupby("principle_id", sort=False):
        if len(group) > 1:
            low, high = group.loc[group[column].idxmin()], group.loc[group[column].idxmax()]
            rows.append((principle_id, low[column], low["framework"], high[column], high["framework"]))
    frame = pd.DataFrame(rows, columns=["principle_id", "low", "low_framework", "high", "high_framework"])
    return frame.assign(apart=frame["high"].astype(float) - frame["low"].astype(float))


def rank_agreement(scores: pd.DataFrame) -> pd.DataFrame:
    """Whether two frameworks put the areas in the same order on a principle: Spearman's rho.

    Args:
        scores: as in :func:`principles_by_framework`.

    Returns:
        One row per principle and pair of frameworks: ``principle_id, framework_a, framework_b, n_areas`` (areas with
        both scores) and ``rho`` (-1 to 1; empty under five areas, or when all areas have one score).
    """
    rows = []
    frameworks = list(dict.fromkeys(scores["framework"]))
    for principle_id, group in scores.groupby("principle_id", sort=False):
        wide = group.pivot(index="area_code", columns="framework", values="score").reindex(columns=frameworks)
        for a, b in combinations(frameworks, 2):
            both = wide[[a, b]].dropna()
            rows.append((principle_id, a, b, len(both), _rho(both[a], both[b])))
    return pd.DataFrame(rows, columns=["principle_id", "framework_a", "framework_b", "n_areas", "rho"])


def skills_by_principle(published: pd.DataFrame) -> pd.DataFrame:
    """Published shares of skills, by the principle that each belongs to.

    Args:
        published: ``skill, share_in_place`` (0 to 100, empty where only words were published), ``words``,
            ``principle_id``.

    Returns:
        One row per principle: ``principle_id, n_skills, n_shares`` (skills with a share), ``lowest, highest`` (share,
        empty without one) and ``words`` (of the skills without a share, each once, joined by a comma).
    """
    rows = []
    for principle_id, group in published.groupby("principle_id", sort=False):
        shares, words = group["share_in_place"].dropna(), group.loc[group["share_in_place"].isna(), "words"]
        rows.append(
            (principle_id, len(group), len(shares), shares.min(), shares.max(), ", ".join(dict.fromkeys(words)))
        )
    return pd.DataFrame(rows, columns=["principle_id", "n_skills", "n_shares", "lowest", "highest", "words"])


def _rho(first: pd.Series, second: pd.Series) -> float:
    if len(first) < MIN_AREAS or first.nunique() < 2 or second.nunique() < 2:
        return np.nan
    return float(stats.spearmanr(first, second).statistic)
