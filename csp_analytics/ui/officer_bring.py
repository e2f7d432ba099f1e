"""Step 1 of Your partnership: get a template, or bring what you have."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from csp_analytics.charts.words import count
from csp_analytics.ingest.brought import Brought, bring
from csp_analytics.ingest.column_mapping import of_saved
from csp_analytics.store import column_layouts
from csp_analytics.ui import cached, navigation, scope, template_parts
from csp_analytics.ui import officer_state as state
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.uploads import expect_files, let_go

PROMISE = (
    "Your files are read in this browser tab's private memory. Nobody else sees them and nothing is stored before you "
    "press Submit in step 4."
)
MOST_FILES, LONGEST_NAME = 20, 120
MARKED = "-marked.xlsx"


def show(hand: state.InHand) -> None:
    """The step."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        html("<h2>Bring what you have</h2>")
        paragraph(PROMISE, "csp-takeaway")
        _place_for_files(hand)
        _in_hand(hand)
        if len(hand.files) == MOST_FILES:
            paragraph(f"At most {MOST_FILES} files are kept in hand, the newest of them.", "csp-takeaway")
        paragraph(
            "Understood: our templates, national returns, any table with one row a criterion, and action plans; as "
            "xlsx, xlsm, ods or csv. If the headings are your own, step 2 asks what they mean.",
            "csp-basis",
        )
    with right:
        html("<h2>Or begin with a template</h2>")
        chosen = scope.choose_definitions(area=True, peers=False)
        template_parts.entry(chosen.framework, chosen.area_code, heading=False)
        template_parts.action_plan(chosen.area_code, heading=False)
        navigation.way_to("load-survey", label="A survey export goes in at Load a survey")


def _place_for_files(hand: state.InHand) -> None:
    # Every kind is let in: what is wrong with it, and the way out, is said better than by a filter.
    expect_files()
    files = st.file_uploader(
        "Assessments and action plans, one file or several", accept_multiple_files=True, key=state.fresh_key("files"),
    )  # fmt: skip
    if files:
        with st.spinner(f"Reading {count(len(files), 'file')}"):
            hand.files = take(hand.files, [(file.name, file.getvalue()) for file in files])
        let_go(files)
        state.renew("files")
        hand.said = ""
        st.rerun()


def take(there: Sequence[Brought], files: Sequence[tuple[str, bytes]]) -> list[Brought]:
    """The files in hand with new ones: a file of the same name takes the place of the one before.

    Args:
        there: the files so far.
        files: name and bytes of each new one; at most 20 files are kept.
    """
    saved = of_saved(column_layouts.saved(cached.store()))
    found = {one.name: one for one in there}
    for name, data in files:
        plain = _without_folders(name)
        if plain.endswith(MARKED):  # the marked copy of a file comes back in the place of that file
            found = {key: one for key, one in found.items() if key.rsplit(".", 1)[0] != plain.removesuffix(MARKED)}
        found[plain] = bring(data, plain, saved)
    return list(found.values())[-MOST_FILES:]


def _without_folders(name: str) -> str:
    """The file's name without folders, cut when it is very long."""
    plain = name.replace("\\", "/").rsplit("/", 1)[-1].strip() or "file"
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 31]}…{plain[-30:]}"


def _in_hand(hand: state.InHand) -> None:
    if not hand.files:
        return
    html(f"<h3>{count(len(hand.files), 'file')} in hand</h3>")
    for place, one in enumerate(hand.files):
        with st.container(horizontal=True, vertical_alignment="center", key=state.key(f"file-{place}")):
            html(f'<p class="csp-takeaway"><strong>{text(one.name)}</strong> {text(in_short(one))}</p>')
            st.button(
                "Remove", key=state.key(f"remove-{place}"), icon=":material/close:", on_click=_remove, args=(one.name,),
                help="Let go of this file",
            )  # fmt: skip


def in_short(one: Brought) -> str:
    """What became of a file, in a few words."""
    errors = sum(problem.severity == "error" for problem in one.reading.problems)
    if one.is_ready:
        return "can be compared"
    return f"{count(errors, 'problem')} to put right" if errors else "is of a kind that this page does not take"


def _remove(name: str) -> None:
    hand = state.held()
    hand.files = [one for one in hand.files if one.name != name]
    hand.let_go_of_made()
    hand.said = ""
