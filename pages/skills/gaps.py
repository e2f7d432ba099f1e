"""National analysts, officers and facilitators: which skills are in place, which are missing, where, and what to do?"""

import streamlit as st

from csp_analytics.ui import components, seeing, skill_parts, skill_pictures, wall

TITLE = "Skills gaps"
heading = st.container()
chosen = skill_parts.choose()
seeing.needs_areas()
if not chosen.round:
    skill_parts.absent(TITLE)
elif chosen.wall:
    wall.show(TITLE, skill_pictures.gaps_walls(*chosen.keys, chosen.role), "There is nothing that may be shown here.")
else:
    picture = skill_pictures.gaps(*chosen.keys, chosen.role, chosen.measure, chosen.order)
    with heading:
        components.heading(TITLE, picture.finding)
    left, right = st.columns([3, 2], gap="large")
    with left:
        skill_parts.exhibit(picture.main, headline=False)
    with right:
        skill_parts.todo(picture)
    shown = skill_parts.places(chosen, picture)
    skill_parts.take_away(TITLE, picture, shown)
