"""A page's tables as a workbook: a cover, contents, a sheet a table, text as text, missing marked."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.exports.sheet import Sheet
from csp_analytics.exports.workbook import LEGEND, Contents, sheet_of, workbook

TABLE = pd.DataFrame({"Area": ["Fife", "Moray"], "Score": [51.25, float("nan")], "Rated": [37, 0]})


def opened(contents: Contents) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(contents)))


def texts(sheet) -> list[object]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_cover_says_what_it_is_about_and_from_which_data():
    book = opened(
        Contents(
            "Compare areas",
            "Fife is 3rd of 31.",
            [Sheet("Ranks", TABLE)],
            {"Area": "Fife", "Peers": "Family group (people)"},
            "Data version 12",
            True,
        )
    )
    assert book.sheetnames == ["Cover", "Contents", "Table 1"]
    cover = texts(book["Cover"])
    assert cover[0] == "Compare areas"
    for line in ("Fife is 3rd of 31.", "Area: Fife", "Peers: Family group (people)", "Data version 12", LEGEND):
        assert line in cover
    assert "Demonstration data: drawn from a seed, not about the real areas." in cover


def test_real_data_is_not_called_demonstration():
    book = opened(Contents("T", "F", [Sheet("Ranks", TABLE)]))
    assert not any("emonstration" in str(text) for sheet in book for text in texts(sheet))


def test_a_sheet_has_title_finding_note_header_and_rows():
    sheet = opened(Contents("T", "F", [Sheet("Ranks", TABLE, "Fife leads.", "30 areas, round 2025.")]))["Table 1"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "Table 1: Ranks"
    assert rows[1][0] == "Fife leads."
    assert rows[2][0] == "30 areas, round 2025."
    assert rows[-3:] == [("Area", "Score", "Rated"), ("Fife", 51.25, 37), ("Moray", "[x]", 0)]
    assert LEGEND in texts(sheet), "the sheet with a missing figure says what the mark means"


def test_an_excel_table_spans_header_and_rows():
    """Released statistics are marked up as tables, so that screen readers announce the headings."""
    sheet = opened(Contents("T", "F", [Sheet("Ranks", TABLE)]))["Table 1"]
    (table,) = sheet.tables.values()
    first, last = table.ref.split(":")
    assert (sheet[first].value, sheet[last].value) == ("Area", 0)


@pytest.mark.parametrize("text", ["=1+1", "+44", "@SUM(A1)", "[here](http://evil.example)", "$$note$$", "<b>x</b>"])
def test_what_people_wrote_stays_text(text):
    sheet = opened(Contents("T", text, [Sheet(text, pd.DataFrame({"Area": [text]}), text, text)], {"A": text}))[
        "Table 1"
    ]
    cell = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None][-1]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.replace("\u2060", "") == text


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), min_size=1, max_size=30), min_size=1))
def test_any_text_comes_back_as_it_was(words):
    sheet = opened(Contents("T", "F", [Sheet("S", pd.DataFrame({"Area": words}))]))["Table 1"]
    found = [row[0] for row in sheet.iter_rows(values_only=True)][-len(words) :]
    shown = ["none" if not word.strip() or word == "–" else word for word in words]
    shown = [word if any(c.isascii() and c.isalnum() for c in word) else f"written as {word}" for word in shown]
    assert [str(text).replace("\u2060", "") for text in found] == shown


def test_an_exhibit_becomes_its_table_with_everything_it_rests_on():
    exhibit = Exhibit(
        "x", "Ranks", "Fife leads.", go.Figure(), TABLE, "30 areas.", "alt", "Safer", True, "Median, own area left out."
    )
    sheet = sheet_of(exhibit)
    assert (sheet.title, sheet.finding) == ("Ranks", "Fife leads.")
    assert sheet.note == (
        "30 areas. Source: Safer. Median, own area left out. "
        "Demonstration data: drawn from a seed, not about the real areas."
    )


def test_a_table_without_rows_says_so():
    sheet = opened(Contents("T", "F", [Sheet("S", TABLE.head(0))]))["Table 1"]
    assert "No rows" in texts(sheet)


def test_it_prints_on_a4_and_says_what_it_is():
    book = opened(Contents("Compare areas", "Fife is 3rd.", [Sheet("Ranks", TABLE)], stamp="Data version 12"))
    assert (book.properties.title, book.properties.subject) == ("Compare areas", "Fife is 3rd.")
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_nothing_written_is_not_a_missing_figure():
    table = pd.DataFrame({"Area": ["Fife", "Moray"], "Score": [1.0, float("nan")], "Note": ["", "not assessed"]})
    rows = list(opened(Contents("T", "F", [Sheet("S", table)]))["Table 1"].iter_rows(values_only=True))[-2:]
    assert rows == [("Fife", 1, "none"), ("Moray", "[x]", "not assessed")]
