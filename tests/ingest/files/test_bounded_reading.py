"""Memory and time stay bounded whatever comes in, in the server and in its child processes."""

from __future__ import annotations

import marshal
import os
import threading
import time

import pytest

from csp_analytics.ingest.files import isolation, safety
from csp_analytics.ingest.files.safety import Refusal
from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.surveys.mapping import MOST_CHARACTERS, Mapping
from tests import builders

MB = 1_000_000


def sheet(path, data: str, before: str = "", after: str = ""):
    """A workbook whose sheet holds this between its rows, and beside them."""
    builders.workbook(path)
    xml = f"<worksheet {NAMESPACE}>{before}<sheetData>{data}</sheetData>{after}</worksheet>"
    return builders.replace_parts(path, {builders.SHEET_PART: xml})


NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
# Each of these took a minute before, all that a child may take: patterns that began anew at every letter.
ENDLESS = {
    "formulas that do not end": '<row r="1">' + '<c r="A1"><f>' * 100_000 + "</row>",
    "errors that do not end": '<row r="1">' + '<c r="A1" t="e">#' * 100_000 + "</row>",
    "addresses outside of cells": ' r="A1"' * 200_000,
    "one cell of many types": "<c " + ' t="e"' * 100_000 + " #",
    "values that do not end": '<row r="1"><c r="A1"><f>1</f>' + "<v" * 100_000 + "</c></row>",
    "columns that do not end": "<cols>" + "<col " * 100_000,
    "one long word": "<c " + "a" * 500_000 + "=",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_no_text_makes_the_search_for_odd_cells_longer_than_it_is_long(tmp_path, name):
    data = sheet(tmp_path / "a.xlsx", ENDLESS[name]).read_bytes()
    answer = marshal.loads(isolation.ask(data, isolation._START, seconds=20))
    if answer[0] == "refused":
        assert answer[1] in {"damaged-file", "cells-without-addresses"}
    else:
        assert not any(marshal.loads(sheet[2]) for sheet in answer[3])


def test_definitions_far_into_a_part_are_found_too(tmp_path):
    text = f"<sst {NAMESPACE}><!--{' ' * (3 * 2**20)}--><!ENTITY a 'ha'></sst>"
    path = builders.replace_parts(builders.workbook(tmp_path / "a.xlsx"), {"xl/sharedStrings.xml": text})
    assert read_workbook(path)[1][0].code == "unsafe-xml"


def test_a_text_longer_than_a_cell_of_excel_is_refused_with_its_cell(tmp_path):
    long = "x" * (safety.MAX_TEXT + 1)
    row = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3" t="inlineStr"><is><t>{long}</t></is></c></row>'
    problem = read_workbook(sheet(tmp_path / "a.xlsx", row))[1][0]
    assert (problem.code, problem.sheet, problem.cell) == ("too-much-text", "Ratings", "C3")
    problem = read_workbook(f"a,b\n1,{long}\n".encode(), "a.csv")[1][0]
    assert (problem.code, problem.cell) == ("too-much-text", "row 2")


def test_merged_ranges_end_with_the_sheet_and_are_not_without_number(tmp_path):
    over_all = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    book, _ = read_workbook(sheet(tmp_path / "a.xlsx", ONE + '<row r="3"><c r="B3"><v>1</v></c></row>', after=over_all))
    assert book.sheets[0].merged == ((0, 0, 2, 1),)
    many = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, safety.MAX_MERGED + 2))
    path = sheet(tmp_path / "b.xlsx", ONE, after=f"<mergeCells>{many}</mergeCells>")
    assert read_workbook(path)[1][0].code == "too-many-merged"


def test_hidden_columns_end_with_what_is_read_and_overlaps_count_once(tmp_path):
    columns = (
        '<cols><col min="3" max="99999999" hidden="1"/>' + '<col min="1" max="2" hidden="1"/>' * 20_000 + "</cols>"
    )
    book, _ = read_workbook(sheet(tmp_path / "a.xlsx", ONE, before=columns))
    assert book.sheets[0].hidden == ((0, 1), (2, safety.MAX_COLUMNS - 1))


def test_odd_cells_repeated_bit_by_bit_are_counted_together(tmp_path):
    path = builders.ods(tmp_path / "a.ods", {"Ratings": [["#REF!"]]})
    content = builders.parts_of(path)["content.xml"].decode()
    cell = '<table:table-cell table:number-columns-repeated="900000" calcext:value-type="error"/>'
    builders.replace_parts(
        path, {"content.xml": content.replace("</table:table-row>", cell * 2 + "</table:table-row>")}
    )
    assert read_workbook(path)[1][0].code == "too-many-cells"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\n" * 6 * MB, "nothing-in-file"),
        (b"," * 6 * MB, "nothing-in-file"),
        (b"a" * 6 * MB, "broken-quotes"),
        (b'"a""' * 5 * MB, "broken-quotes"),
        (b"x,y\n" * 5 * MB, "too-many-rows"),
    ],
    ids=["line ends", "commas", "one word", "quotation marks", "rows"],
)
def test_a_long_csv_is_taken_apart_in_a_child(monkeypatch, data, code):
    monkeypatch.setattr("csp_analytics.ingest.files.text_file.split", None)  # nothing of it is done in this process
    assert read_workbook(data, "a.csv")[1][0].code == code


def test_a_long_csv_that_is_sound_comes_back_from_the_child():
    rows = b"Area,Level\n" + b"Fife,3\n\n" * 70_000
    assert len(rows) > safety.SMALL_TEXT_BYTES
    book, problems = read_workbook(rows, "a.csv")
    assert problems == []
    assert (len(book.sheets[0].rows), book.sheets[0].rows[:4]) == (
        140_000,
        [["Area", "Level"], ["Fife", "3"], [], ["Fife", "3"]],
    )


ECHO = "import sys, time; sys.stdin.buffer.read(); time.sleep(0.2); sys.stdout.write('x')"


def test_so_many_children_at_once_and_the_next_waits(monkeypatch):
    now, most, lock = [0], [0], threading.Lock()
    run = isolation._run

    def counted(*asked):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        try:
            return run(*asked)
        finally:
            with lock:
                now[0] -= 1

    monkeypatch.setattr(isolation, "_run", counted)
    threads = [threading.Thread(target=isolation.ask, args=(b"", ECHO)) for _ in range(3 * safety.MAX_CHILDREN)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most[0] == safety.MAX_CHILDREN


def test_a_file_whose_turn_does_not_come_is_told_to_come_again(tmp_path, monkeypatch):
    monkeypatch.setattr(isolation, "_places", threading.BoundedSemaphore(1))
    monkeypatch.setattr(isolation, "WAIT_SECONDS", 0.01)
    isolation._places.acquire()
    problem = read_workbook(builders.workbook(tmp_path / "a.xlsx"))[1][0]
    assert problem.code == "busy"
    assert "load it again in a minute" in problem.sentence


def test_an_answer_without_end_is_not_taken_into_memory(monkeypatch):
    monkeypatch.setattr(isolation, "MAX_ANSWER_BYTES", 1_000)
    endless = "import sys\nwhile True: sys.stdout.write('x' * 1000)"
    start = time.perf_counter()
    with pytest.raises(Refusal):
        isolation.ask(b"", endless)
    assert time.perf_counter() - start < 20


def test_a_child_that_reads_nothing_and_one_that_complains_without_end_are_stopped():
    for start in ("import time; time.sleep(60)", "import sys\nwhile True: sys.stderr.write('x' * 1000)"):
        with pytest.raises(Refusal):
            isolation.ask(b"x" * MB, start, seconds=1)


def test_the_child_knows_no_secret_of_the_server(monkeypatch):
    monkeypatch.setenv("CSP_OIDC_SECRET", "very secret")
    told = isolation.ask(b"", "import os, sys; sys.stdout.write(repr(dict(os.environ)))").decode()
    assert "CSP_" not in told
    assert "PATH" in told
    assert "PATH" in os.environ


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, "9" * 5_000, "x" * (MOST_CHARACTERS + 1), '{"definition": 1, "columns": {}}'],
)
def test_a_mapping_nested_without_end_or_too_long_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match="mapping"):
        Mapping.of_json(text)
