"""What the page of survey answers is put together from."""

from __future__ import annotations

import streamlit as st

from csp_analytics.pictures.survey_answers import AnswersPicture
from csp_analytics.ui import answer_pictures, components, scope, survey_pictures, survey_scope
from csp_analytics.ui.messages import paragraph

NO_QUESTION = "This survey asks for numbers or free text only, which are not counted here."


def choose() -> tuple[str, str, str, str, str, str]:
    """Survey, round, question, peer grouping, part of the country and role; empty texts without a question."""
    with scope.row():
        survey = scope.one_of("Survey", "survey", survey_pictures.surveys(), width=225)
        round_ = survey_scope.round_of(survey)
        asked = answer_pictures.questions(survey)
        question = scope.one_of("Question", "question", asked, width=225) if asked else ""
    with scope.row("scope-people"):
        grouping = survey_scope.grouping()
        where = survey_scope.part_of_country(grouping)
        # Within one area nearly every role has fewer than five people: nothing could be shown.
        role = "" if where.startswith(survey_scope.AREA) else survey_scope.role(survey)
    return survey, round_, question, grouping, where, role


def show(picture: AnswersPicture, title: str) -> None:
    """Everything below the choices."""
    if picture.overview:
        components.exhibit(picture.overview)
    if len(picture.exhibits) == 1:
        components.exhibit(picture.exhibits[0])
    else:
        # Two columns of exhibits, filled line by line, so that neighbours stand on one line.
        for place in range(0, len(picture.exhibits), 2):
            for column, shown in zip(st.columns(2, gap="large"), picture.exhibits[place : place + 2], strict=False):
                with column:
                    components.exhibit(shown)
    components.all_folded(picture.tables, about=picture.about, note=picture.basis, demo=picture.demo)
    exhibits = [picture.overview, *picture.exhibits]
    sheets = components.sheets(picture.tables, picture.basis)
    if any(exhibits) or sheets:
        components.take_away(title, picture.finding, [*exhibits, *sheets], picture.about, picture.demo)


def nothing(title: str, finding: str) -> None:
    """The page without anything to count."""
    components.heading(title, finding)
    paragraph("What can be loaded, and how, is on the page Load a survey.", "csp-takeaway")
