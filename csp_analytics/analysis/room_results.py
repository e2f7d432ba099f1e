"""What a room answered: before and after a re-vote, in the order to discuss, and dots.

A counts frame has ``item_id`` (a criterion or a skill), ``vote`` (1 the first vote, 2 the first re-vote, ...),
``answer`` (a text: a level's value, or an answer beside the scale such as *not applicable* or *don't know*) and ``n``:
a row for every answer that could be given. Only answers on the scale enter a measure; the others are counted beside
them. Who counts, and when roles may be seen, is said where the answers are: in ``workshop/session``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from csp_analytics.analysis.agreement import CAMPS, LEAST, TOO_FEW, agreement

COUNTS = ["item_id", "vote", "answer", "n"]
CHANGE = ["answer", "before", "after", "change"]
QUEUE = [
    "item_id", "place", "vote", "n", "n_beside", "consensus", "a", "kind", "words", "discuss", "two_camps", "parked",
]  # fmt: skip
DOTS = ["item_id", "dots", "people", "rank_best", "rank_worst"]


def before_and_after(counts: pd.DataFrame, item_id: str, least: int = LEAST) -> pd.DataFrame:
    """The first vote on an item beside the last one.

    Args:
        counts: a counts frame.
        item_id: the item.
        least: how many answers both must have.

    Returns:
        Frame ``answer, before, after, change`` (after minus before), a row an answer, in order. No rows without a
        re-vote, or when one of the two has too few answers.
    """
    wide = _votes_of(counts, item_id)
    if wide.shape[1] < 2 or min(wide.iloc[:, 0].sum(), wide.iloc[:, -1].sum()) < least:
        return pd.DataFrame(columns=CHANGE)
    found = pd.DataFrame({"before": wide.iloc[:, 0].astype(int), "after": wide.iloc[:, -1].astype(int)})
    return found.assign(change=found["after"] - found["before"]).rename_axis("answer").reset_index()[CHANGE]


def queue(
    counts: pd.DataFrame,
    scale: Sequence[str],
    agreed: Collection[str] = (),
    *,
    items: Sequence[str] = (),
    parked: Collection[str] = (),
    least: int = LEAST,
) -> pd.DataFrame:
    """What is still to be agreed, in the order of disagreement.

    Args:
        counts: a counts frame; the last vote on each item counts.
        scale: answers on the scale, lowest first.
        agreed: items whose level is agreed; they are left out, unless they were parked.
        items: every item in the order of the agenda, for those whose counts are not there; ties stand in this order.
        parked: items put aside for later; they stay, whether or not anybody answered them.
        least: with fewer answers on the scale an item has no measure.

    Returns:
        One row an item: ``item_id, place`` (from 1), ``vote`` (its last, 0 before any), ``n`` (answers on the scale),
        ``n_beside`` (others), the columns of :class:`csp_analytics.analysis.agreement.Agreement` (``consensus, a, kind,
        words, discuss``), ``two_camps`` and ``parked``. Lowest consensus first; equal ones in the order in which they
        came; those with too few answers last, and ``words`` says so.
    """
    known = dict.fromkeys([*items, *counts["item_id"], *parked])
    kept = [item for item in known if item in parked or item not in agreed]
    found = pd.DataFrame([_standing(counts, item, scale, least) for item in kept], columns=QUEUE[:1] + QUEUE[2:-1])
    found["parked"] = found["item_id"].isin(list(parked))
    found["consensus"], found["a"] = found["consensus"].astype(float), found["a"].astype(float)
    # To twelve places, so that the same split of different rooms ties whatever the order of the sums.
    order = found["consensus"].round(12).sort_values(kind="stable", na_position="last").index
    found = found.loc[order].reset_index(drop=True)
    return found.assign(place=range(1, len(found) + 1))[QUEUE]


def dots(spent: pd.DataFrame) -> pd.DataFrame:
    """Which items the room gave its dots to.

    Args:
        spent: ``item_id, voice, dots``: how many dots each voice placed on an item, one row each, 0 allowed, so that
            an item that got none can be there.

    Returns:
        One row an item: ``item_id, dots, people`` (who placed one at least), ``rank_best, rank_worst`` (the same unless
        tied; equal numbers of dots share their ranks, however many people placed them). Most dots first, equal ones in
        order of first appearance.
    """
    given = spent.assign(people=(spent["dots"] > 0).astype(int), dots=spent["dots"].astype(int))
    found = given.groupby("item_id", sort=False)[["dots", "people"]].sum().reset_index()
    for name, method in (("rank_best", "min"), ("rank_worst", "max")):
        found[name] = found["dots"].rank(method=method, ascending=False).astype(int)
    return found.sort_values("dots", ascending=False, kind="stable", ignore_index=True)[DOTS]


def _votes_of(counts: pd.DataFrame, item_id: str) -> pd.DataFrame:
    """Counts of one item: a row an answer, in the order of the counts, a column a vote, first to last."""
    own = counts[counts["item_id"] == item_id]
    wide = own.pivot(index="answer", columns="vote", values="n").fillna(0)
    return wide.reindex(list(dict.fromkeys(own["answer"]))).sort_index(axis=1)


def _standing(counts: pd.DataFrame, item_id: str, scale: Sequence[str], least: int) -> tuple[object, ...]:
    wide = _votes_of(counts, item_id)
    vote = int(wide.columns[-1]) if wide.shape[1] else 0
    newest = wide.iloc[:, -1] if vote else pd.Series(dtype=int)
    on_scale = [int(newest.get(answer, 0)) for answer in scale]
    one = agreement(on_scale, least)
    words = f"{one.words} (fewer than {least})" if one.kind == TOO_FEW else one.words
    beside = int(newest.sum()) - one.n
    return (
        item_id, vote, one.n, beside, one.consensus, one.a, one.kind, words, one.discuss, one.kind in CAMPS,
    )  # fmt: skip
