"""Who answered beside who lives there: by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.sample import beside_population, counted, dissimilarity, effective_number
from tests.builders.small_nation import AREAS, people, plan

CLASSES = ["cities", "urban", "rural"]
ANSWERED = pd.Series([10.0, 60.0, 30.0], index=CLASSES)
LIVE = pd.Series([300.0, 600.0, 100.0], index=CLASSES)


def test_shares_side_by_side():
    found = beside_population(ANSWERED, LIVE)
    assert found["share_respondents"].tolist() == [10, 60, 30]
    assert found["share_population"].tolist() == [30, 60, 10]
    assert found["difference"].tolist() == [-20, 0, 20]
    assert found["words"].tolist() == ["fewer than their share", "about their share", "more than their share"]


def test_how_far_apart():
    """Half of 20 + 0 + 20: a fifth of those who answered would have to be elsewhere."""
    assert dissimilarity(ANSWERED, LIVE) == pytest.approx(20)
    assert dissimilarity(LIVE, LIVE) == 0
    assert dissimilarity(pd.Series([1.0, 0.0]), pd.Series([0.0, 1.0])) == 100


def test_the_effective_number():
    """Weights 30, 10, 3.33: sums 300 + 600 + 100 = 1000, of squares 9000 + 6000 + 333.3 = 15333.3;
    1000000 / 15333.3 = 65.2 of 100 answers."""
    assert effective_number(ANSWERED, LIVE) == pytest.approx(65.2, abs=0.05)
    assert effective_number(LIVE / 10, LIVE) == pytest.approx(100)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=1, max_size=6))
def test_the_effective_number_is_never_more_than_who_answered(classes):
    answered, live = (pd.Series([float(one[k]) for one in classes]) for k in (0, 1))
    if answered.sum() == 0:
        assert np.isnan(effective_number(answered, live))
        return
    assert effective_number(answered, live) <= answered.sum() + 1e-9
    # Kish by his weights, one person after the other.
    weights = [live[k] / answered[k] for k in answered.index for _ in range(int(answered[k]))]
    assert effective_number(answered, live) == pytest.approx(sum(weights) ** 2 / sum(w * w for w in weights))


def test_what_is_not_shown_leaves_the_comparison_open():
    partly = ANSWERED.mask(ANSWERED == 30)
    found = beside_population(partly, LIVE)
    assert found["share_respondents"].isna().all()
    assert (found["words"] == "").all()
    assert np.isnan(dissimilarity(partly, LIVE))
    assert np.isnan(effective_number(partly, LIVE))


def test_response_rates():
    """12 of 24 posts; H has more answers than posts, which the rate tells; E's posts are not known; F's are none."""
    made = plan(people(dict.fromkeys(AREAS, (12, 5)) | {"C": (3, 1)}))
    rows = made.units.rows_of("area")
    posts = pd.Series([24.0, 12, 10, 12, np.nan, 0, 48, 6])
    found = counted(made, rows, posts).set_index("unit")
    assert found.loc[["A", "G", "H"], "response_rate"].tolist() == [50, 25, 200]
    assert found.loc[["E", "F"], "response_rate"].isna().all()
    assert found.loc["C", ["n", "share", "response_rate"]].isna().all()
    assert found.loc["C", "status"] == "few"
    # 12 of 7 x 12 + 3 = 87 people.
    assert found.loc["A", "share"] == pytest.approx(100 * 12 / 87)
