"""Facilitators: what did the room agree on, what follows from it, and what do we take away?"""

import streamlit as st

from csp_analytics.ui import components, workshop_after

heading = st.container()
finding = workshop_after.show()
with heading:
    components.heading("After a workshop", finding)
