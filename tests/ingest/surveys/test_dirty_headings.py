"""Dirty data, cases 1 to 6 and 23: what is a heading, what is a respondent, and what belongs together.

The 45 cases of the research note are spread over ``test_dirty_*.py``; each test carries the number of its case. Cases
that another part of the product meets are tested there:

=====  ============================================  =====================================================
case   what                                          tested in
=====  ============================================  =====================================================
32-34  spellings of areas, old codes, free text      tests/areas/test_area_names.py, tests/ingest/test_area_tables.py
36     formulas in an export                         tests/exports/test_workbook_of_a_page.py; test_dirty_people.py
42     small numbers                                 the tests of csp_analytics/analysis/suppression.py
=====  ============================================  =====================================================
"""

from __future__ import annotations

from tests.builders.survey_exports import PEOPLE, csv_bytes
from tests.builders.survey_exports_all import EXPORTS
from tests.builders.survey_exports_coded import _qualtrics_rows
from tests.builders.survey_exports_one_row import book_bytes
from tests.ingest.surveys.survey_reading import read, read_sheet, read_table

HEADINGS = ["Area", "Role", "How useful was the day?"]
BODY = [
    [p.area, ("Officer", "Analyst", "Manager")[p.number % 3], ("Very", "Fairly", "Not")[p.number % 2]] for p in PEOPLE
]


def test_case_01_two_and_three_heading_rows_are_no_respondents():
    for tool, rows in (("qualtrics", 3), ("surveymonkey_csv", 2), ("limesurvey", 1)):
        truth = EXPORTS[tool]()
        got = read(truth.data, truth.file)
        assert (got.found.first_row, got.found.respondents) == (rows, 24)
        assert min(got.found.rows) >= rows


def test_case_01_a_person_can_say_how_many_heading_rows_there_are():
    truth = EXPORTS["surveymonkey_csv"]()
    got = read(truth.data, truth.file, header_rows=1)
    assert got.found.header_rows == 1
    assert got.found.respondents + sum(got.found.set_aside.values()) == 25


def test_case_02_qualtrics_with_its_codes_alone_left():
    codes, _, _, *body = _qualtrics_rows(numeric=False, split=True)
    got = read(csv_bytes([codes, *body]))
    assert (got.found.layout, got.found.header_rows, got.found.respondents) == ("qualtrics", 1, 24)
    assert got.at(17).header == "Q1"
    assert got.at(18).columns[:4] == (18, 19, 20, 21)


def test_case_02_qualtrics_with_its_questions_alone_left():
    _, texts, _, *body = _qualtrics_rows(numeric=False, split=True)
    got = read(csv_bytes([texts, *body]))
    assert (got.found.layout, got.found.header_rows, got.found.respondents) == ("qualtrics", 1, 24)
    assert got.at(24).rows == ("Reading data", "Writing reports", "Running meetings")
    assert got.found.set_aside == {"unfinished": 1, "test": 2}


def test_case_02_qualtrics_with_the_second_of_three_rows_deleted():
    codes, _, ids, *body = _qualtrics_rows(numeric=False, split=True)
    got = read(csv_bytes([codes, ids, *body]))
    assert (got.found.layout, got.found.header_rows, got.found.respondents) == ("qualtrics", 2, 24)
    assert got.at(17).header == "Q1"


def test_case_02_surveymonkey_with_its_second_row_deleted():
    truth = EXPORTS["surveymonkey_csv"]()
    lines = truth.data.split(b"\r\n")
    got = read(b"\r\n".join([lines[0], *lines[2:]]))
    assert (got.found.header_rows, got.found.respondents) == (1, 24)
    assert got.said("heading")


def test_case_03_title_block_above_the_headings():
    rows = [["Skills survey 2025"], ["Exported by the community safety team on 3 April"], [], HEADINGS, *BODY]
    for got in (read_table(rows), read_sheet(rows)):
        assert (got.found.header_rows, got.found.first_row, got.found.respondents) == (1, 4, 24)
        assert [q.header for q in got.questions] == HEADINGS


def test_case_03_junk_row_of_numbered_names_above_the_headings():
    got = read_table([["Ident 1", "Ident 2", "Ident 3"], HEADINGS, *BODY])
    assert (got.found.header_rows, got.found.first_row, got.found.respondents) == (1, 2, 24)
    assert [q.header for q in got.questions] == HEADINGS


def test_case_03_blank_row_below_the_headings():
    got = read_table([HEADINGS, [None, None, None], *BODY])
    assert (got.found.header_rows, got.found.respondents) == (1, 24)


def test_case_04_headings_pasted_again_inside_the_data_in_another_order():
    other_order = [HEADINGS[2], HEADINGS[0], HEADINGS[1]]
    got = read_table([HEADINGS, *BODY[:9], other_order, *BODY[9:]])
    assert (got.found.respondents, got.found.set_aside) == (24, {"pasted headings": 1})
    assert 10 not in got.found.rows
    assert sorted(got.at(0).options) == ["Angus", "Falkirk", "Fife", "Moray"]


def test_case_04_both_heading_rows_of_a_tool_pasted_again():
    truth = EXPORTS["surveymonkey_csv"]()
    lines = truth.data.split(b"\r\n")
    got = read(b"\r\n".join([*lines[:12], lines[0], lines[1], *lines[12:]]))
    assert (got.found.respondents, got.found.set_aside) == (24, {"pasted headings": 2})


def test_case_05_a_merged_band_above_the_headings_is_no_question_and_no_respondent():
    band = ["PART A", None, "PART B"]
    data = book_bytes([band, HEADINGS, *[list(row) for row in BODY]], "Return", merged=["A1:B1"])
    got = read(data, "return.xlsx")
    assert got.found.respondents == 24
    assert [q.header.endswith(h) for q, h in zip(got.questions, HEADINGS, strict=True)] == [True] * 3


def test_case_05_a_blank_below_a_value_is_never_filled_down():
    rows = [HEADINGS, ["Fife", "Officer", "Very"], [None, "Analyst", "Very"], [None, "Officer", "Not"], *BODY[3:12]]
    got = read(book_bytes([list(row) for row in rows], "Return", merged=["A2:A4"]), "return.xlsx")
    assert got.values(got.at(0))[:3] == ["Fife", None, None]


def test_case_06_two_questions_of_the_same_words_stay_two():
    headings = ["Area", "Why?", "How useful was the day?", "Why?"]
    body = [
        [area, f"Because {n} people said so", useful, f"It took {n} hours, or more"]
        for n, (area, _, useful) in enumerate(BODY)
    ]
    got = read_table([headings, *body])
    assert [q.columns for q in got.questions] == [(0,), (1,), (2,), (3,)]
    assert got.values(got.at(1))[0] != got.values(got.at(3))[0]


def test_case_06_a_second_column_of_the_same_words_holds_the_typed_text():
    """SurveyMonkey, condensed: "Role" with "Other (please specify)" among its answers, then "Role" with the text."""
    roles = [("Officer", "Analyst", "Other (please specify)")[p.number % 3] for p in PEOPLE]
    body = [
        [3_292_879_000 + p.number, p.area, role, f"Warden of district {p.number}" if role.startswith("Other") else None]
        for p, role in zip(PEOPLE, roles, strict=True)
    ]
    got = read_table([["RespondentID", "Which area?", "What is your role?", "What is your role?"], *body])
    assert (got.at(2).columns, got.at(2).other) == ((2,), (3,))
    assert got.counts(got.at(2))["", "Officer"] == 8


def test_case_23_a_byte_order_mark_is_no_part_of_the_first_heading():
    rows = [HEADINGS, *BODY]
    for start in (b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf"):
        assert read(start + csv_bytes(rows)).at(0).header == "Area"


def test_case_23_invisible_characters_inside_cells_make_no_second_option():
    rows = [HEADINGS, *BODY, ["\ufeffFife", "Officer\u200b", "Very"]]
    got = read_table(rows)
    assert sorted(got.at(0).options) == ["Angus", "Falkirk", "Fife", "Moray"]
    assert sorted(got.at(1).options) == ["Analyst", "Manager", "Officer"]
