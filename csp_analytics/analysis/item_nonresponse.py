"""Which questions people left out: what a picture of a survey does not rest on."""

from __future__ import annotations

import pandas as pd


def left_out(answered: pd.DataFrame, n_people: int) -> pd.DataFrame:
    """How many of those who answered a survey left each of its questions out.

    A question that asks about several things counts as left out as often as its things were, on average: of 10 people,
    9 who answered on one skill and 7 on another left out 20 per cent. Whoever was not asked counts as left out too:
    an export does not tell them apart.

    Args:
        answered: ``question_id, item_id, n``: how many people answered on each thing; NaN where it is not shown.
        n_people: how many people answered the survey.

    Returns:
        One row a question in the order of ``answered``: ``question_id, n_items`` (with a figure), ``share, least,
        most`` (0 to 100: on average, on the thing least and most often left out) and ``item_id`` (the thing most often
        left out). Questions without a figure have no row.
    """
    there = answered[answered["n"].notna()]
    if n_people <= 0:
        there = there.head(0)
    there = there.assign(share=100 * (1 - there["n"] / max(n_people, 1)))
    by_question = there.groupby("question_id", sort=False)["share"]
    found = by_question.agg(n_items="size", share="mean", least="min", most="max").reset_index()
    worst = (
        there.loc[by_question.idxmax(), ["question_id", "item_id"]] if len(there) else there[["question_id", "item_id"]]
    )
    return found.merge(worst, on="question_id", how="left")
