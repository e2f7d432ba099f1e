"""The national picture in one row a unit: the middle area, the range, how many stand low, change since last time."""

from __future__ import annotations

import pandas as pd

from csp_analytics.frameworks.model import Framework


def low_level(framework: Framework) -> int:
    """The level up to which an area counts as standing low: the lower half of the scale, at least its first level."""
    return framework.levels[max(len(framework.levels) // 2 - 1, 0)].value


def summary(
    scores: pd.DataFrame, framework: Framework, *, unit: str, before: pd.DataFrame | None = None
) -> pd.DataFrame:
    """National figures by unit; every area counts once, whatever its size.

    Args:
        scores: maturity scores of one round (``area_code``, the unit column, ``score, median_level, n_rated``).
        framework: gives the scale.
        unit: the unit column, such as ``principle_id``.
        before: scores of an earlier round, for change.

    Returns:
        One row per unit, in order of appearance: the unit column, ``middle`` (median of the areas' scores), ``lowest``,
        ``highest``, ``n_areas`` (areas with a score), ``n_ratings``, ``n_low`` (areas with a score whose median level
        is in the lower half of the scale) and, with ``before``, ``change`` (median of the differences of areas with a
        score in both rounds, in points) and ``n_both``.
    """
    shown = scores[scores["score"].notna()]
    order = list(dict.fromkeys(scores[unit]))
    grouped = shown.groupby(unit)
    result = pd.DataFrame(
        {
            "middle": grouped["score"].median(),
            "lowest": grouped["score"].min(),
            "highest": grouped["score"].max(),
            "n_areas": grouped["area_code"].nunique(),
            "n_ratings": scores.groupby(unit)["n_rated"].sum(),
            "n_low": (shown["median_level"] <= low_level(framework)).groupby(shown[unit]).sum(),
        }
    ).reindex(order)
    if before is not None:
        both = shown.merge(before[before["score"].notna()], on=["area_code", unit], suffixes=("", "_before"))
        moved = (both["score"] - both["score_before"]).groupby(both[unit])
        result["change"] = moved.median()
        result["n_both"] = moved.count()
        result["n_both"] = result["n_both"].fillna(0).astype(int)
    for column in ("n_areas", "n_ratings", "n_low"):
        result[column] = result[column].fillna(0).astype(int)
    return result.rename_axis(unit).reset_index()


def by_strength(national: pd.DataFrame) -> pd.DataFrame:
    """National counts of criteria, strongest first.

    Levels are an order and no measure, so criteria are ordered by shares of the areas that rated them: at one of the
    two highest levels (of two levels: at the highest), then at the highest, then not at the lowest, then in document
    order. The first figure is the one that sentences about the strongest and weakest quote.

    Args:
        national: from :func:`csp_analytics.analysis.scores.national` by criterion. Criteria that nobody rated, or
            fewer than half of the areas that it was put to, are left out.
    """
    rated = national[(national["n_rated"] > 0) & (national["n_rated"] * 2 >= national["n_applicable"])]
    levels = [column for column in rated.columns if column.startswith("level_")]
    high = levels[-2:] if len(levels) > 2 else levels[-1:]
    keys = pd.DataFrame(
        {
            "high": rated[high].sum(axis=1) / rated["n_rated"],
            "top": rated[levels[-1]] / rated["n_rated"],
            "above": 1 - rated[levels[0]] / rated["n_rated"],
        }
    ).round(12)
    return rated.loc[keys.sort_values(["high", "top", "above"], ascending=False, kind="stable").index]
