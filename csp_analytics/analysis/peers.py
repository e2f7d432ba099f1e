"""One area beside its peers: median, quartiles, range, gap, band, and rank as a range.

Conventions: the area itself is left out of its peers; quartiles are type 7 (linear interpolation, the default of numpy
and of spreadsheets); similar means within half a level of the peer median; nothing is compared under five peers with a
value. A switch gives the convention that the Local Government Benchmarking Framework publishes for its family groups:
the unweighted mean with the area included.

Peers come as *pairs*, a frame ``area_code, peer_code, group``: one row for each peer of each area. Fixed groupings and
nearest neighbours look the same from here (nearest neighbours need not be mutual).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

MIN_PEERS = 5
HIGHER, SIMILAR, LOWER, NOT_COMPARED = BANDS = ("higher", "similar", "lower", "not compared")
GLYPHS = {HIGHER: "▲", SIMILAR: "●", LOWER: "▼", NOT_COMPARED: "–"}
STATISTICS = ("median", "mean")
NO_PEER = ""


def pairs_of_groups(membership: pd.DataFrame, grouping: str) -> pd.DataFrame:
    """Peers of a fixed grouping: every other member of the area's own group.

    Args:
        membership: ``grouping_id, group, area_code``, any number of groupings.
        grouping: the grouping to use.

    Returns:
        Frame ``area_code, peer_code, group``, without the area itself. An area alone in its group has one row with an
        empty peer, so that it still belongs to that group.
    """
    members = membership.loc[membership["grouping_id"] == grouping, ["group", "area_code"]].drop_duplicates()
    pairs = members.merge(members.rename(columns={"area_code": "peer_code"}), on="group")
    pairs = pairs[pairs["area_code"] != pairs["peer_code"]]
    alone = members[~members["area_code"].isin(pairs["area_code"])].assign(peer_code=NO_PEER)
    return pd.concat([pairs, alone])[["area_code", "peer_code", "group"]].reset_index(drop=True)


def pairs_of_list(peer_codes: list[str], area_codes: Iterable[str], group: str) -> pd.DataFrame:
    """A chosen list as the peers of every area, whether or not the area is on it.

    Args:
        peer_codes: the areas on the list.
        area_codes: the areas to give peers to.
        group: name of the list.

    Returns:
        Frame ``area_code, peer_code, group``, without the area itself.
    """
    rows = [(area, peer, group) for area in area_codes for peer in peer_codes if peer != area]
    alone = [(area, NO_PEER, group) for area in area_codes if not set(peer_codes) - {area}]
    return pd.DataFrame([*rows, *alone], columns=["area_code", "peer_code", "group"])


def peers_of(pairs: pd.DataFrame, area_code: str) -> list[str]:
    """Codes of an area's peers, in the order of the pairs."""
    own = pairs.loc[pairs["area_code"] == area_code, "peer_code"]
    return list(dict.fromkeys(own[own != NO_PEER]))


def compare_with_peers(
    values: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    unit: list[str],
    similar_within: float | None = None,
    include_self: bool = False,
    statistic: str = "median",
    ties_as_shown: bool = True,
) -> pd.DataFrame:
    """Every area beside its peers, unit by unit.

    Args:
        values: ``area_code``, the unit columns and ``value`` (empty where there is none); one row per area and unit.
        pairs: peers, from :func:`pairs_of_groups` or :func:`csp_analytics.analysis.neighbours.pairs_of_neighbours`.
        unit: names of the columns that tell apart what is compared (a principle, or an indicator and a year).
        similar_within: how far from the peer statistic still counts as similar, in the unit of ``value``; None when
            nobody has said so (the band is then empty, or not compared).
        include_self: count the area itself among its peers (the published convention).
        statistic: ``median`` or ``mean``, the peer figure that gap and band refer to.
        ties_as_shown: see :func:`rank_range`.

    Returns:
        One row per row of ``values``: its columns plus ``group``, ``peer_value``, ``peer_median``, ``q1``,
        ``q3``, ``lowest``, ``highest``, ``n_peers`` (peers with a value), ``n_peers_all`` (members of the
        group), ``gap`` (value minus peer value), ``band`` (not compared with fewer than five others, whatever
        the gap), ``rank_best``, ``rank_worst`` and ``n_ranked`` (rank among all areas with a value, not among
        the peers).

    Raises:
        ValueError: when the statistic is unknown or an area has two values for one unit.
    """
    if statistic not in STATISTICS:
        raise ValueError(f"statistic '{statistic}': expected one of {', '.join(STATISTICS)}")
    if values.duplicated(["area_code", *unit]).any():
        raise ValueError("an area has more than one value for the same unit")
    used = _with_self(pairs, values) if include_self else pairs
    figures = _peer_figures(values, used, unit)
    result = values.merge(figures, on=["area_code", *unit], how="left")
    groups = pairs.groupby("area_code")
    result["group"] = result["area_code"].map(groups["group"].first())
    size = pairs[pairs["peer_code"] != NO_PEER].groupby("area_code")["peer_code"].nunique()
    size = size.reindex(groups.size().index, fill_value=0) + (1 if include_self else 0)
    result["n_peers_all"] = result["area_code"].map(size).fillna(0).astype(int)
    result["n_peers"] = result["n_peers"].fillna(0).astype(int)
    result["peer_value"] = result["peer_median"] if statistic == "median" else result["peer_mean"]
    # The own area makes no minimum: five others, whichever convention.
    others = result["n_peers"] - (result["value"].notna().astype(int) if include_self else 0)
    compared = (others >= MIN_PEERS) & result["value"].notna()
    result["gap"] = result["value"] - result["peer_value"]
    result["band"] = _bands(result["gap"], compared, similar_within)
    return pd.concat([result.drop(columns="peer_mean"), rank_range(result, unit, ties_as_shown=ties_as_shown)], axis=1)


def rank_range(values: pd.DataFrame, unit: list[str], *, ties_as_shown: bool = True) -> pd.DataFrame:
    """Rank as a range, ties shared: highest value first, among all areas with a value for the unit.

    Args:
        values: the unit columns and ``value``.
        unit: names of the columns that tell apart what is ranked.
        ties_as_shown: values tie when they are the same in whole points, since that is what is shown of a score;
            otherwise only equal values do.

    Returns:
        Frame aligned with ``values``: ``rank_best``, ``rank_worst`` (equal when nothing is tied; empty without a
        value) and ``n_ranked``.
    """
    exact = values["value"].astype(float)
    rounded = np.floor(exact + 0.5) if ties_as_shown else exact
    grouper = [values[column] for column in unit] if unit else [pd.Series(0, index=values.index)]
    grouped = rounded.groupby(grouper, sort=False)
    return pd.DataFrame(
        {
            "rank_best": grouped.rank(method="min", ascending=False),
            "rank_worst": grouped.rank(method="max", ascending=False),
            "n_ranked": grouped.transform("count").astype(int),
        },
        index=values.index,
    )


def rank_words(best: float, worst: float, n: int) -> str:
    """``joint 9th to 14th of 31``, ``3rd of 31``, or ``not ranked``."""
    if best != best:
        return "not ranked"
    if best == worst:
        return f"{ordinal(int(best))} of {n}"
    return f"joint {ordinal(int(best))} to {ordinal(int(worst))} of {n}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th ... 11th, 12th, 13th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _with_self(pairs: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    grouped = pairs.drop_duplicates("area_code")
    own = grouped.assign(peer_code=grouped["area_code"])
    return pd.concat([pairs, own[own["area_code"].isin(values["area_code"])]], ignore_index=True)


def _peer_figures(values: pd.DataFrame, pairs: pd.DataFrame, unit: list[str]) -> pd.DataFrame:
    peers = values.loc[values["value"].notna(), ["area_code", *unit, "value"]].rename(
        columns={"area_code": "peer_code"}
    )
    joined = pairs[["area_code", "peer_code"]].merge(peers, on="peer_code")
    joined["value"] = joined["value"].astype(float)
    grouped = joined.groupby(["area_code", *unit], sort=False)["value"]
    quartiles = grouped.quantile([0.25, 0.5, 0.75]).unstack()
    figures = pd.DataFrame(
        {
            "peer_median": quartiles.get(0.5),
            "peer_mean": grouped.mean(),
            "q1": quartiles.get(0.25),
            "q3": quartiles.get(0.75),
            "lowest": grouped.min(),
            "highest": grouped.max(),
            "n_peers": grouped.count(),
        }
    )
    return figures.reset_index()


def _bands(gap: pd.Series, compared: pd.Series, similar_within: float | None) -> pd.Series:
    if similar_within is None:
        return pd.Series(np.where(compared, "", NOT_COMPARED), index=gap.index)
    # A hair's breadth of tolerance: sums of thirds must not push an exact half level over the edge.
    near = gap.abs() <= similar_within + 1e-9
    words = np.where(near, SIMILAR, np.where(gap > 0, HIGHER, LOWER))
    return pd.Series(np.where(compared, words, NOT_COMPARED), index=gap.index)
