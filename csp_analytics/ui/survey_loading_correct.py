"""Any column and any answer of a form can be given another meaning than the one that was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from csp_analytics.surveys.mapping import LEAVE_OUT
from csp_analytics.ui import survey_loading_state as state
from csp_analytics.ui import survey_loading_words
from csp_analytics.ui.survey_loading_words import LEFT_OUT


def choose(hand: state.InHand, survey_id: str, what: tuple[str, ...], chosen: str) -> None:
    """Takes a decision: what a column (``column``, key) or an answer (``answer``, question, as written) means."""
    matching = hand.matchings[survey_id]
    if what[0] == "column":
        hand.matchings[survey_id] = matching.with_choices({what[1]: chosen})
    else:
        hand.matchings[survey_id] = matching.with_choices(options={what[1]: {what[2]: chosen}})


def column(hand: state.InHand, survey_id: str) -> None:
    """Any column of the form, and what it answers."""
    matching = hand.matchings[survey_id]
    headings = {one.key: one.heading for one in matching.proposals if one.key}
    headings |= {one.key: one.heading for one in matching.unmatched if one.key}
    titles = {LEAVE_OUT: LEFT_OUT, **survey_loading_words.targets(matching.survey)}
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"scope-{state.key(f'column-{survey_id}')}"):
        chosen = box("Column of the form", headings, f"column-{survey_id}", 420)
        now = next((one.target for one in matching.proposals if one.key == chosen), LEAVE_OUT)
        target = box("asks", titles, f"target-{survey_id}-{chosen}", 420, now)
        if st.button("Set what the column asks", key=state.key(f"set-column-{survey_id}")) and chosen:
            choose(hand, survey_id, ("column", chosen), target or LEAVE_OUT)
            st.rerun()


def answer(hand: state.InHand, survey_id: str) -> None:
    """Any written answer, and what it means."""
    matching = hand.matchings[survey_id]
    asked = {
        found.key: survey_loading_words.target_title(matching.survey, found.key) for found in matching.options.values()
    }
    if not asked:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"scope-{state.key(f'answer-{survey_id}')}"):
        target = box("Answers to", asked, f"answers-{survey_id}", 260) or next(iter(asked))
        matches = [one for found in matching.options.values() if found.key == target for one in found.matches]
        written = {one.written: one.written for one in matches}
        chosen = box("As written", written, f"written-{survey_id}-{target}", 280)
        known = {LEAVE_OUT: LEFT_OUT, **survey_loading_words.meanings(matching.survey, target)}
        now = next((one.meaning for one in matches if one.written == chosen), LEAVE_OUT)
        meaning = box("means", known, f"means-{survey_id}-{target}-{chosen}", 280, now)
        if st.button("Set what the answer means", key=state.key(f"set-answer-{survey_id}")) and chosen:
            choose(hand, survey_id, ("answer", target, chosen), meaning or LEAVE_OUT)
            st.rerun()


def box(words: str, titles: Mapping[str, str], name: str, width: int, first: str = "") -> Any:
    """A drop-down of titles by id, with ``first`` chosen at first."""
    options = list(titles)
    return st.selectbox(
        words, options, index=options.index(first) if first in titles else 0,
        format_func=lambda key: titles.get(key, key), key=state.key(name), width=width,
    )  # fmt: skip
