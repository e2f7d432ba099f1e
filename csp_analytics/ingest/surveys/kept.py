"""Which answers are kept, and how: tidied and in one wording where they were chosen, as they are where typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csp_analytics.ingest.files.workbook import Value
from csp_analytics.ingest.surveys.columns import Column, wordings
from csp_analytics.ingest.surveys.dates import iso_dates
from csp_analytics.ingest.surveys.questionnaire import MATRIX, MULTIPLE, SINGLE, TEXT, Question
from csp_analytics.ingest.surveys.wording import label

# The columns that tell when somebody answered, the best first.
_TIMES = ("end", "submitted", "recorded", "start")


def kept_answers(question: Question, columns: dict[int, Column]) -> Iterator[tuple[int, list[object]]]:
    """Zero-based column and answers of each column of a question.

    Args:
        question: the question.
        columns: the answers by column.
    """
    chosen = question.type in (SINGLE, MATRIX) and question.options
    best = wordings([columns[c].labels for c in question.columns]) if chosen else {}
    for number in (*question.columns, *question.other):
        column = columns[number]
        # Ticked options that share a cell may stand on lines of their own: those cells stay as they are, too.
        shared = question.type == MULTIPLE and len(question.columns) == 1
        if column.many or shared or question.type == TEXT or number in question.other:
            yield number, list(column.values)
            continue
        tidied: dict[Value, object] = {value: _worded(value, best) for value in column.counts}
        if all(value is new or (value == new and type(value) is type(new)) for value, new in tidied.items()):
            yield number, list(column.values)
            continue
        tidied[None] = None
        yield number, [tidied[value] for value in column.values]


def _worded(value: Value, best: dict[str, str]) -> object:
    if not isinstance(value, str):
        return value
    text = label(value)
    return best.get(text.casefold(), text) if text else None


def times(told: Sequence[Question], columns: dict[int, Column], usual: str) -> tuple[list[str | None], bool]:
    """The date of each answer as ISO text, and whether the order of day and month in them is sure.

    Args:
        told: the questions, columns about the response among them.
        columns: the answers by column.
        usual: ``day`` or ``month``: which of them the tool writes first.
    """
    for role in _TIMES:
        column = next((q.columns[0] for q in told if q.role == role), None)
        if column is not None and columns[column].filled:
            return iso_dates(columns[column].values, usual)
    return [None] * len(next(iter(columns.values())).values), True
