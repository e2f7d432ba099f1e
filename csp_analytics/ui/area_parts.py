"""Pieces of the page of one area: its action plan, and what kind of place it is."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.ui import components, messages, presenting_deck

MOST_ON_A_WALL = 6  # actions


def plan(words: str, frame: pd.DataFrame, demo: bool) -> None:
    """The action plan, or the way to one."""
    if presenting_deck.is_on():
        said_of_plan(words, frame)
        return
    said = messages.text(words or "No action plan has been loaded for this area.")
    messages.html(f'<h2>Action plan</h2><p class="csp-takeaway">{said}</p>')
    if len(frame):
        components.mark(demo)
        components.table(frame, caption="Action plan")


def said_of_plan(words: str, frame: pd.DataFrame) -> None:
    """The action plan on a wall: its sentence, and what is not done yet."""
    if words:
        open_ = [row for row in frame.to_dict("records") if row["Status"] != "done"]
        told = [f"{row['Action'] or row['Issue']} ({row['When'] or 'no date'}, {row['Status']})" for row in open_]
        components.sentences("Action plan", [words, *told[:MOST_ON_A_WALL]])


def context(trends: list[Exhibit], facts: pd.DataFrame) -> None:
    """What kind of place it is: indicators over time and facts beside the peers."""
    for pair in (trends[i : i + 2] for i in range(0, len(trends), 2)):
        for column, shown in zip(components.columns([1, 1]), pair, strict=False):
            with column:
                components.exhibit(shown)
    if len(facts) and not presenting_deck.is_on():
        messages.html("<h2>What kind of place it is</h2>")
        components.table(facts, caption="Facts that make the nearest neighbours")
        messages.paragraph(
            "Sources: National Records of Scotland, Scottish Government and others, named in data/context.csv.",
            "csp-basis",
        )
