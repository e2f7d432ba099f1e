"""Which column stands for what: the guesses by heading and by content weighed against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from csp_analytics.ingest.assessments.headers import LEVEL
from csp_analytics.ingest.columns.contents import Known, by_content
from csp_analytics.ingest.columns.guess import by_heading, together
from csp_analytics.ingest.columns.roles import CRITERION_PREFIX
from csp_analytics.ingest.columns.table import Heading
from csp_analytics.ingest.files.workbook import Value
from csp_analytics.ingest.plans.words import CORE
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT
from csp_analytics.ingest.surveys.likeness import MARGIN, SAME, Likeness, decided


def guesses(
    columns: Iterable[Heading], cells: dict[int, list[Value]], kind: str, known: Known
) -> dict[int, list[Likeness]]:
    """What each column of a table of that kind may stand for, by heading and content, likeliest first."""
    named = {one.column: by_heading(one.written, kind, known.names) for one in columns}
    own = [column for column, found in named.items() if any(_names_a_criterion(guess) for guess in found)]
    found = {}
    for column, by_name in named.items():
        inside = by_content(cells[column], known) if kind == ASSESSMENT and column not in own else []
        if len(own) > 1:  # a column for each criterion: of course levels stand in them
            inside = [guess for guess in inside if guess.meaning != LEVEL]
        found[column] = together(by_name, inside)
    return found


def _names_a_criterion(guess: Likeness) -> bool:
    return guess.meaning.startswith(CRITERION_PREFIX) and guess.score == SAME


def fit(kind: str, found: dict[int, list[Likeness]]) -> float:
    """How well a table fits a kind: a plan has an action and two more of its four words, an assessment has levels."""
    roles = [one.meaning for list_ in found.values() if (one := decided(list_))]
    if kind == ACTIONS:
        return 1.0 + len(set(CORE) & set(roles)) if "action" in roles and len(set(CORE) & set(roles)) > 1 else 0.0
    own = sum(role.startswith(CRITERION_PREFIX) for role in roles)
    return 1.0 + 2.0 * len({"level", "criterion", "criterion id"} & set(roles)) + own


def one_each(found: dict[int, list[Likeness]]) -> dict[int, Likeness]:
    """The guess of each column; a role that several columns claim goes to the likeliest, if it is clearly so."""
    first = {column: one for column, list_ in found.items() if list_ and (one := decided(list_))}
    counts = Counter(one.meaning for one in first.values())
    for role in (role for role, count in counts.items() if count > 1):
        claims = sorted((column for column in first if first[column].meaning == role), key=lambda c: -first[c].score)
        clear = first[claims[0]].score - first[claims[1]].score >= MARGIN
        for column in claims[1:] if clear else claims:
            del first[column]
    return first
