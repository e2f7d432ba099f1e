"""Administrators: what was loaded, what would a file change, and how is it undone?"""

import streamlit as st

from csp_analytics.ui import admin_imports, components

heading = st.container()
admin_imports.show()
with heading:
    components.heading("Imports and undo", admin_imports.finding())
