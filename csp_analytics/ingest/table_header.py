"""The header row of a table in a sheet, found by its words: titles above it and the order of columns do not matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csp_analytics.ingest.cell_text import LONGEST_NAME, fold, kept
from csp_analytics.ingest.files.workbook import Sheet, Value
from csp_analytics.ingest.findings import Findings

SEARCHED_ROWS = 60  # titles and notes above a table are a few rows; a header below this is no header


@dataclass(frozen=True)
class Header:
    """One row of a sheet, read as headings.

    Attributes:
        row: zero-based row.
        columns: zero-based column by what its heading means; the first one when a heading is there twice.
        twice: meaning and the two columns of every heading that is there twice.
        others: heading by column, as written, where it means nothing here.
    """

    row: int
    columns: Mapping[str, int]
    twice: tuple[tuple[str, int, int], ...]
    others: Mapping[int, str]

    def has(self, *meanings: str) -> bool:
        """Whether every one of the meanings has a column."""
        return all(meaning in self.columns for meaning in meanings)


def heading(written: Value) -> str:
    """A heading reduced to what it says: case, punctuation and remarks in brackets removed."""
    text = kept(written)
    return (fold(re.sub(r"\([^)]*\)", " ", text)) if len(text) <= LONGEST_NAME else "") or fold(text)


def header_at(sheet: Sheet, row: int, words: Mapping[str, frozenset[str]]) -> Header:
    """One row read as headings.

    Args:
        sheet: the sheet.
        row: zero-based row.
        words: for every meaning its headings, folded.
    """
    columns: dict[str, int] = {}
    twice: list[tuple[str, int, int]] = []
    others: dict[int, str] = {}
    for column, value in enumerate(sheet.rows[row]):
        if value is None:
            continue
        text = heading(value)
        meaning = next((known for known, headings in words.items() if text in headings), None)
        if meaning is None:
            others[column] = kept(value)
        elif meaning in columns:
            twice.append((meaning, columns[meaning], column))
        else:
            columns[meaning] = column
    return Header(row, columns, tuple(twice), others)


def headers(sheet: Sheet, words: Mapping[str, frozenset[str]]) -> list[Header]:
    """Every row near the top of a sheet that has at least one known heading, from top to bottom."""
    found = (header_at(sheet, row, words) for row in range(min(len(sheet.rows), SEARCHED_ROWS)))
    return [header for header in found if header.columns]


def tell_twice(findings: Findings, sheet: Sheet, header: Header) -> None:
    """An error for every heading that is there twice: it cannot be told which of the columns is meant."""
    for meaning, first, second in header.twice:
        findings.error(
            "heading-twice",
            sheet,
            (header.row, second),
            found=f"{kept(sheet.value(header.row, first))} and {kept(sheet.value(header.row, second))}",
            expected=f"one column for {meaning}",
            advice="Give the second one another heading, or delete it.",
        )


def tell_faults(findings: Findings, sheet: Sheet, columns: Iterable[int], first_row: int) -> None:
    """An error for every error cell and every formula without a value in a table.

    Args:
        findings: where the problems go.
        sheet: the sheet.
        columns: zero-based columns that are read; faults in other columns do no harm.
        first_row: zero-based row below the header.
    """
    read = set(columns)
    for (row, column), error in sheet.errors.items():
        if row >= first_row and column in read:
            advice = "A formula failed here: type the value, or mend the formula and save the file again."
            findings.error("error-cell", sheet, (row, column), found=error, expected="a value", advice=advice)
    for (row, column), formula in sheet.uncalculated.items():
        if row >= first_row and column in read:
            findings.error(
                "uncalculated-formula",
                sheet,
                (row, column),
                found=formula if formula.startswith("=") else f"={formula}",
                expected="a value",
                advice="This formula has no stored result: open the file in Excel or LibreOffice, save it, try again.",
            )


def merged_down(sheet: Sheet, first_row: int) -> dict[tuple[int, int], tuple[int, int]]:
    """For every cell below the top of a merged range, in its first column: the cell that holds the range's value.

    Args:
        sheet: the sheet.
        first_row: zero-based row of the table's first row below its header; ranges that start above it are left out.
    """
    return {
        (row, left): (top, left)
        for top, left, bottom, _ in sheet.merged
        if top >= first_row
        for row in range(top + 1, min(bottom + 1, len(sheet.rows)))
    }
