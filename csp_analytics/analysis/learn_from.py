"""From whom one area could learn on single criteria: areas that stand at least one level higher there.

Peers come first, then areas that are alike by the facts of the nearest-neighbour model, then any. It is a list to start
a conversation from; pairs for the whole country, with a limit on how many an area mentors, are
:mod:`csp_analytics.analysis.learning_pairs`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from csp_analytics.analysis.peers import peers_of
from csp_analytics.analysis.scores import RATED
from csp_analytics.frameworks.model import Framework

MOST = 3
PEER, ALIKE, OTHER = NEARNESS = ("peer", "alike", "other area")
NOT_RATED_HERE = "not comparable: not rated here"
NOT_RATED_ELSEWHERE = "not comparable: no other area rated it"
NOBODY_HIGHER = "no area stands a level higher"
COLUMNS = ["criterion_id", "place", "peer_code", "own_level", "level", "nearness", "has_evidence", "note"]


def who_to_learn_from(
    ratings: pd.DataFrame,
    pairs: pd.DataFrame,
    area_code: str,
    framework: Framework,
    criterion_ids: Sequence[str],
    *,
    alike: pd.DataFrame | None = None,
    most: int = MOST,
) -> pd.DataFrame:
    """Areas with a higher level on each of an area's criteria.

    Within peers, alike and others the highest level comes first, then areas with evidence written, then those most
    alike, then the order of codes.

    Args:
        ratings: a ratings frame of one round, all areas, with ``evidence`` (text).
        pairs: peers (``area_code, peer_code``).
        area_code: the area.
        framework: the framework of the ratings.
        criterion_ids: the criteria to ask about, in the order to give back.
        alike: from :func:`csp_analytics.analysis.learning.likeness` (``area_code, peer_code, likeness``), None when
            likeness is not known.
        most: how many areas for each criterion at most.

    Returns:
        Frame of :data:`COLUMNS`: ``place`` from 1; ``own_level`` and ``level`` in levels, empty where there is none;
        ``nearness`` (peer, alike, other area) and ``has_evidence`` (whether that area wrote evidence beside its
        answer). A criterion for which there is nobody has one row without an area, whose ``note`` says why; else
        ``note`` is empty.
    """
    rated = ratings[ratings["answer"] == RATED]
    own = rated[rated["area_code"] == area_code].set_index("criterion_id")["level"].astype(float)
    others = rated[rated["area_code"] != area_code]
    others = _nearness(others, pairs, area_code, alike)
    steps = {float(level.value): place for place, level in enumerate(framework.levels)}
    parts = []
    for criterion_id in criterion_ids:
        theirs = others[others["criterion_id"] == criterion_id]
        level = float(own.get(criterion_id, float("nan")))
        higher = theirs[theirs["level"].map(steps) > steps.get(level, len(steps))].head(most)
        parts.append(_told(criterion_id, level, higher, theirs))
    return pd.DataFrame([row for part in parts for row in part], columns=COLUMNS).astype({"place": int})


def _nearness(others: pd.DataFrame, pairs: pd.DataFrame, area_code: str, alike: pd.DataFrame | None) -> pd.DataFrame:
    """The others' ratings in the order in which they are proposed, with how near each area is."""
    peers = set(peers_of(pairs, area_code))
    known = {} if alike is None else alike[alike["area_code"] == area_code].set_index("peer_code")["likeness"].to_dict()
    rank = others["area_code"].map(lambda code: 0 if code in peers else 1 if code in known else 2)
    found = others.assign(
        nearness=[NEARNESS[place] for place in rank],
        has_evidence=others["evidence"].fillna("").str.strip() != "",
        _rank=rank,
        _level=-others["level"].astype(float),
        _likeness=-others["area_code"].map(known).astype(float).fillna(0),
    )
    found["_bare"] = ~found["has_evidence"]
    return found.sort_values(["criterion_id", "_rank", "_level", "_bare", "_likeness", "area_code"], kind="stable")


def _told(criterion_id: str, own: float, higher: pd.DataFrame, theirs: pd.DataFrame) -> list[dict[str, object]]:
    about = {"criterion_id": criterion_id, "own_level": own}
    if own != own or theirs.empty or higher.empty:
        note = NOT_RATED_HERE if own != own else NOT_RATED_ELSEWHERE if theirs.empty else NOBODY_HIGHER
        return [
            about | {"place": 1, "peer_code": "", "level": float("nan"), "nearness": "", "has_evidence": False,
                     "note": note}
        ]  # fmt: skip
    return [
        about | {"place": place, "peer_code": row["area_code"], "level": float(row["level"]),
                 "nearness": row["nearness"], "has_evidence": row["has_evidence"], "note": ""}
        for place, row in enumerate(higher.to_dict("records"), start=1)
    ]  # fmt: skip
