"""In which order a session takes its criteria, why, and which of them fit the time.

Three parts, each 0 to 1, of which any may be unknown:

- *spread* of the answers in an earlier checklist (:mod:`csp_analytics.analysis.spread`): where people differ most there
  is most to talk about;
- *gap to peers*: how far the area's last level lies below the median level of its peers, as a share of the scale, 0 at
  the median or above;
- *importance*, as the facilitator chose it.

The priority is the weighted mean of the parts that are known. A part that is not known is left out together with its
weight: it is never zero. An importance that nobody chose is such a part, so by default it is neutral. Priorities that
are equal to two decimals part by the spread where it is known: a session is for what people do not yet agree on.

What the last session parked comes first; what has a level in the round of the session comes last.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from csp_analytics.analysis.spread import MIN_RATINGS, consensus
from csp_analytics.frameworks.model import Framework

PARTS = ("spread", "gap", "importance")
NAMES = {"spread": "spread", "gap": "gap to peers", "importance": "importance"}
ABSENT = {
    "spread": "spread not known",
    "gap": "gap to peers not known",
    "importance": "importance not chosen",
}
LONG_NAMES = {"spread": "spread of the answers in the checklist", **{part: NAMES[part] for part in PARTS[1:]}}
IMPORTANCE_STEPS = 3
NOTHING_KNOWN = "Nothing is known of it yet, so it comes last, in the order of the document."
NONE_KNOWN = "Nothing is known of any of them yet, so they stand in the order of the document."
PARKED_LAST, RATED_ALREADY = "parked last time", "rated in this round already"
PARK = "Park for a second session"
OPENING, CLOSING = 10, 15


@dataclass(frozen=True)
class Weights:
    """How much each part counts; only their proportion matters.

    Spread counts twice: a session is for what people do not yet agree on. This is a convention of this project.

    Raises:
        ValueError: when one is below zero or none is above.
    """

    spread: float = 2
    gap: float = 1
    importance: float = 1

    def __post_init__(self) -> None:
        """Refuses weights that have no mean."""
        every = asdict(self)
        if not all(math.isfinite(one) and one >= 0 for one in every.values()) or not any(every.values()):
            raise ValueError(f"weights {every}: expected numbers of 0 or more, one of them above")

    def of(self, part: str) -> float:
        """The weight of a part."""
        return float(getattr(self, part))


DEFAULT = Weights()


@dataclass(frozen=True)
class Timetable:
    """Which criteria fit a session.

    Attributes:
        inside: ``criterion_id, start, end`` in minutes from the beginning of the session, in the order of the agenda.
        outside: the criteria that do not fit, in the same order: to park for a second session.
        opening: minutes before the first criterion.
        closing: minutes kept after the last.
        unused: minutes that are left over, opening and closing taken off.
    """

    inside: pd.DataFrame
    outside: tuple[str, ...]
    opening: float
    closing: float
    unused: float


def spread_of_answers(checklist: pd.DataFrame | None, framework: Framework) -> pd.DataFrame:
    """Spread of what people answered in a checklist before the session.

    Args:
        checklist: ``item_id, answer, n`` (answer: a level's value as text; others are beside the scale); None without.
        framework: gives criteria and scale.

    Returns:
        One row a criterion, indexed by its id, in document order: ``n_answers`` (on the scale) and ``spread`` (0 all
        at one level, 1 half at each end; empty under five answers).
    """
    ids = pd.Index(framework.table["criterion_id"], name="criterion_id")
    scale = [str(level.value) for level in framework.levels]
    if checklist is None or checklist.empty:
        return pd.DataFrame({"n_answers": 0, "spread": np.nan}, index=ids)
    wide = checklist.pivot_table(index="item_id", columns="answer", values="n", aggfunc="sum", fill_value=0)
    counts = wide.reindex(index=ids, columns=scale, fill_value=0).to_numpy(dtype=float)
    found = pd.DataFrame({"n_answers": counts.sum(axis=1).astype(int), "spread": 1 - consensus(counts)}, index=ids)
    return found.assign(spread=found["spread"].clip(0, 1).where(found["n_answers"] >= MIN_RATINGS))


def gap_below(level: pd.Series, peer_median: pd.Series, framework: Framework) -> pd.Series:
    """How far levels lie below their peers' median, as a share of the scale: 0 at it or above, empty when unknown."""
    return ((peer_median - level) / (framework.highest - framework.lowest)).clip(lower=0)


def importance_part(chosen: Mapping[str, int], ids: pd.Index, steps: int = IMPORTANCE_STEPS) -> pd.Series:
    """Importance as a part of the priority: the lowest step is 0, the highest 1, not chosen is empty.

    Args:
        chosen: step by criterion, 1 to ``steps``.
        ids: the criteria wanted.
        steps: how many steps there are, such as 3 or 5.

    Raises:
        ValueError: for a step that there is not.
    """
    wrong = {key: value for key, value in chosen.items() if not 1 <= value <= steps}
    if steps < 2 or wrong:
        raise ValueError(f"importance {wrong}: expected 1 to {steps}")
    return pd.Series([(chosen[key] - 1) / (steps - 1) if key in chosen else np.nan for key in ids], index=ids)


def agenda(parts: pd.DataFrame, weights: Weights = DEFAULT) -> pd.DataFrame:
    """Criteria in the order in which to take them.

    Args:
        parts: ``criterion_id, spread, gap, importance`` in document order, each part 0 to 1 or empty; if wanted,
            ``parked`` (by the last session) and ``rated`` (in the round of this one); other columns are kept.
        weights: how much each part counts.

    Returns:
        The same rows with ``priority`` (0 to 1; empty when nothing is known), ``note`` (why it is first or last, else
        empty) and ``place`` (from 1). What is parked first, then the highest priority; those equal to two decimals by
        spread, highest first, then in document order. What is rated already last.

    Raises:
        ValueError: when a part lies outside 0 to 1.
    """
    values = parts[list(PARTS)].to_numpy(dtype=float)
    if ((values < 0) | (values > 1)).any():
        raise ValueError("a part of the priority lies outside 0 to 1")
    weight = np.where(np.isnan(values), 0, [weights.of(part) for part in PARTS])
    total = weight.sum(axis=1)
    priority = (np.nan_to_num(values) * weight).sum(axis=1) / np.where(total > 0, total, np.nan)
    rated, parked = (parts.get(name, pd.Series(False, index=parts.index)).astype(bool) for name in ("rated", "parked"))
    unknown = NOTHING_KNOWN if (total > 0).any() else NONE_KNOWN
    note = np.select([rated, parked, total == 0], [RATED_ALREADY, PARKED_LAST, unknown], "")
    found = parts.assign(priority=priority, note=note)
    order = _order(found, np.select([rated, parked], [2, 0], 1), by_spread=weights.spread > 0)
    return found.iloc[order].reset_index(drop=True).assign(place=range(1, len(found) + 1))


def _order(found: pd.DataFrame, turn: np.ndarray, *, by_spread: bool) -> pd.Index:
    """Rows by turn, by priority as people read it, and near ties by what is known of the spread."""
    exact = found["priority"].round(12)  # equal priorities must not part by the last bit of a sum
    spread = found["spread"].round(12) if by_spread else exact
    keys = pd.DataFrame({"turn": turn, "near": -exact.round(2), "spread": -spread, "exact": -exact})
    return keys.reset_index(drop=True).sort_values(list(keys), kind="stable").index


def formula(weights: Weights = DEFAULT) -> str:
    """The formula as sentences, with these weights."""
    used = [part for part in PARTS if weights.of(part)]
    terms = " + ".join(f"{weights.of(part):g} × {LONG_NAMES[part]}" for part in used)
    total = sum(weights.of(part) for part in used)
    return (
        f"Priority = ({terms}) ÷ {total:g}. Each part runs from 0 to 1. A part that is not known is left out, and its "
        "weight with it; it never counts as zero."
    )


def explain(row: Mapping[str, object] | pd.Series, weights: Weights = DEFAULT) -> str:
    """The worked numbers of one criterion: ``0.57 = (2 × 0.40 spread + 1 × 0.90 gap to peers) ÷ 3``, and what is out.

    Args:
        row: a row of :func:`agenda`.
        weights: those that it was made with.
    """
    values = {part: float(row[part]) for part in PARTS if weights.of(part)}  # type: ignore[arg-type]
    known = [part for part, value in values.items() if not math.isnan(value)]
    if not known:
        return NOTHING_KNOWN
    terms = " + ".join(f"{weights.of(part):g} × {values[part]:.2f} {NAMES[part]}" for part in known)
    total = sum(weights.of(part) for part in known)
    without = [ABSENT[part] for part in values if part not in known]
    left_out = f". Left out: {', '.join(without)}" if without else ""
    return f"{float(row['priority']):.2f} = ({terms}) ÷ {total:g}{left_out}"  # type: ignore[arg-type]


def fit(
    agenda: pd.DataFrame,
    minutes_total: float,
    minutes_each: float,
    *,
    opening: float = OPENING,
    closing: float = CLOSING,
) -> Timetable:
    """Which criteria fit the time, in their order and without gaps.

    Args:
        agenda: rows with ``criterion_id``, in the order in which to take them.
        minutes_total: how long the session is.
        minutes_each: how long one criterion takes.
        opening: minutes before the first one.
        closing: minutes kept after the last one, for priorities and what happens next.

    Returns:
        The timetable: every criterion is either inside or outside.

    Raises:
        ValueError: when minutes are below zero, or none are given to a criterion.
    """
    if not minutes_each > 0 or min(minutes_total, opening, closing) < 0:
        raise ValueError("minutes: expected 0 or more, and more than 0 for each criterion")
    ids = list(agenda["criterion_id"])
    free = max(minutes_total - opening - closing, 0)
    # A hair's breadth, so that three times a third of an hour is an hour.
    n = min(len(ids), math.floor(free / minutes_each + 1e-9))
    start = opening + minutes_each * np.arange(n)
    inside = pd.DataFrame({"criterion_id": ids[:n], "start": start, "end": start + minutes_each})
    return Timetable(inside, tuple(ids[n:]), opening, closing, max(free - n * minutes_each, 0))
