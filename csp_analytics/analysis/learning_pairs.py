"""Who is matched with whom: as many areas as can be, at the highest total score, and nobody mentors everybody.

An assignment problem: areas that learn against the places that mentors have, each mentor as often as it may mentor.
Solved exactly with scipy's ``linear_sum_assignment`` (the method of Jonker and Volgenant, as improved by Crouse 2016).
Everybody gets a first mentor before anybody gets a second: one assignment for each turn, with the places that are left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

MATCHED, NO_FIGURES, NO_NEED, NOBODY_ALIKE, NOBODY_STRONGER, ALL_TAKEN = OUTCOMES = (
    "matched", "no figures", "no need", "nobody alike", "nobody stronger", "all taken",
)  # fmt: skip
CHOSEN, FULL, LOWER = ("chosen", "mentors others", "lower score")


def match(
    candidates: pd.DataFrame, names: Mapping[str, str], *, most_mentored: int = 2, most_mentors: int = 2
) -> pd.DataFrame:
    """The pairs: in each turn as many areas as possible get a mentor, and among all such ways the highest total score.

    Args:
        candidates: ``learner, mentor, score`` (above zero), one row a pair, from
            :func:`csp_analytics.analysis.learning.candidates`.
        names: name of each area; the solver sees areas in order of names, so that ties fall the same way each time.
        most_mentored: how many others an area mentors at most, over all turns.
        most_mentors: how many mentors an area gets at most: the number of turns.

    Returns:
        Frame ``learner, mentor, turn`` (from 1), by turn and the learner's name. No pair twice.
    """
    left = dict.fromkeys(candidates["mentor"], most_mentored)
    open_pairs, found = candidates, []
    for turn in range(1, most_mentors + 1):
        chosen = _assigned(open_pairs, names, left)
        found += [(learner, mentor, turn) for learner, mentor in chosen]
        for _, mentor in chosen:
            left[mentor] -= 1
        taken = set(chosen)
        pairs = zip(open_pairs["learner"], open_pairs["mentor"], strict=True)
        open_pairs = open_pairs[np.array([pair not in taken for pair in pairs], dtype=bool)]
    return pd.DataFrame(found, columns=["learner", "mentor", "turn"])


def _assigned(candidates: pd.DataFrame, names: Mapping[str, str], left: Mapping[str, int]) -> list[tuple[str, str]]:
    """One turn: at most one mentor for each learner, each mentor as often as it has places left."""
    there = candidates[candidates["mentor"].map(left) > 0] if len(candidates) else candidates
    if there.empty:
        return []
    learners = _by_name(there["learner"], names)
    mentors = [code for code in _by_name(there["mentor"], names) for _ in range(left[code])]
    scores = there.pivot(index="learner", columns="mentor", values="score").reindex(index=learners)
    offered = scores[mentors].to_numpy(dtype=float)
    # A pair is worth so much that one pair more outweighs every score: first as many as can be, then the best.
    enough = np.nanmax(offered) * (len(learners) + 1)
    worth = np.where(np.isnan(offered), 0.0, offered + enough)
    alone = np.zeros((len(learners), len(learners)))
    rows, columns = linear_sum_assignment(np.hstack([worth, alone]), maximize=True)
    return [
        (learners[row], mentors[column])
        for row, column in zip(rows, columns, strict=True)
        if column < len(mentors) and worth[row, column] > 0
    ]


def outcomes(
    area_codes: Sequence[str],
    standings: pd.DataFrame,
    needed: pd.DataFrame,
    alike: pd.DataFrame,
    candidates: pd.DataFrame,
    chosen: pd.DataFrame,
) -> pd.DataFrame:
    """What came of every area as a learner and as a mentor.

    Args:
        area_codes: the areas to tell of, in their order.
        standings: ``area_code, value`` of every topic.
        needed: ``area_code`` of every need.
        alike: ``area_code, peer_code`` of areas that are alike.
        candidates: the pairs that could be.
        chosen: the pairs that are, from :func:`match`.

    Returns:
        Frame ``area_code, outcome`` (one of :data:`OUTCOMES`: the first that holds, when it has no mentor),
        ``n_needs``, ``n_candidates`` (mentors that it could have), ``n_mentors`` and ``n_mentored``.
    """
    with_figures = set(standings.loc[standings["value"].notna(), "area_code"])
    n_needs = needed.groupby("area_code").size()
    n_candidates = candidates.groupby("learner").size()
    n_mentors, n_mentored = chosen.groupby("learner").size(), chosen.groupby("mentor").size()
    alike_with_figures = alike[alike["peer_code"].isin(with_figures)]
    n_alike = alike_with_figures.groupby("area_code").size()
    rows = []
    for code in area_codes:
        if n_mentors.get(code, 0):
            outcome = MATCHED
        elif code not in with_figures:
            outcome = NO_FIGURES
        elif not n_needs.get(code, 0):
            outcome = NO_NEED
        elif not n_alike.get(code, 0):
            outcome = NOBODY_ALIKE
        else:
            outcome = ALL_TAKEN if n_candidates.get(code, 0) else NOBODY_STRONGER
        counts = [int(one.get(code, 0)) for one in (n_needs, n_candidates, n_mentors, n_mentored)]
        rows.append((code, outcome, *counts))
    return pd.DataFrame(rows, columns=["area_code", "outcome", "n_needs", "n_candidates", "n_mentors", "n_mentored"])


def told(candidates: pd.DataFrame, chosen: pd.DataFrame, *, most_mentors: int) -> pd.DataFrame:
    """Every pair that could have been, with what came of it: so a match can be followed, and a change of it too.

    A pair that was not chosen either scores no higher than those that were, or its mentor has all its places taken:
    with a place left it would have raised the total.

    Returns:
        The candidates with ``came_of_it``: :data:`CHOSEN`, :data:`FULL` (the mentor mentors as many others as it may)
        or :data:`LOWER` (than every mentor chosen). Highest score first for each learner.
    """
    taken = set(chosen[["learner", "mentor"]].itertuples(index=False, name=None))
    scores = candidates.set_index(["learner", "mentor"])["score"]
    lowest = {
        learner: min(scores[learner, mentor] for mentor in rows["mentor"])
        for learner, rows in chosen.groupby("learner")
        if len(rows) == most_mentors
    }
    columns = (candidates["learner"], candidates["mentor"], candidates["score"])
    came = [
        CHOSEN if (learner, mentor) in taken else LOWER if score <= lowest.get(learner, -np.inf) else FULL
        for learner, mentor, score in zip(*columns, strict=True)
    ]
    found = candidates.assign(came_of_it=came)
    return found.sort_values(["learner", "score", "mentor"], ascending=[True, False, True], ignore_index=True)


def topic_counts(
    standings: pd.DataFrame,
    needed: pd.DataFrame,
    learned: pd.DataFrame,
    chosen: pd.DataFrame,
    below: Mapping[str, float],
) -> pd.DataFrame:
    """Topics by how many areas need them, and of these have a mentor for them.

    Args:
        standings: ``area_code, kind, topic_id, value``.
        needed: from :func:`csp_analytics.analysis.learning.needs`.
        learned: from :func:`csp_analytics.analysis.learning.lessons`.
        chosen: from :func:`match`.
        below: need line of each kind.

    Returns:
        Frame ``kind, topic_id, n_needs, n_met, n_strong`` (areas at or over the line) and ``n_known`` (areas with a
        value), every topic of ``standings`` in order of appearance.
    """
    topic = ["kind", "topic_id"]
    of_pairs = chosen[["learner", "mentor"]].merge(learned, on=["learner", "mentor"])
    over = standings[standings["value"] >= standings["kind"].map(dict(below)).astype(float)]
    counts = {
        "n_needs": needed.groupby(topic).size(),
        "n_met": of_pairs.drop_duplicates(["learner", *topic]).groupby(topic).size(),
        "n_strong": over.groupby(topic).size(),
        "n_known": standings[standings["value"].notna()].groupby(topic).size(),
    }
    found = standings[topic].drop_duplicates(ignore_index=True)
    keys = pd.MultiIndex.from_frame(found)
    return found.assign(**{name: n.reindex(keys, fill_value=0).to_numpy(dtype=int) for name, n in counts.items()})


def _by_name(codes: pd.Series, names: Mapping[str, str]) -> list[str]:
    return sorted(set(codes), key=lambda code: (names.get(code, code), code))
