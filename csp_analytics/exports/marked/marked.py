"""The spreadsheet that somebody brought, to put right: the same file with its problem cells marked and listed.

Whatever came from outside is opened in a child process within the limits of the readers. What they refuse is not opened
here either: then the workbook holds the list of problems alone. Nothing in it is live: no macro, no formula.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from csp_analytics.exports.marked.marking import Line, Mark, Request, problems_only
from csp_analytics.ingest.answer_tables import AsOurs, tables_of
from csp_analytics.ingest.cell_text import kept, shown
from csp_analytics.ingest.changed_cells import Correction, Place, place, places
from csp_analytics.ingest.corrections import CORRECTED, alike
from csp_analytics.ingest.files import isolation
from csp_analytics.ingest.files.safety import Refusal
from csp_analytics.ingest.files.workbook import Workbook, read_workbook
from csp_analytics.ingest.leaving_out import LEFT_OUT
from csp_analytics.ingest.recognise import MARKED_TITLE, without_marks
from csp_analytics.problems import ERROR, NOTE, Problem

# A workbook of so many cells takes some ten seconds to copy; an officer's has a few thousand.
MAX_CELLS = 200_000
MAX_LINES = 1_000  # of the list of problems
MAX_PLACES = 500  # cells that one problem marks
STATES = {ERROR: "To put right", NOTE: "For information"}
_START = "import sys; sys.path += sys.argv[1:]; from csp_analytics.exports.marked.marking import main; main()"
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\']")
_TO_DO = (
    "Put each cell right on its own sheet: it is marked, and the address below leads to it. Save, and load this file."
)
_NOT_COPIED = {
    "refused": "The file could not be opened, so nothing of it is copied here. What to do stands below.",
    "large": f"The file has more than {MAX_CELLS:,} cells, so it is not copied here. Put the cells below right in it.",
    "failed": "The file could not be copied safely. Put the cells below right in your own copy.",
}

Cell = tuple[str, Place]


def marked(
    data: bytes,
    name: str,
    problems: Sequence[Problem],
    corrections: Sequence[Correction] = (),
    *,
    as_ours: AsOurs | None = None,
) -> bytes:
    """The corrected workbook to download.

    Args:
        data: the file as it was brought.
        name: its name as the person knows it.
        problems: what is wrong with it, before or after the corrections.
        corrections: what the person accepted; written into the copy.
        as_ours: the workbook in words that the readers know, when its columns were mapped.

    Returns:
        An xlsx file. First a sheet "Problems" with sheet, cell (a link), what was found and expected, what to do and
        what was probably meant; then the sheets of the file, every cell of an error or warning with a ground, a bold
        border and a comment. Formulas are their stored values; text that looks like a formula is text. Drop-downs,
        widths, number formats and hidden sheets are kept; macros, charts, pictures and links to files are not. An ods
        or csv comes as its cells. When the file cannot be copied: the sheet "Problems" alone. The readers pass over
        that sheet, so the copy loads once its cells are right.
    """
    workbook, _ = read_workbook(data, name)
    if workbook is None:
        return _list_alone("refused", name, problems)
    workbook = without_marks(workbook)
    if sum(len(row) for sheet in workbook.sheets for row in sheet.rows) > MAX_CELLS:
        return _list_alone("large", name, problems)
    request = _request(workbook, problems, corrections, as_ours)
    for source in (data if workbook.kind in ("xlsx", "xlsm") else None, None):
        try:
            return isolation.ask(pickle.dumps(replace(request, data=source)), _START)
        except Refusal:  # a file that one reader follows and the other does not: its cells can still be written out
            continue
    return _list_alone("failed", name, problems)


def _request(
    workbook: Workbook, problems: Sequence[Problem], corrections: Sequence[Correction], as_ours: AsOurs | None
) -> Request:
    titles = _titles(workbook)
    chosen = {(one.sheet, where): one for one in corrections if (where := place(one.cell)) and one.sheet in titles}
    open_problems = [_of_the_copy(one) for one in problems if not _is_solved(one, chosen)]
    cells = list(_cells(workbook, open_problems, as_ours))
    lines = [_line(one, titles) for one in open_problems]
    lines += [_changed_line(workbook, cell, one, titles) for cell, one in chosen.items()]
    marks = [Mark(titles[name], *where, _comment(problem), True) for problem, (name, where) in cells]
    marks += [Mark(titles[c[0]], *c[1], _changed_words(workbook, c, one), False) for c, one in chosen.items()]
    formulas = {
        (sheet.name, where): formula if formula.startswith("=") else f"= {formula}"
        for sheet in workbook.sheets
        for where, formula in sheet.uncalculated.items()
    }
    values = formulas | {cell: one.value for cell, one in chosen.items()}
    return Request(
        None,
        [(titles[s.name], s.visible, s.rows, s.errors, list(s.merged)) for s in workbook.sheets],
        [(titles[sheet], *where, value) for (sheet, where), value in values.items()],
        marks,
        _shortened(lines),
        [MARKED_TITLE, f"{workbook.name}: {_counted(open_problems, len(chosen))}", _TO_DO],
    )


def _titles(workbook: Workbook) -> dict[str, str]:
    """Names of the sheets as an xlsx may have them; a name that says nothing for the table of a CSV."""
    titles: dict[str, str] = {}
    for sheet in workbook.sheets:
        wanted = _NOT_IN_A_TITLE.sub(" ", kept(sheet.name)).strip()[:31] if workbook.kind == "ods" else sheet.name
        wanted, number = wanted or "Table", 2
        while wanted.casefold() in {one.casefold() for one in titles.values()}:
            wanted, number = f"{wanted[:26]} ({number})", number + 1
        titles[sheet.name] = wanted
    return titles


def _is_solved(problem: Problem, chosen: dict[Cell, Correction]) -> bool:
    """Whether a correction did away with a problem, or tells the same."""
    where = place(problem.cell)
    one = chosen.get((problem.sheet, where)) if where else None
    if one is None:
        return problem.code == CORRECTED
    return problem.code in (CORRECTED, LEFT_OUT) or kept(one.value) != kept(problem.found)


def _of_the_copy(problem: Problem) -> Problem:
    """A problem in words that are true of the copy, in which no formula is one any more."""
    advice = "This formula had no stored result. Here it is text: write the value in its place."
    return replace(problem, advice=advice) if problem.code == "uncalculated-formula" else problem


def _cells(workbook: Workbook, problems: Iterable[Problem], as_ours: AsOurs | None) -> Iterator[tuple[Problem, Cell]]:
    """Every cell that an error or a warning is about, those included that hold the same as the one it names."""
    told = [one for one in problems if one.severity != NOTE and one.cell]
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    tables = tables_of(workbook, {one.sheet for one in told}, as_ours=as_ours)
    for problem in told:
        if sheet := sheets.get(problem.sheet):
            named = [problem.cell] if place(problem.cell) is None else alike(problem, tables.get(sheet.name), sheet)
            row = re.fullmatch(r"row (\d+)", problem.cell)
            every = places(f"A{row[1]}" if row else ", ".join(named))
            yield from ((problem, (sheet.name, where)) for where in islice(every, MAX_PLACES))


def _line(problem: Problem, titles: dict[str, str]) -> Line:
    first = next(places(problem.cell), None)
    target = (titles[problem.sheet], *first) if first and problem.sheet in titles else None
    where = titles.get(problem.sheet, problem.sheet)
    state = STATES.get(problem.severity, "To look at")
    words = (problem.found, problem.expected, problem.advice, problem.suggestion, state)
    return Line((where, problem.cell, *words), target)


def _changed_line(workbook: Workbook, cell: Cell, one: Correction, titles: dict[str, str]) -> Line:
    state = "Left out" if one.value is None else "Put right"
    words = (_held(workbook, cell), "", _changed_words(workbook, cell, one), shown(one.value), state)
    return Line((titles[one.sheet], one.cell, *words), (titles[one.sheet], *cell[1]))


def _changed_words(workbook: Workbook, cell: Cell, one: Correction) -> str:
    held = _held(workbook, cell)
    was = f"It held '{held}'." if held else "It was blank."
    return f"Left out, as you chose. {was}" if one.value is None else f"Now '{shown(one.value)}', as you chose. {was}"


def _held(workbook: Workbook, cell: Cell) -> str:
    sheet = next(one for one in workbook.sheets if one.name == cell[0])
    return sheet.errors.get(cell[1]) or sheet.uncalculated.get(cell[1]) or shown(sheet.value(*cell[1]))


def _comment(problem: Problem) -> str:
    said = [f"Found: {problem.found}", f"Expected: {problem.expected}", f"Did you mean: {problem.suggestion}?"]
    values = (problem.found, problem.expected, problem.suggestion)
    return "\n".join([*(text for text, value in zip(said, values, strict=True) if value), problem.advice]).strip()


def _counted(problems: Sequence[Problem], changed: int) -> str:
    wrong = sum(problem.severity == ERROR for problem in problems)
    look = sum(problem.severity not in (ERROR, NOTE) for problem in problems)
    return f"{wrong:,} to put right, {look:,} to look at, {changed:,} changed as you chose."


def _shortened(lines: list[Line]) -> list[Line]:
    more = len(lines) - MAX_LINES
    rest = [Line(("", "", f"{more:,} more", "", "Put these right first, and load the file again.", "", ""), None)]
    return lines if more <= 0 else [*lines[:MAX_LINES], *rest]


def _list_alone(why: str, name: str, problems: Sequence[Problem]) -> bytes:
    lines = [replace(_line(problem, {}), target=None) for problem in problems]
    words = [MARKED_TITLE, f"{name}: {_counted(problems, 0)}", _NOT_COPIED[why]]
    return problems_only(_shortened(lines), words)
