"""Step 4 of Load a survey: round, area and free text, what will be loaded and what it replaces, and the button."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, replace

import streamlit as st

from csp_analytics.access.acting import person
from csp_analytics.access.rules import IMPORT, NotAllowed, may
from csp_analytics.areas.register import register
from csp_analytics.charts.words import count, listed
from csp_analytics.ingest.reading import Reading
from csp_analytics.ingest.surveys.import_survey import survey_reading
from csp_analytics.ingest.surveys.questionnaire import Questionnaire
from csp_analytics.ingest.surveys.telling import HOW_TO_CONFIRM
from csp_analytics.problems import Problem, has_errors
from csp_analytics.store.writing import LOADED, REFUSED, UNCHANGED, Outcome, load
from csp_analytics.surveys.load import surveys
from csp_analytics.surveys.model import AREA, TEXT
from csp_analytics.ui import cached, navigation, survey_loading_words
from csp_analytics.ui import survey_loading_recognised as recognised
from csp_analytics.ui import survey_loading_state as state
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.problem_parts import problem_table

SEVERAL = "Several areas, or not known"
TEXT_HELP = (
    "Off: nothing that people wrote in their own words is stored. On: it is stored as written, and everyone who uses "
    "this database can read it. People may have written names in it."
)
REPLACES, NOT_OURS = "replaces", "not-ours"
# What is said in words of its own on this page: likenesses stand above, where they can be confirmed.
NOT_SAID_HERE = (REPLACES, "demo-present", "similar-column", "similar-answer", "columns-left-out", NOT_OURS)
NOTHING_MATCHED = "Nothing can be loaded yet: no question of the survey is matched."
CONFIRM_FIRST = f"{NOTHING_MATCHED} Confirm above what is alike."
CORRECT_FIRST = f"{NOTHING_MATCHED} Say above, under 'correct the matching', which column asks what."
WITHOUT_AREA = "Without an area they count among all areas together, and on the pages of no single area."
CORRECT_IT, BRING_AGAIN = "Correct it above, under 'correct the matching'.", "To correct it, bring the file once more."
PAGES = ("skills", "skills-area", "partners", "answers", "survey-quality")


@dataclass(frozen=True)
class Choice:
    """What the person said about the whole file."""

    round: str
    area_code: str
    keep_text: bool


def show(hand: state.InHand) -> None:
    """The step."""
    wanted = [key for key in hand.matchings if key not in hand.skipped]
    html("<h2>4 Load</h2>")
    if not wanted:
        paragraph("No survey is chosen above, so there is nothing to load.", "csp-takeaway")
        return
    chosen = _choices(hand, wanted)
    if not chosen.round:
        paragraph("Say which round it is, such as 2025: the file does not tell.", "csp-takeaway")
        return
    try:
        expected = _expected(hand, wanted, chosen)
    except NotAllowed as refused:
        html(f'<p class="csp-takeaway" role="alert"><strong>{text(refused)}</strong></p>')
        return
    _tell_waiting(hand, wanted)
    html(f'<p class="csp-takeaway" role="status">{text(_before(hand, wanted, expected, chosen))}</p>')
    _tell_problems(expected, hand.problems, done=False)
    stopped = has_errors(expected.problems) or expected.status == UNCHANGED or not expected.counts
    if st.button("Load", type="primary", icon=":material/upload:", key=state.key("load"), disabled=stopped):
        _load(hand, wanted, chosen)
        st.rerun()


def done(hand: state.InHand) -> None:
    """What was loaded, and where to look at it."""
    outcome = hand.outcome
    if outcome is None:
        return
    html("<h2>See what it says</h2>")
    with st.container(horizontal=True, key=f"scope-{state.key('pages')}"):
        for address in PAGES:
            navigation.way_to(address, asked={"survey-round": hand.round})
    _tell_problems(outcome, hand.problems, done=True)
    if st.button("Load another survey", key=state.key("another-file")):
        state.wipe()
        st.rerun()


def _choices(hand: state.InHand, wanted: list[str]) -> Choice:
    read, matchings = hand.questionnaire, hand.matchings
    assert read is not None
    area_code, keep_text = "", False
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"scope-{state.key('choices')}"):
        round_ = st.text_input("Round", value=_round_of(read), key=state.key("round"), max_chars=20, width=140)
        if not any(AREA in matchings[key].by_target for key in wanted):
            names = areas_to_load()
            area_code = st.selectbox(
                "Area that it is about", list(names), format_func=lambda code: names.get(code, code),
                key=state.key("area"), width=300,
            )  # fmt: skip
    if any(_asks_text(hand, key) for key in wanted):
        keep_text = st.checkbox("Keep what people wrote in their own words", key=state.key("text"), help=TEXT_HELP)
    return Choice(" ".join((round_ or "").split()), area_code or "", keep_text)


def areas_to_load() -> dict[str, str]:
    """Names by code of what a survey may be of: for mere officers the own areas, else any, or several together."""
    who, names = person(), register().names
    if may(who, IMPORT):
        return {"": SEVERAL, **names}
    return {code: names.get(code, code) for code in sorted(who.areas)}


def _round_of(read: Questionnaire) -> str:
    """The year in which most people answered; empty when the file does not tell."""
    years = Counter(time[:4] for time in read.times if time)
    return years.most_common(1)[0][0] if years else ""


def _asks_text(hand: state.InHand, survey_id: str) -> bool:
    asked = surveys()[survey_id].by_id
    there = hand.matchings[survey_id].by_target
    return any(key in asked and asked[key].kind == TEXT for key in there)


def _reading(hand: state.InHand, wanted: list[str], chosen: Choice) -> Reading:
    assert hand.questionnaire is not None
    mappings = [hand.matchings[key].confirmed() for key in wanted]
    return survey_reading(
        hand.questionnaire, mappings, round_=chosen.round, area_code=chosen.area_code, keep_text=chosen.keep_text
    )


def _expected(hand: state.InHand, wanted: list[str], chosen: Choice) -> Outcome:
    """What loading would do; nothing is changed by asking."""
    decided = [hand.matchings[key].said.as_json() for key in wanted]
    key = json.dumps([cached.store().version, asdict(chosen), wanted, decided])
    if key not in hand.expected:
        with st.spinner("Counting"):
            hand.expected = {key: load(cached.store(), _reading(hand, wanted, chosen), dry_run=True)}
    return hand.expected[key]


def _load(hand: state.InHand, wanted: list[str], chosen: Choice) -> None:
    hand.outcome = load(cached.store(), _reading(hand, wanted, chosen))
    hand.round = chosen.round
    hand.said = _words(hand.outcome, wanted, chosen.round, done=True)
    if hand.outcome.status in (LOADED, UNCHANGED):
        hand.questionnaire, hand.matchings = None, {}  # nothing stays in hand that is in the database now


def _tell_waiting(hand: state.InHand, wanted: list[str]) -> None:
    """That likenesses nobody decided on stay out."""
    waiting = sum(survey_loading_words.n_waiting(hand.matchings[key]) for key in wanted)
    if waiting:
        one = waiting == 1
        said = f"{count(waiting, 'likeness', 'likenesses')} above {'is' if one else 'are'} not decided and "
        paragraph(f"{said}{'stays' if one else 'stay'} out.", "csp-takeaway")


def _before(hand: state.InHand, wanted: list[str], expected: Outcome, chosen: Choice) -> str:
    """What loading would do, in a sentence or two."""
    if any(one.code == NOT_OURS for one in expected.problems):
        return CONFIRM_FIRST if any(hand.matchings[key].similar() for key in wanted) else CORRECT_FIRST
    said = _words(expected, wanted, chosen.round, done=False)
    areas = any(AREA in {one.target for one in hand.matchings[key].accepted()} for key in wanted)
    return said if areas or chosen.area_code or expected.status != LOADED else f"{said} {WITHOUT_AREA}"


def _tell_problems(outcome: Outcome, told: list[Problem], *, done: bool) -> None:
    """What there is to say about loading, without what was told with the file."""
    known = {one.sentence for one in told}
    replaced = [one.found for one in outcome.problems if one.code == REPLACES]
    if replaced:
        took = "Took" if done else "Takes"
        html(f'<p class="csp-takeaway"><strong>{took} the place of</strong> {text("; ".join(replaced))}.</p>')
    way_out = BRING_AGAIN if done else CORRECT_IT
    rest = [
        replace(one, advice=one.advice.replace(HOW_TO_CONFIRM, way_out))
        for one in outcome.problems
        if one.sentence not in known and one.code not in NOT_SAID_HERE
    ]
    if rest:
        problem_table(rest, "What there is to say about loading it")


def _words(outcome: Outcome, survey_ids: list[str], round_: str, *, done: bool) -> str:
    """What is or will be loaded, in numbers."""
    if outcome.status == REFUSED:
        return "This cannot be loaded as it stands. What to put right:"
    named = f"{listed([surveys()[key].title for key in survey_ids])}, round {round_}"
    if outcome.status == UNCHANGED:
        return f"All of it is in the database already ({named}). There is nothing to load."
    # A file that answers several surveys has its people once for each of them.
    n_people = outcome.counts.get("respondent", 0) // max(outcome.counts.get("survey", 1), 1)
    n_texts = outcome.counts.get("free_text", 0)
    said = f"{recognised.people(n_people)}, {count(outcome.counts.get('answer', 0), 'answer')}"
    said += f", {count(n_texts, 'text')} in people's own words" if n_texts else ""
    return f"{named}: {said} {'are in the database now' if done else 'will be loaded'}."
