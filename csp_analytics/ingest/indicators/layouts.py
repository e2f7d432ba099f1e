"""How tables of indicators are laid out, and their values as one list with places."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from csp_analytics.ingest.cell_text import fold, kept
from csp_analytics.ingest.files.workbook import Sheet, Workbook
from csp_analytics.ingest.findings import Findings
from csp_analytics.ingest.indicators.known import indicator_of, known_indicators
from csp_analytics.ingest.table_header import Header, headers, heading, merged_down

CORE = ("area", "indicator", "period", "value")

WORDS: dict[str, frozenset[str]] = {
    "area": frozenset(
        {"area", "area name", "council", "council name", "council area", "local authority", "local authority name",
         "la", "la name", "cpp", "cpp name", "csp", "csp name", "partnership", "community safety partnership",
         "community planning partnership"}
    ),
    "area code": frozenset({"area code", "council code", "local authority code", "la code", "gss code"}),
    "indicator": frozenset({"indicator", "indicator name", "indicator title", "measure"}),
    "period": frozenset({"year", "period", "time period", "financial year", "reporting year", "reporting period"}),
    "value": frozenset({"value", "values", "indicator value", "figure"}),
    "unit": frozenset({"unit", "units", "unit of measure", "measurement unit"}),
    "source": frozenset({"source", "data source"}),
}  # fmt: skip

# A column headed by one of these makes a sheet an assessment.
_ASSESSMENT = frozenset({"criterion", "criteria", "framework", "level", "rating", "round"})
_PERIOD = re.compile(r"(?:19|20)\d\d(?:\s*[/–-]\s*(?:\d{2}|\d{4}))?(?:\s*Q[1-4])?", re.I)
_NO_NAME = re.compile(r"(?:sheet|table|data|tabelle)? ?\d*")


@dataclass(frozen=True)
class Table:
    """A table of indicators on a sheet.

    Attributes:
        sheet: the sheet.
        row: zero-based row of its header.
        columns: zero-based columns of area, and where there are such columns of indicator, period, value, unit, source.
        periods: wide layout: period by zero-based column of its values; empty in the long layout.
        title: wide layout without a column of indicators: the indicator's name; else empty.
    """

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    periods: Mapping[int, str]
    title: str = ""

    @property
    def read_columns(self) -> set[int]:
        """Every column that is read."""
        return {*self.columns.values(), *self.periods}


def is_indicator_sheet(sheet: Sheet) -> bool:
    """Whether a sheet has a header row of either layout."""
    return _table(sheet) is not None


def find_tables(findings: Findings, workbook: Workbook) -> list[Table]:
    """The tables to read: one long one, or any number of wide ones (an indicator a sheet); none, and errors, else."""
    every = [(sheet, table) for sheet in workbook.sheets if (table := _table(sheet))]
    tables = [table for sheet, table in every if sheet.visible]
    for sheet, _ in every:
        if not sheet.visible and tables:
            findings.note("hidden-sheet", sheet, advice="The sheet is hidden and was not read.")
        elif not sheet.visible:
            advice = "Unhide the sheet, check what is on it, save and load again."
            findings.error("hidden-sheet", sheet, found="a hidden sheet", expected="a visible sheet", advice=advice)
    if len(tables) > 1 and not all(table.periods for table in tables):
        names = " and ".join(f"'{table.sheet.name}'" for table in tables)
        advice = "Delete or hide the sheets that are not meant, or put their rows on one sheet."
        found = f"{len(tables)} sheets that look right: {names}"
        findings.error("two-sheets", found=found, expected="one sheet with indicators", advice=advice)
    if not every:
        _tell_no_header(findings, workbook)
    return [] if findings.refused else [_titled(findings, table) for table in tables]


def values_of(table: Table) -> pd.DataFrame:
    """Every value cell of a table.

    Returns:
        One row for each cell: ``row`` and ``column`` (zero-based), ``area``, ``indicator``, ``period``, ``unit``,
        ``source`` (as read, None where there is no such column) and ``value``.
    """
    values: dict[int, str | None] = {**table.periods} or {table.columns["value"]: None}
    blocks = []
    for column, period in values.items():
        block = pd.DataFrame({"row": range(table.row + 1, len(table.sheet.rows)), "column": column})
        for meaning in ("area", "indicator", "period", "unit", "source"):
            block[meaning] = _cells(table, table.columns.get(meaning))
        block["value"] = _cells(table, column)
        if period is not None:
            block["period"] = period
        if table.title:
            block["indicator"] = table.title
        blocks.append(block)
    return pd.concat(blocks, ignore_index=True)


def _cells(table: Table, column: int | None) -> pd.Series:
    """One column below the header; a cell merged downwards counts for each of its rows."""
    lines = table.sheet.rows[table.row + 1 :]
    if column is None:
        return pd.Series([None] * len(lines), dtype=object)
    cells = [line[column] if column < len(line) else None for line in lines]
    for (row, at), top in merged_down(table.sheet, table.row + 1).items():
        if at == column and cells[row - table.row - 1] is None:
            cells[row - table.row - 1] = table.sheet.value(*top)
    return pd.Series(cells, dtype=object)


def _table(sheet: Sheet) -> Table | None:
    for header in headers(sheet, WORDS):
        columns = dict(header.columns)
        if "area code" in columns:
            columns.setdefault("area", columns.pop("area code"))
        if "area" not in columns or any(heading(other) in _ASSESSMENT for other in header.others.values()):
            continue
        if all(meaning in columns for meaning in CORE):
            return Table(sheet, header.row, columns, {})
        periods = {column: text for column, text in header.others.items() if _PERIOD.fullmatch(text)}
        wide = {meaning: column for meaning, column in columns.items() if meaning not in ("period", "value")}
        if "period" not in columns and len(periods) >= (1 if "indicator" in columns else 2):
            return Table(sheet, header.row, wide, periods)
    return None


def _titled(findings: Findings, table: Table) -> Table:
    """A wide table without a column of indicators, with its indicator's name from above the table or from the tab."""
    for column, value in enumerate(table.sheet.rows[table.row]):
        if table.periods and isinstance(value, datetime.date):
            words = {"found": kept(value), "expected": "a period, such as 2010/11"}
            advice = "Excel may have made a date of a period: set the cell's format to Text and write it again."
            findings.error("date-not-period", table.sheet, (table.row, column), advice=advice, **words)
    if not table.periods or "indicator" in table.columns:
        return table
    above = [kept(v) for row in table.sheet.rows[: table.row] for v in row if isinstance(v, str)]
    labelled = [text.partition(":")[2].strip() for text in above if fold(text.partition(":")[0]) == "indicator"]
    names = [*labelled, table.sheet.name, *(above if len(above) == 1 else [])]
    named = [name for name in names if not _NO_NAME.fullmatch(fold(name))]
    known = [name for name in [*named, *above] if indicator_of(name).indicator_id in known_indicators()]
    title = next(iter([*labelled[:1], *known, *named]), "")
    if title:
        advice = "It was taken as the indicator of this sheet, because no column names one."
        findings.note("indicator-from-title", table.sheet, found=title, advice=advice)
    else:
        advice = "Add a column 'Indicator', or name the sheet after the indicator."
        findings.error("missing-indicator", table.sheet, expected="the name of the indicator", advice=advice)
    return Table(table.sheet, table.row, table.columns, table.periods, title)


def _tell_no_header(findings: Findings, workbook: Workbook) -> None:
    every = [(sheet, header) for sheet in workbook.sheets if sheet.visible for header in headers(sheet, WORDS)]
    best = max(every, key=lambda one: _known(one[1]), default=None)
    if best is None or _known(best[1]) < 2:
        expected = "a header row with area, indicator, year and value"
        findings.error("no-header", expected=expected, advice="Write these headings above the columns of the table.")
        return
    sheet, header = best
    found = ", ".join(kept(value) for value in sheet.rows[header.row] if value is not None)
    for meaning in CORE:
        if meaning not in header.columns and not (meaning == "area" and header.has("area code")):
            expected = f"a column headed {meaning.title()}"
            cell = f"row {header.row + 1}"
            findings.error("missing-heading", sheet, (header.row, 0), cell=cell, found=found, expected=expected)


def _known(header: Header) -> int:
    return len({"area" if meaning == "area code" else meaning for meaning in header.columns} & set(CORE))
