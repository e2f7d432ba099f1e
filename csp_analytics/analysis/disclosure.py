"""What somebody can work out of the figures that are shown.

Whoever reads them knows the sum over every set of cells that is shown, that no cell has fewer than nobody or more than
everybody saying yes, and the limits that words tell. A sum is *given away* when all whole counts that agree with this
have the same value for it.

Two ways lead there: adding and taking away (it is a combination of what is shown), and limits that leave no room (where
the rest said no, the last ones said yes). A linear programme finds all sums for which every solution, whole or not,
agrees: it finds the limits that no other solution leaves (strict complementarity; Schrijver, *Theory of Linear and
Integer Programming*, 1986, chapter 8), and a sum is then given away when it is a combination of what is shown and of
these. For any other sum a second solution in whole numbers is looked for and kept as proof; when there is none, it is
given away too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array
from scipy.sparse import hstack as beside

from csp_analytics.analysis.swaps import can_change

TOLERANCE = 1e-6
# Random directions: what none of them changes, nothing can change. Drawn from a seed, so that results stay the same.
SEED, DIRECTIONS = 2021, 3
LITTLE = 10_000
HALF, ROOM, MOST_NODES = 0.5, 5, 1000


@dataclass(frozen=True)
class Limits:
    """Sums that words keep within limits: ``holds`` (sets by cells), ``lower`` and ``upper``."""

    holds: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


@dataclass(frozen=True)
class Counts:
    """What is guarded: ``x`` of each cell, which is from 0 to ``most``."""

    x: np.ndarray
    most: np.ndarray


@dataclass(frozen=True)
class Told:
    """What is told, and what follows from it.

    Attributes:
        rows: rows by cells: the sums that are known (any coefficients).
        limits: sums of which limits are told.
        counts: the true counts of the cells.
        grids: tables of cells within which answers can be swapped (:mod:`csp_analytics.analysis.swaps`).
    """

    rows: np.ndarray
    limits: Limits
    counts: Counts
    grids: tuple[np.ndarray, ...] = ()

    def is_combination(self, wanted: np.ndarray) -> np.ndarray:
        """Which of the wanted sums (sets by cells) follow by adding and taking away; those of nobody do."""
        return _nothing(wanted @ self._moves)

    def given_away(self, wanted: np.ndarray, proofs: list[np.ndarray]) -> np.ndarray:
        """Which of the wanted sums follow from what is told, limits and all.

        Args:
            wanted: sets by cells.
            proofs: solutions found before, of the same counts; new ones are added.
        """
        found = np.zeros(len(wanted), dtype=bool)
        asked = np.flatnonzero(wanted.any(axis=1))
        found[asked] = self._agreed(wanted[asked])
        swapped = (wanted & self._can_change).any(axis=1) & (wanted.sum(axis=1) == 1)
        left = np.flatnonzero(~found & ~swapped & wanted.any(axis=1))
        sums = wanted @ self.counts.x
        for one in proofs:
            if len(left) and self._is_solution(one):
                left = left[np.abs(wanted[left] @ one - sums[left]) < HALF]
        search = np.random.default_rng(SEED)
        for _ in range(DIRECTIONS):  # any other solution differs in many sums at once
            if len(left):
                proofs.append(self._solution(search.normal(size=len(self.counts.x))))
                left = left[np.abs(wanted[left] @ proofs[-1] - sums[left]) < HALF]
        while len(left):
            place, left = left[0], left[1:]
            for sign in (1, -1):
                other = self._solution(sign * wanted[place].astype(float))
                if abs(wanted[place] @ other - sums[place]) > HALF:
                    proofs.append(other)
                    left = left[np.abs(wanted[left] @ other - sums[left]) < HALF]
                    break
            else:
                found[place] = True
        return found

    def _agreed(self, wanted: np.ndarray) -> np.ndarray:
        """The sums for which every solution agrees, also those that are not in whole numbers."""
        stuck_cells, stuck_limits = self._never_left()
        if not (stuck_cells & ~self._empty).any() and not stuck_limits.any():
            return self.is_combination(wanted)
        loose = np.flatnonzero(~stuck_cells)
        rows = np.vstack([self.rows, self.limits.holds[stuck_limits]])[:, loose]
        return _nothing(wanted[:, loose] @ free_moves(rows))

    def _is_solution(self, one: np.ndarray) -> bool:
        sums = self.limits.holds @ one
        return bool(
            (np.abs(self.rows @ (one - self.counts.x)) < HALF).all()
            and (sums >= self.limits.lower - HALF).all()
            and (sums <= self.limits.upper + HALF).all()
        )

    def _solution(self, aim: np.ndarray) -> np.ndarray:
        """A solution in whole numbers that goes as far as it can in a direction; the true one when none is found."""
        solved = milp(
            -aim, constraints=self._constraints, bounds=self._bounds, integrality=1, options={"node_limit": MOST_NODES}
        )
        return self.counts.x if solved.x is None else np.round(solved.x)

    @cached_property
    def _can_change(self) -> np.ndarray:
        rows = np.vstack([self.rows, self.limits.holds])
        changes = [can_change(grid, rows, self.counts.x, self.counts.most) for grid in self.grids]
        return np.any(changes, axis=0) if changes else np.zeros(len(self.counts.x), dtype=bool)

    @cached_property
    def _constraints(self) -> list[LinearConstraint]:
        known = self.rows @ self.counts.x
        found = [LinearConstraint(csr_array(self.rows.astype(float)), known, known)] if len(self.rows) else []
        if len(self.limits.holds):
            told = csr_array(self.limits.holds.astype(float))
            found.append(LinearConstraint(told, self.limits.lower, self.limits.upper))
        return found

    @cached_property
    def _bounds(self) -> Bounds:
        # Where there is no highest count, a little more than the true one is enough to find another.
        return Bounds(0, np.where(np.isinf(self.counts.most), self.counts.x + ROOM, self.counts.most))

    def small_sets(self, n: np.ndarray, fewer_than: int) -> list[np.ndarray]:
        """Sets of fewer than so many people whose sum follows by adding and taking away.

        Args:
            n: people of each cell.
            fewer_than: 5 at most: sets of up to four cells are looked for.

        Returns:
            Sets of cells as arrays of places, smallest first.
        """
        small = np.flatnonzero((n > 0) & (n < fewer_than))
        marks, size = self._moves[small], n[small]
        found = [small[[i]] for i in np.flatnonzero(_nothing(marks))]
        one, two = np.triu_indices(len(small), 1)
        fits = size[one] + size[two] < fewer_than
        one, two = one[fits], two[fits]
        pairs, of_pair = marks[one] + marks[two], size[one] + size[two]
        found += [small[[one[k], two[k]]] for k in np.flatnonzero(_nothing(pairs))]
        # A third cell, or a second pair, must leave room: only pairs of few people count.
        for most, other, cells in (
            (fewer_than - 2, marks, np.arange(len(small))[:, None]),
            (fewer_than - 3, pairs, np.stack([one, two], axis=1)),
        ):
            few = np.flatnonzero(of_pair <= most)
            others = few if cells.shape[1] == 2 else np.arange(len(small))
            for k, j in _opposite(pairs[few], other[others]):
                chosen = sorted({int(one[few[k]]), int(two[few[k]]), *cells[others[j]].tolist()})
                if len(chosen) == 2 + cells.shape[1] and size[chosen].sum() < fewer_than:
                    found.append(small[chosen])
        return found

    @cached_property
    def _empty(self) -> np.ndarray:
        return self.counts.most <= 0

    @cached_property
    def _moves(self) -> np.ndarray:
        found = np.zeros((self.rows.shape[1], DIRECTIONS))
        found[~self._empty] = free_moves(self.rows[:, ~self._empty])
        return found

    def _never_left(self) -> tuple[np.ndarray, np.ndarray]:
        """Cells, and limits of words, that stay where they are in every solution.

        From the true counts one may move in any direction that keeps the known sums and does not cross a limit that is
        reached. The programme looks for one direction that leaves as many of the reached limits as can be left.
        """
        low, high = self.counts.x <= 0, self.counts.x >= self.counts.most
        sums = self.limits.holds @ self.counts.x
        told_low, told_high = sums <= self.limits.lower, sums >= self.limits.upper
        stuck_cells, stuck_limits = low & high, told_low & told_high
        at_cells, at_told = np.flatnonzero(low ^ high), np.flatnonzero(told_low ^ told_high)
        k, t = len(at_cells), len(at_told)
        if not k + t:
            return stuck_cells, stuck_limits
        # Each reached limit is left by s + e, with 0 <= s <= 1 and 0 <= e: the sum of s counts how many are left.
        free = np.flatnonzero(~(low | high))
        cell_sign, told_sign = np.where(low[at_cells], 1.0, -1.0), np.where(told_low[at_told], 1.0, -1.0)
        rows = np.vstack([self.rows, self.limits.holds[stuck_limits], self.limits.holds[at_told]]).astype(float)
        moved = np.zeros((len(rows), t))
        moved[len(rows) - t :] = -np.diag(told_sign)
        left = beside([csr_array(rows[:, at_cells] * cell_sign), csr_array(moved)])
        matrix = beside([left, left, csr_array(rows[:, free])]).tocsr()
        bounds = np.zeros((2 * (k + t) + len(free), 2))
        bounds[: k + t, 1], bounds[k + t :, 1], bounds[2 * (k + t) :, 0] = 1, np.inf, -np.inf
        cost = np.concatenate([-np.ones(k + t), np.zeros(k + t + len(free))])
        solved = linprog(cost, A_eq=matrix, b_eq=np.zeros(len(rows)), bounds=bounds, method="highs")
        if solved.status != 0:
            raise ArithmeticError(f"what can be worked out was not found: {solved.message}")
        stuck_cells[at_cells[solved.x[:k] < 0.5]] = True
        stuck_limits[at_told[solved.x[k : k + t] < 0.5]] = True
        return stuck_cells, stuck_limits


def in_turn(before: np.ndarray, holds: np.ndarray, guarded: np.ndarray) -> np.ndarray:
    """Takes sums one after the other, as long as no guarded sum is a combination of those taken.

    Args:
        before: rows by cells that are known to begin with.
        holds: rows by cells, in turn.
        guarded: sets by cells; those that are known to begin with are not guarded.

    Returns:
        One bool a row of ``holds``: taken or not. What is a combination of those taken already is taken.
    """
    basis = np.zeros((len(before) + len(holds), holds.shape[1]))
    size, rest = 0, guarded.astype(float)
    taken = np.ones(len(basis), dtype=bool)
    for place, row in enumerate(np.vstack([before, holds]).astype(float)):
        new = row
        for _ in range(2):  # twice is enough: no last bits of what is there already
            new = new - (basis[:size] @ new) @ basis[:size]
        length = np.sqrt(new @ new)
        if length < TOLERANCE:
            continue
        new /= length
        along = rest @ new
        touched = np.flatnonzero(np.abs(along) > TOLERANCE)
        less = rest[touched] - np.outer(along[touched], new)
        gone = np.abs(less).max(axis=1, initial=0.0) < TOLERANCE
        if place >= len(before) and gone.any():
            taken[place] = False
            continue
        rest[touched] = less
        if gone.any():
            rest = np.delete(rest, touched[gone], axis=0)
        basis[size], size = new, size + 1
    return taken[len(before) :]


def _nothing(marks: np.ndarray) -> np.ndarray:
    return (np.abs(marks) < TOLERANCE).all(axis=1)


def free_moves(rows: np.ndarray) -> np.ndarray:
    """Random changes of the cells that change none of these sums: cells by :data:`DIRECTIONS`.

    Conjugate gradients for least squares (Hestenes and Stiefel, 1952) take out of random vectors what is a combination
    of the rows; a second round takes out what rounding has left of it.
    """
    left = np.random.default_rng(SEED).normal(size=(rows.shape[1], DIRECTIONS))
    matrix = rows.astype(float) if rows.size < LITTLE else csr_array(rows.astype(float))
    turned = matrix.T.copy()
    for _ in range(2):
        slope = matrix @ left
        step = slope
        size = (slope**2).sum(axis=0)
        enough = size * 1e-24 + 1e-26
        for _ in range(2 * min(rows.shape) + 10):
            if (size <= enough).all():
                break
            move = turned @ step
            length = (move**2).sum(axis=0)
            left = left - move * np.divide(size, length, out=np.zeros_like(size), where=length > 0)
            slope = matrix @ left
            new = (slope**2).sum(axis=0)
            step = slope + step * np.divide(new, size, out=np.zeros_like(size), where=size > 0)
            size = new
    return left


def _opposite(some: np.ndarray, others: np.ndarray) -> list[tuple[int, int]]:
    """Places of rows that cancel each other."""
    order = np.argsort(others[:, 0])
    at = others[order, 0]
    first = np.searchsorted(at, -some[:, 0] - TOLERANCE)
    last = np.searchsorted(at, -some[:, 0] + TOLERANCE)
    return [
        (int(k), int(order[j]))
        for k in np.flatnonzero(last > first)
        for j in range(first[k], last[k])
        if (np.abs(some[k] + others[order[j]]) < TOLERANCE).all()
    ]
