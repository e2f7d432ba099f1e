"""The national return: one row for each area, one column for each criterion."""

import pytest

from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from tests import builders
from tests.ingest.assessments.assessment_files import (
    FIFE,
    MINI_IDS,
    MINI_SHORT,
    MINI_TEXT,
    MORAY,
    answers_of,
    codes,
    errors_of,
    only_error,
    read_sheets,
    rows_of,
)

pytestmark = pytest.mark.usefixtures("small_frameworks")

BODY = [["Fife", 3, "Doing well", None, "n/a"], ["Moray", "1 - Gap identified", "dk", "Some success (3)", None]]
# The fourth criterion is for two-tier areas: not applicable in both.
WORTH = [3, 4, "missing", "not applicable", 1, "don't know", 3, "not applicable"]


def test_the_table_in_full(tmp_path):
    reading = read_sheets(tmp_path, Round_2025=[["Area", *MINI_IDS], *BODY])
    assert (reading.kind, reading.layout, reading.problems) == ("assessment", "national return", [])
    assert rows_of(reading) == [
        (FIFE, "mini", "2025", "mini.one.01", "rated", 3.0),
        (FIFE, "mini", "2025", "mini.one.02", "rated", 4.0),
        (FIFE, "mini", "2025", "mini.two.01", "missing", None),
        (FIFE, "mini", "2025", "mini.two.02", "not applicable", None),
        (MORAY, "mini", "2025", "mini.one.01", "rated", 1.0),
        (MORAY, "mini", "2025", "mini.one.02", "don't know", None),
        (MORAY, "mini", "2025", "mini.two.01", "rated", 3.0),
        (MORAY, "mini", "2025", "mini.two.02", "not applicable", None),
    ]
    assert reading.facts == {"areas": 2, "framework": "Mini", "round": "2025", "sheets": "Round 2025"}


@pytest.mark.parametrize(
    "headings",
    [
        MINI_SHORT,
        MINI_TEXT,
        [text.upper().rstrip(".") for text in MINI_TEXT],
        [f"{number}. {short}" for number, short in enumerate(MINI_SHORT, 1)],
        [1, 2, 3, 4],
        ["Q1", "Q2", "Criterion 3", "4"],
        ["L1", "L2", "E1", "E2"],
        ["Leadership 1", "Leadership 2", "Evidence 1", "Evidence 2"],
        ["Part one 1", "Part one 2", "Part two 1", "Part two 2"],
    ],
    ids=[
        "short labels",
        "wordings",
        "wordings in capitals",
        "numbered",
        "numbers",
        "mixed",
        "letters",
        "principles",
        "groups",
    ],
)
def test_headings_name_criteria_in_many_ways(tmp_path, headings):
    reading = read_sheets(tmp_path, Wanted(round="2025"), Return=[["Council", *headings], *BODY])
    assert reading.problems == []
    assert answers_of(reading) == WORTH


def test_columns_may_stand_in_any_order(tmp_path):
    rows = [["Area", *reversed(MINI_IDS)], *([row[0], *reversed(row[1:])] for row in BODY)]
    assert answers_of(read_sheets(tmp_path, Wanted(round="2025"), Return=rows)) == WORTH


def test_the_round_comes_from_a_column_a_labelled_cell_or_the_name_of_the_sheet(tmp_path):
    column = [["Area", "Round", *MINI_IDS], ["Fife", 2023, 1], ["Fife", 2025, 2]]
    assert [row[2] for row in rows_of(read_sheets(tmp_path, Return=column))] == ["2023"] * 4 + ["2025"] * 4
    labelled = [["Year", 2024], [], ["Area", *MINI_IDS], *BODY]
    assert {row[2] for row in rows_of(read_sheets(tmp_path, Return=labelled))} == {"2024"}
    name = [["Area", *MINI_IDS], *BODY]
    assert {row[2] for row in rows_of(read_sheets(tmp_path, **{"CSP 2024-25": name}))} == {"2024-25"}
    error = only_error(read_sheets(tmp_path, Return=name))
    assert (error.code, error.sheet, error.found, error.expected) == (
        "missing-round",
        "Return",
        "no round",
        "the round, such as 2025",
    )


def test_titles_above_blank_rows_and_sums_below_are_no_areas(tmp_path):
    rows = [["Return of the community safety partnerships"], ["Round", 2025], [], ["Partnership", *MINI_IDS], []]
    rows += [
        BODY[0],
        [],
        BODY[1],
        [],
        ["Scotland", 2.5, 2.5],
        ["Average", "=B6"],
        ["Source: the partnerships' own returns"],
    ]
    reading = read_sheets(tmp_path, Return=rows)
    assert answers_of(reading) == WORTH
    assert codes(reading) == [("note", "summary-row"), ("note", "note-row")]
    assert [problem.cell for problem in reading.problems] == ["A10", "A12"]


def test_a_merged_title_and_merged_group_headings_are_only_titles(tmp_path):
    rows = [["Returns 2025"], ["Round", "2025"], [None, "Leadership", None, "Evidence"], ["Area", *MINI_IDS], *BODY]
    path = builders.workbook(tmp_path / "a.xlsx", {"S": rows}, merged={"S": ["A1:E1", "B3:C3", "D3:E3"]})
    assert answers_of(read_file(path)) == WORTH


def test_a_heading_merged_downwards_still_heads_its_column(tmp_path):
    rows = [["Area", "Leadership", None, "Evidence"], [None, *MINI_IDS], *BODY]
    path = builders.workbook(tmp_path / "a.xlsx", {"2025": rows}, merged={"2025": ["A1:A2", "B1:C1", "D1:E1"]})
    assert answers_of(read_file(path)) == WORTH


def test_areas_without_any_answer_did_not_take_part(tmp_path):
    reading = read_sheets(tmp_path, Wanted(round="2025"), Return=[["Area", *MINI_IDS], BODY[0], ["Angus"], BODY[1]])
    assert answers_of(reading) == WORTH
    (note,) = reading.problems
    assert (note.severity, note.code, note.found) == ("note", "no-answers", "no answers from Angus")


def test_criteria_without_a_column_are_missing_and_counted(tmp_path):
    reading = read_sheets(tmp_path, Wanted(round="2025"), Return=[["Area", *MINI_IDS[:2]], ["Fife", 3, 2]])
    assert answers_of(reading) == [3, 2, "missing", "not applicable"]
    (warning,) = reading.problems
    assert (warning.severity, warning.code) == ("warning", "criteria-not-mentioned")
    # Of four criteria, three apply in Fife, and one of the three has no column.
    assert warning.found == "nothing about 1 of 3 criteria: Good data"


def test_answers_to_rows_that_do_not_apply_are_not_stored(tmp_path):
    reading = read_sheets(tmp_path, Wanted(round="2025"), Return=[["Area", *MINI_IDS], ["Fife", 1, 2, 3, 4]])
    assert answers_of(reading) == [1, 2, 3, "not applicable"]
    (warning,) = reading.problems
    assert (warning.severity, warning.code, warning.cell) == ("warning", "does-not-apply", "E2")
    assert warning.found == "1 answer from Fife to rows that do not apply there"


def test_other_columns_are_named_and_not_read(tmp_path):
    rows = [["Area", "Contact", *MINI_IDS, "Average", "Population"], ["Fife", "A. Person", 1, 2, 3, None, 2, 373550]]
    reading = read_sheets(tmp_path, Wanted(round="2025"), Return=rows)
    assert answers_of(reading) == [1, 2, 3, "not applicable"]
    assert [(p.code, p.cell, p.found) for p in reading.problems] == [
        ("ignored-column", "B1", "Contact"),
        ("ignored-column", "G1", "Average"),
        ("ignored-column", "H1", "Population"),
    ]


def test_a_column_of_areas_without_a_heading_is_found_by_its_names(tmp_path):
    assert answers_of(read_sheets(tmp_path, Wanted(round="2025"), Return=[[None, *MINI_IDS], *BODY])) == WORTH


def test_a_checklist_in_all_the_ways_to_say_yes_and_no(tmp_path):
    rows = [["Area", "Is it led", "Is it checked", "Is it felt"]]
    rows += [["Fife", "Yes", "y", True], ["Moray", "NO", "n", False], ["Angus", 1, "0", "n/a"]]
    reading = read_sheets(tmp_path, Wanted(round="2025"), Return=rows)
    assert answers_of(reading) == [1, 1, 1, 0, 0, 0, 1, 0, "not applicable"]


def test_sheets_of_several_rounds_and_frameworks_in_one_workbook(tmp_path):
    yesno = [["Area", "yesno.one.01", "yesno.one.02", "yesno.two.01"], ["Fife", "yes", "no", "yes"]]
    mini = [["Area", *MINI_IDS], *BODY]
    reading = read_sheets(tmp_path, Mini_2023=mini, Mini_2025=mini, Checklist_2025=yesno, Notes=[["Read me"]])
    assert reading.problems == []
    assert answers_of(reading) == [*WORTH, *WORTH, 1, 0, 1]
    assert reading.facts["round"] == "2023, 2025"
    assert reading.facts["sheets"] == "Mini 2023, Mini 2025, Checklist 2025"


def test_two_sheets_with_the_same_assessments_are_refused_by_name(tmp_path):
    mini = [["Area", *MINI_IDS], *BODY]
    error = only_error(read_sheets(tmp_path, Wanted(round="2025"), Final=mini, Final_new=mini))
    assert (error.code, error.sheet) == ("ambiguous-sheets", "Final new")
    assert error.found == "Fife, Mini, 2025 and 1 more, which sheet Final holds too"
    assert error.advice == "Delete or hide sheet Final or sheet Final new, or name their rounds."


def test_an_unknown_heading_over_answers_is_refused_and_a_near_one_always(tmp_path):
    rows = [["Area", "Clear lead", "Shard plan", "Good data", "Weather"], ["Fife", 1, None, 3, 4]]
    found = errors_of(read_sheets(tmp_path, Wanted(round="2025"), Return=rows))
    assert [(p.code, p.cell, p.found, p.suggestion) for p in found] == [
        ("unknown-criterion", "C1", "Shard plan", "Shared plan"),
        ("unknown-criterion", "E1", "Weather", ""),
    ]


def test_two_columns_of_one_criterion_are_both_named(tmp_path):
    rows = [["Area", "Clear lead", "mini.one.02", "mini.one.01"], ["Fife", 1, 2, 3]]
    error = only_error(read_sheets(tmp_path, Wanted(round="2025"), Return=rows))
    assert (error.code, error.cell, error.found) == ("duplicate-criterion", "B1, D1", "mini.one.01 2 times")


def test_two_rows_of_one_area_and_round_are_both_named(tmp_path):
    rows = [["Area", *MINI_IDS], ["Fife", 1, 2, 3], ["Moray", 1, 1, 1], ["Fife Council", 3, 3, 3]]
    error = only_error(read_sheets(tmp_path, Wanted(round="2025"), Return=rows))
    assert (error.code, error.cell, error.found) == ("duplicate-area", "A2, A4", "Fife twice for round 2025")


def test_a_heading_merged_over_two_columns_of_answers_is_refused(tmp_path):
    rows = [["Area", "Clear lead", None, "Good data"], ["Fife", 1, 2, 3]]
    path = builders.workbook(tmp_path / "a.xlsx", {"2025": rows}, merged={"2025": ["B1:C1"]})
    error = only_error(read_file(path))
    assert (error.code, error.sheet, error.cell, error.found) == ("merged-header", "2025", "B1:C1", "Clear lead")
    assert error.expected == "one heading over each column"


def test_an_answer_merged_over_two_criteria_is_refused(tmp_path):
    path = builders.workbook(
        tmp_path / "a.xlsx", {"2025": [["Area", *MINI_IDS], ["Fife", 3, None, 1]]}, merged={"2025": ["B2:C2"]}
    )
    error = only_error(read_file(path))
    assert (error.code, error.cell, error.expected) == ("merged-cells", "B2:C2", "one answer in each cell")
