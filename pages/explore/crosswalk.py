"""Officers and analysts: where do the frameworks agree about an area, and where do they contradict each other?"""

import streamlit as st

from csp_analytics.ui import components, pictures, presenting, scope

heading = st.container()
chosen = scope.choose(framework=False, area=True, everyone=True)
presenting.own_only(chosen.area_code)
picture = pictures.crosswalk(chosen.area_code)
with heading:
    components.heading("Crosswalk", picture.finding or picture.absent)

if picture.problems:
    components.sentences("Wrong in the files of links and skills", picture.problems)
left, right = components.columns([1, 1])
if picture.principles:
    with left:
        components.exhibit(picture.principles)
if picture.agreement:
    with right:
        components.exhibit(picture.agreement)
        components.at_a_desk(picture.rule)
if picture.topics:
    with right:
        components.exhibit(picture.topics)
if picture.contradictions:
    with right:
        components.criteria(
            "Contradictions", picture.contradictions, kind="strong", word="between frameworks", demo=picture.demo
        )

note = f"{picture.basis} {picture.rule}"
tables = {
    "Every link": picture.links,
    "By pair of frameworks": picture.by_pair,
    "By topic": picture.by_topic,
    "By area": picture.by_area,
    "Do two frameworks put the areas in the same order?": picture.ranks,
}
components.all_folded(tables, about=picture.about, note=note, demo=picture.demo)
components.take_away(
    "Crosswalk",
    picture.finding or picture.absent,
    [picture.principles, picture.agreement, picture.topics, *components.sheets(tables, note)],
    picture.about,
    picture.demo,
)
