"""Survey quality from a small survey in the database: numbers by hand, small ones hidden, files by name."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from csp_analytics.ingest.reading import COLUMNS, POSTS, SURVEY, Reading
from csp_analytics.pictures.survey_quality import FILES, NOT_KEPT, SET_ASIDE, survey_quality
from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import load
from csp_analytics.surveys.load import survey

FIFE, MORAY, ANGUS, ORKNEY, FALKIRK = "S12000047", "S12000020", "S12000041", "S12000023", "S12000014"
PEOPLE = {FIFE: 20, MORAY: 10, ANGUS: 8, FALKIRK: 12, ORKNEY: 2}
ASKED = {FIFE: 40, MORAY: 20, ANGUS: 10, FALKIRK: 24, ORKNEY: 6}
N = sum(PEOPLE.values())  # 52, of 100 asked
SKILL, OTHER = (item.item_id for item in survey("skills").by_id["in-place"].items[:2])


def frame(table, rows):
    return pd.DataFrame(rows, columns=list(COLUMNS[table]))


def reading(file="first.xlsx", round_="2025", people=PEOPLE, *, digest="1"):
    """Everybody is an analyst of the council but every fourth, a lead of the police; 13 leave the second skill out."""
    areas = [area for area, n in people.items() for _ in range(n)]
    answers = [("skills", n, "in-place", SKILL, 1.0) for n in range(1, len(areas) + 1)]
    answers += [("skills", n, "in-place", OTHER, 0.0) for n in range(1, len(areas) + 1) if n % 4]
    about = [("lead", "police") if n % 4 == 0 else ("analyst", "council") for n in range(1, len(areas) + 1)]
    aside, dropped = json.dumps({"test": 2, "blank": 1}), json.dumps([["Your name", "name"]])
    n = len(areas)
    who = [("skills", i, area, *said) for i, (area, said) in enumerate(zip(areas, about, strict=True), start=1)]
    tables = {
        "survey": frame("survey", [("skills", round_, "all", "microsoft-forms", n + 3, n, aside, dropped)]),
        "respondent": frame("respondent", who),
        "answer": frame("answer", answers),
    }  # fmt: skip
    return Reading(file, digest * 64, SURVEY, "microsoft-forms", tables)


def posts(asked=ASKED):
    rows = [("skills", "2025", area, n, "staff list") for area, n in asked.items()]
    return Reading("posts.csv", "9" * 64, POSTS, "posts", {"post": frame("post", rows)})


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    there = open_store(tmp_path_factory.mktemp("quality") / "csp.duckdb")
    for one in (reading("older.xlsx", digest="2"), reading(), posts()):
        load(there, one, by="ailsa")
    yield there
    there.close()


@pytest.fixture(scope="module")
def picture(store):
    return survey_quality(store, "skills", "2025", "urban-rural")


def rows_of(exhibit):
    first = exhibit.table.columns[0]
    return {row[first]: row for row in exhibit.table.to_dict("records")}


def test_the_finding_counts_people_posts_and_areas(picture):
    assert picture.finding == "52 people, 52% of the 100 asked, from 5 of 32 areas answered the skills survey of 2025."
    numbers = {card["name"]: card["number"] for card in picture.cards}
    assert numbers["People who answered"] == "52"
    assert numbers["Response rate"] == "52%"
    assert numbers["Areas with an answer"] == "5"


def test_the_rate_of_an_area_is_its_people_over_its_posts(picture):
    """Fife 20 of 40, Falkirk 12 of 24, Moray 10 of 20."""
    rows = rows_of(picture.response)
    shown = {name: row["Response rate"] for name, row in rows.items() if not pd.isna(row["Answered"])}
    assert shown["Fife"] == "50%"
    assert set(shown.values()) <= {"50%", "80%"}
    assert len(rows) == 32


def test_fewer_than_five_people_are_never_shown(picture):
    orkney = rows_of(picture.response)["Orkney Islands"]
    assert pd.isna(orkney["Answered"])
    assert orkney["Response rate"] == "–"
    assert "ewer than 5" in orkney["Note"]
    for exhibit in picture.exhibits:
        for column in ("Answered", "People"):
            if column in exhibit.table:
                known = exhibit.table[column].dropna()
                assert (known[known > 0] >= 5).all()


def test_what_is_shown_by_area_does_not_give_orkney_away(picture):
    """With everybody's number known, all areas but one would tell the last: at least one more is hidden."""
    rows = picture.response.table
    hidden = [name for name, n in zip(rows["Area"], rows["Answered"], strict=True) if pd.isna(n)]
    answered_in = {"Fife", "Moray", "Angus", "Falkirk", "Orkney Islands"}
    assert "Orkney Islands" in hidden
    assert len(answered_in & set(hidden)) >= 2


def test_areas_without_an_answer_say_nobody(picture):
    assert rows_of(picture.response)["Stirling"]["Note"] == "Nobody"
    assert "Nobody answered in" in picture.response.takeaway


def test_questions_are_left_out_by_those_who_did_not_answer(picture):
    """All 52 answered on one skill, 39 on the other: 0% and 25% left out, 12.5% on average."""
    (row,) = picture.left_out.table.to_dict("records")
    assert (row["Left out"], row["Least"], row["Most"]) == ("13%", "0%", "25%")


def test_roles_and_sectors_are_counted(picture):
    """Every fourth of 52: 13 leads, 39 analysts."""
    roles = rows_of(picture.roles)
    assert {name: row["People"] for name, row in roles.items() if not pd.isna(row["People"]) and row["People"]} == {
        "Community safety lead officer": 13, "Analyst or researcher": 39,
    }  # fmt: skip
    assert picture.roles.takeaway == "Analyst or researcher: 39 of 52 people, 75%."


def test_shares_of_kinds_of_area_are_of_all_areas(picture):
    assert picture.sample.table["Areas"].sum() == 32
    assert sum(int(share.rstrip("%")) for share in picture.sample.table["Share of areas"]) in range(98, 103)


def test_files_rows_and_columns_that_were_not_taken_are_listed(picture):
    assert picture.tables[FILES]["State"].tolist() == ["counts", "replaced"]
    assert picture.tables[FILES]["File"].tolist() == ["first.xlsx", "older.xlsx"]
    assert picture.tables[FILES]["By"].tolist() == ["ailsa", "ailsa"]
    assert picture.tables[SET_ASIDE].to_numpy().tolist() == [["Test", 2], ["Blank", 1]]
    assert picture.tables[NOT_KEPT].to_numpy().tolist() == [["Your name", "Name", "first.xlsx"]]
    assert picture.dropped == (
        "Rows set aside: 2 test and 1 blank. Columns not kept: 'Your name'. 1 earlier file of this survey gave way to "
        "a newer one."
    )


def test_without_posts_people_are_counted_and_no_rate_is_invented(tmp_path):
    there = open_store(tmp_path / "csp.duckdb")
    load(there, reading())
    picture = survey_quality(there, "skills", "2025", "urban-rural")
    assert picture.finding == "52 people from 5 of 32 areas answered the skills survey of 2025."
    assert "Response rate" not in picture.response.table
    assert {card["name"]: card["number"] for card in picture.cards}["Response rate"] == "–"
    there.close()


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_data_is_marked_everywhere(tmp_path, demo):
    there = open_store(tmp_path / "csp.duckdb")
    load(there, reading(), demo=demo)
    picture = survey_quality(there, "skills", "2025", "urban-rural")
    assert picture.demo is demo
    assert {one.demo for one in picture.exhibits} == {demo}
    there.close()


def test_people_who_did_not_say_their_area_are_not_counted_as_nobody(tmp_path):
    there = open_store(tmp_path / "csp.duckdb")
    load(there, reading(people={FIFE: 20, "": 20}))
    picture = survey_quality(there, "skills", "2025", "urban-rural")
    assert picture.finding == "40 people from 1 of 32 areas answered the skills survey of 2025."
    assert "Nobody answered" not in picture.response.takeaway
    assert rows_of(picture.response)["Stirling"]["Note"] == "No answer known"
    there.close()


def test_what_nobody_said_has_no_picture(tmp_path):
    there = open_store(tmp_path / "csp.duckdb")
    one = reading(people={"": 20})
    one.tables["respondent"]["sector"] = ""
    load(there, one)
    picture = survey_quality(there, "skills", "2025", "urban-rural")
    assert picture.finding == "20 people answered the skills survey of 2025."
    assert (picture.response, picture.sample, picture.sectors) == (None, None, None)
    assert picture.roles.table["People"].notna().any()
    there.close()
