"""With whom areas work: what most people of an area say, what has grown, and where there is room for more.

An area *works with* a partner when more than half of those of its people who answered say so. One person can know of a
link that nobody else does, so a single yes is not a link of the partnership; half and half is not most.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from csp_analytics.analysis.peers import HIGHER, LOWER, MIN_PEERS, NOT_COMPARED, SIMILAR, compare_with_peers
from csp_analytics.analysis.suppression import NEARLY_ALL, NEARLY_NONE

MOST, SOME, NOBODY, UNKNOWN = LINKS = ("most", "some", "nobody", "not shown")
HALF, WHOLE = 50.0, 100.0
HAIR = 1e-9


def links(shares: pd.DataFrame) -> pd.DataFrame:
    """Adds ``link`` to shares of areas: most people say so, some do, nobody does, or it is not shown.

    What is told in words alone, all or nearly all of 5 to 9 people, is a link too; nobody or nearly nobody is none.

    Args:
        shares: ``share`` (0 to 100, empty unless shown), ``status`` and whatever else.
    """
    value, status = shares["share"].astype(float), shares["status"]
    most = (value > HALF + HAIR) | (status == NEARLY_ALL)
    some = (value > HAIR) | (status == NEARLY_NONE)
    return shares.assign(link=np.select([most, some, value.notna()], [MOST, SOME, NOBODY], default=UNKNOWN))


def by_partner(shares: pd.DataFrame) -> pd.DataFrame:
    """In how many areas most people say that they work with each partner.

    Args:
        shares: shares of areas, ``unit`` (area), ``item_id, share``.

    Returns:
        Frame ``item_id, n_most, n_areas`` (areas of which it can be said), in order of appearance.
    """
    return _counted(shares, "item_id", "n_areas")


def by_area(shares: pd.DataFrame) -> pd.DataFrame:
    """With how many partners each area works.

    Returns:
        Frame ``unit, n_most, n_partners`` (partners of which it can be said), only areas with any, in order of
        appearance.
    """
    found = _counted(shares, "unit", "n_partners")
    return found[found["n_partners"] > 0].reset_index(drop=True)


def growth(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Shares of the same people now and ten years ago.

    Args:
        now: ``unit, item_id, n, share`` of the question about today.
        before: the same of the question about ten years ago.

    Returns:
        Frame ``unit, item_id, n_now, share_now, n_before, share_before, change`` (points), for every row of ``now``
        that was asked in both questions.
    """
    columns = ["unit", "item_id", "n", "share"]
    both = now[columns].merge(before[columns], on=["unit", "item_id"], suffixes=("_now", "_before"))
    both["change"] = (both["share_now"] - both["share_before"]).astype(float)
    return both[["unit", "item_id", "n_now", "share_now", "n_before", "share_before", "change"]]


def beside_peers(shares: pd.DataFrame, pairs: pd.DataFrame, area_code: str) -> pd.DataFrame:
    """One area beside its peers, partner by partner.

    Higher or lower is said only where the area's own interval leaves the peers' median out: few people answer in one
    area, so smaller differences can be chance. Under five peers with a share nothing is compared. The peers' median is
    the middle of their shares; the area itself is left out. No interval of a share below 100 reaches 100, so a median
    at either end of the scale would be left out by a single answer: it stands for its peers with the median of their
    own intervals there.

    Args:
        shares: shares of areas, ``unit, item_id, n, share, low, high``.
        pairs: peers, ``area_code, peer_code``.
        area_code: the area.

    Returns:
        Frame ``item_id, n, share, low, high, link, status, peer_median, lowest, highest, n_peers, gap`` (own share less
        the median) and ``band``, in order of appearance.
    """
    values = shares.rename(columns={"unit": "area_code", "share": "value"})[["area_code", "item_id", "value"]]
    compared = compare_with_peers(values, pairs, unit=["item_id"], ties_as_shown=False)
    own = compared[compared["area_code"] == area_code]
    figures = own[["item_id", "peer_median", "lowest", "highest", "n_peers", "gap"]]
    linked = links(shares[shares["unit"] == area_code])
    found = linked[["item_id", "n", "share", "low", "high", "link", "status"]].merge(figures, on="item_id")
    return found.assign(band=_bands(found, _peers_limits(shares, pairs, area_code)))


def _counted(shares: pd.DataFrame, by: str, name: str) -> pd.DataFrame:
    linked = links(shares)
    counts = pd.DataFrame({by: linked[by], "n_most": linked["link"] == MOST, name: linked["link"] != UNKNOWN})
    return counts.groupby(by, sort=False)[["n_most", name]].sum().astype(int).reset_index()


def _peers_limits(shares: pd.DataFrame, pairs: pd.DataFrame, area_code: str) -> pd.DataFrame:
    """Median of the limits of the peers' intervals, ``low, high`` by partner."""
    peers = pairs.loc[pairs["area_code"] == area_code, "peer_code"]
    known = shares[shares["unit"].isin(peers) & shares["share"].notna()]
    return (
        known.assign(**{name: known[name].astype(float) for name in ("low", "high")})
        .groupby("item_id")[["low", "high"]]
        .median()
    )


def _bands(found: pd.DataFrame, limits: pd.DataFrame) -> np.ndarray:
    compared = (found["n_peers"] >= MIN_PEERS) & found["share"].notna()
    middle = found["peer_median"]
    most, least = (found["item_id"].map(limits[name]) for name in ("high", "low"))
    above = found["low"] > middle.where(middle > HAIR, most) + HAIR
    below = found["high"] < middle.where(middle < WHOLE - HAIR, least) - HAIR
    return np.select([~compared, above, below], [NOT_COMPARED, HIGHER, LOWER], default=SIMILAR)


def room_to_grow(found: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Where one area could do more: its largest shortfalls to the middle of its peers, and links that most lack.

    Args:
        found: from :func:`beside_peers`.
        most: how many at most.

    Returns:
        Rows of ``found`` without a link that most know and below the peers' median, the widest gap first (ties by
        partner), compared ones only.
    """
    short = found[(found["link"] != MOST) & (found["band"] != NOT_COMPARED) & (found["gap"] < -HAIR)]
    short = short.assign(_gap=short["gap"].round(9)).sort_values(["_gap", "item_id"], kind="stable")
    return short.drop(columns="_gap").head(most).reset_index(drop=True)
