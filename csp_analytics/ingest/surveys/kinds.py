"""The type of a question that has one column of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from csp_analytics.ingest.surveys import multiple
from csp_analytics.ingest.surveys.closed import LONG, MOST_OPTIONS, is_closed
from csp_analytics.ingest.surveys.columns import Column, few_whole_numbers, has_stray_dates
from csp_analytics.ingest.surveys.questionnaire import DATE, MATRIX, MULTIPLE, NUMBER, SINGLE, TEXT
from csp_analytics.surveys.layout import Layout

UNDIVIDED = "The answers hold the sign that stands between ticked options, and could not be divided."
UNSURE = "Some options hold commas: check how they were divided."
STRAY_DATES = "Some answers are dates, probably made by a spreadsheet of something like 10/10."
CODES = "The answers are codes; what they mean is not in the file."
SCRIPT_WORDS = "Some answers are the word None or nan, left by a program."
RANKING = "A ranking: each answer names every item in order."
TYPED_TOO = "{} answers beside the options, typed by people, are not listed."


@dataclass(frozen=True)
class Kind:
    """The type of one column, the options that it shows, its note, and how ticked options share a cell, if they do."""

    type: str
    options: tuple[str, ...] = ()
    note: str = ""
    divided: multiple.Options | None = None


def kind_of(
    column: Column, header: str, layout: Layout, *, typed: bool = False, chosen: bool = False, code: str = ""
) -> Kind:
    """The type of a column.

    Args:
        column: its answers.
        header: the question.
        layout: the layout of the export.
        typed: whether the headings say that it holds typed text.
        chosen: whether they say that its answers were chosen from a list.
        code: the tool's short name.
    """
    if column.is_date:
        return Kind(DATE)
    if column.is_number and not column.are_codes:
        if layout.coded and not typed and _may_be_codes(column):
            return Kind(SINGLE, tuple(sorted(column.labels, key=_as_number)), CODES)
        return Kind(NUMBER, note=STRAY_DATES if has_stray_dates(column) else "")
    if typed:
        return Kind(TEXT, note=_stray(column))
    if column.many and len(column.counts) > 0.8 * column.filled and _average_length(column) > 60:
        return Kind(TEXT, note=_stray(column))
    return _words(column, header, layout, listed=chosen)


def _may_be_codes(column: Column) -> bool:
    """Whether numbers stand for options: few, and the same again and again; amounts differ from answer to answer."""
    return len(column.counts) <= max(5, 0.6 * column.filled) and few_whole_numbers(column)


def _words(column: Column, header: str, layout: Layout, *, listed: bool) -> Kind:
    divided = divided_options(column, layout)
    if divided is not None:
        if divided.ranked and not any(sep == ", " for sep in [divided.separator]):
            return Kind(MATRIX, tuple(str(n + 1) for n in range(len(divided.options))), RANKING, divided)
        return Kind(MULTIPLE, divided.options, UNSURE if divided.unsure else "", divided)
    short = len(column.labels) <= MOST_OPTIONS and 0 < _average_length(column) <= LONG
    if not column.many and ((listed and short) or is_closed(column.labels, header)):
        options, typed = chosen(column)
        notes = [TYPED_TOO.format(typed)] if typed else []
        notes += [UNDIVIDED] if _holds_separator(options, layout) else []
        return Kind(SINGLE, options, " ".join([*notes, _stray(column)]).strip())
    return Kind(TEXT, note=_stray(column))


def divided_options(column: Column, layout: Layout) -> multiple.Options | None:
    """How ticked options share a cell of a column; None when they do not."""
    separators = layout.cell_separators
    if column.are_codes:
        separators = (",", ", ", ";", "; ")
    if not separators or (column.many and _average_length(column) > 200):
        return None
    cells = _cells(column, newline="\n" in separators)
    for separator in separators:
        found = multiple.learn(cells, separator)
        if found is not None:
            return found
    return None


def _cells(column: Column, *, newline: bool) -> dict[str, int]:
    """Cell texts and counts; line ends kept where they may stand between options."""
    if not newline:
        return dict(column.labels)
    cells: dict[str, int] = {}
    for value, count in column.sample:
        text = str(value).replace("\r\n", "\n").strip() if isinstance(value, str) else ""
        for one in [text] if text else []:
            cells[one] = cells.get(one, 0) + count
    return cells or dict(column.labels)


def chosen(column: Column) -> tuple[tuple[str, ...], int]:
    """The options that a column of single answers shows, and how many typed answers beside them are left out.

    Many tools put typed "other" text in the cell of the answer: in a list with many answers that stand alone, those
    are no options.
    """
    labels = column.labels
    once = [text for text, count in labels.items() if count == 1]
    if len(labels) > 12 and len(once) > 0.3 * len(labels) and column.filled >= 60:
        return tuple(text for text, count in labels.items() if count > 1), len(once)
    return tuple(labels), 0


def _holds_separator(options: tuple[str, ...], layout: Layout) -> bool:
    first = next(iter(layout.cell_separators), "")
    return first in (";", ",") and sum(first in option for option in options) >= 2


def _stray(column: Column) -> str:
    if has_stray_dates(column):
        return STRAY_DATES
    return SCRIPT_WORDS if {"None", "nan", "NaN", "<NA>"} & column.counts.keys() else ""


def _average_length(column: Column) -> float:
    return sum(len(str(value)) for value, _ in column.sample) / max(1, len(column.sample))


def _as_number(text: str) -> float:
    match = re.search(r"-?\d+(\.\d+)?", text)
    return float(match[0]) if match else 0.0
