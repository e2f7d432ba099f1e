"""Analysts and officers: what is here soon?"""

from csp_analytics.ui import components

components.heading("Survey quality", "In the making.")
