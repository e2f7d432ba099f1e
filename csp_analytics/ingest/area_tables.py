"""Any table of numbers by area, for comparison with peers: the person names the columns, the reader does the rest."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from csp_analytics.ingest.area_numbers import SUMMARY, Column, area_codes, read_numbers, tell_doubles
from csp_analytics.ingest.cell_text import kept, plain
from csp_analytics.ingest.files.workbook import Sheet, Workbook, address, read_workbook
from csp_analytics.ingest.findings import Findings
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.table_header import SEARCHED_ROWS, tell_faults
from csp_analytics.problems import Problem, did_you_mean

# More than a few doubles mean that the table is divided by a column that was not named.
DOUBLES_TOLD = 3


def read_area_values(
    source: Path | bytes, name: str | None, area_column: str, value_column: str, by: list[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The values of a table, one row for each area and combination of the by-columns.

    Rows of sums and averages are left out with a note; rows without a value are left out.

    Args:
        source: a workbook or CSV file, or its bytes.
        name: the file's name as the person knows it; the path's own name when left out.
        area_column: heading of the column with the areas.
        value_column: heading of the column with the numbers.
        by: headings of the columns that divide the table, such as year and indicator; may be empty.

    Returns:
        A frame with columns ``area_code``, the by-columns under the names given (text) and ``value`` (float64), in
        the order of the file, and everything wrong with the file. The frame is empty when there is an error.
    """
    empty = pd.DataFrame(columns=["area_code", *by, "value"])
    workbook, problems = read_workbook(source, name)
    if workbook is None:
        return empty, problems
    findings = Findings(workbook)
    found = _find(findings, workbook, list(dict.fromkeys([area_column, value_column, *by])))
    table = _read(findings, *found, area_column, value_column, by) if found else empty
    return (empty if findings.refused else table), [*problems, *findings.problems()]


def _read(
    findings: Findings, sheet: Sheet, header: int, columns: dict[str, int], area: str, value: str, by: list[str]
) -> pd.DataFrame:
    tell_faults(findings, sheet, columns.values(), header + 1)
    frame = _frame(sheet, header, columns)
    frame = frame[frame[value].notna()]
    codes, _ = area_codes(Column(findings, sheet, columns[area], frame[area]), Wanted())
    frame = frame[codes != SUMMARY]
    cells = Column(findings, sheet, columns[value], frame[value])
    numbers, _ = read_numbers(cells)
    table = pd.DataFrame({"area_code": codes[frame.index]})
    for column in by:
        table[column] = frame[column].map(kept)
    table["value"] = numbers
    table = table[numbers.notna()]
    keys = table[table["area_code"] != ""][["area_code", *by]]
    advice = "Delete the value that is wrong, or name the column that tells them apart (--by)."
    places = pd.Series([(sheet, row, columns[value]) for row in keys.index], index=keys.index, dtype=object)
    tell_doubles(findings, keys, places, frame.loc[keys.index, [area, *by]], advice, most=DOUBLES_TOLD)
    if table.empty and not findings.refused:
        expected = f"at least one number for an area under {value}"
        findings.error("no-values", sheet, (header, columns[value]), found="no value", expected=expected)
    return table.reset_index(drop=True)


def _find(findings: Findings, workbook: Workbook, headings: list[str]) -> tuple[Sheet, int, dict[str, int]] | None:
    """The sheet, the header row and the column of each heading; None, and errors, when that is not certain."""
    located = [
        (sheet, row, _columns(sheet, row, headings))
        for sheet in workbook.sheets
        if sheet.visible
        for row in range(min(len(sheet.rows), SEARCHED_ROWS))
    ]
    whole = [one for one in located if len(one[2]) == len(headings)]
    sheets = list(dict.fromkeys(sheet.name for sheet, _, _ in whole))
    if len(sheets) > 1:
        found = "these columns on the sheets " + " and ".join(f"'{name}'" for name in sheets)
        advice = "Hide or delete the sheets that are not meant."
        findings.error("two-sheets", found=found, expected="one sheet with them", advice=advice)
        return None
    if not located:
        findings.error("no-header", found="no visible sheet with a table", expected="a header row")
        return None
    # Where no row has every heading, the one with most of them (else with most texts) is what the person looked at.
    sheet, row, columns = whole[0] if whole else max(located, key=lambda one: (len(one[2]), _texts(one[0], one[1])))
    _tell_wrong_headings(findings, sheet, row, columns, headings)
    return None if findings.refused else (sheet, row, {name: places[0] for name, places in columns.items()})


def _columns(sheet: Sheet, row: int, headings: list[str]) -> dict[str, list[int]]:
    """Every column of each heading: those written exactly so, else those that differ in case and spaces alone."""
    written = {column: kept(value) for column, value in enumerate(sheet.rows[row]) if value is not None}
    found = {}
    for heading in headings:
        exact = [column for column, text in written.items() if text == heading.strip()]
        loose = [column for column, text in written.items() if plain(text) == plain(heading)]
        if exact or loose:
            found[heading] = exact or loose
    return found


def _tell_wrong_headings(
    findings: Findings, sheet: Sheet, row: int, columns: dict[str, list[int]], headings: list[str]
) -> None:
    there = [kept(value) for value in sheet.rows[row] if value is not None]
    for heading in headings:
        found = columns.get(heading, [])
        if not found:
            findings.error(
                "unknown-column",
                sheet,
                (row, 0),
                cell=f"row {row + 1}",
                found=heading,
                expected=f"one of the columns {', '.join(there)}",
                suggestion=did_you_mean(heading, there),
            )
        elif len(found) > 1:
            cells = ", ".join(address(row, column) for column in found)
            advice = "Give the columns different headings."
            findings.error(
                "heading-twice", sheet, (row, 0), cell=cells, found=heading, expected="one column", advice=advice
            )


def _frame(sheet: Sheet, header: int, columns: dict[str, int]) -> pd.DataFrame:
    """The columns below the header, indexed by zero-based row, values as read."""
    lines = sheet.rows[header + 1 :]
    read = {
        heading: [line[column] if column < len(line) else None for line in lines] for heading, column in columns.items()
    }
    return pd.DataFrame(read, index=range(header + 1, len(sheet.rows)), dtype=object)


def _texts(sheet: Sheet, row: int) -> int:
    return sum(isinstance(value, str) for value in sheet.rows[row])
