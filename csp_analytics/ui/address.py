"""The choices of a page in its address, by permanent ids, so that a link or a reload restores the view.

The address is the one truth: a choice is read from it, shown in its widget and written back. What was chosen last in
the session stands in for what an address leaves out, because the menu's links carry no choices. What arrives from a
browser can be anything, so a value that is no option counts as not said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import streamlit as st

from csp_analytics.areas.groupings import OWN_PREFIX

LAST, NOW, IN_VAIN = "chosen-last", "chosen-now", "asked-for-in-vain"
MOST_LETTERS = 60


def begin() -> None:
    """Before a page runs: nothing has been chosen on it yet."""
    st.session_state[NOW] = {}
    st.session_state[IN_VAIN] = []


def settle() -> None:
    """After a page ran: its address says everything that was chosen on it, and nothing else."""
    chosen = st.session_state[NOW]
    st.session_state[LAST] = {**_last(), **chosen}
    if st.query_params.to_dict() != chosen:
        st.query_params.from_dict(chosen)


def begin_with(key: str, value: str) -> None:
    """What stands in for an address that does not say it, until somebody chooses something else."""
    if value:
        st.session_state[LAST] = {key: value, **_last()}


def chosen() -> dict[str, str]:
    """Everything that has been chosen on this page so far, as the address will say it."""
    return dict(st.session_state.get(NOW, {}))


def convention() -> dict[str, str]:
    """The convention for peers where the page offers it and it is not our own, for names and covers of files."""
    return {"Convention": "as published"} if chosen().get("published") == "yes" else {}


def said(key: str) -> str:
    """What the address says for a key, empty when it says nothing."""
    return st.query_params.get(key) or ""


def asked(key: str) -> str:
    """What a key would be without a default: what the address says, else what was chosen last, else empty."""
    return said(key) or _last().get(key, "")


def say(key: str, value: str) -> None:
    """Puts a permanent id into the address in place of what a person wrote there."""
    st.query_params[key] = value


def wanted(key: str, options: Collection[str], default: str) -> str:
    """What is chosen for a key: what the address says, else what was chosen last, else the default."""
    said = (st.query_params.get(key), _last().get(key))
    if said[0] and said[0] not in options:
        st.session_state[IN_VAIN].append((key, said[0]))
    chosen = next((value for value in said if value is not None and value in options), default)
    st.session_state[NOW][key] = chosen
    return chosen


def wanted_unless_usual(key: str, options: Collection[str], usual: str) -> str:
    """As :func:`wanted`, but the usual choice is not said in the address and not remembered."""
    chosen = wanted(key, options, usual)
    if chosen == usual:
        forget(key)
    return chosen


def note(key: str, value: str) -> None:
    """What belongs to the view and is no choice of a widget: the address will say it."""
    st.session_state[NOW][key] = value


def forget(key: str) -> None:
    """As if nothing had ever been chosen for a key."""
    st.session_state[NOW].pop(key, None)
    _last().pop(key, None)
    if said(key):
        del st.query_params[key]


def rewrite(told: Callable[[str], str], kept: Collection[str]) -> None:
    """Says everything that is in the address, and all that was chosen last, in other words (``kept``: not these)."""
    for key, value in st.query_params.to_dict().items():
        if key not in kept and told(value) != value:
            st.query_params[key] = told(value)
    st.session_state[LAST] = {key: value if key in kept else told(value) for key, value in _last().items()}


def in_vain() -> list[str]:
    """What the address asks for and the page does not know, a sentence each, so that no link misleads in silence."""
    told = []
    for key, value in st.session_state.get(IN_VAIN, ()):
        name = value.removeprefix(OWN_PREFIX)
        if key == "area":
            continue  # the drop-down of areas says so itself: names that people write are resolved there
        if name != value:
            told.append(f"There is no list '{name[:MOST_LETTERS]}' any more, so other peers are shown.")
        else:
            told.append(f"This page knows no {key} '{value[:MOST_LETTERS]}', so another is shown.")
    return told


def wanted_several(key: str, options: Collection[str], default: list[str], most: int) -> list[str]:
    """As :func:`wanted`, for a choice of several at once; in the address their ids stand with a comma between."""
    chosen = default
    for told in (st.query_params.get(key), _last().get(key)):
        known = [value for value in dict.fromkeys((told or "").split(",")) if value in options]
        if known:
            chosen = known[:most]
            break
    st.session_state[NOW][key] = ",".join(chosen)
    return chosen


def shown(key: str, value: object, ids: Mapping[Any, str] | None = None) -> dict[str, Any]:
    """What a widget needs to show a choice and to write a new one into the address: its key and its callback.

    Args:
        key: name of the choice, as in the address.
        value: what the widget is to show, one of its options.
        ids: id by value of the widget, for those that know labels or yes and no only.
    """
    name = f"choose-{key}"
    st.session_state[name] = value
    return {"key": name, "on_change": _take, "args": (key, name, ids)}


def _take(key: str, name: str, ids: Mapping[Any, str] | None) -> None:
    value = st.session_state[name]
    if isinstance(value, list):
        value = ",".join(value)
    st.query_params[key] = str(ids.get(value, "") if ids else value)


def _last() -> dict[str, str]:
    return st.session_state.get(LAST, {})
