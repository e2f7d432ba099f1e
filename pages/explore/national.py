"""National analysts: where do the 32 areas stand on the four principles, and on which criteria?"""

import streamlit as st

from csp_analytics.ui import components, links, pictures, presenting, scope

TITLE = "National picture"
heading = st.container()
chosen = scope.choose()
presenting.own_only()
picture = pictures.national(chosen.framework_id, chosen.round)
with heading:
    components.heading(TITLE, picture.finding)
components.cards(picture.cards)

left, right = components.columns([1, 1])
with left:
    measure = scope.measure(pictures.measures(chosen.framework_id))
    where = pictures.national_map(chosen.framework_id, chosen.round, measure)
    event = components.exhibit(presenting.without_map(where), on_select="rerun")
    links.open_selected_area(event, chosen)
with right:
    components.exhibit(picture.by_principle)
    components.exhibit(picture.coverage)

left, right = components.columns([1, 1])
with left:
    components.exhibit(picture.strongest)
with right:
    components.exhibit(picture.weakest)

words = chosen.framework
tables = {f"By {words.group_word}": picture.groups, f"Areas at each level, every {words.row_word}": picture.criteria}
components.all_folded(tables, about=chosen.about, note=picture.basis, demo=picture.demo)
components.take_away(
    TITLE,
    picture.finding,
    [
        *(where, picture.by_principle, picture.coverage, picture.strongest, picture.weakest),
        *components.sheets(tables, picture.basis),
    ],
    chosen.about,
    picture.demo,
)
