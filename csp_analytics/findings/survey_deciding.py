"""Deciding, before anybody waits for it, which figures of a survey are shown."""

from __future__ import annotations

import threading

from csp_analytics.findings import surveys
from csp_analytics.findings.survey_plans import write_decisions
from csp_analytics.store.connection import Store
from csp_analytics.surveys.load import survey
from csp_analytics.surveys.model import ROLE

_deciding = threading.Lock()  # who comes second waits for what the first decides, and finds it there


def decide(store: Store, definition: str, round_: str) -> None:
    """Decides what the pages ask first of a survey and round, and keeps it in the database.

    Shares of every question by place, those of the first question by role, and needs where they can be made. Takes
    seconds for answers that are new, and next to nothing once it was decided.
    """
    with _deciding:
        _decide(store, definition, round_)


def _decide(store: Store, definition: str, round_: str) -> None:
    asked = [question.question_id for question in survey(definition).questions if question.scale]
    for question_id in asked:
        surveys.shares(store, definition, round_, question_id, by=surveys.AREA)
    if asked:
        surveys.shares(store, definition, round_, asked[0], by=ROLE)
    if {surveys.IMPORTANCE, surveys.CONFIDENCE} <= set(asked):
        surveys.needs(store, round_, by=surveys.AREA, definition=definition)
    write_decisions(store)
