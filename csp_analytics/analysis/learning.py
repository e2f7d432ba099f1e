"""Who could learn from whom: areas that are alike, of which one is strong where the other has a need.

A *topic* is what can be learned: a skill (share of people who have it in place) or a criterion (its level as 0 to 100
points). A *need* is one of an area's weakest topics below the need line. A *mentor* is an area that is alike, at or
above the need line on that topic and higher by at least a margin. The score of a pair weighs how much there is to
learn, how alike the two are, and whether something could be given back. Who is matched with whom is
:mod:`csp_analytics.analysis.learning_pairs`.

Only figures that are shown go in, so nothing here can tell of hidden ones. Of a share that is told in words alone,
*nearly all* or *nearly none* of 5 to 9 people, the value goes in that claims least: at least 80, at most 20 per cent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from csp_analytics.analysis.national import low_level
from csp_analytics.analysis.neighbours import Variable, distances
from csp_analytics.analysis.scores import rescaled
from csp_analytics.analysis.suppression import FEW, NEARLY_ALL, NEARLY_NONE
from csp_analytics.frameworks.model import Framework

SKILL, CRITERION = KINDS = ("skill", "criterion")
MOST_NEEDS = 5
MUCH = 200.0  # points to gain that count as full strength: four topics by 50 points each
NEAR = 7
HAIR = 1e-9
STANDINGS = ["area_code", "kind", "topic_id", "value", "low", "high", "n", "status"]
LIKENESS = ["area_code", "peer_code", "is_peer", "place", "likeness"]
LESSONS = ["learner", "mentor", "kind", "topic_id", "learner_value", "mentor_value", "gain", "sure"]
CANDIDATES = ["learner", "mentor", "n_topics", "n_needs", "strength", "likeness", "mutual", "score"]


@dataclass(frozen=True)
class Line:
    """Where a need begins and what counts as stronger, in points from 0 to 100.

    Attributes:
        below: a value under it is a need; at or above it an area can be a mentor.
        margin: how many points higher a mentor must be.
    """

    below: float
    margin: float


@dataclass(frozen=True)
class Weights:
    """How the score of a pair is put together; each part runs from 0 to 1, the score from 0 to their sum."""

    strength: float = 50
    likeness: float = 30
    mutual: float = 20

    @property
    def total(self) -> float:
        """The highest score that a pair could have."""
        return self.strength + self.likeness + self.mutual


# Fewer than half of the people have the skill; a mentor has it at least a fifth of all people more often.
SKILL_LINE = Line(below=50, margin=20)
WEIGHTS = Weights()


def skill_standings(shares: pd.DataFrame) -> pd.DataFrame:
    """Shares of areas as standings.

    Args:
        shares: ``area_code, item_id, n, share, low, high, status``, figures empty unless they are shown.

    Returns:
        Frame of :data:`STANDINGS`. A share told in words alone has the value that claims least (see above), an
        interval from 0 to 100, so that no difference from it is called sure, and no ``n``.
    """
    found = shares.rename(columns={"item_id": "topic_id", "share": "value"}).assign(kind=SKILL)[STANDINGS]
    one = 100.0 / FEW  # of five people, the fewest that are told of, one has it, or one has it not
    for status, value in ((NEARLY_ALL, 100.0 - one), (NEARLY_NONE, one)):
        told = (found["status"] == status).to_numpy()
        found.loc[told, ["value", "low", "high"]] = [value, 0.0, 100.0]
    return found


def criterion_standings(scored: pd.DataFrame) -> pd.DataFrame:
    """Levels of areas as standings (``scored`` from ``maturity_scores`` by criterion): no sampling, so no interval."""
    renamed = scored.rename(columns={"criterion_id": "topic_id", "score": "value", "n_rated": "n"})
    return renamed.assign(kind=CRITERION, low=np.nan, high=np.nan, status=scored["note"])[STANDINGS]


def criterion_line(framework: Framework) -> Line:
    """The line of a framework's criteria: a need lies in the lower half of the scale, a mentor one level higher.

    It is drawn half-way between the highest level that is a need and the next.
    """
    values = [level.value for level in framework.levels]
    place = values.index(low_level(framework))
    above = values[min(place + 1, len(values) - 1)]
    step = min(later - earlier for earlier, later in pairwise(values))
    below = float(rescaled((values[place] + above) / 2, framework))
    return Line(below, 100.0 * step / (framework.highest - framework.lowest))


def needs(standings: pd.DataFrame, lines: Mapping[str, Line], most: int = MOST_NEEDS) -> pd.DataFrame:
    """The weakest topics of every area below the need line, at most ``most`` of each kind.

    Lowest value first; of equal values the one on which all areas together stand highest (their median), then by id.

    Args:
        standings: ``area_code, kind, topic_id, value`` (points, empty where nothing can be shown).
        lines: the need line of each kind.
        most: how many of each kind.

    Returns:
        Frame ``area_code, kind, topic_id, value, place`` (from 1 within area and kind).
    """
    known = standings[standings["value"].notna()]
    line = known["kind"].map({kind: one.below for kind, one in lines.items()}).astype(float)
    topic = ["kind", "topic_id"]
    middle = known.groupby(topic)["value"].transform("median")
    found = known.assign(_middle=-middle.round(9), _value=known["value"].round(9))[known["value"] < line - HAIR]
    found = found.sort_values(["area_code", "kind", "_value", "_middle", "topic_id"], kind="stable")
    found = found.assign(place=found.groupby(["area_code", "kind"]).cumcount() + 1)
    found = found[found["place"] <= most]
    return found[["area_code", *topic, "value", "place"]].reset_index(drop=True)


def likeness(pairs: pd.DataFrame, distances: pd.DataFrame | None, near: int = NEAR) -> pd.DataFrame:
    """Which areas are alike, and how much.

    Alike are the peers of the chosen grouping and the ``near`` nearest neighbours. Likeness is half for being a peer
    and half for nearness: 1 for the nearest of all other areas, falling evenly with the place to 0 for the farthest.
    Without distances (areas without facts) likeness is 1 for peers.

    Args:
        pairs: peers, ``area_code, peer_code``.
        distances: square frame of areas by areas, or None.
        near: how many nearest neighbours are alike.

    Returns:
        Frame ``area_code, peer_code, is_peer, place`` (among all others by distance, empty without one) and
        ``likeness`` (0 to 1), one row for each ordered pair that is alike, in order of codes.
    """
    peers = pairs.loc[pairs["peer_code"] != "", ["area_code", "peer_code"]].drop_duplicates().assign(is_peer=True)
    places = _places(distances)
    both = peers.merge(places, on=["area_code", "peer_code"], how="outer")
    both["is_peer"] = both["is_peer"].eq(True)
    both = both[both["is_peer"] | (both["place"] <= near)]
    nearness = 1 - (both["place"] - 1) / (both["n_others"] - 1).clip(lower=1)
    alike = np.where(both["place"].isna(), both["is_peer"].astype(float), 0.5 * both["is_peer"] + 0.5 * nearness)
    found = both.assign(likeness=np.round(alike, 9))
    return found.sort_values(["area_code", "peer_code"])[LIKENESS].reset_index(drop=True)


def lessons(
    standings: pd.DataFrame, needed: pd.DataFrame, alike: pd.DataFrame, lines: Mapping[str, Line]
) -> pd.DataFrame:
    """What each area could learn from each area that is alike and stronger.

    Args:
        standings: ``area_code, kind, topic_id, value, low, high``; low and high bound the value of a share of people,
            and are empty where there is no sampling (criteria).
        needed: from :func:`needs`.
        alike: from :func:`likeness`.
        lines: need line and margin of each kind.

    Returns:
        Frame ``learner, mentor, kind, topic_id, learner_value, mentor_value, gain`` (points, the margin or more) and
        ``sure``: whether the interval of the difference lies above zero (of the two intervals, by the square-and-add
        method of Newcombe 1998; always so without sampling). Largest gain first within a pair.
    """
    own = standings.loc[:, ["area_code", "kind", "topic_id", "low", "high"]]
    wanted = needed.merge(own, on=["area_code", "kind", "topic_id"]).merge(alike[["area_code", "peer_code"]])
    offers = standings.rename(columns={"area_code": "peer_code"})[
        ["peer_code", "kind", "topic_id", "value", "low", "high"]
    ]
    both = wanted.merge(offers, on=["peer_code", "kind", "topic_id"], suffixes=("", "_mentor"))
    both["gain"] = (both["value_mentor"] - both["value"]).astype(float)
    line = both["kind"].map({kind: one.below for kind, one in lines.items()}).astype(float)
    margin = both["kind"].map({kind: one.margin for kind, one in lines.items()}).astype(float)
    both = both[(both["value_mentor"] >= line - HAIR) & (both["gain"] >= margin - HAIR)]
    spread = np.hypot(both["value_mentor"] - both["low_mentor"], both["high"] - both["value"]).fillna(0)
    both = both.assign(sure=both["gain"] - spread > HAIR)
    both = both.rename(
        columns={"area_code": "learner", "peer_code": "mentor", "value": "learner_value",
                 "value_mentor": "mentor_value"}
    )  # fmt: skip
    both["_gain"] = -both["gain"].round(9)
    return both.sort_values(["learner", "mentor", "kind", "_gain", "place"], kind="stable")[LESSONS].reset_index(
        drop=True
    )


def candidates(
    learned: pd.DataFrame, needed: pd.DataFrame, alike: pd.DataFrame, weights: Weights = WEIGHTS
) -> pd.DataFrame:
    """Every pair that could be matched, with its score and the parts of it.

    Args:
        learned: from :func:`lessons`.
        needed: from :func:`needs`.
        alike: from :func:`likeness`.
        weights: how the parts weigh.

    Returns:
        Frame ``learner, mentor, n_topics`` (needs on which the mentor is stronger), ``n_needs``, ``strength`` (the sum
        of the gains of a kind as a share of :data:`MUCH`, at most 1; the mean of the kinds of which the learner has
        needs), ``likeness`` (0 to 1), ``mutual`` (whether the learner could be the mentor too) and ``score``.
    """
    if learned.empty:
        return pd.DataFrame(columns=CANDIDATES)
    pair = ["learner", "mentor"]
    kinds = needed.groupby("area_code")["kind"].nunique()
    gains = learned.groupby([*pair, "kind"])["gain"].sum().reset_index()
    gains["part"] = (gains["gain"] / MUCH).clip(upper=1) / gains["learner"].map(kinds)
    found = gains.groupby(pair)["part"].sum().rename("strength").reset_index()
    found["n_topics"] = learned.groupby(pair).size().to_numpy()
    found["n_needs"] = found["learner"].map(needed.groupby("area_code").size())
    found = found.merge(
        alike[["area_code", "peer_code", "likeness"]],
        left_on=pair, right_on=["area_code", "peer_code"],
    )  # fmt: skip
    there = set(zip(found["learner"], found["mentor"], strict=True))
    found["mutual"] = [(one, other) in there for other, one in zip(found["learner"], found["mentor"], strict=True)]
    score = weights.strength * found["strength"] + weights.likeness * found["likeness"]
    found["score"] = (score + weights.mutual * found["mutual"]).round(6)
    return found.sort_values(pair)[CANDIDATES].reset_index(drop=True)


def known_distances(context: pd.DataFrame, variables: tuple[Variable, ...]) -> pd.DataFrame | None:
    """Distances (see :func:`csp_analytics.analysis.neighbours.distances`) between the areas that have every fact.

    None when fewer than two have.
    """
    rows = context[context["variable"].isin([one.name for one in variables]) & context["value"].notna()]
    complete = rows[rows.groupby("area_code")["variable"].transform("nunique") == len(variables)]
    return distances(complete, variables) if len(set(complete["area_code"])) > 1 else None


def _places(distances: pd.DataFrame | None) -> pd.DataFrame:
    """``area_code, peer_code, place, n_others``: every other area in order of distance, equally far ones by code."""
    columns = ["area_code", "peer_code", "place", "n_others"]
    if distances is None or len(distances) < 2:
        return pd.DataFrame(columns=columns).astype({"place": float, "n_others": float})
    far = distances.sort_index().sort_index(axis=1)
    codes, matrix = far.index.to_numpy(), far.to_numpy(copy=True)
    np.fill_diagonal(matrix, -1)  # itself first, so that it can be cut off
    order = np.argsort(matrix.round(12), axis=1, kind="stable")[:, 1:]
    n = len(codes) - 1
    return pd.DataFrame(
        {
            "area_code": np.repeat(codes, n),
            "peer_code": codes[order].ravel(),
            "place": np.tile(np.arange(1, n + 1, dtype=float), len(codes)),
            "n_others": float(n),
        },
        columns=columns,
    )
