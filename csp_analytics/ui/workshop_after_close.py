"""The last part of After a workshop: closing the room for good, with what is deleted and what stays."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from csp_analytics.ui import workshop_after_state as state
from csp_analytics.ui.messages import html, paragraph
from csp_analytics.workshop.live.rooms import rooms
from csp_analytics.workshop.session.record import Record
from csp_analytics.workshop.session.standing import Refused

WHAT_GOES = (
    "<h2>Close the room for good</h2>"
    "<p><strong>Deleted:</strong> every phone's own answers and dots, who joined, and their roles one by one.</p>"
    "<p><strong>Kept:</strong> how many gave each answer where five or more answered, counts by role where every role "
    "has five or more, all dots together, agreed levels and evidence; of a vote that was not revealed only how many "
    "answered. Files and what you saved stay as they are.</p>"
    "<p>Nobody can join or answer any more. It cannot be taken back.</p>"
)


def show(code: str, record: Record) -> None:
    """The part."""
    if record.ended_at:
        closed = datetime.fromisoformat(record.ended_at)
        paragraph(
            f"The room was closed for good on {closed:%-d %B %Y, %H:%M} (UTC). Nobody's own answer is left; the counts "
            "are kept.",
            "csp-takeaway",
        )
        return
    html(WHAT_GOES)
    sure = st.checkbox("Yes, delete every phone's own answers", key=state.key("sure"))
    st.button(
        "Close the room for good", type="primary", icon=":material/lock:", disabled=not sure, key=state.key("close"),
        on_click=_close, args=(code,),
    )  # fmt: skip


def _close(code: str) -> None:
    try:
        rooms().close_for_good(code, state.key_of(code))
        state.say("The room is closed for good: nobody's own answer is left, the counts are kept.")
    except Refused as refused:
        state.say(str(refused))
