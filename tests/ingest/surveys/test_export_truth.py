"""The same questionnaire, written by every tool, is read as the same questionnaire."""

from __future__ import annotations

from functools import cache

import pytest

from tests.builders.survey_exports import SKILL_OPTIONS, Truth
from tests.builders.survey_exports_all import EXPORTS
from tests.ingest.surveys.survey_reading import Read, read

pytestmark = pytest.mark.parametrize("tool", EXPORTS)

QUESTIONS = ("area", "skills", "confidence", "years", "help", "trained")


@cache
def export(tool: str) -> tuple[Truth, Read]:
    """A file as the tool writes it, and the file read."""
    truth = EXPORTS[tool]()
    return truth, read(truth.data, truth.file, key=truth.key)


def of_the_form(options: tuple[str, ...], in_cell: tuple[str, ...]) -> list[str]:
    """Options without "Other" and without what people typed into the cell."""
    return sorted(one for one in options if not one.startswith("Other") and one not in in_cell)


def test_layout_and_heading_rows(tool):
    truth, got = export(tool)
    assert (got.found.layout, got.found.header_rows) == (truth.layout, truth.header_rows)
    assert (got.found.first_row, got.found.sheet) == (truth.header_rows, truth.sheet)


def test_respondents_and_rows_that_are_none(tool):
    truth, got = export(tool)
    assert (got.found.respondents, got.found.set_aside) == (truth.respondents, truth.set_aside)


@pytest.mark.parametrize("name", QUESTIONS)
def test_questions_with_their_columns_and_types(tool, name):
    truth, got = export(tool)
    for asked in truth.about(name):
        question = got.at(asked.columns[0])
        assert question.type == asked.type
        assert set(asked.columns) <= set(question.columns)
        assert question.header.endswith(asked.header)
        assert not question.personal


def test_nothing_more_is_asked_than_is_on_the_form(tool):
    truth, got = export(tool)
    places = {asked.columns[0] for asked in truth.asked.values()}
    assert {q.columns[0] for q in got.questions} == places, [q.header for q in got.questions]


@pytest.mark.parametrize("name", ["area", "skills", "confidence"])
def test_options_and_rows(tool, name):
    truth, got = export(tool)
    for asked in truth.about(name):
        question = got.at(asked.columns[0])
        assert of_the_form(question.options, asked.in_cell) == sorted(asked.options)
        assert question.rows == asked.rows


@pytest.mark.parametrize("name", ["area", "skills", "confidence"])
def test_counts_of_what_was_chosen(tool, name):
    truth, got = export(tool)
    for asked in truth.about(name):
        counted = got.counts(got.at(asked.columns[0]))
        chosen = {key: number for key, number in counted.items() if key[1] in asked.options}
        assert chosen == {key: number for key, number in asked.counts.items() if number}


@pytest.mark.parametrize("name", QUESTIONS)
def test_how_many_answered(tool, name):
    truth, got = export(tool)
    for asked in truth.about(name):
        assert got.answered(got.at(asked.columns[0])) == asked.answered


def test_typed_text_beside_the_options_is_kept_apart(tool):
    truth, got = export(tool)
    asked = truth.asked["skills"]
    question = got.at(asked.columns[0])
    assert question.other == asked.other
    for column in asked.other:
        assert [one for one in got.found.answers[column] if one is not None] == ["Mapping", "Gaelic"]


def test_years_are_numbers_and_training_days_are_dates(tool):
    truth, got = export(tool)
    years = got.values(got.at(truth.asked["years"].columns[0]))
    assert (
        sum(one for one in years if one is not None) == 213
    )  # 7+12+3+21+0+5+9+15+2+11+4+8+6+17+1+10+13+19+2+7+14+0+5+22
    days = got.values(got.at(truth.asked["trained"].columns[0]))
    assert (str(days[0])[:10], days[5]) == ("2024-03-15", None)


def test_no_value_about_a_person_is_kept(tool):
    truth, got = export(tool)
    kept = repr(got.found) + repr(got.found.answers) + repr(got.problems)
    for value in ("example.org", "Ailsa", "192.0.2.", "Example01"):
        assert value not in kept
    assert set(truth.personal) <= {heading for heading, _ in got.found.dropped}


def test_the_same_skills_are_ticked_whichever_tool_wrote_it(tool):
    truth, got = export(tool)
    asked = truth.asked["skills"]
    counted = got.counts(got.at(asked.columns[0]))
    # Counted by hand in the table of the builder: 11 of the 24 people have a 1 there, and so on.
    by_hand = dict(zip(SKILL_OPTIONS, (11, 10, 8, 7), strict=True))
    assert {one: counted[("", said)] for one, said in zip(SKILL_OPTIONS, asked.options, strict=True)} == by_hand
