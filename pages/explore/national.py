"""National analysts: where do the 32 areas stand on the four principles, and on which criteria?"""

import streamlit as st

from csp_analytics.ui import components, links, pictures, scope

heading = st.container()
chosen = scope.choose()
picture = pictures.national(chosen.framework_id, chosen.round)
with heading:
    components.heading("National picture", picture.finding)
components.cards(picture.cards)

left, right = st.columns(2, gap="large")
with left:
    measure = scope.measure(pictures.measures(chosen.framework_id))
    event = components.exhibit(pictures.national_map(chosen.framework_id, chosen.round, measure), on_select="rerun")
    links.open_selected_area(event, chosen)
with right:
    components.exhibit(picture.by_principle)
    components.exhibit(picture.coverage)

left, right = st.columns(2, gap="large")
with left:
    components.exhibit(picture.strongest)
with right:
    components.exhibit(picture.weakest)

resting = {"about": chosen.about, "note": picture.basis, "demo": picture.demo}
components.folded(f"By {chosen.framework.group_word}", picture.groups, **resting)
components.folded(f"Areas at each level, every {chosen.framework.row_word}", picture.criteria, **resting)
