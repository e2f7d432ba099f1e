"""National analysts: where does one area stand among all of them, by any measure, and who stands close to it?"""

import streamlit as st

from csp_analytics.ui import components, links, pictures, scope
from csp_analytics.ui.messages import paragraph

heading = st.container()
chosen = scope.choose(peers=True, area=True, switch=True)
with scope.row("scope-measure"):
    measure = scope.one_of("Measure", "measure", pictures.compare_measures(chosen.framework_id), width=440)
picture = pictures.compare(
    chosen.framework_id, chosen.round, chosen.grouping_id, chosen.area_code, measure, chosen.published
)
with heading:
    components.heading("Compare areas", picture.finding)

left, right = st.columns([3, 2], gap="large")
with left:
    links.choose_selected_area(components.exhibit(picture.ranking, on_select="rerun"), chosen)
with right:
    # Sentence and picture alone: the table beside it has every figure of the map.
    paragraph(f"{picture.map.takeaway} {picture.map.basis}", "csp-takeaway")
    links.choose_selected_area(components.chart(picture.map, on_select="rerun"), chosen)

components.take_away("Compare areas", picture.finding, [picture.ranking], picture.ranking.about, picture.demo)
