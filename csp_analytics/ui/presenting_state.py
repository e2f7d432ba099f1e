"""What a presented page remembers from run to run: on which page the others are shown, and the aliases of before."""

from __future__ import annotations

import streamlit as st

from csp_analytics.areas.aliases import Aliases

_SHOWN_ON, _ALIASES = "presenting-shown-on", "presenting-aliases"


def arrived_at(page: str) -> None:
    """Another page than the one on which the others were shown hides them again."""
    if st.session_state.get(_SHOWN_ON) != page:
        st.session_state.pop(_SHOWN_ON, None)


def others_shown() -> bool:
    """Whether "Show peers" was pressed on this page."""
    return _SHOWN_ON in st.session_state


def turn_others(page: str) -> None:
    """Shows the others on a page, or hides them again."""
    if st.session_state.pop(_SHOWN_ON, None) is None:
        st.session_state[_SHOWN_ON] = page


def replace_aliases(now: Aliases | None) -> Aliases | None:
    """Keeps the aliases of this run. Gives those of the run before."""
    before: Aliases | None = st.session_state.get(_ALIASES)
    if before is not None or now is not None:
        st.session_state[_ALIASES] = now
    return before
