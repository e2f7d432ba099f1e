"""What a column of somebody's own table may stand for, by what stands in it.

As with headings, every guess is a proposal with its likeness from 0 to 100.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments.answers import RATED, Answer, AnswerBook
from csp_analytics.ingest.assessments.criterion_names import CriterionNames, all_names
from csp_analytics.ingest.assessments.headers import AREA, AREA_CODE, CRITERION, CRITERION_ID, FRAMEWORK, LEVEL, ROUND
from csp_analytics.ingest.cell_text import fold, plain, shown
from csp_analytics.ingest.columns.guess import wordings
from csp_analytics.ingest.files.workbook import Value
from csp_analytics.ingest.surveys.likeness import LIKELY, Likeness, best, comparable

NUMBERS_SCORE = 80.0  # of bare numbers that are levels: they could be a count or a priority too
YEAR_SCORE = 85.0
# Words of scales that are not ours: such a column holds answers, but nobody can say from here which level each is.
SCALE_WORDS = frozenset(
    ("red", "amber", "green", "blue", "yellow", "r", "a", "g", "b", "high", "medium", "low", "strong", "weak", "good",
     "fair", "poor", "fully", "partly", "partially", "not met", "met", "partially met", "yes", "no", "established",
     "emerging", "developing", "embedded", "basic", "advanced")
)  # fmt: skip
SCALE_SCORE = 88.0
MOST_LOOKED_AT, MOST_COMPARED = 200, 12
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-/]\s?(?:\d\d)?\d\d)?")


@dataclass(frozen=True)
class Known:
    """The definitions that guesses are made by, by framework: names of criteria, ids of all rows, books of answers."""

    names: dict[str, CriterionNames]
    ids: dict[str, frozenset[str]]
    books: tuple[AnswerBook, ...]

    @staticmethod
    def now() -> Known:
        """The definitions as they are."""
        ids = {key: frozenset(fold(row.criterion_id) for row in one.rows) for key, one in frameworks().items()}
        return Known(all_names(), ids, tuple(AnswerBook(one) for one in frameworks().values()))


def by_content(values: Sequence[Value], known: Known) -> list[Likeness]:
    """What the cells of a column may be, likeliest first: criteria, levels, areas, rounds or frameworks.

    Args:
        values: what stands in the column, blanks left out.
        known: the definitions.
    """
    distinct = list(dict.fromkeys(values[:MOST_LOOKED_AT]))
    if not distinct:
        return []
    found = [*_criteria(distinct, known), *_levels(distinct, len(values), known.books), *_places(distinct)]
    texts = [shown(value) for value in distinct]
    titles = {fold(name) for one in known.names.values() for name in _titles(one.framework)}
    found.append(Likeness(FRAMEWORK, _share([fold(text) in titles for text in texts])))
    found.append(Likeness(ROUND, YEAR_SCORE * _share([bool(_YEAR.fullmatch(text)) for text in texts]) / 100))
    return sorted((one for one in found if one.score >= LIKELY), key=lambda one: -one.score)


def framework_of(values: Sequence[Value], names: dict[str, CriterionNames]) -> str:
    """The framework whose criteria most of the texts are; '' when none or several fit best."""
    counts = {key: sum(one.meaning(value).by == "name" for value in values) for key, one in names.items()}
    most = max(counts.values(), default=0)
    best_ones = [key for key, count in counts.items() if count == most > 0]
    return best_ones[0] if len(best_ones) == 1 else ""


def _criteria(distinct: list[Value], known: Known) -> list[Likeness]:
    found = []
    for framework_id, one in known.names.items():
        ids = known.ids[framework_id]
        told = [one.meaning(value) for value in distinct]
        named = [meaning.by == "name" or meaning.prompt or fold(value) in one.headings
                 for meaning, value in zip(told, distinct, strict=True)]  # fmt: skip
        role = CRITERION_ID if _share([fold(value) in ids for value in distinct]) > LIKELY else CRITERION
        found.append(Likeness(role, _share(named)))
    if max((one.score for one in found), default=0.0) >= LIKELY:
        return found
    return [*found, Likeness(CRITERION, _alike_wordings(distinct, known.names))]


def _alike_wordings(distinct: list[Value], names: dict[str, CriterionNames]) -> float:
    """Mean likeness of the texts with the wording that each is most like, where criteria were reworded."""
    texts = [text for value in distinct if len((text := comparable(shown(value))).split()) > 2][:MOST_COMPARED]
    known = wordings(tuple(one.framework for one in names.values())) if len(texts) > 1 else []
    scores = [max((one.score for one in best(text, known, least=50)), default=0.0) for text in texts]
    return sum(scores) / len(scores) if scores and known else 0.0


def _levels(distinct: list[Value], filled: int, books: Sequence[AnswerBook]) -> list[Likeness]:
    """A level column has few different answers; most of them are levels, or words of some other scale."""
    if len(distinct) > 12 or (filled > 4 and len(distinct) == filled):
        return []
    shares = []
    for book in books:
        answers = [book.read(value) for value in distinct]
        shares.append(_share([isinstance(one, Answer) and one.answer != "missing" for one in answers]))
        if not any(isinstance(one, Answer) and one.answer == RATED for one in answers):
            shares[-1] = 0.0
    score = max(shares, default=0.0)
    if all(shown(value).strip().isdigit() for value in distinct):
        score = min(score, NUMBERS_SCORE)
    scale = SCALE_SCORE * _share([plain(value) in SCALE_WORDS for value in distinct]) / 100
    return [Likeness(LEVEL, max(score, scale))]


def _places(distinct: list[Value]) -> list[Likeness]:
    texts = [shown(value) for value in distinct]
    codes = _share([text.strip() in register().areas for text in texts])
    known = _share([not text.strip().isdigit() and register().resolve(text) is not None for text in texts])
    return [Likeness(AREA_CODE, codes), Likeness(AREA, known if known > codes else 0.0)]


def _titles(framework: Framework) -> tuple[str, ...]:
    return (framework.framework_id, framework.title, framework.short_title)


def _share(told: Sequence[bool]) -> float:
    return round(100 * sum(told) / len(told), 1) if told else 0.0
