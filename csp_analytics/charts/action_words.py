"""Actions of plans in words: their state in time, and what is said of a whole plan."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.action_tracking import DONE, DROPPED, DUE, LATER, NO_DATE, OVERDUE, SOON, STATES
from csp_analytics.charts.words import count, listed

GLYPHS = {DONE: "●", OVERDUE: "▲", DUE: "◆", LATER: "○", NO_DATE: "–", DROPPED: "✕"}
MOST_NAMED = 8
SOURCE = "Action plans of the partnerships"


def states_words(actions: pd.DataFrame) -> str:
    """How many actions of a plan are overdue, due, later, without a date and done, as one sentence."""
    counts = actions["state_of_time"].value_counts().reindex(STATES, fill_value=0)
    n, late = len(actions), int(counts[OVERDUE])
    said = f"{late} of {count(n, 'action')} {are(late)} overdue" if late else f"None of {count(n, 'action')} is overdue"
    rest = [(DUE, f"due within {SOON} days"), (LATER, "due later"), (NO_DATE, "without a date"), (DONE, "done")]
    return f"{said}; {listed(f'{counts[state]} {words}' for state, words in rest)}."


def first_words(actions: pd.DataFrame) -> str:
    """The action that is overdue for longest and the one that is due next, named; or that none of them is open."""
    dated = actions[actions["due"].notna()].sort_values(["due", "position"])
    said = []
    for title, states in (("Longest overdue", [OVERDUE]), ("Next", [DUE, LATER])):
        rows = dated[dated["state_of_time"].isin(states)]
        if len(rows):
            first = rows.iloc[0]
            words = days_words(first["state_of_time"], int(first["days"])).removeprefix(f"{OVERDUE} ")
            said.append(f"{title}: ‘{short(first['issue'], 60)}’, {words}.")
    return " ".join(said) or "No action that has a date is still open."


def undated_words(actions: pd.DataFrame) -> str:
    """Actions without a date that are not done, named with their owners; empty when there are none."""
    rows = actions[actions["state_of_time"] == NO_DATE]
    named = [
        f"‘{short(issue, 60)}’" + (f" ({owner})" if owner else "")
        for issue, owner in rows[["issue", "owner"]].fillna("").itertuples(index=False)
    ]
    return f"Without a date that can be read: {listed(named, most=MOST_NAMED)}." if named else ""


def days_words(state: str, days: int | None) -> str:
    """A state of time in words: ``overdue by 21 days``, ``due in 39 days``, ``due today``, ``done``, ``no date``."""
    if state in (DONE, NO_DATE) or days is None:
        return state
    if state == OVERDUE:
        return f"overdue by {count(-days, 'day')}"
    return f"due in {count(days, 'day')}" if days else "due today"


def short(text: str, most: int) -> str:
    """A text on one line and not longer than so many letters."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def are(number: int) -> str:
    """The verb that goes with a number."""
    return "is" if number == 1 else "are"
