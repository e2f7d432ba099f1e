"""Administrators: who did what and when, and is the log as it was written?"""

import streamlit as st

from csp_analytics.ui import admin_audit, components

heading = st.container()
admin_audit.show()
with heading:
    components.heading("Audit log", admin_audit.finding())
