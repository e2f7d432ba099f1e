"""Reading a very large survey export, against a bare read of the same file; the Skills page at size."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import python_calamine

from benchmarks import survey_export
from benchmarks.comparing import Comparison, clocked, in_turns
from benchmarks.many_respondents import few_and_many
from benchmarks.memory import peak
from benchmarks.opened import opened, pages_on, script, timed
from csp_analytics.ingest.surveys.inspect import inspect_file
from csp_analytics.ui import cached
from csp_analytics.ui.navigation import SPECS

NAME = "surveys"
TURNS, MEMORY_TURNS, PAGE_TURNS = 3, 2, 15
SIZE = f"{survey_export.RESPONDENTS:,} respondents x {survey_export.QUESTIONS} questions"
OURS = "from pathlib import Path\nfrom csp_analytics.ingest.surveys.inspect import inspect_file"


def run() -> Iterator[Comparison]:
    """Time and memory for the workbook and the CSV file; the Skills page with few and with many respondents."""
    with TemporaryDirectory() as place:
        book = survey_export.workbook(Path(place) / "export.xlsx")
        text = survey_export.text_file(Path(place) / "export.csv")
        yield from _read(book, lambda: _bare_workbook(book), "python-calamine reads its cells, nothing else",
                         f"from benchmarks.surveys import _bare_workbook\n{OURS}", "_bare_workbook")  # fmt: skip
        yield from _read(text, lambda: _bare_text(text), "Python's csv module reads its cells, nothing else",
                         f"from benchmarks.surveys import _bare_text\n{OURS}", "_bare_text")  # fmt: skip

    yield from _page()


def _page() -> Iterator[Comparison]:
    spec = next(spec for spec in SPECS if spec.address == "skills")
    with timed(), few_and_many(survey_export.RESPONDENTS) as (few, many, n_few, n_many):
        pages = []
        for store in (few, many):
            with pages_on(store.path):
                pages.append(opened(spec))

        def run(place: int, *, kept: bool) -> float:
            if not kept:
                cached.forget()
            with pages_on((few, many)[place].path):
                return script(pages[place])

        for kept, goal in ((True, 1.5), (False, None)):
            things = {"many": partial(run, 1, kept=kept), "few": partial(run, 0, kept=kept)}
            found = in_turns(things, PAGE_TURNS if kept else TURNS)
            how = "warm" if kept else "with every picture made anew"
            what, against = f"Skills gaps, {n_many:,} respondents, {how}", f"the same with {n_few:,} respondents"
            yield Comparison(what, against, found["many"], found["few"], goal=goal)


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
