"""One area's strongest and weakest criteria, beside the same criteria of its peers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from csp_analytics.analysis.national import low_level
from csp_analytics.analysis.peers import peers_of
from csp_analytics.analysis.scores import RATED
from csp_analytics.frameworks.model import Framework


def beside_peers(ratings: pd.DataFrame, pairs: pd.DataFrame, area_code: str, framework: Framework) -> pd.DataFrame:
    """Each rated criterion of an area with what its peers say.

    Args:
        ratings: a ratings frame of one round, all areas.
        pairs: peers (``area_code, peer_code``).
        area_code: the area.
        framework: the framework that the ratings belong to.

    Returns:
        One row per criterion that the area rated: ``criterion_id, level, peer_median`` (level, empty without peers),
        ``n_peers`` (peers that rated it), ``n_below, n_same, n_above`` (peers below, at and above the area's level)
        and ``gap`` (level minus peer median), in document order.
    """
    rated = ratings[ratings["answer"] == RATED]
    own = rated.loc[rated["area_code"] == area_code, ["criterion_id", "level"]]
    peers = peers_of(pairs, area_code)
    theirs = rated.loc[rated["area_code"].isin(peers), ["criterion_id", "level"]]
    joined = own.merge(theirs, on="criterion_id", suffixes=("", "_peer"))
    joined = joined.assign(
        n_below=joined["level_peer"] < joined["level"],
        n_same=joined["level_peer"] == joined["level"],
        n_above=joined["level_peer"] > joined["level"],
    )
    grouped = joined.groupby("criterion_id")
    figures = grouped[["n_below", "n_same", "n_above"]].sum()
    figures["peer_median"] = grouped["level_peer"].median()
    figures["n_peers"] = grouped["level_peer"].count()
    result = own.merge(figures.reset_index(), on="criterion_id", how="left")
    counts = ["n_below", "n_same", "n_above", "n_peers"]
    result[counts] = result[counts].fillna(0).astype(int)
    result["gap"] = result["level"].astype(float) - result["peer_median"]
    order = framework.table.set_index("criterion_id")["order"]
    return result.sort_values("criterion_id", key=lambda ids: ids.map(order), ignore_index=True)


def strongest_and_weakest(beside: pd.DataFrame, framework: Framework, n: int = 3) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The n strongest and the n weakest criteria of an area.

    Own level decides first; among equal levels the larger (for weak ones: the smaller) gap to the peer median, then
    how many peers stand below (above). Strong is only what lies above the area's own median level or in the upper half
    of the scale, weak only what lies below that median or in the lower half; so the lists can be shorter than n, and
    they never overlap.

    Args:
        beside: from :func:`beside_peers`.
        framework: gives the scale.
        n: how many of each at most.
    """
    if beside.empty:
        return beside, beside
    gap = beside["gap"].fillna(0)
    ordered = beside.assign(_gap=gap, _margin=np.where(beside["n_peers"] > 0, beside["n_below"] - beside["n_above"], 0))
    ordered = ordered.sort_values(["level", "_gap", "_margin"], ascending=False, kind="stable")
    middle = beside["level"].median()
    low = low_level(framework)
    strong = ordered[(ordered["level"] > middle) | (ordered["level"] > low)].head(n)
    weak = ordered[(ordered["level"] < middle) | (ordered["level"] <= low)]
    weak = weak[~weak["criterion_id"].isin(strong["criterion_id"])]
    first, last = (
        part.drop(columns=["_gap", "_margin"]).reset_index(drop=True) for part in (strong, weak.iloc[::-1].head(n))
    )
    return first, last
