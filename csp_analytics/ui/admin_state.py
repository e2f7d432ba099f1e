"""What an administrator has in hand in one tab: what was said last, a question that waits, files to load."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from csp_analytics.ingest.brought import Brought
from csp_analytics.ingest.reading import Wanted
from csp_analytics.store.writing import Outcome

PREFIX = "admin"
_SAID, _FILES, _TURN = f"{PREFIX}-said", f"{PREFIX}-files", f"{PREFIX}-turn"


@dataclass
class Said:
    """A sentence about what was done last; ``alert`` when it could not be done."""

    words: str = ""
    alert: bool = False
    page: str = ""


@dataclass
class Files:
    """Files that were brought and are not loaded yet.

    Attributes:
        brought: the files, read.
        wanted: what the person said about all of them.
        expected: what loading would do, by the version of the data and the files that it was asked for.
        outcomes: how the last loading ended.
    """

    brought: list[Brought] = field(default_factory=list)
    wanted: Wanted = field(default_factory=Wanted)
    expected: dict[str, list[Outcome]] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)


def files() -> Files:
    """The files in hand."""
    return st.session_state.setdefault(_FILES, Files())


def let_go() -> None:
    """Lets go of the files and of what was said about them."""
    st.session_state.pop(_FILES, None)
    renew()


def say(words: str, page: str, *, alert: bool = False) -> None:
    """Keeps a sentence for the next run of a page."""
    st.session_state[_SAID] = Said(words, alert, page)


def said(page: str) -> Said:
    """What was said last on a page; it is told once."""
    last = st.session_state.get(_SAID, Said())
    if last.page != page:
        return Said()
    del st.session_state[_SAID]
    return last


def key(name: str) -> str:
    """Key of a choice of these pages."""
    return f"{PREFIX}-{name}"


def fresh_key(name: str) -> str:
    """Key of a place that is empty again after :func:`renew`."""
    return f"{PREFIX}-{st.session_state.get(_TURN, 0)}-{name}"


def renew() -> None:
    """Empties the places with a fresh key."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def put(name: str, value: Any) -> None:
    """Sets a choice before it is drawn."""
    st.session_state[key(name)] = value


def chosen(name: str, default: Any = None) -> Any:
    """What a choice was set to."""
    return st.session_state.get(key(name), default)


def fresh(name: str, default: Any = None) -> Any:
    """What a choice with a fresh key was set to."""
    return st.session_state.get(fresh_key(name), default)
