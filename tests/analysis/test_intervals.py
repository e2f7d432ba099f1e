"""Wilson's interval with and without the number of posts, and the interval of a difference: against statsmodels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from csp_analytics.analysis import intervals
from csp_analytics.analysis.intervals import CENSUS, FINITE, PLAIN, TOO_MANY, difference, wilson

NOT_KNOWN = float("nan")


def one(x: float, n: float, posts: float = NOT_KNOWN) -> tuple[float, float, str]:
    """Limits of one share and how they were made."""
    row = wilson(pd.Series([x]), pd.Series([n]), pd.Series([posts])).iloc[0]
    return row["low"], row["high"], row["form"]


def test_the_point_of_the_normal_distribution():
    assert norm.ppf(0.5 + intervals.CONFIDENCE / 2) == pytest.approx(intervals.Z, abs=1e-15)


@pytest.mark.parametrize(
    ("x", "n", "posts", "plain", "finite"),
    [
        (12, 20, 32, (38.7, 78.1), (46.4, 72.2)),
        (12, 28, 32, (26.5, 60.9), (36.5, 49.5)),
        (9, 15, 40, (35.7, 80.2), (40.1, 77.0)),
    ],
)
def test_worked_values_with_and_without_posts(x, n, posts, plain, finite):
    """Values of O'Neill's own program (stat.extend) at these counts."""
    assert one(x, n)[:2] == pytest.approx(plain, abs=0.05)
    assert one(x, n)[2] == PLAIN
    assert one(x, n, posts)[:2] == pytest.approx(finite, abs=0.06)
    assert one(x, n, posts)[2] == FINITE


def test_by_hand():
    """2 of 4, none known: centre (0.5 + z2/8) / (1 + z2/4) = 0.5; z2 = 3.8415, so the half is
    1.95996 / 1.96036 x sqrt(0.0625 + 3.8415/64) = 0.99980 x sqrt(0.12252) = 0.3500: 15.0 to 85.0."""
    assert one(2, 4)[:2] == pytest.approx((15.0, 85.0), abs=0.01)


def test_everybody_answered_needs_no_interval():
    low, high, form = one(12, 32, 32)
    assert np.isnan(low)
    assert np.isnan(high)
    assert form == CENSUS


def test_more_answers_than_posts_leave_the_posts_out_and_say_so():
    assert one(12, 33, 32) == (*one(12, 33)[:2], TOO_MANY)


def test_nobody_and_all_end_exactly_at_0_and_100():
    assert one(0, 9)[0] == 0.0
    assert one(9, 9)[1] == 100.0
    assert one(0, 9)[1] == pytest.approx(100 - one(9, 9)[0])


def test_without_answers_there_is_none():
    assert np.isnan(one(0, 0)[:2]).all()
    assert np.isnan(one(NOT_KNOWN, NOT_KNOWN, 12)[:2]).all()


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_without_posts_as_statsmodels(counts):
    x, n = counts
    low, high = proportion_confint(x, n, method="wilson")
    assert one(x, n)[:2] == pytest.approx((100 * low, 100 * high), abs=1e-9)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(n + 1, 5000))))
def test_with_posts_as_statsmodels_at_the_effective_number(counts):
    """statsmodels takes counts that are not whole: the share of n (N - 1) / (N - n) answers."""
    x, n, posts = counts
    effective = n * (posts - 1) / (posts - n)
    low, high = proportion_confint(effective * x / n, effective, method="wilson")
    assert one(x, n, posts)[:2] == pytest.approx((100 * low, 100 * high), abs=1e-8)
    assert one(x, n, posts)[1] - one(x, n, posts)[0] <= one(x, n)[1] - one(x, n)[0] + 1e-9


def test_the_index_is_kept():
    found = wilson(pd.Series([1, 2], index=[7, 3]), pd.Series([5, 5], index=[7, 3]), pd.Series([9, 9], index=[7, 3]))
    assert list(found.index) == [7, 3]


def limits(x: int, n: int) -> pd.DataFrame:
    return pd.DataFrame({"share": [100 * x / n], "low": [one(x, n)[0]], "high": [one(x, n)[1]]})


@given(
    st.integers(5, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(5, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)
def test_a_difference_as_statsmodels(before, after):
    """Newcombe's method is ``newcomb`` there, of the first less the second."""
    row = difference(limits(*before), limits(*after)).iloc[0]
    low, high = confint_proportions_2indep(*after, *before, compare="diff", method="newcomb")
    assert row["difference"] == pytest.approx(100 * (after[0] / after[1] - before[0] / before[1]))
    assert (row["low"], row["high"]) == pytest.approx((100 * low, 100 * high), abs=1e-9)


def test_a_difference_of_two_exact_shares_has_no_interval():
    exact = pd.DataFrame({"share": [40.0], "low": [NOT_KNOWN], "high": [NOT_KNOWN]})
    row = difference(exact, exact.assign(share=55.0)).iloc[0]
    assert row["difference"] == 15.0
    assert np.isnan([row["low"], row["high"]]).all()


def test_a_difference_from_an_exact_share_has_the_width_of_the_other():
    exact = pd.DataFrame({"share": [40.0], "low": [NOT_KNOWN], "high": [NOT_KNOWN]})
    row = difference(exact, limits(12, 20)).iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((one(12, 20)[0] - 40, one(12, 20)[1] - 40))
