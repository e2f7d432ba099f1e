"""Everybody: which frameworks are these, how is a score made, who are the peers, and where does it all come from?"""

import streamlit as st

from csp_analytics.ui import components, method_parts, scope

components.heading(
    "How scores are made", "From levels to counts, from counts to a score, and always with what it rests on."
)
chosen = scope.choose_definitions()
frameworks, arithmetic, peers, data = st.tabs(
    ["Frameworks", "Arithmetic", "Peer groups", "Data loaded"], key="part", bind="query-params"
)
with frameworks:
    method_parts.framework(chosen.framework)
with arithmetic:
    method_parts.arithmetic(chosen.framework)
with peers:
    method_parts.peers(chosen.grouping_id)
with data:
    method_parts.imports()
