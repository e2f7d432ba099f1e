"""A table with its real respondents sifted from the rows that are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from csp_analytics.ingest.files.workbook import Value
from csp_analytics.ingest.surveys.columns import Column
from csp_analytics.ingest.surveys.metadata import Known, roles
from csp_analytics.ingest.surveys.respondents import SetAside, set_aside
from csp_analytics.ingest.surveys.table import Table
from csp_analytics.ingest.surveys.turned import counted

FIRST = 200  # values of a column that are enough to see its shape


@dataclass
class Sifted:
    """A table whose columns hold the answers of real respondents alone.

    Attributes:
        table: the table; its own columns have been let go.
        height: how many rows there were below the headings.
        known: the columns about the response.
        aside: the rows that are no real respondents.
        columns: the answers by column.
    """

    table: Table
    height: int
    known: dict[int, Known]
    aside: SetAside
    columns: dict[int, Column]


def sift(table: Table, *, keep_unfinished: bool = False) -> Sifted:
    """Sets the rows aside that are no real respondents; the table's columns move over.

    Args:
        table: the table.
        keep_unfinished: whether responses that were not finished count.
    """
    names = [table.names(column) for column in range(table.width)]
    known = roles(table.layout, names, [values[:FIRST] for values in table.columns], table.parts)
    aside, height = set_aside(table, known, keep_unfinished=keep_unfinished), table.height
    return Sifted(table, height, known, aside, _kept(table, aside))


def _kept(table: Table, aside: SetAside) -> dict[int, Column]:
    """The answers of the real respondents, by column; the table's own columns are let go one by one."""
    drop = sorted(aside.all())
    keep = bytearray(b"\x01") * table.height
    for row in drop:
        keep[row] = 0
    recount = len(drop) > 0.3 * table.height
    columns = {}
    for number in range(table.width):
        values, counts = table.columns[number], table.counts[number]
        if drop:
            left: Sequence[Value] = tuple(compress(values, keep))
            gone = Counter(values[row] for row in drop if values[row] is not None)
            # Both are Counters without blanks; subtracting keeps the order of first use.
            counts = counted(left) if recount else Counter({v: n for v, n in counts.items() if n > gone[v]})
            if not recount:
                counts.subtract({value: number for value, number in gone.items() if value in counts})
            values = left
        columns[number] = Column(number, values, counts)
        table.columns[number] = ()
    return columns
