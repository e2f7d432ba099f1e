"""Where learning is needed most: importance against confidence, on complete pairs of answers of the same person.

Mean weighted discrepancy: Borich, *A needs assessment model for conducting follow-up studies* (1980); each person's
importance less confidence, weighted by the mean importance, so ``mean I x (mean I - mean C)``, -20 to 20 on scales of 1
to 5. Ranked discrepancy: Narine and Harder (2021), which takes only who is above and below: the share whose
confidence is below importance less the share whose confidence is above, -100 to 100.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from csp_analytics.analysis.shares import asked_items, by_item, by_unit_and_item, in_order, per_cell
from csp_analytics.analysis.suppression import HIDDEN, NEARLY_ALL, NEARLY_NONE, SHOWN, Plan

FIGURES = ("n_pairs", "importance", "confidence", "gap", "mwds", "share_gap", "rds")


def needs(
    pairs: pd.DataFrame, plan: Plan, rows: np.ndarray, item_ids: Sequence[str], lowest: float, highest: float
) -> pd.DataFrame:
    """Needs of units, item by item.

    Args:
        pairs: ``area_code, role, sector, item_id, first`` (importance), ``second`` (confidence), ``n`` people.
        plan: decides what is shown, over every unit of the survey.
        rows: the units wanted, by place.
        item_ids: items in order.
        lowest: lowest value of both scales.
        highest: highest value of both scales.

    Returns:
        One row a unit and item: ``unit, item_id, n_pairs, importance, confidence`` (means), ``gap`` (mean difference),
        ``mwds``, ``share_gap`` (share of people whose confidence is below importance, 0 to 100), ``rds, status``. All
        are empty unless the status is ``shown``; the two shares also where a count of theirs may not be told.
    """
    item_ids, units = asked_items(pairs, item_ids), plan.units
    n = per_cell(pairs, units, item_ids)
    important = per_cell(pairs, units, item_ids, lambda a: a["first"] - lowest)
    confident = per_cell(pairs, units, item_ids, lambda a: a["second"] - lowest)
    below = per_cell(pairs, units, item_ids, lambda a: (a["first"] > a["second"]).astype(int))
    above = per_cell(pairs, units, item_ids, lambda a: (a["first"] < a["second"]).astype(int))
    sums = {"n_pairs": n, "importance": important, "confidence": confident, "below": below, "above": above}
    frame = by_unit_and_item(plan, rows, item_ids, sums)
    most = (highest - lowest) * n
    every = range(len(item_ids))
    of_sums = (by_item(plan, rows, [(n[k], one[k], most[k]) for k in every]) for one in (important, confident))
    of_counts = (by_item(plan, rows, [(n[k], one[k], n[k]) for k in every]) for one in (below, above))
    frame["status"] = _both(*of_sums)
    frame["counts"] = _both(*of_counts) == SHOWN
    return in_order(_figures(frame, lowest), len(rows))[["unit", "item_id", *FIGURES, "status"]]


def _both(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Shown where both are; sums at an end of their scale, which shares say in words, are hidden here."""
    found = np.where(one == SHOWN, two, one)
    nearly = np.isin(found, (NEARLY_ALL, NEARLY_NONE))
    return np.where(nearly, HIDDEN, found)


def _figures(frame: pd.DataFrame, lowest: float) -> pd.DataFrame:
    shown = frame["status"] == SHOWN
    n = frame["n_pairs"].where(shown)
    importance, confidence = lowest + frame["importance"] / n, lowest + frame["confidence"] / n
    counted = n.where(frame["counts"])
    return frame.assign(
        n_pairs=n,
        importance=importance,
        confidence=confidence,
        gap=importance - confidence,
        mwds=importance * (importance - confidence),
        share_gap=100 * frame["below"] / counted,
        rds=100 * (frame["below"] - frame["above"]) / counted,
    )
