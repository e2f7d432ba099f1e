"""Everybody: which frameworks are these, how is a score made, who are the peers, and where does it all come from?"""

from csp_analytics.ui import components, method_parts, scope

components.heading(
    "How scores are made", "From levels to counts, from counts to a score, and always with what it rests on."
)
chosen = scope.choose_definitions()
frameworks, arithmetic, peers, data = scope.part(
    {"frameworks": "Frameworks", "arithmetic": "Arithmetic", "peers": "Peer groups", "data": "Data loaded"}
)
with frameworks:
    method_parts.framework(chosen.framework)
with arithmetic:
    method_parts.arithmetic(chosen.framework)
with peers:
    method_parts.peers(chosen.grouping_id)
with data:
    method_parts.imports()
