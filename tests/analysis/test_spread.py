"""Spread of areas over the levels of a criterion: published values, worked values, laws."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis.spread import by_spread, consensus, spread

COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=7)


def consensus_by_loops(counts):
    """Tastle and Wierman (2007), as written: one term a level, 0 * log 0 left out."""
    total, d = sum(counts), len(counts) - 1
    mean = sum(k * n for k, n in enumerate(counts)) / total
    return 1 + sum(n / total * math.log2(1 - abs(k - mean) / d) for k, n in enumerate(counts) if n)


def test_the_check_value_that_is_published_for_the_measure():
    # The example vector of the R package agrmt, whose manual gives 0.7256876.
    assert consensus(np.array([[30, 40, 210, 130, 530, 50, 10]]))[0] == pytest.approx(0.7256876, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((8, 0, 0, 0), 1.00),  # all at one level
        ((0, 4, 4, 0), 0.7370),  # mean 2.5, each half a step of three away: 1 + log2(5/6)
        ((2, 2, 2, 2), 0.3685),  # 1 + (log2(1/2) + log2(5/6)) / 2
        ((4, 0, 0, 4), 0.00),  # half at each end: 1 + log2(1/2)
        ((3, 3), 0.00),
    ],
)
def test_consensus_of_small_groups_worked_by_hand(counts, expected):
    assert consensus(np.array([counts]))[0] == pytest.approx(expected, abs=5e-5)


def test_on_a_checklist_spread_is_the_entropy_of_yes_and_no(made_up):
    toy = made_up({"leadership": 1}, levels=(0, 1), kind="checklist")
    counts = pd.DataFrame({"level_0": [6, 1], "level_1": [2, 7], "n_rated": [8, 8]})

    # -(3/4) log2(3/4) - (1/4) log2(1/4) = 0.8113; -(1/8) log2(1/8) - (7/8) log2(7/8) = 0.5436
    assert spread(counts, toy).tolist() == pytest.approx([0.8113, 0.5436], abs=5e-5)


def test_under_five_ratings_there_is_no_spread(made_up):
    toy = made_up({"leadership": 1})
    counts = pd.DataFrame({f"level_{k}": [n, n] for k, n in ((1, 2), (2, 0), (3, 0), (4, 2))} | {"n_rated": [4, 5]})

    found = spread(counts, toy)

    assert math.isnan(found[0])
    assert found[1] == pytest.approx(1.0)


@settings(max_examples=200, deadline=None)
@given(counts=COUNTS)
def test_it_agrees_with_the_formula_in_plain_loops(counts):
    found = consensus(np.array([counts]))[0]

    if sum(counts):
        assert found == pytest.approx(consensus_by_loops(counts), abs=1e-9)
        assert -1e-9 <= found <= 1 + 1e-9
        assert (found == pytest.approx(1.0, abs=1e-9)) == (sum(n > 0 for n in counts) == 1)
    else:
        assert math.isnan(found)


@settings(max_examples=100, deadline=None)
@given(counts=COUNTS.filter(any), times=st.integers(2, 5))
def test_the_scale_turned_round_and_the_areas_doubled_change_nothing(counts, times):
    same = [counts, counts[::-1], [times * n for n in counts]]

    assert np.ptp(consensus(np.array(same))) == pytest.approx(0, abs=1e-9)


def test_the_widest_spread_comes_first_and_what_half_left_open_takes_no_part():
    national = pd.DataFrame(
        {
            "criterion_id": ["a", "b", "c", "d"],
            "spread": [0.2, 0.7, 0.9, 0.7],
            "n_rated": [10, 10, 3, 10],
            "n_applicable": [10, 10, 10, 12],
            "mean_level": [2.0, 3.0, 2.0, 1.0],
            "level_4": [0, 1, 0, 0],
        }
    )

    assert by_spread(national)["criterion_id"].tolist() == ["b", "d", "a"]
