"""The command ``skills`` prints the figures of the pages, and refuses what it does not know."""

from __future__ import annotations

import pytest

from csp_analytics.areas.register import register
from csp_analytics.findings import surveys
from csp_analytics.store.connection import open_store


def test_the_nation_beside_what_was_published(ask, demo_store):
    rows = ask("skills", "--round", "2021", "--format", "json").json
    found = surveys.shares(demo_store, "skills", "2021", "in-place")
    assert [row["item_id"] for row in rows] == found["item_id"].tolist()
    assert [row["share"] for row in rows] == pytest.approx(found["share"].tolist(), abs=1e-6)
    published = {row["item_id"]: row["published_share"] for row in rows}
    assert (published["facilitation"], published["community-engagement"]) == (23, None)
    assert all(row["demo"] for row in rows)


@pytest.mark.parametrize(
    ("arguments", "view"),
    [
        (("--by", "area"), {"by": "area"}),
        (("--by", "group", "--grouping", "urban-rural"), {"by": "group", "grouping_id": "urban-rural"}),
        (("--by", "role"), {"by": "role"}),
        (("--by", "sector", "--area", "Highland"), {"by": "sector", "within": "area:S12000017"}),
    ],
)
def test_parts_are_those_of_the_pages(ask, demo_store, arguments, view):
    rows = ask("skills", *arguments, "--format", "json").json
    found = surveys.shares(demo_store, "skills", "2025", "in-place", **view)
    assert [(row["unit"], row["item_id"], row["status"]) for row in rows] == [
        tuple(row) for row in found[["unit", "item_id", "status"]].to_numpy().tolist()
    ]
    shown = found[found["status"] == "shown"]
    assert [row["x"] for row in rows if row["status"] == "shown"] == shown["x"].tolist()
    assert all(row["x"] is row["n"] is row["share"] is None for row in rows if row["status"] != "shown")
    assert all(row["why"] for row in rows if row["status"] != "shown")


def test_one_area_and_one_group(ask):
    rows = ask("skills", "--area", "city of aberdeen", "--format", "json").json
    assert {(row["by"], row["title"]) for row in rows} == {("area", "Aberdeen City")}
    name = "Mainly rural"
    rows = ask("skills", "--grouping", "urban-rural", "--group", name.upper(), "--format", "json").json
    assert {(row["by"], row["unit"]) for row in rows} == {("group", name)}
    rows = ask("skills", "--by", "role", "--grouping", "urban-rural", "--group", name, "--format", "json").json
    assert {row["within"] for row in rows} == {f"group:{name}"}


def test_coverage_and_needs(ask, demo_store):
    rows = ask("skills", "--by", "coverage", "--format", "json").json
    assert len(rows) == 24 * len(register().areas)
    assert {row["covered_by"] for row in rows} == {"nobody", "one person", "two or more", "at most one", ""}
    rows = ask("skills", "--by", "needs", "--format", "json").json
    found = surveys.needs(demo_store, "2025")
    assert [row["mwds"] for row in rows] == pytest.approx(found["mwds"].tolist(), abs=1e-6)
    one = ask("skills", "--by", "needs", "--area", "Glasgow", "--format", "json").json
    assert {row["title"] for row in one} == {"Glasgow City"}


def test_other_surveys_and_questions(ask):
    rows = ask("skills", "--survey", "themes", "--format", "json").json
    assert {row["question"] for row in rows} == {"agreement"}
    rows = ask("skills", "--question", "confidence", "--format", "json").json
    assert {row["question"] for row in rows} == {"confidence"}
    assert "published_share" not in rows[0]


def test_a_table_says_what_is_left_out_and_how_sure_it_is(ask):
    answer = ask("skills", "--by", "area")
    assert answer.code == 0
    assert "fewer than 5 people" in answer.out
    assert "finite-population form" in answer.out
    assert "Demonstration data" in answer.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--round", "1999"), "There is no round '1999' of Skills survey. Expected one of 2021, 2025."),
        (("--survey", "skils"), "Did you mean 'skills'?"),
        (("--question", "in-plce"), "Did you mean 'in-place'?"),
        (("--question", "training-wanted"), "has no question 'training-wanted'"),
        (("--area", "Fiff"), "There is no area 'Fiff'."),
        (("--grouping", "urban-rurl", "--by", "group"), "Did you mean 'urban-rural'?"),
        (("--grouping", "urban-rural", "--group", "mainly rurl"), "Did you mean 'Mainly rural'?"),
        (("--area", "Fife", "--group", "Mainly rural"), "Give --area or --group, not both."),
        (("--area", "Fife", "--by", "group"), "leave out --area"),
        (("--grouping", "urban-rural", "--group", "Mainly rural", "--by", "coverage"), "leave out --group"),
        (("--by", "needs", "--question", "confidence"), "leave out --question"),
        (("--by", "needs", "--survey", "partners"), "does not ask importance and confidence"),
        (("--by", "coverage", "--question", "confidence"), "answered by yes or no"),
    ],
)
def test_what_is_not_known_is_refused(ask, arguments, said):
    answer = ask("skills", *arguments)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err


def test_a_way_that_does_not_exist_is_wrong_usage(ask):
    assert ask("skills", "--by", "colour").code == 2


def test_a_database_without_surveys_is_refused(run, tmp_path):
    place = tmp_path / "empty.duckdb"
    open_store(place).close()
    answer = run("skills", "--db", place)
    assert (answer.code, answer.out) == (1, "")
    assert "No answers to Skills survey have been loaded yet." in answer.err
