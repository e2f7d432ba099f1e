"""Answers that could be swapped without any shown figure changing: the quickest proof that a count is not given away.

In one area somebody of one role says yes instead of somebody of another role, and in another area the other way round:
both areas and both roles keep their sums. The same goes for sectors.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

TOLERANCE = 1e-9
SEED = 2025


def can_change(grid: np.ndarray, rows: np.ndarray, x: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Cells whose count can be one higher or lower by such a swap.

    Args:
        grid: areas by roles: the place of each cell, -1 where there is none.
        rows: rows by cells: the sums that must stay.
        x: count of each cell.
        most: the highest that it can be.

    Returns:
        One bool a cell.
    """
    there = grid >= 0
    # One random number a row gives each cell a mark: marks add up to nothing only where every sum stays.
    marks = np.where(there, (np.random.default_rng(SEED).normal(size=len(rows)) @ rows)[grid], np.nan)
    up, down = there & (x < most)[grid], there & (x > 0)[grid]
    other = ~np.eye(grid.shape[1], dtype=bool)
    moves = up[:, :, None] & down[:, None, :] & other  # one more of the first, one less of the second
    back = moves.transpose(0, 2, 1)
    change = marks[:, :, None] - marks[:, None, :]
    with np.errstate(invalid="ignore"):
        same = np.abs(change[:, None] - change[None, :]) < TOLERANCE
    same &= ~np.eye(len(grid), dtype=bool)[:, :, None, None]
    changes = (moves & (same & back[None]).any(axis=1)) | (back & (same & moves[None]).any(axis=1))
    found = np.zeros(len(x), dtype=bool)
    found[grid[there]] = changes.any(axis=2)[there]
    return found


@dataclass(frozen=True)
class OneForOne:
    """Cells that are together in every shown sum, or in none: one more of the one and one less of the other.

    Attributes:
        alike: cells by kinds of cells that stand in the same sums; kinds of one cell left out.
        up: whether a cell's count can be one higher.
        down: whether it can be one lower.
    """

    alike: np.ndarray
    up: np.ndarray
    down: np.ndarray

    @staticmethod
    def of(rows: np.ndarray, x: np.ndarray, most: np.ndarray) -> OneForOne:
        """The cells of these sums (rows by cells), with their counts and the highest that they can be."""
        columns = np.ascontiguousarray(rows.T)
        _, kind, size = np.unique(columns, axis=0, return_inverse=True, return_counts=True)
        kinds = np.flatnonzero(size > 1)
        return OneForOne((kind.ravel()[:, None] == kinds[None, :]).astype(np.float32), x < most, x > 0)

    def changes(self, wanted: np.ndarray) -> np.ndarray:
        """Which of these sums (sets by cells) are another after such a swap with a cell that is not in them."""
        if not self.alike.shape[1]:
            return np.zeros(len(wanted), dtype=bool)

        def kinds(cells: np.ndarray) -> np.ndarray:
            return cells.astype(np.float32) @ self.alike > 0

        higher = kinds(wanted & self.up) & kinds(~wanted & self.down)
        lower = kinds(wanted & self.down) & kinds(~wanted & self.up)
        return (higher | lower).any(axis=1)
