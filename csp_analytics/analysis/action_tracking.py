"""Actions of plans in time: done, overdue, due or later, and what became of each from one plan to the next.

An action is followed when the next plan of its area has it again: in the same words, or in much the same words for the
same criterion. Where a plan names no criterion, its issue must be much the same, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process, utils

from csp_analytics.frameworks.wording import round_order

DONE, OVERDUE, DUE, LATER, NO_DATE = STATES = ("done", "overdue", "due", "later", "no date")
CARRIED, DROPPED = "carried over", "dropped"
SOON = 90  # days: what is due within them needs somebody's eye now
# Least likeness of two wordings of one action, 0 to 100 (rapidfuzz's ratio of the sorted words): it takes a word or two
# put in or changed ("Agree one plan" and "Agree one plan with partners" have 67, with a longer text 90).
LIKENESS = 80.0
# Texts are compared up to here, and so many pairs of actions of two plans; beyond, only the same words count.
LONGEST, MOST_PAIRS = 400, 250_000


def tracked(plans: pd.DataFrame, today: date) -> pd.DataFrame:
    """Every action of every plan with its state in time and its way through the plans.

    Args:
        plans: the plans of one or more areas, one a round: ``area_code, round, position, criterion_id, issue, action,
            due, status`` and any other columns, which are kept. ``due`` is the last day on which the action is in time
            (the end of a month when only a month was written), missing when there is none.
        today: the day to count from.

    Returns:
        The rows of ``plans`` in order of area, round and position, with

        - ``state_of_time``: ``done``, ``overdue`` (not done and due before today), ``due`` (within :data:`SOON` days,
          today included), ``later`` or ``no date``; by the status in that plan;
        - ``days``: days from today until it is due, below 0 when past, missing without a date;
        - ``newest``: whether it stands in the area's newest plan;
        - ``thread``: a number that the appearances of one action share;
        - ``first_round, last_round, rounds``: its first and last plan, and in how many it stands;
        - ``earlier_round, earlier_status, earlier_due``: of its appearance in the plan before, else empty;
        - ``slipped``: by how many days its date moved later since then: 0 when it did not, missing without both dates;
        - ``became``: what the area's next plan made of it: ``done``, ``carried over`` or ``dropped``; empty in the
          newest plan;
        - ``stands``: where it stands today by its last appearance: a state of time, or ``dropped`` when that is in an
          earlier plan and it was not done there.
    """
    order = {name: place for place, name in enumerate(sorted(plans["round"].unique(), key=round_order))}
    frame = plans.assign(_round=plans["round"].map(order), due=pd.to_datetime(plans["due"]))
    frame = frame.sort_values(["area_code", "_round", "position"], kind="stable", ignore_index=True)
    frame["newest"] = (frame["_round"] == frame.groupby("area_code")["_round"].transform("max")).astype(bool)
    days = (frame["due"].dt.normalize() - pd.Timestamp(today)).dt.days
    frame["days"] = days.astype("Int64")
    done = frame["status"].eq(DONE)
    states = [done, days.isna(), days < 0, days <= SOON]
    frame["state_of_time"] = np.select(states, [DONE, NO_DATE, OVERDUE, DUE], LATER)
    return _with_ways(frame, _earlier(frame)).drop(columns="_round")


def summary(actions: pd.DataFrame) -> pd.DataFrame:
    """Each area's newest plan counted, and what became of the plan before it.

    Args:
        actions: from :func:`tracked`.

    Returns:
        One row an area with ``area_code, round, n``, a count for each of :data:`STATES`, ``carried`` (actions that an
        earlier plan had), ``slipped`` (those of them whose date moved later), ``earlier_round`` (empty when there is
        no plan before), ``n_earlier, earlier_done, earlier_carried, earlier_dropped`` and ``demo``.
    """
    rows = []
    for area, own in actions.groupby("area_code", sort=True):
        new = own[own["newest"]]
        before = own[~own["newest"]]
        last = before[before["round"] == (before["round"].iloc[-1] if len(before) else "")]
        became = last["became"].value_counts()
        rows.append(
            {
                "area_code": area,
                "round": new["round"].iloc[0],
                "n": len(new),
                **{state: int(new["state_of_time"].eq(state).sum()) for state in STATES},
                "carried": int(new["earlier_round"].notna().sum()),
                "slipped": int(new["slipped"].gt(0).sum()),
                "earlier_round": last["round"].iloc[0] if len(last) else "",
                "n_earlier": len(last),
                "earlier_done": int(became.get(DONE, 0)),
                "earlier_carried": int(became.get(CARRIED, 0)),
                "earlier_dropped": int(became.get(DROPPED, 0)),
                "demo": bool(own["demo"].any()),
            }
        )
    columns = ["area_code", "round", "n", *STATES, "carried", "slipped", "earlier_round", "n_earlier", "earlier_done",
               "earlier_carried", "earlier_dropped", "demo"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def by_round(actions: pd.DataFrame) -> pd.DataFrame:
    """Where the actions of the plans of each round stand today.

    Args:
        actions: from :func:`tracked`.

    Returns:
        One row a round, earliest first: ``round, areas, n`` and a count for each of :data:`STATES` and ``dropped``.
    """
    kinds = [*STATES, DROPPED]
    rounds = sorted(actions["round"].unique(), key=round_order)
    counted = pd.crosstab(actions["round"], actions["stands"]).reindex(index=rounds, columns=kinds, fill_value=0)
    counted.columns.name = None
    areas = actions.groupby("round")["area_code"].nunique().reindex(rounds)
    counted.insert(0, "n", counted.sum(axis=1))
    counted.insert(0, "areas", areas)
    return counted.rename_axis("round").reset_index()


def _with_ways(frame: pd.DataFrame, earlier: np.ndarray) -> pd.DataFrame:
    """Adds what follows from which earlier row each row continues (its place, -1 when none)."""
    n = len(frame)
    later, thread = np.full(n, -1), np.arange(n)
    for row in range(n):  # in order of rounds, so that the earlier row has its thread already
        if earlier[row] >= 0:
            later[earlier[row]], thread[row] = row, thread[earlier[row]]
    there = earlier >= 0
    before = frame.iloc[np.where(there, earlier, 0)].reset_index(drop=True) if n else frame
    threads = frame.groupby(thread)["round"]
    frame = frame.assign(
        thread=thread,
        first_round=threads.transform("first"),
        last_round=threads.transform("last"),
        rounds=threads.transform("size").astype(int),
        earlier_round=before["round"].where(there),
        earlier_status=before["status"].where(there),
        earlier_due=before["due"].where(there),
    )
    moved = (frame["due"] - frame["earlier_due"]).dt.days
    frame["slipped"] = moved.clip(lower=0).astype("Int64")
    done = frame["status"].eq(DONE).to_numpy()
    goes_on = later >= 0
    done_next = np.where(goes_on, done[later] if n else done, done)
    became = np.where(done_next, DONE, np.where(goes_on, CARRIED, DROPPED))
    frame["became"] = np.where(frame["newest"], "", became)
    at_end = np.where(frame["newest"], frame["state_of_time"], np.where(done, DONE, DROPPED))
    frame["stands"] = pd.Series(at_end, index=frame.index, dtype=object).groupby(thread).transform("last")
    return frame


def _earlier(frame: pd.DataFrame) -> np.ndarray:
    """For each row the place of the row that it continues in the area's plan before, -1 when there is none."""
    found = np.full(len(frame), -1)
    texts = frame[["issue", "action"]].fillna("")
    texts["action"] = texts["action"].where(texts["action"].str.strip() != "", texts["issue"])
    issues, actions = ([_compared(text) for text in texts[name]] for name in ("issue", "action"))
    asked = pd.DataFrame({"issue": issues, "action": actions, "criterion": frame["criterion_id"].fillna("")})
    for _, own in frame.groupby("area_code")["_round"]:
        plans = [rows.index.to_numpy() for _, rows in own.groupby(own)]
        for before, after in pairwise(plans):
            for first, second in _pairs(asked.loc[before], asked.loc[after]):
                found[after[second]] = before[first]
    return found


def _compared(text: str) -> str:
    """A text as it is compared: its words in small letters; as it is when it has no letter or number."""
    return (utils.default_process(text) or text)[:LONGEST]


def _pairs(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Places of the rows of two plans that are one action: the likest first, each row once."""
    candidates = _candidates(before, after)
    taken: tuple[set[int], set[int]] = (set(), set())
    for first, second in candidates:
        if first not in taken[0] and second not in taken[1]:
            taken[0].add(first)
            taken[1].add(second)
            yield first, second


def _candidates(before: pd.DataFrame, after: pd.DataFrame) -> list[tuple[int, int]]:
    if len(before) * len(after) > MOST_PAIRS:
        return _same_words(before, after)
    action, issue = (
        process.cdist(before[name].tolist(), after[name].tolist(), scorer=fuzz.token_sort_ratio, dtype=np.float32)
        for name in ("action", "issue")
    )
    own, other = before["criterion"].to_numpy(object)[:, None], after["criterion"].to_numpy(object)[None, :]
    same, unknown = (own == other) & (own != ""), (own == "") | (other == "")
    alike = (action >= LIKENESS) & (same | (unknown & (issue >= LIKENESS)))
    first, second = pairs = np.nonzero((action >= 100) | alike)
    order = np.lexsort((second, first, -issue[pairs], ~same[pairs], -action[pairs]))
    return list(zip(first[order].tolist(), second[order].tolist(), strict=True))


def _same_words(before: pd.DataFrame, after: pd.DataFrame) -> list[tuple[int, int]]:
    """The first of the same words with the first, the second with the second."""
    sides = [
        pd.DataFrame({"text": one["action"].to_numpy(), "row": range(len(one))}).assign(
            turn=lambda side: side.groupby("text").cumcount()
        )
        for one in (before, after)
    ]
    both = sides[0].merge(sides[1], on=["text", "turn"], suffixes=("", "_after"))
    return list(zip(both["row"].tolist(), both["row_after"].tolist(), strict=True))
