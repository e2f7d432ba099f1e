"""Sums that follow from other sums by adding and taking away.

People are counted in cells; what is told is a sum over cells. A sum follows from others when it is a combination of
them, and then nothing that leaves them as they are can change it. So random changes that leave all the told sums as
they are show at once which other sums follow: those that no such change moves.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

TOLERANCE = 1e-6
# Drawn from a seed, so that results stay the same.
SEED, DIRECTIONS = 2021, 3
LITTLE = 10_000


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


def follow(wanted: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """Which of the wanted sums (rows by cells) no move changes."""
    return _nothing(wanted @ moves)


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
        gone = _nothing(less)
        if place >= len(before) and gone.any():
            taken[place] = False
            continue
        rest[touched] = less
        if gone.any():
            rest = np.delete(rest, touched[gone], axis=0)
        basis[size], size = new, size + 1
    return taken[len(before) :]


def small_sets(moves: np.ndarray, n: np.ndarray, fewer_than: int) -> list[np.ndarray]:
    """Sets of fewer than so many people whose sum no move changes.

    Args:
        moves: from :func:`free_moves`.
        n: people of each cell.
        fewer_than: 5 at most: sets of up to four cells are looked for.

    Returns:
        Sets of cells as arrays of places, smallest first.
    """
    small = np.flatnonzero((n > 0) & (n < fewer_than))
    marks, size = moves[small], n[small]
    found = [small[[i]] for i in np.flatnonzero(_nothing(marks))]
    one, two = np.triu_indices(len(small), 1)
    fits = size[one] + size[two] < fewer_than
    one, two = one[fits], two[fits]
    pairs, of_pair = marks[one] + marks[two], size[one] + size[two]
    found += [small[[one[k], two[k]]] for k in np.flatnonzero(_nothing(pairs))]
    # A third cell, or a second pair, must leave room: only pairs of few people count.
    threes, fours = np.flatnonzero(of_pair <= fewer_than - 2), np.flatnonzero(of_pair <= fewer_than - 3)
    sets: list[tuple[int, ...]] = [(one[threes[k]], two[threes[k]], j) for k, j in _opposite(pairs[threes], marks)]
    for k, j in _opposite(pairs[fours], pairs[fours]):
        sets.append((one[fours[k]], two[fours[k]], one[fours[j]], two[fours[j]]))
    chosen = dict.fromkeys(tuple(sorted(cells)) for cells in sets if len(set(cells)) == len(cells))
    return found + [small[list(cells)] for cells in chosen if size[list(cells)].sum() < fewer_than]


def _nothing(sums: np.ndarray) -> np.ndarray:
    return (np.abs(sums) < TOLERANCE).all(axis=1)


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
