"""The words of an action plan: its headings and its statuses, in the forms that people use.

What is not here is not read, and the reader says so.
"""

from __future__ import annotations

from csp_analytics.ingest.table_header import Header, heading

CORE = ("issue", "action", "when", "milestone")
NOT_STATED = "not stated"

WORDS: dict[str, frozenset[str]] = {
    "issue": frozenset(
        {"issue", "issues", "issue identified", "requirement", "requirements", "area for improvement",
         "areas for improvement", "improvement area", "gap", "gap identified", "need", "needs"}
    ),
    "action": frozenset(
        {"action", "actions", "action required", "actions required", "agreed action", "improvement action",
         "planned action", "action to be taken", "actions to be taken", "task", "what we will do"}
    ),
    "when": frozenset(
        {"when", "by when", "timescale", "timescales", "time scale", "deadline", "due", "due date", "due by",
         "target date", "completion date", "date for completion"}
    ),
    "milestone": frozenset({"milestone", "milestones", "key milestone", "key milestones", "next milestone"}),
    "owner": frozenset(
        {"owner", "action owner", "lead", "lead officer", "lead person", "lead agency", "lead partner", "led by",
         "who", "by whom", "responsible", "responsibility", "responsible officer", "responsible person"}
    ),
    "status": frozenset({"status", "action status", "current status"}),
    "measure": frozenset(
        {"measure", "measures", "measure of success", "measures of success", "success measure", "success measures",
         "how measured", "measured by", "how we will know", "how will we know", "how we will measure success",
         "how success will be measured", "outcome measure", "outcome measures", "performance measure",
         "performance measures", "performance indicator", "performance indicators", "kpi", "kpis",
         "success criteria", "evidence of success", "indicator of success"}
    ),
    "area": frozenset(
        {"area", "area name", "partnership", "community safety partnership", "csp", "cpp", "council",
         "council area", "local authority"}
    ),
    "framework": frozenset({"framework", "assessment framework"}),
    "criterion": frozenset({"criterion", "criteria", "criterion id", "standard", "question"}),
    "stage": frozenset({"stage", "heading", "theme", "phase"}),
}  # fmt: skip

# Labels of a cell above the table that says after which round the plan was made. 'Year' is not one: it is the plan's.
ROUND_LABELS = frozenset({"round", "assessment round", "round of assessment", "wave"})

# The four words of the store, and what people write for them. 'Open', 'on track' and 'closed' are left out on
# purpose: they do not say whether anything was begun or done.
STATUS: dict[str, frozenset[str]] = {
    "not started": frozenset(
        {"not started", "not yet started", "not begun", "not yet begun", "yet to start", "yet to begin", "no progress",
         "to start", "to begin", "to do", "planned"}
    ),
    "in progress": frozenset(
        {"in progress", "work in progress", "in process", "progressing", "started", "begun", "under way", "underway",
         "ongoing", "on going", "in hand", "part complete", "part completed", "partly complete", "partly completed",
         "partially complete", "partially completed", "partly done", "being done"}
    ),
    "done": frozenset(
        {"done", "complete", "completed", "fully complete", "action complete", "action completed", "finished",
         "achieved", "delivered", "in place", "implemented"}
    ),
    NOT_STATED: frozenset({"", "not stated"}),
}  # fmt: skip

# A column headed by one of these makes a sheet an assessment, also when it has a column for actions.
_ASSESSMENT = frozenset({"level", "rating", "answer", "score", "round"})


def is_plan(header: Header) -> bool:
    """Whether a header row is that of an action plan: an action column and two more of the four."""
    rated = any(heading(other) in _ASSESSMENT for other in header.others.values())
    return header.has("action") and len(set(CORE) & set(header.columns)) >= 3 and not rated
