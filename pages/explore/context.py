"""National analysts: do areas with a higher crime rate, or more people on a low income, score higher or lower?"""

from functools import partial

import streamlit as st

from csp_analytics.ui import components, context_parts, links, pictures, presenting, scope, seeing

heading = st.container()
chosen = scope.choose(peers=True, area=True)
measure, fact, period = context_parts.choose_measures(
    pictures.measures(chosen.framework_id),
    pictures.fact_titles(),
    pictures.fact_periods(),
    partial(pictures.first_to_compare, chosen.framework_id, chosen.round),
)
presenting.own_only()
seeing.needs_names()
picture = pictures.context(
    chosen.framework_id, chosen.round, chosen.grouping_id, chosen.area_code, measure, fact, period
)
with heading:
    components.heading("Context", picture.finding)
    context_parts.caution(picture.caution)

left, right = components.columns([4, 3])
with left:
    links.open_selected_area(components.exhibit(picture.scatter, on_select="rerun"), chosen)
    context_parts.how_to_load()
with right:
    context_parts.choose_selected(components.exhibit(picture.everything, on_select="rerun"), fact)

components.take_away("Context", picture.finding, [picture.scatter, picture.everything], picture.about, picture.demo)
