"""Analysts and officers: who are an area's peers and why, and does what they show depend on the choice of them?"""

import streamlit as st

from csp_analytics.ui import components, own_lists, peer_parts, pictures, presenting, scope, seeing

heading = st.container()
chosen = scope.choose(peers=True, area=True, switch=True)
with scope.row("scope-beside"):
    second, instead = peer_parts.second(chosen)
    measure = scope.measure(pictures.measures(chosen.framework_id))
presenting.own_only()
seeing.needs_names()
picture = pictures.peers(
    chosen.framework_id, chosen.round, chosen.grouping_id, second, chosen.area_code, measure, chosen.published
)
with heading:
    components.heading(f"Peers of {chosen.area}", picture.finding)
peer_parts.say_if(instead)
components.beside_finding(picture.chosen)

if picture.strip:
    left, right = components.columns([1, 1])
    with left:
        components.exhibit(picture.strip)
        own_lists.button()
    with right:
        if picture.dual:
            components.exhibit(picture.dual)
else:
    own_lists.button()
peer_parts.overview(picture)
peer_parts.members(picture)
peer_parts.take_away(picture)
