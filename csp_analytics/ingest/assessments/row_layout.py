"""Reads a table with one criterion a row: the entry template and the long layout differ only in what names the area."""

from __future__ import annotations

import numpy as np

from csp_analytics.areas.register import is_summary
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments import row_criteria
from csp_analytics.ingest.assessments.answers import NOT_TICKED, TICKED
from csp_analytics.ingest.assessments.desk import Desk, as_objects, filled
from csp_analytics.ingest.assessments.entries import Entries, tell_merged_answers, tell_unreadable
from csp_analytics.ingest.assessments.headers import (
    ACTION,
    AREA,
    AREA_CODE,
    CRITERION,
    CRITERION_ID,
    DESCRIBING,
    EVIDENCE,
    FRAMEWORK,
    LEVEL,
    ROUND,
    SCAN_ROWS,
    SYNONYMS,
    Header,
    data_below,
    header_text,
    read_header,
    spread_headers,
    stated,
    width,
)
from csp_analytics.ingest.assessments.names import SUMMARY, codes_of, tell_summaries
from csp_analytics.ingest.cell_text import fold, plain, shown
from csp_analytics.ingest.files.workbook import Sheet, address


def find_header(sheet: Sheet, desk: Desk) -> Header | None:
    """The first row that heads both a column of criteria and a column of levels (or one column per level)."""
    for row in range(min(SCAN_ROWS, len(sheet.rows))):
        header = read_header(sheet, row, desk.frameworks)
        if header.has(CRITERION, CRITERION_ID) and (header.has(LEVEL) or header.ticks):
            return header
    return None


def names_criteria(sheet: Sheet, header: Header, desk: Desk) -> bool:
    """Whether anything in the columns of criteria is one, of whatever framework; a list of questions asked is not."""
    rows = np.arange(header.row + 1, len(sheet.rows))
    columns = [header.column(role) for role in (CRITERION, CRITERION_ID) if header.has(role)]
    texts = [value for column in columns for value in desk.cells(sheet, column, rows).distinct()[1]]
    return any(names.meaning(text).by == "name" for names in desk.names.values() for text in texts)


def read(sheet: Sheet, header: Header, layout: str, desk: Desk) -> Entries | None:
    """The answers of a sheet.

    Args:
        sheet: the sheet.
        header: its header from :func:`find_header`.
        layout: name of the layout.
        desk: where the definitions are and the problems go.

    Returns:
        The answers, or None when it cannot be told what they answer; every reason is with the desk's findings.
    """
    if not _unambiguous(desk, sheet, header):
        return None
    rows = _filled_rows(desk, sheet, header)
    _tell_ignored(desk, sheet, header)
    labelled = stated(sheet, header.row)
    areas = codes_of(desk, sheet, AREA, header, labelled, rows)
    summaries = (areas == SUMMARY) | _summary_criteria(desk, sheet, header, rows)
    tell_summaries(desk, sheet, rows[summaries], _label_column(header))
    rows, areas = rows[~summaries], areas[~summaries]
    _tell_cells(desk, sheet, header, rows)
    rounds = codes_of(desk, sheet, ROUND, header, labelled, rows)
    frameworks = codes_of(desk, sheet, FRAMEWORK, header, labelled, rows)
    values, columns = _answers(desk, sheet, header, rows)
    evidence, actions = _texts(desk, sheet, header, rows, EVIDENCE), _texts(desk, sheet, header, rows, ACTION)
    said = np.logical_or.reduce([filled(texts) for texts in (values, evidence, actions) if texts is not None])
    criteria = row_criteria.resolve(desk, sheet, header, rows, frameworks, said)
    if criteria is None:
        return None
    frameworks, places, wanted = criteria
    entries = Entries(
        sheet,
        layout,
        rows,
        columns,
        frameworks,
        areas,
        rounds,
        places,
        values,
        evidence,
        actions,
        header.column(EVIDENCE),
        header.column(ACTION),
    )
    return entries if wanted.all() else entries.only(wanted)


def _filled_rows(desk: Desk, sheet: Sheet, header: Header) -> np.ndarray:
    """The rows below the header in which something stands in a column that counts for answers."""
    columns = [c for role in (CRITERION, CRITERION_ID, LEVEL, EVIDENCE, ACTION) for c in header.columns.get(role, [])]
    columns += list(header.ticks)
    rows = np.arange(header.row + 1, len(sheet.rows))
    used = np.zeros(len(rows), dtype=bool)
    for column in columns:
        used |= filled(desk.cells(sheet, column, rows).values)
    unread = {row for row, column in (*sheet.errors, *sheet.uncalculated) if column in columns}
    return rows[used | np.isin(rows, list(unread))] if unread else rows[used]


def _unambiguous(desk: Desk, sheet: Sheet, header: Header) -> bool:
    used = [column for columns in header.columns.values() for column in columns] + list(header.ticks)
    spread = spread_headers(sheet, header.row, used)
    for row, first, last in spread:
        desk.findings.error(
            "merged-header",
            sheet,
            (row, first),
            cell=f"{address(row, first)}:{address(row, last)}",
            found=shown(sheet.value(row, first)),
            expected="one heading over each column",
            advice="Unmerge the cells and give each column a heading of its own.",
        )
    twice = {role: columns for role in (LEVEL, CRITERION) if len(columns := header.columns.get(role, [])) > 1}
    for columns in twice.values():
        desk.findings.error(
            "ambiguous-column",
            sheet,
            (header.row, columns[0]),
            cell=", ".join(address(header.row, column) for column in columns),
            found=", ".join(shown(sheet.value(header.row, column)) for column in columns),
            expected="one such column",
            advice="Rename or delete the columns that should not be read.",
        )
    return not spread and not twice


def _tell_ignored(desk: Desk, sheet: Sheet, header: Header) -> None:
    """Notes about columns with something in them that is not read, so that nobody takes it for loaded."""
    words = {fold(word) for one in desk.frameworks for word in (one.group_word, *one.counts, *_facets(one))}
    read = {header.column(role) for role in header.columns} | set(header.ticks)
    for column in range(width(sheet, header.row)):
        text = header_text(sheet, header.row, column)
        describes = fold(text) in DESCRIBING | words
        if column not in read and text is not None and not describes and data_below(sheet, header.row, column):
            found = {"found": shown(text), "advice": "This column is not read."}
            desk.findings.note("ignored-column", sheet, (header.row, column), **found)


def _facets(framework: Framework) -> list[str]:
    return [name for facet in framework.facets for name in (facet.facet_id, facet.title)]


def _summary_criteria(desk: Desk, sheet: Sheet, header: Header, rows: np.ndarray) -> np.ndarray:
    """Mask of rows whose criterion is called 'Average', 'Total' and the like."""
    mask = np.zeros(len(rows), dtype=bool)
    for role in (CRITERION, CRITERION_ID):
        if header.has(role):
            codes, values, _ = desk.cells(sheet, header.column(role), rows).distinct()
            sums = [isinstance(value, str) and is_summary(value) for value in values]
            mask |= np.array([*sums, False])[codes]
    return mask


def _label_column(header: Header) -> int:
    return next(header.column(role) for role in (AREA, AREA_CODE, CRITERION, CRITERION_ID) if header.has(role))


def _tell_cells(desk: Desk, sheet: Sheet, header: Header, rows: np.ndarray) -> None:
    answers = {*header.columns.get(LEVEL, []), *header.ticks}
    tell_merged_answers(desk, sheet, header.row + 1, answers)
    if sheet.errors or sheet.uncalculated:
        columns = {column for role in SYNONYMS for column in header.columns.get(role, [])} | answers
        tell_unreadable(desk, sheet, set(rows.tolist()), columns)


def _texts(desk: Desk, sheet: Sheet, header: Header, rows: np.ndarray, role: str) -> np.ndarray | None:
    return desk.cells(sheet, header.column(role), rows).values if header.has(role) else None


def _answers(desk: Desk, sheet: Sheet, header: Header, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What stands for the level in each row, and its column."""
    if header.has(LEVEL):
        column = header.column(LEVEL)
        return desk.cells(sheet, column, rows).values, np.full(len(rows), column)
    ticked = [_ticked(desk, sheet, header, row) for row in rows.tolist()]
    first = min(header.ticks)
    values = as_objects([header.ticks.get(column) for column in ticked])
    return values, np.array([column if column >= 0 else first for column in ticked], dtype=int)


def _ticked(desk: Desk, sheet: Sheet, header: Header, row: int) -> int:
    """The column that is ticked in a row, -1 when none is or when it cannot be told which."""
    marks = {column: plain(sheet.value(row, column)) for column in header.ticks}
    for column, mark in marks.items():
        if mark not in TICKED and mark not in NOT_TICKED:
            desk.findings.error(
                "unknown-tick",
                sheet,
                (row, column),
                found=shown(sheet.value(row, column)),
                expected="a tick (x), or a blank cell",
            )
    ticked = [column for column, mark in marks.items() if mark in TICKED]
    if len(ticked) > 1:
        desk.findings.error(
            "two-ticks",
            sheet,
            (row, ticked[0]),
            cell=", ".join(address(row, column) for column in ticked),
            found=", ".join(header.ticks[column] for column in ticked),
            expected="one tick in a row",
        )
    return ticked[0] if len(ticked) == 1 else -1
