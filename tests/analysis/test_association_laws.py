"""What holds of rho, medians and corners whatever the figures are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr, rankdata

from csp_analytics.analysis.association import association, corners

# Whole numbers, so that no transformation below makes two different figures equal.
FIGURE = st.one_of(st.integers(-40, 40).map(float), st.just(float("nan")))
ROWS = st.lists(st.tuples(FIGURE, FIGURE), min_size=5, max_size=40)


def framed(rows):
    return pd.DataFrame(rows, columns=["score", "value"])


def same(one, other):
    return one.n == other.n and one.why_not == other.why_not and one.rho == pytest.approx(other.rho, nan_ok=True)


@given(ROWS)
def test_it_is_pearsons_correlation_of_the_ranks(rows):
    frame = framed(rows)
    both = frame.dropna()
    found = association(frame)

    assert found.n == len(both)
    if not found.why_not:
        expected = pearsonr(rankdata(both["score"]), rankdata(both["value"])).statistic
        assert found.rho == pytest.approx(expected)
        assert -1 - 1e-12 <= found.rho <= 1 + 1e-12


@given(ROWS, st.sampled_from([np.exp, np.cbrt, lambda x: x**3, lambda x: 5 * x - 2, np.arctan]))
def test_another_scale_in_the_same_order_changes_nothing(rows, scale):
    frame = framed(rows)

    assert same(association(frame), association(frame.assign(value=scale(frame["value"]))))


@given(ROWS)
def test_a_figure_the_other_way_round_turns_the_sign(rows):
    frame = framed(rows)
    one, turned = association(frame), association(frame.assign(value=-frame["value"]))

    assert turned.rho == pytest.approx(-one.rho, nan_ok=True)
    assert turned.strength == one.strength


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_irrelevant(rows, chance):
    mixed = list(rows)
    chance.shuffle(mixed)
    one, other = association(framed(rows)), association(framed(mixed))

    assert same(one, other)
    assert corners(framed(rows), one) == corners(framed(mixed), other)


@given(ROWS)
def test_score_and_figure_may_change_places(rows):
    frame = framed(rows)
    turned = association(frame.rename(columns={"score": "value", "value": "score"}))

    assert turned.rho == pytest.approx(association(frame).rho, nan_ok=True)


@given(ROWS)
def test_every_area_with_both_lies_in_one_corner_and_no_side_has_more_than_half(rows):
    frame = framed(rows)
    found = association(frame)
    counted = corners(frame, found)

    assert sum(counted.values()) == found.n
    for side in ("above", "below"):
        assert 2 * sum(number for (score, _), number in counted.items() if score == side) <= found.n
        assert 2 * sum(number for (_, value), number in counted.items() if value == side) <= found.n
