"""Loading files on the page Imports and undo: everything that is wrong first, what would change, then the button."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pandas as pd
import streamlit as st

from csp_analytics.charts.words import count
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.brought import Brought, again, as_one, bring
from csp_analytics.ingest.column_mapping import of_saved
from csp_analytics.ingest.reading import Wanted
from csp_analytics.pictures import administration
from csp_analytics.problems import Problem
from csp_analytics.store import column_layouts
from csp_analytics.store.writing import LOADED, REFUSED, UNCHANGED, Outcome, load
from csp_analytics.ui import admin_parts, cached, components, navigation
from csp_analytics.ui import admin_state as state
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.problem_parts import SAY_ABOVE, on_page, problem_table
from csp_analytics.ui.uploads import expect_files, let_go

MOST_FILES, LONGEST_NAME = 60, 120
PROMISE = "Nothing is loaded before you press Load. A file with a problem is refused whole, the others are not."
UNDERSTOOD = (
    "Understood: assessments, national returns, action plans, indicators, surveys and posts; as xlsx, xlsm, ods or "
    "csv. Very many files at once are quicker with the command import."
)
SAY = "Say what the files do not say (most often not needed)"
DEMO_THERE = "demo-present"  # stands above every page
WOULD = {LOADED: "Would be loaded", UNCHANGED: "There already", REFUSED: "Refused"}
DID = {LOADED: "Loaded", UNCHANGED: "There already", REFUSED: "Refused"}
KINDS = {"auto": "Find out", "assessment": "Assessment", "actions": "Action plan", "indicator": "Indicators",
         "survey": "Survey", "posts": "Posts"}  # fmt: skip


def show() -> None:
    """The part of the page."""
    hand = state.files()
    paragraph(PROMISE, "csp-takeaway")
    expect_files()
    files = st.file_uploader(
        "Files to load, one or several", accept_multiple_files=True, key=state.fresh_key("files"),
    )  # fmt: skip
    if files:
        with st.spinner(f"Reading {count(len(files), 'file')}"):
            hand.brought = take(hand, [(file.name, file.getvalue()) for file in files])
        hand.outcomes = []
        let_go(files)
        state.renew()
        st.rerun()
    paragraph(UNDERSTOOD, "csp-basis")
    _ended(hand)
    if hand.brought:
        _in_hand(hand)
    navigation.way_to("load-survey", label="Unknown surveys go in at Load a survey")


def take(hand: state.Files, files: list[tuple[str, bytes]]) -> list[Brought]:
    """The files in hand with new ones, which take the place of those of the same name."""
    saved = of_saved(column_layouts.saved(cached.store()))
    found = {one.name: one for one in hand.brought}
    for name, data in files:
        plain = (name.replace("\\", "/").rsplit("/", 1)[-1].strip() or "file")[-LONGEST_NAME:]
        one = bring(data, plain, saved)
        found[plain] = again(one, wanted=hand.wanted) if hand.wanted != one.wanted else one
    return list(found.values())[-MOST_FILES:]


def _in_hand(hand: state.Files) -> None:
    html(f"<h2>What loading would do: {count(len(hand.brought), 'file')}</h2>")
    _said_of_all(hand)
    expected = _expected(hand)
    admin_parts.table(_table(expected, WOULD), "What would happen")
    if clash := as_one(hand.brought)[1]:
        html("".join(f'<p class="csp-takeaway" role="alert">{text(said)}</p>' for said in clash))
    _problems(expected, "What there is to say")
    ready = sum(one.status == LOADED for one in expected)
    with st.container(horizontal=True, key=state.key("load-row")):
        words = f"Load {count(ready, 'file')}" if ready else "Nothing to load"
        if st.button(words, type="primary", icon=":material/upload:", key=state.key("load"), disabled=not ready):
            _load(hand)
            st.rerun()
        st.button("Let go of all files", icon=":material/close:", key=state.key("let-go"), on_click=state.let_go)


def _said_of_all(hand: state.Files) -> None:
    """What a person says where files do not: for all files in hand."""
    with components.unfolded(SAY, state.key("say")) as there:
        if not there:
            return
        with st.container(horizontal=True, key=f"scope-{state.key('wanted')}", vertical_alignment="bottom"):
            kind = st.selectbox("What they are", list(KINDS), format_func=lambda one: KINDS.get(one, one),
                                key=state.fresh_key("kind"), width=180)  # fmt: skip
            known = {"": "As in the file", **{key: one.short_title for key, one in frameworks().items()}}
            framework = st.selectbox("Framework", list(known), format_func=lambda one: known.get(one, one),
                                     key=state.fresh_key("framework"), width=220)  # fmt: skip
            round_ = st.text_input("Round", key=state.fresh_key("round-of"), max_chars=20, width=120)
            area = st.text_input("Area", key=state.fresh_key("area-of"), max_chars=100, width=200)
        outside = st.checkbox("Take an area outside the register as it is", key=state.fresh_key("outside"))
        accept = st.checkbox("Put cells right as ‘did you mean’ says", key=state.fresh_key("accept"))
        leave = st.checkbox("Leave out answers that are wrong; they count as missing", key=state.fresh_key("leave"))
        if st.button("Read the files so", key=state.key("again")):
            hand.wanted = Wanted(kind or "auto", _plain(area), framework or "", _plain(round_), outside)
            with st.spinner(f"Reading {count(len(hand.brought), 'file')}"):
                hand.brought = [_again(one, hand, accept=accept, leave=leave) for one in hand.brought]
            st.rerun()


def _again(one: Brought, hand: state.Files, *, accept: bool, leave: bool) -> Brought:
    one = again(one, wanted=hand.wanted, corrections=(), leave_out=False)
    if accept:
        one = again(one, corrections=tuple(one.suggestions))
    return again(one, leave_out=True) if leave else one


def _expected(hand: state.Files) -> list[Outcome]:
    """What loading would do; nothing is changed by asking, and it is asked once for the same files and data."""
    about = [(one.name, one.reading.digest, one.leave_out, len(one.corrections)) for one in hand.brought]
    key = json.dumps([cached.store().version, asdict(hand.wanted), about])
    if key not in hand.expected:
        with st.spinner("Looking at what would change"):
            found = [load(cached.store(), one.reading, demo=_is_demo(one), dry_run=True) for one in hand.brought]
        hand.expected = {key: found}
    return hand.expected[key]


def _load(hand: state.Files) -> None:
    """Loads every file that can be; those that are refused stay in hand, and the log says so."""
    bar = st.progress(0.0, text="Loading")
    outcomes = []
    for number, one in enumerate(hand.brought, start=1):
        bar.progress(number / len(hand.brought), text=f"Loading {number} of {len(hand.brought)}: {one.name}")
        outcomes.append(load(cached.store(), one.reading, demo=_is_demo(one)))
    hand.brought = [one for one, end in zip(hand.brought, outcomes, strict=True) if end.status == REFUSED]
    hand.outcomes = outcomes
    hand.expected = {}
    if not hand.brought:
        state.renew()


def _ended(hand: state.Files) -> None:
    """How the last loading ended."""
    if not hand.outcomes:
        return
    n = {status: sum(one.status == status for one in hand.outcomes) for status in DID}
    said = ", ".join(f"{number} {DID[status].lower()}" for status, number in n.items() if number)
    stays = " What was refused is still in hand: put it right and bring it again." if n[REFUSED] else ""
    html(f'<p class="csp-takeaway" role="status"><strong>{text(said[:1].upper() + said[1:])}.</strong>{stays}</p>')
    admin_parts.table(_table(hand.outcomes, DID), "What was loaded")


def _table(outcomes: list[Outcome], words: dict[str, str]) -> pd.DataFrame:
    rows = [
        {
            "File": one.file,
            "What it is": " ".join(part for part in (one.kind, f"({one.layout})" if one.layout else "") if part),
            "": words.get(one.status, one.status),
            "Rows": administration.counts_words(one.counts),
            "Problems": len(_to_say(one)),
        }
        for one in outcomes
    ]
    return pd.DataFrame(rows).rename(columns={"": "How it ends"})


def _problems(outcomes: list[Outcome], caption: str) -> None:
    found = [problem for one in outcomes for problem in _to_say(one)]
    if found:
        problem_table(found, f"{caption} ({len(found)})")


def _to_say(outcome: Outcome) -> list[Problem]:
    """What is to be said of a file on this page, where options of the command line are choices above."""
    return [
        replace(one, advice=on_page(one.advice).replace(SAY_ABOVE, f" Say it above, under ‘{SAY}’."))
        for one in outcome.problems
        if one.code != DEMO_THERE
    ]


def _is_demo(one: Brought) -> bool:
    """Whether a file is demonstration data, which it stays whoever loads it."""
    # Imported when a file is there: the readers of demonstration data cost a start that most visits never need.
    from csp_analytics.demo.build import is_demonstration

    return one.workbook is not None and is_demonstration(one.workbook.digest)


def _plain(said: str | None) -> str:
    return " ".join(str(said or "").split())
