"""What administrators' pages share: what was done last, questions before it is done, refusals as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from csp_analytics.access.rules import NotAllowed
from csp_analytics.store.connection import StoreProblem
from csp_analytics.ui import admin_state as state
from csp_analytics.ui import who_acts
from csp_analytics.ui.messages import html, text
from csp_analytics.ui.tables import kept_html

STYLE = """
.csp-admin tbody th, [class*="csp-admin-audit"] td:nth-child(4) {overflow-wrap: anywhere; min-width: 11rem;}
[class*="csp-admin-audit"] td:last-child {min-width: 15rem;}
@media (min-width: 641px) {[class*="csp-admin-audit"] tbody th {white-space: nowrap;}}
@media (max-width: 640px) {
  .csp-admin thead {position: absolute; left: -10000px;}
  .csp-admin :is(tr, th, td) {display: block; border: 0 !important; padding: 0.05rem 0 !important;}
  .csp-admin td {text-align: left !important;}
  .csp-admin td:empty {display: none;}
  .csp-admin tbody tr {border-bottom: 1px solid #BFBFBF !important; padding: 0.4rem 0 !important;}
  .csp-admin td::before {color: #595959;}
"""
OPEN_MODE = (
    "Nobody signs in to this dashboard, so whoever opens it may do everything. Roles and what officers see take effect "
    "when sign-in is set up."
)


def tell(page: str) -> None:
    """What was done last on a page, or why it was not."""
    last = state.said(page)
    if last.words:
        role = "alert" if last.alert else "status"
        html(f'<p class="csp-takeaway" role="{role}"><strong>{text(last.words)}</strong></p>')


def is_open() -> bool:
    """Whether nobody signs in to this dashboard."""
    return who_acts.settings() is None


def open_mode() -> None:
    """Says that rules wait for sign-in, where nobody signs in."""
    if is_open():
        html(f'<p class="csp-basis">{text(OPEN_MODE)}</p>')


def table(frame: pd.DataFrame, caption: str) -> None:
    """A table that is wide on a desk; on a phone its cells stand below each other, each with its heading."""
    html(f'<div class="csp-admin {_name(caption)}">{kept_html(frame, caption)}</div>{_style(frame, _name(caption))}')


def attempt(page: str, do: Callable[..., str], *given: Any) -> None:
    """Does something and keeps what it says, or why it was refused, for the next run of the page.

    Args:
        page: address of the page.
        do: what to do; it returns a sentence.
        given: what it is given.
    """
    try:
        state.say(do(*given), page)
    except (NotAllowed, StoreProblem, ValueError) as refused:  # every refusal of the store is one of these
        state.say(str(refused), page, alert=True)


def ask_first(name: str, label: str, question: str, yes: str, do: Callable[[], None], *, icon: str = "") -> None:
    """A button, and the question that its press brings; nothing is done before yes was said.

    Args:
        name: tells it from others of the page.
        label: what stands on the button.
        question: what is said before.
        yes: what stands on the button that does it.
        do: does it.
        icon: picture on the first button.
    """
    if not state.chosen(f"ask-{name}"):
        st.button(
            label, key=state.key(f"first-{name}"), icon=icon or None, on_click=state.put, args=(f"ask-{name}", True)
        )
        return
    html(f'<p class="csp-takeaway" role="status">{text(question)}</p>')
    with st.container(horizontal=True, key=state.key(f"answer-{name}")):
        st.button(yes, key=state.key(f"yes-{name}"), type="primary", on_click=_yes, args=(name, do))
        st.button("No", key=state.key(f"no-{name}"), on_click=state.put, args=(f"ask-{name}", False))


def _yes(name: str, do: Callable[[], None]) -> None:
    state.put(f"ask-{name}", False)
    do()


def _name(caption: str) -> str:
    return "csp-admin-" + "".join(letter for letter in caption.lower() if "a" <= letter <= "z")


def _style(frame: pd.DataFrame, name: str) -> str:
    """The headings in front of their cells, for a phone. They are our own words, so they need no escape."""
    labels = "".join(
        f'.{name} td:nth-child({place})::before {{content: "{heading}: ";}}'
        for place, heading in enumerate(frame.columns, start=1)
        if place > 1
    )
    return f"<style>{STYLE}{labels}}}</style>"
