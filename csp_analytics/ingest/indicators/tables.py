"""Indicators: outcomes by area and period, such as a crime rate, that stand beside an area's maturity as context.

Two layouts: long (columns area, indicator, period and value) and wide (a column of areas and a column for each
period; the indicator is in a column of its own, or the sheet's name, or a title above the table).
"""

from __future__ import annotations

import datetime

import pandas as pd

from csp_analytics.areas.register import Area, register
from csp_analytics.ingest.area_numbers import SUMMARY, Column, area_codes, read_numbers, tell_doubles
from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.files.workbook import Workbook
from csp_analytics.ingest.findings import Findings
from csp_analytics.ingest.indicators.known import indicator_of
from csp_analytics.ingest.indicators.layouts import Table, find_tables, is_indicator_sheet, values_of
from csp_analytics.ingest.reading import COLUMNS, INDICATOR, Reading, Wanted
from csp_analytics.ingest.table_header import tell_faults

LAYOUT = "indicator table"


def matches(workbook: Workbook) -> bool:
    """Whether a workbook has a visible sheet that looks like a table of indicators."""
    return any(is_indicator_sheet(sheet) for sheet in workbook.sheets if sheet.visible)


def read(workbook: Workbook, wanted: Wanted) -> Reading:
    """Indicators as rows for the store.

    Args:
        workbook: the file.
        wanted: what the person said about it; ``outside`` lets unknown areas in, ``area`` lets that one area in.

    Returns:
        Reading with table ``indicator`` (:data:`~csp_analytics.ingest.reading.COLUMNS`; ``period`` as written,
        ``value`` float64 without blanks, ``unit`` and ``source`` from the file, else from ``data/indicators.csv``,
        else empty) and, when there are any, table ``area`` of areas outside the register. Cells without a number
        are left out and counted in the facts. No tables when the file is refused.
    """
    findings = Findings(workbook)
    parts = [_read_table(findings, table, wanted) for table in find_tables(findings, workbook)]
    rows = pd.concat([part for part, _ in parts], ignore_index=True) if parts else pd.DataFrame()
    if parts and not findings.refused:
        _tell_doubles(findings, rows)
    if parts and not findings.refused and not rows["value"].notna().any():
        findings.error("no-values", found="no value for an area", expected="at least one number")
    if findings.refused:
        return Reading(workbook.name, workbook.digest, INDICATOR, LAYOUT, problems=findings.problems())
    tables = {"indicator": _tidy(rows)}
    outside = [(code, area.name) for _, areas in parts for code, area in areas.items()]
    if outside:
        tables["area"] = pd.DataFrame(outside, columns=list(COLUMNS["area"])).drop_duplicates("area_code")
    facts = _facts(tables["indicator"], rows)
    return Reading(workbook.name, workbook.digest, INDICATOR, LAYOUT, tables, findings.problems(), facts)


def _read_table(findings: Findings, table: Table, wanted: Wanted) -> tuple[pd.DataFrame, dict[str, Area]]:
    """The values of one table with their areas, summary rows left out, and the areas outside the register."""
    tell_faults(findings, table.sheet, table.read_columns, table.row + 1)
    _tell_not_read(findings, table)
    cells = _without_notes(findings, table, values_of(table))
    by_row = cells.drop_duplicates("row").set_index("row")["area"]
    codes, outside = area_codes(Column(findings, table.sheet, table.columns["area"], by_row), wanted)
    cells["area_code"] = cells["row"].map(codes)
    cells = cells[cells["area_code"] != SUMMARY].copy()
    cells["sheet"] = pd.Series([table.sheet] * len(cells), index=cells.index, dtype=object)
    cells["written"], cells["value"], cells["kind"] = cells["value"], float("nan"), ""
    for column, block in cells.groupby("column", sort=False):
        values = pd.Series(block["written"].to_numpy(dtype=object), index=block["row"], dtype=object)
        numbers, kinds = read_numbers(Column(findings, table.sheet, int(str(column)), values))
        cells.loc[block.index, "value"] = numbers.to_numpy()
        cells.loc[block.index, "kind"] = kinds.to_numpy()
    _tell_gaps(findings, table, cells)
    return cells, outside


def _without_notes(findings: Findings, table: Table, cells: pd.DataFrame) -> pd.DataFrame:
    """The cells without blank rows, and without remarks below the table: rows with no value and no known area."""
    empty = cells.groupby("row")["value"].transform("count") == 0
    names = {name: register().resolve(name) is not None for name in cells.loc[empty, "area"].dropna().unique()}
    known = cells["area"].map(lambda name: names.get(name, False))
    remarks = cells[empty & ~known & cells["area"].notna()]
    if len(remarks):
        first = remarks.iloc[0]
        place = (int(first["row"]), table.columns["area"])
        rows = remarks["row"].nunique()
        advice = f"Rows without a value and without a known area were left out: {rows}."
        findings.note("row-left-out", table.sheet, place, found=kept(first["area"]), advice=advice)
    return cells[~empty | known].copy()


def _tell_not_read(findings: Findings, table: Table) -> None:
    for column, value in enumerate(table.sheet.rows[table.row]):
        if value is not None and column not in table.read_columns and not isinstance(value, datetime.date):
            advice = "This column is not part of an indicator table and was not read."
            findings.note("column-not-read", table.sheet, (table.row, column), found=kept(value), advice=advice)


def _tell_gaps(findings: Findings, table: Table, cells: pd.DataFrame) -> None:
    """A value needs an indicator and a period; a date in the place of a period is one that Excel made."""
    faulty = {*table.sheet.errors, *table.sheet.uncalculated}
    for meaning in ("indicator", "period"):
        column = table.columns.get(meaning, 0)
        if table.periods and meaning not in table.columns:
            continue
        blank = cells[cells[meaning].isna() & cells["value"].notna()]
        for row in blank["row"].drop_duplicates():
            if (row, column) not in faulty:
                expected = f"the {meaning} of this value"
                findings.error(
                    f"missing-{meaning}", table.sheet, (int(row), column), found="a blank cell", expected=expected
                )
    dates = cells[cells["period"].map(lambda period: isinstance(period, datetime.date))]
    for row in dates["row"].drop_duplicates():
        place = (int(row), table.columns["period"])
        words = {"found": kept(table.sheet.value(*place)), "expected": "a period, such as 2010/11"}
        advice = "Excel may have made a date of a period: set the cell's format to Text and write it again."
        findings.error("date-not-period", table.sheet, place, advice=advice, **words)


def _tell_doubles(findings: Findings, rows: pd.DataFrame) -> None:
    filled = rows[rows["value"].notna()]
    ids = {name: indicator_of(name).indicator_id for name in filled["indicator"].map(kept).unique()}
    keys = pd.DataFrame(
        {
            "area_code": filled["area_code"],
            "indicator": filled["indicator"].map(kept).map(ids),
            "period": filled["period"].map(kept),
        }
    )
    places = pd.Series(list(zip(filled["sheet"], filled["row"], filled["column"], strict=True)), filled.index, object)
    tell_doubles(findings, keys, places, filled[["area", "indicator", "period"]], "Delete the value that is wrong.")


def _tidy(rows: pd.DataFrame) -> pd.DataFrame:
    """The table ``indicator``: what the file says of unit and source, else what is known of the indicator."""
    rows = rows[rows["value"].notna()].reset_index(drop=True)
    known = {name: indicator_of(name) for name in rows["indicator"].map(kept).unique()}
    indicators = rows["indicator"].map(kept).map(known)
    tidy = pd.DataFrame(
        {
            "indicator_id": indicators.map(lambda one: one.indicator_id),
            "title": indicators.map(lambda one: one.title),
            "area_code": rows["area_code"],
            "period": rows["period"].map(kept),
            "value": rows["value"],
        }
    )
    for column in ("unit", "source"):
        stated = rows[column].map(kept)
        tidy[column] = stated.where(stated != "", indicators.map(lambda one, column=column: getattr(one, column)))
    return tidy[list(COLUMNS["indicator"])]


def _facts(tidy: pd.DataFrame, rows: pd.DataFrame) -> dict[str, object]:
    periods = sorted(tidy["period"].unique())
    return {
        "indicators": ", ".join(tidy["title"].unique()),
        "areas": tidy["area_code"].nunique(),
        "periods": periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}",
        "values": len(tidy),
        "blank or not available": int((rows["kind"] == "missing").sum()),
        "suppressed": int((rows["kind"] == "suppressed").sum()),
    }
