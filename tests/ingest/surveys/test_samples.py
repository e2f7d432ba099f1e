"""Real exports; what is true of them was counted by hand in the raw files (``csv`` and loops, never the reader)."""

from __future__ import annotations

from functools import cache

import pytest

from csp_analytics import paths
from csp_analytics.ingest.surveys import answers
from tests.ingest.surveys.survey_reading import Read, read

SAMPLES = paths.ROOT.parent / "shared" / "data" / "survey-samples"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder shared/ is not beside the repository")

JISC, KEY = "jisc_online_surveys_coded.csv", "jisc_online_surveys_key.csv"
LIME, MICROSOFT = "limesurvey_fulltext_comma.csv", "msforms_hotdog_cp1252.csv"
QUALTRICS, MONKEY = "qualtrics_3header_all_types.csv", "surveymonkey_starwars_2header.csv"
JUNK, DASH = "ukgov_consultation_junk_first_row.csv", "ukgov_consultation_title_dash_component.csv"


@cache
def sample(name: str) -> Read:
    """A sample, read; the Jisc one with its key."""
    key = (SAMPLES / KEY).read_bytes() if name == JISC else None
    return read((SAMPLES / name).read_bytes(), name, key=key)


@pytest.mark.parametrize(
    ("name", "layout", "heading_rows", "first_row", "respondents"),
    [
        (JISC, "jisc-online-surveys", 1, 1, 68),
        (LIME, "limesurvey", 1, 1, 70),
        (MICROSOFT, "microsoft-forms", 1, 1, 187),
        (QUALTRICS, "qualtrics", 3, 3, 5),
        (MONKEY, "surveymonkey", 2, 2, 1186),
        (JUNK, "plain", 1, 2, 5),
        (DASH, "citizen-space", 1, 1, 5),
    ],
)
def test_layout_heading_rows_and_respondents(name, layout, heading_rows, first_row, respondents):
    found = sample(name).found
    assert (found.layout, found.header_rows, found.first_row) == (layout, heading_rows, first_row)
    assert found.respondents == respondents


# File: column -> type. Columns are zero-based.
TYPES = {
    JISC: {
        1: "single", 2: "single", 3: "single", 4: "single", 8: "single", 9: "multiple", 13: "multiple", 26: "matrix",
        46: "single", 47: "multiple", 83: "matrix", 100: "matrix", 306: "matrix", 323: "matrix",
        135: "single", 352: "single", 353: "single",
    },
    LIME: {
        5: "single", 12: "matrix", 18: "single", 19: "text", 21: "text", 121: "matrix", 131: "matrix", 133: "single",
        135: "multiple", 140: "number", 141: "text", 143: "number", 144: "text",
    },
    MICROSOFT: {5: "single", 6: "single", 7: "text"},
    QUALTRICS: {
        11: "single", 12: "multiple", 15: "matrix", 18: "matrix", 27: "matrix", 33: "text", 54: "text", 55: "single",
        56: "multiple", 59: "matrix", 98: "text", 99: "single", 100: "multiple", 103: "matrix", 142: "text",
        144: "multiple", 186: "text",
    },
    MONKEY: {
        1: "single", 2: "single", 3: "multiple", 9: "matrix", 15: "matrix", 29: "single", 30: "single", 31: "single",
        32: "single", 33: "single", 34: "single", 35: "single", 36: "single", 37: "single",
    },
    JUNK: {2: "single", 3: "single", 4: "single"},
    DASH: {0: "single", 3: "single", 4: "single", 5: "text", 6: "single", 7: "text"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "column", "kind"),
    [(name, column, kind) for name, kinds in TYPES.items() for column, kind in kinds.items()],
)
def test_types_of_questions(name, column, kind):
    assert sample(name).at(column).type == kind


def test_star_wars_films_are_one_question_of_six_options():
    films = sample(MONKEY).at(3)
    assert films.columns == (3, 4, 5, 6, 7, 8)
    counts = [number for _, number in sorted(sample(MONKEY).counts(films).items())]
    assert counts == [673, 571, 550, 607, 758, 738]  # filled cells of columns D to I; the titles sort as they stand
    assert sample(MONKEY).answered(films) == 835


def test_star_wars_ranking_and_characters_are_grids():
    ranked, characters = sample(MONKEY).at(9), sample(MONKEY).at(15)
    assert (len(ranked.rows), len(characters.rows)) == (6, 14)
    assert characters.rows[0] == "Han Solo"
    assert characters.rows[-1] == "Yoda"
    # Column P by hand: 610 very favorably, 15 unfamiliar, 1 very unfavorably.
    counts = sample(MONKEY).counts(characters)
    assert counts["Han Solo", "Very favorably"] == 610
    assert counts["Han Solo", "Unfamiliar (N/A)"] == 15
    assert counts["Han Solo", "Very unfavorably"] == 1


def test_star_wars_single_choices():
    assert sample(MONKEY).counts(sample(MONKEY).at(1)) == {("", "Yes"): 936, ("", "No"): 250}
    assert sample(MONKEY).answered(sample(MONKEY).at(35)) == 858


def test_jisc_words_come_from_the_key():
    got = sample(JISC)
    age = got.at(1)
    assert age.header == "What is your age?"
    assert age.options == ("18 - 24", "25 - 34", "35 - 44", "45 - 54", "55 - 64", "over 65")
    assert got.counts(age) == {
        ("", "25 - 34"): 13, ("", "35 - 44"): 28, ("", "45 - 54"): 16, ("", "55 - 64"): 8, ("", "over 65"): 1,
    }  # fmt: skip
    data_types = got.at(9)
    assert data_types.columns == (9, 10, 11, 12)
    assert data_types.options == ("Observational data", "Experimental data", "Simulation data", "Derived data")


def test_jisc_grids_of_tick_boxes_are_one_question_each():
    """Columns stand row by row: non-digital formats during and after research, then external hard drives ..."""
    got = sample(JISC)
    stored, owned, agreed = got.at(26), got.at(306), got.at(323)
    assert stored.header.startswith("Where did you store the data")
    assert stored.columns == tuple(range(26, 46))
    assert (len(stored.rows), stored.rows[0]) == (10, "non-digital formats (ie. lab books)")
    assert stored.options == ("During research", "After research is completed")
    assert owned.columns == tuple(range(306, 322))  # 1 or blank, where the grids before have 1 or 0
    assert (len(owned.rows), len(owned.options)) == (8, 2)
    assert agreed.options == ("strongly agree", "agree", "disagree", "strongly disagree")
    hardware = "access to all the computing hardware necessary to share your data?"
    # Column LL has 16 ones; three of these people ticked a second box in the same row.
    ticks = answers.ticked(got.found, agreed)
    assert sum(bool(one) for one in ticks[f"{hardware} - strongly agree"]) == 16
    assert got.counts(agreed)[hardware, "strongly agree"] == 13
    ticks = answers.ticked(got.found, stored)
    assert sum(bool(one) for one in next(iter(ticks.values()))) == 22  # column AA has 22 ones


def test_jisc_two_who_answered_nothing_are_in_no_count():
    """Two sent it back empty; the other 66 told their age."""
    got = sample(JISC)
    assert got.answered(got.at(1)) == 66
    assert got.answered(got.at(9)) <= 66


def test_jisc_asks_62_questions_and_not_its_empty_columns():
    """The key has Q1 to Q62; Q11, Q17, Q18, Q27, Q53, Q54 and Q55 have an empty column beside those of their grid."""
    got = sample(JISC)
    assert len(got.questions) == 62
    assert not {25, 82, 99, 170, 305, 322, 335} & {column for q in got.questions for column in q.columns}


def test_limesurvey_grids_with_their_rows():
    got = sample(LIME)
    important, listed = got.at(12), got.at(121)
    assert (important.columns, len(listed.rows)) == ((12, 13, 14, 15, 16, 17), 11)
    assert listed.rows[0] == "The test code is readable"
    assert got.counts(listed)["The test code is readable", "extremely important"] == 37


def test_limesurvey_ticks_with_what_was_typed():
    got = sample(LIME)
    employed, degree = got.at(135), got.at(133)
    assert (employed.columns, employed.other) == ((135, 136, 137, 138), (139,))
    assert got.counts(employed) == {
        ("", "Student"): 15,
        ("", "Researcher"): 6,
        ("", "Professional Developer (paid)"): 55,
        ("", "Professional Developer (voluntary)"): 1,
    }
    assert (degree.columns, degree.other) == ((133,), (134,))


def test_limesurvey_columns_that_ask_nothing():
    """Ten texts between questions and ten computed numbers."""
    asked = {column for q in sample(LIME).questions for column in q.columns}
    assert not {30, 39, 48, 57, 66, 75, 84, 93, 102, 111, 120} & asked
    assert not {31, 40, 49, 58, 67, 76, 85, 94, 103, 112} & asked


def test_microsoft_forms_counts():
    got = sample(MICROSOFT)
    assert got.counts(got.at(5)) == {("", "No"): 126, ("", "Yes"): 61}
    assert got.answered(got.at(7)) == 185
    assert got.found.times[0] == "2024-09-01"


def test_qualtrics_words_and_grids():
    got = sample(QUALTRICS)
    fruits, ticked, likert = got.at(11), got.at(12), got.at(15)
    assert (fruits.code, got.counts(fruits)) == ("fruits", {("", "2"): 2, ("", "3"): 2, ("", "1"): 1})
    assert (ticked.columns, ticked.options) == ((12, 13, 14), ("Oranges", "Blueberries", "Strawberries"))
    assert got.counts(ticked) == {("", "Oranges"): 5, ("", "Blueberries"): 4, ("", "Strawberries"): 5}
    assert likert.rows == ("Oranges", "Blueberries", "Strawberries")


def test_qualtrics_metadata_at_both_ends_is_not_asked():
    asked = {column for q in sample(QUALTRICS).questions for column in q.columns}
    assert not {*range(11), 187, 188, 189} & asked


def test_consultations_ask_for_a_name_and_an_address_that_are_not_kept():
    by_column = {q.columns[0]: q.personal for q in sample(JUNK).found.questions}
    assert (by_column.get(0, "name"), by_column.get(1, "e-mail")) == ("name", "e-mail")
    assert sample(JUNK).at(2).header.startswith("Are you responding as an individual")
    assert sample(DASH).at(3).header.endswith("Do you agree or disagree with the proposal?")
