"""Action plans as tables for people: a plan, what became of earlier ones, areas, and what is overdue.

Every frame comes from :mod:`csp_analytics.analysis.action_tracking`.
"""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.action_tracking import CARRIED, DONE, DROPPED, DUE, LATER, NO_DATE, OVERDUE, SOON
from csp_analytics.charts.action_words import GLYPHS, days_words
from csp_analytics.frameworks.load import frameworks

_BECAME = {DONE: GLYPHS[DONE], CARRIED: "→", DROPPED: GLYPHS[DROPPED]}
_EARLIER = ["earlier_round", "n_earlier", "earlier_done", "earlier_carried", "earlier_dropped"]


def became_table(earlier: pd.DataFrame) -> pd.DataFrame:
    """The actions of earlier plans, with what became of each and how it stands today."""
    return pd.DataFrame(
        {
            "Round": earlier["round"],
            "Issue": earlier["issue"],
            "Action": earlier["action"].fillna(""),
            "Due then": _days(earlier["due"]),
            "Status then": earlier["status"].fillna(""),
            "What became of it": [f"{_BECAME[what]} {what}" for what in earlier["became"]],
            "Today": [f"{GLYPHS[state]} {state}" for state in earlier["stands"]],
        }
    ).reset_index(drop=True)


def plan_table(newest: pd.DataFrame) -> pd.DataFrame:
    """The plan for people; columns that nobody filled in are left out, but not those of the form itself."""
    since = [
        "" if pd.isna(one) else "" if not one else f"{one} days later than in {before}"
        for one, before in zip(newest["slipped"], newest["earlier_round"], strict=True)
    ]
    table = pd.DataFrame(
        {
            "Issue": newest["issue"],
            "Stage": newest["stage"],
            "Action": newest["action"],
            "When": newest["when_text"],
            "State": _states(newest),
            "Milestone": newest["milestone"],
            "Owner": newest["owner"],
            "Status": newest["status"],
            "Measure": newest["measure"],
            "Criterion": [_criterion(*one) for one in zip(newest["framework"], newest["criterion_id"], strict=True)],
            "First planned": newest["first_round"].where(newest["rounds"] > 1, ""),
            "Date moved": since,
        }
    ).fillna("")
    spare = [name for name in ("Stage", "Measure", "Criterion", "First planned", "Date moved") if not table[name].any()]
    return table.drop(columns=spare)


def area_table(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts of each area (``counts``: from ``summary``, with ``area``, in the order to show)."""
    return pd.DataFrame(
        {
            "Area": counts["area"],
            "Round": counts["round"],
            "Actions": counts["n"],
            "Overdue": counts[OVERDUE],
            f"Due within {SOON} days": counts[DUE],
            "Due later": counts[LATER],
            "Without a date": counts[NO_DATE],
            "Done": counts[DONE],
            "Date moved later": counts["slipped"],
            "What became of the plan before": [
                f"{name}: {done} {DONE}, {carried} {CARRIED}, {dropped} {DROPPED}" if n else "no plan before"
                for name, n, done, carried, dropped in counts[_EARLIER].itertuples(index=False)
            ],
        }
    ).reset_index(drop=True)


def overdue_table(newest: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Every action that is overdue, the longest first."""
    rows = newest[newest["state_of_time"] == OVERDUE].sort_values(["days", "area_code", "position"])
    return pd.DataFrame(
        {
            "Area": rows["area_code"].map(names),
            "Issue": rows["issue"],
            "Action": rows["action"].fillna(""),
            "Owner": rows["owner"].fillna(""),
            "Due": _days(rows["due"]),
            "Days overdue": -rows["days"],
        }
    ).reset_index(drop=True)


def _states(rows: pd.DataFrame) -> list[str]:
    days = [None if pd.isna(one) else int(one) for one in rows["days"]]
    return [
        f"{GLYPHS[state]} {days_words(state, left)}" for state, left in zip(rows["state_of_time"], days, strict=True)
    ]


def _days(due: pd.Series) -> list[str]:
    return [f"{day:%-d %B %Y}" if day == day else "" for day in due]


def _criterion(framework_id: str, criterion_id: str) -> str:
    """The short label of a criterion; its id when the definitions no longer have it."""
    framework = frameworks().get(framework_id)
    known = framework.by_id if framework else {}
    return known[criterion_id].short if criterion_id in known else criterion_id or ""
