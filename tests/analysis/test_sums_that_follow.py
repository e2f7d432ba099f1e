"""What can be worked out of sums: small systems by hand. Cells are numbered from 0."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.combinations import follow, free_moves, in_turn, small_sets
from csp_analytics.analysis.disclosure import Counts, Limits, Told
from csp_analytics.analysis.swaps import can_change

NO_LIMITS = (np.zeros(0), np.zeros(0))


def sets(*cells: str, of: int = 4) -> np.ndarray:
    """``sets("013")``: one set that holds cells 0, 1 and 3."""
    return np.array([[str(cell) in one for cell in range(of)] for one in cells], dtype=bool).reshape(-1, of)


def told(shown: np.ndarray, x: list[int], most: list[int]) -> Told:
    return Told(shown, Limits(np.zeros((0, len(x)), dtype=bool), *NO_LIMITS), Counts(np.array(x), np.array(most)))


def test_differences_follow_and_others_do_not():
    moves = free_moves(sets("0123", "01"))
    assert follow(sets("23", "0", "01", "12"), moves).tolist() == [True, False, True, False]


def test_overlapping_sums_can_give_a_cell_away():
    """01 and 12 and 02: half their sum less 12 is 0."""
    assert follow(sets("0", of=3), free_moves(sets("01", "12", "02", of=3))).tolist() == [True]


def test_sums_are_taken_in_turn():
    """0123 and 012 would give 3 away; 0 is then free to be taken, 12 follows 01 and 2 no more than they allow."""
    nothing = np.zeros((0, 4))
    assert in_turn(nothing, sets("0123", "012", "0", "123"), sets("3")).tolist() == [True, False, True, True]
    assert in_turn(sets("0123"), sets("012"), sets("3")).tolist() == [False]
    # What is known to begin with is not guarded.
    assert in_turn(sets("0123", "012"), sets("0"), sets("3")).tolist() == [True]


def test_small_sets_are_found_whatever_makes_them():
    """0123 less 0 leaves three cells of 1 + 1 + 2 people: 4."""
    found = small_sets(free_moves(sets("0123", "0")), np.array([9, 1, 1, 2]), 5)
    assert [sorted(one.tolist()) for one in found] == [[1, 2, 3]]
    assert small_sets(free_moves(sets("0123", "0")), np.array([9, 2, 1, 2]), 5) == []
    four = small_sets(free_moves(sets("01234", "0", of=5)), np.array([9, 1, 1, 1, 1]), 5)
    assert sorted(map(tuple, (sorted(one.tolist()) for one in four)))[0] == (1, 2, 3, 4)


def test_limits_that_leave_no_room_give_away():
    """1 and 2 together: of 0 none said yes, of all everybody; in between nobody knows who."""
    for x, away in (([5, 0, 0], True), ([5, 3, 4], True), ([5, 1, 0], False)):
        found = told(sets("012", "0", of=3), x, [9, 3, 4]).given_away(sets("1", "2", of=3), [])
        assert found.tolist() == [away, away]


def test_words_are_limits():
    """1 is said to be 0 or 1: with 4 of both, 2 must be 3 or 4; with 5 of both, all 4 of 2 and the one."""
    shown, words = sets("12", of=3), Limits(sets("1", of=3), np.array([0.0]), np.array([1.0]))
    for x, away in (([0, 0, 4], False), ([0, 1, 4], True)):
        counts = Counts(np.array(x), np.array([9, 7, 4]))
        assert Told(shown, words, counts).given_away(sets("2", of=3), []).tolist() == [away]


def test_solutions_that_are_not_whole_do_not_hide_anything():
    """0 + 1 + 2 = 1 with weights 1, 2, 2: only 0 = 1 is whole, though 1 = 1/2 would do."""
    shown = np.array([[1.0, 2.0, 2.0]])
    found = told(shown, [1, 0, 0], [1, 1, 1]).given_away(sets("0", "1", of=3), [])
    assert found.tolist() == [True, True]


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.lists(st.sets(st.integers(0, 3)), max_size=3), st.data())
def test_given_away_is_what_every_count_that_fits_agrees_on(most, shown, data):
    """All counts one after the other."""
    x = [data.draw(st.integers(0, top)) for top in most]
    rows = np.array([[cell in one for cell in range(4)] for one in shown], dtype=bool).reshape(-1, 4)
    wanted = sets("0", "1", "2", "3", "01", "23")
    fits = [
        one for one in product(*(range(top + 1) for top in most)) if (rows @ np.array(one) == rows @ np.array(x)).all()
    ]
    agreed = [len({int(row @ np.array(one)) for one in fits}) == 1 for row in wanted]
    people = (wanted @ np.array(most)) > 0
    assert told(rows, x, most).given_away(wanted, [])[people].tolist() == np.array(agreed)[people].tolist()


@pytest.mark.parametrize(
    ("x", "changes"),
    [
        ([1, 1, 1, 1], [True] * 4),  # two areas by two roles, 2 people each: any swap
        ([0, 0, 1, 1], [False] * 4),  # nobody of the first area said yes: it has nothing to give
        ([0, 2, 2, 0], [True] * 4),
        ([2, 1, 2, 1], [False] * 4),  # neither area can have more of the first role
    ],
)
def test_a_swap_between_two_areas_and_two_roles(x, changes):
    grid, rows = np.array([[0, 1], [2, 3]]), sets("01", "23", "02", "13")
    assert can_change(grid, rows, np.array(x), np.full(4, 2)).tolist() == changes


def test_a_shown_cell_takes_no_part_in_a_swap():
    grid = np.array([[0, 1], [2, 3]])
    assert not can_change(grid, sets("01", "23", "02", "13", "0"), np.ones(4), np.full(4, 2)).any()
