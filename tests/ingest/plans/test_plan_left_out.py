"""Action plans read without what is wrong in them: a wrong link goes, the action stays; a row of nothing goes whole."""

from __future__ import annotations

from csp_analytics.ingest.corrections import read_corrected
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_opened
from tests import builders
from tests.ingest.correction_files import errors, opened, told
from tests.ingest.plans.plan_files import FIFE, HEADER, plan

FULL = [*HEADER, "Owner", "Status", "Criterion"]
GOOD = ["Few analysts", "Recruit", "April 2026", "In post", "Fire service", "Done", None]


def left_out(folder, rows, **more):
    reading = read_corrected(plan(folder, rows, **more), FIFE, leave_out=True)
    assert errors(reading) == []
    return reading


def actions(reading, *columns):
    return reading.tables["action"][list(columns)].values.tolist()


def test_a_wrong_status_and_a_wrong_criterion_leave_the_action(tmp_path):
    rows = [FULL, [*GOOD[:5], "Wnird", "no such criterion"], GOOD]
    reading = left_out(tmp_path, rows)
    assert actions(reading, "issue", "action", "owner", "status", "criterion_id") == [
        ["Few analysts", "Recruit", "Fire service", "not stated", ""],
        ["Few analysts", "Recruit", "Fire service", "done", ""],
    ]
    assert (told(reading, "left-out"), reading.left_out) == ([("F2", "Wnird"), ("G2", "no such criterion")], 1)
    assert {problem.advice for problem in reading.problems} == {"Left out, as you chose; the rest of its row is kept."}


def test_an_issue_alone_does_not_become_a_heading_when_its_status_is_left_out(tmp_path):
    rows = [FULL, GOOD, ["Few rooms", None, None, None, None, "Wnird"], GOOD]
    reading = left_out(tmp_path, rows)
    assert actions(reading, "issue", "stage", "status") == [
        ["Few analysts", "", "done"],
        ["Few rooms", "", "not stated"],
        ["Few analysts", "", "done"],
    ]


def test_an_action_without_an_issue_goes_with_its_row(tmp_path):
    rows = [FULL, GOOD, [None, "Train", "May 2026", "Trained"], GOOD]
    reading = left_out(tmp_path, rows)
    assert actions(reading, "action", "position") == [["Recruit", 1], ["Recruit", 2]]
    (warning,) = [problem for problem in reading.problems if problem.code == "left-out"]
    assert (warning.cell, warning.advice) == ("A3", "Left out, as you chose, with its whole row.")
    assert reading.left_out == 1


def test_as_above_means_what_it_meant_when_the_row_above_goes(tmp_path):
    rows = [FULL, GOOD, [None, "Train", "May 2027", "Trained"], ["Few rooms", "Rent", "As above", "ditto"]]
    reading = left_out(tmp_path, rows)
    assert actions(reading, "issue", "when_text", "milestone") == [
        ["Few analysts", "April 2026", "In post"],
        ["Few rooms", "May 2027", "Trained"],
    ]


def test_as_above_through_two_rows_that_go(tmp_path):
    gone = [[None, "Train", "May 2027", "Trained"], [None, "Train more", "As above", "Trained again"]]
    reading = left_out(tmp_path, [FULL, GOOD, *gone, ["Few rooms", "Rent", "As above", "As above"]])
    assert actions(reading, "when_text", "milestone")[1:] == [["May 2027", "Trained again"]]


def test_an_issue_that_is_an_error_and_the_as_above_below_it(tmp_path):
    rows = [FULL, GOOD, ["#REF!", "Train", "May 2026", "Trained"], ["As above", "Rent", "June 2026", "Rented"], GOOD]
    reading = left_out(tmp_path, rows)
    assert actions(reading, "action") == [["Recruit"], ["Recruit"]]
    assert reading.left_out == 2


def test_nothing_above(tmp_path):
    rows = [FULL, ["Few rooms", "Rent", "As above", "Rented"], GOOD]
    reading = left_out(tmp_path, rows)
    assert actions(reading, "when_text", "milestone") == [["", "Rented"], ["April 2026", "In post"]]


def test_a_status_merged_over_two_rows_is_left_out_of_both(tmp_path):
    rows = [FULL, [*GOOD[:5], "Wnird"], [*GOOD[:5], None], GOOD]
    reading = left_out(tmp_path, rows, merged=["F2:F3"])
    assert actions(reading, "status") == [["not stated"], ["not stated"], ["done"]]
    assert reading.left_out == 1  # the one cell in which it stands


def test_a_framework_that_the_person_named_wrongly_is_no_cell_of_the_file(tmp_path):
    rows = [FULL, GOOD]
    reading = read_corrected(plan(tmp_path, rows), Wanted(area="Fife", framework="no such"), leave_out=True)
    assert [code for code, _ in errors(reading)] == ["unknown-framework"]
    assert (told(reading, "left-out"), reading.tables) == ([], {})


def test_what_is_about_the_whole_plan_stops_it(tmp_path):
    two = {"Plan": [HEADER, GOOD[:4]], "Other": [HEADER, GOOD[:4]]}
    workbook = opened(builders.workbook(tmp_path / "two.xlsx", two))
    assert [code for code, _ in errors(read_corrected(workbook, FIFE, leave_out=True))] == ["two-sheets"]
    nobody = read_corrected(plan(tmp_path, [FULL, [*GOOD[:5], "Wnird"]]), leave_out=True)
    assert [code for code, _ in errors(nobody)] == ["missing-area"]
    empty = read_corrected(plan(tmp_path, [FULL, [None, "Train"]]), FIFE, leave_out=True)
    assert [code for code, _ in errors(empty)] == ["empty-plan"]


def test_a_good_plan_is_read_as_it_is(tmp_path):
    workbook = plan(tmp_path, [FULL, GOOD])
    one, other = read_opened(workbook, FIFE), left_out(tmp_path, [FULL, GOOD])
    assert one.tables["action"].equals(other.tables["action"])
    assert (one.problems, other.problems, other.left_out) == ([], [], 0)
