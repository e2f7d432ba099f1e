"""Matchings that were confirmed once and serve the next export of the same form: saved, chosen, taken along."""

from __future__ import annotations

import streamlit as st

from csp_analytics.ingest.surveys.matching import NONE_SIMILAR, match_form
from csp_analytics.store import survey_reading
from csp_analytics.store.survey_layouts import LayoutRefused, delete_layout, save_layout
from csp_analytics.surveys.mapping import Mapping
from csp_analytics.ui import cached
from csp_analytics.ui import survey_loading_state as state
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import html, text
from csp_analytics.ui.uploads import expect_files

FOR_EVERYONE = (
    "A saved matching is there for everyone who uses this database. It holds headings of the form and the answers that "
    "can be chosen, nothing that people wrote."
)


def offer(hand: state.InHand, survey_id: str) -> None:
    """The saved matchings of a survey, to use one."""
    names = _saved(survey_id)
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"scope-{state.key(f'saved-{survey_id}')}"):
        name = st.selectbox("Saved matchings", list(names), key=state.key(f"layout-{survey_id}"), width=300)
        if st.button("Use it", key=state.key(f"use-{survey_id}")) and name:
            use(hand, survey_id, Mapping.of_json(names[name]))
            st.rerun()


def use(hand: state.InHand, survey_id: str, mapping: Mapping) -> None:
    """Puts what a mapping says in place of everything that was decided so far."""
    matching = hand.matchings[survey_id]
    hand.matchings[survey_id] = match_form(matching.form, matching.survey, mapping)


def keep(hand: state.InHand, survey_id: str) -> None:
    """Saves what is matched now under a name, deletes a saved one, and gives it as a file or takes one."""
    matching = hand.matchings[survey_id]
    html(f'<h4>Keep this matching</h4><p class="csp-basis">{text(FOR_EVERYONE)}</p>')
    with st.form(state.key(f"keep-{survey_id}"), border=False):
        name = st.text_input("Name of the matching", key=state.key(f"name-{survey_id}"), width=420)
        if st.form_submit_button("Save it"):
            _save(name, matching.mapping(least=NONE_SIMILAR))
    download(
        "Download the matching (JSON)", lambda: matching.mapping(least=NONE_SIMILAR).as_json().encode("utf-8"),
        f"matching-{survey_id}.json", "application/json", key=state.key(f"download-{survey_id}"),
    )  # fmt: skip
    _take(hand, survey_id)
    _delete(survey_id)


def _save(name: str, mapping: Mapping) -> None:
    try:
        saved = save_layout(cached.store(), name, mapping)
    except LayoutRefused as refused:
        _alert(str(refused))
        return
    html(f'<p class="csp-takeaway" role="status">Saved as {text(saved)}.</p>')


def _take(hand: state.InHand, survey_id: str) -> None:
    """A matching from a file."""
    expect_files()
    file = st.file_uploader("Or use a matching from a file", type=["json"], key=state.key(f"matching-{survey_id}"))
    if file is None:
        return
    try:
        mapping = Mapping.of_json(file.getvalue().decode("utf-8-sig"))
    except (ValueError, UnicodeDecodeError) as error:
        _alert(str(error) if not isinstance(error, UnicodeDecodeError) else "Expected a text file in UTF-8.")
        return
    if mapping.definition != survey_id:
        _alert(f"This matching is for the survey '{mapping.definition}', not for '{survey_id}'.")
    elif st.button("Use the matching of this file", key=state.key(f"take-{survey_id}")):
        use(hand, survey_id, mapping)
        st.rerun()


def _delete(survey_id: str) -> None:
    names = _saved(survey_id)
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"scope-{state.key(f'delete-{survey_id}')}"):
        name = st.selectbox("Saved matching to delete", list(names), key=state.key(f"old-{survey_id}"), width=300)
        sure = st.checkbox("Yes, delete it for everyone", key=state.key(f"sure-{survey_id}"))
        if st.button("Delete it", key=state.key(f"remove-{survey_id}")) and name:
            if sure:
                delete_layout(cached.store(), name)
                st.rerun()
            _alert(f"Tick that '{name}' is to be deleted for everyone, then delete it.")


def _saved(survey_id: str) -> dict[str, str]:
    """Saved mappings of a survey as texts, by name."""
    rows = survey_reading.saved_layouts(cached.store())
    rows = rows[rows["definition"] == survey_id]
    return dict(zip(rows["name"], rows["mapping"], strict=True))


def _alert(words: str) -> None:
    html(f'<p class="csp-takeaway" role="alert">{text(words)}</p>')
