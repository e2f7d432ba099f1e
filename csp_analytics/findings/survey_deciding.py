"""Deciding, before anybody waits for it, which figures of a survey are shown."""

from __future__ import annotations

from collections.abc import Callable

from csp_analytics.findings import surveys
from csp_analytics.findings.survey_plans import write_decisions
from csp_analytics.store.connection import Store
from csp_analytics.surveys.load import survey
from csp_analytics.surveys.model import ROLE


def decide(store: Store, definition: str, round_: str, give_way: Callable[[], None] = lambda: None) -> None:
    """Decides what the pages ask first of a survey and round, and keeps it in the database.

    Shares of every question by place, those of the first question by role, and needs where they can be made. Takes
    seconds for answers that are new, and next to nothing once it was decided. ``give_way`` is called before each
    question, for those who do it ahead of everybody. Who comes second waits decision by decision for what the first
    decides (:meth:`csp_analytics.analysis.suppression.Plan.statuses`), not for the whole.
    """
    asked = [question.question_id for question in survey(definition).questions if question.scale]
    for question_id in asked:
        give_way()
        surveys.shares(store, definition, round_, question_id, by=surveys.AREA)
    give_way()
    if asked:
        surveys.shares(store, definition, round_, asked[0], by=ROLE)
    if {surveys.IMPORTANCE, surveys.CONFIDENCE} <= set(asked):
        surveys.needs(store, round_, by=surveys.AREA, definition=definition)
    write_decisions(store)
