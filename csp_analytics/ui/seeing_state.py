"""Through which publishing rule a visit looked last: what a pressed button and a fragment of a page see."""

from __future__ import annotations

import streamlit as st

_RULE = "seen-under-rule"


def keep(rule: str) -> None:
    """The rule of the page that runs now."""
    if st.session_state.get(_RULE, "") != rule:
        st.session_state[_RULE] = rule


def last() -> str:
    """The rule of the page that ran last; empty before there was one."""
    return st.session_state.get(_RULE, "")
