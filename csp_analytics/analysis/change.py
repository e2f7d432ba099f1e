"""Change between two rounds, like for like: only criteria that are rated in both and ask the same in both.

A criterion that was reworded between the rounds is another question, so it is left out like one that was rated once.
:func:`headline_if_kept` says how much that matters: the same change over everything that was rated in either round.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from csp_analytics.analysis.scores import DONT_KNOW, MIN_RATED, MISSING, NOT_APPLICABLE, RATED, rescaled
from csp_analytics.frameworks.model import ADDED, DROPPED, REWORDED, Framework, WordingChange
from csp_analytics.frameworks.wording import round_order

IMPROVED, SAME, DECLINED, NOT_LIKE_FOR_LIKE = "improved", "same", "declined", "not like for like"
NOT_ANSWERED, NOT_ASKED, NO_ASSESSMENT = "not answered", "not asked", "no assessment"
BEFORE, NOW = "before", "now"
_SAID = {NOT_APPLICABLE: NOT_APPLICABLE, DONT_KNOW: DONT_KNOW, MISSING: NOT_ANSWERED}


def criterion_change(ratings: pd.DataFrame, framework: Framework, before: str, after: str) -> pd.DataFrame:
    """Each criterion of each area in two rounds.

    Args:
        ratings: a ratings frame that holds both rounds.
        framework: the framework that the ratings belong to.
        before: the earlier round.
        after: the later round.

    Returns:
        One row per area and criterion that was rated in either round: ``area_code, criterion_id, principle_id,
        group_id, level_before, level_after, steps`` (levels up or down, empty when not like for like), ``change``
        (improved, same, declined, not like for like), ``why`` (empty when like for like, else reworded, added, dropped,
        or ``<not applicable, don't know, not answered, not asked, no assessment> <before, now>``) and the framework's
        facets. A criterion that is no longer in the framework is there when its wording changes say that it was
        dropped; it has no group and no facets.
    """
    both = _two_sides(ratings, framework, before, after)
    was, now = (both[f"answer_{side}"] == RATED for side in ("before", "after"))
    both = both[was | now].reset_index(drop=True)
    both["why"] = _why(both, ratings, framework, before, after)
    like = both["why"] == ""
    both["steps"] = (both["level_after"] - both["level_before"]).where(like)
    both["change"] = np.select(
        [both["steps"] > 0, both["steps"] == 0, both["steps"] < 0], [IMPROVED, SAME, DECLINED], NOT_LIKE_FOR_LIKE
    )
    facets = [facet.facet_id for facet in framework.facets]
    both = both.merge(_places(framework, facets), on="criterion_id").sort_values(
        ["area_code", "order"], ignore_index=True
    )
    leading = ["area_code", "criterion_id", "principle_id", "group_id"]
    return both[[*leading, "level_before", "level_after", "steps", "change", "why", *facets]]


def change_summary(changes: pd.DataFrame, framework: Framework, by: list[str] | None = None) -> pd.DataFrame:
    """Improved a, same b, declined c of n, with the like-for-like scores of both rounds.

    Args:
        changes: from :func:`criterion_change`.
        framework: gives the scale.
        by: columns to count by; default ``area_code`` alone.

    Returns:
        One row per combination: the ``by`` columns, ``improved, same, declined, n_compared, n_dropped`` (not like for
        like, whatever the reason), ``n_reworded`` (those of them that were reworded), ``net`` (improved minus
        declined), ``score_before, score_after`` (0 to 100, over the compared criteria; by area alone the mean of the
        principles, as overall always is; empty when fewer than three are compared), ``points`` (after minus before).
    """
    by = by or ["area_code"]
    like = changes["change"] != NOT_LIKE_FOR_LIKE
    marked = changes.assign(
        **{word: (changes["change"] == word).astype(int) for word in (IMPROVED, SAME, DECLINED)},
        n_compared=like.astype(int),
        n_dropped=(~like).astype(int),
        n_reworded=(changes["why"] == REWORDED).astype(int),
        before=changes["level_before"].where(like),
        after=changes["level_after"].where(like),
    )
    result = marked.groupby(by, sort=False)[[IMPROVED, SAME, DECLINED, "n_compared", "n_dropped", "n_reworded"]].sum()
    result["net"] = result[IMPROVED] - result[DECLINED]
    means = _mean_levels(marked, ["before", "after"], by).where(result["n_compared"] >= MIN_RATED)
    result["score_before"] = rescaled(means["before"], framework)
    result["score_after"] = rescaled(means["after"], framework)
    result["points"] = result["score_after"] - result["score_before"]
    return result.reset_index()


def headline_if_kept(changes: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """How each area's change would read had nothing been left out.

    Args:
        changes: from :func:`criterion_change`.
        framework: gives the scale.

    Returns:
        One row per area: ``area_code``, ``kept_before, kept_after`` (0 to 100, the mean of the principles over
        everything that was rated in that round; empty when fewer than three criteria were), ``kept_points`` (after
        minus before). Beside :func:`change_summary`, whose scores leave out what is not like for like.
    """
    sides = ["level_before", "level_after"]
    rated = changes.groupby("area_code", sort=False)[sides].count()
    means = _mean_levels(changes, sides, ["area_code"]).where(rated >= MIN_RATED)
    kept = pd.DataFrame(
        {name: rescaled(means[f"level_{name[5:]}"], framework) for name in ("kept_before", "kept_after")}
    )
    kept["kept_points"] = kept["kept_after"] - kept["kept_before"]
    return kept.reset_index()


def wording_between(framework: Framework, before: str, after: str) -> dict[str, WordingChange]:
    """The wording change of each criterion that lies between two rounds, by criterion id.

    It holds from its round on, so one of the later round itself counts and one of the earlier round does not. Of
    several, a rewording counts first, then the latest.
    """
    first, last = sorted((before, after), key=round_order)
    between = [one for one in framework.wording if round_order(first) < round_order(one.round) <= round_order(last)]
    in_order = sorted(between, key=lambda one: (one.change == REWORDED, round_order(one.round)))
    return {one.criterion_id: one for one in in_order}


def _two_sides(ratings: pd.DataFrame, framework: Framework, before: str, after: str) -> pd.DataFrame:
    known = set(framework.table["criterion_id"]) | set(framework.taken_out)
    rows = ratings.loc[ratings["criterion_id"].isin(known), ["area_code", "round", "criterion_id", "answer", "level"]]
    sides = [rows[rows["round"] == name].drop(columns="round") for name in (before, after)]
    both = sides[0].merge(sides[1], on=["area_code", "criterion_id"], how="outer", suffixes=("_before", "_after"))
    for side in ("before", "after"):
        both[f"level_{side}"] = both[f"level_{side}"].astype(float).where(both[f"answer_{side}"] == RATED)
    return both


def _why(both: pd.DataFrame, ratings: pd.DataFrame, framework: Framework, before: str, after: str) -> pd.Series:
    """Why each row is not like for like; empty where it is."""
    between = {key: one.change for key, one in wording_between(framework, before, after).items()}
    wording = both["criterion_id"].map(between)
    first_is_before = round_order(before) <= round_order(after)
    areas = {name: set(ratings.loc[ratings["round"] == name, "area_code"]) for name in (before, after)}
    assessed = both["area_code"].isin(areas[before] & areas[after])
    why = pd.Series("", index=both.index, dtype=object)
    for side, name, word, explains in (
        ("before", before, BEFORE, ADDED if first_is_before else DROPPED),
        ("after", after, NOW, DROPPED if first_is_before else ADDED),
    ):
        lacks = both[f"answer_{side}"] != RATED
        reason = both[f"answer_{side}"].map(_SAID).fillna(NOT_ASKED)
        reason = reason.where(both["area_code"].isin(areas[name]), NO_ASSESSMENT) + f" {word}"
        why = why.mask(lacks, reason).mask(lacks & assessed & (wording == explains), wording)
    return why.mask(assessed & (wording == REWORDED), REWORDED)


def _mean_levels(rows: pd.DataFrame, columns: list[str], by: list[str]) -> pd.DataFrame:
    """Mean level of each column by the ``by`` columns; by area alone the mean of the principles."""
    if by != ["area_code"]:
        return rows.groupby(by, sort=False)[columns].mean()
    # As in every overall score: the mean of the principles, here over what there is in each.
    by_principle = rows.groupby([*by, "principle_id"], sort=False)[columns].mean()
    return by_principle.groupby(by, sort=False).mean()


def _places(framework: Framework, facets: list[str]) -> pd.DataFrame:
    places = framework.table[["criterion_id", "order", "principle_id", "group_id", *facets]]
    if not framework.taken_out:
        return places
    gone = pd.DataFrame(
        [{"criterion_id": row.criterion_id, "order": row.order, "principle_id": row.principle_id}
         for row in framework.taken_out.values()]
    )  # fmt: skip
    return pd.concat([places, gone], ignore_index=True)
