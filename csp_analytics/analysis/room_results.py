"""What a room answered, as counts: by answer, by role, before and after a re-vote, in the order to discuss, and dots.

A votes frame has one row each time that somebody answered, with the columns ``item_id`` (a criterion or a skill),
``vote`` (1 the first vote, 2 the first re-vote, ...), ``voice`` (a phone, never a name), ``role`` (empty when not
given), ``answer`` (a text: a level's value, or an answer beside the scale such as *not applicable* or *don't know*)
and ``seq``, which rises: of a voice, the last answer to a vote counts. A counts frame has ``item_id, vote, answer,
n``: a row for every answer that could be given. Only answers on the scale enter a measure; the others are counted
beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from csp_analytics.analysis.agreement import CAMPS, LEAST, TOO_FEW, agreement

NO_ROLE = ""
COUNTS = ["item_id", "vote", "answer", "n"]
BY_ROLE = ["role", "answer", "n"]
CHANGE = ["answer", "before", "after", "change"]
QUEUE = [
    "item_id", "place", "vote", "n", "n_beside", "consensus", "a", "kind", "words", "discuss", "two_camps", "parked",
]  # fmt: skip
DOTS = ["item_id", "dots", "people", "rank_best", "rank_worst"]


def counted(votes: pd.DataFrame, answers: Sequence[str]) -> pd.DataFrame:
    """How many gave each answer, vote by vote.

    Args:
        votes: a votes frame.
        answers: every answer that could be given, in the order in which they are shown.

    Returns:
        A counts frame: items and votes in order of first appearance, 0 where nobody gave an answer.

    Raises:
        ValueError: when somebody gave an answer that could not be given.
    """
    last = _last(votes, answers)
    table = last.groupby(["item_id", "vote"], sort=False)["answer"].value_counts().unstack(fill_value=0)
    order = pd.MultiIndex.from_frame(votes[["item_id", "vote"]].drop_duplicates())
    table = table.reindex(index=order, columns=list(answers), fill_value=0)
    return _long(table, ["item_id", "vote"], COUNTS)


def with_hands(
    counts: pd.DataFrame, item_id: str, vote: int, hands: Mapping[str, int], answers: Sequence[str]
) -> pd.DataFrame:
    """Adds what the facilitator counted by hand to what the phones said.

    Args:
        counts: a counts frame.
        item_id: the item; it need not be among the counts, when nobody has a phone.
        vote: the vote.
        hands: how many raised a hand for each answer; answers that are not named got none.
        answers: every answer that could be given, in order.

    Returns:
        A counts frame.

    Raises:
        ValueError: for a count below zero, or of an answer that could not be given.
    """
    wrong = {answer: n for answer, n in hands.items() if answer not in answers or n < 0}
    if wrong:
        raise ValueError(f"hands {wrong}: expected counts of 0 or more for {', '.join(answers)}")
    here = (counts["item_id"] == item_id) & (counts["vote"] == vote)
    if not here.any():
        new = [(item_id, vote, answer, int(hands.get(answer, 0))) for answer in answers]
        return pd.concat([counts, pd.DataFrame(new, columns=COUNTS)], ignore_index=True)
    raised = counts["answer"].map(hands).where(here).fillna(0).astype(int)
    return counts.assign(n=counts["n"].astype(int) + raised)


def by_role(
    votes: pd.DataFrame,
    item_id: str,
    vote: int,
    answers: Sequence[str],
    *,
    hands: Mapping[str, int] | None = None,
    least: int = LEAST,
) -> pd.DataFrame:
    """Counts by role, only where no role is so small that its answers could be told.

    Those who gave no role count as a role of their own, or the others would be known by taking away. Hands have no
    role, so they are among these.

    Args:
        votes: a votes frame.
        item_id: the item.
        vote: the vote.
        answers: every answer that could be given, in order.
        hands: counted by hand, by answer.
        least: how many every role must have that gave an answer at all.

    Returns:
        Frame ``role, answer, n``: roles in order of their names, none given last, 0 where nobody gave an answer. No
        rows when a role has too few, or when all are of one role.
    """
    there = votes[(votes["item_id"] == item_id) & (votes["vote"] == vote)]
    last = _last(there, answers)
    table = pd.crosstab(last["role"].fillna(NO_ROLE), last["answer"]).reindex(columns=list(answers), fill_value=0)
    raised = pd.Series(hands or {}, dtype=int).reindex(list(answers), fill_value=0)
    if raised.sum():
        table.loc[NO_ROLE] = table.loc[NO_ROLE] + raised if NO_ROLE in table.index else raised
    if len(table) < 2 or table.sum(axis=1).min() < least:
        return pd.DataFrame(columns=BY_ROLE)
    order = sorted(table.index, key=lambda role: (role == NO_ROLE, role))
    return _long(table.loc[order].rename_axis("role"), ["role"], BY_ROLE)


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


def _last(votes: pd.DataFrame, answers: Sequence[str]) -> pd.DataFrame:
    """The answer of each voice to each vote that counts."""
    unknown = sorted(set(votes["answer"]) - set(answers))
    if unknown:
        raise ValueError(f"answers {unknown}: expected one of {', '.join(answers)}")
    return votes.sort_values("seq", kind="stable").drop_duplicates(["item_id", "vote", "voice"], keep="last")


def _long(table: pd.DataFrame, keys: list[str], columns: list[str]) -> pd.DataFrame:
    long = table.rename_axis(columns="answer").stack().rename("n").reset_index()
    return long[[*keys, "answer", "n"]].astype({"n": int}).set_axis(columns, axis=1)


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
