"""What people do to an export before they pass it on changes neither layout nor respondents nor questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.surveys.inspect import inspect_file
from tests.builders.survey_exports import Rows, Truth, csv_bytes
from tests.builders.survey_exports_all import EXPORTS
from tests.builders.survey_exports_one_row import book_bytes


def title_above(rows: Rows, headings: int) -> Rows:
    """A title and a blank row above everything."""
    return [["Community safety skills survey 2025"], [], *rows]


def numbers_before(rows: Rows, headings: int) -> Rows:
    """A first column that counts the rows."""
    return [["No." if n == 0 else None if n < headings else n, *row] for n, row in enumerate(rows)]


def blank_column_before(rows: Rows, headings: int) -> Rows:
    """An empty first column."""
    return [[None, *row] for row in rows]


def notes_behind(rows: Rows, headings: int) -> Rows:
    """A last column with a heading and nothing below it."""
    return [[*row, "Analyst notes"] if n == 0 else row for n, row in enumerate(rows)]


def total_below(rows: Rows, headings: int) -> Rows:
    """A blank row and a total."""
    return [*rows, [], ["Total", *([None] * (len(rows[0]) - 2)), 24]]


def blank_rows_between(rows: Rows, headings: int) -> Rows:
    """Two blank rows after the fifth answer."""
    return [*rows[: headings + 5], [], [], *rows[headings + 5 :]]


def sorted_by_the_last_column(rows: Rows, headings: int) -> Rows:
    """Answers in another order."""
    return [*rows[:headings], *sorted(rows[headings:], key=lambda row: str(row[-1]))]


CHANGES: dict[Callable[[Rows, int], Rows], int] = {
    title_above: 0,
    numbers_before: 1,
    blank_column_before: 1,
    notes_behind: 0,
    total_below: 0,
    blank_rows_between: 0,
    sorted_by_the_last_column: 0,
}


def rows_of(truth: Truth) -> Rows:
    """The rows of an export, all of one width."""
    workbook, _ = read_workbook(truth.data, truth.file)
    assert workbook is not None
    rows = next(sheet.rows for sheet in workbook.sheets if sheet.name == truth.sheet)
    width = max(len(row) for row in rows)
    return [[*row, *([None] * (width - len(row)))] for row in rows]


def same_as(truth: Truth, data: bytes, file: str, shift: int = 0) -> list[str]:
    """What differs from the truth, in words; nothing when all is as it was."""
    found, _ = inspect_file(data, file, key=truth.key)
    if found is None:
        return ["refused"]
    differs = [
        f"{name} is {is_} and not {should}"
        for name, is_, should in (
            ("layout", found.layout, truth.layout),
            ("headings", found.header_rows, truth.header_rows),
            ("respondents", found.respondents, truth.respondents),
        )
        if is_ != should
    ]
    for name, asked in truth.asked.items():
        kinds = [q.type for q in found.questions if asked.columns[0] + shift in q.columns]
        differs += [f"{name} is {kinds}"] if kinds != [asked.type] else []
    return differs


@pytest.mark.parametrize("tool", EXPORTS)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_an_export_that_was_changed_by_hand(tool, change):
    truth = EXPORTS[tool]()
    changed = change(rows_of(truth), truth.header_rows)
    assert same_as(truth, csv_bytes(changed), "survey.csv", CHANGES[change]) == []


@pytest.mark.parametrize("tool", EXPORTS)
def test_an_export_saved_as_a_workbook(tool):
    truth = EXPORTS[tool]()
    assert same_as(truth, book_bytes(rows_of(truth)), "survey.xlsx") == []


@pytest.mark.parametrize("tool", [name for name, export in EXPORTS.items() if export().personal])
def test_an_export_whose_personal_columns_were_deleted(tool):
    truth = EXPORTS[tool]()
    rows = rows_of(truth)
    about_people = [
        c for c in range(len(rows[0])) if any(row[c] in truth.personal for row in rows[: truth.header_rows])
    ]
    assert about_people
    kept = [[value for column, value in enumerate(row) if column not in about_people] for row in rows]
    first = min(asked.columns[0] for asked in truth.asked.values())
    shift = -sum(column < first for column in about_people)
    assert same_as(truth, csv_bytes(kept), "survey.csv", shift) == []
