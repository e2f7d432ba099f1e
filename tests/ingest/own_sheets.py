"""Sheets as councils make them for themselves: their headings, their colours, titles above and other tables beside."""

from __future__ import annotations

from pathlib import Path

from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.files.workbook import Workbook, read_workbook
from tests import builders
from tests.ingest.assessments.assessment_files import LEVELS, MINI_TEXT

COLOURS = ("Red", "Amber", "Green", "Blue")
RAG = dict(zip(COLOURS, LEVELS, strict=True))
HEADINGS = ["Question", "RAG", "Comments", "Local authority"]
COLUMNS = {"Question": "criterion", "RAG": "level", "Comments": "evidence", "Local authority": "area"}
OWN = ColumnMapping("assessment", COLUMNS, RAG)
ROWS = [
    [MINI_TEXT[0], "Amber", "a plan is drafted", "Fife"],
    [MINI_TEXT[1], "red", None, "Fife"],
    [MINI_TEXT[2], "Blue", "<b>bold</b>", "Fife"],
    [MINI_TEXT[0], "Green", None, "Moray"],
    [MINI_TEXT[1], "N/A", "no plan needed", "Moray"],
]
# By hand: Red 1, Amber 2, Green 3, Blue 4; the fourth criterion is for two-tier areas, and nobody rated Moray's third.
WORTH = [2.0, 1.0, 4.0, "not applicable", 3.0, "not applicable", "missing", "not applicable"]


def opened(folder: Path, sheets: dict[str, list[list[object]]], **how: object) -> Workbook:
    """An xlsx file with these sheets, written and read again."""
    workbook, problems = read_workbook(builders.workbook(folder / "own.xlsx", sheets, **how))  # type: ignore[arg-type]
    assert workbook is not None, problems
    return workbook
