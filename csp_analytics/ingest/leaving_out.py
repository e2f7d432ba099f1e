"""Reading a file without the answers that are wrong, when the person who brings it chooses so, and saying which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from csp_analytics.ingest.answer_tables import COLUMNS, PLAN, ROWS, AnswerTable, AsOurs, tables_of
from csp_analytics.ingest.changed_cells import LEFT_BLANK, Correction, Place, corrected, places
from csp_analytics.ingest.files.workbook import Workbook, address
from csp_analytics.ingest.findings import LIMIT, Findings
from csp_analytics.ingest.plans.rows import read_rows, says_as_above
from csp_analytics.ingest.plans.words import WORDS
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, Reading
from csp_analytics.ingest.table_header import header_at, heading
from csp_analytics.problems import ERROR, WARNING, Problem

LEFT_OUT = "left-out"
# Each pass takes out everything that one reading tells, at most 200 problems of a kind; a file with more wrong answers
# than all passes together is none that anybody wants to load without them.
PASSES = 40
# Problems of one cell: it alone is left out. Equal cells of the same framework are wrong for the same reason.
_LEVELS = frozenset(("unknown-level", "level-out-of-scale", "percent-for-level", "date-for-level"))
_CELLS = frozenset(
    ("error-cell", "uncalculated-formula", "two-ticks", "unknown-tick", "text-too-long", "merged-cells",
     "unknown-status", "unknown-framework", "nothing-above")
)  # fmt: skip
# Problems of what a row, or a column of a national return, is about: it cannot be used.
_LINES = frozenset(
    ("unknown-criterion", "ambiguous-criterion", "not-answerable", "missing-criterion", "criterion-mismatch",
     "duplicate-criterion", "action-without-issue")
)  # fmt: skip
# In an action plan these say which criterion an action serves: the action stands without it.
_LINKS = frozenset(("unknown-criterion", "ambiguous-criterion"))
_TIMES = re.compile(r" (\d+) times")

Read = Callable[[Workbook], Reading]


@dataclass(frozen=True)
class Out:
    """Something to leave out: the problem that names it, its cells, and the answers that go with it."""

    problem: Problem
    cells: frozenset[Place]
    answers: frozenset[Place]


def without_errors(
    workbook: Workbook, corrections: Iterable[Correction], read: Read, as_ours: AsOurs | None = None
) -> tuple[Reading, set[tuple[str, Place]]]:
    """What a workbook says when every answer that is wrong is left out.

    Errors that sit on an answer, on a text beside it, or on a row that cannot be used (an unknown criterion, the same
    criterion twice) are taken out and the file is read again, until no error is left or only errors that are about
    more than single answers: an unknown area, no round, two sheets. Those stay, and the file is refused for them.

    Args:
        workbook: the file as it was brought.
        corrections: cells that were put right before.
        read: how it is read.
        as_ours: see :func:`~csp_analytics.ingest.answer_tables.tables_of`.

    Returns:
        The last reading; its problems end with a warning of code ``left-out`` for each cell left out. And the answers,
        or actions, of which anything was left out: sheet, and place as :meth:`AnswerTable.answer_of` gives it. A table
        that is neither an assessment nor an action plan is read as it is.
    """
    chosen = list(corrections)
    seen: set[tuple[str, Place]] = set()
    told: list[Problem] = []
    answers: set[tuple[str, Place]] = set()
    for _ in range(PASSES):
        now = corrected(workbook, chosen)
        reading = read(now)
        new = list(_unseen(_to_leave_out(now, reading, as_ours), seen))
        if not new:
            break
        chosen += _resolved(now, _rows_gone(new), as_ours)
        for name, out in new:
            chosen += [Correction(name, address(*where), LEFT_BLANK) for where in sorted(out.cells)]
            answers |= _keys(name, out.answers)
            told.append(out.problem)
    return replace(reading, problems=[*reading.problems, *_at_most(told)]), answers


def as_left_out(problem: Problem, cell: str, advice: str) -> Problem:
    """A problem as the warning that what it is about was left out."""
    return replace(problem, severity=WARNING, code=LEFT_OUT, cell=cell, suggestion="", advice=advice)


def advice_for(table: AnswerTable, cells: Iterable[Place], *, line: bool = False) -> str:
    """What leaving out some cells means for the answers of a table."""
    columns = {column for _, column in cells}
    if table.kind == PLAN:
        return f"Left out, as you chose{', with its whole row' if line else '; the rest of its row is kept'}."
    if line:
        word = "column" if table.kind == COLUMNS else "row"
        return f"This {word} was left out, as you chose; its answers count as missing."
    if columns & table.answers:
        return "Left out, as you chose; it counts as missing."
    return "Left out, as you chose; the answer beside it counts."


def _to_leave_out(now: Workbook, reading: Reading, as_ours: AsOurs | None) -> Iterator[tuple[str, Out]]:
    """Sheet and contents of everything that can be taken out of a reading."""
    errors = [problem for problem in reading.problems if problem.severity == ERROR and problem.cell]
    if not errors or reading.kind not in (ASSESSMENT, ACTIONS):
        return
    tables = tables_of(now, {problem.sheet for problem in errors}, reading.kind, as_ours)
    for problem in errors:
        if table := tables.get(problem.sheet):
            yield from ((problem.sheet, out) for out in _outs(table, problem))


def _outs(table: AnswerTable, problem: Problem) -> Iterator[Out]:
    named = _not_the_last(problem, list(places(problem.cell)))
    if problem.code in _LINES and not (table.kind == PLAN and problem.code in _LINKS):
        together = problem.code == "criterion-mismatch"  # an id and a wording of one row
        for where in named[-1:] if together else named:
            if _names_a_line(table, problem.code, where):
                yield from (_out(table, problem, one, table.line(one)) for one in _alike(table, problem.code, where))
    elif problem.code in _LEVELS | _CELLS | _LINKS:
        for where in named:
            if _is_told_of(table, problem.code, where):
                yield from (_out(table, problem, one, None) for one in _alike(table, problem.code, where))


def _is_told_of(table: AnswerTable, code: str, where: Place) -> bool:
    """Whether a problem is about the cell that it names, and not about what the person said of the whole file."""
    if where[0] < table.body or where[1] not in table.answers | table.texts | table.names:
        return False
    title = heading(table.sheet.value(table.heading, where[1]))
    return code != "unknown-framework" or title in WORDS["framework"]


def _names_a_line(table: AnswerTable, code: str, where: Place) -> bool:
    if table.kind == COLUMNS:
        return where[0] < table.body and where[1] in table.answers
    return where[0] >= table.body and (where[1] in table.names or code == "duplicate-criterion")


def _alike(table: AnswerTable, code: str, where: Place) -> list[Place]:
    """The cells that one problem is told of for all of them, or would be if problems were told without end."""
    spread = code in _LEVELS or code in ("unknown-criterion", "ambiguous-criterion", "not-answerable")
    return table.alike(where, framework=True) if spread and table.kind == ROWS else [where]


def _out(table: AnswerTable, problem: Problem, where: Place, line: list[Place] | None) -> Out:
    cells = frozenset(line or [where])
    if problem.code == "merged-cells":
        answers = frozenset({table.answer_of(where)})  # the value stands in the first cell and was meant for all
    else:
        answers = frozenset(table.answered(cells))
    advice = advice_for(table, cells, line=line is not None)
    return Out(as_left_out(problem, address(*where), advice), cells, answers)


def _not_the_last(problem: Problem, named: list[Place]) -> list[Place]:
    """The cells of a problem, but one is kept for the next pass when it says that there are more than it names.

    Of a criterion that stands six times five cells are named; were all five taken out, the sixth would count.
    """
    times = _TIMES.search(problem.found) if problem.code == "duplicate-criterion" else None
    return named[:-1] if times and int(times.group(1)) > len(named) else named


def _unseen(every: Iterable[tuple[str, Out]], seen: set[tuple[str, Place]]) -> Iterator[tuple[str, Out]]:
    """What has a cell that was not left out before; its cells are seen from now on."""
    for name, out in every:
        if not seen.issuperset(keys := _keys(name, out.cells)):
            seen |= keys
            yield name, out


def _keys(name: str, cells: Iterable[Place]) -> set[tuple[str, Place]]:
    return {(name, where) for where in cells}


def _rows_gone(new: list[tuple[str, Out]]) -> dict[str, set[int]]:
    """Rows of action plans that go as a whole, by sheet."""
    gone: dict[str, set[int]] = {}
    for name, out in new:
        if len(out.cells) > 1:
            gone.setdefault(name, set()).update(row for row, _ in out.cells)
    return gone


def _resolved(now: Workbook, gone: dict[str, set[int]], as_ours: AsOurs | None) -> Iterator[Correction]:
    """'As above' written out in the rows of an action plan below rows that go: above them will stand another row."""
    tables = tables_of(now, gone, ACTIONS, as_ours) if gone else {}
    for name, table in tables.items():
        header = header_at(table.sheet, table.heading, WORDS)
        for above, row in pairwise(read_rows(Findings(now), table.sheet, header).rows):
            for meaning, column in header.columns.items() if above.row in gone[name] else ():
                if says_as_above(table.sheet.value(row.row, column)) and row.values.get(meaning) is not None:
                    yield Correction(name, address(row.row, column), row.values[meaning])


def _at_most(told: list[Problem]) -> list[Problem]:
    if len(told) <= LIMIT:
        return told
    rest = replace(told[LIMIT], sheet="", cell="", expected="", found=f"{len(told) - LIMIT:,} more cells left out")
    return [*told[:LIMIT], rest]
