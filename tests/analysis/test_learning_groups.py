"""Groups that learn together: worked by hand, by trying every group, and what must hold whatever the figures are."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis import learning
from csp_analytics.analysis.learning import SKILL, SKILL_LINE
from csp_analytics.analysis.learning_groups import LEARNS, SHARES, best_group, groups, symmetric

LINES = {SKILL: SKILL_LINE}


def alike_of(likeness: dict[tuple[str, str], float]) -> pd.DataFrame:
    rows = [(a, b, True, float("nan"), value) for (a, b), value in likeness.items()]
    return pd.DataFrame(rows, columns=learning.LIKENESS)


def all_alike(codes: str) -> pd.DataFrame:
    return alike_of({(a, b): 1.0 for a in codes for b in codes if a != b})


def standings(values: dict[str, dict[str, float]]) -> pd.DataFrame:
    rows = [(area, SKILL, topic, value) for topic, areas in values.items() for area, value in areas.items()]
    return pd.DataFrame(rows, columns=["area_code", "kind", "topic_id", "value"])


def test_two_strong_areas_and_those_with_most_to_gain_from_both():
    values = {"a": 90, "b": 70, "c": 10, "d": 30, "e": 50, "f": 55, "g": 40, "h": 45, "i": 20}
    found = groups(standings({"data": values}), all_alike("abcdefghi"), LINES, {})
    # Everybody is alike, so the gain decides. Sharing with a and b (mean 80) gives c, i, d, g gains of 70, 60, 50, 40;
    # any other two share less. H gains 35 and would be a seventh.
    assert found.loc[found["part"] == SHARES, "area_code"].tolist() == ["a", "b"]
    assert found.loc[found["part"] == LEARNS, "area_code"].tolist() == ["c", "i", "d", "g"]
    assert found["group"].tolist() == [1] * 6


def test_the_worth_of_a_group_by_hand():
    values = {"a": 90, "b": 70, "c": 10, "d": 30}
    likeness = {("c", "a"): 1.0, ("a", "c"): 0.5, ("b", "d"): 0.4}
    one = best_group((SKILL, "data"), values, symmetric(alike_of(likeness)), SKILL_LINE, {})
    # Likeness of c and a is the mean of both directions, 0.75, of c and b 0: mean 0.375. D and b: 0.2, d and a 0: 0.1.
    # C: 0.6 x 0.7 + 0.4 x 0.375 = 0.57; d: 0.6 x 0.5 + 0.4 x 0.1 = 0.34. Together 0.91.
    assert (one.strong, one.learners) == (("a", "b"), ("c", "d"))
    assert one.worth == pytest.approx(0.91)


def test_one_area_shares_where_only_one_is_strong():
    found = groups(standings({"data": {"a": 90, "c": 10, "d": 30, "e": 20}}), all_alike("acde"), LINES, {})
    assert found["part"].tolist() == [SHARES, LEARNS, LEARNS, LEARNS]


def test_fewer_than_four_are_no_group():
    assert groups(standings({"data": {"a": 90, "c": 10, "d": 30}}), all_alike("acd"), LINES, {}).empty


def test_who_is_alike_to_nobody_that_shares_is_left_out():
    values = {"a": 90, "b": 80, "c": 10, "d": 30, "e": 20}
    likeness = dict.fromkeys(combinations("abcd", 2), 1.0)
    found = groups(standings({"data": values}), alike_of(likeness), LINES, {})
    assert "e" not in set(found["area_code"])


def test_an_area_is_in_one_group_or_in_two_as_wanted():
    values = {"a": 90, "b": 70, "c": 10, "d": 30, "e": 20, "f": 40}
    twice = standings({"art": values, "data": values})
    one = groups(twice, all_alike("abcdef"), LINES, {}, most_for_area=1)
    two = groups(twice, all_alike("abcdef"), LINES, {}, most_for_area=2)
    assert one["topic_id"].unique().tolist() == ["art"]  # of equal worth the first by name
    assert two["topic_id"].unique().tolist() == ["art", "data"]


@st.composite
def cases(draw):
    codes = "abcdefg"[: draw(st.integers(4, 7))]
    values = {code: float(draw(st.integers(0, 20)) * 5) for code in codes}
    likeness = {
        (a, b): draw(st.sampled_from([0.0, 0.25, 0.5, 1.0]))
        for a in codes
        for b in codes
        if a != b and draw(st.booleans())
    }
    return values, likeness


def by_trying_every_group(values: dict[str, float], one_way: dict[tuple[str, str], float], n_strong: int) -> float:
    """The highest worth of a group of four to six with this many who share; 0 when there is none."""
    best = 0.0
    strong = [code for code, value in values.items() if value >= 50]
    for shares in combinations(strong, n_strong):
        worth = {}
        for code, value in values.items():
            near = sum(one_way.get((code, one), 0.0) + one_way.get((one, code), 0.0) for one in shares) / 2 / n_strong
            if value < 50 and all(values[one] - value >= 20 for one in shares) and near > 0:
                worth[code] = 0.6 * (sum(values[one] for one in shares) / n_strong - value) / 100 + 0.4 * near
        for size in range(4, 7):
            for learners in combinations(worth, size - n_strong):
                best = max(best, sum(worth[code] for code in learners))
    return best


@settings(max_examples=80, deadline=None)
@given(case=cases())
def test_the_group_is_the_best_of_all_groups(case):
    values, one_way = case
    likeness = symmetric(alike_of(one_way))
    best = by_trying_every_group(values, one_way, 2) or by_trying_every_group(values, one_way, 1)
    found = best_group((SKILL, "data"), values, likeness, SKILL_LINE, {})
    assert (found.worth if found else 0.0) == pytest.approx(best)


@settings(max_examples=40, deadline=None)
@given(case=cases(), other=cases(), most_for_area=st.integers(1, 2))
def test_sizes_parts_and_how_often_an_area_takes_part(case, other, most_for_area):
    (values, likeness), (values_2, _) = case, other
    found = groups(
        standings({"art": values, "data": values_2}), alike_of(likeness), LINES, {}, most_for_area=most_for_area
    )
    by_topic = {"art": values, "data": values_2}
    for _, rows in found.groupby("group"):
        assert 4 <= len(rows) <= 6
        assert len(set(rows["topic_id"])) == 1
        shared, learned = rows[rows["part"] == SHARES], rows[rows["part"] == LEARNS]
        assert 1 <= len(shared) <= 2
        assert (shared["value"] >= 50).all()
        assert (learned["value"] < 50).all()
        assert shared["value"].min() - learned["value"].max() >= 20
        assert not rows["area_code"].duplicated().any()
        topic = by_topic[rows["topic_id"].iloc[0]]
        assert rows["value"].tolist() == [topic[code] for code in rows["area_code"]]
    assert found.groupby("area_code").size().max() <= most_for_area if len(found) else True
