"""Which area, round and framework the rows of a sheet belong to.

Each comes from a column, else from a labelled cell above the table, else from what the person said about the file
(which overrides both), and the round also from the name of the sheet. An unknown name is a problem, never a guess.
"""

from __future__ import annotations

import datetime
import re

import numpy as np

from csp_analytics.areas.outside import outside_area
from csp_analytics.areas.register import is_summary, register
from csp_analytics.ingest.assessments.desk import Cells, Desk, as_objects
from csp_analytics.ingest.assessments.entries import tell_unreadable, unreadable
from csp_analytics.ingest.assessments.headers import AREA, AREA_CODE, FRAMEWORK, ROUND, Header, Stated
from csp_analytics.ingest.assessments.overrides import UNKNOWN, Written, overridable
from csp_analytics.ingest.cell_text import kept, shown
from csp_analytics.ingest.files.workbook import Sheet
from csp_analytics.ingest.findings import LIMIT

# In a column of codes, besides UNKNOWN: a row of a sum or average, and nothing said anywhere.
SUMMARY, UNSAID = -2, -3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s?[-/]\s?(?:(?:19|20)?\d\d))?(?!\d)")
_NAMED_ROUND = re.compile(r"(?:round|wave)\s+(\S+)", re.IGNORECASE)
_MISSING = {
    AREA: (
        "missing-area",
        "the name of an area",
        "Name it in a column 'Area', in a cell beside 'Area', or say --area.",
    ),
    ROUND: (
        "missing-round",
        "the round, such as 2025",
        "Name it in a column 'Round', in a cell beside 'Round' above the table, or say --round.",
    ),
    FRAMEWORK: ("unknown-framework", "the name of a framework", "Name it beside every answer, or say --framework."),
}


def codes_of(
    desk: Desk, sheet: Sheet, role: str, header: Header, labelled: dict[str, Stated], rows: np.ndarray
) -> np.ndarray:
    """The number of the area, round or framework of each row.

    Args:
        desk: where the definitions are and the problems go.
        sheet: the sheet.
        role: ``area``, ``round`` or ``framework``.
        header: the table's header.
        labelled: the labelled cells above it.
        rows: zero-based rows of the table that are read.

    Returns:
        For each row a number on the desk, or UNKNOWN (told), SUMMARY (skip the row) or UNSAID (framework only).
    """
    column = header.column(role)
    if role == AREA and column < 0:
        column = header.column(AREA_CODE)
    if column >= 0:
        return _read(desk, role, desk.cells(sheet, column, rows))
    if (said := labelled.get(role)) and not _look_elsewhere(sheet, role, said):
        tell_unreadable(desk, sheet, {said.row}, {said.column})
        cell = Cells(sheet, said.column, np.array([said.row]), as_objects([said.value]))
        return np.full(len(rows), _read(desk, role, cell)[0])
    return np.full(len(rows), _unstated(desk, sheet, role))


def tell_summaries(desk: Desk, sheet: Sheet, rows: np.ndarray, column: int) -> None:
    """A note that rows of sums or averages were left out."""
    if len(rows):
        names = list(dict.fromkeys(shown(sheet.value(int(row), column)) for row in rows[:20]))
        desk.findings.note(
            "summary-row",
            sheet,
            (int(rows[0]), column),
            found=", ".join(names),
            advice=f"{len(rows):,} rows of sums or averages were left out."
            if len(rows) > 1
            else "This row is a sum or an average and was left out.",
        )


def round_in_name(name: str) -> str:
    """The round that a sheet's name states ("2025", "Round 3", "Return 2024-25"), empty when it states none or two."""
    found = [match.group(1) for match in _NAMED_ROUND.finditer(name)] or _YEAR.findall(name)
    return re.sub(r"\s", "", found[0]) if len(found) == 1 else ""


def _read(desk: Desk, role: str, cells: Cells) -> np.ndarray:
    codes, values, first = cells.distinct()
    counts = np.bincount(codes[codes >= 0], minlength=len(values))
    given = _given(desk, role)
    meant = [
        _meaning(desk, role, given, Written(cells, value, int(first[i]), int(counts[i])))
        for i, value in enumerate(values)
    ]
    if given is not None:
        stated = [Written(cells, v, int(first[i]), 1) for i, v in enumerate(values) if meant[i] in (given, UNKNOWN)]
        if not overridable(desk, role, given, stated):
            return np.full(len(codes), UNKNOWN)
    found = np.array([*meant, UNSAID])[codes]
    blanks = np.flatnonzero(found == UNSAID)
    if given is None:
        _tell_missing(desk, role, cells, blanks)
    found[blanks] = UNKNOWN if given is None else given
    return found


def _look_elsewhere(sheet: Sheet, role: str, said: Stated) -> bool:
    """Whether a labelled cell is empty and something else may say what it should."""
    empty = not kept(said.value) and not unreadable(sheet, said.row, said.column)
    return empty and (role == FRAMEWORK or (role == ROUND and round_in_name(sheet.name) != ""))


def _given(desk: Desk, role: str) -> int | None:
    return {AREA: lambda: desk.given_area, ROUND: lambda: desk.given_round, FRAMEWORK: lambda: desk.given_framework}[
        role
    ]()


def _meaning(desk: Desk, role: str, given: int | None, written: Written) -> int:
    if not kept(written.value):
        return UNSAID
    if role == AREA and is_summary(shown(written.value)):
        return SUMMARY
    if given is not None:
        return given
    return {AREA: _area, ROUND: _round, FRAMEWORK: _framework}[role](desk, written)


def _area(desk: Desk, written: Written) -> int:
    name = kept(written.value)
    area = register().resolve(name)
    suggestion = "" if area or desk.findings.enough("unknown-area") else register().suggest(name)
    if area is None and desk.wanted.outside and not suggestion:
        area = outside_area(name)
        words = {"found": name, "advice": "This area is not in the register: it is loaded as an outside area."}
        desk.findings.note("outside-area", written.cells.sheet, written.cells.at(written.position), **words)
    if area:
        return desk.areas.place(area.area_code, area)
    advice = "" if suggestion else "If this is an area outside the register, say so with --outside."
    written.tell(
        desk, "unknown-area", f"the name or code of one of the {len(register().areas)} areas", suggestion, advice
    )
    return UNKNOWN


def _round(desk: Desk, written: Written) -> int:
    if isinstance(written.value, (datetime.date, datetime.time, bool)):
        advice = "Write the round as text or as a year, not as a date."
        written.tell(desk, "date-for-round", "the round, such as 2025", "", advice)
        return UNKNOWN
    text = " ".join(kept(written.value).split())
    return desk.rounds.place(text, text)


def _framework(desk: Desk, written: Written) -> int:
    place = desk.framework_place(written.value)
    if place < 0:
        words = desk.unknown_framework(shown(written.value))
        written.tell(desk, "unknown-framework", words["expected"], words["suggestion"], "")
    return place


def _tell_missing(desk: Desk, role: str, cells: Cells, blanks: np.ndarray) -> None:
    code, expected, advice = _MISSING[role]
    readable = [i for i in blanks.tolist() if not unreadable(cells.sheet, *cells.at(i))]
    for position in readable[:LIMIT]:
        desk.findings.error(
            code, cells.sheet, cells.at(position), found="a blank cell", expected=expected, advice=advice
        )
    desk.findings.more(code, max(0, len(readable) - LIMIT))


def _unstated(desk: Desk, sheet: Sheet, role: str) -> int:
    given = _given(desk, role)
    if given is not None:
        return given
    if role == FRAMEWORK:
        return UNSAID
    if role == ROUND and (text := round_in_name(sheet.name)):
        return desk.rounds.place(text, text)
    code, expected, advice = _MISSING[role]
    desk.findings.error(code, sheet, found=f"no {role}", expected=expected, advice=advice)
    return UNKNOWN
