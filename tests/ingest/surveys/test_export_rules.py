"""What holds of every table whatever is in it: nothing is lost, nothing is counted twice, nothing falls over."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.surveys import answers, questionnaire
from csp_analytics.ingest.surveys.inspect import inspect_file
from tests.builders.survey_exports import csv_bytes
from tests.builders.survey_exports_all import EXPORTS

HEADINGS = [
    "Timestamp",
    "ID",
    "Name",
    "Q1",
    "Q1 - a",
    "Q1 - b",
    "Q2 [x]",
    "Q2 [y]",
    "Response",
    "Other (please specify)",
]
CELLS = [None, "", " ", "Yes", "No", "yes", "0", "1", "1,2", "a;b;", "a, b", "N/A", "*", "#N/A", "3/4/25", "31/12/2024"]
CELLS += ["=1+1", "8%", "£1,234", "1e10", "{}", '{"ImportId":"QID1"}', "Total", "\ufeff", "x" * 300, "a\nb", "None"]

tables = st.lists(
    st.lists(st.sampled_from(CELLS + HEADINGS) | st.text(max_size=6), min_size=1, max_size=6), min_size=1, max_size=12
)


def check(data: bytes) -> None:
    """Either refused in words, or every row and column has one place."""
    workbook, _ = read_workbook(data, "survey.csv")
    found, problems = inspect_file(data, "survey.csv")
    if found is None or workbook is None:
        assert problems
        assert all(p.sentence for p in problems)
        return
    assert found.first_row + found.respondents + sum(found.set_aside.values()) == max(
        len(workbook.sheets[0].rows), found.first_row
    )
    taken = [column for q in found.questions for column in (*q.columns, *q.other)]
    assert len(taken) == len(set(taken))
    assert [q.number for q in found.questions] == list(range(len(found.questions)))
    assert all(len(values) == found.respondents for values in found.answers.values())
    assert len(found.times) == found.respondents
    for question in found.questions:
        assert question.type in questionnaire.TYPES
        if not question.personal and question.type != questionnaire.META:
            assert set(question.columns) <= set(found.answers)
            check_answers(found, question)
        if question.personal:
            assert not set(question.columns) & set(found.answers)


def check_answers(found: questionnaire.Questionnaire, question: questionnaire.Question) -> None:
    """As many answers as respondents, and none that is no option of a question with options."""
    if question.type == questionnaire.MULTIPLE:
        assert all(len(states) == found.respondents for states in answers.ticked(found, question).values())
    elif question.type == questionnaire.MATRIX:
        assert all(len(labels) == found.respondents for labels in answers.matrix(found, question).values())
    elif question.type == questionnaire.SINGLE:
        assert {one for one in answers.single(found, question) if one is not None} <= set(question.options)
    else:
        assert len(answers.texts(found, question)) == found.respondents


@given(tables)
@settings(max_examples=150)
def test_any_table_is_refused_in_words_or_read_in_full(rows):
    check(csv_bytes(rows))


@pytest.mark.parametrize("tool", EXPORTS)
def test_an_export_with_columns_deleted_and_rows_in_another_order_is_read_in_full(tool):
    """People delete the columns that they do not want to pass on, and sort by another one."""
    truth, dice = EXPORTS[tool](), random.Random(tool)
    workbook, _ = read_workbook(truth.data, truth.file)
    rows = next(sheet.rows for sheet in workbook.sheets if sheet.name == truth.sheet)
    width = max(len(row) for row in rows)
    for _ in range(3):
        keep = [column for column in range(width) if dice.random() < 0.7]
        body = dice.sample(rows[truth.header_rows :], len(rows) - truth.header_rows)
        kept = [[row[c] if c < len(row) else None for c in keep] for row in (*rows[: truth.header_rows], *body)]
        check(csv_bytes(kept))


@pytest.mark.parametrize("tool", EXPORTS)
def test_a_first_answer_is_enough_to_know_the_tool(tool):
    """Officers look at the file after the first answers: layout, headings and respondents are the same with few."""
    truth = EXPORTS[tool]()
    workbook, _ = read_workbook(truth.data, truth.file)
    rows = next(sheet.rows for sheet in workbook.sheets if sheet.name == truth.sheet)
    for people in (1, 2, 5):
        found, _ = inspect_file(csv_bytes(rows[: truth.header_rows + people]), truth.file, key=truth.key)
        assert found is not None
        assert (found.layout, found.header_rows, found.respondents) == (truth.layout, truth.header_rows, people)
