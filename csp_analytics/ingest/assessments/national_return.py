"""The national return: one row for each area, one column for each criterion."""

from __future__ import annotations

import numpy as np

from csp_analytics.areas.register import is_summary, register
from csp_analytics.ingest.assessments.desk import Desk, as_objects, filled
from csp_analytics.ingest.assessments.entries import Entries, tell_merged_answers, tell_unreadable
from csp_analytics.ingest.assessments.headers import AREA, AREA_CODE, ROUND, stated
from csp_analytics.ingest.assessments.names import SUMMARY, codes_of, tell_summaries
from csp_analytics.ingest.assessments.national_header import NationalHeader, criterion_columns, find, framework_of
from csp_analytics.ingest.cell_text import kept, shown
from csp_analytics.ingest.files.workbook import Sheet, address

NAME = "national return"
IN_WORDS = "a national return (one row per area, one column per criterion)"


def matches(sheet: Sheet, desk: Desk) -> NationalHeader | None:
    """The header, when a row names criteria beside a column of areas."""
    return find(sheet, desk)


def read(sheet: Sheet, found: NationalHeader, desk: Desk) -> Entries | None:
    """The answers of the sheet; None when it cannot be told what they answer."""
    framework = framework_of(desk, sheet, found)
    if framework is None:
        return None
    columns = criterion_columns(desk, sheet, found, desk.frameworks[framework])
    if not columns:
        return None
    header, labelled = found.header, stated(sheet, found.header.row)
    rows = _filled_rows(desk, sheet, found, list(columns))
    areas = codes_of(desk, sheet, AREA, header, labelled, rows)
    tell_summaries(desk, sheet, rows[areas == SUMMARY], _area_column(found))
    rows, areas = rows[areas != SUMMARY], areas[areas != SUMMARY]
    rounds = codes_of(desk, sheet, ROUND, header, labelled, rows)
    _tell_area_twice(desk, sheet, found, (rows, areas, rounds))
    tell_merged_answers(desk, sheet, found.body, set(columns))
    named = {column for role in (AREA, AREA_CODE, ROUND) for column in header.columns.get(role, [])}
    tell_unreadable(desk, sheet, set(rows.tolist()), {*columns, *named})
    values = [value for column in columns for value in desk.cells(sheet, column, rows).values.tolist()]
    return Entries(
        sheet,
        NAME,
        rows=np.tile(rows, len(columns)),
        columns=np.repeat(np.array(list(columns)), len(rows)),
        frameworks=np.full(len(rows) * len(columns), framework),
        areas=np.tile(areas, len(columns)),
        rounds=np.tile(rounds, len(columns)),
        criteria=np.repeat(np.array(list(columns.values())), len(rows)),
        values=as_objects(values),
    )


def _area_column(found: NationalHeader) -> int:
    return found.header.column(AREA) if found.header.has(AREA) else found.header.column(AREA_CODE)


def _filled_rows(desk: Desk, sheet: Sheet, found: NationalHeader, columns: list[int]) -> np.ndarray:
    """The rows of the table, without blank rows and without notes below it."""
    rows = np.arange(found.body, len(sheet.rows))
    answered = np.zeros(len(rows), dtype=bool)
    for column in columns:
        answered |= filled(desk.cells(sheet, column, rows).values)
    unread = {row for row, column in (*sheet.errors, *sheet.uncalculated) if column in columns}
    answered |= np.isin(rows, list(unread))
    named = desk.cells(sheet, _area_column(found), rows).values
    notes = np.array([not answered[i] and _is_note(value) for i, value in enumerate(named)], dtype=bool)
    if notes.any():
        first = int(np.flatnonzero(notes)[0])
        desk.findings.note(
            "note-row",
            sheet,
            (int(rows[first]), _area_column(found)),
            found=shown(named[first]),
            advice="A row without answers that names no area was taken for a note and left out.",
        )
    return rows[(answered | filled(named)) & ~notes]


def _is_note(value: object) -> bool:
    text = kept(value)  # type: ignore[arg-type]
    known = is_summary(text) or register().resolve(text) is not None or register().suggest(text)
    return bool(text) and (len(text) > 60 or not known)


def _tell_area_twice(
    desk: Desk, sheet: Sheet, found: NationalHeader, places: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> None:
    column = _area_column(found)
    seen: dict[tuple[int, int], int] = {}
    for row, area, round_ in zip(*(array.tolist() for array in places), strict=True):
        if area < 0 or round_ < 0:
            continue
        first = seen.setdefault((area, round_), row)
        if first != row:
            desk.findings.error(
                "duplicate-area",
                sheet,
                (row, column),
                cell=f"{address(first, column)}, {address(row, column)}",
                found=f"{desk.areas.items[area].name} twice for round {desk.rounds.items[round_]}",
                expected="one row for each area and round",
                advice="Delete the row that does not count.",
            )
