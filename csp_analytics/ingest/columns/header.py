"""Which row of a sheet is the row of headings, when none of its words may be known."""

from __future__ import annotations

from functools import lru_cache

from csp_analytics.areas.register import register
from csp_analytics.ingest.assessments.headers import SCAN_ROWS, role_of
from csp_analytics.ingest.cell_text import is_blank, plain, shown
from csp_analytics.ingest.files.workbook import Sheet, Value
from csp_analytics.ingest.plans.words import WORDS
from csp_analytics.ingest.table_header import heading

LEAST = 2  # columns of a table
LONGEST_NAME = 60  # letters; no area is called more
NEARLY = 0.75  # a row with so much of the most headings is one, when it comes first
_PLAN_WORDS = frozenset().union(*WORDS.values())


def likely_rows(sheet: Sheet) -> list[int]:
    """Rows that look like headings, as people count, the likeliest first; none when the sheet has no table.

    A heading is a text with something below it. Known headings count double; numbers, dates and names of areas are
    cells of a table. Of rows with nearly the same number of headings the first is taken: rows of texts below look like
    headings too. The rows after the likeliest are those that begin another block of cells.
    """
    counts = [_count(sheet, row) for row in range(min(SCAN_ROWS, len(sheet.rows)))]
    most = max(counts, default=0)
    if most < LEAST:
        return []
    first = next(row for row, count in enumerate(counts) if count >= NEARLY * most)
    others = [row for row, count in enumerate(counts) if count >= LEAST and row != first and _begins(sheet, row)]
    return [row + 1 for row in (first, *others)]


def _count(sheet: Sheet, row: int) -> int:
    cells = {column: value for column, value in enumerate(sheet.rows[row]) if not is_blank(value)}
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else []
    further = sheet.rows[row + 2] if row + 2 < len(sheet.rows) else []
    texts = {column: plain(value) for column, value in cells.items() if _may_be_heading(value)}
    seen: dict[str, int] = {}
    for column, text in texts.items():
        if any(len(line) > column and not is_blank(line[column]) for line in (below, further)):
            seen.setdefault(text, 2 if _is_known(cells[column]) else 1)
    return sum(seen.values())


def _may_be_heading(value: Value) -> bool:
    if not isinstance(value, str) or not any(letter.isalpha() for letter in value):
        return False
    return len(value) > LONGEST_NAME or not _is_area(shown(value))


@lru_cache(maxsize=20_000)
def _is_area(text: str) -> bool:
    """Whether a text names an area, by the register as it was first asked: this is only about what is likely."""
    return register().resolve(text) is not None


def _is_known(value: Value) -> bool:
    return bool(role_of(value)) or heading(value) in _PLAN_WORDS


def _begins(sheet: Sheet, row: int) -> bool:
    """Whether the row above is blank or a title, so that a table may begin here."""
    above = [value for value in sheet.rows[row - 1] if not is_blank(value)] if row else []
    return len(above) <= 1
