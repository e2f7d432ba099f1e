"""Officers and analysts: how does one area stand beside its peers, on what is it strong or weak, what has changed?"""

import streamlit as st

from csp_analytics.ui import components, pictures, scope
from csp_analytics.ui.messages import paragraph

heading = st.container()
chosen = scope.choose(peers=True, area=True)
picture = pictures.area(chosen.framework_id, chosen.round, chosen.grouping_id, chosen.area_code)
with heading:
    components.heading(chosen.area, picture.finding or picture.absent)

if picture.position:
    paragraph(f"Peers: {pictures.peer_words(chosen.grouping_id, chosen.area_code)}", "csp-basis")
    left, right = st.columns([3, 2], gap="large")
    with left:
        components.exhibit(picture.position)
    with right:
        components.sentences("Does it depend on the choice of peers?", picture.sensitivity)
        if picture.change:
            components.exhibit(picture.change)
    left, right = st.columns(2, gap="large")
    word = chosen.framework.row_word_plural
    with left:
        components.criteria("Strongest", picture.strengths, kind="strong", word=word, demo=picture.demo)
    with right:
        components.criteria("Weakest", picture.weaknesses, kind="weak", word=word, demo=picture.demo)
    if picture.requirements:
        components.exhibit(picture.requirements)
    components.folded("Everything that was rated", picture.ratings, about=chosen.about, demo=picture.demo)
    components.folded("What moved since the round before", picture.moved, about=chosen.about, demo=picture.demo)

components.plan(*pictures.action_plan(chosen.area_code))
components.context(
    pictures.indicator_trends(chosen.grouping_id, chosen.area_code),
    pictures.context_table(chosen.grouping_id, chosen.area_code),
)
