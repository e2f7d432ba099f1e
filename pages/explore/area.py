"""Officers and analysts: how does one area stand beside its peers, on what is it strong or weak, what has changed?"""

import streamlit as st

from csp_analytics.ui import area_parts, components, pictures, presenting, presenting_alone, scope

heading = st.container()
chosen = scope.choose(peers=True, area=True)
presenting.own_only(chosen.area_code, lambda: presenting_alone.area(chosen))
picture = pictures.area(chosen.framework_id, chosen.round, chosen.grouping_id, chosen.area_code)
with heading:
    components.heading(chosen.area, picture.finding or picture.absent)

if picture.position:
    components.beside_finding(f"Peers: {pictures.peer_words(chosen.grouping_id, chosen.area_code)}")
    left, right = components.columns([3, 2])
    with left:
        components.exhibit(picture.position)
    with right:
        components.sentences("Does it depend on the choice of peers?", picture.sensitivity)
        if picture.change:
            components.exhibit(picture.change)
    left, right = components.columns([1, 1])
    word = chosen.framework.row_word_plural
    with left:
        components.criteria("Strongest", picture.strengths, kind="strong", word=word, demo=picture.demo)
    with right:
        components.criteria("Weakest", picture.weaknesses, kind="weak", word=word, demo=picture.demo)
    if picture.requirements:
        components.exhibit(picture.requirements)
tables = {"Everything that was rated": picture.ratings, "What moved since the round before": picture.moved}
components.all_folded(tables, about=chosen.about, demo=picture.demo)

words, plan, plan_demo = pictures.action_plan(chosen.area_code)
area_parts.plan(words, plan, plan_demo)
trends = pictures.indicator_trends(chosen.grouping_id, chosen.area_code)
facts = pictures.context_table(chosen.grouping_id, chosen.area_code)
area_parts.context(trends, facts)
components.take_away(
    chosen.area,
    picture.finding or picture.absent,
    [
        *(picture.position, picture.change, picture.requirements),
        *components.sheets(tables),
        *components.sheets({"Action plan": plan}, words),
        *trends,
        *components.sheets({"What kind of place it is": facts}),
    ],
    chosen.about,
    picture.demo,
)
