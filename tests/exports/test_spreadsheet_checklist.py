"""The checklist for releasing statistics in spreadsheets (Analysis Function), point by point, on the files we write.

Points that a program cannot check (spelling, a look with the accessibility checker) are for people.
"""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import range_boundaries

from csp_analytics.exports.sheet import Sheet
from csp_analytics.exports.workbook import LEGEND, LEGEND_NOTHING, Contents, of_report, workbook
from csp_analytics.pictures.report import Report
from tests.builders.paper_by_hand import STAMP, UPLOAD, paper

HOSTILE = pd.DataFrame(
    [["=1+1", 1.0, "@SUM(A1)", ""], ["<script>alert(1)</script>", float("nan"), "-2+3", "http://evil.example/x"]],
    columns=["=HYPERLINK(1)", "Score", "score", ""],
)
SYMBOLS = "*†‡§¹²³"


def made(kind: str) -> bytes:
    """A workbook of each kind that leaves the dashboard."""
    one = paper()
    if kind == "paper":
        return workbook(of_report(one, stamp=STAMP))
    if kind == "report":
        return workbook(
            of_report(Report(one.title, one.finding, one.headlines, one.parts, one.about, True), stamp=STAMP)
        )
    sheets = [Sheet("=2+2", HOSTILE, "+finding", "@note"), Sheet("Empty", HOSTILE.head(0))]
    return workbook(Contents("=1+1", "-1", sheets, {"Area": "=A1"}, STAMP, True))


@pytest.fixture(scope="module", params=["paper", "report", "page with hostile text"])
def content(request) -> bytes:
    return made(request.param)


@pytest.fixture(scope="module")
def book(content) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def tables(book):
    """Every sheet with a table, with its table, the frame of its cells and the boundaries of its range."""
    found = [(sheet, *sheet.tables.values()) for sheet in book if sheet.title != "Cover"]
    return [(sheet, table, range_boundaries(table.ref)) for sheet, table in found]


def cells(sheet, bounds):
    left, top, right, bottom = bounds
    return list(sheet.iter_rows(top, bottom, left, right))


# Tables


def test_every_sheet_but_the_cover_has_one_marked_up_table_with_a_telling_name(book, tables):
    assert [len(sheet.tables) for sheet in book] == [0, *[1] * (len(book.sheetnames) - 1)]
    names = [table.name for _, table, _ in tables]
    assert len({name.lower() for name in names}) == len(names)
    assert [name for name in names if not re.fullmatch(r"(table_[0-9]+|contents)_[a-z0-9_]+", name)] == []


def test_no_cell_is_merged(book):
    assert [sheet.title for sheet in book if sheet.merged_cells.ranges] == []


def test_one_header_row_with_a_different_text_in_every_column(tables):
    for sheet, table, bounds in tables:
        header = [cell.value for cell in cells(sheet, bounds)[0]]
        assert table.headerRowCount == 1
        assert header == [column.name for column in table.tableColumns]
        assert all(isinstance(text, str) and text.strip() for text in header)
        assert len({text.casefold() for text in header}) == len(header)


def test_no_cell_row_or_column_inside_a_table_is_blank(tables):
    for sheet, _, bounds in tables:
        assert [cell.coordinate for row in cells(sheet, bounds) for cell in row if cell.value in (None, "")] == []


def test_text_in_tables_is_wrapped(tables):
    for sheet, _, bounds in tables:
        assert all(cell.alignment.wrap_text for row in cells(sheet, bounds) for cell in row if cell.data_type == "s")


def test_no_filters_and_no_freeze_panes(book, tables):
    assert [sheet.title for sheet in book if sheet.freeze_panes or sheet.auto_filter.ref] == []
    assert [table.name for _, table, _ in tables if table.autoFilter is not None] == []


def test_shorthand_is_explained_on_the_sheet_that_uses_it_and_on_the_cover(book, tables):
    for sheet, _, bounds in tables:
        inside = {cell.value for row in cells(sheet, bounds) for cell in row}
        said = {row[0].value for row in sheet.iter_rows()}
        for sign, words in (("[x]", LEGEND), ("none", LEGEND_NOTHING)):
            assert (sign in inside) <= (words in said), f"{sheet.title}: {sign}"
    assert {LEGEND, LEGEND_NOTHING} <= {cell.value for row in book["Cover"].iter_rows() for cell in row}
    assert any(cell.value == "[x]" for sheet, _, bounds in tables for row in cells(sheet, bounds) for cell in row)


def test_nothing_is_hidden(book):
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == []
    for sheet in book:
        assert [key for key, row in sheet.row_dimensions.items() if row.hidden] == []
        assert [key for key, column in sheet.column_dimensions.items() if column.hidden] == []


# Notes


def test_no_symbols_or_markers_of_notes_in_cells_with_figures(tables):
    for sheet, _, bounds in tables:
        figures = [str(cell.value) for row in cells(sheet, bounds)[1:] for cell in row]
        assert [text for text in figures if "[note" in text or text[-1:] in SYMBOLS] == []


# Formatting


def test_no_background_fill_no_pictures_no_text_boxes_no_macros(book, content):
    filled = [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.fill.fill_type]
    assert filled == []
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [name for name in names if re.search("drawing|media|vba|externalLink|comments", name)] == []


def test_no_headers_and_footers_of_paper_and_no_colour_rules(book):
    for sheet in book:
        for part in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter):
            assert [part.left.text, part.center.text, part.right.text] == [None, None, None]
        assert len(sheet.conditional_formatting) == 0


def test_text_is_sans_serif_and_twelve_points_or_more(book):
    fonts = {
        (cell.font.name, cell.font.sz) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    }
    assert {name for name, _ in fonts} == {"Arial"}
    assert min(size for _, size in fonts) >= 12


def test_links_lead_to_sheets_of_the_book_and_have_text(book):
    links = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links
    for cell in links:
        assert cell.hyperlink.target is None, "nothing leads out of the file"
        assert re.fullmatch(r"'(.+)'!A1", cell.hyperlink.location)[1] in book.sheetnames
        assert cell.value


# Structure


def test_cover_first_then_contents_which_lists_and_links_every_sheet(book):
    assert book.sheetnames[:2] == ["Cover", "Contents"]
    listed = [cell.value for cell in book["Contents"]["A"] if cell.hyperlink]
    assert listed == book.sheetnames[2:]
    described = {row[0].value: row[1].value for row in book["Contents"].iter_rows(min_col=1, max_col=2)}
    assert all(described[name] == book[name]["A1"].value for name in listed)


def test_sheet_names_differ_and_no_sheet_is_blank(book):
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
    assert [sheet.title for sheet in book if sheet["A1"].value in (None, "")] == []


def test_the_title_is_in_a1_the_table_at_the_left_edge_and_nothing_below_it(tables):
    for sheet, _, (left, top, right, bottom) in tables:
        assert left == 1
        assert top > 1
        assert (sheet.max_row, sheet.max_column) == (bottom, right)
        assert all(sheet.cell(row, 1).value for row in range(1, top)), f"{sheet.title}: no blank row above the table"


def test_the_cursor_is_in_a1_and_the_first_sheet_is_shown(book):
    assert book.active.title == "Cover"
    assert {sheet.sheet_view.selection[0].activeCell for sheet in book} == {"A1"}


def test_the_properties_say_title_author_and_language(book):
    assert book.properties.title == book["Cover"]["A1"].value
    assert book.properties.creator == "csp-analytics"
    assert book.properties.language == "en-GB"


# Contents of cells


def test_numbers_are_numbers_and_nothing_is_a_formula(book, tables, content):
    for sheet in book:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n"}
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert [name for name in parts.namelist() if "worksheets/sheet" in name and b"<f>" in parts.read(name)] == []


def test_no_number_is_stored_as_text(tables):
    for sheet, _, bounds in tables:
        header, *rows = cells(sheet, bounds)
        for place, name in enumerate(header):
            if name.value in ("Score", "Number", "Fife", "Peers' median", "Doing well"):
                values = [row[place].value for row in rows if row[place].value != "[x]"]
                assert all(isinstance(value, int | float) for value in values), f"{sheet.title}: {name.value}"


def test_no_relation_leads_out_of_the_file(content):
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert [name for name in parts.namelist() if name.endswith(".rels") and b"External" in parts.read(name)] == []


# What a paper's workbook holds besides


@pytest.fixture(scope="module")
def of_paper():
    return openpyxl.load_workbook(io.BytesIO(made("paper")))


def rows_of(book, title):
    sheet = next(one for one in book if str(one["A1"].value).endswith(f": {title}"))
    (table,) = sheet.tables.values()
    header, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_cover_says_data_version_round_peers_demonstration_and_not_submitted(of_paper):
    said = [cell.value for cell in of_paper["Cover"]["A"]]
    for line in (
        STAMP,
        "Round: 2025",
        "Peers: Family group (people)",
        UPLOAD,
        "3 answers were left out, as you chose.",
    ):
        assert line in said
    assert "Demonstration data: drawn from a seed, not about the real areas." in said


def test_every_sheet_of_a_paper_says_that_it_is_demonstration_and_not_submitted(of_paper):
    for sheet in of_paper.worksheets[2:]:
        above = " ".join(str(cell.value) for cell in sheet["A"])
        assert UPLOAD in above
        assert "Demonstration data" in above


def test_header_block_summary_recommendations_plan_and_method_have_sheets(of_paper):
    header = {row["Item"]: row["Text"] for row in rows_of(of_paper, "Header block and statements")}
    assert header == {
        "Prepared by": "to be filled in",
        "Date": "22 November 2026",
        "Present": "to be filled in",
        "Purpose": "For decision",
        "Financial and human resources": "to be filled in",
        "Equality and diversity": "No one is put at a disadvantage.",
    }
    asked = rows_of(of_paper, "Summary and recommendations")
    assert [row["Kind"] for row in asked] == ["Summary"] * 2 + ["Recommendation"] * 2
    assert [row["Number"] for row in asked] == [1, 2, 1, 2]
    assert asked[2]["Text"] == "Agree the action plan."
    plan = rows_of(of_paper, "Action plan")
    assert [row["Milestone"] for row in plan] == [
        "Protocol signed by all partners",
        "none",
        "Protocol signed by all partners",
    ]
    assert [row["Status"] for row in plan] == ["none"] * 3
    method = rows_of(of_paper, "Method and coverage")
    assert method[0] == {"Section": "Method", "Sentence": "Scores run from 0 to 100."}


def test_the_figures_are_those_of_the_exhibits(of_paper):
    found = rows_of(of_paper, "Maturity score by principle, Fife and its peers")
    assert [row["Fife"] for row in found] == [62, 40, "[x]", 75]
    assert [row["Peers' median"] for row in found] == [55, 50, 45, 60]
