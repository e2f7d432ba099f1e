"""Officers: how do the answers of our survey get in, whichever tool we used?"""

import streamlit as st

from csp_analytics.ui import components, survey_loading

heading = st.container()
survey_loading.steps()
with heading:
    components.heading("Load a survey", survey_loading.finding())
