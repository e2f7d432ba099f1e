"""National analysts: what would the summary chapter of a national report, or of a family's, say?"""

import streamlit as st

from csp_analytics.ui import components, pictures, presenting, report_parts, scope

heading = st.container()
chosen = scope.choose(peers=True)
with scope.row("scope-more"):
    group = scope.one_of("Report on", "group", pictures.report_groups(chosen.grouping_id), width=420)
presenting.own_only()
report = pictures.report(chosen.framework_id, chosen.round, chosen.grouping_id, group)
with heading:
    components.heading(report.title, report.finding)

report_parts.downloads(report, chosen, group)
report_parts.headlines(report)
report_parts.sections(report)
