"""Does a finding depend on the choice of peers? The same gap under every peer grouping."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.peers import HIGHER, LOWER, NOT_COMPARED, SIMILAR, compare_with_peers


def gap_by_grouping(
    values: pd.DataFrame, groupings: dict[str, pd.DataFrame], area_code: str, *, unit: list[str], similar_within: float
) -> pd.DataFrame:
    """One area's gap to its peers under each grouping.

    Args:
        values: ``area_code``, unit columns, ``value``.
        groupings: pairs of peers by grouping id.
        area_code: the area.
        unit: columns that tell apart what is compared.
        similar_within: how far from the peer median counts as similar.

    Returns:
        One row per grouping and unit: ``grouping_id``, unit columns, ``value, peer_value, gap, band, n_peers``.
    """
    found = []
    for grouping_id, pairs in groupings.items():
        own = pairs[pairs["area_code"] == area_code]
        used = values[values["area_code"].isin({area_code, *own["peer_code"]})]
        compared = compare_with_peers(used, own, unit=unit, similar_within=similar_within)
        row = compared[compared["area_code"] == area_code]
        found.append(row.assign(grouping_id=grouping_id))
    columns = ["grouping_id", *unit, "value", "peer_value", "gap", "band", "n_peers"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def sensitivity_words(bands: list[str]) -> str:
    """Such as "lower than peers under 5 of 6 groupings", from the bands of one unit under every grouping."""
    compared = [band for band in bands if band != NOT_COMPARED]
    if not compared:
        return "not compared under any peer grouping"
    ranked = sorted((HIGHER, LOWER, SIMILAR), key=compared.count, reverse=True)
    most = ranked[0]
    if compared.count(most) == compared.count(ranked[1]):
        parts = [f"{band} under {compared.count(band)}" for band in ranked if compared.count(band)]
        return f"depends on the peers: {', '.join(parts)} of {len(compared)} peer groupings"
    words = {HIGHER: "higher than peers", LOWER: "lower than peers", SIMILAR: "similar to peers"}[most]
    without = len(bands) - len(compared)
    tail = f" ({without} more {'has' if without == 1 else 'have'} too few peers)" if without else ""
    return f"{words} under {compared.count(most)} of {len(compared)} peer groupings{tail}"
