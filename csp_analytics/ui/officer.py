"""The page Your partnership: four steps, from a spreadsheet on the desk to a board paper, in one private tab."""

from __future__ import annotations

import streamlit as st

from csp_analytics.access.acting import person
from csp_analytics.charts.words import count
from csp_analytics.ingest.brought import as_one
from csp_analytics.ui import (
    address,
    landing_state,
    officer_bring,
    officer_check,
    officer_compare,
    officer_files,
    officer_submit,
    officer_take,
)
from csp_analytics.ui import officer_state as state
from csp_analytics.ui.messages import html, text

STEPS = {"bring": "1 Bring or fill in", "check": "2 Check", "compare": "3 Compare", "take": "4 Take away"}
GO_ON = {"bring": "Go on: check", "check": "Go on: compare", "compare": "Go on: take away"}
LOOK_EVERY = min(20.0, state.idle_seconds() / 3)  # seconds between looks at whether an idle upload is gone


def steps() -> str:
    """The step that is chosen. Returns the finding for the top of the page."""
    state.use(state.OWN)
    if state.has_expired():
        html('<p class="csp-takeaway" role="alert">Your upload lay untouched for a while, so it was wiped. Nothing of '
             "it is left; bring the files again.</p>")  # fmt: skip
        state.wipe()
    hand = state.held()
    hand.area_code = hand.area_code or landing_state.own_area(person())
    step = _choose()
    _private(hand)
    _whose(hand)
    said = ""
    if step == "bring":
        officer_bring.show(hand)
    elif step == "check":
        officer_check.show(hand)
    elif step == "compare":
        said = officer_compare.show(hand)
    else:
        officer_take.show(hand)
    if step in GO_ON:
        st.button(GO_ON[step], type="primary", icon=":material/arrow_forward:", key=state.key(f"go-{step}"),
                  on_click=_go, args=(step,))  # fmt: skip
    return said or finding(hand)


def finding(hand: state.InHand) -> str:
    """Where the person is, in one sentence."""
    if not hand.files:
        return "From your spreadsheet to a board paper in four steps. Nothing is stored until you submit."
    ready, _ = as_one(hand.files)
    waiting = [one for one in hand.files if not one.is_ready]
    if waiting:
        has = "has" if len(waiting) == 1 else "have"
        which = "Your file" if len(hand.files) == 1 else f"{len(waiting)} of {len(hand.files)} files"
        return f"{which} {has} something to put right. Nothing is stored yet."
    code = officer_files.own_area(hand)
    if not code:
        return "Say in step 2 which area is yours."
    name = officer_files.area_name(code, ready)
    return f"{name}: {count(len(ready), 'file')} ready to compare. Nothing is stored yet."


def _whose(hand: state.InHand) -> None:
    """Says at once that a file of another area can be compared but not submitted, before anybody works on it."""
    code = officer_files.own_area(hand)
    if code and (refusal := officer_submit.may_not(hand, code)):
        html(f'<p class="csp-takeaway" role="status"><strong>{text(refusal)}</strong></p>')


def _choose() -> str:
    chosen = address.wanted("step", STEPS, "bring")
    st.segmented_control(
        "Step", list(STEPS), selection_mode="single", required=True, wrap=True, label_visibility="collapsed",
        format_func=lambda one: STEPS[one], **address.shown("step", chosen),
    )  # fmt: skip
    return chosen


def _go(step: str) -> None:
    ids = list(STEPS)
    address.say("step", ids[ids.index(step) + 1])


def _private(hand: state.InHand) -> None:
    """That it is private, the wipe button, and a look now and then at whether an idle upload is gone."""
    if not hand.is_there:
        return
    minutes = count(max(round(state.idle_seconds() / 60), 1), "minute")
    with st.container(horizontal=True, vertical_alignment="center", key=state.key("private")):
        st.button("Wipe everything", icon=":material/delete:", key=state.key("wipe"), on_click=state.wipe)
        said = f"Private to this browser tab. Not stored until you submit; wiped after {minutes} without use."
        html(f'<p class="csp-basis">{said}</p>')
    _look()


@st.fragment(run_every=LOOK_EVERY)
def _look() -> None:
    if state.is_gone():
        st.rerun()
