"""National analysts: where does one area stand among all of them, by any measure, and who stands close to it?"""

import streamlit as st

from csp_analytics.ui import components, links, pictures, presenting, scope

heading = st.container()
chosen = scope.choose(peers=True, area=True, switch=True)
with scope.row("scope-measure"):
    measure = scope.one_of("Measure", "measure", pictures.compare_measures(chosen.framework_id), width=440)
presenting.own_only()
picture = pictures.compare(
    chosen.framework_id, chosen.round, chosen.grouping_id, chosen.area_code, measure, chosen.published
)
with heading:
    components.heading("Compare areas", picture.finding)

left, right = components.columns([3, 2])
with left:
    links.choose_selected_area(components.exhibit(picture.ranking, on_select="rerun"), chosen)
with right:
    # Sentence and picture alone: the table beside it has every figure of the map.
    links.choose_selected_area(components.map_beside(presenting.without_map(picture.map)), chosen)

components.take_away("Compare areas", picture.finding, [picture.ranking], picture.ranking.about, picture.demo)
