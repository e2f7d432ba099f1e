"""Shares, distributions and their order: worked by hand, and by counting one person after the other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis.level_counts import level_counts, together
from csp_analytics.analysis.shares import above_middle, shares
from csp_analytics.analysis.survey_units import Groups, units
from tests.builders.small_nation import AREAS, FAMILIES, KINDS, counts, people, plan, random_people

NO_POSTS = pd.Series(dtype=float)


def of_view(persons: pd.DataFrame, by: str, grouping_id: str = "", posts: dict[str, float] | None = None):
    made = plan(persons)
    rows = made.units.rows_of(by, grouping_id)
    known = made.units.posts(rows, pd.Series(posts or {}, dtype=float), None)
    return shares(counts(persons)[1], made, rows, ["thing", "not asked"], 0.5, known)


def test_the_middle_of_a_scale():
    assert above_middle([0, 1]) == 0.5
    assert above_middle([1, 2, 3, 4, 5]) == 3
    assert above_middle([1, 2, 3, 4]) == 2.5


def test_a_share_by_hand():
    """6 of 12 people of 40 posts: n(N-1)/(N-n) = 12 x 39 / 28 = 16.71 answers; Wilson's half at a share of one half is
    z / sqrt(z2 + n) / 2 = 1.96 / sqrt(3.84 + 16.71) / 2 = 0.2162: 28.4 to 71.6."""
    persons = people(dict.fromkeys(AREAS, (12, 6)))
    found = of_view(persons, "area", posts={"A": 40})
    row = found.iloc[0]
    assert list(found.columns) == ["unit", "item_id", "n", "x", "share", "low", "high", "population", "form", "status"]
    assert (row["unit"], row["item_id"], row["n"], row["x"], row["share"]) == ("A", "thing", 12, 6, 50)
    assert (row["low"], row["high"]) == pytest.approx((28.4, 71.6), abs=0.05)
    assert (row["population"], row["form"], row["status"]) == (40, "posts known", "shown")
    assert found["form"].tolist()[1:] == ["posts unknown"] * 7


def test_nothing_is_told_of_what_is_not_shown():
    persons = people(dict.fromkeys(AREAS, (12, 6)) | {"C": (3, 2), "G": (9, 9)})
    found = of_view(persons, "area", posts={"C": 10, "G": 10}).set_index("unit")
    assert found.loc["C", "status"] == "few"
    assert found.loc["G", "status"] == "nearly all"
    assert found.loc[["C", "G"], ["n", "x", "share", "low", "high"]].isna().all(axis=None)
    assert (found.loc[["C", "G"], "form"] == "").all()


def test_a_thing_that_nobody_was_asked_about_has_no_row():
    assert set(of_view(people(dict.fromkeys(AREAS, (12, 6))), "all")["item_id"]) == {"thing"}


def test_posts_of_a_group_take_a_number_of_each_of_its_areas():
    persons = people(dict.fromkeys(AREAS, (12, 6)))
    found = of_view(persons, "group", "family", posts=dict.fromkeys("ABCDEFG", 20.0)).set_index("unit")
    assert found.loc["first", "population"] == 80
    assert np.isnan(found.loc["second", "population"])


@settings(max_examples=25)
@given(st.integers(0, 5000))
def test_what_is_shown_is_what_one_counts(seed):
    persons = random_people(seed, AREAS, 20, 0.4)
    answered = persons[persons["yes"] >= 0]
    for by, column in (("area", "area_code"), ("role", "role"), ("sector", "sector")):
        for row in of_view(persons, by).to_dict("records"):
            here = [one for one in answered.to_dict("records") if one[column] == row["unit"]]
            if row["status"] == "shown":
                assert row["n"] == len(here) >= 5
                assert row["x"] == sum(one["yes"] for one in here)
                assert row["share"] == pytest.approx(100 * row["x"] / row["n"])
            else:
                assert np.isnan(row["n"])


def test_all_items_of_a_unit_stand_together():
    persons = people(dict.fromkeys(AREAS, (12, 6)))
    answers = counts(persons)[1]
    both = pd.concat([answers, answers.assign(item_id="other")])
    made = plan(persons)
    rows = made.units.rows_of("area")
    posts = pd.Series(np.full(len(rows), np.nan))
    found = shares(both, made, rows, ["other", "thing"], 0.5, posts)
    assert found["unit"].tolist()[:4] == ["A", "A", "B", "B"]
    assert found["item_id"].tolist()[:4] == ["other", "thing", "other", "thing"]


def test_a_view_that_nobody_offers_is_empty():
    persons = people(dict.fromkeys(AREAS, (12, 6)))
    assert of_view(persons, "group", "no such grouping").empty


def test_areas_that_only_respondents_name_come_last():
    persons = people({"outside:X": (12, 5), "A": (12, 5)})
    made = units(counts(persons)[0], list(AREAS), {"role": [], "sector": []}, [Groups("g", {"one": ["A"]})])
    assert list(made.names[made.rows_of("area")]) == [*AREAS, "outside:X"]


@pytest.mark.parametrize(
    ("n", "parts"),
    [
        ([0, 6, 7, 8, 9], [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]),  # nobody is no small number
        ([2, 6, 7, 8, 9], [(0, 1), (2, 2), (3, 3), (4, 4)]),
        ([9, 6, 7, 5, 3], [(0, 0), (1, 1), (2, 2), (3, 4)]),
        ([1, 2, 3, 8, 9], [(0, 2), (3, 3), (4, 4)]),  # 1 joins 2; 3 people join the other 3
        ([9, 2, 6, 0, 4], [(0, 0), (1, 4)]),  # 2 joins 6; 4 joins nobody, is still 4, and joins these 8
    ],
)  # fmt: skip
def test_steps_that_few_chose_are_put_together(n, parts):
    assert together(np.array(n, dtype=float)) == parts


@given(st.lists(st.integers(0, 12), min_size=2, max_size=5))
def test_no_part_has_one_to_four_people(n):
    parts = together(np.array(n, dtype=float))
    sizes = [sum(n[first : last + 1]) for first, last in parts]
    assert sum(sizes) == sum(n)
    assert all(size == 0 or size >= 5 for size in sizes) or len(parts) == 1
    assert [first for first, _ in parts[1:]] == [last + 1 for _, last in parts[:-1]]


def five_steps(of_area: dict[str, list[int]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """People and answers on five steps: how many of an area chose each."""
    persons = people({area: (sum(n), 0) for area, n in of_area.items()})
    rows = [(a, "lead", "council", "thing", v, k) for a, n in of_area.items() for v, k in enumerate(n, 1) if k]
    return persons, pd.DataFrame(rows, columns=["area_code", "role", "sector", "item_id", "value", "n"])


def test_a_distribution_takes_ten_people():
    plenty = {area: [5, 5, 6, 7, 5] for area in AREAS}
    persons, answers = five_steps(plenty | {"A": [1, 2, 2, 2, 1], "B": [1, 6, 6, 0, 6]})
    made = plan(persons)
    found = level_counts(answers, made, made.units.rows_of("area"), ["thing"], [1, 2, 3, 4, 5])
    of_a, of_b, of_c = (found[found["unit"] == unit] for unit in "ABC")
    assert of_a[["value", "status"]].to_numpy().tolist() == [["", "no breakdown"]]
    assert of_a["n"].isna().all()
    assert of_b[["value", "n"]].to_numpy().tolist() == [["1-2", 7], ["3", 6], ["4", 0], ["5", 6]]
    assert of_b["lowest"].tolist() == [1, 3, 4, 5]
    assert of_b["highest"].tolist() == [2, 3, 4, 5]
    assert of_c["n"].tolist() == [5, 5, 6, 7, 5]


def test_families_and_kinds_are_those_of_the_nation():
    assert sorted(code for codes in FAMILIES.members.values() for code in codes) == list(AREAS)
    assert sorted(code for codes in KINDS.members.values() for code in codes) == list(AREAS)
