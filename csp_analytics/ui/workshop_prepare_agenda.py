"""The agenda of a consensus session on the page Prepare a workshop: proposed, with its reasons, changed in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from csp_analytics.areas.outside import PREFIX, outside_area
from csp_analytics.areas.register import Area, register
from csp_analytics.charts.words import DEMO_LABEL, count
from csp_analytics.findings.agenda import Agenda
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.load import principles
from csp_analytics.frameworks.model import Framework
from csp_analytics.ui import address, cached, components, scope
from csp_analytics.ui import workshop_prepare_table as tables
from csp_analytics.ui import workshop_state as state
from csp_analytics.ui.messages import html, label, paragraph, text
from csp_analytics.ui.workshop_prepare_choices import one_of_few, whole
from csp_analytics.ui.workshop_prepare_table import NOT_SET, PLACE, STARTS, STEPS, TAKE
from csp_analytics.workshop.prepare import drawing_up, proposing
from csp_analytics.workshop.prepare.drawing_up import AS_PROPOSED, Changes, DrawnUp

BY_PRIORITY, BY_DOCUMENT = "priority", "document"
MOST_WEIGHT = 5
WEIGHED = {"spread": "Spread in the checklist", "gap": "Gap to peers", "importance": "Importance"}
HOW = "Tick what to take, type another place or other minutes, or say how important it is."


def draw_up(framework: Framework, area: Area, round_: str, grouping_id: str) -> tuple[DrawnUp, str, bool]:
    """The agenda as it stands, with everything that changes it.

    Returns:
        The agenda, how it fits the time in words, and whether it rests on demonstration data.
    """
    html("<h2>Agenda</h2>")
    with scope.row("scope-agenda"):
        total = whole("Minutes in all", "minutes", 150, 30, 600, 15)
        each = whole(f"Minutes for each {framework.row_word}", "each", 10, 1, 60, width=210)
        order = one_of_few("Order by", "order", {BY_PRIORITY: "Priority", BY_DOCUMENT: "The document"})
        changes = _changes(framework)
        if changes != Changes():
            st.button("Back to the proposal", icon=":material/restart_alt:", key="agenda-again",
                      on_click=address.say, args=("agenda", AS_PROPOSED))  # fmt: skip
    weights = _weights()
    found = _found(framework, area, round_, grouping_id, changes, weights)
    drawn = drawing_up.draw_up(
        _ids(found.rows, framework, order), changes, minutes_total=total, minutes_each=each,
        rated=set(found.rows.loc[found.rows["rated"], "criterion_id"]),
    )  # fmt: skip
    html(f'<p class="csp-takeaway">{text(_time(drawn))} {HOW}</p>')
    _tables(tables.table_of(found.rows, framework, drawn, changes), framework)
    _reasons(found, framework, changes, weights)
    return drawn, fits(drawn, framework, total), found.demo


def fits(drawn: DrawnUp, framework: Framework, total: int) -> str:
    """How many criteria the session takes, and whether they fit, in a sentence."""
    n, every = len(drawn.inside), len(drawn.slots)
    words = f"{n} of {count(every, framework.row_word, framework.row_word_plural)}"
    if drawn.over:
        return f"{words} do not fit {total} minutes. Take fewer, or make it {total + drawn.over} minutes."
    rest = every - n
    return f"{words} fit {total} minutes" + (f"; {rest} wait for another session." if rest else ".")


def _time(drawn: DrawnUp) -> str:
    """What becomes of the minutes."""
    needed = sum(drawn.inside.values())
    left = drawn.free - needed
    kept = f"{drawing_up.OPENING} minutes to open, {needed} to rate and {drawing_up.CLOSING} to close"
    if left < 0:
        return f"{kept}: {-left} too many."
    return f"{kept}, {left} to spare." if left else f"{kept}."


def _tables(table: pd.DataFrame, framework: Framework) -> None:
    inside, outside = table[table[TAKE]], table[~table[TAKE]]
    if len(inside):
        tables.edit(inside, framework, "inside", f"The agenda, a row a {framework.row_word}, to be changed")
    if len(outside):
        words = f"Waiting for another session ({len(outside)})"
        with components.unfolded(words, "fold-waiting") as there:
            if there:
                tables.edit(
                    outside.drop(columns=[PLACE, STARTS]), framework, "outside", "What is not taken, to be changed"
                )


def _changes(framework: Framework) -> Changes:
    changes = tables.changes_said(framework)
    if address.asked("agenda") not in ("", changes.as_text()):
        address.say("agenda", changes.as_text())
    address.wanted("agenda", {changes.as_text()}, changes.as_text())
    return changes


def _weights() -> dict[str, int]:
    """Weights from the address; the widgets for them stand below, where the formula is."""
    found = {}
    for part, default in proposing.WEIGHTS.items():
        name = f"weigh-{part}"
        chosen = address.wanted(name, [str(one) for one in range(MOST_WEIGHT + 1)], str(default))
        found[part] = int(chosen)
    return found


def _found(
    framework: Framework, area: Area, round_: str, grouping_id: str, changes: Changes, weights: Mapping[str, int]
) -> Agenda:
    before = proposing.checklist_before(cached.store(), area.area_code, framework.framework_id)
    counts = proposing.counts_of(before).astype({"n": int}).to_dict("records")
    return _agenda(
        framework.framework_id, area.area_code, area.name, round_, grouping_id, counts, changes.important(framework),
        dict(weights), proposing.parked_before(cached.store(), area.area_code, framework.framework_id),
    )  # fmt: skip


@cached.by_data_version
def _agenda(
    framework_id: str,
    area_code: str,
    area_name: str,
    round_: str,
    grouping_id: str,
    checklist: list[dict[str, Any]],
    importance: dict[str, int],
    weights: dict[str, int],
    parked: list[str],
) -> Agenda:
    """See :func:`csp_analytics.workshop.prepare.proposing.proposed`."""
    area = outside_area(area_name) if area_code.startswith(PREFIX) else register().areas[area_code]
    return proposing.proposed(
        cached.store(), framework_of(framework_id), area, round_, grouping_id, importance=importance, weights=weights,
        checklist=pd.DataFrame(checklist, columns=proposing.COLUMNS), parked=parked,
    )  # fmt: skip


def _ids(rows: pd.DataFrame, framework: Framework, order: str) -> list[str]:
    """Criteria in the order chosen."""
    by_priority = list(rows["criterion_id"])
    if order == BY_PRIORITY:
        return by_priority
    there = set(by_priority)
    return [row.criterion_id for row in framework.criteria if row.criterion_id in there]


def _reasons(found: Agenda, framework: Framework, changes: Changes, weights: Mapping[str, int]) -> None:
    """How the order is made, with the numbers of the first criterion, and the choices that change it."""
    said = (
        found.formula,
        _first(found.rows, framework),
        " ".join(
            [
                *([f"Own levels: round {found.last_round}."] if found.last_round else []),
                *([f"Peers: round {found.peers_round}."] if found.peers_round else []),
                *found.notes,
            ]
        ),
    )
    marked = f'<p class="csp-mark">{DEMO_LABEL}</p>' if found.demo else ""
    html(marked + "".join(f'<p class="csp-basis">{text(one)}</p>' for one in said if one))
    with components.unfolded("Change what counts: importance of a principle, and weights", "fold-counts") as there:
        if there:
            _what_counts(framework, changes, weights)


def _first(rows: pd.DataFrame, framework: Framework) -> str:
    """Why the first criterion is the first, and how many are not proposed because they were rated."""
    first, n = rows.iloc[0], int(rows["rated"].sum())
    rated = count(n, framework.row_word, framework.row_word_plural)
    said = f"{rated}: {proposing.RATED_ALREADY}, so not ticked." if n else ""
    if first["rated"]:
        return said
    worked = first["worked"].rstrip(".")
    if first["parked"]:
        worked = proposing.PARKED_LAST
    elif pd.isna(first["priority"]):
        return f"{proposing.NOTHING_KNOWN_OF_ANY} {said}".strip()
    return f"‘{framework.by_id[first['criterion_id']].short}’ comes first: {worked}. {said}".strip()


def _what_counts(framework: Framework, changes: Changes, weights: Mapping[str, int]) -> None:
    used = {row.principle_id for row in framework.criteria}
    words = f"Importance of every {framework.row_word} of a principle that has none of its own in the table."
    paragraph(words, "csp-basis")
    with scope.row("scope-importance"):
        for key, principle in principles().items():
            if key in used:
                shown = state.show(f"importance-{key}", changes.of_principle.get(key, 0))
                st.selectbox(
                    label(principle.short_name), [0, *STEPS], format_func=lambda step: STEPS.get(step, NOT_SET),
                    width=180, key=shown, on_change=_take_principle, args=(key, framework.framework_id),
                )  # fmt: skip
    paragraph(f"Weights, 0 (does not count) to {MOST_WEIGHT}. Only their proportion matters.", "csp-basis")
    with scope.row("scope-weights"):
        for part, title in WEIGHED.items():
            st.number_input(title, 0, MOST_WEIGHT, step=1, width=200,
                            **address.shown(f"weigh-{part}", weights[part]))  # fmt: skip


def _take_principle(key: str, framework_id: str) -> None:
    step = state.value(f"importance-{key}")
    if step in (0, *STEPS):
        changes = tables.changes_said(framework_of(framework_id))
        address.say("agenda", drawing_up.with_principle(changes, key, step).as_text())
