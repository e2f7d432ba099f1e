"""Lists of peers that people save under a name and delete again. They belong to the database, so to everyone."""

from __future__ import annotations

import streamlit as st

from csp_analytics.areas.groupings import OWN_PREFIX
from csp_analytics.areas.register import register
from csp_analytics.charts.words import listed
from csp_analytics.store import reading
from csp_analytics.store.peer_lists import MOST_LETTERS, ListRefused, delete_peer_list, save_peer_list
from csp_analytics.ui import address, cached, messages, presenting_deck
from csp_analytics.ui.messages import html, text

FOR_EVERYONE = (
    "A list is saved for everyone who uses this database, and can then be chosen under Peers on every page: its areas "
    "are the peers of whichever area is looked at."
)

# Our headings have no padding, which the title of a dialog needs.
TITLE = '<style>[role="dialog"] h2 {padding: 1.1rem 1.5rem 0.2rem !important;}</style>'


def button() -> None:
    """The button that opens the lists."""
    if presenting_deck.is_on():
        return
    if st.button("Save or delete your own lists of peers", icon=":material/playlist_add:", key="own-lists"):
        _lists_dialog()


@st.dialog("Your own lists of peers", width="medium")
def _lists_dialog() -> None:
    with messages.no_traceback():
        html(f'<p class="csp-takeaway">{text(FOR_EVERYONE)}</p>{TITLE}')
        _new_list()
        if _lists():
            _saved_lists()


def _new_list() -> None:
    names = register().names
    with st.form("own-list-new"):
        name = st.text_input("Name of the list", max_chars=MOST_LETTERS, key="own-list-name")
        codes = st.multiselect(
            "Areas on the list", list(names), format_func=lambda code: names.get(code, code), key="own-list-areas"
        )
        replace = st.checkbox("Take the place of a list of the same name", key="own-list-replace")
        if st.form_submit_button("Save the list", type="primary", key="own-list-save"):
            _save(name, codes, replace)


def _save(name: str, codes: list[str], replace: bool) -> None:
    plain = " ".join(name.split())
    if plain in _lists() and not replace:
        _alert(f"There is already a list '{plain}'. Give another name, or tick that this one takes its place.")
        return
    try:
        saved = save_peer_list(cached.store(), name, codes)
    except ListRefused as refused:
        _alert(str(refused))
        return
    address.say("peers", f"{OWN_PREFIX}{saved}")
    st.rerun()


def _saved_lists() -> None:
    shown = "".join(f"<li><strong>{text(name)}</strong>: {text(listed(who))}</li>" for name, who in _lists().items())
    html(f"<h3>Saved lists</h3><ul>{shown}</ul>")
    with st.form("own-list-delete"):
        name = st.selectbox("List to delete", list(_lists()), key="own-list-old")
        sure = st.checkbox("Yes, delete it for everyone", key="own-list-sure")
        if st.form_submit_button("Delete the list", key="own-list-remove"):
            if not sure:
                _alert(f"Tick that '{name}' is to be deleted for everyone, then delete it.")
            else:
                delete_peer_list(cached.store(), name)
                st.rerun()


def _alert(words: str) -> None:
    html(f'<p class="csp-takeaway" role="alert">{text(words)}</p>')


@cached.by_data_version
def _lists() -> dict[str, list[str]]:
    """Names of the areas on each saved list, by the list's name."""
    names = register().names
    rows = reading.peer_lists(cached.store())
    return {
        str(name): sorted(names.get(code, code) for code in part["area_code"]) for name, part in rows.groupby("name")
    }
