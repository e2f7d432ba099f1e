"""Sentences about who answered, and the tables of files: worked by hand from small frames."""

from __future__ import annotations

import json
import math

import pandas as pd
import pytest

from csp_analytics.pictures import survey_files
from csp_analytics.pictures import survey_quality_words as words

NAN = math.nan
AREAS = pd.DataFrame(
    [("Angus", 18.0, 40.0, 45.0, False), ("Fife", 6.0, 30.0, 20.0, False), ("Moray", NAN, 10.0, NAN, True)],
    columns=["name", "n", "asked", "rate", "nobody"],
)
KINDS = pd.DataFrame(
    [("Cities", 28.0, 11.0), ("Islands", 3.0, 18.0), ("Rural", 28.0, NAN)], columns=["group", "everybody", "answered"]
)
FILES = pd.DataFrame(
    {
        "status": ["current", "current", "replaced"],
        "scope": ["S12000047", "all", "all"],
        "layout": ["microsoft-forms", "of-nobody", "plain"],
        "n_rows": [30, 12, 10],
        "n_respondents": [27, 12, 9],
        "set_aside": [json.dumps({"test": 1, "blank": 2}), "{}", json.dumps({"blank": 1})],
        "dropped": [json.dumps([["Your name", "name"]]), "[]", json.dumps([["Old", "e-mail"]])],
        "source_file": ["fife.xlsx", "all.csv", "old.csv"],
        "imported_at": pd.to_datetime(["2025-05-01 10:30", "2025-04-02 09:00", "2025-04-01 09:00"]),
        "imported_by": ["ailsa", "ben", "ben"],
    }
)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (1000, "450 people, 45% of the 1,000 asked, from 31 of 32 areas answered the skills survey of 2025."),
        (None, "450 people from 31 of 32 areas answered the skills survey of 2025."),
    ],
)
def test_the_finding_says_who_answered_and_of_how_many_where_that_is_known(asked, said):
    assert words.finding("Skills survey", "2025", 450, asked, 31, 32) == said


def test_one_person_is_a_person():
    assert words.finding("Partner links", "2021", 1, None, 1, 32).startswith("1 person from 1 of 32 areas")


def test_the_sentence_about_areas_names_both_ends_and_where_nobody_answered():
    assert words.response(AREAS, 32.0) == "From 20% of those asked in Fife to 45% in Angus. Nobody answered in Moray."


def test_more_answers_than_posts_are_a_reason_to_look_at_the_posts():
    more = AREAS.assign(rate=[120.0, 20.0, NAN])
    assert "More answered than there are posts in Angus: check the number of posts." in words.response(more, 60.0)


@pytest.mark.parametrize(
    ("overall", "said"),
    [
        (45.0, "45% of those asked answered; how many were asked in each area is not known. Nobody answered in Moray."),
        (NAN, "How many were asked is not known, so there is no response rate. Nobody answered in Moray."),
    ],
)
def test_without_posts_by_area_the_sentence_says_what_is_not_known(overall, said):
    assert words.response(AREAS.assign(rate=NAN), overall) == said


def test_the_kinds_of_area_that_differ_most_either_way_are_named():
    """Cities have 11 - 28 = -17 points, islands 18 - 3 = +15; what is hidden is not compared."""
    assert words.sample(KINDS, "the people") == (
        "Over-represented: Islands (18% of the answers, 3% of the people). "
        "Under-represented: Cities (11% of the answers, 28% of the people)."
    )


def test_shares_that_hardly_differ_are_called_the_same():
    same = KINDS.assign(answered=KINDS["everybody"] + 0.4)
    assert "in the shares that these have of Scotland" in words.sample(same, "the people")


def test_one_kind_of_area_alone_is_not_compared():
    assert words.sample(KINDS.tail(2), "the people").startswith("Too few kinds of area")


def test_the_largest_group_is_named_and_hidden_ones_are_not():
    rows = pd.DataFrame({"label": ["Lead", "Analyst"], "n": [9.0, NAN]})
    assert words.who(rows, 20) == "Lead: 9 of 20 people, 45%."
    assert words.who(rows.assign(n=NAN), 20) == "No group is large enough to be shown."


def test_the_question_left_out_most_is_named_unless_hardly_anybody_left_one_out():
    rows = pd.DataFrame({"title": ["Importance", "Confidence"], "share": [7.2, 3.0]})
    assert words.left_out(rows) == "'Importance' was left out most: by 7% on average."
    assert words.left_out(rows.assign(share=0.2)) == "Everybody answered nearly every question."


def test_only_files_that_count_are_in_the_sums():
    assert survey_files.set_aside(FILES) == {"blank": 2, "test": 1}
    assert survey_files.set_aside_table(FILES).to_numpy().tolist() == [["Blank", 2], ["Test", 1]]
    assert survey_files.not_kept_table(FILES).to_numpy().tolist() == [["Your name", "Name", "fife.xlsx"]]


def test_every_file_is_listed_with_its_state_and_who_loaded_it():
    rows = survey_files.files_table(FILES, with_numbers=True).drop(columns=["Rows", "People"]).to_dict("records")
    assert rows[0] == {
        "File": "fife.xlsx", "State": "counts", "Written by": "Microsoft Forms", "Area": "Fife",
        "Loaded": "1 May 2025, 10:30 UTC", "By": "ailsa",
    }  # fmt: skip
    assert [row["State"] for row in rows] == ["counts", "counts", "replaced"]
    assert rows[1]["Written by"] == "of-nobody"  # a layout whose definition is gone
    assert rows[1]["Area"] == "several"


def test_numbers_of_a_file_are_told_only_where_they_are_those_of_the_whole_survey():
    """An area's own file has the number of that area, which may be hidden; an older file has that of then."""
    both = survey_files.files_table(FILES, with_numbers=True)
    assert both[["Rows", "People"]].isna().all(axis=None)
    one = survey_files.files_table(FILES.tail(2), with_numbers=True)
    assert one["People"].tolist() == [12, pd.NA]
    assert survey_files.files_table(FILES.tail(2), with_numbers=False)["People"].isna().all()
