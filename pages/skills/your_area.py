"""Officers and facilitators: which skills does my area have beside others, what rests on one person, what to learn?"""

import streamlit as st

from csp_analytics.ui import components, seeing, skill_parts, skill_pictures, wall

TITLE = "Skills in your area"
seeing.needs_areas()
heading = st.container()
chosen = skill_parts.choose_area()
if not chosen.round:
    skill_parts.absent(TITLE)
elif chosen.wall:
    wall.show(TITLE, skill_pictures.area_walls(*chosen.keys), "There is nothing that may be shown here.")
else:
    picture = skill_pictures.area(*chosen.keys)
    with heading:
        components.heading(f"Skills in {picture.name}", picture.finding)
    skill_parts.area(picture)
