"""The page Prepare a workshop: which session, for whom, with what agenda, and the room that comes of it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from csp_analytics.charts.words import count
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.load import frameworks
from csp_analytics.surveys import load as surveys
from csp_analytics.ui import address, cached, components, scope, workshop_prepare_agenda, workshop_prepare_made
from csp_analytics.ui import workshop_prepare_choices as choices
from csp_analytics.ui import workshop_state as state
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.workshop.prepare import preparing
from csp_analytics.workshop.prepare.preparing import Ways
from csp_analytics.workshop.session.about import CHECKLIST, CONSENSUS, KIND_TITLES, SKILLS, About
from csp_analytics.workshop.session.standing import Refused

WHAT = {
    CHECKLIST: "Beforehand: everybody answers alone, over some weeks. Nobody sees a result before you close it.",
    CONSENSUS: "On the day: the partners vote together, one criterion after the other, talk, and agree on a level.",
    SKILLS: "At any meeting: everybody answers one question about each skill, and the chart grows on the wall.",
}
ORDER = (
    "The first two follow each other: the checklist shows where people differ, the consensus session takes that first, "
    "and an improvement planning session then turns what was agreed into the action plan."
)


@dataclass(frozen=True)
class Prepared:
    """What is asked, None when it cannot be; in words, and why not."""

    about: About | None
    finding: str
    wrong: str = ""


def steps() -> str:
    """The whole page but its heading. Returns the finding for it."""
    kind = _kind()
    if kind == SKILLS and not _surveys():
        html('<p class="csp-takeaway" role="alert">There is no survey definition that a room could answer.</p>')
        return "A skills snapshot needs a survey definition with a question about several things."
    try:
        prepared = _snapshot() if kind == SKILLS else _of_framework(kind)
    except Refused as refused:
        prepared = Prepared(None, "Something is missing before the room can be made.", str(refused))
    if prepared.about is not None:
        _looks(prepared.about)
    html("<h2>The room</h2>")
    _make(prepared)
    hand = state.held()
    if hand.made is not None and hand.about is not None:
        workshop_prepare_made.show(hand.made, hand.about)
        return f"Room {hand.made.code} is ready. Keep the facilitator link: it is shown on this page only."
    return prepared.finding


def _kind() -> str:
    chosen = address.wanted("session", WHAT, CONSENSUS)
    st.radio(
        "Which session?", list(WHAT), format_func=lambda one: KIND_TITLES.get(one, one), captions=list(WHAT.values()),
        **address.shown("session", chosen),
    )  # fmt: skip
    paragraph(ORDER, "csp-basis")
    return chosen


def _of_framework(kind: str) -> Prepared:
    with scope.row():
        place = choices.area()
        titles = {key: one.short_title for key, one in frameworks().items()}
        framework = framework_of(scope.one_of("Framework", "framework", titles, width=225))
        round_ = choices.round_()
        grouping_id = choices.peers() if kind == CONSENSUS else ""
    choices.say_wrong(place)
    area = place.area
    if area is None:
        return Prepared(None, "Say whose partnership it is.", "Choose the area first.")
    if kind == CHECKLIST:
        about = preparing.checklist(framework, area, round_, _ways(kind))
        n = count(len(about.questions), framework.row_word, framework.row_word_plural)
        return Prepared(about, f"{area.name}: {n} for everybody to answer alone, before the session.")
    drawn, finding, demo = workshop_prepare_agenda.draw_up(framework, area, round_, grouping_id)
    about = preparing.consensus(framework, area, round_, drawn.inside, _ways(kind, grouping_id, demo))
    return Prepared(about, f"{area.name}: {finding}")


def _snapshot() -> Prepared:
    known = _surveys()
    with scope.row():
        survey = surveys.survey(scope.one_of("Survey", "survey", known, width=225))
        titles = {key: one.title for key, one in preparing.asks(survey).items()}
        asks = scope.one_of("Question", "asks", titles, width=225)
        place = choices.area(several=True)
        round_ = choices.round_()
    choices.say_wrong(place)
    if place.area is None and not place.several:
        return Prepared(None, "Say whose people answer.", "Choose the area first.")
    about = preparing.skills(survey, asks, place.area, round_, _ways(SKILLS))
    where = f"{about.area_name}: " if about.area_name else ""
    n = count(len(about.questions), "question")
    return Prepared(about, f"{where}{n} about ‘{titles[asks]}’, answered at once while the chart grows on the wall.")


def _ways(kind: str, grouping_id: str = "", demo: bool = False) -> Ways:
    html("<h2>How people answer</h2>")
    with scope.row("scope-ways"):
        seconds, dots = (choices.timer(), choices.dots()) if kind == CONSENSUS else (0, preparing.DOTS[0])
        source = choices.role_source()
        dry = choices.dry_run()
    return Ways(seconds, dots, choices.roles(source), grouping_id, dry, demo)


def _looks(about: About) -> None:
    """What a person reads on their phone, by the first question."""
    with components.unfolded("What people read: the first question and its answers", "fold-looks") as there:
        if there:
            first = about.questions[0]
            answers = "".join(
                f"<li><strong>{text(one.label)}</strong>{': ' if one.meaning else ''}{text(one.meaning)}</li>"
                for one in about.options
            )
            html(
                f'<p class="csp-basis">{text(first.heading)}</p><h3>{text(first.title)}</h3>'
                f'<p class="csp-takeaway">{text(first.text)}</p><ul>{answers}</ul>'
            )


def _make(prepared: Prepared) -> None:
    """The button. It stands where it stood after the room was made, so that a second press hits nothing else."""
    hand = state.held()
    wrong = prepared.wrong
    pressed = st.button(
        "Make the room", type="primary", icon=":material/meeting_room:", key="workshop-make",
        disabled=prepared.about is None or hand.made is not None,
    )  # fmt: skip
    if pressed and prepared.about is not None:
        try:
            hand.make(cached.store(), prepared.about)
        except Refused as refused:
            wrong = str(refused)
        else:
            st.rerun()
    if wrong:
        html(f'<p class="csp-takeaway" role="alert">{text(wrong)}</p>')
    elif hand.made is None and prepared.about is not None:
        paragraph(f"{prepared.about.title}. You can make another at any time.", "csp-basis")


def _surveys() -> dict[str, str]:
    return {key: one.title for key, one in surveys.surveys().items() if preparing.asks(one)}
