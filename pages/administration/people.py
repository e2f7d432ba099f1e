"""Administrators: who may do what, and who gave them the right?"""

import streamlit as st

from csp_analytics.ui import admin_people, components

heading = st.container()
admin_people.show()
with heading:
    components.heading("People and roles", admin_people.finding())
