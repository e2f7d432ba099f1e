"""Dirty data, cases 19, 24 to 31 and 44: what is wrong with the file rather than with its answers."""

from __future__ import annotations

import csv

import openpyxl
import pytest

from tests import builders
from tests.builders.survey_exports import PEOPLE, csv_bytes
from tests.builders.survey_exports_all import EXPORTS
from tests.builders.survey_exports_one_row import book_bytes
from tests.ingest.surveys.survey_reading import read, read_table, refused

HEADINGS = ["Area", "How useful was the day?", "How many years?"]
BODY = [[p.area, ("Very", "Fairly", "Not")[p.number % 3], p.years] for p in PEOPLE]
TABLE = {"Answers": [HEADINGS, *BODY]}


def test_case_19_a_formula_gives_its_stored_value(tmp_path):
    path = builders.workbook(tmp_path / "survey.xlsx", TABLE)
    builders.calculated_formulas(path, {"C2": ("=3+4", "7", ""), "A3": ('="Moray"', "Moray", "str")})
    got = read(path.read_bytes(), "survey.xlsx")
    assert got.values(got.at(2))[0] == 7
    assert got.values(got.at(0))[1] == "Moray"


def test_case_19_an_error_cell_is_missing_and_told(tmp_path):
    path = builders.with_error_cell(builders.workbook(tmp_path / "survey.xlsx", TABLE), "C4", "#REF!")
    got = read(path.read_bytes(), "survey.xlsx")
    assert got.at(2).type == "number"
    assert got.values(got.at(2))[2] is None
    assert got.said("C4") or got.said("#REF!")


def test_case_19_a_formula_that_was_never_calculated_is_told(tmp_path):
    path = builders.formula_without_value(builders.workbook(tmp_path / "survey.xlsx", TABLE), "C4", "=1+1")
    got = read(path.read_bytes(), "survey.xlsx")
    assert got.values(got.at(2))[2] is None
    assert got.said("C4") or got.said("formula")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_case_24_encodings(encoding):
    rows = [
        ["Area", "What’s useful – and why?"],
        *([p.area, ("Café visits", "Gàidhlig classes")[p.number % 2]] for p in PEOPLE),
    ]
    got = read(csv_bytes(rows, encoding=encoding))
    assert got.at(1).header == "What’s useful – and why?"
    assert sorted(got.at(1).options) == ["Café visits", "Gàidhlig classes"]


def test_case_24_bytes_of_no_encoding_are_counted_and_never_stop_the_file():
    rows = csv_bytes([HEADINGS, *BODY]).replace(b"useful", b"use\x81ful", 1)
    got = read(rows)
    assert got.found.respondents == 24


@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_case_25_delimiters(delimiter):
    quoted = [["Area, or place", "How useful; and why?", "How many years?"], *BODY]
    got = read(csv_bytes(quoted, delimiter=delimiter))
    assert [q.header for q in got.questions] == quoted[0]


def test_case_25_semicolons_inside_cells_do_not_win_over_commas():
    truth = EXPORTS["microsoft_forms_saved_as_csv"]()
    got = read(truth.data, truth.file)
    assert got.found.respondents == 24
    assert got.at(6).type == "multiple"


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_case_26_line_ends_and_line_breaks_inside_cells(newline):
    rows = [
        ["Area", "Please read this.\nThen say: what helps?"],
        *([p.area, f"Time,\nand {p.number} cups of tea"] for p in PEOPLE),
    ]
    got = read(csv_bytes(rows, quoting=csv.QUOTE_ALL, newline=newline, ending=newline))
    assert got.found.respondents == 24
    assert got.at(1).header == "Please read this. Then say: what helps?"
    assert got.at(1).type == "text"


def test_case_26_a_survey_without_answers_still_has_one_empty_record():
    heads = ["id", "submitdate", "lastpage", "startlanguage", "Q1", "Q2[SQ001]", "Q2[SQ002]"]
    data = csv_bytes([heads, [""] * 7], delimiter=";", encoding="utf-8-sig", quoting=csv.QUOTE_ALL, ending="\r\n")
    got = read(data)
    assert (got.found.layout, got.found.respondents) == ("limesurvey", 0)


def test_case_27_rows_of_other_lengths_are_padded_and_told():
    body = [list(row) for row in BODY]
    body[4] = body[4][:1]
    body[9] = [*body[9], "a cell too many"]
    got = read_table([HEADINGS, *body])
    assert got.found.respondents == 24
    assert got.values(got.at(2))[4] is None
    assert got.said("row 11") or got.said("D11") or got.said("11")
    assert [q.header for q in got.questions] == HEADINGS


def test_case_28_empty_cells_far_away_are_no_respondents(tmp_path):
    path = tmp_path / "survey.xlsx"
    builders.workbook(path, TABLE)
    book = openpyxl.load_workbook(path)
    for row in (400, 20_000):
        book["Answers"].cell(row, 3).fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    book["Answers"].cell(5, 200).number_format = "0.00"
    book.save(path)
    got = read(path.read_bytes(), "survey.xlsx")
    assert got.found.respondents == 24
    assert len(got.found.questions) == 3


def test_case_28_blank_rows_between_are_told_apart_from_respondents():
    got = read_table([HEADINGS, *BODY[:5], [None, None, None], [" ", "\xa0", ""], *BODY[5:]])
    assert (got.found.respondents, got.found.set_aside) == (24, {"blank": 2})


def test_case_29_hidden_sheets_and_guides_before_the_answers_are_not_read():
    guide = [["How to use this workbook"], ["1. Send the link"], ["2. Wait"]]
    lists = [["Role", "Code"], ["Officer", 1], ["Analyst", 2]]
    scores = [["Area", *(f"Score {n}" for n in range(30))], *([p.area, *range(30)] for p in PEOPLE)]
    book = book_bytes(
        guide, "Guide", more={"Lists": lists, "Answers": TABLE["Answers"]}, very_hidden={"Scores": scores}
    )
    got = read(book, "survey.xlsx")
    assert got.found.sheet == "Answers"
    assert "Scores" not in got.found.other_sheets
    assert {"Lists"} <= set(got.found.other_sheets) <= {"Lists", "Guide"}


def test_case_29_a_person_can_choose_another_sheet():
    second = [["Area", "Will you come again?"], *([p.area, "Yes" if p.number % 2 else "No"] for p in PEOPLE)]
    book = book_bytes(TABLE["Answers"], "Answers", more={"Second day": second})
    got = read(book, "survey.xlsx", sheet="Second day")
    assert got.found.sheet == "Second day"
    assert got.at(1).header == "Will you come again?"


def test_case_30_columns_that_are_hidden_in_the_workbook_are_mentioned(tmp_path):
    path = builders.workbook(
        tmp_path / "survey.xlsx", {"Answers": [["Score", *HEADINGS], *([2, *row] for row in BODY)]}
    )
    book = openpyxl.load_workbook(path)
    book["Answers"].column_dimensions["A"].hidden = True
    book.save(path)
    got = read(path.read_bytes(), "survey.xlsx")
    assert got.found.respondents == 24
    assert got.said("hidden")


def test_case_31_totals_below_the_answers_are_no_respondents():
    totals = [
        [None, None, None],
        ["Total", None, 213],
        ["Average", None, 8.9],
        ["Max", None, 22],
        ["Scotland", None, 9],
    ]
    got = read_table([HEADINGS, *BODY, *totals])
    assert got.found.respondents == 24
    assert got.found.set_aside["totals"] == 4
    assert sorted(got.at(0).options) == ["Angus", "Falkirk", "Fife", "Moray"]


def test_case_31_a_respondent_of_the_whole_country_is_no_total():
    """The row stands among the others, and answers every question as they do."""
    body = [*BODY[:7], ["Scotland", "Very", 6], *BODY[7:]]
    got = read_table([HEADINGS, *body])
    assert (got.found.respondents, got.found.set_aside) == (25, {})


BAD = {
    "password": builders.password_protected,
    "old": builders.old_excel,
    "pdf": builders.pdf_renamed,
    "bomb": builders.entity_bomb,
    "truncated": builders.truncated,
}


@pytest.mark.parametrize("how", BAD)
def test_case_44_files_that_cannot_be_read_are_refused_in_words(how, tmp_path):
    sentence = refused(BAD[how](tmp_path / "survey.xlsx").read_bytes(), "survey.xlsx")
    assert len(sentence) > 30
    assert "Traceback" not in sentence


def test_case_44_a_pointer_in_place_of_the_file_is_named_as_such():
    pointer = (
        b"version https://git-lfs.github.com/spec/v1\n"
        b"oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
    )
    assert "LFS" in refused(pointer, "survey.csv") or "pointer" in refused(pointer, "survey.csv")


def test_case_44_the_lock_file_of_an_open_workbook_is_named_as_such():
    lock = b"\x05Ailsa" + b" " * 49 + b"\x05\x00A\x00i\x00l\x00s\x00a" + b" \x00" * 49
    sentence = refused(lock[:165], "~$survey.xlsx")
    assert "open" in sentence or "lock" in sentence


def test_case_44_macros_are_left_alone_and_the_answers_are_read(tmp_path):
    path = builders.with_macros(tmp_path / "survey.xlsm", TABLE)
    got = read(path.read_bytes(), "survey.xlsm")
    assert got.found.respondents == 24


def test_case_44_an_open_document_is_read(tmp_path):
    path = builders.ods(tmp_path / "survey.ods", TABLE)
    assert read(path.read_bytes(), "survey.ods").found.respondents == 24


def test_case_44_nothing_in_the_file_is_said():
    assert refused(b"", "survey.csv")
    assert refused(b"\xef\xbb\xbf\r\n\r\n", "survey.csv")
