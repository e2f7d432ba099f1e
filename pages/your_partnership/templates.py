"""Officers: which spreadsheet do I fill in, and how do I load it?"""

import streamlit as st

from csp_analytics.ui import components, scope, template_parts
from csp_analytics.ui.messages import paragraph

components.heading(
    "Get a template", "One workbook with drop-down levels, room for evidence and actions, and instructions."
)
chosen = scope.choose_definitions(area=True, peers=False)
paragraph(
    f"{len(chosen.framework.criteria)} {chosen.framework.row_word_plural}, each with a drop-down. Everything you "
    "need to fill it in stands on its first sheet.",
    "csp-takeaway",
)
left, middle, right = st.columns(3)
with left:
    template_parts.entry(chosen.framework, chosen.area_code)
with middle:
    template_parts.action_plan(chosen.area_code)
with right:
    template_parts.surveys_to_fill_in(chosen.area_code)
template_parts.how_to_load()
