"""Figures of groups that cannot be taken apart, by hand and as a law."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.group_only import group_figures, may_be_told

TEN = list("ABCDEFGHIJ")


def values(numbers):
    return pd.DataFrame({"area_code": list(numbers), "unit": "all", "value": list(numbers.values())})


def test_figures_by_hand():
    # Of A to F the own area F is left out: 10 20 30 40 60. Median 30, mean 160 / 5 = 32, quartiles (type 7) 20 and 40.
    found = group_figures(
        values({"A": 10.0, "B": 20.0, "C": 30.0, "D": 40.0, "E": 60.0, "F": 99.0}), {"all": list("ABCDEF")}, "unit", "F"
    ).iloc[0]

    assert found[["n", "median", "q1", "q3", "mean", "held_back"]].tolist() == [5, 30.0, 20.0, 40.0, 32.0, False]


def test_four_others_make_no_figure_and_a_missing_value_is_no_area():
    numbers = {"A": 10.0, "B": 20.0, "C": 30.0, "D": 40.0, "E": float("nan")}
    found = group_figures(values(numbers), {"all": TEN}, "unit").iloc[0]

    assert found["n"] == 4
    assert found["held_back"]
    assert found[["median", "q1", "q3", "mean"]].isna().all()


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("ABCDEFGHI", ["nation"]),  # what is left of ten areas is one
        ("ABCDEF", ["nation"]),  # four
        ("ABCDE", ["nation", "peers"]),  # five
        ("ABCD", ["nation"]),  # too few themselves
    ],
)
def test_a_group_that_leaves_few_others_is_not_told(second, told):
    assert may_be_told({"nation": TEN, "peers": second}) == told


def test_three_groups_that_give_one_area_away_together_are_not_all_told():
    # ABCDE + FGHIJ is the nation of ten; ABCDEFGHIJK less both of them is K.
    eleven = [*TEN, "K"]
    groups = {"first": TEN[:5], "second": TEN[5:], "all": eleven}

    assert may_be_told(groups) == ["first", "second"]


sets = st.sets(st.sampled_from([*TEN, *"KLMNOP"]), min_size=3)


@given(st.lists(sets, min_size=1, max_size=6))
def test_no_area_follows_from_what_is_told(drawn):
    groups = {str(number): members for number, members in enumerate(drawn)}
    told = may_be_told(groups)
    areas = sorted(set().union(*drawn))
    vectors = np.array([[float(code in groups[name]) for code in areas] for name in told]).reshape(-1, len(areas))

    # An independent path: an area's figure follows when adding its own vector does not raise the rank.
    rank = np.linalg.matrix_rank(vectors) if told else 0
    for place in range(len(areas)):
        one = np.zeros((1, len(areas)))
        one[0, place] = 1.0
        assert np.linalg.matrix_rank(np.vstack([vectors, one])) == rank + 1
    for one, other in combinations(told, 2):
        over = groups[one] ^ groups[other]
        nested = groups[one] < groups[other] or groups[other] < groups[one]
        assert not nested or len(over) >= 5
