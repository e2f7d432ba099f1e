"""Rows turned into columns, and the different values of each column counted: all that is done cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from csp_analytics.ingest.files.isolation import collection_paused
from csp_analytics.ingest.files.workbook import Value

BLOCK = 256  # rows turned into columns at a time
_NOTHING = frozenset(("\ufeff", "\u200b", "\xa0", "\u2003", "\u202f"))


Columns = tuple[list[Sequence[Value]], list[Counter[Value]]]


def turn(rows: list[list[Value]], first: int, width: int, *, release: bool) -> Columns:
    """The values of each column and how often each different one is there.

    Args:
        rows: the rows of a sheet.
        first: the first row that is turned.
        width: number of columns.
        release: whether the rows are let go meanwhile, to save memory.
    """
    with collection_paused():
        columns = _columns(rows, first, width, release=release)
        return columns, _count(columns)


def _columns(rows: list[list[Value]], first: int, width: int, *, release: bool) -> list[Sequence[Value]]:
    """The values of each column, from a row on. Turned in small blocks, which stay in the processor's memory."""
    columns: list[list[Value]] = [[] for _ in range(width)]
    for start in range(first, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        turned = list(zip_longest(*block))
        turned += [(None,) * len(block)] * (width - len(turned))
        for column, values in zip(columns, turned, strict=True):
            column.extend(values)
        if release:
            rows[start : start + BLOCK] = [[]] * len(block)
    if release:
        del rows[first:]
    return list(columns)


def _count(columns: list[Sequence[Value]]) -> list[Counter[Value]]:
    """The counts of each column, cells with nothing that a person can see taken out."""
    told: list[Counter[Value]] = []
    for number, values in enumerate(columns):
        counts = counted(values)
        # Spaces sort before every letter, figure and sign: a look at that is far quicker than one at each text.
        blanks = {value for value in counts if value.__class__ is str and value < "!" and value.isspace()}
        blanks |= _NOTHING & counts.keys()
        if blanks:
            columns[number] = [None if value in blanks else value for value in values]
            for value in blanks:
                del counts[value]
        told.append(counts)
    return told


def counted(values: Sequence[Value]) -> Counter[Value]:
    """How often each different value is there, blanks left out."""
    counts = Counter(values)
    counts.pop(None, None)
    return counts
