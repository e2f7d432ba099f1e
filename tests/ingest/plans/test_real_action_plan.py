"""A real plan: Test Valley, January 2008. Every figure was counted by eye in the file."""

import openpyxl
import pytest

from csp_analytics import paths
from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.plans import actions
from csp_analytics.ingest.reading import Wanted
from tests.ingest.plans.plan_files import only_problem

REAL = paths.ROOT.parent / "shared" / "data" / "real" / "test-valley-2008-action-plan.xlsx"
pytestmark = pytest.mark.skipif(not REAL.is_file(), reason="the real plan is not beside the repository")


@pytest.fixture(scope="module")
def reading():
    return actions.read(read_workbook(REAL)[0], Wanted(area="Test Valley"))


def test_is_refused_when_nobody_asked_for_an_outside_area():
    problem = only_problem(actions.read(read_workbook(REAL)[0], Wanted()))
    assert (problem.severity, problem.code, problem.cell, problem.found) == (
        "error",
        "outside-area",
        "A1",
        "Test Valley",
    )


def test_has_43_rows_under_11_headings(reading):
    assert reading.counts == {"action": 43, "area": 1}
    assert reading.facts["stage headings"] == 11
    # Two of the eleven headings follow each other, so ten stages have rows.
    assert reading.tables["action"].groupby("stage", sort=False).size().to_dict() == {
        "Lead and Guide": 8,
        "Governing Partnership Processes": 3,
        "Visibility and Accountability": 9,
        "Assess": 5,
        "Determine Priorities": 3,
        "Partnership-Working and two-tier areas": 3,
        "Plan For Action–Prepare the Plan": 7,
        "Publish Summary": 1,
        "Deliver": 2,
        "Solving Problems – Evaluating Impact": 2,
    }


def test_keeps_every_other_cell_as_it_is_in_the_file(reading):
    sheet = openpyxl.load_workbook(REAL).active
    written = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6) if row[1].value]
    table = reading.tables["action"]
    for column, name in enumerate(["issue", "action", "when_text", "milestone"]):
        for row, value in zip(written, table[name], strict=True):
            if not str(row[column]).lower().startswith("as above"):
                assert value == (row[column] or "").strip()


def test_as_above_is_resolved_through_the_chain(reading):
    table = reading.tables["action"].set_index("position")
    assert not table.isin(["As above", "As above.", "as above"]).any().any()
    # Rows 15 to 18 refer to the milestone of row 14; row 16 also to action and time of row 15.
    assert table.loc[15:18, "milestone"].eq("Date to be confirmed at April 2008 meeting.").all()
    assert (
        table.loc[16, "action"] == table.loc[15, "action"] == "Engagement and consultation strategy and action required"
    )
    assert table.loc[16, "when_text"] == table.loc[15, "when_text"]


def test_reads_20_dates_and_leaves_23_texts_as_they_are(reading):
    due = reading.tables["action"].set_index("position")["due"].dropna().dt.strftime("%Y-%m-%d")
    assert due.to_dict() == {
        **dict.fromkeys([1, 2, 4, 5, 10, 12, 13, 36], "2008-04-30"),  # April 2008 in When, else in Milestone
        **dict.fromkeys([20, 39, 41], "2008-06-30"),  # a leaflet by, or in, June 2008
        21: "2008-05-31",
        27: "2008-01-31",
        **dict.fromkeys([32, 34, 35, 37, 38], "2008-03-31"),  # February and March 2008
        33: "2009-03-31",
        43: "2008-03-31",  # Feb/March 2008
    }
