"""A table as its maker headed it: the columns of a row of headings, each with the name that a mapping calls it by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from csp_analytics.ingest.assessments.headers import SCAN_ROWS, data_below, header_text, width
from csp_analytics.ingest.cell_text import is_blank, kept, plain
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.roles import EVERY_SHEET
from csp_analytics.ingest.files.sheet_xml import column_letters
from csp_analytics.ingest.files.workbook import Sheet, Value, Workbook


@dataclass(frozen=True)
class Heading:
    """One column of a table.

    Attributes:
        key: the heading as written, on one line; 'Comments (2)' for the second column of that heading, '(column D)'
            for one without a heading.
        written: what stands in the heading cell, or in the merged cell that covers it.
        column: zero-based column.
    """

    key: str
    written: Value
    column: int


@dataclass(frozen=True)
class Place:
    """Where a mapping fits: a sheet and the zero-based row of the headings."""

    sheet: Sheet
    row: int
    headings: tuple[Heading, ...]


def headings(sheet: Sheet, row: int) -> tuple[Heading, ...]:
    """The columns of a table, left to right: those with a heading or with something below it.

    Args:
        sheet: the sheet.
        row: zero-based row of the headings.
    """
    if not 0 <= row < len(sheet.rows):
        return ()
    found: list[Heading] = []
    taken: set[str] = set()
    for column in range(max(width(sheet, row), *(len(cells) for cells in sheet.rows[row:]))):
        written = header_text(sheet, row, column)
        if is_blank(written) and not data_below(sheet, row, column):
            continue
        name = _one_line(written) if isinstance(written, str) else " ".join(kept(written).split())
        name = name or f"(column {column_letters(column)})"
        key, number = name, 2
        while _compared(key) in taken:
            key, number = f"{name} ({number})", number + 1
        taken.add(_compared(key))
        found.append(Heading(key, written, column))
    return tuple(found)


def roles_here(mapping: ColumnMapping, columns: tuple[Heading, ...]) -> Mapping[int, str]:
    """What the columns of a table stand for: zero-based column -> role, of those that are read."""
    used = {plain(heading): role for heading, role in mapping.used.items()}
    return {one.column: used[_compared(one.key)] for one in columns if _compared(one.key) in used}


def places(mapping: ColumnMapping, workbook: Workbook) -> list[Place]:
    """The visible sheets that have every heading of a mapping that is read, each with the row of its headings.

    The row that the mapping names is tried first, then the others near the top, from top to bottom.

    Args:
        mapping: a mapping without faults.
        workbook: the file.

    Returns:
        One place, or one for every sheet that fits (:data:`~csp_analytics.ingest.column_mapping.EVERY_SHEET`); none
        when the mapping does not fit.
    """
    every = [sheet for sheet in workbook.sheets if sheet.visible]
    if mapping.sheet not in ("", EVERY_SHEET):
        every = [sheet for sheet in every if plain(sheet.name) == plain(mapping.sheet)]
    found = [place for sheet in every if (place := _place(mapping, sheet))]
    return found if mapping.sheet == EVERY_SHEET else found[:1]


def fits(mapping: ColumnMapping, workbook: Workbook) -> bool:
    """Whether all headings that a mapping reads are in a file, so that it can be used again."""
    return not mapping.faults() and bool(places(mapping, workbook))


def fitting(saved: Mapping[str, ColumnMapping], workbook: Workbook) -> list[str]:
    """The names of saved mappings that fit a file: those that read most of its columns, in order of their names."""
    counts = {name: len(mapping.used) for name, mapping in saved.items() if fits(mapping, workbook)}
    return sorted(name for name, count in counts.items() if count == max(counts.values()))


def missing_headings(mapping: ColumnMapping, workbook: Workbook) -> list[str]:
    """The headings that a file lacks for a mapping, by the row of it that has most of them."""
    wanted = {plain(heading): heading for heading in mapping.used}
    best: set[str] = set()
    for sheet in (sheet for sheet in workbook.sheets if sheet.visible):
        for row in range(min(SCAN_ROWS, len(sheet.rows))):
            there = {_compared(one.key) for one in headings(sheet, row)} & set(wanted)
            best = there if len(there) > len(best) else best
    return [heading for key, heading in wanted.items() if key not in best]


def _place(mapping: ColumnMapping, sheet: Sheet) -> Place | None:
    stated = mapping.header_row - 1
    rows = range(min(SCAN_ROWS, len(sheet.rows)))
    wanted = {plain(heading) for heading in mapping.used}
    for row in sorted(rows, key=lambda one: (one != stated, one)):
        if _may_head(sheet, row, wanted):
            columns = headings(sheet, row)
            if wanted <= {_compared(one.key) for one in columns}:
                return Place(sheet, row, columns)
    return None


def _may_head(sheet: Sheet, row: int, wanted: set[str]) -> bool:
    """Whether a row, or a merged cell that reaches into it, holds any heading: spares looking below every row."""
    return any(not is_blank(header_text(sheet, row, column)) for column in range(width(sheet, row))) and bool(wanted)


@lru_cache(maxsize=50_000)
def _one_line(text: str) -> str:
    return " ".join(kept(text).split())


@lru_cache(maxsize=50_000)
def _compared(key: str) -> str:
    """As :func:`plain`, once for each text: 500 sheets have 20,000 rows that may be the row of headings."""
    return plain(key)
