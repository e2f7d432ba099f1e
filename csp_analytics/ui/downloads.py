"""The one button that gives a file. Whoever presses it gets what they were shown, and a line in the audit log says so.

The file is made when it is asked for, in a thread that knows neither page nor person: both are taken along. The line is
written there and not by the browser, so no download goes without it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Literal

import streamlit as st

from csp_analytics.access.acting import acting, person
from csp_analytics.areas.aliases import seeing, sight
from csp_analytics.store import audit
from csp_analytics.store.connection import StoreProblem
from csp_analytics.ui import cached, who_acts

log = logging.getLogger(__name__)


def download(
    label: str,
    make: Callable[[], bytes],
    name: str,
    mime: str,
    *,
    key: str,
    about: Mapping[str, str] | None = None,
    icon: str | None = None,
    type: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """Puts the button; nothing is made, written or run again before it is pressed.

    Args:
        label: what stands on it.
        make: makes the file.
        name: name of the file.
        mime: kind of the file.
        key: tells it from other buttons of the page.
        about: what the file is about (area, framework, round), for the audit log.
        icon: picture on it.
        type: how it looks.
    """
    given = noted(make, name, about or {})
    st.download_button(label, given, name, mime, key=key, on_click="ignore", icon=icon, type=type)


def noted(make: Callable[[], bytes], name: str, about: Mapping[str, str]) -> Callable[[], bytes]:
    """A function that makes a file for who acts now, as they may see the areas now, and writes down that it did."""
    who, seen = person(), sight()

    def made() -> bytes:
        # Pressed minutes after it was drawn, by a tab that may have lost its rights: asked anew.
        with acting(who_acts.as_now(who)), seeing(seen):
            content = make()
            _note(name, about, len(content))
            return content

    return made


def _note(name: str, about: Mapping[str, str], size: int) -> None:
    told = {key: value for key, value in about.items() if value}
    try:
        audit.note(cached.whole(), audit.EXPORTED, name, of=told, bytes=size)
    except StoreProblem:
        # What was on the screen is not kept back because the disk is full; the log of the server says what happened.
        log.exception("not in the audit log: %s took away %s", person().name, name)
