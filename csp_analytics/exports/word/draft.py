"""What a Word document will say, block by block, before its pages are laid out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from docx.document import Document

from csp_analytics.charts.native import Native
from csp_analytics.exports.native_chart import plain
from csp_analytics.exports.word import looks as named
from csp_analytics.exports.word.chart import chart
from csp_analytics.exports.word.lists import BULLETS, NUMBERS, add_list
from csp_analytics.exports.word.table import Grid, table
from csp_analytics.exports.word.text import field as counted
from csp_analytics.exports.word.text import paragraph, runs

GAPS = "A dash (–) means that there is no figure or nothing was written; it is not zero."


@dataclass(frozen=True)
class Block:
    """One paragraph or table.

    Attributes:
        xml: its XML.
        wide: whether it needs a page on its side.
        leads: whether it must stand on the page of what follows: a heading, a caption.
    """

    xml: str
    wide: bool = False
    leads: bool = False


@dataclass
class Draft:
    """A document in the making.

    Attributes:
        document: where charts and lists put their parts.
        ids: id of each style by its name.
        width: width of the text, in twentieths of a point.
        width_on_side: the same on a page on its side.
        blocks: what it says, in order.
    """

    document: Document
    ids: Mapping[str, str]
    width: int
    width_on_side: int
    blocks: list[Block] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _put_off: list[Block] = field(default_factory=list)

    def say(self, text: str, style: str = named.NORMAL, *, keep: bool = False) -> None:
        """One paragraph; nothing when there is nothing to say."""
        if text.strip():
            self._add(paragraph(runs(text), self.ids[style], keep=keep))

    def ask(self, text: str) -> None:
        """A visible prompt for what somebody still has to write."""
        self._add(paragraph(runs(text, style=self.ids[named.PROMPT]), self.ids[named.NORMAL]))

    def head(self, text: str, level: int) -> None:
        """A heading; level 0 is the title."""
        style = named.HEADINGS[level - 1] if level else named.TITLE
        self._add(paragraph(runs(" ".join(plain(text).split())), self.ids[style], keep=True), leads=True)

    def numbered(self, texts: Iterable[str]) -> None:
        """A list with numbers from one."""
        self._items([runs(text) for text in texts if text.strip()], NUMBERS, named.NUMBERED)

    def entries(self, texts: Iterable[tuple[str, str]]) -> None:
        """A list of names, each with its text."""
        self._items([runs(f"{name}: ", bold=True) + runs(text) for name, text in texts], BULLETS, named.BULLET)

    def chart(self, native: Native, caption: str, alt: str) -> None:
        """A chart under its caption."""
        self.blocks.append(self._caption("Figure ", caption))
        number = self._numbers["Figure "]
        style = self.ids[named.NORMAL]
        name = f"Figure {number}: {caption}"
        self._add(chart(self.document, native, style=style, width=self.width, name=name, alt=alt), leads=True)

    def table(self, grid: Grid, caption: str, description: str, note: str = "", *, wide: bool = False) -> None:
        """A table under its caption, with what its dashes mean and a note below.

        A table that does not fit goes to the pages on their side that :meth:`turn_to_tables` puts into the document,
        and the text says where it is; ``wide`` puts one on its side here.
        """
        below = " ".join(part for part in (GAPS if grid.has_gaps else "", note) if part)
        if wide or self.fits(grid):
            self.blocks += self._captioned("Table ", grid, caption, description, below, wide=wide)
        else:
            self._put_off += self._captioned("Table A", grid, caption, description, below, wide=True)
            self.say(f"The figures are in Table A{self._numbers['Table A']}: {caption}.", named.BASIS)

    def records(self, grid: Grid, level: int) -> None:
        """A table without its columns: the rows one after the other, each under its name."""
        for name, *texts in grid.rows:
            self.head(name, level)
            self.entries(zip(grid.header[1:], texts, strict=True))

    def fits(self, grid: Grid) -> bool:
        """Whether an upright page has room for a table."""
        return grid.needed <= self.width

    def turn_to_tables(self, at: int, title: str) -> None:
        """Puts the tables that did not fit before the block ``at``, under a heading; nothing when all did."""
        if self._put_off:
            head = paragraph(runs(title), self.ids[named.HEADINGS[0]], keep=True)
            self.blocks[at:at] = [Block(head, wide=True, leads=True), *self._put_off]
            self._put_off = []

    def block(self, grid: Grid, caption: str, description: str) -> None:
        """A table that needs no caption, because the title says what it is."""
        self.blocks.append(self._table(grid, caption, description))

    def _items(self, contents: list[str], kind: str, style: str) -> None:
        if contents:
            key = add_list(self.document, kind)
            for content in contents:
                self._add(paragraph(content, self.ids[style], list_id=key))

    def _captioned(
        self, kind: str, grid: Grid, caption: str, description: str, below: str, *, wide: bool
    ) -> list[Block]:
        made = [self._caption(kind, caption, wide=wide), self._table(grid, caption, description, wide=wide)]
        return made + ([Block(paragraph(runs(below), self.ids[named.BASIS]), wide)] if below else [])

    def _table(self, grid: Grid, caption: str, description: str, *, wide: bool = False) -> Block:
        xml = table(
            grid,
            style=self.ids[named.TABLE],
            cell=self.ids[named.CELL],
            prompt=self.ids[named.PROMPT],
            place=self.width_on_side if wide else self.width,
            caption=caption,
            description=description,
        )
        return Block(xml, wide)

    def _caption(self, kind: str, text: str, *, wide: bool = False) -> Block:
        number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
        name = kind.replace(" ", "")
        content = runs(kind) + counted(rf"SEQ {name} \* ARABIC", str(number)) + runs(f": {text}")
        return Block(paragraph(content, self.ids[named.CAPTION], keep=True), wide, leads=True)

    def _add(self, xml: str, *, leads: bool = False) -> None:
        self.blocks.append(Block(xml, leads=leads))
