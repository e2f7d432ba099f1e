"""Analysts and officers: what is here soon?"""

from csp_analytics.ui import components

components.heading("Skills in your area", "In the making.")
