"""Shares of the people who answered: how many answered about each thing, how many said yes, how sure the share is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from csp_analytics.analysis import intervals
from csp_analytics.analysis.suppression import SHOWN, Plan
from csp_analytics.analysis.survey_units import ABOUT, Units

COLUMNS = ("unit", "item_id", "n", "x", "share", "low", "high", "population", "form", "status")


def above_middle(scale: Sequence[float]) -> float:
    """The middle of a scale: what lies above it counts as yes (1 of 0 and 1; 4 and 5 of 1 to 5)."""
    return (min(scale) + max(scale)) / 2


def asked_items(answers: pd.DataFrame, item_ids: Sequence[str]) -> list[str]:
    """Items that anybody answered about, in the order given; an item without an answer was not asked."""
    there = set(answers["item_id"])
    return [item for item in item_ids if item in there]


def per_cell(
    answers: pd.DataFrame,
    units: Units,
    item_ids: Sequence[str],
    counts: Callable[[pd.DataFrame], pd.Series] | None = None,
) -> np.ndarray:
    """Sums of answers by item and base cell.

    Args:
        answers: ``area_code, role, sector, item_id, n`` and what ``counts`` needs, one row a combination.
        units: gives the cells.
        item_ids: the rows of the result; answers about other items are left out.
        counts: what one answer of each row counts; 1 when not given.

    Returns:
        Array, items by base cells.
    """
    each = answers["n"] if counts is None else counts(answers) * answers["n"]
    index = pd.MultiIndex.from_frame(units.cells[list(ABOUT)])
    cell = index.get_indexer(pd.MultiIndex.from_frame(answers[list(ABOUT)]))
    item = pd.Index(item_ids).get_indexer(answers["item_id"])
    known = (cell >= 0) & (item >= 0)
    found = np.zeros((len(item_ids), len(units.cells)))
    np.add.at(found, (item[known], cell[known]), each.to_numpy(dtype=float)[known])
    return found


def shares(
    answers: pd.DataFrame, plan: Plan, rows: np.ndarray, item_ids: Sequence[str], middle: float, posts: pd.Series
) -> pd.DataFrame:
    """Shares of units, item by item.

    Args:
        answers: ``area_code, role, sector, item_id, value, n``.
        plan: decides what is shown, over every unit of the survey.
        rows: the units wanted, by place.
        item_ids: items in order.
        middle: a value above it counts as yes.
        posts: how many could have answered, one number a wanted unit, empty where it is not known.

    Returns:
        One row a unit and item: ``unit, item_id, n`` (answered), ``x`` (yes), ``share, low, high`` (0 to 100),
        ``population, form`` (how the interval was made), ``status``. All but the names, the population and the status
        are empty unless the status is ``shown``.
    """
    item_ids, units = asked_items(answers, item_ids), plan.units
    n = per_cell(answers, units, item_ids)
    x = per_cell(answers, units, item_ids, lambda rows: (rows["value"] > middle).astype(int))
    frame = by_unit_and_item(plan, rows, item_ids, {"n": n, "x": x})
    frame["status"] = by_item(plan, rows, [(n[k], x[k], n[k]) for k in range(len(item_ids))])
    frame["population"] = np.tile(posts.to_numpy(dtype=float, na_value=np.nan), len(item_ids))
    shown = frame["status"] == SHOWN
    frame[["n", "x"]] = frame[["n", "x"]].where(shown)
    frame["share"] = 100 * frame["x"] / frame["n"]
    frame = frame.join(intervals.wilson(frame["x"], frame["n"], frame["population"]))
    frame["form"] = frame["form"].where(shown, "")
    return in_order(frame, len(rows))[list(COLUMNS)]


def by_unit_and_item(
    plan: Plan, rows: np.ndarray, item_ids: Sequence[str], per_cell_of: dict[str, np.ndarray]
) -> pd.DataFrame:
    """``unit, item_id`` and the sums of numbers by item and base cell: all units of the first item, then the next."""
    frame = pd.DataFrame(
        {"unit": np.tile(plan.units.names[rows], len(item_ids)), "item_id": np.repeat(item_ids, len(rows))},
        dtype=object,
    )
    for name, numbers in per_cell_of.items():
        sums = [plan.units.sums(one)[rows] for one in numbers]
        frame[name] = np.concatenate(sums) if sums else np.zeros(0)
    return frame


def by_item(plan: Plan, rows: np.ndarray, counts: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> np.ndarray:
    """Status of each wanted unit for each item, in the order of :func:`by_unit_and_item`.

    Args:
        plan: the plan.
        rows: the units wanted.
        counts: for each item people, yes among them and the highest that it can be, by base cell.
    """
    stage = int(plan.units.stage[rows].max(initial=0))
    found = [plan.statuses(n, x, most, stage=stage)[rows] for n, x, most in counts]
    return np.concatenate(found) if found else np.zeros(0, dtype=object)


def in_order(frame: pd.DataFrame, n_units: int) -> pd.DataFrame:
    """All items of the first unit, then of the next."""
    n_items = len(frame) // n_units if n_units else 0
    return frame.iloc[np.arange(n_items * n_units).reshape(n_items, n_units).T.reshape(-1)].reset_index(drop=True)
