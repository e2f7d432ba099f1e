"""Error cells, formulas without a value and merged ranges of an OpenDocument spreadsheet.

Cells have no addresses in this format: they are counted, with their repeats. The pass costs more than the reading
itself, so it is made only when the file holds something that the reader of values cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from csp_analytics.ingest.files.safety import MAX_ODD_CELLS, Refusal
from csp_analytics.ingest.files.sheet_xml import UNNAMED_ERROR, OddCells

_MARKS = (b'value-type="error"', b"table:formula=", b"-spanned=")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_OVERLAP = 64


def find_odd_cells(blocks: Iterable[bytes]) -> dict[str, OddCells]:
    """Odd cells by sheet name, from the blocks of ``content.xml``.

    Raises:
        xml.parsers.expat.ExpatError: when the XML is damaged.
    """
    kept = [b""]
    marked = False
    for block in blocks:
        seen = kept[-1][-_OVERLAP:] + block
        marked = marked or any(mark in seen for mark in _MARKS)
        kept.append(block)
    return _Counter().count(kept) if marked else {}


class _Counter:
    """Counts rows and cells as the parser meets them."""

    def __init__(self) -> None:
        self.found: dict[str, OddCells] = {}
        self.sheet = OddCells()
        self.row = self.column = self.places = 0
        self.rows_ahead = self.columns_ahead = 1
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []

    def count(self, blocks: Iterable[bytes]) -> dict[str, OddCells]:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self.text.append
        for block in blocks:
            parser.Parse(block)
        parser.Parse(b"", True)
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.sheet = self.found.setdefault(attributes.get("table:name", ""), OddCells())
            self.row = 0
        elif name == "table:table-row":
            self.rows_ahead = int(attributes.get("table:number-rows-repeated", 1))
            self.column = 0
        elif name in _CELLS:
            self.columns_ahead = int(attributes.get("table:number-columns-repeated", 1))
            self.cell = attributes
            self.text.clear()

    def _end(self, name: str) -> None:
        if name in _CELLS and self.cell is not None:
            self._judge(self.cell, "".join(self.text).strip())
            self.column += self.columns_ahead
            self.cell = None
        elif name == "table:table-row":
            self.row += self.rows_ahead
        if self.cell is None:
            self.text.clear()

    def _judge(self, cell: dict[str, str], text: str) -> None:
        if cell.get("calcext:value-type") == "error":
            self.sheet.errors.update(dict.fromkeys(self._places(), text[:100] or UNNAMED_ERROR))
        elif "table:formula" in cell and "office:value-type" not in cell:
            formula = cell["table:formula"].partition(":=")[2] or cell["table:formula"]
            self.sheet.uncalculated.update(dict.fromkeys(self._places(), f"={formula.lstrip('=')[:8192]}"))
        down = int(cell.get("table:number-rows-spanned", 1))
        across = int(cell.get("table:number-columns-spanned", 1))
        if down > 1 or across > 1:
            self.sheet.merged.append((self.row, self.column, self.row + down - 1, self.column + across - 1))

    def _places(self) -> Iterator[tuple[int, int]]:
        repeats = self.rows_ahead * self.columns_ahead
        if repeats > MAX_ODD_CELLS:
            raise Refusal("too-many-cells", f"one cell repeated {repeats:,} times")
        self.places += repeats
        if self.places > MAX_ODD_CELLS:
            raise Refusal("too-many-cells", f"{self.places:,} error cells and formulas without a value")
        for row in range(self.row, self.row + self.rows_ahead):
            for column in range(self.column, self.column + self.columns_ahead):
                yield row, column
