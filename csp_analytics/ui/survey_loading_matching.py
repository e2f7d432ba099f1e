"""Step 3 of Load a survey: which column answers which of our questions, confirmed or corrected by the person."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from csp_analytics.charts.words import listed
from csp_analytics.ingest.surveys.matching import Matching, match
from csp_analytics.surveys.load import surveys
from csp_analytics.surveys.mapping import LEAVE_OUT
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA
from csp_analytics.ui import components, survey_loading_layouts, survey_loading_words
from csp_analytics.ui import survey_loading_correct as correct
from csp_analytics.ui import survey_loading_state as state
from csp_analytics.ui.messages import html, label, paragraph, text
from csp_analytics.ui.survey_loading_words import LEFT_OUT, UNDECIDED

MOST_ASKED = 30  # likenesses that are asked one by one; the rest by the button, or in the folded part
NONE_FITS = (
    "This form asks nothing that is known here. If you know better, choose the survey that it belongs to and say which "
    "column answers what; or describe your own survey in data/surveys (docs/files.md says how)."
)


def begin(hand: state.InHand) -> None:
    """Matches a questionnaire that was just brought with every survey definition; those that fit stay."""
    if hand.questionnaire is None or hand.is_matched:
        return
    found = {key: match(hand.questionnaire, survey) for key, survey in surveys().items()}
    hand.matchings, hand.is_matched = {key: one for key, one in found.items() if _fits(one)}, True


def show(hand: state.InHand) -> None:
    """The step."""
    html("<h2>3 Match</h2>")
    if not hand.matchings:
        paragraph(NONE_FITS, "csp-takeaway")
    for survey_id in list(hand.matchings):
        _survey(hand, survey_id)
    _another(hand)


def _fits(matching: Matching) -> bool:
    return any(one.target not in ABOUT_RESPONDENT for one in matching.proposals)


def _survey(hand: state.InHand, survey_id: str) -> None:
    matching = hand.matchings[survey_id]
    title = matching.survey.title
    html(f'<h3>{text(title)}</h3><p class="csp-takeaway">{text(survey_loading_words.summary(matching))}</p>')
    wanted = st.checkbox(f"Load the {title}", value=True, key=state.key(f"load-{survey_id}"))
    hand.skipped = hand.skipped - {survey_id} if wanted else hand.skipped | {survey_id}
    if not wanted:
        return
    survey_loading_layouts.offer(hand, survey_id)
    _to_confirm(hand, survey_id)
    for name, frame in (
        ("What is matched", survey_loading_words.matched(matching)),
        ("What the answers mean", survey_loading_words.answers(matching)),
        ("Columns left out", survey_loading_words.left_over(matching)),
    ):
        components.folded(f"{title}: {name.lower()}", frame, about={"Survey": survey_id}, demo=False)
    html(_not_asked(matching))
    with components.unfolded(f"{title}: correct the matching", state.key(f"correct-{survey_id}")) as there:
        if there:
            correct.column(hand, survey_id)
            correct.answer(hand, survey_id)
            survey_loading_layouts.keep(hand, survey_id)


def _to_confirm(hand: state.InHand, survey_id: str) -> None:
    """The likenesses that wait for a person, each with a drop-down, and one button for all of them."""
    matching = hand.matchings[survey_id]
    columns = survey_loading_words.waiting_columns(matching)
    answers = survey_loading_words.waiting_answers(matching)
    number = len(columns) + len(answers)
    if not number:
        return
    html("<h4>To confirm</h4>")
    shown = " shown" if number <= MOST_ASKED else ""
    st.button(
        f"Accept {'it' if number == 1 else f'all {number}{shown}'}", icon=":material/done_all:",
        key=state.key(f"accept-{survey_id}"), on_click=_accept_all, args=(survey_id,),
    )  # fmt: skip
    titles = survey_loading_words.targets(matching.survey)
    with st.container(key=state.key(f"confirm-{survey_id}")):
        for one in columns[:MOST_ASKED]:
            _ask(survey_id, f"'{one.heading}' may ask", titles, one.target, one.score, ("column", one.key))
        for target, option in answers[: max(MOST_ASKED - len(columns), 0)]:
            known = survey_loading_words.meanings(matching.survey, target)
            said = f"The answer '{option.written}' may mean"
            _ask(survey_id, said, known, option.meaning, option.score, ("answer", target, option.written))
    if number > MOST_ASKED:
        paragraph(f"{number - MOST_ASKED} more stand in the tables below, as similar.", "csp-basis")


def _ask(
    survey_id: str, said: str, titles: Mapping[str, str], proposed: str, score: float, what: tuple[str, ...]
) -> None:
    """One drop-down: undecided, the proposal, everything else, leave it out."""
    words = {"": UNDECIDED, proposed: f"Yes: {titles.get(proposed, proposed)}", LEAVE_OUT: f"No: {LEFT_OUT.lower()}"}
    words |= {key: title for key, title in titles.items() if key not in words}
    name = f"ask-{survey_id}-{'-'.join(what)}"
    # An area stands under the mark of likeness on purpose: how alike two names are says little about places.
    alike = "" if what[:2] == ("answer", AREA) else f" (similar {score:.0f})"
    asked = f"{said}: {titles.get(proposed, proposed)}{alike}"
    st.selectbox(
        label(asked), list(words), format_func=lambda key: words.get(key, key), key=state.key(name), width=760,
        on_change=_decide, args=(survey_id, what, name),
    )  # fmt: skip


def _accept_all(survey_id: str) -> None:
    hand = state.held()
    if hand is None or survey_id not in hand.matchings:
        return
    matching = hand.matchings[survey_id]
    options: dict[str, dict[str, str]] = {}
    for target, one in survey_loading_words.waiting_answers(matching):
        options.setdefault(target, {})[one.written] = one.meaning
    columns = {one.key: one.target for one in survey_loading_words.waiting_columns(matching)}
    hand.matchings[survey_id] = matching.with_choices(columns, options)


def _decide(survey_id: str, what: tuple[str, ...], name: str) -> None:
    hand, chosen = state.held(), state.chosen(name, "")
    if hand is None or survey_id not in hand.matchings or not chosen:
        return
    correct.choose(hand, survey_id, what, chosen)


def _not_asked(matching: Matching) -> str:
    """What of the survey the form does not ask, as a list."""
    survey, titles = matching.survey, survey_loading_words.targets(matching.survey)
    said = []
    if matching.not_asked:
        named = [titles[name].removesuffix(" (all of it)") for name in matching.not_asked]
        said.append(f"Not asked by this form: {listed(named)}.")
    for question_id, items in matching.items_not_asked.items():
        if items:
            question = survey.by_id[question_id]
            said.append(f"{question.title}: {len(question.items) - len(items)} of {len(question.items)} asked about.")
    said += list(matching.problems)
    if AREA in matching.not_asked:
        said.append("You say below which area it is about.")
    return f'<p class="csp-basis">{text(" ".join(said))}</p>' if said else ""


def _another(hand: state.InHand) -> None:
    """Surveys that do not fit by themselves can be matched by hand."""
    others = {key: one.title for key, one in surveys().items() if key not in hand.matchings}
    if not others or hand.questionnaire is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"scope-{state.key('another')}"):
        survey_id = correct.box("Match with another survey too", others, "another", 260)
        if st.button("Add it", key=state.key("add-survey")) and survey_id:
            hand.matchings[survey_id] = match(hand.questionnaire, surveys()[survey_id])
            st.rerun()
