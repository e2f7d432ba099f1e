"""What an officer has in hand on a page such as Your partnership: their files, plan, what they wrote for the paper.

It belongs to one browser tab, is never cached or written, and goes with :func:`wipe`, when the tab is closed, or when
nothing was done with it for a while. A thread looks after the last: a page that nobody touches runs no script.
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from csp_analytics.ingest.brought import Brought
from csp_analytics.store.overlay import Overlay
from csp_analytics.ui.uploads import let_go_of_downloads

IDLE_MINUTES = 30.0
LOOK_SECONDS = 15.0
# What one has in hand on one page is not what one has in hand on another: each has a desk of its own in the same tab.
OWN, ROOM = "own", "room"
_DESK, _HELD, _TURN = "desk-in-use", "held", "turn"


@dataclass
class InHand:
    """Everything of one person, without which nothing is left.

    Attributes:
        files: the files that were brought.
        area_code: the area that the person says is theirs; empty until it is known.
        overlay: the database with the upload laid over it, and ``overlay_key``: what it was made of.
        pictures: what was made of them for the pages, by what was chosen. ``of_files``: what was made of single files.
        plan: the action plan as edited; None until it is begun. ``plan_begun``: what the editing began with,
            of the area and round in ``plan_of``.
        room: the code of the workshop room that they come from; empty on a person's own desk.
        called: what the answers are called that are not submitted; "Your upload" when empty.
        criteria: what the plan is for, in order, where people chose it; the weakest criteria when empty.
        appendix: parts that stand at the end of the paper's appendix.
        filled: what the person wrote for the board paper, by field.
        template: a council's own document; None for ours.
        seen: what stood in the database when the difference was shown; ``seen_of``: the files it was shown for.
        said: what came of the last press of a button.
    """

    files: list[Brought] = field(default_factory=list)
    area_code: str = ""
    overlay: Overlay | None = None
    overlay_key: str = ""
    pictures: dict[str, Any] = field(default_factory=dict)
    of_files: dict[str, Any] = field(default_factory=dict)
    plan: pd.DataFrame | None = None
    plan_begun: pd.DataFrame | None = None
    plan_of: str = ""
    plan_touched: bool = False
    room: str = ""
    called: str = ""
    criteria: tuple[str, ...] = ()
    appendix: list[Any] = field(default_factory=list)
    filled: dict[str, str] = field(default_factory=dict)
    template: tuple[str, bytes] | None = None
    seen: tuple[str, ...] = ()
    seen_of: tuple[str, ...] = ()
    said: str = ""

    @property
    def is_there(self) -> bool:
        """Whether anything of the person is in hand: a file, a plan, a template, a word written for the paper."""
        written = any(words for name, words in self.filled.items() if name != "purpose")
        return bool(self.files or self.plan is not None or self.template or written)

    def let_go_of_made(self) -> None:
        """Lets go of everything that was made of the files."""
        if self.overlay is not None:
            self.overlay.close()
        self.overlay, self.overlay_key, self.pictures, self.of_files = None, "", {}, {}

    def empty(self) -> None:
        """Lets go of everything, also for whoever still holds this: a button of the page that makes a file."""
        self.let_go_of_made()
        vars(self).update(vars(InHand()))


class Private:
    """Holds what is in hand and lets go of it when nobody has touched it for too long."""

    def __init__(self) -> None:
        self.contents: InHand | None = InHand()
        self.touched = time.monotonic()
        self.expired = False

    def touch(self) -> None:
        """Somebody did something with it."""
        self.touched = time.monotonic()

    def let_go_if_idle(self, now: float, seconds: float) -> None:
        """Empties it when nothing was done with it for that long."""
        if self.contents is not None and now - self.touched > seconds:
            there = self.contents.is_there
            self.contents.empty()
            self.contents, self.expired = None, there


_everything: weakref.WeakSet[Private] = weakref.WeakSet()
_starting = threading.Lock()
_watch: threading.Thread | None = None


def idle_seconds() -> float:
    """How long an upload may lie untouched (setting ``CSP_UPLOAD_MINUTES``)."""
    try:
        return max(float(os.environ.get("CSP_UPLOAD_MINUTES", "")), 0.05) * 60
    except ValueError:
        return IDLE_MINUTES * 60


def use(desk: str) -> None:
    """Which desk the page works at: said at the beginning of every page that has one, :data:`OWN` or :data:`ROOM`."""
    st.session_state[_DESK] = desk


def held() -> InHand:
    """What is in hand; empty when nothing is. Asking counts as doing something with it."""
    mine = private()
    mine.touch()
    if mine.contents is None:
        _forget_choices()
        mine.contents = InHand()
    return mine.contents


def has_expired() -> bool:
    """Whether an upload was let go of because nobody touched it; said once."""
    mine = private()
    was, mine.expired = mine.expired, False
    return was


def is_gone() -> bool:
    """Whether what was in hand is no longer there, without touching it."""
    mine = st.session_state.get(_prefix() + _HELD)
    return mine is not None and mine.contents is None and mine.expired


def wipe() -> None:
    """Lets go of everything: files, plan, what was written, what stands in the choices of the page."""
    mine = private()
    if mine.contents is not None:
        mine.contents.empty()
    mine.contents = InHand()
    _forget_choices()


def key(name: str) -> str:
    """Key of a choice of the page: new after every :func:`wipe`, so that no choice outlives its file."""
    return f"{_prefix()}{st.session_state.get(_prefix() + _TURN, 0)}-{name}"


def chosen(name: str, default: Any = None) -> Any:
    """What a choice of the page was set to, also before it is drawn."""
    return st.session_state.get(key(name), default)


def value(widget: str) -> Any:
    """What a widget of the page was set to, by its whole key; for what happens when it changes."""
    return st.session_state.get(widget)


def put(name: str, value: Any) -> None:
    """Sets a choice of the page before it is drawn."""
    st.session_state[key(name)] = value


def renew(name: str) -> None:
    """Lets a widget begin anew, such as the place for files after its files were taken."""
    st.session_state[key(f"{name}-turn")] = st.session_state.get(key(f"{name}-turn"), 0) + 1


def fresh_key(name: str) -> str:
    """Key of a widget that :func:`renew` lets begin anew."""
    return f"{key(name)}-{st.session_state.get(key(f'{name}-turn'), 0)}"


def private() -> Private:
    """The place of this tab that holds what is in hand."""
    name = _prefix() + _HELD
    if name not in st.session_state:
        st.session_state[name] = mine = Private()
        _everything.add(mine)
        _look_after()
    return st.session_state[name]


def _forget_choices() -> None:
    prefix = _prefix()
    turn = st.session_state.get(prefix + _TURN, 0) + 1
    for name in [name for name in st.session_state if str(name).startswith(prefix) and name != prefix + _HELD]:
        del st.session_state[name]
    st.session_state[prefix + _TURN] = turn


def _prefix() -> str:
    """What the names of everything on the desk in use begin with."""
    return f"{st.session_state.get(_DESK, OWN)}-"


def _look_after() -> None:
    global _watch
    with _starting:
        if _watch is None or not _watch.is_alive():
            _watch = threading.Thread(target=_keep_looking, name="idle uploads", daemon=True)
            _watch.start()


def _keep_looking() -> None:
    while True:
        time.sleep(min(LOOK_SECONDS, idle_seconds() / 3))
        for one in list(_everything):
            one.let_go_if_idle(time.monotonic(), idle_seconds())
        let_go_of_downloads()
