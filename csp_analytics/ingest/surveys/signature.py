"""Which tool wrote a table: the conditions that a layout's file states, looked up in the table's first rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from csp_analytics.ingest.files.workbook import Value
from csp_analytics.ingest.surveys import metadata
from csp_analytics.ingest.surveys.headings import Found, names_of, said
from csp_analytics.ingest.surveys.wording import folded
from csp_analytics.surveys.layout import CODE, PART, QUESTION, Layout

LOOKED_AT = 30  # rows of data whose shapes are looked at


def lacks_headings(found: Found, layout: Layout, raw: Sequence[Sequence[Value]]) -> bool:
    """Whether the row taken for headings holds what the metadata below it holds: somebody deleted the headings."""
    shapes: list[str] = next((one["shapes"] for one in layout.signature if "shapes" in one), [])
    row = raw[found.rows[0][1]] if found.rows else []
    return len(shapes) > 2 <= len(row) - 1 and all(
        metadata.has_shape(s, [row[c]], empty=False) for c, s in enumerate(shapes[:3])
    )


def matches(
    layout: Layout, found: Found, head: Sequence[Sequence[str]], raw: Sequence[Sequence[Value]], sheet: str
) -> bool:
    """Whether any alternative of the layout's signature holds.

    Args:
        layout: the layout.
        found: its heading rows.
        head: the first rows of the sheet, tidied.
        raw: the same rows as they are.
        sheet: the sheet's name.
    """
    return any(_holds(one, layout, found, head, raw, sheet) for one in layout.signature)


def _holds(
    wanted: dict[str, Any],
    layout: Layout,
    found: Found,
    head: Sequence[Sequence[str]],
    raw: Sequence[Sequence[Value]],
    sheet: str,
) -> bool:
    words = {kind: head[row] for kind, row in found.rows}
    tests = {
        "rows": lambda value: set(value) <= set(found.kinds),
        "without": lambda value: not set(value) & set(found.kinds),
        "known": lambda value: _known(layout, words) >= value,
        "roles": lambda value: set(value) <= _roles(layout, words),
        "first": lambda value: any(row and row[0] and folded(row[0]) in map(folded, value) for row in words.values()),
        "headings": lambda value: _patterned(words, **value),
        "lacks": lambda value: not _patterned(words, **value),
        "shapes": lambda value: _shaped(value, found, raw),
        "sheet": lambda value: bool(re.search(value, sheet)),
    }
    return all(tests[key](value) for key, value in wanted.items())


def _known(layout: Layout, words: dict[str, Sequence[str]]) -> int:
    names = names_of(layout)
    return max((sum(bool(said(layout, cell) & names) for cell in row if cell) for row in words.values()), default=0)


def _roles(layout: Layout, words: dict[str, Sequence[str]]) -> set[str]:
    cells = {one for row in words.values() for cell in row if cell for one in said(layout, cell)}
    return {one.role for one in layout.metadata if one.names & cells}


def _patterned(
    words: dict[str, Sequence[str]], pattern: str, row: str = "", least: int = 1, share: float = 0.0
) -> bool:
    rows = [words[row]] if row in words else [] if row else [words[k] for k in (QUESTION, CODE, PART) if k in words]
    for cells in rows:
        filled = [cell for cell in cells if cell]
        hits = sum(bool(re.search(pattern, cell, re.IGNORECASE)) for cell in filled)
        if filled and hits >= least and hits >= share * len(filled):
            return True
    return False


def _shaped(shapes: Sequence[str], found: Found, raw: Sequence[Sequence[Value]]) -> bool:
    """Whether the first columns hold what the metadata of the tool holds, whatever their names."""
    data = [row for row in raw[found.first_data_row : found.first_data_row + LOOKED_AT] if len(row) >= len(shapes)]
    if not data:
        return False
    return all(
        metadata.has_shape(shape, [row[column] for row in data], empty=shape == "person")
        for column, shape in enumerate(shapes)
    )
