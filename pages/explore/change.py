"""National analysts and officers: what has changed between two rounds, like for like, and what was left out?"""

import streamlit as st

from csp_analytics.ui import change_parts, components, pictures, presenting, scope, seeing

heading = st.container()
chosen = scope.choose(rounds=False, area=True, everyone=True)
with scope.row("scope-rounds"):
    before, after = scope.two_rounds(chosen.framework_id)
presenting.own_only(chosen.area_code)
seeing.one_rule(before, after, chosen.area_code)
picture = pictures.change(chosen.framework_id, before, after, chosen.area_code)
with heading:
    components.heading(f"Change: {chosen.area}" if chosen.area else "Change", picture.finding)

change_parts.exhibits(picture)
change_parts.tables(picture, chosen.framework)
change_parts.take_away(picture, chosen.framework)
