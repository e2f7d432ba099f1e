"""Administrators: which frameworks are there, is anything wrong with them, and are they open?"""

import streamlit as st

from csp_analytics.ui import admin_frameworks, components

heading = st.container()
admin_frameworks.show()
with heading:
    components.heading("Frameworks", admin_frameworks.finding())
