"""Reading a very large survey export, against a bare read of the same file; the Skills page at size."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import python_calamine

from benchmarks import survey_export
from benchmarks.comparing import Comparison, clocked, in_turns
from benchmarks.memory import peak
from csp_analytics.ingest.surveys.inspect import inspect_file

NAME = "surveys"
TURNS, MEMORY_TURNS = 5, 3
SIZE = f"{survey_export.RESPONDENTS:,} respondents x {survey_export.QUESTIONS} questions"
OURS = "from pathlib import Path\nfrom csp_analytics.ingest.surveys.inspect import inspect_file"


def run() -> Iterator[Comparison]:
    """Time and memory for the workbook and the CSV file."""
    with TemporaryDirectory() as place:
        book = survey_export.workbook(Path(place) / "export.xlsx")
        text = survey_export.text_file(Path(place) / "export.csv")
        yield from _read(book, lambda: _bare_workbook(book), "python-calamine reads its cells, nothing else",
                         f"from benchmarks.surveys import _bare_workbook\n{OURS}", "_bare_workbook")  # fmt: skip
        yield from _read(text, lambda: _bare_text(text), "Python's csv module reads its cells, nothing else",
                         f"from benchmarks.surveys import _bare_text\n{OURS}", "_bare_text")  # fmt: skip


def _read(file: Path, bare: Callable[[], object], against: str, imports: str, bare_name: str) -> Iterator[Comparison]:
    what = f"survey export of {SIZE}, {file.suffix[1:]}: checked, recognised, every question typed"
    found = in_turns({"ours": clocked(lambda: _ours(file)), "bare": clocked(bare)}, TURNS, warm=False)
    yield Comparison(what, against, found["ours"], found["bare"], goal=2.0)
    place = f"Path({str(file)!r})"
    memory = in_turns(
        {
            "ours": lambda: peak(imports, f"kept = inspect_file({place})"),
            "bare": lambda: peak(imports, f"kept = {bare_name}({place})"),
        },
        MEMORY_TURNS,
        warm=False,
    )
    yield Comparison(f"{what}: memory at the worst moment", against, memory["ours"], memory["bare"], 2.0, unit="bytes")


def _ours(file: Path) -> None:
    found, problems = inspect_file(file)
    n_questions = len([one for one in found.questions if one.type != "meta"]) if found else 0
    if found is None or found.respondents != survey_export.RESPONDENTS or n_questions != survey_export.QUESTIONS:
        raise AssertionError(f"read as {found and found.respondents} respondents, {n_questions} questions: {problems}")


def _bare_workbook(file: Path) -> list[list[object]]:
    return python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()


def _bare_text(file: Path) -> list[list[str]]:
    with open(file, encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))
