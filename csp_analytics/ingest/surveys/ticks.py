"""One column an option: whether a group of columns is that, and which cells are ticks.

Tools write a tick as the option's text, Yes, 1, Y, x or TRUE; no tick as a blank, No, 0 or "Not selected"; and some
write N/A where the question was not asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from csp_analytics.ingest.surveys.columns import Column
from csp_analytics.ingest.surveys.parts import Heading
from csp_analytics.ingest.surveys.wording import folded
from csp_analytics.surveys.layout import Layout


def are_ticks(headings: Sequence[Heading], columns: Sequence[Column], layout: Layout) -> bool:
    """Whether each column of a group says only whether its option was ticked."""
    if not any(column.filled for column in columns) or any(column.many for column in columns):
        return False
    if all(_told(heading, column, layout) for heading, column in zip(headings, columns, strict=True)):
        return not _only_ones(columns)
    return _constants(columns)


def only_tick(heading: Heading, column: Column, layout: Layout) -> bool:
    """Whether a column without neighbours is a question with one option: it says the option or one word, or nothing."""
    blanks = column.filled < len(column.values)
    return column.words <= {folded(heading.part)} or (
        blanks and len(column.words) == 1 and column.words <= layout.ticked
    )


def _only_ones(columns: Sequence[Column]) -> bool:
    """Whether every cell of several columns holds a 1: a point on a scale rather than a tick."""
    return len(columns) > 1 and all(column.words == {"1"} and column.filled == len(column.values) for column in columns)


def _told(heading: Heading, column: Column, layout: Layout) -> bool:
    own = {folded(heading.part), folded(last_part(heading.part))} - {""}
    return column.words <= own | layout.ticked | layout.not_ticked | layout.not_asked


def _constants(columns: Sequence[Column]) -> bool:
    """Whether each column knows one code only, 1 everywhere or its own place, and leaves blanks."""
    codes = [next(iter(column.words), "") for column in columns]
    if any(len(column.words) > 1 for column in columns) or len(columns) < 2:
        return False
    blanks = any(column.filled < len(column.values) for column in columns)
    ones = all(code in ("", "1") for code in codes)
    filled = [code for code in codes if code]
    own = len(filled) >= 2 and len(set(filled)) == len(filled) and all(code.isdigit() for code in filled)
    return blanks and (ones or own)


def last_part(part: str) -> str:
    """The option in ``row - option``."""
    return part.rpartition(" - ")[2]


def by_row(headings: Sequence[Heading], columns: Sequence[Column]) -> list[list[int]] | None:
    """Places of the columns of each row when the parts are ``row - option`` and the cells say the option; else None."""
    rows: dict[str, list[int]] = {}
    for place, (heading, column) in enumerate(zip(headings, columns, strict=True)):
        row, _, option = heading.part.rpartition(" - ")
        if not row or not column.words <= {folded(option)}:
            return None
        rows.setdefault(row, []).append(place)
    return list(rows.values()) if len(rows) > 1 and all(len(places) > 1 for places in rows.values()) else None
