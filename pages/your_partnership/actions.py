"""Officers and analysts: what of an action plan is done, due or overdue, and what became of the plan before?"""

import streamlit as st

from csp_analytics.ui import components, plan_parts, plan_pictures, scope, seeing

heading = st.container()
chosen = scope.choose(framework=False, area=True, everyone=True)
seeing.needs_plans(chosen.area_code)
if chosen.area_code:
    picture = plan_pictures.plan(chosen.area_code)
    with heading:
        components.heading(f"{plan_parts.TITLE} of {chosen.area}", picture.finding)
    plan_parts.one(picture)
else:
    everyone = plan_pictures.every_plan()
    with heading:
        components.heading(plan_parts.TITLE, everyone.finding)
    plan_parts.every(everyone)
