"""One area row by row beside its peers: level, range, middle half and median of the peers, and change.

Rows are criteria, in levels, or what a framework divides them into, in points of the maturity score. Peer figures are
those of :func:`csp_analytics.analysis.peers.compare_with_peers`: the area itself left out, quartiles of type 7, nothing
compared under five peers with a value.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from csp_analytics.analysis.change import (
    DECLINED,
    IMPROVED,
    NOT_LIKE_FOR_LIKE,
    SAME,
    change_summary,
    criterion_change,
)
from csp_analytics.analysis.peers import BANDS, NOT_COMPARED, compare_with_peers, peers_of
from csp_analytics.analysis.scores import CRITERION, DONT_KNOW, NOT_APPLICABLE, maturity_scores, unit_column
from csp_analytics.frameworks.model import Framework

NOT_RATED, NO_SCORE, TOO_FEW = "not rated", "no score", "too few in both rounds"
FIGURES = ["value", "peer_value", "peer_median", "q1", "q3", "lowest", "highest", "gap"]
RANKS = ["rank_best", "rank_worst", "n_ranked"]


def spine(
    ratings: pd.DataFrame,
    pairs: pd.DataFrame,
    framework: Framework,
    area_code: str,
    round_: str,
    *,
    by: str = CRITERION,
    before: str = "",
    include_self: bool = False,
    statistic: str = "median",
) -> pd.DataFrame:
    """One area in one round, a row a unit, beside its peers and its own earlier round.

    Args:
        ratings: a ratings frame: the round for the area and its peers, the earlier round for the area.
        pairs: peers (``area_code, peer_code, group``).
        framework: the framework that the ratings belong to.
        area_code: the area.
        round_: the round.
        by: what the rows are, one of :func:`csp_analytics.analysis.scores.ways_to_divide` but overall.
        before: the round to compare with, like for like; no change when empty.
        include_self: count the area itself among its peers (the published convention).
        statistic: ``median`` or ``mean``, the peer figure that gap and band refer to.

    Returns:
        One row per unit, in the framework's order; none when the area has no assessment in the round. By criterion
        every figure is in levels, otherwise in points (0 to 100). Columns: ``unit``, ``value`` (own), ``why`` (why
        there is none: not applicable, don't know, not rated, no score; else empty), ``note`` (the rule behind *no
        score*), the peer columns of ``compare_with_peers``, ``n_below, n_same, n_above`` (peers below, at and above
        the own value as shown; the area itself never counts), ``before`` (own value then), ``moved`` (levels, or
        like-for-like points), ``change`` (improved, same, declined, not like for like; empty without ``before``) and
        ``unlike`` (why not like for like, as in ``criterion_change``; else empty).
    """
    peers = peers_of(pairs, area_code)
    here = ratings[(ratings["round"] == round_) & ratings["area_code"].isin([area_code, *peers])]
    scores = maturity_scores(here, framework, by).rename(columns={unit_column(by): "unit"})
    single = by == CRITERION
    values = scores.assign(value=scores["median_level" if single else "score"].astype(float))
    compared = compare_with_peers(
        values,
        pairs[pairs["area_code"] == area_code],
        unit=["unit"],
        similar_within=framework.similar_within_levels if single else framework.similar_within,
        include_self=include_self,
        statistic=statistic,
    ).drop(columns=RANKS)
    own = compared[compared["area_code"] == area_code].set_index("unit")
    own = own.astype(dict.fromkeys(FIGURES, float))
    own = own.assign(why=_why(own, single=single), **_sides(values, area_code, single=single))
    moves = _moves(ratings[ratings["area_code"] == area_code], framework, by, before, round_)
    own = own.join(moves)
    own["change"] = own["change"].fillna(NOT_LIKE_FOR_LIKE if before else "")
    own["unlike"] = own["unlike"].fillna(NOT_RATED if before else "")
    return own.reset_index()


def largest_gap_first(rows: pd.DataFrame) -> list[str]:
    """Units of a spine: the largest distance from the peers first, in either direction; what is not compared last.

    Among equal gaps the one where more peers stand on the other side comes first, then the framework's order.
    """
    compared = rows["band"] != NOT_COMPARED
    keys = pd.DataFrame(
        {
            "unit": rows["unit"],
            "gap": rows["gap"].abs().where(compared, -1.0).round(9),
            "margin": (rows["n_above"] - rows["n_below"]).abs().where(compared, 0),
        }
    )
    return keys.sort_values(["gap", "margin"], ascending=False, kind="stable")["unit"].tolist()


def tally(rows: pd.DataFrame) -> dict[str, int]:
    """How many rows of a spine are what.

    Keys: every band, ``compared``, ``too_few`` (own value, but too few peers), ``without`` (no own value), improved,
    same, declined, and ``like_for_like`` (their sum).
    """
    changes = {word: int((rows["change"] == word).sum()) for word in (IMPROVED, SAME, DECLINED)}
    bands = {band: int((rows["band"] == band).sum()) for band in BANDS}
    without = int(rows["value"].isna().sum())
    return {
        **bands,
        "compared": len(rows) - bands[NOT_COMPARED],
        "too_few": bands[NOT_COMPARED] - without,
        "without": without,
        **changes,
        "like_for_like": sum(changes.values()),
    }


def _why(own: pd.DataFrame, *, single: bool) -> np.ndarray:
    nothing_applies = own["n_not_applicable"] > 0 if single else own["note"] == NOT_APPLICABLE
    words = np.select([nothing_applies, single & (own["n_dont_know"] > 0)], [NOT_APPLICABLE, DONT_KNOW], NOT_RATED)
    words = np.where((words == NOT_RATED) & (not single), NO_SCORE, words)
    return np.where(own["value"].notna(), "", words)


def _sides(values: pd.DataFrame, area_code: str, *, single: bool) -> dict[str, pd.Series]:
    """Peers below, at and above the own value; points count as shown, in whole ones with halves up."""
    exact = values.pivot(index="unit", columns="area_code", values="value")
    shown = exact if single else np.floor(exact + 0.5)
    if area_code not in shown:
        return dict.fromkeys(("n_below", "n_same", "n_above"), pd.Series(dtype=int))
    own, theirs = shown[area_code], shown.drop(columns=area_code)
    sides = {"n_below": theirs.lt(own, axis=0), "n_same": theirs.eq(own, axis=0), "n_above": theirs.gt(own, axis=0)}
    return {name: marked.sum(axis=1).astype(int) for name, marked in sides.items()}


def _moves(own: pd.DataFrame, framework: Framework, by: str, before: str, after: str) -> pd.DataFrame:
    columns = ["before", "moved", "change", "unlike"]
    if not before:
        return pd.DataFrame(columns=columns).astype({"before": float, "moved": float})
    changes = criterion_change(own, framework, before, after)
    if by == CRITERION:
        names = {"level_before": "before", "steps": "moved", "why": "unlike"}
        return changes.rename(columns=names).set_index("criterion_id")[columns]
    summed = change_summary(changes, framework, ["area_code", unit_column(by)]).set_index(unit_column(by))
    summed = summed.rename(columns={"score_before": "before", "points": "moved"})
    moved = summed["moved"]
    # Points are shown whole, so less than half a point is no change.
    words = np.select([moved >= 0.5, moved <= -0.5, moved.notna()], [IMPROVED, DECLINED, SAME], NOT_LIKE_FOR_LIKE)
    return summed.assign(change=words, unlike=np.where(words == NOT_LIKE_FOR_LIKE, TOO_FEW, ""))[columns]
