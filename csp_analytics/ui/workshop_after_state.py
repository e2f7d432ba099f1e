"""What the page After a workshop has in hand: secrets of rooms that were pasted, what was said last, the picture."""

from __future__ import annotations

from typing import Any

import streamlit as st

from csp_analytics.pictures.workshop_record import SessionPicture, session_picture
from csp_analytics.workshop.live.addresses import lead_cookie
from csp_analytics.workshop.session.record import Record

PREFIX = "after-"
_KEYS, _PICTURE, _SAID = f"{PREFIX}keys", f"{PREFIX}picture", f"{PREFIX}said"


def key_of(code: str) -> str:
    """The secret of a room: the one that was pasted in this tab, else that of the facilitator's cookie."""
    if pasted := st.session_state.get(_KEYS, {}).get(code, ""):
        return str(pasted)
    kept = st.context.cookies.get(lead_cookie(code))
    return kept if isinstance(kept, str) else ""


def keep_key(code: str, key: str) -> None:
    """Keeps a secret that was pasted, for this tab alone."""
    st.session_state[_KEYS] = {**st.session_state.get(_KEYS, {}), code: key}


def picture_of(record: Record) -> SessionPicture:
    """The picture of a session, made anew only when something has changed in it."""
    there = st.session_state.get(_PICTURE)
    if there is None or there[0] != record:
        there = st.session_state[_PICTURE] = (record, session_picture(record))
    return there[1]


def say(words: str) -> None:
    """What came of the last press of a button; said once."""
    st.session_state[_SAID] = words


def said() -> str:
    """What :func:`say` was told, once."""
    return str(st.session_state.pop(_SAID, ""))


def key(name: str) -> str:
    """Key of a widget of the page."""
    return f"{PREFIX}{name}"


def value(name: str, default: Any = None) -> Any:
    """What a widget of the page was set to, also before it is drawn."""
    return st.session_state.get(key(name), default)
