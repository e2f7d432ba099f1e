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

from csp_analytics.analysis import combinations
from csp_analytics.analysis.swaps import OneForOne, can_change

# Random searches for a second solution, drawn from a seed, so that results stay the same.
SEED, SEARCHES = 2021, 3
# Counts are whole: half is neither. What a count without a highest may grow by; how much more the wanted sum weighs in
# a search than the rest; how far a search goes before nothing counts as found, and the sum as given away.
HALF, ROOM, WEIGHT, MOST_NODES = 0.5, 5, 1000, 1000


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
        return combinations.follow(wanted, self._moves)

    def given_away(self, wanted: np.ndarray, proofs: list[np.ndarray]) -> np.ndarray:
        """Which of the wanted sums follow from what is told, limits and all.

        Args:
            wanted: sets by cells.
            proofs: solutions found before, of the same counts; new ones are added.
        """
        found = np.zeros(len(wanted), dtype=bool)
        left = np.flatnonzero(wanted.any(axis=1))
        sums = wanted @ self.counts.x
        # The quick proofs that a sum can be another come first: they leave little for the programmes.
        if len(left):
            left = left[~self._one_for_one.changes(wanted[left])]
        for one in proofs:
            if len(left) and self._is_solution(one):
                left = left[np.abs(wanted[left] @ one - sums[left]) < HALF]
        if len(left):
            swapped = (wanted[left] & self._can_change).any(axis=1) & (wanted[left].sum(axis=1) == 1)
            left = left[~swapped]
        if len(left):
            found[left] = self.is_combination(wanted[left])
            left = left[~found[left]]
        if len(left):
            found[left] = self._agreed(wanted[left])
            left = left[~found[left]]
        search = np.random.default_rng(SEED)
        for _ in range(SEARCHES):  # any other solution differs in many sums at once
            if len(left):
                proofs.append(self._solution(search.normal(size=len(self.counts.x))))
                left = left[np.abs(wanted[left] @ proofs[-1] - sums[left]) < HALF]
        while len(left):
            place, left = left[0], left[1:]
            for sign in (1, -1):
                other = self._solution(sign * wanted[place] * WEIGHT + search.normal(size=wanted.shape[1]))
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
        if not (stuck_cells & ~self.empty).any() and not stuck_limits.any():
            return self.is_combination(wanted)
        loose = np.flatnonzero(~stuck_cells)
        rows = np.vstack([self.rows, self.limits.holds[stuck_limits]])[:, loose]
        return combinations.follow(wanted[:, loose], combinations.free_moves(rows))

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
    def _one_for_one(self) -> OneForOne:
        return OneForOne.of(np.vstack([self.rows, self.limits.holds]), self.counts.x, self.counts.most)

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
        """Sets of fewer than so many people whose sum follows by adding and taking away, as places of their cells."""
        return combinations.small_sets(self._moves, n, fewer_than)

    @cached_property
    def empty(self) -> np.ndarray:
        """Cells without anybody, whose count is known."""
        return self.counts.most <= 0

    @cached_property
    def _moves(self) -> np.ndarray:
        found = np.zeros((self.rows.shape[1], combinations.DIRECTIONS))
        found[~self.empty] = combinations.free_moves(self.rows[:, ~self.empty])
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
        cell_sign, told_sign = np.where(low[at_cells], 1.0, -1.0), np.where(told_low[at_told], 1.0, -1.0)
        # Each reached limit is left by s + e, with 0 <= s <= 1 and 0 <= e: the sum of s counts how many are left.
        free = np.flatnonzero(~(low | high))
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
