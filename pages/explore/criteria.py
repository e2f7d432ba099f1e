"""National analysts: on which criteria are areas strong, weak or far apart, and what evidence stands behind a level?"""

import streamlit as st

from csp_analytics.ui import components, criteria_parts, pictures, presenting, presenting_alone, scope

heading = st.container()
chosen = scope.choose(peers=True, area=True, switch=True)
presenting.own_only(chosen.area_code, lambda: presenting_alone.levels("Criteria", chosen, chosen.area_code))
wanted = criteria_parts.choose(chosen)
picture = pictures.criteria(
    chosen.framework_id,
    chosen.round,
    chosen.grouping_id,
    chosen.area_code,
    chosen.published,
    wanted.set_id,
    wanted.order,
    wanted.criteria_order,
)
with heading:
    components.heading("Criteria", picture.finding)

criteria_parts.show(picture, chosen, wanted)
