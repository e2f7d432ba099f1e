"""Analysts and officers: who could learn from whom, which groups could learn together, and what should be trained?"""

import streamlit as st

from csp_analytics.ui import components, learning_parts, partner_pictures, scope, seeing, survey_scope

TITLE = "Learning matches"
heading = st.container()
wanted, area = learning_parts.choose()
seeing.needs_names()

if not wanted[0]:
    survey_scope.absent(TITLE, "skills")
else:
    picture = partner_pictures.learning(list(wanted), area)
    with heading:
        components.heading(TITLE, picture.finding)
    components.cards(picture.cards)
    pairs, groups, training = scope.part({"pairs": "Pairs", "groups": "Small groups", "training": "Training"})
    with pairs:
        learning_parts.pairs(picture, area)
    with groups:
        together = partner_pictures.learning_groups(list(wanted))
        learning_parts.groups(together)
    with training:
        train = learning_parts.training(wanted[1])
    learning_parts.take_away(TITLE, picture, together, train)
