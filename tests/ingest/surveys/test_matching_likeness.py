"""How alike two wordings are: a slip of the pen is found, and two different things are never taken for one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.ingest.surveys.likeness import LIKELY, SAME, SURE, Likeness, alike, best, comparable, decided
from csp_analytics.surveys import load

WORDS = st.text(alphabet="abcdefghij ", min_size=1, max_size=30).map(lambda text: " ".join(text.split()))


def score(first: str, second: str) -> float:
    return alike(comparable(first), comparable(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Strategic partnership working", "Frontline partnership working"),
        ("Performance management", "Project management"),
        ("Performance management", "Project planning"),
        ("How important is this skill?", "How confident is this skill?"),
        ("Community engagement", "Digital engagement"),
        ("Scottish Fire and Rescue Service", "Scottish Ambulance Service"),
        ("Very important", "Very unimportant"),
        ("Strongly agree", "Strongly disagree"),
        ("Very confident", "Not very confident"),
        ("10 years ago", "20 years ago"),
        ("Formal networks", "Informal networks"),
        ("Partners now", "Partners not"),
    ],
)
def test_two_different_things_are_never_proposed_for_each_other(first, second):
    assert score(first, second) < LIKELY


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Facilitaton", "Facilitation"),
        ("Frontline practioner", "Frontline practitioner"),
        ("communications & marketing", "Communication and marketing"),
        ("Skills that are in place", "Skills in place"),
        ("Marketing and communication", "Communication and marketing"),
    ],
)
def test_a_slip_or_small_words_are_sure_but_not_the_same(first, second):
    assert SURE <= score(first, second) < SAME


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Digital communication and engagement", "Communication and engagement"),
        ("Community safety lead officer", "Community safety officer"),
        ("Performance and self-evaluation", "Performance management and self-evaluation"),
    ],
)
def test_a_word_more_is_proposed_and_never_sure(first, second):
    assert LIKELY <= score(first, second) < SURE


@pytest.mark.parametrize(
    "written",
    ["  FACILITATION ", "Q4. Facilitation", "3) Facilitation", "Facilitation (tick all that apply)", "facilitation:"],
)
def test_case_numbering_and_instructions_make_no_difference(written):
    assert comparable(written) == "facilitation"


def test_no_two_items_of_a_definition_are_sure_of_each_other():
    """Every wording of every skill, partner and statement beside every wording of another one."""
    for name in load.ITEM_FILES:
        wordings = [
            (comparable(text), item.item_id)
            for item in load.items(name).values()
            for text in (item.title, item.short, *item.also)
        ]
        near = [(alike(a, b), a, b) for (a, one), (b, other) in itertools.combinations(wordings, 2) if one != other]
        assert [found for found in near if found[0] >= SURE] == []


@given(WORDS, WORDS)
def test_likeness_is_the_same_both_ways_and_100_only_for_the_same_words(first, second):
    assert 0 <= alike(first, second) <= 100
    assert (alike(first, second) == SAME) == (first == second and first != "")


def test_two_candidates_that_are_near_to_each_other_are_both_told_and_neither_is_chosen():
    known = [("strategic partnership working", "strategic"), ("frontline partnership working", "frontline")]
    found = best("partnership working", known)
    assert {one.meaning for one in found} == {"strategic", "frontline"}
    assert decided(found) is None
    assert decided(best("strategic partnership workng", known)).meaning == "strategic"


def test_an_exact_one_wins_over_a_near_one_and_two_exact_ones_win_over_nobody():
    exact, near = Likeness("a", 100.0), Likeness("b", 97.0)
    assert decided([exact, near]) is exact
    assert decided([exact, Likeness("c", 100.0)]) is None
    assert decided([]) is None
