"""Heading rows are counted from what they hold: deleted rows, metadata in other languages, no headings at all."""

from __future__ import annotations

import csv
import io

import pytest

from csp_analytics.ingest.files import text_file
from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.surveys.inspect import inspect_workbook, looks_like_survey
from tests.builders.survey_exports import csv_bytes
from tests.builders.survey_exports_all import EXPORTS
from tests.ingest.surveys.survey_reading import Read, read

PEOPLE = 24


def rows_of(tool: str) -> list[list[str]]:
    """The rows of an export that is a CSV."""
    text = text_file.decode(EXPORTS[tool]().data)[0]
    return list(csv.reader(io.StringIO(text, newline="")))


def without(tool: str, *deleted: int) -> Read:
    """An export read after some of its first rows were deleted."""
    return read(csv_bytes([row for place, row in enumerate(rows_of(tool)) if place not in deleted]))


@pytest.mark.parametrize(("deleted", "left"), [((0,), 2), ((1,), 2), ((2,), 2), ((0, 2), 1), ((1, 2), 1)])
def test_qualtrics_with_heading_rows_deleted_by_hand(deleted, left):
    got = without("qualtrics", *deleted)
    assert (got.found.layout, got.found.header_rows, got.found.respondents) == ("qualtrics", left, PEOPLE)


def test_qualtrics_without_the_row_of_questions_shows_codes_and_says_so():
    got = without("qualtrics", 1)
    assert got.said("headings-missing")
    assert got.at(EXPORTS["qualtrics"]().asked["area"].columns[0]).header == "Q1"


def test_surveymonkey_with_the_questions_alone_still_finds_its_groups():
    whole, got = read(EXPORTS["surveymonkey_csv"]().data), without("surveymonkey_csv", 1)
    assert (got.found.header_rows, got.found.respondents) == (1, PEOPLE)
    skills = EXPORTS["surveymonkey_csv"]().asked["skills"].columns
    assert got.at(skills[0]).columns == skills
    assert got.counts(got.at(skills[0])) == whole.counts(whole.at(skills[0]))


def test_surveymonkey_with_the_options_alone_is_read_with_a_warning():
    got = without("surveymonkey_csv", 0)
    assert (got.found.layout, got.found.header_rows, got.found.respondents) == ("surveymonkey", 1, PEOPLE)
    assert got.said("headings-missing")


def test_without_any_headings_the_first_row_is_a_respondent():
    got = without("microsoft_forms_saved_as_csv", 0)
    assert (got.found.layout, got.found.header_rows, got.found.first_row) == ("microsoft-forms", 0, 0)
    assert got.found.respondents == PEOPLE
    assert got.said("no row of headings")
    assert {q.role for q in got.found.questions} >= {"respondent number", "start", "end"}


def test_metadata_in_a_language_that_no_list_knows_is_known_by_place_and_shape():
    rows = rows_of("microsoft_forms_saved_as_csv")
    rows[0][:5] = ["Uimhir", "Tòiseachadh", "Deireadh", "Post-d", "Ainm"]
    got = read(csv_bytes(rows))
    assert got.found.layout == "microsoft-forms"
    assert [q.role for q in got.found.questions[:5]] == ["respondent number", "start", "end", "e-mail", "name"]
    assert not {0, 3, 4} & set(got.found.answers)


def test_a_person_may_say_how_many_rows_are_headings():
    rows = [
        ["Where?", "How?"],
        ["for office", "use only"],
        ["Fife", "By bus"],
        ["Moray", "By bus"],
        ["Fife", "On foot"],
    ]
    assert read(csv_bytes(rows)).found.respondents == 4
    told = read(csv_bytes(rows), header_rows=2)
    assert (told.found.header_rows, told.found.first_row, told.found.respondents) == (2, 2, 3)


def test_a_person_may_say_the_layout():
    rows = [["Where? - now", "Where? - before"], ["Fife", "Moray"], ["Moray", "Fife"], ["Fife", "Fife"]]
    assert read(csv_bytes(rows)).found.layout == "plain"
    assert read(csv_bytes(rows), layout="citizen-space").found.layout == "citizen-space"


def test_a_code_row_above_the_questions_of_a_plain_table():
    heads = [["Q1", "Q2", "Q3_1"], ["Where do you work?", "How long have you been there?", "Do you use maps at work?"]]
    body = [["Fife", 3, "Yes"], ["Moray", 12, "No"], ["Fife", 7, "Yes"], ["Angus", 9, "Yes"]]
    got = read(csv_bytes([*heads, *body]))
    assert (got.found.header_rows, got.found.respondents) == (2, 4)
    assert (got.at(0).code, got.at(0).header) == ("Q1", "Where do you work?")


@pytest.mark.parametrize("tool", EXPORTS)
def test_every_export_looks_like_a_survey(tool):
    truth = EXPORTS[tool]()
    workbook, _ = read_workbook(truth.data, truth.file)
    assert looks_like_survey(workbook)


def test_a_table_of_figures_does_not_look_like_a_survey_and_a_table_of_answers_does():
    figures = [["Area", "Year", "Rate"], ["Fife", 2021, 3.2], ["Moray", 2021, 2.9], ["Angus", 2021, 4.4]]
    answered = [["Which area do you work in?", "Do you agree with the plan?"]]
    answered += [["Fife", "Yes"], ["Moray", "No"], ["Fife", "Yes"], ["Angus", "No"]]
    assert not looks_like_survey(read_workbook(csv_bytes(figures), "a.csv")[0])
    assert looks_like_survey(read_workbook(csv_bytes(answered), "a.csv")[0])


def test_a_first_row_with_somebodys_address_is_no_heading_and_is_quoted_nowhere():
    got = read(csv_bytes([["Jo Example", f"jo{n}@example.org", f"I think {n} things"] for n in range(6)]))
    assert (got.found.header_rows, got.found.respondents) == (0, 6)
    assert "example.org" not in repr(got.found) + repr(got.found.answers)


def test_a_key_of_another_survey_is_told_and_not_used():
    key = csv_bytes([["A1", "What?"], ["1", "This"], ["2", "That"], ["A2", "Who?"], ["1", "He"], ["2", "She"]])
    got = read(EXPORTS["jisc"]().data, key=key)
    assert got.said("no key of these answers")
    assert got.at(1).header == "Q1"


def test_a_workbook_that_holds_no_questionnaire_is_one_without_questions():
    workbook, _ = read_workbook(csv_bytes([[1, 2], [3, 4], [5, 6]]), "figures.csv")
    found = inspect_workbook(workbook)
    assert (found.questions, found.respondents) == ((), 0)
    assert [p.code for p in found.problems] == ["no-questionnaire"]


def test_the_workbook_handed_over_is_not_changed():
    workbook, _ = read_workbook(EXPORTS["smartsurvey"]().data, "a.xlsx")
    before = [list(row) for row in workbook.sheets[0].rows]
    first, second = inspect_workbook(workbook), inspect_workbook(workbook)
    assert workbook.sheets[0].rows == before
    assert first == second
