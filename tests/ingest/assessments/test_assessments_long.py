"""The long layout: one answer a row."""

import pytest

from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.reading import COLUMNS, Wanted
from csp_analytics.ingest.recognise import read_file
from tests import builders
from tests.ingest.assessments.assessment_files import (
    ANGUS,
    FIFE,
    MINI_SHORT,
    MORAY,
    answers_of,
    codes,
    errors_of,
    only_error,
    read_sheets,
    rows_of,
)

pytestmark = pytest.mark.usefixtures("small_frameworks")

HEADER = ["Area", "Round", "Framework", "Criterion", "Level", "Evidence", "Action"]
GOOD = [
    ["Fife", "2025", "Mini", "mini.one.01", 3, "Minutes", "Keep going"],
    ["Fife", "2025", "Mini", "mini.one.02", "Doing well", None, None],
    ["Fife", "2025", "Mini", "mini.two.01", "N/A", "N/A", None],
    ["Moray", "2025", "Mini", "mini.two.01", "don't know", None, "007"],
    ["Moray", "2025", "Mini", "mini.one.01", None, None, None],
    ["Moray", "2025", "Mini", "mini.one.02", "2", None, None],
]


def test_every_criterion_of_every_assessment_is_a_row(tmp_path):
    reading = read_sheets(tmp_path, Data=[HEADER, *GOOD])
    assert (reading.kind, reading.layout, reading.problems) == ("assessment", "long", [])
    assert list(reading.tables["rating"].columns) == list(COLUMNS["rating"])
    # mini.two.02 is for two-tier areas only, so it is not applicable in both, though nobody wrote that.
    assert rows_of(reading) == [
        (FIFE, "mini", "2025", "mini.one.01", "rated", 3.0),
        (FIFE, "mini", "2025", "mini.one.02", "rated", 4.0),
        (FIFE, "mini", "2025", "mini.two.01", "not applicable", None),
        (FIFE, "mini", "2025", "mini.two.02", "not applicable", None),
        (MORAY, "mini", "2025", "mini.one.01", "missing", None),
        (MORAY, "mini", "2025", "mini.one.02", "rated", 2.0),
        (MORAY, "mini", "2025", "mini.two.01", "don't know", None),
        (MORAY, "mini", "2025", "mini.two.02", "not applicable", None),
    ]
    assert reading.facts == {"areas": 2, "framework": "Mini", "round": "2025", "sheets": "Data"}
    assert reading.counts == {"rating": 8, "rated": 3, "assessment": 2}


def test_texts_stay_as_they_were_typed(tmp_path):
    rating = read_sheets(tmp_path, Data=[HEADER, *GOOD]).tables["rating"]
    assert rating["evidence"].tolist() == ["Minutes", "", "N/A", "", "", "", "", ""]
    assert rating["action"].tolist() == ["Keep going", "", "", "", "", "", "007", ""]


def test_blanks_and_invisible_characters_go_and_line_ends_stay(tmp_path):
    rows = [HEADER, ["Fife", "2025", "Mini", "mini.one.01", " 3 ", "  one\u200b\r\n\ttwo ", " \u200b"]]
    rating = read_file(builders.csv_file(tmp_path / "a.csv", rows)).tables["rating"]
    assert (rating["level"][0], rating["evidence"][0], rating["action"][0]) == (3, "one\n two", "")
    assert kept("a\x00b\x07c") == "abc"


def test_other_words_for_the_columns_and_another_order(tmp_path):
    rows = [["Score", "Question", "Self-assessment framework", "Year", "Local authority"]]
    rows += [
        [4, "Clear lead", "mini", 2024, "Edinburgh, City of"],
        [1, "Partners share a plan.", "MINI FRAMEWORK", 2024, "Edinburgh"],
    ]
    reading = read_sheets(tmp_path, Data=rows)
    assert reading.layout == "long"
    assert rows_of(reading)[:2] == [
        ("S12000036", "mini", "2024", "mini.one.01", "rated", 4.0),
        ("S12000036", "mini", "2024", "mini.one.02", "rated", 1.0),
    ]


def test_a_round_typed_as_a_number_and_as_text_is_one_round(tmp_path):
    rows = [HEADER[:5], ["Fife", 2025, "Mini", "mini.one.01", 3], ["Fife", " 2025 ", "Mini", "mini.one.02", 3]]
    assert read_sheets(tmp_path, Data=rows).counts["assessment"] == 1


def test_several_frameworks_and_rounds_in_one_table(tmp_path):
    rows = [
        HEADER[:5],
        ["Fife", "2023", "Mini", "mini.one.01", 1],
        ["Fife", "2025", "Mini", "mini.one.01", 2],
        ["Fife", "2025", "Yes or no", "yesno.one.01", "yes"],
    ]
    reading = read_sheets(tmp_path, Data=rows)
    rated = [row for row in rows_of(reading) if row[4] == "rated"]
    assert rated == [
        (FIFE, "mini", "2023", "mini.one.01", "rated", 1.0),
        (FIFE, "mini", "2025", "mini.one.01", "rated", 2.0),
        (FIFE, "yesno", "2025", "yesno.one.01", "rated", 1.0),
    ]
    assert len(rows_of(reading)) == 4 + 4 + 3


def test_without_a_framework_column_the_ids_tell_and_else_the_wordings(tmp_path):
    by_id = [
        ["Area", "Round", "Criterion", "Level"],
        ["Fife", "2025", "mini.one.01", 3],
        ["Fife", "2025", "yesno.one.01", 1],
    ]
    assert {row[1] for row in rows_of(read_sheets(tmp_path, Data=by_id))} == {"mini", "yesno"}
    by_text = [["Area", "Round", "Criterion", "Level"], ["Fife", "2025", "Shared plan", 3], ["Fife", "2025", "2", 1]]
    # 'Shared plan' is a criterion of mini alone, so '2' is mini's second criterion, which is the same one.
    assert [p.code for p in errors_of(read_sheets(tmp_path, Data=by_text))] == ["duplicate-criterion"]


def test_what_fits_no_framework_or_two_is_asked_for(tmp_path):
    # Bare numbers fit any framework: the first three are all of yesno and some of mini, so yesno it is.
    rows = [["Area", "Round", "Criterion", "Level"], *(["Fife", "2025", n, 1] for n in (1, 2, 3))]
    assert {row[1] for row in rows_of(read_sheets(tmp_path, Data=rows))} == {"yesno"}
    error = only_error(read_sheets(tmp_path, Data=rows[:3]))
    assert (error.code, error.sheet, error.found) == ("unknown-framework", "Data", "2 unknown criteria")
    assert error.expected == "criteria of one of Mini, Yes or no"
    reading = read_sheets(tmp_path, Wanted(framework="Mini"), Data=rows[:3])
    assert answers_of(reading) == [1, 1, "missing", "not applicable"]


def test_title_rows_blank_rows_and_summary_rows_are_no_answers(tmp_path):
    rows = [["Returns of all partnerships"], [], HEADER[:5], [], *(row[:5] for row in GOOD[:3]), [], []]
    rows += [["Scotland", "2025", "Mini", "mini.one.01", 2.4], ["Average", "2025", "Mini", "mini.one.02", "75%"]]
    reading = read_sheets(tmp_path, Data=rows)
    assert answers_of(reading) == [3, 4, "not applicable", "not applicable"]
    (note,) = reading.problems
    assert (note.severity, note.code, note.cell, note.found) == ("note", "summary-row", "A10", "Scotland, Average")


def test_labelled_cells_above_the_table_name_what_no_column_does(tmp_path):
    rows = [["Round:", "2025"], ["Framework: Mini"], [], ["Area", "Criterion", "Level"], ["Angus", "Good data", 4]]
    assert rows_of(read_sheets(tmp_path, Data=rows))[2] == (ANGUS, "mini", "2025", "mini.two.01", "rated", 4.0)


def test_a_merged_area_counts_in_every_row_that_it_covers(tmp_path):
    rows = [HEADER[:5], ["Fife", "2025", "Mini", "mini.one.01", 3], [None, "2025", "Mini", "mini.one.02", 2]]
    path = builders.workbook(tmp_path / "a.xlsx", {"Data": rows}, merged={"Data": ["A2:A3"]})
    assert answers_of(read_file(path))[:2] == [3, 2]


def test_what_the_person_said_fills_in_and_overrides_with_a_warning(tmp_path):
    rows = [["Criterion", "Level", "Round"], ["Clear lead", 3, "2024"]]
    reading = read_sheets(tmp_path, Wanted(area="Fife Council", round="2025"), Data=rows)
    assert rows_of(reading)[0] == (FIFE, "mini", "2025", "mini.one.01", "rated", 3.0)
    (warning,) = [problem for problem in reading.problems if problem.code == "overridden"]
    assert (warning.severity, warning.code, warning.cell, warning.found) == ("warning", "overridden", "C2", "2024")
    assert warning.advice == "Loaded as 2025, as you asked."


def test_several_rounds_are_not_overridden_by_one(tmp_path):
    rows = [HEADER[:5], ["Fife", "2023", "Mini", "mini.one.01", 3], ["Fife", "2024", "Mini", "mini.one.01", 3]]
    error = only_error(read_sheets(tmp_path, Wanted(round="2025"), Data=rows))
    assert (error.code, error.cell, error.found) == ("several-rounds", "B3", "2024")


def test_an_area_outside_the_register_loads_when_it_is_asked_for(tmp_path):
    rows = [["Criterion", "Level", "Round"], *([short, 2, "2008"] for short in ("Clear lead", "County work"))]
    reading = read_sheets(tmp_path, Wanted(area="Test Valley"), Data=rows)
    # Its tier is not known, so the row for two-tier areas counts as answered.
    assert [(row[0], row[5]) for row in rows_of(reading)] == [
        ("outside:test-valley", 2.0),
        ("outside:test-valley", None),
        ("outside:test-valley", None),
        ("outside:test-valley", 2.0),
    ]
    assert reading.tables["area"].to_dict("records") == [{"area_code": "outside:test-valley", "name": "Test Valley"}]
    assert ("note", "outside-area") in codes(reading)


def test_areas_of_the_table_may_be_outside_the_register_when_the_person_says_so(tmp_path):
    rows = [
        ["Area", "Round", "Criterion", "Level"],
        *([area, "2008", "Clear lead", 3] for area in ("Test Valley", "Fife")),
    ]
    reading = read_sheets(tmp_path, Wanted(outside=True), Data=rows)
    assert reading.tables["area"]["name"].tolist() == ["Test Valley"]
    (note,) = [problem for problem in reading.problems if problem.code == "outside-area"]
    assert (note.severity, note.cell, note.found) == ("note", "A2", "Test Valley")
    rows[2][0] = "Fiffe"
    error = only_error(read_sheets(tmp_path, Wanted(outside=True), Data=rows))
    assert (error.code, error.cell, error.suggestion) == ("unknown-area", "A3", "Fife")


def test_a_near_miss_of_an_area_that_is_asked_for_is_refused(tmp_path):
    rows = [["Criterion", "Level", "Round"], ["Clear lead", 3, "2025"]]
    error = only_error(read_sheets(tmp_path, Wanted(area="Fiffe"), Data=rows))
    assert (error.code, error.found, error.suggestion) == ("unknown-area", "Fiffe", "Fife")


def test_columns_that_are_not_read_are_noted_unless_they_only_describe(tmp_path):
    rows = [["Area", "Round", "Theme", "Criterion", "Level", "Evidence", "Comments", "Owner", "Empty"]]
    rows += [["Fife", "2025", "Part one", one, 3, "Minutes", "More", "A. Person"] for one in MINI_SHORT[:3]]
    reading = read_sheets(tmp_path, Data=rows)
    assert [(p.severity, p.code, p.cell, p.found) for p in reading.problems] == [
        ("note", "ignored-column", "G1", "Comments"),
        ("note", "ignored-column", "H1", "Owner"),
    ]


def test_csv_and_ods_give_the_same_table_as_xlsx(tmp_path):
    xlsx = read_sheets(tmp_path, Data=[HEADER, *GOOD]).tables["rating"]
    csv = read_file(builders.csv_file(tmp_path / "a.csv", [HEADER, *GOOD]))
    ods = read_file(builders.ods(tmp_path / "a.ods", {"Data": [HEADER, *GOOD]}))
    assert csv.tables["rating"].equals(xlsx)
    assert ods.tables["rating"].equals(xlsx)
