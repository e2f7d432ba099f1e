"""How many people chose each step of a scale, with neighbouring steps put together where few chose one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from csp_analytics.analysis.shares import asked_items, per_cell
from csp_analytics.analysis.suppression import FEW, NO_BREAKDOWN, SHOWN, SMALL, Plan

COLUMNS = ["unit", "item_id", "value", "lowest", "highest", "n", "status"]


def level_counts(
    answers: pd.DataFrame, plan: Plan, rows: np.ndarray, item_ids: Sequence[str], scale: Sequence[int]
) -> pd.DataFrame:
    """Distributions of units over a scale. They need ten people.

    A unit has one where its share at or above each step of the scale may be shown.

    Args:
        answers: ``area_code, role, sector, item_id, value, n``.
        plan: decides what is shown.
        rows: the units wanted, by place.
        item_ids: items in order.
        scale: values of the scale, rising.

    Returns:
        One row a unit, item and step, or neighbouring steps together: ``unit, item_id, value`` (such as ``3``, or
        ``1-2`` where one of them has 1 to 4 people), ``lowest, highest`` (the steps it covers), ``n, status``. A unit
        without a distribution has one row an item, with empty figures and the reason.
    """
    item_ids = asked_items(answers, item_ids)
    at = [per_cell(answers[answers["value"] == value], plan.units, item_ids) for value in scale]
    stage = int(plan.units.stage[rows].max(initial=0))
    found: list[tuple[object, ...]] = []
    for k, item in enumerate(item_ids):
        steps = np.array([level[k] for level in at])
        status = _status(plan, steps, stage)[rows]
        counts = np.array([plan.units.sums(step)[rows] for step in steps])
        for column, name in enumerate(plan.units.names[rows]):
            if status[column] != SHOWN:
                found.append((column, name, item, "", np.nan, np.nan, np.nan, status[column]))
                continue
            for first, last in together(counts[:, column]):
                value = f"{scale[first]}" if first == last else f"{scale[first]}-{scale[last]}"
                number = float(counts[first : last + 1, column].sum())
                found.append((column, name, item, value, float(scale[first]), float(scale[last]), number, SHOWN))
    frame = pd.DataFrame(found, columns=["place", *COLUMNS])
    return frame.sort_values("place", kind="stable")[COLUMNS].reset_index(drop=True)


def _status(plan: Plan, steps: np.ndarray, stage: int) -> np.ndarray:
    """Status of a distribution: that of the share at or above each step, the first that is not shown."""
    people = steps.sum(axis=0)
    found = np.full(len(plan.units.table), SHOWN, dtype=object)
    for cut in range(1, len(steps)):
        one = plan.statuses(people, steps[cut:].sum(axis=0), people, stage=stage)
        found = np.where(found == SHOWN, one, found)
    small = plan.units.sums(people) < SMALL
    return np.where(small & ~np.isin(found, ("few", "hidden")), NO_BREAKDOWN, found)


def together(counts: np.ndarray) -> list[tuple[int, int]]:
    """Steps put together so that no part has 1 to 4 people, as first and last place of each part.

    The part with fewest people goes first; it joins the neighbour with fewer people, the lower one where equal.
    """
    parts = [(place, place) for place in range(len(counts))]

    def size(part: tuple[int, int]) -> float:
        return float(counts[part[0] : part[1] + 1].sum())

    while len(parts) > 1 and (small := [part for part in parts if 0 < size(part) < FEW]):
        place = parts.index(min(small, key=size))
        beside = [other for other in (place - 1, place + 1) if 0 <= other < len(parts)]
        first, last = sorted((place, min(beside, key=lambda other: size(parts[other]))))
        parts[first : last + 1] = [(parts[first][0], parts[last][1])]
    return parts
