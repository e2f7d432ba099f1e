"""How a table is laid out on slides: its widths, how high its rows are, and which rows share a slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from csp_analytics.exports.native_chart import plain
from csp_analytics.exports.slides import base as base
from csp_analytics.exports.slides import fit as fit

# In points. A column wants to be as wide as its longest text up to one of these bounds: which is best differs.
MARGIN, PADDING, LEAST_WIDE, MOST_WORD = 7.2, 9.0, 60.0, 165.0
MOST_WIDE = (160.0, 330.0, 600.0, 1200.0)
SIZES, DENSE = (20, 18), base.SMALL
Row = list[str]


def shown(value: object) -> str:
    """A value of a table in words: whole numbers and one decimal, a dash where there is none."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "–"
    if isinstance(value, float):
        return f"{value:,.1f}".removesuffix(".0")
    return " ".join(plain(str(value)).split())


@dataclass(frozen=True)
class Grid:
    """A table in words.

    Attributes:
        header: the names of the columns.
        rows: the words of each row.
        numeric: which columns hold numbers.
        size: of its text in points.
    """

    header: Row
    rows: list[Row]
    numeric: list[bool]
    size: int

    @classmethod
    def of(cls, frame: pd.DataFrame, size: int) -> Grid:
        """The words of a frame."""
        rows = [[shown(value) for value in row] for row in frame.itertuples(index=False)]
        numeric = [pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes]
        return cls([shown(name) for name in frame.columns], rows, numeric, size)

    @cached_property
    def widths(self) -> list[float]:
        """How wide each column is: of a few ways to share the slide, the one that makes the table lowest."""
        ways = [self._shared(most) for most in MOST_WIDE]
        return min(ways, key=lambda widths: sum(self._high(row, widths) for row in self.rows))

    @property
    def breaks_words(self) -> bool:
        """Whether a word is wider than its column can be."""
        return sum(self._least) > base.ACROSS

    def _shared(self, most: float) -> list[float]:
        """What each column wants, up to a bound, when there is room; else its longest word and a share of the rest."""
        wanted = [
            max(min(longest, most) + 2 * MARGIN + 1, low)
            for longest, low in zip(self._longest, self._least, strict=True)
        ]
        if sum(wanted) <= base.ACROSS:
            return [one * base.ACROSS / sum(wanted) for one in wanted]
        if self.breaks_words:
            return [one * base.ACROSS / sum(self._least) for one in self._least]
        share = (base.ACROSS - sum(self._least)) / (sum(wanted) - sum(self._least))
        return [low + (high - low) * share for low, high in zip(self._least, wanted, strict=True)]

    @cached_property
    def _longest(self) -> list[float]:
        """The width of the longest text of each column."""
        return [max(LEAST_WIDE, *(self._wide(*one) for one in column)) for column in self._columns]

    @cached_property
    def _least(self) -> list[float]:
        """The width of the longest word of each column, with what stands beside it."""
        words = [[(word, bold) for one, bold in column for word in one.split()] for column in self._columns]
        longest = [max([LEAST_WIDE / 2, *(self._wide(*one) for one in column)]) for column in words]
        return [min(one, MOST_WORD) + 2 * MARGIN + 1 for one in longest]

    @cached_property
    def _columns(self) -> list[list[tuple[str, bool]]]:
        """The words of each column, and whether they are bold."""
        return [[(name, True), *((row[at], False) for row in self.rows)] for at, name in enumerate(self.header)]

    def _wide(self, words: str, bold: bool) -> float:
        return fit.width(words, self.size, bold=bold)

    def high(self, row: Sequence[str], *, bold: bool = False) -> float:
        """How high a row is, in points."""
        return self._high(row, self.widths, bold=bold)

    def _high(self, row: Sequence[str], widths: list[float], *, bold: bool = False) -> float:
        lines = (len(self._lines(words, wide, bold)) for words, wide in zip(row, widths, strict=True))
        return fit.height(max(lines), self.size) + PADDING

    def groups(self, room: float) -> list[list[tuple[int, Row]]]:
        """The rows of each slide with their places; a row that is higher than a slide goes on on the next.

        Args:
            room: for the rows and the header, in points.
        """
        left = room - self.high(self.header, bold=True)
        pieces = [(at, piece) for at, row in enumerate(self.rows) for piece in self._pieces(row, left)]
        return fit.even_groups(pieces, [self.high(row) for _, row in pieces], left)

    def _pieces(self, row: Row, room: float) -> list[Row]:
        if self.high(row) <= room:
            return [row]
        most = max(int((room - PADDING) / fit.height(1, self.size)), 1)
        cells = [self._lines(words, wide, False) for words, wide in zip(row, self.widths, strict=True)]
        n = max(len(cell) for cell in cells)
        return [[" ".join(cell[begin : begin + most]) for cell in cells] for begin in range(0, n, most)]

    def _lines(self, words: str, wide: float, bold: bool) -> list[str]:
        return fit.lines(words, self.size, wide - 2 * MARGIN, bold=bold)


def laid_out(frame: pd.DataFrame, room: float) -> Grid:
    """The table in the largest size that fits on one slide, else in one in which no word is broken."""
    made = [Grid.of(frame, size) for size in SIZES]
    alone = [grid for grid in made if not grid.breaks_words and len(grid.groups(room)) == 1]
    return alone[0] if alone else Grid.of(frame, DENSE) if made[-1].breaks_words else made[-1]
