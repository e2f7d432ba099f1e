"""Peer groups beside each other: the middle area of each group on each unit."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.peers import MIN_PEERS


def by_group(scores: pd.DataFrame, members: pd.DataFrame, unit: str) -> pd.DataFrame:
    """The middle area of every peer group, unit by unit.

    Args:
        scores: maturity scores of one round (``area_code``, the unit column, ``score``), at most one row an area and
            unit.
        members: ``group, area_code``: who is in which group. An area in no group counts nowhere.
        unit: the unit column, such as ``principle_id``.

    Returns:
        One row per group and unit, groups in the order of ``members``, units in the order of ``scores``: ``group``,
        the unit column, ``middle`` (median of the scores, 0 to 100; empty when fewer than five areas have one),
        ``lowest``, ``highest`` (also then empty), ``n_areas`` (areas with a score) and ``n_members``.
    """
    joined = members.merge(scores[["area_code", unit, "score"]], on="area_code", how="left")
    joined = joined[joined["score"].notna()]
    grouped = joined.groupby(["group", unit], sort=False)["score"]
    figures = pd.DataFrame(
        {"middle": grouped.median(), "lowest": grouped.min(), "highest": grouped.max(), "n_areas": grouped.count()}
    )
    groups, units = members["group"].drop_duplicates(), scores[unit].drop_duplicates()
    wanted = pd.MultiIndex.from_product([groups, units], names=["group", unit])
    result = figures.reindex(wanted)
    result["n_areas"] = result["n_areas"].fillna(0).astype(int)
    result.loc[result["n_areas"] < MIN_PEERS, ["middle", "lowest", "highest"]] = float("nan")
    size = members.groupby("group")["area_code"].nunique()
    return result.reset_index().assign(n_members=lambda frame: frame["group"].map(size))
