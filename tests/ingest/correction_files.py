"""Workbooks with stated faults, opened, for the tests of corrections."""

from __future__ import annotations

from pathlib import Path

from csp_analytics.ingest.files.workbook import Workbook, read_workbook
from csp_analytics.ingest.reading import Reading
from csp_analytics.problems import ERROR
from tests import builders
from tests.ingest.assessments.assessment_files import MINI_IDS, MINI_TEXT

LONG = ["Area", "Round", "Framework", "Criterion", "Level", "Evidence"]


def opened(path: Path) -> Workbook:
    """A file that can be opened."""
    workbook, _ = read_workbook(path)
    assert workbook is not None
    return workbook


def long_rows(areas=("Fife",), levels=(3, 3, 3)) -> list[list[object]]:
    """A long table of the small framework, three criteria an area: rows 2 to 4, 5 to 7 and so on."""
    rows = [[area, "2025", "Mini", MINI_IDS[i], levels[i], None] for area in areas for i in range(3)]
    return [list(LONG), *rows]


def long(folder: Path, rows: list[list[object]], **more) -> Workbook:
    """A long table as a workbook with one sheet, Ratings."""
    return opened(builders.workbook(folder / "long.xlsx", {"Ratings": rows}, **more))


def template(folder: Path, levels=(3, 2, 1), **more) -> Workbook:
    """The entry template of the small framework: area in B2, round in B3, header in row 5, answers in C6 to C8."""
    above = [["Self-assessment"], ["Area:", "Fife"], ["Round:", "2025"], []]
    rows = [[MINI_IDS[i], MINI_TEXT[i], level, None] for i, level in enumerate(levels)]
    return opened(
        builders.workbook(
            folder / "template.xlsx", {"Mini": [*above, ["Id", "Criterion", "Level", "Evidence"], *rows]}, **more
        )
    )


def national(folder: Path, rows: list[list[object]], header=("Area", *MINI_IDS[:3])) -> Workbook:
    """A national return of 2025: one row an area."""
    return opened(builders.workbook(folder / "return.xlsx", {"2025": [list(header), *rows]}))


def errors(reading: Reading) -> list[tuple[str, str]]:
    """Code and cell of every error."""
    return [(problem.code, problem.cell) for problem in reading.problems if problem.severity == ERROR]


def told(reading: Reading, code: str) -> list[tuple[str, str]]:
    """Cell and what was found of every problem of a code."""
    return [(problem.cell, problem.found) for problem in reading.problems if problem.code == code]
