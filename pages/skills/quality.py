"""Analysts and officers: who answered a survey, how far can it be relied on, and what was left out of it?"""

import streamlit as st

from csp_analytics.ui import components, scope, seeing, survey_pictures, survey_quality_parts, survey_scope

TITLE = "Survey quality"
surveys = survey_pictures.surveys()
seeing.needs_areas()
if not surveys:
    survey_quality_parts.nothing(TITLE)
else:
    heading = st.container()
    with scope.row():
        survey = scope.one_of("Survey", "survey", surveys, width=245)
        round_ = survey_scope.round_of(survey, figures=False)
        first = survey_pictures.first_kind(survey, round_)
        kind = scope.one_of("Kinds of area", "kinds", survey_pictures.kinds_of_area(), first)
    picture = survey_pictures.quality(survey, round_, kind)
    with heading:
        components.heading(TITLE, picture.finding)
    components.cards(picture.cards)

    left, right = st.columns(2, gap="large")
    with left:
        survey_quality_parts.exhibits(picture.response, picture.left_out)
    with right:
        survey_quality_parts.exhibits(picture.sample, picture.roles, picture.sectors)

    about = {"Survey": survey, "Round": round_}
    survey_quality_parts.files(picture, about)
    components.take_away(
        TITLE,
        picture.finding,
        [*picture.exhibits, *components.sheets(picture.tables, picture.basis)],
        about,
        picture.demo,
    )
