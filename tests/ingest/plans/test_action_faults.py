"""Action plans: what is said about one that is wrong, or that may be."""

import pytest

from csp_analytics.ingest.plans import actions
from tests.ingest.plans.plan_files import FIFE, HEADER, only_problem, plan, read, told

ROW = ("Gap", "Fill it", "May 2026", "Draft")


def test_everything_wrong_is_told_at_once_in_the_order_of_the_cells(tmp_path):
    rows = [
        [*HEADER, "Status"],
        ["One", "As above", None, None, "doen"],
        [None, "Do", None, None, None],
        ["#REF!", "Do", "=TODAY()", None, None],
    ]
    reading = read(tmp_path, rows)
    assert reading.refused
    assert reading.tables == {}
    assert told(reading) == [
        ("nothing-above", "B2"),
        ("unknown-status", "E2"),
        ("action-without-issue", "A3"),
        ("error-cell", "A4"),
        ("uncalculated-formula", "C4"),
    ]
    assert [problem.found for problem in reading.problems] == [
        "As above",
        "doen",
        "a blank cell",
        "#REF!",
        "=TODAY()",
    ]
    assert reading.problems[1].suggestion == "done"


def test_an_issue_whose_action_is_blank_is_loaded_with_a_warning(tmp_path):
    reading = read(tmp_path, [HEADER, ["Gap", None, "Done.", None]])
    assert reading.tables["action"]["action"].tolist() == [""]
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [("warning", "no-action", "B2")]


def test_a_blank_header_cell_over_entries_is_named(tmp_path):
    problem = only_problem(read(tmp_path, [["Issue", "Action", "When"], ROW]))
    assert (problem.code, problem.cell, problem.expected) == ("missing-heading", "D1", "a column headed Milestone")


def test_a_misspelt_heading_is_named_with_what_was_meant(tmp_path):
    reading = read(tmp_path, [["Issue", "Action", "When", "Milstone"], ROW])
    problem = next(problem for problem in reading.problems if problem.severity == "error")
    assert (problem.cell, problem.found, problem.suggestion) == ("D1", "Milstone", "Milestone")


def test_a_heading_that_is_there_twice(tmp_path):
    reading = read(tmp_path, [[*HEADER, "Actions"], [*ROW, "Other"]])
    assert told(reading) == [("heading-twice", "E1")]
    assert reading.problems[0].found == "Action and Actions"


def test_a_second_table_with_other_columns_below_the_first(tmp_path):
    reading = read(tmp_path, [HEADER, ROW, ["Action", "Issue", "When", "Milestone"], ROW])
    assert reading.refused
    assert told(reading) == [("header-twice", "A3")]


def test_an_empty_plan(tmp_path):
    assert told(read(tmp_path, [HEADER])) == [("empty-plan", "A1")]


def test_a_heading_with_nothing_below_it_is_pointed_out(tmp_path):
    reading = read(tmp_path, [HEADER, ROW, ["Prepared by the safety team"]])
    assert len(reading.tables["action"]) == 1
    assert [(p.severity, *pair) for p, pair in zip(reading.problems, told(reading), strict=True)] == [
        ("note", "empty-stage", "A3")
    ]


def test_text_in_the_first_column_alone_among_merged_headings_may_be_an_issue(tmp_path):
    rows = [HEADER, ["Lead"], ROW, ["Nobody leads"], ROW]
    reading = read(tmp_path, rows, merged=["A2:D2"])
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [("warning", "heading-or-issue", "A4")]


def test_two_sheets_that_both_look_right(tmp_path):
    problem = only_problem(read(tmp_path, [HEADER, ROW], Draft=[HEADER, ROW]))
    assert problem.code == "two-sheets"
    assert "'Plan' and 'Draft'" in problem.found


def test_a_hidden_sheet_beside_the_plan_is_not_read_and_said_so(tmp_path):
    reading = read(tmp_path, [HEADER, ROW], Old=[HEADER, ROW, ROW], hidden=["Old"])
    assert len(reading.tables["action"]) == 1
    assert [(p.severity, p.code, p.sheet) for p in reading.problems] == [("note", "hidden-sheet", "Old")]


def test_a_plan_on_a_hidden_sheet_alone_is_refused(tmp_path):
    workbook = plan(tmp_path, [["Read me"]], Old=[HEADER, ROW], hidden=["Old"])
    assert actions.matches(workbook)
    problem = only_problem(actions.read(workbook, FIFE))
    assert (problem.severity, problem.code, problem.sheet) == ("error", "hidden-sheet", "Old")


def test_a_sheet_without_a_plan(tmp_path):
    workbook = plan(tmp_path, [["Name", "Telephone"], ["A. Reid", "1234"]])
    assert not actions.matches(workbook)
    assert told(actions.read(workbook, FIFE)) == [("no-header", "")]


@pytest.mark.parametrize(
    "header",
    [
        ["Criterion", "Level", "Evidence", "Action"],
        ["Area", "Round", "Framework", "Criterion", "Level", "Action", "When"],
        ["Area", "Indicator", "Year", "Value"],
        ["Issue", "Action", "When", "Level"],
    ],
)
def test_other_layouts_are_not_taken_for_plans(tmp_path, header):
    assert not actions.matches(plan(tmp_path, [header, header]))
