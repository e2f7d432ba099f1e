"""Error cells and formulas without a value: a fast reader gives blanks for both, and a blank is an answer."""

from __future__ import annotations

from html import escape

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.ingest.files.sheet_xml import SheetScan, column_letters
from csp_analytics.ingest.files.workbook import read_workbook
from tests import builders


def test_an_error_cell_is_not_a_blank(tmp_path):
    path = builders.workbook(tmp_path / "a.xlsx", {"Notes": [["text"]], "Ratings": [["Area", "Level"], ["Fife", 3]]})
    builders.with_error_cell(path, "B2", "#REF!", sheet="Ratings")
    builders.with_error_cell(path, "D14", "#N/A", sheet="Ratings")
    notes, ratings = read_workbook(path)[0].sheets
    assert notes.errors == {}
    assert ratings.errors == {(1, 1): "#REF!", (13, 3): "#N/A"}
    assert ratings.rows == [["Area", "Level"], ["Fife"]]


def test_an_error_cell_in_a_sheet_with_an_ampersand_in_its_name(tmp_path):
    path = builders.workbook(tmp_path / "a.xlsx", {"R&D <2025> 'é'": [["#REF!"], [3]]})
    assert read_workbook(path)[0].sheets[0].errors == {(0, 0): "#REF!"}


def test_the_typed_text_n_a_is_no_error(tmp_path):
    path = builders.sheet_xml(tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="inlineStr"><is><t>#N/A</t></is></c></row>')
    sheet = read_workbook(path)[0].sheets[0]
    assert (sheet.rows, sheet.errors) == ([["#N/A"]], {})


def test_a_formula_that_was_never_calculated_is_told_with_its_text(tmp_path):
    path = builders.formula_without_value(builders.workbook(tmp_path / "a.xlsx"), "C2", '=IF(B2>2,"R&D","<low>")')
    sheet = read_workbook(path)[0].sheets[0]
    assert sheet.uncalculated == {(1, 2): '=IF(B2>2,"R&D","<low>")'}
    assert sheet.value(1, 2) is None


def test_a_formula_with_its_value_is_that_value(tmp_path):
    cells = {
        "C1": ("=B2+1", "4", ""),
        "C2": ("=A2", "Fife", "str"),
        "C3": ('=IF(A1=1,"x","")', "", "str"),  # calculated: an empty text
        "D1": ("=1/0", "#DIV/0!", "e"),
    }
    sheet = read_workbook(builders.calculated_formulas(builders.workbook(tmp_path / "a.xlsx"), cells))[0].sheets[0]
    assert [sheet.value(row, 2) for row in range(3)] == [4.0, "Fife", None]
    assert sheet.uncalculated == {}
    assert sheet.errors == {(0, 3): "#DIV/0!"}


def test_a_shared_formula_without_a_value(tmp_path):
    first = '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v></v></c>'
    rows = f'<row r="1">{first}<c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    sheet = read_workbook(builders.sheet_xml(tmp_path / "a.xlsx", rows))[0].sheets[0]
    assert sheet.uncalculated == {(0, 0): "=B1*2", (1, 0): "a shared formula"}


def test_xml_with_a_prefix_or_single_quotes_is_read_like_any_other(tmp_path):
    prefixed = '<x:row r="2"><x:c r="B2" t="e"><x:v>#N/A</x:v></x:c><x:c r="C2"><x:f>A1</x:f></x:c></x:row>'
    single = "<row r='2'><c r='B2' t='e'><v>#N/A</v></c><c r='C2'><f>A1</f></c></row>"
    for number, (rows, root) in enumerate(((prefixed, "x:worksheet"), (single, "worksheet"))):
        sheet = read_workbook(builders.sheet_xml(tmp_path / f"{number}.xlsx", rows, root=root))[0].sheets[0]
        assert (sheet.errors, sheet.uncalculated) == ({(1, 1): "#N/A"}, {(1, 2): "=A1"})


def test_an_error_cell_that_holds_nothing_does_not_take_its_neighbours_value(tmp_path):
    rows = (
        '<row r="1"><c r="A1" t="e"/><c r="B1"><v>3</v></c><c r="C1" t="e"><v>#NUM!</v></c><c r="D1"><v>4</v></c></row>'
    )
    sheet = read_workbook(builders.sheet_xml(tmp_path / "a.xlsx", rows))[0].sheets[0]
    assert sheet.errors == {(0, 2): "#NUM!"}
    assert sheet.value(0, 1) == 3.0


def test_repeated_cells_of_an_opendocument_spreadsheet_are_counted(tmp_path):
    path = builders.ods(tmp_path / "a.ods", {"S": [["x", "y"], ["z", "#REF!", "=1+1"]]})
    content = builders.parts_of(path)["content.xml"].decode()
    twice = '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>z'
    content = content.replace('<table:table-cell office:value-type="string"><text:p>z', twice)
    content = content.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="3">', 1)
    content = content.replace("<table:table-cell ", "<table:covered-table-cell/><table:table-cell ")
    builders.replace_parts(path, {"content.xml": content})
    sheet = read_workbook(path)[0].sheets[0]
    # three rows of blank, x, blank, y; then one row of blank, z, z, blank, error, blank, formula
    assert sheet.rows == [[None, "x", None, "y"]] * 3 + [[None, "z", "z"]]
    assert sheet.errors == {(3, 4): "#REF!"}
    assert sheet.uncalculated == {(3, 6): "=1+1"}


def test_odd_cells_without_addresses_are_refused_rather_than_taken_for_blanks(tmp_path):
    rows = '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>'
    book, (problem,) = read_workbook(builders.sheet_xml(tmp_path / "a.xlsx", rows))
    assert book is None
    assert (problem.code, problem.sheet) == ("cells-without-addresses", "Ratings")


def test_errors_in_a_csv_are_told_like_those_of_a_workbook(tmp_path):
    path = builders.csv_file(tmp_path / "a.csv", [["Area", "Level"], ["Fife", "#REF!"], ["Moray", "N/A"]])
    sheet = read_workbook(path)[0].sheets[0]
    assert sheet.errors == {(1, 1): "#REF!"}
    assert sheet.rows == [["Area", "Level"], ["Fife", None], ["Moray", "N/A"]]


_KINDS = {
    "number": '<c r="{0}"><v>3</v></c>',
    "style": '<c r="{0}" s="0"/>',
    "text": '<c r="{0}" t="inlineStr"><is><t>#N/A? {1}</t></is></c>',
    "error": '<c r="{0}" t="e"><v>#REF!</v></c>',
    "error with formula": '<c r="{0}" s="0" t="e"><f>{1}</f><v>#N/A</v></c>',
    "calculated": '<c r="{0}"><f>{1}</f><v>4</v></c>',
    "calculated text": '<c r="{0}" t="str"><f>{1}</f><v>good</v></c>',
    "uncalculated": '<c r="{0}" s="0"><f>{1}</f><v></v></c>',
    "uncalculated, no value": '<c r="{0}"><f>{1}</f></c>',
}


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(st.lists(st.sampled_from(sorted(_KINDS)), min_size=1, max_size=6), min_size=1, max_size=8),
    block=st.integers(1, 200),
)
@pytest.mark.parametrize("formula", ['A1&"<x>"', "SUM(A1:B2)"])
def test_the_search_finds_what_openpyxl_finds_however_the_bytes_are_cut(tmp_path_factory, formula, cells, block):
    """openpyxl parses the XML properly and slowly: once for formulas, once for values."""
    rows = ""
    for number, kinds in enumerate(cells, start=1):
        places = (f"{column_letters(column)}{number}" for column in range(len(kinds)))
        written = (_KINDS[kind].format(place, escape(formula)) for kind, place in zip(kinds, places, strict=True))
        rows += f'<row r="{number}">{"".join(written)}</row>'
    path = builders.sheet_xml(tmp_path_factory.mktemp("odd") / "a.xlsx", rows)
    formulas, values = (openpyxl.load_workbook(path, data_only=only).active for only in (False, True))
    errors, uncalculated = {}, {}
    for row in values.iter_rows():
        for cell in row:
            place = (cell.row - 1, cell.column - 1)
            if cell.data_type == "e":
                errors[place] = cell.value
            elif formulas.cell(cell.row, cell.column).data_type == "f" and cell.value is None:
                uncalculated[place] = formulas.cell(cell.row, cell.column).value

    scan = SheetScan("Ratings")
    content = builders.parts_of(path)[builders.SHEET_PART]
    scan.feed(content[:120])  # the root element comes in one piece: blocks are a megabyte long
    for start in range(120, len(content), block):
        scan.feed(content[start : start + block])
    found = scan.close()
    assert found.errors == errors
    assert found.uncalculated == uncalculated
