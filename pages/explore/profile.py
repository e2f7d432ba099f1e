"""Officers and analysts: criterion by criterion, where does an area stand within its peers, and what has moved?"""

import streamlit as st

from csp_analytics.ui import components, pictures, presenting, presenting_alone, profile_parts, scope

heading = st.container()
chosen = scope.choose(peers=True, switch=True)
own = profile_parts.choices(chosen)
presenting.own_only(own.areas[0], lambda: presenting_alone.levels("Profile", chosen, own.areas[0]))
picture = pictures.profile(
    chosen.framework_id, chosen.round, chosen.grouping_id, own.areas, own.by, own.order, chosen.published,
    presenting.is_on(),
)  # fmt: skip
with heading:
    components.heading("Profile", picture.finding)

if picture.files:
    profile_parts.side_by_side(picture)
    profile_parts.tables(picture)
    profile_parts.extra(picture.radar)
    components.take_away("Profile", picture.finding, [*picture.files, picture.radar], picture.about, picture.demo)
