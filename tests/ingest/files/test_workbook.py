"""Reading a workbook that is in order: every cell at its address, as it was typed."""

from __future__ import annotations

import datetime
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.ingest.files.workbook import Workbook, address, read_workbook
from csp_analytics.paths import ROOT
from tests import builders


def read(path: Path) -> Workbook:
    book, problems = read_workbook(path)
    assert problems == []
    assert book is not None
    return book


def test_text_stays_as_it_was_typed(tmp_path):
    rows = [["007", "N/A", "NA", "null", " padded ", "25%", "line\nbreak", "R&D <b>", "Na h-Eileanan Siar"]]
    assert read(builders.workbook(tmp_path / "a.xlsx", {"S": rows})).sheets[0].rows == rows


def test_numbers_and_truth_values_keep_their_kind_beside_each_other(tmp_path):
    rows = read(builders.workbook(tmp_path / "a.xlsx", {"S": [[1, True, 0, False, 2.5, "1", "TRUE"]]})).sheets[0].rows
    assert [type(value) for value in rows[0]] == [float, bool, float, bool, float, str, str]
    assert rows == [[1.0, True, 0.0, False, 2.5, "1", "TRUE"]]


def test_dates_come_back_as_dates(tmp_path):
    row = [datetime.date(2008, 4, 1), datetime.datetime(2025, 5, 6, 9, 30), datetime.time(14, 5), "April 2008"]
    formats = {"S": {"E1": "[h]:mm:ss"}}
    book = read(builders.workbook(tmp_path / "a.xlsx", {"S": [[*row, datetime.timedelta(hours=30)]]}, formats=formats))
    assert book.sheets[0].rows == [[*row, "30:00:00"]]
    assert type(book.sheets[0].rows[0][0]) is datetime.date


def test_blanks_are_none_and_rows_end_with_their_last_filled_cell(tmp_path):
    rows = [["Results for 2025"], [], [None, "Area", None, "Level"], [None, "Fife", "", 3], [None, None], []]
    sheet = read(builders.workbook(tmp_path / "a.xlsx", {"S": rows})).sheets[0]
    assert sheet.rows == [["Results for 2025"], [], [None, "Area", None, "Level"], [None, "Fife", None, 3.0]]
    assert sheet.value(3, 1) == "Fife"
    assert sheet.value(0, 0) == "Results for 2025"
    assert [sheet.value(*outside) for outside in ((0, 9), (99, 0), (-1, 0), (3, -1))] == [None] * 4


def test_a_table_that_begins_far_down_keeps_its_addresses(tmp_path):
    path = builders.with_value(builders.workbook(tmp_path / "a.xlsx", {"S": []}), "AB30", "here")
    sheet = read(path).sheets[0]
    assert sheet.value(29, 27) == "here"
    assert address(29, 27) == "AB30"


@pytest.mark.parametrize(("row", "column"), [(0, 0), (13, 3), (0, 25), (0, 26), (8, 701), (9, 702), (1048575, 16383)])
def test_addresses_are_those_of_the_spreadsheet(row, column):
    assert address(row, column) == f"{openpyxl.utils.get_column_letter(column + 1)}{row + 1}"


def test_hidden_sheets_are_marked_and_order_is_kept(tmp_path):
    sheets = {"Summary": [[1]], "Lists": [[2]], "Secret": [[3]], "Ratings": [[4]]}
    book = read(builders.workbook(tmp_path / "a.xlsx", sheets, hidden=["Lists"], very_hidden=["Secret"]))
    shown = [(sheet.name, sheet.visible) for sheet in book.sheets]
    assert shown == [("Summary", True), ("Lists", False), ("Secret", False), ("Ratings", True)]


def test_a_chart_on_a_tab_of_its_own_is_left_out(tmp_path):
    path = builders.workbook(tmp_path / "a.xlsx", {"Ratings": [["Fife"]], "More": [["Moray"]]})
    book = openpyxl.load_workbook(path)
    book.create_chartsheet("Chart", 1).add_chart(openpyxl.chart.BarChart())
    book.save(path)
    assert [(sheet.name, sheet.rows) for sheet in read(path).sheets] == [("Ratings", [["Fife"]]), ("More", [["Moray"]])]


def test_merged_ranges_are_told_and_their_value_stands_top_left(tmp_path):
    rows = [["Area", "Leadership", None, None], [None, "q1", "q2", "q3"]]
    path = builders.workbook(tmp_path / "a.xlsx", {"S": rows}, merged={"S": ["B1:D1", "A1:A2"]})
    sheet = read(path).sheets[0]
    assert sorted(sheet.merged) == [(0, 0, 1, 0), (0, 1, 0, 3)]
    assert sheet.rows == [["Area", "Leadership"], [None, "q1", "q2", "q3"]]


def test_name_digest_and_kind(tmp_path):
    path = builders.workbook(tmp_path / "returns 2025.csv")  # the name is wrong; the content decides
    data = path.read_bytes()
    book = read(path)
    assert (book.name, book.kind) == ("returns 2025.csv", "xlsx")
    assert book.digest == hashlib.sha256(data).hexdigest()
    assert read_workbook(data, "sent.xlsx")[0] == Workbook("sent.xlsx", book.digest, "xlsx", book.sheets)


def test_macros_are_ignored_and_that_is_said(tmp_path):
    book, problems = read_workbook(builders.with_macros(tmp_path / "a.xlsm"))
    assert book.kind == "xlsm"
    assert book.sheets[0].rows[1] == ["Fife", 3.0]
    assert [(problem.severity, problem.code) for problem in problems] == [("note", "macros-ignored")]
    assert "macros are never run" in problems[0].sentence


def test_an_opendocument_spreadsheet(tmp_path):
    sheets = {
        "Ratings": [["Area", "Leadership", None], ["Fife", 3, True], ["007", None, "N/A"], ["#REF!", "=1+1", "x"]],
        "Lists": [["hidden"]],
    }
    path = builders.ods(tmp_path / "a.ods", sheets, hidden=["Lists"], merged_across={("Ratings", 0, 1): 2})
    book = read(path)
    ratings, lists = book.sheets
    assert book.kind == "ods"
    assert ratings.rows == [["Area", "Leadership"], ["Fife", 3.0, True], ["007", None, "N/A"], [None, None, "x"]]
    assert ratings.errors == {(3, 0): "#REF!"}
    assert ratings.uncalculated == {(3, 1): "=1+1"}
    assert ratings.merged == ((0, 1, 0, 2),)
    assert (lists.visible, lists.rows) == (False, [["hidden"]])


def test_the_reader_needs_no_installed_package_and_brings_nothing_heavy(tmp_path):
    """The package found through PYTHONPATH alone, from another folder; the child loads what it needs and no more."""
    path = builders.workbook(tmp_path / "a.xlsx")
    code = (
        "import pathlib, sys; from csp_analytics.ingest.files.workbook import read_workbook;"
        "print(read_workbook(pathlib.Path(sys.argv[1]))[0].sheets[0].rows)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[['Area', 'Level'], ['Fife', 3.0], ['Moray', 2.0]]"

    code = "import sys; sys.path += sys.argv[1:]; import csp_analytics.ingest.files._child; print(*sys.modules)"
    command = [sys.executable, "-I", "-S", "-c", code, str(ROOT), *sys.path]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    heavy = {"pandas", "numpy", "streamlit", "duckdb", "openpyxl", "rapidfuzz", "site"}
    assert "python_calamine" in loaded
    assert heavy.isdisjoint(loaded)


# Texts that openpyxl would turn into something else (formulas, errors, escapes, spaces alone) are left out here.
_TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30).filter(
    lambda text: text[0] not in "=#" and "_x" not in text and text.strip()
)
_NUMBER = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
_CELL = st.none() | st.booleans() | _TEXT | _NUMBER


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(_CELL, max_size=8), min_size=1, max_size=12))
def test_any_table_comes_back_cell_for_cell_at_the_same_address(rows):
    rows = [["first"], *rows]
    with TemporaryDirectory() as folder:
        sheet = read(builders.workbook(Path(folder) / "a.xlsx", {"S": rows})).sheets[0]
    for number, row in enumerate(rows):
        for column, written in enumerate(row):
            found = sheet.value(number, column)
            # openpyxl writes 16 significant digits
            assert found == (float(f"{written:.16g}") if isinstance(written, float) else written)
            assert isinstance(found, bool) == isinstance(written, bool)
    assert len(sheet.rows) <= len(rows)
    assert all(len(found) <= len(row) for found, row in zip(sheet.rows, rows, strict=False))
