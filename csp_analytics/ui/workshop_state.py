"""What one browser tab holds while a workshop is prepared: the room that it made, with the facilitator's secret.

The secret stands nowhere else: it is written down as its digest only, and it is never cached or put into an address.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import streamlit as st

from csp_analytics.store.connection import Store
from csp_analytics.workshop.live import making
from csp_analytics.workshop.live.making import Made
from csp_analytics.workshop.session.about import About

PREFIX = "workshop-"
_HELD = f"{PREFIX}held"


@dataclass
class Held:
    """The room that was made last, and what it asks; None until there is one."""

    made: Made | None = None
    about: About | None = None
    one_at_a_time: Lock = field(default_factory=Lock, repr=False)

    def make(self, store: Store, about: About) -> None:
        """Makes a room, unless one was made already: pressing twice makes one. Raises ``Refused``."""
        # Nothing of Streamlit is asked in here, so a second press cannot break in between making and remembering.
        with self.one_at_a_time:
            if self.made is None:
                self.made, self.about = making.make(store, about), about

    def let_go(self) -> None:
        """Makes way for another room. The one that was made stays as it is."""
        self.made = self.about = None


def held() -> Held:
    """What this tab holds."""
    if _HELD not in st.session_state:
        st.session_state[_HELD] = Held()
    return st.session_state[_HELD]


def show(name: str, value: Any) -> str:
    """Sets what a widget shows before it is drawn. Returns its key."""
    st.session_state[f"{PREFIX}{name}"] = value
    return f"{PREFIX}{name}"


def value(name: str) -> Any:
    """What a widget was set to; None when it is not there."""
    return st.session_state.get(f"{PREFIX}{name}")


def edited(key: str) -> dict[int, dict[str, Any]]:
    """What was typed into a table: new values by column, by the place of the row."""
    said = st.session_state.get(key) or {}
    rows = said.get("edited_rows", {}) if isinstance(said, dict) else {}
    return {place: values for place, values in rows.items() if isinstance(place, int) and isinstance(values, dict)}
