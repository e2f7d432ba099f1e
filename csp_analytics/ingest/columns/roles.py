"""What a column of somebody's own table, and an answer in it, can stand for: the words of the readers."""

from __future__ import annotations

from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments.answers import DONT_KNOW_LABEL, NOT_APPLICABLE_LABEL
from csp_analytics.ingest.assessments.headers import SYNONYMS
from csp_analytics.ingest.plans.words import WORDS
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT

KINDS = (ASSESSMENT, ACTIONS)
LEAVE_OUT = "-"  # the same sign as in a survey's mapping
NO_ANSWER = "No answer"  # a written answer that counts as a blank cell, such as 'to be agreed'
CRITERION_PREFIX = "criterion:"  # a column of its own for one criterion: `criterion:<criterion id>`
EVERY_SHEET = "*"


def roles(kind: str) -> tuple[str, ...]:
    """What a column can stand for in a table of that kind, beside ``criterion:<id>`` and leaving it out."""
    return tuple(SYNONYMS) if kind == ASSESSMENT else tuple(WORDS)


def role_words(role: str) -> str:
    """A role for people: 'Criterion id', 'Left out', or the short label of a criterion that has its own column."""
    if role in ("", LEAVE_OUT):
        return "Left out"
    if not role.startswith(CRITERION_PREFIX):
        return role.capitalize()
    found = criterion_owner(role)
    criterion_id = role.removeprefix(CRITERION_PREFIX)
    short = next((row.short for row in found.criteria if row.criterion_id == criterion_id), "") if found else ""
    return f"Criterion: {short or criterion_id}"


def criterion_owner(role: str) -> Framework | None:
    """The framework that the criterion of a role ``criterion:<id>`` belongs to; None when there is none."""
    criterion_id = role.removeprefix(CRITERION_PREFIX)
    every = frameworks().values()
    return next((one for one in every if any(row.criterion_id == criterion_id for row in one.criteria)), None)


def level_choices(framework_id: str = "") -> tuple[str, ...]:
    """What a written answer can stand for: labels of levels (of every framework when none is named) and the rest."""
    chosen = [one for one in frameworks().values() if framework_id in ("", one.framework_id)]
    labels = dict.fromkeys(level.label for one in chosen for level in one.levels)
    return (*labels, NOT_APPLICABLE_LABEL, DONT_KNOW_LABEL, NO_ANSWER)
