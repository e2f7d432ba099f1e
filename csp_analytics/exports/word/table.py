"""Tables of a Word document: header rows that repeat, rows that stay whole, a caption and a description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from csp_analytics.exports.word.letters import width
from csp_analytics.exports.word.text import attribute, paragraph, runs, shortened

NOTHING = "–"
# Of a place in a table, in twentieths of a point: a usual character, the room left and right of the text, and the most
# that one word may ask for.
CHARACTER, PADDING, LONGEST_WORD = 112, 180, 1900
# Widths are found by halving the span between one line and as many as this.
MOST_LINES, HALVINGS, EARLY = 300, 20, 1.15
# Texts that a page has no room for beside each other are told one row after the other, if the rows are as few as this.
MOST_RECORDS = 12
# A table that is not wider than its texts may be drawn this much wider, not more: the eye must find the row.
WIDER = 1.5
# Tables of few lines stay on one page; a row of many may go over to the next page, or it would run out of its own.
KEPT_LINES, WHOLE_LINES = 14, 24
# A name of a row is bold when it is a name; a sentence is not.
LONGEST_NAME = 40
_NUMBER = re.compile(r"[+\-−]?[\d,]+(\.\d+)?%?")


@dataclass(frozen=True)
class Grid:
    """A table as texts.

    Attributes:
        header: the names of its columns.
        rows: its cells; line ends within a cell are kept.
        right: for each column, whether it is set to the right as numbers are.
        prompts: rows and columns of cells that somebody still has to fill in.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    prompts: frozenset[tuple[int, int]] = frozenset()

    @property
    def has_gaps(self) -> bool:
        """Whether any cell shows the dash for a figure or text that is not there."""
        return any(cell == NOTHING for row in self.rows for cell in row)

    @property
    def is_prose(self) -> bool:
        """Whether it is a few rows of texts, without figures."""
        return len(self.rows) <= MOST_RECORDS and not any(self.right)

    @property
    def needed(self) -> int:
        """Width that it needs for its longest words, in twentieths of a point."""
        return sum(least for least, _ in self._widths())

    def widths(self, place: int) -> list[int]:
        """Width of each column in a place: at least its longest word, and such that no column needs many more lines
        than another, for the longest one makes the row as high as it is.
        """
        asked = self._widths()
        if (least := sum(low for low, _ in asked)) >= place:
            return [low * place // least for low, _ in asked]
        few, many = 1.0, float(MOST_LINES)
        for _ in range(HALVINGS):
            lines = (few + many) / 2
            few, many = (few, lines) if sum(_for_lines(asked, lines)) <= place else (lines, many)
        found = _for_lines(asked, many)
        return [int(one * min(place / sum(found), WIDER)) for one in found]

    def _widths(self) -> list[tuple[int, int]]:
        """For each column: the width of its longest word, and what it needs for its longest line."""
        found = []
        for place, (name, *cells) in enumerate(zip(self.header, *self.rows, strict=True)):
            words = {word for cell in cells for word in _words(cell)}
            lines = {line for cell in cells for line in cell.split("\n")}
            word = max([width(one, bold=place == 0) for one in words] + [width(one, bold=True) for one in name.split()])
            # A long name of a column may take two lines: its figures need less.
            line = max([width(one, bold=place == 0) for one in lines] + [width(name, bold=True) // 2])
            least = min(word, LONGEST_WORD)
            found.append((least + PADDING, max(line, least) + PADDING))
        return found


def _words(cell: str) -> list[str]:
    """The words of a cell; a sign in front stays with the first one."""
    words = cell.split()
    return [" ".join(words[:2]), *words[2:]] if words and len(words[0]) == 1 else words


def _for_lines(asked: Sequence[tuple[int, int]], lines: float) -> list[int]:
    """Width of each column in which its longest text takes this many lines; lines break early, so a little more."""
    return [max(low, min(high, int(EARLY * (high - PADDING) / lines) + PADDING)) for low, high in asked]


def grid(frame: pd.DataFrame) -> Grid:
    """A frame as texts: numbers to the right with one decimal at most, a dash where there is nothing."""
    columns = [_texts(frame.iloc[:, place]) for place in range(len(frame.columns))]
    right = [place > 0 and _is_numbers(column) for place, column in enumerate(columns)]
    return Grid(tuple(map(str, frame.columns)), tuple(zip(*columns, strict=True)), tuple(right))


def _texts(column: pd.Series) -> list[str]:
    """A column as texts; when one figure has a decimal, all of them have, so that they stand under each other."""
    texts = [shown(value) for value in column]
    if pd.api.types.is_float_dtype(column) and any("." in text for text in texts):
        return [text if text == NOTHING or "." in text else f"{text}.0" for text in texts]
    return texts


def shown(value: object) -> str:
    """A value as it is shown: never a zero where there is none."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return f"{value:,.1f}".removesuffix(".0").replace("-", "−")
    return str(value).strip() or NOTHING


def table(grid: Grid, *, style: str, cell: str, prompt: str, place: int, caption: str, description: str) -> str:
    """A table as XML.

    Args:
        grid: its texts.
        style: id of its style.
        cell: id of the style of its paragraphs.
        prompt: id of the character style of what somebody still has to fill in.
        place: width of its place, in twentieths of a point.
        caption: what it is, for people who do not see it.
        description: what it shows, for the same.
    """
    widths = grid.widths(place)
    places = [f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/></w:tcPr>' for one in widths]
    head = _row(
        places,
        [paragraph(runs(name, bold=True), cell, keep=True, right=grid.right[n]) for n, name in enumerate(grid.header)],
    )
    lines = [_lines(row, widths) for row in grid.rows]
    keep = sum(lines) <= KEPT_LINES
    bold = all(len(row[0]) <= LONGEST_NAME for row in grid.rows)
    body = []
    for number, row in enumerate(grid.rows):
        stays = keep and number < len(grid.rows) - 1
        cells = [
            paragraph(
                runs(text, bold=bold and at == 0, style=prompt if (number, at) in grid.prompts else ""),
                cell,
                keep=stays,
                right=grid.right[at],
            )
            for at, text in enumerate(row)
        ]
        body.append(_row(places, cells, whole=lines[number] <= WHOLE_LINES, header=False))
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(shortened(caption))}/>"
        f"<w:tblDescription w:val={attribute(shortened(description))}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{''.join(body)}</w:tbl>"
    )


def _row(places: Sequence[str], cells: Sequence[str], *, whole: bool = True, header: bool = True) -> str:
    look = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    inside = "".join(f"{place}{cell}</w:tc>" for place, cell in zip(places, cells, strict=True))
    return f"<w:tr>{f'<w:trPr>{look}</w:trPr>' if look else ''}{inside}</w:tr>"


def _lines(row: Sequence[str], widths: Sequence[int]) -> int:
    """How many lines a row takes, about."""
    return max(
        sum(1 + len(line) * CHARACTER // max(width - PADDING, CHARACTER) for line in text.split("\n"))
        for text, width in zip(row, widths, strict=True)
    )


def _is_numbers(column: Sequence[str]) -> bool:
    said = [text for text in column if text != NOTHING]
    return bool(said) and all(_NUMBER.fullmatch(text) for text in said)
