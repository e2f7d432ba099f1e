"""CSV files as people's programs save them: encodings, delimiters, quotation marks and blank lines."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.ingest.files import safety, text_file
from csp_analytics.ingest.files.workbook import read_workbook
from tests import builders

ROWS = [["Area", "Level", "Evidence"], ["Argyll & Bute", "3", "“good”, café"], ["Fife", None, "£5"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_every_encoding_delimiter_and_line_end(tmp_path, encoding, delimiter, newline):
    path = builders.csv_file(tmp_path / "a.txt", ROWS, encoding=encoding, delimiter=delimiter, newline=newline)
    book, problems = read_workbook(path)
    assert problems == []
    assert (book.kind, book.sheets[0].name, book.sheets[0].visible) == ("csv", "", True)
    assert book.sheets[0].rows == ROWS


def test_everything_is_text(tmp_path):
    row = ["007", "3.50", "TRUE", "2025-04-01", "N/A", " padded "]
    assert read_workbook(builders.csv_file(tmp_path / "a.csv", [row]))[0].sheets[0].rows == [row]


def test_blank_lines_keep_their_row_and_blank_ends_go(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"Title\n\nArea,Level,,\nFife,,3,\n\n,,\n")
    assert read_workbook(path)[0].sheets[0].rows == [["Title"], [], ["Area", "Level"], ["Fife", None, "3"]]


def test_a_line_break_and_a_comma_within_quotation_marks(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'Area,Evidence\r\nFife,"one, two\r\nand ""three"""\r\n')
    assert read_workbook(path)[0].sheets[0].rows[1] == ["Fife", 'one, two\r\nand "three"']


def test_excels_own_line_that_names_the_delimiter_is_obeyed_and_not_shown(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"sep=;\r\nArea;Note\r\nFife;1,5\r\n")
    assert read_workbook(path)[0].sheets[0].rows == [["Area", "Note"], ["Fife", "1,5"]]


def test_title_rows_and_commas_in_text_do_not_mislead_the_search_for_the_delimiter(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"Returns, all areas, 2025\nArea;Level;Evidence\nFife;3;plans, reports\nMoray;2;none\n")
    assert read_workbook(path)[0].sheets[0].rows[1:3] == [
        ["Area", "Level", "Evidence"],
        ["Fife", "3", "plans, reports"],
    ]


def test_semicolons_between_ticked_options_do_not_win_though_every_row_has_as_many():
    text = "Id,Which skills?\n" + "".join(f"{n},Maps;Plans;Visits\n" for n in range(40))
    assert text_file.split(text)[1] == ["0", "Maps;Plans;Visits"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_does_not_say_so(encoding):
    assert text_file.decode("Area,Level\nFife,3 café\n".encode(encoding)) == ("Area,Level\nFife,3 café\n", 0)


def test_the_line_that_names_the_delimiter_ends_as_old_macs_end_lines():
    assert text_file.split("sep=;\rArea;Note\rFife;1,5\r") == [["Area", "Note"], ["Fife", "1,5"]]


def test_an_open_quotation_mark_does_not_swallow_the_rest_of_the_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'Area,Evidence\nFife,"plans\nMoray,none\nAngus,none\n')
    book, (problem,) = read_workbook(path)
    assert book is None
    assert (problem.code, problem.cell) == ("broken-quotes", "row 2")
    assert "a.csv, row 2: " in problem.sentence
    assert "has to be doubled" in problem.sentence


def test_characters_that_no_encoding_explains_are_counted_and_reported(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"Area,Level\nFife,caf\x81\n" + b"Moray,2\n" * 40)  # 0x81 is no letter in Windows-1252
    book, (problem,) = read_workbook(path)
    assert book.sheets[0].rows[1] == ["Fife", "caf\ufffd"]
    assert (problem.severity, problem.code) == ("warning", "unreadable-characters")
    assert "1 character in an unknown encoding" in problem.sentence


@pytest.mark.parametrize("data", [b"Area\0Level", bytes(range(256)) * 4, b"\x81\x8d\x8f\x90" * 50])
def test_bytes_that_are_no_text(data):
    assert read_workbook(data, "a.csv")[1][0].code == "not-a-spreadsheet"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x\n" * (safety.MAX_ROWS + 1), "too-many-rows"),
        ("x," * safety.MAX_COLUMNS + "x", "too-many-columns"),
        (("x," * 999 + "x\n") * 6_501, "too-many-cells"),
    ],
)
def test_tables_beyond_the_limits(text, code):
    book, (problem,) = read_workbook(text.encode(), "a.csv")
    assert (book, problem.code) == (None, code)


def test_a_million_blank_lines_at_the_end_are_only_blank():
    assert read_workbook(b"x\n" + b",,\n" * (safety.MAX_ROWS + 1), "a.csv")[0].sheets[0].rows == [["x"]]


_CELL = st.text(st.sampled_from("abZ 0é£\"'\n\r"), max_size=6)


@given(
    table=st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(_CELL, min_size=width, max_size=width), min_size=1, max_size=8)
    ),
    delimiter=st.sampled_from(text_file.DELIMITERS),
)
def test_any_table_comes_back_as_it_was_written(table, delimiter):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(table)
    expected = text_file.trimmed([[value or None for value in row] for row in table])
    assert text_file.split(text.getvalue()) == expected
