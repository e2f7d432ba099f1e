"""Writes action plans and reads them, for the tests of the reader."""

from pathlib import Path

from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.plans import actions
from csp_analytics.ingest.reading import Wanted
from tests import builders

HEADER = ["Issue", "Action", "When", "Milestone"]
FIFE = Wanted(area="Fife")


def plan(folder, rows, merged=(), hidden=(), **sheets):
    """A workbook with the sheet Plan, and further ones by name, as cells."""
    file = builders.workbook(
        Path(folder) / "plan.xlsx", {"Plan": rows, **sheets}, merged={"Plan": list(merged)}, hidden=hidden
    )
    workbook, problems = read_workbook(file)
    assert not problems
    return workbook


def read(folder, rows, wanted=FIFE, **kwargs):
    return actions.read(plan(folder, rows, **kwargs), wanted)


def loaded(folder, rows, wanted=FIFE, **kwargs):
    """The table of a plan that must load."""
    reading = read(folder, rows, wanted, **kwargs)
    assert not reading.refused, [problem.sentence for problem in reading.problems]
    return reading.tables["action"]


def told(reading):
    """Every problem as (code, cell)."""
    return [(problem.code, problem.cell) for problem in reading.problems]


def only_problem(reading):
    assert len(reading.problems) == 1, [problem.sentence for problem in reading.problems]
    return reading.problems[0]
