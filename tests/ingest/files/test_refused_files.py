"""Files that are not read: each says what it is, what was expected and what to do, and harms nobody."""

from __future__ import annotations

import time

import pytest

from csp_analytics.ingest.files import isolation, safety
from csp_analytics.ingest.files.safety import Refusal
from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.problems import Problem
from tests import builders


def refusal(path) -> Problem:
    """The one problem for which the file is refused."""
    book, problems = read_workbook(path)
    assert book is None
    assert [problem.severity for problem in problems] == ["error"]
    assert problems[0].file == path.name
    assert problems[0].expected
    assert problems[0].advice
    return problems[0]


CASES = [
    # what the builder writes, name of the file, code, words that the sentence must hold
    (builders.password_protected, "a.xlsx", "password-protected", "Encrypt with Password"),
    (builders.corrupt_zip, "a.xlsx", "damaged-file", "cannot be unpacked"),
    (builders.truncated, "a.xlsx", "damaged-file", "download it again"),
    (builders.picture_renamed, "a.xlsx", "not-a-spreadsheet", "found 'a PNG picture'"),
    (builders.pdf_renamed, "a.ods", "not-a-spreadsheet", "found 'a PDF document'"),
    (builders.web_page_as_xls, "a.xls", "web-page", "export a web page under the name .xls"),
    (builders.old_excel, "a.xlsx", "old-format", "save it as an Excel Workbook (.xlsx)"),
    (builders.other_zip, "a.xlsx", "not-a-spreadsheet", "found 'a Word document'"),
    (builders.entity_bomb, "a.xlsx", "unsafe-xml", "can stop a computer"),
    (builders.zip_bomb, "a.xlsx", "unpacks-too-large", "unpack to more than"),
    (builders.million_rows, "a.xlsx", "too-many-rows", "at most 250,000 rows in a sheet"),
    (builders.many_sheets, "a.xlsx", "too-many-sheets", "found '201 sheets'. Expected at most 200 sheets"),
    (builders.far_cell, "a.xlsx", "too-many-rows", "found 'a filled cell in row 1,048,576'"),
]


@pytest.mark.parametrize(("build", "name", "code", "words"), CASES, ids=lambda value: getattr(value, "__name__", None))
def test_every_bad_file_is_refused_in_plain_words_and_quickly(tmp_path, build, name, code, words):
    path = build(tmp_path / name)
    start = time.perf_counter()
    problem = refusal(path)
    assert problem.code == code
    assert words in problem.sentence
    assert time.perf_counter() - start < 10


def test_an_empty_file(tmp_path):
    path = tmp_path / "ratings.xlsx"
    path.touch()
    problem = refusal(path)
    assert problem.code == "empty-file"
    assert problem.sentence.startswith("ratings.xlsx: found 'an empty file (0 bytes)'. Expected an Excel workbook")


def test_a_workbook_and_a_csv_without_a_filled_cell(tmp_path):
    (tmp_path / "b.csv").write_text("\r\n,,\r\n")
    for path in (builders.workbook(tmp_path / "a.xlsx", {"One": [], "Two": [[None]]}), tmp_path / "b.csv"):
        assert refusal(path).code == "nothing-in-file"


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    assert refusal(tmp_path / "none.xlsx").code == "file-not-found"
    assert refusal(tmp_path).code == "file-not-readable"


def test_the_first_cell_beyond_the_limit_has_its_address(tmp_path):
    problem = refusal(builders.million_rows(tmp_path / "a.xlsx", 260_000))
    assert (problem.sheet, problem.cell) == ("Ratings", "A250001")
    problem = refusal(builders.far_cell(tmp_path / "b.xlsx", "XFD2"))
    assert (problem.code, problem.sheet, problem.cell) == ("too-many-columns", "Ratings", "XFD2")
    assert "Ctrl+End" in problem.sentence


def test_a_sheet_at_the_limit_is_read(tmp_path):
    book, problems = read_workbook(builders.far_cell(tmp_path / "a.xlsx", "Z250000"))  # 250,000 x 26 = 6.5 million
    assert problems == []
    assert len(book.sheets[0].rows) == 250_000
    assert book.sheets[0].value(249_999, 25) == 1.0
    problem = refusal(builders.far_cell(tmp_path / "b.xlsx", "AA250000"))
    assert (problem.code, problem.found) == ("too-many-cells", "250,000 rows by 27 columns")


@pytest.mark.parametrize("empty", ['s="1"/>', 's="1"></c>', 's="1"><v></v></c>', 's="1"><v/></c>'])
def test_colours_on_empty_cells_far_away_do_not_count(tmp_path, empty):
    book, problems = read_workbook(builders.ghost_cells(tmp_path / "a.xlsx", empty=empty))
    assert problems == []
    assert book.sheets[0].rows == [[1.0]]


def test_a_file_that_kills_the_reader_kills_only_the_child(tmp_path):
    path = builders.far_cell(tmp_path / "a.xlsx", "ZZ200000")  # within rows and columns, 140 million cells between
    problem = refusal(path)
    assert problem.code == "too-large-or-damaged"
    assert "too large or damaged" in problem.sentence
    assert path.stat().st_size < 5_000


def test_a_child_that_takes_too_long_is_stopped(tmp_path):
    data = builders.workbook(tmp_path / "a.xlsx").read_bytes()
    with pytest.raises(Refusal) as stopped:
        isolation.read_in_child(data, seconds=0.001)
    assert stopped.value.code == "too-large-or-damaged"


def test_a_child_that_cannot_start_is_not_blamed_on_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(isolation, "_START", "import no_such_module_anywhere")
    with pytest.raises(RuntimeError, match="no_such_module_anywhere"):
        read_workbook(builders.workbook(tmp_path / "a.xlsx"))


def test_a_bomb_that_lies_about_its_size_is_measured_by_what_comes_out(tmp_path):
    path = builders.zip_bomb(tmp_path / "a.xlsx", megabytes=120, claimed=1_000)
    assert refusal(path).code == "unpacks-too-large"
    small_lie = builders.zip_bomb(tmp_path / "b.xlsx", megabytes=1, claimed=1_000)
    assert refusal(small_lie).code == "damaged-file"


def test_a_sheet_in_another_encoding_is_refused_rather_than_read_as_blank(tmp_path):
    path = builders.sheet_xml(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    content = builders.parts_of(path)[builders.SHEET_PART].decode()
    builders.replace_parts(path, {builders.SHEET_PART: content.encode("utf-16")})
    assert refusal(path).code == "damaged-file"


def test_texts_in_another_encoding_are_refused_rather_than_read_as_blank(tmp_path):
    path = builders.sheet_xml(tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    texts = '<?xml version="1.0" encoding="utf-16"?><sst><si><t>Fife</t></si></sst>'
    builders.replace_parts(path, {"xl/sharedStrings.xml": texts.encode("utf-16")})
    problem = refusal(path)
    assert (problem.code, problem.found) == ("damaged-file", "XML in an encoding that spreadsheets do not use")


def test_a_list_of_sheets_that_names_a_missing_one(tmp_path):
    path = builders.workbook(tmp_path / "a.xlsx", {"Ratings": [["x"]], "Lost": [["y"]]})
    parts = builders.parts_of(path)
    rest = {name: body for name, body in parts.items() if name != "xl/worksheets/sheet2.xml"}
    path.unlink()
    builders.zip_of(path, rest)
    problem = refusal(path)
    assert (problem.code, problem.sheet) == ("damaged-file", "Lost")


def test_an_opendocument_bomb_of_repeated_cells(tmp_path):
    path = builders.ods(tmp_path / "a.ods", {"Ratings": [["x"]]})
    content = builders.parts_of(path)["content.xml"].decode()
    repeated = content.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">')
    repeated = repeated.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384" ')
    assert repeated.count("repeated") == 2
    builders.replace_parts(path, {"content.xml": repeated})
    assert refusal(path).code in {"too-large-or-damaged", "damaged-file", "too-many-rows"}


def test_an_opendocument_error_repeated_over_the_whole_sheet(tmp_path):
    path = builders.ods(tmp_path / "a.ods", {"Ratings": [["#REF!"]]})
    content = builders.parts_of(path)["content.xml"].decode()
    repeated = content.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">')
    builders.replace_parts(path, {"content.xml": repeated})
    problem = refusal(path)
    assert (problem.code, problem.found) == ("too-many-cells", "one cell repeated 1,048,576 times")


def test_a_protected_opendocument_spreadsheet(tmp_path):
    path = builders.ods(tmp_path / "a.ods")
    manifest = builders.parts_of(path)["META-INF/manifest.xml"].decode()
    locked = manifest.replace("</manifest:manifest>", "<manifest:encryption-data/></manifest:manifest>")
    builders.replace_parts(path, {"META-INF/manifest.xml": locked})
    assert refusal(path).code == "password-protected"


def test_the_lock_file_that_excel_leaves_is_named(tmp_path):
    path = tmp_path / "~$returns.xlsx"
    path.write_bytes(b"\x05Moira".ljust(55) + "\x05Moira".encode("utf-16-le").ljust(110, b"\0"))
    problem = refusal(path)
    assert problem.code == "lock-file"
    assert "without '~$' at the front" in problem.sentence


def test_a_file_too_large_to_look_at_is_not_loaded_into_memory(tmp_path):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as out:
        out.truncate(safety.MAX_FILE_BYTES + 1)  # a hole: it takes no room on the disk
    problem = refusal(path)
    assert (problem.code, problem.expected) == ("file-too-large", "a file of at most 100 MB")
