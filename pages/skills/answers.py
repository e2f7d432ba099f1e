"""Analysts and officers: what did people answer to a question of a survey, everywhere, in one area or in one role?"""

import streamlit as st

from csp_analytics.ui import answer_parts, answer_pictures, components, survey_pictures

TITLE = "Survey answers"
if not survey_pictures.surveys():
    answer_parts.nothing(TITLE, "No survey has been loaded yet.")
else:
    heading = st.container()
    survey, round_, question, grouping, where, role = answer_parts.choose()
    if not question:
        with heading:
            components.heading(TITLE, answer_parts.NO_QUESTION)
    else:
        picture = answer_pictures.answers(survey, round_, question, grouping, where, role)
        with heading:
            components.heading(TITLE, picture.finding)
        answer_parts.show(picture, TITLE)
