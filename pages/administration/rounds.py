"""Administrators: what do officers see of each round, and are returns still taken?"""

import streamlit as st

from csp_analytics.ui import admin_rounds, components

heading = st.container()
admin_rounds.show()
with heading:
    components.heading("Rounds", admin_rounds.finding())
