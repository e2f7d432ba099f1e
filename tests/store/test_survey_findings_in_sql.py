"""Figures of the demonstration surveys by another road: SQL over the answers, one person a row.

Which figures are shown is not reckoned here; whatever is shown must be what SQL counts, and small numbers never are.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from csp_analytics.analysis.skill_coverage import coverage
from csp_analytics.areas.groupings import membership
from csp_analytics.findings import surveys
from csp_analytics.surveys.load import survey

ROUNDS = ("2021", "2025")
UNIT = {"all": "'all'", "area": "area_code", "role": "role", "sector": "sector", "group": 'm."group"'}

COUNTED = """
select {unit} as unit, item_id, count(*) as n, count(*) filter (value {yes}) as x
from current_answer a {groups}
where definition = $definition and round = $round and question_id = $question {where}
group by all
"""
NEEDED = """
select {unit} as unit, item_id, count(*) as n_pairs, avg(i.value) as importance, avg(c.value) as confidence,
    avg(i.value) * (avg(i.value) - avg(c.value)) as mwds,
    100.0 * count(*) filter (i.value > c.value) / count(*) as share_gap,
    100.0 * (count(*) filter (i.value > c.value) - count(*) filter (i.value < c.value)) / count(*) as rds
from current_answer i join current_answer c using (survey_id, respondent_id, item_id)
where i.question_id = 'importance' and c.question_id = 'confidence' and i.round = $round and i.definition = 'skills'
group by all
"""


def in_sql(store, definition: str, round_: str, question: str, by: str, grouping: str = "", where: str = ""):
    groups = ""
    if by == "group":
        rows = membership()
        values = ", ".join(
            f"('{code}', '{name.replace(chr(39), chr(39) * 2)}')"
            for code, name in rows.loc[rows["grouping_id"] == grouping, ["area_code", "group"]].itertuples(index=False)
        )
        groups = f'join (values {values}) m(code, "group") on m.code = a.area_code'
    yes = "= 1" if survey(definition).by_id[question].is_ticked else ">= 4"
    sql = COUNTED.format(unit=UNIT[by], yes=yes, groups=groups, where=where)
    return store.frame(sql, {"definition": definition, "round": round_, "question": question})


VIEWS = [
    ("skills", "2021", "in-place", "all", ""),
    ("skills", "2021", "in-place", "group", "family-people"),
    ("skills", "2021", "in-place", "area", ""),
    ("skills", "2025", "in-place", "area", ""),
    ("skills", "2025", "in-place", "role", ""),
    ("skills", "2025", "confidence", "group", "urban-rural"),
    ("partners", "2025", "now", "sector", ""),
    ("themes", "2025", "agreement", "all", ""),
]


@pytest.mark.parametrize(("definition", "round_", "question", "by", "grouping"), VIEWS)
def test_shares_are_what_sql_counts(demo_store, definition, round_, question, by, grouping):
    found = surveys.shares(demo_store, definition, round_, question, by=by, grouping_id=grouping)
    counted = in_sql(demo_store, definition, round_, question, by, grouping)
    both = found.merge(counted, on=["unit", "item_id"], how="left", suffixes=("", "_sql"))
    shown = both["status"] == "shown"
    assert shown.any()
    assert (both.loc[shown, "n"] == both.loc[shown, "n_sql"]).all()
    assert (both.loc[shown, "x"] == both.loc[shown, "x_sql"]).all()
    n = both["n_sql"].fillna(0)
    assert (n[shown] >= 5).all()
    assert set(both.loc[n < 5, "status"]) <= {"few"}
    assert both.loc[~shown, ["n", "x", "share", "low", "high"]].isna().all(axis=None)
    in_words = both["status"].isin(["nearly all", "nearly none"])
    assert n[in_words].between(5, 9).all()
    ends = np.where(both["status"] == "nearly all", n - both["x_sql"], both["x_sql"])
    assert (ends[in_words] <= 1).all()
    assert set(found["item_id"]) == set(counted["item_id"])


@pytest.mark.parametrize("round_", ROUNDS)
def test_intervals_of_the_nation_are_those_of_statsmodels(demo_store, round_):
    found = surveys.shares(demo_store, "skills", round_, "in-place")
    posts = demo_store.frame("select area_code, posts from post where round = $round", {"round": round_})
    whole = posts.loc[posts["area_code"] == "all", "posts"]
    known = int(whole.iloc[0]) if len(whole) else int(posts["posts"].sum())
    for row in found.to_dict("records"):
        effective = row["n"] * (known - 1) / (known - row["n"])
        low, high = proportion_confint(effective * row["x"] / row["n"], effective, method="wilson")
        assert (row["low"], row["high"]) == pytest.approx((100 * low, 100 * high))
        assert (row["population"], row["form"]) == (known, "posts known")


def test_within_an_area_and_within_a_group(demo_store):
    code = demo_store.value(
        "select area_code from current_answer where round = '2025' and question_id = 'in-place' "
        "group by 1 order by count(distinct respondent_id) desc limit 1"
    )
    found = surveys.shares(demo_store, "skills", "2025", "in-place", by="sector", within=f"area:{code}")
    counted = in_sql(demo_store, "skills", "2025", "in-place", "sector", where=f"and area_code = '{code}'")
    both = found.merge(counted, on=["unit", "item_id"], suffixes=("", "_sql"))
    shown = both[both["status"] == "shown"]
    assert len(shown)
    assert (shown["x"] == shown["x_sql"]).all()
    assert (shown["n"] == shown["n_sql"]).all()


@pytest.mark.parametrize("by", ["all", "area"])
def test_needs_are_what_sql_averages(demo_store, by):
    found = surveys.needs(demo_store, "2025", by=by)
    counted = demo_store.frame(NEEDED.format(unit="'all'" if by == "all" else "i.area_code"), {"round": "2025"})
    both = found.merge(counted, on=["unit", "item_id"], suffixes=("", "_sql"))
    shown = both[both["status"] == "shown"]
    assert len(shown)
    for figure in ("n_pairs", "importance", "confidence", "mwds"):
        np.testing.assert_allclose(shown[figure], shown[f"{figure}_sql"])
    for figure in ("share_gap", "rds"):
        counts = shown[shown[figure].notna()]
        np.testing.assert_allclose(counts[figure], counts[f"{figure}_sql"])
    assert both.loc[both["n_pairs_sql"] < 5, "status"].isin(["few"]).all()


def test_coverage_is_how_many_have_the_skill(demo_store):
    found = surveys.coverage(demo_store, "2025")
    counted = in_sql(demo_store, "skills", "2025", "in-place", "area").rename(columns={"unit": "area_code"})
    both = found.merge(counted, on=["area_code", "item_id"], suffixes=("", "_sql"))
    known = both[both["status"] == "shown"]
    assert (known["n_people"] == known["x"].clip(upper=2)).all()
    assert (both.loc[both["words"] == "at most one", "x"] <= 1).all()
    pd.testing.assert_frame_equal(
        found, coverage(surveys.shares(demo_store, "skills", "2025", "in-place", by="area")), check_like=True
    )


def test_respondents_and_response_rates(demo_store):
    who = surveys.who_answered(demo_store, "skills", "2025")
    counted = demo_store.frame(
        "select area_code as unit, count(*) as n_sql from respondent join survey using (survey_id) "
        "where definition = 'skills' and round = '2025' and status = 'current' group by 1"
    )
    posts = demo_store.frame("select area_code as unit, posts as posts_sql from post where round = '2025'")
    both = who.by_area.merge(counted, on="unit").merge(posts, on="unit")
    shown = both[both["status"] == "shown"]
    assert (shown["n"] == shown["n_sql"]).all()
    np.testing.assert_allclose(shown["response_rate"], 100 * shown["n_sql"] / shown["posts_sql"])
    assert who.n == counted["n_sql"].sum()
    assert who.n_areas == (counted["unit"] != "").sum()
    for place in who.by_place.values():
        assert place["n_areas"].sum() == who.of_areas


def test_change_between_rounds(demo_store):
    found = surveys.change(demo_store, "skills", "2021", "2025", "in-place")
    before, after = (in_sql(demo_store, "skills", round_, "in-place", "all").set_index("item_id") for round_ in ROUNDS)
    assert set(found["item_id"]) == set(before.index) & set(after.index)
    for row in found.to_dict("records"):
        one, two = before.loc[row["item_id"]], after.loc[row["item_id"]]
        assert row["difference"] == pytest.approx(100 * two["x"] / two["n"] - 100 * one["x"] / one["n"])
        assert row["low"] < row["difference"] < row["high"]


def test_published_figures_stand_beside_ours(demo_store):
    found = surveys.beside_published(surveys.shares(demo_store, "skills", "2021", "in-place")).set_index("item_id")
    assert found.loc["facilitation", "published_share"] == 23
    assert found.loc["facilitation", "published_returns"] == 50
    assert found.loc["community-engagement", "published_words"] == "very high"
    assert found["published_year"].notna().all()


def test_distributions_add_up(demo_store):
    found = surveys.level_counts(demo_store, "skills", "2025", "importance", by="group", grouping_id="family-people")
    counted = in_sql(demo_store, "skills", "2025", "importance", "group", "family-people")
    for (unit, item), rows in found[found["status"] == "shown"].groupby(["unit", "item_id"]):
        n = counted.loc[(counted["unit"] == unit) & (counted["item_id"] == item), "n"].iloc[0]
        assert rows["n"].sum() == n
        assert ((rows["n"] == 0) | (rows["n"] >= 5)).all()


def test_an_unknown_question_and_an_empty_round_are_told(demo_store):
    with pytest.raises(LookupError, match="Did you mean 'in-place'"):
        surveys.shares(demo_store, "skills", "2025", "in-plce")
    with pytest.raises(LookupError, match="No answers to the survey 'skills' of round '1999'"):
        surveys.shares(demo_store, "skills", "1999", "in-place")
    assert surveys.latest_round(demo_store, "skills") == "2025"
    assert surveys.survey_definitions_in_use(demo_store) == ["skills", "partners", "themes"]
