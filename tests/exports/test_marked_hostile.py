"""Marking files that nobody should open: refused ones are not opened, and nothing in a copy is live."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from csp_analytics.exports.marked import marked as module
from csp_analytics.exports.marked.marked import marked
from csp_analytics.ingest.corrections import Correction
from csp_analytics.ingest.files.safety import Refusal
from csp_analytics.ingest.recognise import read_file
from csp_analytics.problems import Problem
from tests import builders

FORMULAS = ("=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", '=HYPERLINK("http://x","y")', "\t=1")
REFUSED = [
    builders.zip_bomb,
    builders.many_sheets,
    builders.password_protected,
    builders.entity_bomb,
    builders.far_cell,
    builders.truncated,
    builders.picture_renamed,
    builders.web_page_as_xls,
    builders.old_excel,
]


def book_of(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def bytes_of(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def everything(data: bytes) -> str:
    return "\n".join(parts(data).values())


def has_formula(data: bytes) -> bool:
    sheets = [text for name, text in parts(data).items() if name.startswith("xl/worksheets/sheet")]
    return any(re.search(r"<(\w+:)?f[ >/]", text) for text in sheets)


@pytest.mark.parametrize("build", REFUSED, ids=lambda one: one.__name__)
def test_what_the_readers_refuse_is_not_opened(tmp_path, build, monkeypatch):
    data = build(tmp_path / "a.xlsx").read_bytes()
    problems = read_file(data, "a.xlsx").problems
    monkeypatch.setattr(module.isolation, "ask", _only_the_reader(module.isolation.ask))
    book = book_of(marked(data, "a.xlsx", problems))
    assert book.sheetnames == ["Problems"]
    sheet = book["Problems"]
    assert sheet["A3"].value.startswith("The file could not be opened")
    assert (sheet["C6"].value or "", sheet["G6"].value) == (problems[0].found, "To put right")
    assert sheet["E6"].value == problems[0].advice


def _only_the_reader(ask):
    def asked(data, start, **more):
        assert "exports.marking" not in start
        return ask(data, start, **more)

    return asked


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_text_everywhere(tmp_path, text):
    rows = [["Area", "Level"], [text, text]]
    problems = [Problem("error", "a", "One", "A2", text, text, text, text, code="unknown-area")]
    for data, name in (
        (builders.ods(tmp_path / "a.ods", {"One": [["x"], ["y"]]}).read_bytes(), "a.ods"),
        (builders.csv_file(tmp_path / "a.csv", rows).read_bytes(), "a.csv"),
        (_as_text(rows), "a.xlsx"),
    ):
        made = marked(data, name, problems, [Correction("One" if name != "a.csv" else "", "A2", text)])
        assert not has_formula(made)
        for sheet in book_of(made).worksheets:
            cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
            alike = [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@"))]
            assert all(cell.data_type == "s" and cell.quotePrefix for cell in alike)
            assert alike


def _as_text(rows) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "One"
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = book.active.cell(row, column, value)
            cell.data_type = "s"
    return bytes_of(book)


def test_formulas_become_their_stored_values(tmp_path):
    path = builders.workbook(tmp_path / "a.xlsx", {"One": [[1, 2, None, None]]})
    cells = '<row r="1"><c r="A1"><f>2*3</f><v>6</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>=ab</v></c>'
    cells += '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1"><f>NOW()</f></c></row>'
    content = builders.parts_of(path)[builders.SHEET_PART].decode()
    content = re.sub(r"<row.*</row>", lambda _: cells, content, flags=re.S)
    builders.replace_parts(path, {builders.SHEET_PART: content})
    made = marked(path.read_bytes(), "a.xlsx", [])
    assert not has_formula(made)
    assert [cell.value for cell in book_of(made)["One"][1]] == [6, "=ab", "#DIV/0!", "=NOW()"]
    assert [cell.data_type for cell in book_of(made)["One"][1]] == ["n", "s", "e", "s"]


def test_nothing_that_runs_calculates_or_reaches_out_is_copied(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Area", "Level"], ["Fife", 1]):
        sheet.append(row)
    sheet.add_table(Table(displayName="T", ref="A1:B2"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
    sheet.add_chart(chart)
    sheet.conditional_formatting.add("A1:B2", FormulaRule(formula=["SECRETRULE(1)"]))
    book.defined_names["Run"] = DefinedName("Run", attr_text="cmd|'/C calc'!A0")
    book.defined_names["Fine"] = DefinedName("Fine", attr_text="Sheet!$A$1:$A$2")
    sheet["A2"].hyperlink = "file://server/share/x.exe"
    sheet["B2"].hyperlink = "https://www.gov.scot/"
    made = marked(bytes_of(book), "a.xlsx", [])
    names = [name for name in parts(made) if re.search("table|chart|vba|external|pivot|media", name)]
    assert names == []
    text = everything(made)
    assert [word for word in ("SECRETRULE", "calc'", "x.exe") if word in text] == []
    assert [word for word in ("https://www.gov.scot/", "Sheet!$A$1:$A$2") if word not in text] == []


def test_macros_are_left_behind(tmp_path):
    made = marked(builders.with_macros(tmp_path / "a.xlsm").read_bytes(), "a.xlsm", [])
    assert [name for name in parts(made) if "vba" in name.lower()] == []
    assert "macroEnabled" not in everything(made)
    assert book_of(made).sheetnames == ["Problems", "Ratings"]


def test_script_and_markdown_stay_what_they_look_like(tmp_path):
    nasty = "<script>alert(1)</script> **bold** [x](http://y) _x0041_ \u200b\U0001f600 Gàidhlig"
    path = builders.csv_file(tmp_path / "a.csv", [["Area", nasty]])
    book = book_of(marked(path.read_bytes(), "../" * 20 + "ñ" * 300 + ".csv", [Problem("error", "a", "", "B1", nasty)]))
    shown = nasty.replace("\u200b", "")
    assert book["Table"]["B1"].value.replace("_x005F_x", "_x") == shown
    assert book["Problems"]["C6"].value.replace("_x005F_x", "_x") == shown


def test_a_file_too_large_to_copy_gets_the_list_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_CELLS", 3)
    book = book_of(
        marked(builders.workbook(tmp_path / "a.xlsx").read_bytes(), "a.xlsx", [Problem("error", "a", "R", "A1")])
    )
    assert book.sheetnames == ["Problems"]
    assert [cell.value for cell in book["Problems"][6]][:2] == ["R", "A1"]
    assert book["Problems"]["B6"].hyperlink is None


def test_a_file_that_the_second_reader_cannot_follow_comes_as_its_cells(tmp_path):
    path = builders.workbook(tmp_path / "a.xlsx", {"One": [["Fife", 3]]})
    content = builders.parts_of(path)[builders.SHEET_PART].decode()
    builders.replace_parts(path, {builders.SHEET_PART: content.replace('baseColWidth="8"', 'baseColWidth="eight"')})
    with pytest.raises((TypeError, ValueError, KeyError)):
        openpyxl.load_workbook(path)
    book = book_of(marked(path.read_bytes(), "a.xlsx", [Problem("error", "a", "One", "B1", "3")]))
    assert [cell.value for cell in book["One"][1]] == ["Fife", 3]
    assert book["One"]["B1"].comment.text == "Found: 3"


def test_a_child_that_dies_leaves_the_list(tmp_path, monkeypatch):
    data = builders.workbook(tmp_path / "a.xlsx").read_bytes()
    ask = module.isolation.ask

    def dying(sent, start, **more):
        if "exports.marked.marking" in start:
            raise Refusal("too-large-or-damaged")
        return ask(sent, start, **more)

    monkeypatch.setattr(module.isolation, "ask", dying)
    book = book_of(marked(data, "a.xlsx", [Problem("error", "a", "Ratings", "A1", "x")]))
    assert (book.sheetnames, book["Problems"]["C6"].value) == (["Problems"], "x")
    assert book["Problems"]["A3"].value.startswith("The file could not be copied safely")


def test_the_child_has_the_limits_of_the_readers():
    start = module._START.replace("import main; main()", "import limit_resources; import resource as r; ")
    start += "limit_resources(); print([r.getrlimit(kind)[0] for kind in (r.RLIMIT_AS, r.RLIMIT_FSIZE)])"
    assert module.isolation.ask(b"", start).decode().strip() == str([2 * 1024**3, 0])
