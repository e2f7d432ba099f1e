"""Facilitators: how do we get our partners into a room in which they rate together?"""

import streamlit as st

from csp_analytics.ui import components, workshop_prepare

heading = st.container()
finding = workshop_prepare.steps()
with heading:
    components.heading("Prepare a workshop", finding)
