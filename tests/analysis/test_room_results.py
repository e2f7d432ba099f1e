"""What a room answered as counts: the last answer counts, small roles stay unseen, what to discuss comes first."""

from itertools import count

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.room_results import (
    before_and_after,
    by_role,
    counted,
    dots,
    queue,
    with_hands,
)

SCALE = ("1", "2", "3", "4")
ANSWERS = (*SCALE, "na", "dk")
VOTES = ["item_id", "vote", "voice", "role", "answer", "seq"]
NO_COUNTS = pd.DataFrame(columns=["item_id", "vote", "answer", "n"])


def votes_of(*rows):
    """``votes_of(("a", 1, "v1", "Police", "3"))``: in the order in which they came."""
    return pd.DataFrame([(*row, seq) for row, seq in zip(rows, count(1), strict=False)], columns=VOTES)


def counts_of(**items):
    """``counts_of(a="0 0 5 1 0 2")``: one vote on each item, in the order of the answers; ``|`` before a re-vote."""
    rows = [
        (item, vote, answer, int(n))
        for item, written in items.items()
        for vote, part in enumerate(written.split("|"), start=1)
        for answer, n in zip(ANSWERS, part.split(), strict=True)
    ]
    return pd.DataFrame(rows, columns=NO_COUNTS.columns)


def said(frame, *, item="a", vote=1):
    """Counts of one vote as a text, in their order."""
    here = frame[(frame["item_id"] == item) & (frame["vote"] == vote)]
    return " ".join(str(n) for n in here["n"])


def test_the_last_answer_of_a_voice_to_a_vote_counts():
    votes = votes_of(
        ("a", 1, "v1", "", "1"), ("a", 1, "v2", "", "4"), ("a", 1, "v1", "", "3"), ("b", 1, "v1", "", "dk"),
        ("a", 2, "v1", "", "2"), ("a", 1, "v1", "", "na"), ("a", 1, "v2", "", "4"),
    )  # fmt: skip

    found = counted(votes.iloc[::-1], ANSWERS)  # whatever the order of the rows

    assert said(found) == "0 0 0 1 1 0"
    assert said(found, vote=2) == "0 1 0 0 0 0"
    assert said(found, item="b") == "0 0 0 0 0 1"
    assert list(found["answer"]) == list(ANSWERS) * 3


def test_an_answer_that_could_not_be_given_is_refused():
    with pytest.raises(ValueError, match="'9'"):
        counted(votes_of(("a", 1, "v1", "", "9")), ANSWERS)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 2), st.integers(1, 6), st.sampled_from(ANSWERS))))
def test_counts_are_those_of_a_plain_loop(rows):
    votes = votes_of(*((item, vote, f"v{voice}", "", answer) for item, vote, voice, answer in rows))
    last = {}
    for item, vote, voice, answer in rows:
        last[item, vote, voice] = answer
    expected = {}
    for (item, vote, _), answer in last.items():
        expected[item, vote, answer] = expected.get((item, vote, answer), 0) + 1

    found = counted(votes, ANSWERS)

    there = found[found["n"] > 0]
    assert dict(zip(zip(there["item_id"], there["vote"], there["answer"], strict=True), there["n"], strict=True)) == (
        expected
    )
    assert len(found) == len(ANSWERS) * len({(item, vote) for item, vote, *_ in rows})


def test_hands_are_added_to_what_the_phones_said():
    counts = counts_of(a="0 1 2 0 0 0 | 0 0 3 0 0 0", b="1 0 0 0 0 0")

    found = with_hands(counts, "a", 2, {"3": 4, "na": 1}, ANSWERS)

    assert [said(found), said(found, vote=2), said(found, item="b")] == ["0 1 2 0 0 0", "0 0 7 0 1 0", "1 0 0 0 0 0"]
    assert said(counts, vote=2) == "0 0 3 0 0 0"  # what was given is left as it was
    assert said(with_hands(NO_COUNTS, "a", 1, {"2": 8}, ANSWERS)) == "0 8 0 0 0 0"


@pytest.mark.parametrize("wrong", [{"2": -1}, {"5": 1}])
def test_hands_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match="hands"):
        with_hands(NO_COUNTS, "a", 1, wrong, ANSWERS)


def room(**sizes):
    """So many people of each role; ``none`` gave no role. All of a role give the same answer."""
    people = [
        ("a", 1, f"{role}{k}", "" if role == "none" else role, SCALE[place])
        for place, (role, size) in enumerate(sizes.items())
        for k in range(size)
    ]
    return votes_of(*people)


def shown(found):
    return {role: " ".join(str(n) for n in rows["n"]) for role, rows in found.groupby("role", sort=False)}


def test_roles_of_five_are_shown_each_by_itself_and_none_given_comes_last():
    found = by_role(room(none=5, police=6, council=5), "a", 1, ANSWERS)

    assert shown(found) == {"council": "0 0 5 0 0 0", "police": "0 6 0 0 0 0", "": "5 0 0 0 0 0"}
    assert list(shown(found)) == ["council", "police", ""]


@pytest.mark.parametrize(
    "sizes",
    [
        {"police": 9, "council": 4},  # four could be told
        {"police": 9, "council": 9, "none": 1},  # one without a role, known by taking away
        {"police": 12},  # one role is no breakdown
        {},
    ],
)
def test_one_small_role_hides_them_all(sizes):
    assert by_role(room(**sizes), "a", 1, ANSWERS).empty


def test_another_vote_of_the_same_people_does_not_count_towards_the_five():
    votes = room(police=5, council=4)
    again = votes.assign(vote=2, seq=votes["seq"] + 100)

    assert by_role(pd.concat([votes, again]), "a", 1, ANSWERS).empty
    assert not by_role(pd.concat([votes, again]), "a", 1, ANSWERS, least=4).empty


def test_hands_have_no_role_and_the_roles_make_up_the_whole():
    votes = room(police=5, none=4)

    assert by_role(votes, "a", 1, ANSWERS).empty
    with_two = by_role(votes, "a", 1, ANSWERS, hands={"4": 2})
    assert shown(with_two) == {"police": "5 0 0 0 0 0", "": "0 4 0 2 0 0"}
    assert by_role(room(police=5, council=5), "a", 1, ANSWERS, hands={"1": 2}).empty


@given(st.dictionaries(st.sampled_from(["police", "council", "fire", "none"]), st.integers(0, 8)))
def test_roles_are_shown_only_when_none_is_small_and_then_they_make_up_the_counts(sizes):
    votes = room(**sizes)
    found = by_role(votes, "a", 1, ANSWERS)

    there = [size for size in sizes.values() if size]
    assert found.empty == (len(there) < 2 or min(there) < 5)
    if not found.empty:
        whole = counted(votes, ANSWERS).set_index("answer")["n"]
        assert (found.groupby("answer")["n"].sum() == whole.reindex(sorted(ANSWERS))).all()


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
