"""How far a room agrees: published values, values worked by hand, another way to the same number, laws, words."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.agreement import KINDS, WORDS, agreement, van_der_eijk
from csp_analytics.analysis.spread import consensus

PUBLISHED = [30, 40, 210, 130, 530, 50, 10]
COUNTS = st.lists(st.integers(0, 12), min_size=3, max_size=6).filter(any)
ROOMS = COUNTS.filter(lambda counts: sum(counts) >= 5)


def a_of(*counts):
    return float(van_der_eijk(np.array([counts]))[0])


def a_slowly(counts):
    """van der Eijk (2001) as it is written: layers one by one, and in each every three places in order."""
    left, size, total = list(counts), len(counts), sum(counts)
    found = 0.0
    while any(left):
        chosen = [int(n > 0) for n in left]
        height = min(n for n in left if n)
        threes = [tuple(chosen[place] for place in three) for three in combinations(range(size), 3)]
        tu, tdu = threes.count((1, 1, 0)) + threes.count((0, 1, 1)), threes.count((1, 0, 1))
        if sum(chosen) == 1:
            layer = 1.0
        elif tu + tdu == 0:
            layer = 0.0
        else:
            u = ((size - 2) * tu - (size - 1) * tdu) / ((size - 2) * (tu + tdu))
            layer = u * (1 - (sum(chosen) - 1) / (size - 1))
        found += height * sum(chosen) / total * layer
        left = [n - height if n else 0 for n in left]
    return found


def test_the_check_values_that_are_published_for_both_measures():
    # The example vector of the manual of the R package agrmt, which gives 0.6113333 and 0.7256876.
    assert a_of(*PUBLISHED) == pytest.approx(0.6113333, abs=5e-8)
    assert agreement(PUBLISHED).consensus == pytest.approx(0.7256876, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "cns", "a", "kind"),
    [
        ((8, 0, 0, 0), 1.00, 1.00, "everyone"),
        ((0, 1, 6, 1), 0.85, 0.75, "strong"),
        ((0, 4, 4, 0), 0.74, 0.67, "neighbours"),
        ((1, 2, 4, 1), 0.57, 0.42, "mixed"),
        ((2, 2, 2, 2), 0.37, 0.00, "none"),
        ((3, 0, 1, 4), 0.12, -0.46, "two-camps"),
        ((4, 0, 0, 4), 0.00, -1.00, "opposite"),
    ],
)
def test_eight_people_on_four_levels(counts, cns, a, kind):
    found = agreement(counts)

    assert (round(found.consensus, 2), round(found.a, 2)) == (cns, a)
    assert (found.n, found.kind, found.words) == (8, kind, WORDS[kind])


def test_a_of_one_hole_worked_by_hand():
    # 3 0 1 4: a layer 1011 once (3 of 8), 1001 twice (4 of 8) and 0001 once (1 of 8).
    # 1011: the hole has 1 before and 2 after: TU 1, TDU 2, U = (2*1 - 3*2) / (2*3) = -2/3, times 1 - 2/3: -2/9.
    # 1001: TU 0, TDU 2, U = -3/2, times 2/3: -1. 0001: 1. Together (-2/9 * 3 - 1 * 4 + 1) / 8 = -11/24.
    assert a_of(3, 0, 1, 4) == pytest.approx(-11 / 24)


@pytest.mark.parametrize(
    ("counts", "kind"),
    [
        ((1, 0, 0, 7), "most"),  # A 0.5, one in eight at the other end: a voice to hear, not mixed views
        ((6, 0, 0, 2), "most"),  # three quarters
        ((5, 0, 0, 3), "opposite"),  # 3 of 8 at the other end: A -0.5
        ((1, 0, 0, 19), "strong"),
        ((0, 2, 6, 0), "strong"),  # two neighbouring levels, a quarter at the lower
        ((0, 3, 6, 0), "neighbours"),  # a third
        ((2, 0, 2, 1), "two-camps"),
        ((1, 2, 2, 3), "mixed"),
        ((0, 3, 3), "neighbours"),
        ((2, 2, 2), "none"),
        ((2, 2, 2, 2, 2), "none"),
    ],
)
def test_words_at_the_limits(counts, kind):
    assert agreement(counts).kind == kind


@pytest.mark.parametrize(
    ("counts", "cns", "kind", "discuss"),
    [
        ((0, 8), 1.0, "everyone", False),
        ((1, 7), 0.4564, "strong", False),  # 1 - entropy of an eighth, 0.5436
        ((6, 2), 0.1887, "mixed", True),  # 1 - 0.8113
        ((5, 3), 0.0456, "two-camps", True),  # 1 - 0.9544
        ((4, 4), 0.0, "two-camps", True),
    ],
)
def test_of_yes_and_no_consensus_alone_gives_the_words(counts, cns, kind, discuss):
    found = agreement(counts)

    assert found.consensus == pytest.approx(cns, abs=5e-5)
    assert (found.a, found.kind, found.discuss) == (None, kind, discuss)
    assert math.isnan(van_der_eijk(np.array([counts]))[0])


def test_what_is_two_levels_apart_is_talked_over_and_one_voice_in_a_large_room_does_not_make_it_so():
    assert agreement((0, 1, 6, 1)).discuss  # strong agreement, and yet one at 2 and one at 4 of eight
    assert not agreement((0, 0, 5, 3)).discuss
    assert not agreement((0, 1, 36, 3)).discuss  # 1 of 40 at 2
    assert agreement((0, 5, 30, 5)).discuss  # an eighth on either side


def test_under_five_answers_nothing_is_said_unless_fewer_are_asked_for():
    few = agreement((2, 0, 0, 2))

    assert (few.n, few.consensus, few.a, few.kind, few.discuss) == (4, None, None, "too-few", False)
    assert agreement((2, 0, 0, 2), least=3).kind == "opposite"
    assert agreement((0, 0, 0), least=0).kind == "too-few"


@pytest.mark.parametrize("wrong", [(5,), (), (3, -1, 4)])
def test_what_is_no_count_on_a_scale_is_refused(wrong):
    with pytest.raises(ValueError, match="expected two levels or more"):
        agreement(wrong)


def test_without_answers_there_is_no_a_and_rows_do_not_touch_each_other():
    found = van_der_eijk(np.array([[0, 0, 0, 0], [4, 0, 0, 4], [0, 4, 4, 0]]))

    assert math.isnan(found[0])
    assert found[1:] == pytest.approx([-1, 2 / 3])


@given(counts=COUNTS)
def test_it_agrees_with_the_slow_way_and_stays_in_its_range(counts):
    assert a_of(*counts) == pytest.approx(a_slowly(counts), abs=1e-9)
    assert -1 - 1e-9 <= a_of(*counts) <= 1 + 1e-9


@given(counts=COUNTS, times=st.integers(2, 5))
def test_the_scale_turned_round_and_the_room_doubled_change_nothing(counts, times):
    same = [counts, counts[::-1], [times * n for n in counts]]

    assert np.ptp(van_der_eijk(np.array(same))) == pytest.approx(0, abs=1e-9)


@given(counts=COUNTS, empty=st.integers(0, 3), data=st.data())
def test_empty_levels_may_stand_at_either_end(counts, empty, data):
    lower = data.draw(st.integers(0, empty))
    moved = [[0] * empty + counts, [0] * lower + counts + [0] * (empty - lower), counts + [0] * empty]

    for measure in (van_der_eijk, consensus):
        assert np.ptp(measure(np.array(moved))) == pytest.approx(0, abs=1e-9)


@given(n=st.integers(1, 30), levels=st.integers(3, 7), data=st.data())
def test_one_level_is_1_the_same_at_every_level_0_two_opposite_halves_minus_1(n, levels, data):
    at = data.draw(st.integers(0, levels - 1))

    assert a_of(*(n * (place == at) for place in range(levels))) == pytest.approx(1)
    assert a_of(*[n] * levels) == pytest.approx(0)
    assert a_of(n, *[0] * (levels - 2), n) == pytest.approx(-1)


@given(counts=ROOMS)
def test_words_follow_from_the_measures(counts):
    found = agreement(counts)

    assert found.kind in KINDS
    assert (found.kind == "everyone") == (sum(n > 0 for n in counts) == 1)
    assert (found.kind in ("two-camps", "opposite")) == (found.a < -1e-9)
    assert agreement(counts[::-1]).kind == found.kind
    if found.consensus < 0.6 - 1e-9 or found.kind in ("two-camps", "opposite"):
        assert found.discuss
    if found.kind in ("everyone", "strong"):
        assert found.consensus > 0.59
