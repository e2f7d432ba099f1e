"""Skills surveys for tests, person by person: as the readers of ``ingest/`` hand them over."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from csp_analytics.ingest.reading import COLUMNS, EVERYWHERE, POSTS, SURVEY, Reading
from csp_analytics.store.connection import Store
from csp_analytics.store.writing import load

SKILLS = "skills"


@dataclass(frozen=True)
class People:
    """People of one area and role who answered alike but for how many of them say yes.

    Attributes:
        area: code of their area.
        n: how many.
        yes: of each skill how many of them, the first ones, have it in place.
        role: their role.
        rated: of a skill the importance and the confidence that all of them give.
    """

    area: str
    n: int
    yes: Mapping[str, int]
    role: str = "practitioner"
    rated: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def skills_survey(round_: str, people: Sequence[People], *, file: str = "survey.xlsx") -> Reading:
    """One file of one round."""
    respondents, answers = [], []
    for group in people:
        for place in range(group.n):
            who = f"{len(respondents) + 1}"
            respondents.append((SKILLS, who, group.area, group.role, "council"))
            answers += [(SKILLS, who, "in-place", item, int(place < yes)) for item, yes in group.yes.items()]
            for item, (importance, confidence) in group.rated.items():
                answers.append((SKILLS, who, "importance", item, importance))
                answers.append((SKILLS, who, "confidence", item, confidence))
    n = len(respondents)
    tables = {
        "survey": _frame("survey", [(SKILLS, round_, EVERYWHERE, "plain table", n, n, "{}", "[]")]),
        "respondent": _frame("respondent", respondents),
        "answer": _frame("answer", answers),
    }
    return Reading(file, _digest(round_, people), SURVEY, "plain table", tables)


def posts(round_: str, numbers: Mapping[str, int]) -> Reading:
    """How many people could have answered in a round, by area (``all`` for the country)."""
    rows = [("", round_, area, n, "A count") for area, n in numbers.items()]
    return Reading("posts.csv", _digest(round_, numbers), POSTS, "posts", {"post": _frame("post", rows)})


def loaded(store: Store, *readings: Reading, demo: bool = False) -> Store:
    """The store with the files in it."""
    for reading in readings:
        outcome = load(store, reading, demo=demo)
        assert outcome.status == "loaded", outcome
    return store


def _frame(table: str, rows: Sequence[Sequence[object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS[table]))


def _digest(*what: object) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()
