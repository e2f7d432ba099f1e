"""What must hold of scores whatever the ratings are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis.scores import distribution, maturity_scores, national

SIZES = {"leadership": 4, "governance": 3, "evidence": 6, "outcomes": 5}
BY = ("overall", "principle", "group", "criterion", "side")
SHOWN = ["score", "mean_level", "median_level", "coverage", "n_rated", "n_applicable"]
mark = st.sampled_from(["1", "2", "3", "4", "1", "2", "3", "4", "1", "2", "3", "4", "-", "?", "."])


@st.composite
def marks_of_areas(draw, least: int = 1, most: int = 4) -> dict[str, dict[str, str]]:
    number = draw(st.integers(least, most))
    return {
        f"area {i}": {p: " ".join(draw(st.lists(mark, min_size=n, max_size=n))) for p, n in SIZES.items()}
        for i in range(number)
    }


@pytest.fixture(scope="session")
def toy(made_up):
    return made_up(SIZES)


def in_order(scores: pd.DataFrame) -> pd.DataFrame:
    unit = scores.columns[2]
    return scores.sort_values(["area_code", "round", unit], ignore_index=True)


@settings(max_examples=30, deadline=None)
@given(marks=marks_of_areas(), seed=st.integers(0, 99), by=st.sampled_from(BY))
def test_the_order_of_rows_is_irrelevant_and_the_input_is_left_alone(toy, rated, marks, seed, by):
    ratings = rated(marks)
    before = ratings.copy(deep=True)
    scores = maturity_scores(ratings, toy, by)
    pd.testing.assert_frame_equal(ratings, before)
    shuffled = maturity_scores(ratings.sample(frac=1, random_state=seed), toy, by)
    pd.testing.assert_frame_equal(in_order(shuffled), in_order(scores))


@settings(max_examples=30, deadline=None)
@given(marks=marks_of_areas(), by=st.sampled_from(BY))
def test_scores_stay_on_their_scale_and_a_missing_one_says_why(toy, rated, marks, by):
    scores = maturity_scores(rated(marks), toy, by)
    shown = scores["score"].notna()
    assert scores.loc[shown, "score"].between(0, 100).all()
    assert scores["coverage"].dropna().between(0, 1).all()
    assert ((scores["note"] == "") == shown).all()


@settings(max_examples=40, deadline=None)
@given(marks=marks_of_areas(most=1), seed=st.integers(0, 10_000), by=st.sampled_from(("principle", "group", "side")))
def test_a_dont_know_lowers_coverage_and_never_moves_the_score(toy, rated, marks, seed, by):
    ratings = rated(marks)
    place = seed % len(ratings)
    opened = ratings.copy()
    opened.loc[place, ["answer", "level"]] = ["not applicable", np.nan]
    unknown = opened.copy()
    unknown.loc[place, "answer"] = "don't know"
    without, with_ = (maturity_scores(frame, toy, by) for frame in (opened, unknown))
    for column in ("mean_level", "median_level", "n_rated"):
        pd.testing.assert_series_equal(with_[column], without[column])
    both = without["score"].notna() & with_["score"].notna()
    assert (with_.loc[both, "score"] == without.loc[both, "score"]).all()
    assert not (without["score"].isna() & with_["score"].notna()).any()
    fell = with_["coverage"].fillna(0) < without["coverage"].fillna(1)
    touched = with_["n_dont_know"] > without["n_dont_know"]
    assert touched.sum() == 1
    assert (fell[touched] | (with_.loc[touched, "n_rated"] == 0)).all()


@settings(max_examples=30, deadline=None)
@given(marks=marks_of_areas(most=2), by=st.sampled_from(("principle", "group", "side")))
def test_dont_know_and_blank_count_alike(toy, rated, marks, by):
    ratings = rated(marks)
    blank = ratings.assign(answer=ratings["answer"].replace({"don't know": "missing"}))
    pd.testing.assert_frame_equal(maturity_scores(ratings, toy, by)[SHOWN], maturity_scores(blank, toy, by)[SHOWN])


@settings(max_examples=30, deadline=None)
@given(marks=marks_of_areas(most=2), by=st.sampled_from(("overall", "principle", "group", "side")))
def test_not_applicable_leaves_numerator_and_denominator(toy, rated, marks, by):
    # The same as if those criteria did not exist.
    ratings = rated(marks)
    without = ratings[ratings["answer"] != "not applicable"]
    keys = ["area_code", "round", {"overall": "unit", "principle": "principle_id", "group": "group_id"}.get(by, by)]
    left = maturity_scores(ratings, toy, by).set_index(keys)
    right = maturity_scores(without, toy, by).set_index(keys)
    pd.testing.assert_frame_equal(left.loc[right.index, SHOWN], right[SHOWN])
    gone = left.drop(right.index)
    assert (gone["n_applicable"] == 0).all()


@settings(max_examples=30, deadline=None)
@given(marks=marks_of_areas(least=2), by=st.sampled_from(BY))
def test_another_areas_rows_never_change_an_areas_score(toy, rated, marks, by):
    together = maturity_scores(rated(marks), toy, by)
    for area in marks:
        alone = maturity_scores(rated({area: marks[area]}), toy, by)
        same = together[together["area_code"] == area].reset_index(drop=True)
        pd.testing.assert_frame_equal(same, alone)


@settings(max_examples=30, deadline=None)
@given(marks=marks_of_areas(), by=st.sampled_from(("principle", "group", "criterion", "side")))
def test_national_counts_are_the_sums_of_the_areas(toy, rated, marks, by):
    counts = distribution(rated(marks), toy, by)
    unit = counts.columns[2]
    numbers = [c for c in counts if c.startswith(("level_", "n_"))]
    summed = counts.groupby(unit, sort=False)[numbers].sum()
    nation = national(counts, toy, by).set_index(unit)
    pd.testing.assert_frame_equal(nation[numbers], summed, check_dtype=False)


@settings(max_examples=30, deadline=None)
@given(marks=marks_of_areas(most=1), seed=st.integers(0, 10_000), by=st.sampled_from(("overall", "principle", "group")))
def test_a_higher_level_never_lowers_a_score(toy, rated, marks, seed, by):
    ratings = rated(marks)
    lower = ratings.index[(ratings["answer"] == "rated") & (ratings["level"] < 4)]
    if lower.empty:
        ratings = rated({"area 0": {p: " ".join("1" * n) for p, n in SIZES.items()}})
        lower = ratings.index
    raised = ratings.copy()
    raised.loc[lower[seed % len(lower)], "level"] += 1
    before, after = (maturity_scores(frame, toy, by)["score"].fillna(-1) for frame in (ratings, raised))
    assert (after >= before).all()
