"""The action plan on the page Your partnership: proposed, edited in place, kept in the tab until it is submitted."""

from __future__ import annotations

import datetime
import hashlib

import numpy as np
import pandas as pd
import streamlit as st

from csp_analytics.charts.words import count
from csp_analytics.findings import officer as findings
from csp_analytics.ingest.reading import ACTIONS, COLUMNS, Reading
from csp_analytics.store import reading
from csp_analytics.ui import cached, officer_files, plan_editor
from csp_analytics.ui import officer_state as state
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.officer_compare import Compared

EDITED = "action plan edited on the page"
HOW = "Click a cell to change it; add a row at the end. A blank owner or milestone stays a gap that the board can see."


def show(hand: state.InHand, chosen: Compared) -> pd.DataFrame:
    """The plan, to be edited. Returns it as it stands."""
    html("<h2>Action plan</h2>")
    _begin(hand, chosen)
    assert hand.plan_begun is not None
    new, _ = _proposed(hand, chosen)
    fresh = new[~new["criterion_id"].isin(hand.plan_begun["criterion_id"])]
    html(f'<p class="csp-takeaway">{text(_words(hand, chosen, len(fresh)))}</p>')
    with st.container(horizontal=True, key=state.key("plan-ways")):
        if len(fresh):
            words = f"Add {count(len(fresh), 'proposed action')}"
            st.button(words, icon=":material/playlist_add:", key=state.key("plan-propose"), on_click=_add,
                      args=(fresh[list(COLUMNS["action"])],))  # fmt: skip
        st.button("Begin the plan again", icon=":material/restart_alt:", key=state.key("plan-again"),
                  on_click=_again)  # fmt: skip
    paragraph(HOW, "csp-basis")
    if hand.plan is not None and state.value(state.fresh_key("plan")) is None:
        # The step was left: what was typed is no longer in the table, so the table begins with it.
        hand.plan_begun = hand.plan
    hand.plan = plan_editor.edit(
        hand.plan_begun, state.fresh_key("plan"), area_code=chosen.area_code, round_=chosen.round
    )
    hand.plan_touched |= not _same(hand.plan, hand.plan_begun)
    return hand.plan


def current(hand: state.InHand, chosen: Compared) -> pd.DataFrame:
    """The plan as it stands, also before it was shown."""
    _begin(hand, chosen)
    assert hand.plan_begun is not None
    return hand.plan if hand.plan is not None else hand.plan_begun


def as_reading(hand: state.InHand, chosen: Compared) -> Reading | None:
    """The plan as something to submit; None when it is empty or says what is published already."""
    plan = current(hand, chosen).assign(area_code=chosen.area_code)
    said = plan["round"].fillna("") if officer_files.has_plan(hand) else ""
    plan["round"] = np.where(said == "", chosen.round, said)
    if plan.empty or _same(plan, published(chosen)):
        return None
    digest = hashlib.sha256(plan.to_csv(index=False).encode()).hexdigest()
    return Reading(EDITED, digest, ACTIONS, "action plan", {"action": plan[list(COLUMNS["action"])]})


def published(chosen: Compared) -> pd.DataFrame:
    """The area's newest plan in the database, in the columns of a reading."""
    return _columns(reading.actions(cached.store(), chosen.area_code))


def is_demo(chosen: Compared) -> bool:
    """Whether the area's newest plan in the database is demonstration data."""
    return bool(reading.actions(cached.store(), chosen.area_code)["demo"].any())


def is_own(hand: state.InHand) -> bool:
    """Whether the plan is the officer's: brought by them, or touched since it was begun."""
    return hand.plan_touched or officer_files.has_plan(hand)


def _begin(hand: state.InHand, chosen: Compared) -> None:
    """The plan that was brought, else the published one, else the proposals. Begun once for each area and round."""
    about = f"{chosen.area_code} {chosen.framework_id} {chosen.round} {officer_files.has_plan(hand)} {hand.criteria}"
    same_area = hand.plan_of.split(" ")[0] == chosen.area_code
    if hand.plan_begun is not None and (hand.plan_of == about or (same_area and hand.plan_touched)):
        return
    there = _columns(_there(hand, chosen))
    if there.empty or hand.criteria:
        # What people chose comes first; what is planned already goes on below.
        there = _one_below_the_other(_columns(_proposed(hand, chosen)[0]), there)
    hand.plan_begun, hand.plan, hand.plan_of, hand.plan_touched = there, None, about, False
    state.renew("plan")


def _there(hand: state.InHand, chosen: Compared) -> pd.DataFrame:
    """The plan that was brought, else the published one. A real upload does not go on with a demonstration plan."""
    plan = reading.actions(officer_files.laid(hand), chosen.area_code)
    return plan[~plan["demo"].astype(bool)] if chosen.uploaded or hand.criteria else plan


def _again() -> None:
    hand = state.held()
    hand.plan_begun, hand.plan, hand.plan_touched = None, None, False


def _add(fresh: pd.DataFrame) -> None:
    hand = state.held()
    if hand.plan_begun is None:
        return
    there = hand.plan if hand.plan is not None else hand.plan_begun
    hand.plan_begun, hand.plan = _one_below_the_other(there, fresh), None
    hand.plan_touched = True
    state.renew("plan")


def _proposed(hand: state.InHand, chosen: Compared) -> tuple[pd.DataFrame, pd.DataFrame]:
    name = f"proposed {chosen.framework_id} {chosen.round} {chosen.grouping_id} {chosen.area_code} {hand.criteria}"
    return officer_files.kept(
        hand, name,
        lambda: findings.proposed(
            officer_files.laid(hand), chosen.framework_id, chosen.round, chosen.grouping_id, chosen.area_code,
            today=datetime.date.today(), criteria=hand.criteria or None,
        ),
    )  # fmt: skip


def _words(hand: state.InHand, chosen: Compared, n_fresh: int) -> str:
    assert hand.plan_begun is not None
    n, there = len(hand.plan_begun), _there(hand, chosen)
    if officer_files.has_plan(hand):
        origin = f"{count(n, 'action')} from the plan that you brought."
    elif hand.criteria:
        goes_on = f": first for what was chosen, then {len(there)} of the plan that is published" if len(there) else ""
        origin = f"{count(n, 'action')}{goes_on or ' for what was chosen'}."
    elif len(there):
        origin = f"{count(n, 'action')}, beginning with the plan that is published."
    else:
        return f"No plan is there yet. Proposed for the weakest criteria: {count(n, 'action')}."
    more = f" {count(n_fresh, 'action')} can be added for weak criteria without one." if n_fresh else ""
    return f"{origin}{more}"


def _one_below_the_other(first: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    """Two plans as one; positions from 1."""
    both = pd.concat([one for one in (first, then) if len(one)] or [first], ignore_index=True)
    return both.assign(position=range(1, len(both) + 1))


def _columns(plan: pd.DataFrame) -> pd.DataFrame:
    return plan.reindex(columns=list(COLUMNS["action"])).reset_index(drop=True)


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    words = ["stage", "issue", "action", "when_text", "milestone", "owner", "status", "measure"]
    left, right = (frame[words].fillna("").astype(str).replace("not stated", "") for frame in (one, other))
    return left.reset_index(drop=True).equals(right.reset_index(drop=True))
