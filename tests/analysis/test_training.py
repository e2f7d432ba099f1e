"""Training places: gaps worked by hand, the best plan against an integer programme, and what must always hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from csp_analytics.analysis import training
from csp_analytics.analysis.training import FEWER_THAN_HALF, FEWER_THAN_TWO

NAMES: dict[str, str] = {}


def shares(rows: list[tuple[str, str, float, float]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["area_code", "item_id", "n", "x"]).astype({"n": float, "x": float})
    return frame.assign(share=100 * frame["x"] / frame["n"], status=np.where(frame["x"].notna(), "shown", "few"))


SIX = shares(
    [
        ("ayr", "data", 8, 0),
        ("ayr", "art", 8, 1),
        ("ayr", "law", 8, 4),
        ("bute", "data", 7, 3),
        ("bute", "art", 7, 7),
        ("bute", "law", float("nan"), float("nan")),
    ]
)


def test_a_gap_is_a_skill_of_nobody_or_of_one_person():
    found = training.gaps(SIX)
    assert found[["area_code", "item_id", "kind", "places"]].values.tolist() == [
        ["ayr", "data", "nobody", 2],
        ["ayr", "art", "one person", 1],
    ]


def test_or_a_skill_of_fewer_than_half():
    # Half of 8 is 4: nobody lacks 4, one lacks 3, four lack none. Half of 7 is 3.5, so 4 people: three lack one.
    found = training.gaps(SIX, FEWER_THAN_HALF)
    assert found[["area_code", "item_id", "kind", "places"]].values.tolist() == [
        ["ayr", "data", "nobody", 4],
        ["ayr", "art", "one person", 3],
        ["bute", "data", "fewer than half", 1],
    ]


def gaps_of(places: list[tuple[str, str, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(places, columns=["area_code", "item_id", "places"])
    return frame.assign(n=10.0, share=10.0, kind="one person")[training.GAPS]


def test_single_places_go_to_the_smallest_gaps():
    found = gaps_of([("ayr", "data", 2), ("bute", "data", 1), ("ayr", "art", 1), ("bute", "art", 2)])
    # Two places close the two gaps of one; a third closes nothing alone; four close three; six close all.
    curve = training.curve(found, 10, 1, NAMES)
    assert curve["n_closed"].tolist() == [0, 1, 2, 2, 3, 3, 4]
    assert curve["n_gaps"].unique().tolist() == [4]


def test_courses_of_one_skill():
    found = gaps_of([*((area, "data", 1) for area in "abcd"), *((area, "art", 2) for area in "abc"), ("a", "law", 3)])
    # Courses of four: data closes 4 with one; art 2 with one and 3 with two; law 1 with one.
    curve = training.curve(found, 100, 4, NAMES)
    assert curve.values.tolist() == [[0, 0, 8], [4, 4, 8], [8, 6, 8], [12, 7, 8], [16, 8, 8]]
    plan = training.plan(found, 8, 4, NAMES)
    assert plan.courses.values.tolist() == [["data", 1, 4, 4, 4], ["art", 1, 4, 4, 2]]
    assert plan.closed[["item_id", "area_code"]].values.tolist() == [
        ["data", "a"], ["data", "b"], ["data", "c"], ["data", "d"], ["art", "a"], ["art", "b"],
    ]  # fmt: skip


def test_courses_that_close_nothing_more_are_not_held():
    plan = training.plan(gaps_of([("a", "data", 1)]), 100, 5, NAMES)
    assert (plan.n_places, plan.courses["used"].tolist()) == (5, [1])


def test_places_that_do_not_fill_a_course_are_not_used():
    assert training.plan(gaps_of([("a", "data", 1)]), 4, 5, NAMES).courses.empty


def test_no_gaps_no_plan():
    none = gaps_of([])
    assert training.plan(none, 20, 5, NAMES).courses.empty
    assert training.curve(none, 20, 5, NAMES).values.tolist() == [[0, 0, 0]]


def test_equal_gaps_go_to_the_lowest_share_then_by_name():
    found = gaps_of([("s1", "data", 1), ("s2", "data", 1), ("s3", "data", 1)])
    found["share"] = [12.0, 12.0, 5.0]
    plan = training.plan(found, 2, 2, {"s1": "Moray", "s2": "Angus", "s3": "Zetland"})
    assert plan.closed["area_code"].tolist() == ["s3", "s2"]


def by_integer_programme(found: pd.DataFrame, n_places: int, course: int) -> int:
    """Most gaps closed: one 0-or-1 for each gap and a number of courses for each skill, solved by HiGHS."""
    skills = sorted(set(found["item_id"]))
    n, k = len(found), len(skills)
    in_skill = np.array([[item == skill for item in found["item_id"]] for skill in skills], dtype=float)
    places = np.hstack([in_skill * found["places"].to_numpy(), -course * np.eye(k)])  # used - held <= 0
    held = np.concatenate([np.zeros(n), np.full(k, course)])
    solved = milp(
        c=np.concatenate([-np.ones(n), np.zeros(k)]),
        integrality=np.ones(n + k),
        bounds=(0, np.concatenate([np.ones(n), np.full(k, np.inf)])),
        constraints=[LinearConstraint(places, ub=0), LinearConstraint(held, ub=n_places)],
    )
    return round(-solved.fun)


@st.composite
def cases(draw):
    pairs = [(area, item) for area in "abcdef" for item in "xyz"]
    kept = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1, max_size=14))
    return gaps_of([(area, item, draw(st.integers(1, 7))) for area, item in kept])


@settings(max_examples=50, deadline=None)
@given(found=cases(), n_places=st.integers(0, 40), course=st.sampled_from([1, 2, 4, 10]))
def test_the_plan_closes_as_many_gaps_as_an_integer_programme(found, n_places, course):
    plan = training.plan(found, n_places, course, NAMES)
    assert len(plan.closed) == plan.courses["n_closed"].sum() == by_integer_programme(found, n_places, course)
    assert plan.n_places <= n_places
    assert (plan.courses["used"] <= plan.courses["places"]).all()
    assert not plan.closed.duplicated(["area_code", "item_id"]).any()
    used = plan.closed.groupby("item_id")["places"].sum()
    assert used.to_dict() == dict(zip(plan.courses["item_id"], plan.courses["used"], strict=True))


@settings(max_examples=30, deadline=None)
@given(found=cases(), course=st.sampled_from([1, 3, 10]), seed=st.integers(0, 99))
def test_the_curve_never_falls_ends_with_every_gap_and_agrees_with_the_plan(found, course, seed):
    curve = training.curve(found, 1000, course, NAMES)
    assert curve["n_closed"].is_monotonic_increasing
    assert curve["n_closed"].iloc[-1] == len(found)
    for row in curve.to_dict("records"):
        assert len(training.plan(found, row["places"], course, NAMES).closed) == row["n_closed"]
    shuffled = found.sample(frac=1, random_state=seed)
    half = int(curve["places"].median())
    ours, theirs = (training.plan(one, half, course, NAMES).closed.reset_index(drop=True) for one in (found, shuffled))
    pd.testing.assert_frame_equal(ours, theirs)


def test_a_gap_told_in_words_takes_the_most_places_that_it_could():
    """Of 5 to 9 people nobody or one has it: 2 places for two people; half of nine people is 4.5, so 5 places."""
    told = SIX[SIX["item_id"] == "law"].assign(status=["shown", "nearly none"])
    for rule, places in ((FEWER_THAN_TWO, 2), (FEWER_THAN_HALF, 5)):
        found = training.gaps(told, rule)
        assert found[["area_code", "kind", "places"]].values.tolist() == [["bute", "nobody or one person", places]]
        assert found["n"].isna().all()


@pytest.mark.parametrize("rule", [FEWER_THAN_TWO, FEWER_THAN_HALF])
def test_hidden_rows_are_no_gaps(rule):
    assert "law" not in set(training.gaps(SIX[SIX["area_code"] == "bute"], rule)["item_id"])
