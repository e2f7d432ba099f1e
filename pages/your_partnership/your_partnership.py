"""Officers: how do we stand, what was wrong with our spreadsheet, and what do we take to the board?"""

import streamlit as st

from csp_analytics.ui import components, officer

heading = st.container()
finding = officer.steps()
with heading:
    components.heading("Your partnership", finding)
