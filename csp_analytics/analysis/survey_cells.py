"""The cells over which one can reckon what the shown figures of a survey tell.

Nothing is told by role and sector at once, so what is told is two tables, areas by roles and areas by sectors, that
have the sums of the areas in common. Of places alone (areas and groups of areas) it is one row of areas.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from csp_analytics.surveys.model import ROLE, SECTOR


@dataclass(frozen=True)
class Cells:
    """Units as sets of these cells.

    Attributes:
        of: units by cells (bool).
        known: rows by cells whose sum is 0 whatever was answered: an area has as many people by role as by sector.
        to: for each table, the cell of each base cell.
        grids: for each table, areas by roles or sectors: the place of each cell, -1 where there is none.
    """

    of: np.ndarray
    known: np.ndarray
    to: tuple[np.ndarray, ...]
    grids: tuple[np.ndarray, ...] = ()

    def summed(self, per_cell: np.ndarray) -> np.ndarray:
        """Numbers of base cells as numbers of these cells."""
        sizes = [int(to.max(initial=-1)) + 1 for to in self.to]
        return np.concatenate([np.bincount(to, per_cell, minlength=k) for to, k in zip(self.to, sizes, strict=True)])

    def told_by(self, units: np.ndarray) -> np.ndarray:
        """Rows of what is known when these units (one bool a unit) are shown."""
        return np.vstack([self.known, self.of[units]])


def of_places(cells: pd.DataFrame, holds: np.ndarray) -> Cells:
    """One row of areas; what it says of units that are not made of areas has no meaning."""
    to, first = _numbered(cells[["area_code"]])
    return Cells(holds[:, first], np.zeros((0, len(first))), (to,))


def of_tables(cells: pd.DataFrame, holds: np.ndarray, by: pd.Series) -> Cells:
    """Areas by roles, then areas by sectors.

    Args:
        cells: base cells, ``area_code, role, sector``.
        holds: units by base cells.
        by: what each unit is told by; those by sector stand in the second table, all others in the first.
    """
    tables = [_numbered(cells[["area_code", about]]) for about in (ROLE, SECTOR)]
    (to_role, first_role), (to_sector, first_sector) = tables
    in_second = (by == SECTOR).to_numpy()[:, None]
    of = np.hstack([holds[:, first_role] & ~in_second, holds[:, first_sector] & in_second])
    codes = cells["area_code"].to_numpy(dtype=object)
    areas = np.array(list(dict.fromkeys(codes)), dtype=object)
    same = np.hstack([areas[:, None] == codes[first_role], -(areas[:, None] == codes[first_sector]).astype(float)])
    grids = (
        _grid(codes[first_role], cells[ROLE].to_numpy(dtype=object)[first_role], 0),
        _grid(codes[first_sector], cells[SECTOR].to_numpy(dtype=object)[first_sector], len(first_role)),
    )
    return Cells(of, same.astype(float), (to_role, to_sector), grids)


def _grid(rows: np.ndarray, columns: np.ndarray, start: int) -> np.ndarray:
    row, across = pd.factorize(rows)[0], pd.factorize(columns)[0]
    found = np.full((row.max(initial=-1) + 1, across.max(initial=-1) + 1), -1)
    found[row, across] = start + np.arange(len(rows))
    return found


def _numbered(keys: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The number of each row's combination, and the first row of each."""
    to = keys.groupby(list(keys.columns), sort=False).ngroup().to_numpy()
    return to, np.unique(to, return_index=True)[1]
