"""A workbook with some of its cells changed in memory; the file that somebody brought stays as it is."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from csp_analytics.ingest.files.sheet_xml import position
from csp_analytics.ingest.files.workbook import Sheet, Value, Workbook, address

Place = tuple[int, int]
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# What a cell is set to whose answer is left out: nothing that anybody sees, yet the shape of its row stays, so that no
# row turns into a heading because one text alone is left in it.
LEFT_BLANK = " "


@dataclass(frozen=True)
class Correction:
    """One cell and the value that it is to have.

    Attributes:
        sheet: the sheet's name, empty for a CSV.
        cell: its address, such as ``D14``.
        value: what it is to hold; None leaves the answer out.
    """

    sheet: str
    cell: str
    value: Value = None


def places(cell: str) -> Iterator[Place]:
    """Zero-based row and column of every cell that a problem's address names: ``D14``, ``E2, E4``, ``D1:E3``."""
    for part in cell.split(","):
        ends = [position(*match.groups()) for end in part.split(":") if (match := _CELL.fullmatch(end.strip()))]
        if ends and len(ends) == part.count(":") + 1:
            (top, left), (bottom, right) = ends[0], ends[-1]
            yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def place(cell: str) -> Place | None:
    """Zero-based row and column of an address; None when it is not exactly one cell."""
    match = _CELL.fullmatch(cell)
    return position(*match.groups()) if match else None


def corrected(workbook: Workbook, corrections: Iterable[Correction]) -> Workbook:
    """The same workbook with some cells changed.

    Args:
        workbook: the file; it is not changed.
        corrections: the cells; of two for the same cell the later counts.

    Returns:
        A workbook whose digest is made of that of the file and of the corrections, so that the store takes neither for
        the other; the workbook itself when there is nothing to change. A cell that got a value is no error and no
        uncalculated formula any more. A merged range of which a cell below or beside the first got a value is taken
        apart, its value going into every cell of its first column.

    Raises:
        ValueError: when a correction names no sheet of the file, or not one cell.
    """
    wanted: dict[str, dict[Place, Value]] = {}
    names = {sheet.name for sheet in workbook.sheets}
    for one in corrections:
        where = place(one.cell)
        if one.sheet not in names or where is None:
            raise ValueError(f"there is no cell {one.cell!r} on a sheet {one.sheet!r}")
        wanted.setdefault(one.sheet, {})[where] = None if one.value == "" else one.value
    if not wanted:
        return workbook
    sheets = tuple(_changed(s, wanted[s.name]) if s.name in wanted else s for s in workbook.sheets)
    return replace(workbook, sheets=sheets, digest=_digest(workbook.digest, wanted))


def _changed(sheet: Sheet, values: dict[Place, Value]) -> Sheet:
    apart = [one for one in sheet.merged if any(_covered(one, where) for where in values)]
    for top, left, bottom, _ in apart:
        held = sheet.value(top, left)
        values = {**{(row, left): held for row in range(top, min(bottom + 1, len(sheet.rows)))}, **values}
    rows, own = list(sheet.rows), set()
    for (row, column), value in values.items():
        rows += [[] for _ in range(row + 1 - len(rows))]
        if row not in own:
            rows[row] = list(rows[row])
            own.add(row)
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = value
    for row in own:
        while rows[row] and rows[row][-1] is None:
            rows[row].pop()
    while rows and not rows[-1]:
        rows.pop()
    return replace(
        sheet,
        rows=rows,
        errors={where: found for where, found in sheet.errors.items() if where not in values},
        uncalculated={where: found for where, found in sheet.uncalculated.items() if where not in values},
        merged=tuple(one for one in sheet.merged if one not in apart),
    )


def _covered(merged: tuple[int, int, int, int], where: Place) -> bool:
    """Whether a cell lies under a merged range without being its first."""
    top, left, bottom, right = merged
    return where != (top, left) and top <= where[0] <= bottom and left <= where[1] <= right


def _digest(digest: str, wanted: dict[str, dict[Place, Value]]) -> str:
    said = sorted([name, address(*where), value] for name, cells in wanted.items() for where, value in cells.items())
    return hashlib.sha256(f"{digest}\n{json.dumps(said, default=str)}".encode()).hexdigest()
