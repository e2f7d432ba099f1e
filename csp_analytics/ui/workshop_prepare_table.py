"""The agenda as a table to tick, number and weigh in place. What is typed goes into the address at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.load import principles
from csp_analytics.frameworks.model import Framework
from csp_analytics.ui import address
from csp_analytics.ui import workshop_state as state
from csp_analytics.workshop.prepare import drawing_up, proposing
from csp_analytics.workshop.prepare.day_sheet import clock
from csp_analytics.workshop.prepare.drawing_up import Changes, DrawnUp
from csp_analytics.workshop.prepare.preparing import MOST_MINUTES

PLACE, TAKE, MINUTES, IMPORTANCE, STARTS, WORDING = "Place", "Take", "Minutes", "Importance", "Starts", "Wording"
BEFORE = "Before"
PARTS = {"Spread": "spread", "Gap": "gap", "Priority": "priority"}
NOT_SET, STEPS = "Not set", {1: "Low", 2: "Medium", 3: "High"}
HELP = {
    PLACE: "Type another number to move it there.",
    TAKE: "Tick what this session takes. The rest waits for another session.",
    MINUTES: "How long it takes, from reading it out to agreeing a level.",
    IMPORTANCE: "How much it matters here and now. Not set counts neither for nor against.",
    STARTS: "Hours and minutes from the beginning of the session.",
    "Spread": "How far people's answers in the checklist lay apart: 0 all at one level, 1 half at each end.",
    "Gap": "How far the last level lies below the median of its peers, as a share of the scale.",
    "Priority": "What puts it in its place: 0 to 1. The formula stands below.",
}
# In pixels.
WIDTHS = {TAKE: 75, PLACE: 80, IMPORTANCE: 125, MINUTES: 98, STARTS: 65, "Spread": 75, "Gap": 60, "Priority": 75,
          "Principle": 105, BEFORE: 185, WORDING: 420}  # fmt: skip
WIDTH_OF_CRITERION = 235


def changes_said(framework: Framework) -> Changes:
    """What the address says that was changed of the agenda."""
    ids = [row.criterion_id for row in framework.criteria]
    return drawing_up.changes_of(address.asked("agenda"), ids, list(principles()))


def table_of(rows: pd.DataFrame, framework: Framework, drawn: DrawnUp, changes: Changes) -> pd.DataFrame:
    """The agenda for people, indexed by criterion; a part that is known of no criterion has no column.

    Args:
        rows: of :class:`csp_analytics.findings.agenda.Agenda`.
        framework: gives words and wording.
        drawn: which criteria are taken, in which order.
        changes: what was changed.
    """
    ids = [slot.criterion_id for slot in drawn.slots]
    known = rows.set_index("criterion_id").loc[ids]
    criteria = [framework.by_id[key] for key in ids]
    important = changes.important(framework)
    before = known["note"].where(known["note"].isin(proposing.BEFORE), "")
    parts = {name: known[column].astype(float).to_numpy() for name, column in PARTS.items()}
    return pd.DataFrame(
        {
            TAKE: [slot.taken for slot in drawn.slots],
            PLACE: range(1, len(ids) + 1),
            framework.row_word.capitalize(): [row.short for row in criteria],
            **({BEFORE: before.to_numpy()} if before.any() else {}),
            IMPORTANCE: [STEPS.get(important.get(key, 0), NOT_SET) for key in ids],
            MINUTES: [slot.minutes for slot in drawn.slots],
            STARTS: ["" if slot.start is None else clock(slot.start) for slot in drawn.slots],
            **{name: values for name, values in parts.items() if not pd.isna(values).all()},
            "Principle": [principles()[row.principle_id].short_name for row in criteria],
            WORDING: [row.text for row in criteria],
        },
        index=pd.Index(ids, name="criterion_id"),
    )


def edit(table: pd.DataFrame, framework: Framework, name: str, alt: str) -> None:
    """Rows of :func:`table_of` to be changed; ``name`` tells this table from others on the page.

    Where it has places, they count within the table.
    """
    places = list(table[PLACE]) if PLACE in table else []
    shown = table.assign(**{PLACE: range(1, len(table) + 1)}) if places else table
    # Another table is another widget: what was typed is in the address by then, and must not be applied once more.
    key = f"agenda-{name}-{hashlib.sha256(table.to_csv().encode()).hexdigest()[:12]}"
    fixed = [column for column in table.columns if column not in (TAKE, PLACE, IMPORTANCE, MINUTES)]
    st.data_editor(
        shown.reset_index(drop=True), key=key, hide_index=True, height="content", disabled=fixed, placeholder="–",
        column_config={column: _column(column, len(table)) for column in table.columns}, alt=alt,
        on_change=take, args=(key, list(table.index), framework.framework_id, places),
    )  # fmt: skip


def take(key: str, ids: Sequence[str], framework_id: str, places: Sequence[int]) -> None:
    """What was typed into a table goes into the address. A browser can send anything, so it is looked at first.

    Args:
        key: the table.
        ids: the criteria of its rows.
        framework_id: the framework.
        places: the place of each row among all criteria; empty when the table has no places.
    """
    changes = changes_said(framework_of(framework_id))
    for row, values in state.edited(key).items():
        if 0 <= row < len(ids):
            changes = typed(changes, ids[row], values, places)
    address.say("agenda", changes.as_text())


def typed(changes: Changes, criterion_id: str, values: Mapping[str, Any], places: Sequence[int]) -> Changes:
    """The changes with what was typed into one row; what is no value of its column is passed over.

    Args:
        changes: what was changed before.
        criterion_id: the criterion of the row.
        values: new values by column.
        places: what a place in the table means among all criteria, the first for place 1.
    """
    steps = {NOT_SET: 0} | {title: step for step, title in STEPS.items()}
    taken, importance, place = values.get(TAKE), values.get(IMPORTANCE), _whole(values.get(PLACE), len(places))
    return drawing_up.changed(
        changes,
        criterion_id,
        taken=taken if isinstance(taken, bool) else None,
        minutes=_whole(values.get(MINUTES), MOST_MINUTES),
        importance=steps.get(importance) if isinstance(importance, str) else None,
        place=places[place - 1] if place else None,
    )


def _column(name: str, most: int) -> ColumnConfig:
    about: dict[str, Any] = {"help": HELP.get(name), "width": WIDTHS.get(name)}
    if name == TAKE:
        return st.column_config.CheckboxColumn(**about)
    if name == IMPORTANCE:
        return st.column_config.SelectboxColumn(**about, options=[NOT_SET, *STEPS.values()], required=True)
    if name in (PLACE, MINUTES):
        highest = most if name == PLACE else MOST_MINUTES
        return st.column_config.NumberColumn(**about, min_value=1, max_value=highest, step=1, required=True)
    if name in PARTS:
        return st.column_config.NumberColumn(**about, format="%.2f")
    return st.column_config.TextColumn(**about | {"width": WIDTHS.get(name, WIDTH_OF_CRITERION)})


def _whole(value: Any, most: int) -> int | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if number and 1 <= value <= most and value == int(value) else None
