"""What a column of somebody's own table may stand for, by the words over it.

Every guess is a proposal for a person, with its likeness from 0 to 100; nothing is read on the strength of one. The
likeness of words is that of survey matching (:mod:`csp_analytics.ingest.surveys.likeness`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments.criterion_names import CriterionNames
from csp_analytics.ingest.assessments.headers import (
    ACTION,
    AREA,
    CRITERION,
    EVIDENCE,
    LEVEL,
    ROUND,
    SYNONYMS,
)
from csp_analytics.ingest.cell_text import LONGEST_NAME, shown
from csp_analytics.ingest.columns.roles import CRITERION_PREFIX
from csp_analytics.ingest.files.workbook import Value
from csp_analytics.ingest.plans.words import WORDS
from csp_analytics.ingest.reading import ASSESSMENT
from csp_analytics.ingest.surveys.likeness import LIKELY, Likeness, best, comparable

# Headings that people use and that the readers do not take by themselves, because each can mean something else.
OFTEN: dict[str, dict[str, tuple[str, ...]]] = {
    ASSESSMENT: {
        LEVEL: ("rag", "rag rating", "rag status", "status", "grade", "maturity", "assessment", "where we are now",
                "current position", "self assessment", "progress", "judgement"),
        CRITERION: ("key question", "indicator", "what good looks like", "theme and question", "topic"),
        EVIDENCE: ("notes", "narrative", "commentary", "supporting comments", "remarks", "what we have in place"),
        ACTION: ("improvement", "what next", "plan", "recommendation", "what needs to happen"),
        AREA: ("board", "district", "locality", "place"),
        ROUND: ("period", "date of assessment", "reporting year"),
    },
    "": {
        "issue": ("problem", "what is the problem", "theme", "objective", "priority", "outcome", "criterion"),
        "action": ("what", "what will be done", "activity", "step", "response", "proposal"),
        "when": ("date", "finish", "end date", "finish date", "complete by", "by"),
        "milestone": ("target", "first step", "key date", "output"),
        "owner": ("name", "officer", "partner", "agency", "contact", "accountable"),
        "status": ("progress", "rag", "rag status", "update"),
    },
}  # fmt: skip
OFTEN_SCORE = 90.0  # of a heading from OFTEN; one of the readers' own words is 100


def by_heading(written: Value, kind: str, names: dict[str, CriterionNames]) -> list[Likeness]:
    """What a heading may mean in a table of that kind, likeliest first.

    Args:
        written: the heading cell.
        kind: ``assessment`` or ``actions``.
        names: the names of criteria, by framework; none of them is looked for in an action plan.
    """
    heading = shown(written)[:LONGEST_NAME]
    text = comparable(re.sub(r"\(.*?\)", " ", heading)) or comparable(heading)
    if not text:
        return []
    found = best(text, _known(kind))
    often = dict(_often(kind))
    found = [
        Likeness(one.meaning, min(one.score, OFTEN_SCORE), one.wording) if one.wording in often else one
        for one in found
    ]  # fmt: skip
    found += _criteria_named(written, names) if kind == ASSESSMENT else []
    return sorted(found, key=lambda one: -one.score)


def together(*guesses: Sequence[Likeness]) -> list[Likeness]:
    """Guesses of several kinds as one list, every meaning once with its best score, likeliest first."""
    scores: dict[str, Likeness] = {}
    for one in (one for list_ in guesses for one in list_):
        if one.meaning not in scores or one.score > scores[one.meaning].score:
            scores[one.meaning] = one
    return sorted(scores.values(), key=lambda one: -one.score)


@lru_cache(maxsize=4)
def _known(kind: str) -> tuple[tuple[str, str], ...]:
    words = SYNONYMS if kind == ASSESSMENT else WORDS
    own = [(comparable(word), role) for role, known in words.items() for word in known]
    return (*own, *_often(kind))


@lru_cache(maxsize=4)
def _often(kind: str) -> tuple[tuple[str, str], ...]:
    words = OFTEN[kind if kind == ASSESSMENT else ""]
    return tuple((comparable(word), role) for role, known in words.items() for word in known)


def _criteria_named(written: Value, names: dict[str, CriterionNames]) -> list[Likeness]:
    """The criteria that a heading names, by id, label or wording, or nearly so."""
    found = []
    for one in names.values():
        meaning = one.meaning(written)
        if meaning.by == "name":
            found.append(Likeness(CRITERION_PREFIX + one.framework.criteria[meaning.position].criterion_id, 100.0))
    if found or len(shown(written).split()) < 3:
        return found
    text = comparable(shown(written))
    return best(text, wordings(tuple(one.framework for one in names.values())), least=LIKELY)[:3]


def wordings(known: tuple[Framework, ...]) -> list[tuple[str, str]]:
    """Labels and wordings of criteria as they are compared, each with the role of a column of its own."""
    rows = [row for one in known for row in one.criteria]
    return [(comparable(name), CRITERION_PREFIX + row.criterion_id) for row in rows for name in (row.short, row.text)]
