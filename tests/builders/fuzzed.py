"""What must hold for every file whatever, and the real files that fuzzing begins with."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from csp_analytics.ingest.reading import Reading
from csp_analytics.paths import ROOT
from csp_analytics.problems import ERROR, NOTE, WARNING, Problem
from tests.builders.other_formats import csv_file, ods
from tests.builders.workbooks import calculated_formulas, with_macros, workbook

NAME = "returns.xlsx"
SMALL = (
    "action-plans-2023-some-areas",
    "excellence-national-return-2023",
    "safer-communities-2025-fife-template",
    "survey-2021-microsoft-forms",
    "survey-people-asked",
)
# What would tell a stranger about the server or the program: places, tracebacks, names of our own modules.
TELLTALE = re.compile(r"/(work|tmp|home|root|usr|var)/|site-packages|Traceback|File \"|csp_analytics|object at 0x")


def seeds() -> dict[str, bytes]:
    """Real files by name: demonstration workbooks, and small ones with what those lack."""
    found = {one: (ROOT / "data" / "demo" / f"{one}.xlsx").read_bytes() for one in SMALL}
    rows = [["Area", "Round", "Framework", "Criterion", "Level", "Evidence"]]
    rows += [["Fife", "2025", "safer-communities", "safer-communities.leadership.01", 2, "#REF!"]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = {
            "ods": ods(folder / "a.ods", {"One": [*rows, [None, "=1+1", True, 1.5]]}, merged_across={("One", 0, 0): 2}),
            "macros": with_macros(folder / "b.xlsm", {"One": rows}),
            "merged": workbook(folder / "c.xlsx", {"One": rows}, merged={"One": ["A1:B1"]}, hidden=()),
            "formulas": calculated_formulas(workbook(folder / "d.xlsx", {"One": rows}), {"E2": ("=1+1", "2", "")}),
            "csv": csv_file(folder / "e.csv", rows),
            "utf-16": csv_file(folder / "f.csv", rows, encoding="utf-16"),
        }
        return found | {name: path.read_bytes() for name, path in made.items()}


def wrong_with(reading: Reading, name: str = NAME) -> list[str]:
    """What is not as it must be, whatever was read: empty when all is well."""
    told = [words for problem in reading.problems for words in _wrong_with(problem, name)]
    if reading.refused and reading.tables:
        told.append("a refused file has tables")
    if not reading.tables and not reading.problems:
        told.append("nothing was read, and nothing is said")
    return told


def _wrong_with(problem: Problem, name: str) -> list[str]:
    told = []
    if problem.severity not in (ERROR, WARNING, NOTE):
        told.append(f"severity {problem.severity}")
    if problem.file != name or not problem.sentence.startswith(name):
        told.append(f"it does not name the file: {problem.sentence}")
    if not (problem.found or problem.expected or problem.advice) or not problem.code:
        told.append(f"it says nothing: {problem.sentence}")
    if found := TELLTALE.search(" ".join((problem.expected, problem.advice, problem.found))):
        told.append(f"it tells '{found[0]}': {problem.sentence}")
    return told
