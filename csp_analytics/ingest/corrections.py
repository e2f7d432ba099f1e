"""A spreadsheet that was brought, read again: with cells put right that a person put right, or without bad answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from csp_analytics.ingest.answer_tables import COLUMNS, PLAN, ROWS, AnswerTable, AsOurs, tables_of
from csp_analytics.ingest.cell_text import kept, shown
from csp_analytics.ingest.changed_cells import Correction, Place, corrected, place
from csp_analytics.ingest.files.workbook import Sheet, Value, Workbook, address
from csp_analytics.ingest.findings import LIMIT
from csp_analytics.ingest.leaving_out import LEFT_OUT, advice_for, as_left_out, without_errors
from csp_analytics.ingest.reading import Reading, Wanted
from csp_analytics.ingest.recognise import read_opened
from csp_analytics.ingest.surveys.import_survey import Choices
from csp_analytics.problems import NOTE, Problem

__all__ = ["Correction", "accept_suggestions", "alike", "corrected", "read_corrected", "suggested"]

CORRECTED = "corrected"
# A corrected heading makes the table known, and then its cells have problems of their own: that is two passes.
PASSES = 10
# Problems that are told once for a name, however often it stands in its column, or no more than so many times.
_OF_A_NAME = frozenset(("unknown-area", "outside-area", "unknown-framework"))
_IN_A_FRAMEWORK = frozenset(("unknown-criterion", "unknown-level"))


def read_corrected(
    workbook: Workbook,
    wanted: Wanted | None = None,
    corrections: Sequence[Correction] = (),
    leave_out: bool = False,
    *,
    said: Sequence[Problem] = (),
    choices: Choices | None = None,
    beside: Sequence[Path | bytes] = (),
    read: Callable[[Workbook], Reading] | None = None,
    as_ours: AsOurs | None = None,
) -> Reading:
    """Reads a workbook with some cells put right.

    Args:
        workbook: the file as it was brought, from :func:`~csp_analytics.ingest.files.workbook.read_workbook`.
        wanted: what the person said about it.
        corrections: the cells; a value of None leaves the answer out.
        leave_out: whether every answer that is still wrong is left out (only when the person chose it).
        said: what was to be said when the file was opened.
        choices: as for :func:`~csp_analytics.ingest.recognise.read_file`.
        beside: as for :func:`~csp_analytics.ingest.recognise.read_file`.
        read: how a workbook is read, when it is not as :func:`~csp_analytics.ingest.recognise.read_opened` does.
        as_ours: gives the workbook in words that the readers know, every cell at its place, when columns were mapped.

    Returns:
        The reading, its digest made of the file's and of what was changed. Its problems end with a note of code
        ``corrected`` for each cell put right and a warning of code ``left-out`` for each left out; ``left_out`` counts
        the answers, or actions, of which anything was left out.

    Raises:
        ValueError: when a correction names no cell of the file.
    """
    read = read or partial(read_opened, wanted=wanted, said=said, choices=choices, beside=beside)
    now = corrected(workbook, corrections)
    reading, out = without_errors(workbook, corrections, read, as_ours) if leave_out else (read(now), set())
    gone = {(one.sheet, one.cell) for one in reading.problems if one.code == LEFT_OUT}
    kept_ones = [one for one in corrections if (one.sheet, one.cell) not in gone]
    told, chosen = _told(workbook, now, kept_ones, as_ours)
    return replace(reading, problems=[*reading.problems, *told], left_out=len(out | chosen))


def suggested(workbook: Workbook, problems: Iterable[Problem], *, as_ours: AsOurs | None = None) -> list[Correction]:
    """What "did you mean" would put right: one correction for each cell that it is about.

    Where a problem is told once for a name that stands in several cells of its column, all of them are there.

    Args:
        workbook: the file, with the corrections that were made before it was read.
        problems: problems of its reading; those without a suggestion or without one cell are passed over.
        as_ours: as for :func:`read_corrected`.
    """
    chosen: dict[tuple[str, str], Correction] = {}
    with_words = [problem for problem in problems if problem.suggestion and place(problem.cell)]
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    tables = tables_of(workbook, {problem.sheet for problem in with_words}, as_ours=as_ours)
    for problem in with_words:
        sheet = sheets.get(problem.sheet)
        where = place(problem.cell)
        text = _put_right(sheet.value(*where), problem) if sheet and where else None
        for cell in alike(problem, tables.get(problem.sheet), sheet) if sheet and text is not None else ():
            chosen.setdefault((problem.sheet, cell), Correction(problem.sheet, cell, text))
    return list(chosen.values())


def accept_suggestions(
    workbook: Workbook, read: Callable[[Workbook], Reading], *, as_ours: AsOurs | None = None
) -> list[Correction]:
    """Every suggestion accepted, also those that come up when the first are.

    Args:
        workbook: the file.
        read: how it is read.
        as_ours: as for :func:`read_corrected`.
    """
    chosen: dict[tuple[str, str], Correction] = {}
    for _ in range(PASSES):
        now = corrected(workbook, chosen.values())
        new = [
            one for one in suggested(now, read(now).problems, as_ours=as_ours) if (one.sheet, one.cell) not in chosen
        ]
        if not new:
            break
        chosen |= {(one.sheet, one.cell): one for one in new}
    return list(chosen.values())


def alike(problem: Problem, table: AnswerTable | None, sheet: Sheet) -> list[str]:
    """Addresses of the cells that a problem of one cell is about: the cell, and those that hold the same.

    Args:
        problem: a problem whose cell is one address.
        table: the table on the sheet, None when there is none of ours.
        sheet: the sheet.
    """
    where = place(problem.cell)
    if where is None or kept(sheet.value(*where)) != kept(problem.found):
        return [problem.cell]
    table = table or AnswerTable(sheet, "", -1, 0, frozenset())
    of_a_name = problem.code in _OF_A_NAME and not (table.kind == PLAN and problem.code == "unknown-framework")
    in_a_framework = problem.code in _IN_A_FRAMEWORK and table.kind in (ROWS, COLUMNS)
    if not of_a_name and not in_a_framework:
        return [problem.cell]
    return [address(*one) for one in table.alike(where, framework=in_a_framework)]


def _put_right(value: Value, problem: Problem) -> str | None:
    """The whole text of a cell once what was found in it is what was meant: 'Area: Fiffe' keeps its label."""
    text, found = kept(value), kept(problem.found)
    if text == found:
        return problem.suggestion
    start = text.casefold().find(found.casefold()) if found else -1
    if start < 0 or text.casefold().count(found.casefold()) != 1 or len(text) != len(text.casefold()):
        return None
    return text[:start] + problem.suggestion + text[start + len(found) :]


def _told(
    workbook: Workbook, now: Workbook, corrections: Sequence[Correction], as_ours: AsOurs | None
) -> tuple[list[Problem], set[tuple[str, Place]]]:
    """What is said of the cells that were changed, and the answers of which something was left out by that."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    last = {(one.sheet, one.cell): one for one in corrections}
    tables = tables_of(now, {name for name, _ in last}, as_ours=as_ours) if last else {}
    told: list[Problem] = []
    answers: set[tuple[str, Place]] = set()
    for one in last.values():
        sheet, table, where = sheets[one.sheet], tables.get(one.sheet), place(one.cell)
        assert where is not None  # `corrected` has seen to that
        found = sheet.errors.get(where) or sheet.uncalculated.get(where) or shown(sheet.value(*where))
        note = Problem(NOTE, workbook.name, one.sheet, one.cell, found, code=CORRECTED)
        if one.value is not None:
            told.append(replace(note, advice=f"Read as '{shown(one.value)}', as you accepted."))
        elif found:
            told.append(as_left_out(note, one.cell, advice_for(table, [where]) if table else "Left out, as you chose."))
            own = replace(table, sheet=sheet).answered([where]) if table else ()
            answers |= {(one.sheet, answer) for answer in own}
    return list(_shortened(told)), answers


def _shortened(told: list[Problem]) -> Iterator[Problem]:
    yield from told[:LIMIT]
    if len(told) > LIMIT:
        yield replace(told[LIMIT], sheet="", cell="", found=f"{len(told) - LIMIT:,} more cells", advice="As you chose.")
