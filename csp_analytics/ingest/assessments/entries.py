"""The answers of one sheet with their names resolved: what every assessment layout becomes."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from csp_analytics.ingest.assessments.desk import Desk
from csp_analytics.ingest.files.workbook import Sheet, address


@dataclass(frozen=True)
class Entries:
    """The answers of one sheet, one element per answer in every array.

    Attributes:
        sheet: where they stand.
        layout: name of its layout.
        rows: zero-based row of each answer.
        columns: zero-based column of each answer.
        frameworks: number of the framework on the desk, -1 where unknown (then already told).
        areas: number of the area on the desk, -1 where unknown.
        rounds: number of the round on the desk, -1 where unknown.
        criteria: place among the framework's rated criteria, -1 where unknown.
        values: what stands in the answer's cell.
        evidence: what stands in the evidence cell; None when the layout has no such column.
        actions: what stands in the action cell; None when the layout has no such column.
        evidence_column: zero-based column of the evidence, -1 when there is none.
        action_column: zero-based column of the actions, -1 when there is none.
    """

    sheet: Sheet
    layout: str
    rows: np.ndarray
    columns: np.ndarray
    frameworks: np.ndarray
    areas: np.ndarray
    rounds: np.ndarray
    criteria: np.ndarray
    values: np.ndarray
    evidence: np.ndarray | None = None
    actions: np.ndarray | None = None
    evidence_column: int = -1
    action_column: int = -1

    @property
    def known(self) -> np.ndarray:
        """Mask of the answers whose names are all known."""
        return (self.frameworks >= 0) & (self.areas >= 0) & (self.rounds >= 0) & (self.criteria >= 0)

    def only(self, mask: np.ndarray) -> Entries:
        """The answers that a mask chooses."""
        arrays = {f.name: getattr(self, f.name) for f in fields(self)}
        return replace(self, **{name: a[mask] for name, a in arrays.items() if isinstance(a, np.ndarray)})

    def at(self, position: int) -> tuple[int, int]:
        """Row and column of one answer's cell."""
        return int(self.rows[position]), int(self.columns[position])


def tell_unreadable(desk: Desk, sheet: Sheet, rows: set[int], columns: set[int]) -> None:
    """Problems for error cells and uncalculated formulas among the cells that count.

    Args:
        desk: where the problems go.
        sheet: the sheet.
        rows: zero-based rows that are read.
        columns: zero-based columns that are read.
    """
    for (row, column), found in sheet.errors.items():
        if row in rows and column in columns:
            advice = "A formula failed here: type the value, or mend the formula and save the file again."
            desk.findings.error("error-cell", sheet, (row, column), found=found, expected="a value", advice=advice)
    for (row, column), formula in sheet.uncalculated.items():
        if row in rows and column in columns:
            desk.findings.error(
                "uncalculated-formula",
                sheet,
                (row, column),
                found=formula if formula.startswith("=") else f"={formula}",
                expected="a value",
                advice="This formula has no stored result: open the file in Excel or LibreOffice, save it, try again.",
            )


def unreadable(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell looks blank only because its error or formula could not be read."""
    return (row, column) in sheet.errors or (row, column) in sheet.uncalculated


def tell_merged_answers(desk: Desk, sheet: Sheet, first_row: int, columns: set[int]) -> None:
    """Problems for answer cells merged over several rows or columns: one answer cannot stand for several criteria."""
    for top, left, bottom, right in sheet.merged:
        touched = [column for column in range(left, right + 1) if column in columns]
        if top >= first_row and touched and (bottom > top or len(touched) > 1):
            desk.findings.error(
                "merged-cells",
                sheet,
                (top, left),
                cell=f"{address(top, left)}:{address(bottom, right)}",
                found="merged cells",
                expected="one answer in each cell",
                advice="Unmerge the cells and write the answer into each.",
            )
