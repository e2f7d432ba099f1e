"""What a room answered as counts: before and after a re-vote, what to discuss first, dots."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.room_results import (
    before_and_after,
    dots,
    queue,
)

SCALE = ("1", "2", "3", "4")
ANSWERS = (*SCALE, "na", "dk")
NO_COUNTS = pd.DataFrame(columns=["item_id", "vote", "answer", "n"])


def counts_of(**items):
    """``counts_of(a="0 0 5 1 0 2")``: one vote on each item, in the order of the answers; ``|`` before a re-vote."""
    rows = [
        (item, vote, answer, int(n))
        for item, written in items.items()
        for vote, part in enumerate(written.split("|"), start=1)
        for answer, n in zip(ANSWERS, part.split(), strict=True)
    ]
    return pd.DataFrame(rows, columns=NO_COUNTS.columns)


def test_before_and_after_a_revote():
    counts = counts_of(a="2 3 1 0 0 1 | 0 9 9 0 0 0 | 0 1 6 0 0 0", b="2 3 1 0 0 1", c="4 0 0 0 0 0 | 0 0 5 0 0 0")

    found = before_and_after(counts, "a")  # the first vote and the last, whatever was between

    assert found["answer"].tolist() == list(ANSWERS)
    assert found["before"].tolist() == [2, 3, 1, 0, 0, 1]
    assert found["after"].tolist() == [0, 1, 6, 0, 0, 0]
    assert found["change"].tolist() == [-2, -2, 5, 0, 0, -1]
    assert before_and_after(counts, "b").empty  # no re-vote
    assert before_and_after(counts, "c").empty  # four answers before: too few to show
    assert not before_and_after(counts, "c", least=3).empty
    assert before_and_after(counts, "nowhere").empty


def test_what_people_differ_on_most_comes_first():
    counts = counts_of(
        agree="0 0 8 0 0 0", camps="4 0 0 4 0 0", few="2 0 0 2 0 4", mixed="1 2 4 1 1 0",
        again="4 0 0 4 0 0 | 0 0 7 1 0 0", done="3 0 1 4 0 0", parked="2 2 2 2 0 0",
    )  # fmt: skip

    found = queue(counts, SCALE, {"done", "parked"}, parked={"parked", "unheard"})

    assert found["item_id"].tolist() == ["camps", "parked", "mixed", "again", "agree", "few", "unheard"]
    assert found["place"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    by_item = found.set_index("item_id")
    assert by_item.index[by_item["two_camps"]].tolist() == ["camps"]
    assert by_item.index[by_item["parked"]].tolist() == ["parked", "unheard"]
    assert (by_item.loc["few", "n"], by_item.loc["few", "n_beside"]) == (4, 4)  # eight answered, four of them a level
    assert by_item.loc["few", "words"] == "Too few answers to say (fewer than 5)"
    assert by_item.loc["again", ["vote", "kind"]].tolist() == [2, "strong"]
    assert by_item.loc["mixed", "consensus"] == pytest.approx(0.57, abs=0.005)


def test_items_whose_counts_are_kept_back_stay_on_the_list_and_ties_stand_as_on_the_agenda():
    counts = counts_of(b="4 0 0 4 0 0", a="4 0 0 4 0 0")

    found = queue(counts, SCALE, items=["x", "a", "b"])

    assert found["item_id"].tolist() == ["a", "b", "x"]
    assert found["vote"].tolist() == [1, 1, 0]
    assert queue(NO_COUNTS, SCALE).empty


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.integers(0, 5), min_size=6, max_size=6)))
def test_everything_not_agreed_is_in_the_queue_once(items):
    counts = counts_of(**{item: " ".join(map(str, each)) for item, each in items.items()})

    found = queue(counts if len(counts) else NO_COUNTS, SCALE, {"a", "b"}, parked={"b"})

    assert sorted(found["item_id"]) == sorted({*items, "b"} - {"a"})
    measured = found["consensus"].dropna()
    assert measured.is_monotonic_increasing or measured.round(12).is_monotonic_increasing
    assert found["consensus"].isna().tolist() == sorted(found["consensus"].isna())


def test_equal_numbers_of_dots_share_their_rank():
    spent = pd.DataFrame(
        [("x", "v1", 3), ("y", "v2", 2), ("z", "v2", 1), ("y", "v3", 1), ("none", "v3", 0)],
        columns=["item_id", "voice", "dots"],
    )

    found = dots(spent)

    assert found["item_id"].tolist() == ["x", "y", "z", "none"]
    assert found["dots"].tolist() == [3, 3, 1, 0]
    assert found["people"].tolist() == [1, 2, 1, 0]
    assert found[["rank_best", "rank_worst"]].to_numpy().tolist() == [[1, 2], [1, 2], [3, 3], [4, 4]]
    assert dots(spent.iloc[:0]).empty
