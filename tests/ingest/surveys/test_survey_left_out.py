"""What is left out is told, in words that people know."""

from __future__ import annotations

from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.surveys import people
from csp_analytics.ingest.surveys.import_survey import chosen_mappings, read, survey_reading
from csp_analytics.ingest.surveys.matching import NONE_SIMILAR, match
from csp_analytics.surveys.load import survey
from tests.builders.questionnaires import Made

IN_PLACE = "Which of these skills do you have in place for your community safety work?"


def loaded(q):
    return survey_reading(q, chosen_mappings(q, ()), round_="2025")


def problem(reading, code):
    return next(one for one in reading.problems if one.code == code)


def test_columns_that_no_survey_takes_are_named():
    form = Made().multiple(IN_PLACE, {"Facilitation": ["x"], "Mediation": [None]})
    form.single("What is your role?", ["Analyst"]).single("Which cake?", ["Fruit"]).single("Which tea?", ["Green"])
    told = problem(loaded(form.done()), "columns-left-out")
    assert told.found == "2 columns left out"
    assert "Which cake?; Which tea?" in told.advice
    assert "What is your role?" not in told.advice


def test_nothing_is_told_of_columns_when_all_are_taken():
    reading = loaded(Made().multiple(IN_PLACE, {"Facilitation": ["x"], "Mediation": [None]}).done())
    assert "columns-left-out" not in {one.code for one in reading.problems}


def test_a_likeness_is_told_by_its_words_and_not_by_its_id():
    form = Made().multiple(IN_PLACE, {"Facilitation": ["x"], "Comunity engagement": ["x"]})
    told = problem(loaded(form.done()), "similar-answer")
    assert "'Comunity engagement' is like 'Community engagement'" in told.advice


def test_an_export_that_nobody_answered_is_told_so():
    data = f"Timestamp,Your role,{IN_PLACE}\n".encode()
    book, _ = read_workbook(data, "nobody.csv")
    told = read(book, Wanted()).problems
    assert [(one.code, one.found) for one in told] == [("no-respondent", "no row with answers")]


def test_a_column_with_two_kinds_of_details_is_not_said_to_be_all_of_one():
    q = Made().single("Anything else?", ["a@example.org", "07700 900123", "07700 900124"]).done()
    (told,) = people.problems("f.csv", "", people.personal_columns(q, ()))
    assert told.found == "Anything else?: 3 of 3 hold people's details"
    assert told.advice.startswith("They look like telephone numbers or e-mail addresses.")


def test_a_mapping_proposes_the_area_that_was_meant_and_never_leaves_it_out_by_itself():
    form = Made().single("Area", ["Argyl and Bute", "Fife"]).matrix("Importance", {"Mediation": ["Essential"] * 2})
    matching = match(form.done(), survey("skills"))
    proposed = {"argyl and bute": "S12000035", "fife": "S12000047"}
    assert matching.mapping().options["area"] == proposed  # as it is written to be corrected by hand
    assert matching.mapping(least=NONE_SIMILAR).options["area"] == {"fife": "S12000047"}  # as it is saved
