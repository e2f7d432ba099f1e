"""The page After a workshop: which room it is about, who may see it, and its parts."""

from __future__ import annotations

import streamlit as st

from csp_analytics.pictures.workshop_record import SessionPicture
from csp_analytics.ui import address, workshop_after_close, workshop_after_found, workshop_after_take
from csp_analytics.ui import workshop_after_state as state
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.workshop.live.addresses import key_in
from csp_analytics.workshop.live.codes import as_code
from csp_analytics.workshop.live.rooms import rooms
from csp_analytics.workshop.session.about import CONSENSUS
from csp_analytics.workshop.session.record import Record
from csp_analytics.workshop.session.standing import Refused

FOUND, PLAN, TAKE, CLOSE = "found", "plan", "take", "close"
PARTS = {
    FOUND: "1 What the room found",
    PLAN: "2 Improvement planning",
    TAKE: "3 Save and take away",
    CLOSE: "4 Close the room",
}
OTHERS = {FOUND: "1 What the room found", CLOSE: "2 Close the room"}
WHICH = "From the votes of a room to an assessment, an action plan and a board paper."


def show() -> str:
    """The page. Returns the finding for its top."""
    code, record = _room()
    if record is None:
        return WHICH
    picture = state.picture_of(record)
    _said(picture)
    part = _choose(record)
    if part == FOUND:
        workshop_after_found.show(record, picture)
    elif part == PLAN:
        workshop_after_take.plan(record, picture)
    elif part == TAKE:
        workshop_after_take.take(record, picture)
    else:
        workshop_after_close.show(code, record)
    return picture.finding


def _room() -> tuple[str, Record | None]:
    """The room of the address and its record; asks for the facilitator link where the browser does not hold it."""
    code = as_code(address.asked("room"))
    if not code:
        _ask("Paste the facilitator link of a room. Whoever has it may see the room's results.")
        return "", None
    address.note("room", code)
    if not state.key_of(code):
        _ask(f"This browser does not hold the facilitator link of room {code}. Paste it here.")
        return code, None
    try:
        return code, rooms().record_of(code, state.key_of(code))
    except Refused as refused:
        _ask(f"{refused} Paste the link of room {code}, or of another room.")
        return code, None


def _ask(words: str) -> None:
    """The field for the facilitator link."""
    paragraph(words, "csp-takeaway")
    if told := state.said():
        html(f'<p class="csp-takeaway" role="alert">{text(told)}</p>')
    with st.form(state.key("ask"), border=False):
        st.text_input("Facilitator link", key=state.key("link"), max_chars=400, width=520, type="password",
                      autocomplete="off")  # fmt: skip
        st.form_submit_button("Open", type="primary", icon=":material/key:", on_click=_open)


def _open() -> None:
    secret = key_in(str(state.value("link") or ""))
    code = rooms().led_by(secret)
    if not code:
        state.say("This is not the facilitator link of a room. It was shown when the room was made.")
        return
    state.keep_key(code, secret)
    address.say("room", code)


def _said(picture: SessionPicture) -> None:
    """What came of the last press, and what must be said with everything: a dry run first."""
    told = state.said()
    first = f'<p class="csp-takeaway" role="status"><strong>{text(told)}</strong></p>' if told else ""
    items = "".join(f"<li>{text(one)}</li>" for one in picture.said)
    html(
        f'<p class="csp-basis">{text(picture.title)}</p>{first}' + (f'<ul class="csp-said">{items}</ul>' * bool(items))
    )


def _choose(record: Record) -> str:
    parts = PARTS if record.about.kind == CONSENSUS else OTHERS
    chosen = address.wanted("step", parts, FOUND)
    st.segmented_control(
        "Step", list(parts), selection_mode="single", required=True, wrap=True, label_visibility="collapsed",
        format_func=lambda one: parts[one], **address.shown("step", chosen),
    )  # fmt: skip
    return chosen
