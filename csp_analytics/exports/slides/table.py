"""Native tables on slides: few rows a slide, as wide as the slide, header rows marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from csp_analytics.charts.theme import GROUND, OWN, QUIET
from csp_analytics.charts.words import count
from csp_analytics.exports.native_chart import plain
from csp_analytics.exports.slides import base as base
from csp_analytics.exports.slides import fit as fit
from csp_analytics.exports.slides.deck import SUFFIX, Deck, below, headed, numbered, source_line, text_box, write
from csp_analytics.exports.slides.grid import MARGIN, PADDING, Grid, Row, laid_out, shown

MOST_COLUMNS, MOST_ROWS, MOST_SAID, SAID, ALL = 7, 20, 3, 18, 1000
ELSEWHERE = "The workbook has them all."
# The light table of the programs: a filled header, lines between the rows.
STYLE = "{69012ECD-51FC-41F1-AA8D-1B2483CD663E}"


def in_words(frame: pd.DataFrame, most: int = 40) -> list[str]:
    """A table as sentences for the notes, one a row: ``Leadership: Fife 62; Peers 55.``"""
    names = [str(name) for name in frame.columns]
    said = []
    for row in frame.head(most).itertuples(index=False):
        first, *rest = (shown(value) for value in row)
        told = "; ".join(f"{name} {value}" for name, value in zip(names[1:], rest, strict=True) if value)
        said.append(f"{first}: {told}." if told else f"{first}.")
    return [*said, f"{count(len(frame) - most, 'more row')} in the workbook."] if len(frame) > most else said


def add_table(
    deck: Deck,
    title: str,
    frame: pd.DataFrame,
    notes: list[str],
    *,
    otherwise: str = "",
    above: Sequence[str] = (),
    sources: str = "",
    alt: str = "",
    most_slides: int = ALL,
) -> None:
    """Slides with a table under one title.

    Args:
        deck: the slides.
        title: the finding, one sentence.
        frame: the table; columns beyond :data:`MOST_COLUMNS` are left out, and it is said.
        notes: what the notes pages say.
        otherwise: the short form of the title.
        above: sentences between title and table.
        sources: what it rests on.
        alt: what the table shows.
        most_slides: how many slides it may take; then it is said how many rows are not shown.
    """
    part = frame.iloc[: MOST_ROWS * most_slides + 1, :MOST_COLUMNS]  # no slide has room for more
    source_high = fit.height(2, base.SMALL) + 4 if sources or most_slides < ALL else 0
    short, whole = headed(title, otherwise)
    grid, groups, said, top = _laid(part, short, [whole, *above], source_high)
    if len(groups) > 1:
        short, whole = headed(title, otherwise, room=SUFFIX)
        grid, groups, said, top = _laid(part, f"{short} (10 of 10)", [whole, *above], source_high)
    kept = groups[:most_slides]
    n_shown = groups[len(kept)][0][0] if len(kept) < len(groups) else len(frame)
    told = _left_out(n_shown, len(frame), len(frame.columns) - len(part.columns))
    for place, group in enumerate(kept, start=1):
        slide = deck.slide(numbered(short, place, len(kept)), [*([whole] if whole else []), *notes])
        if said:
            text_box(slide, said, top - _high(said), _high(said), name="Finding", size=SAID, colour=QUIET)
        words = f"Table: {alt or short}. {count(len(grid.header), 'column')}, {count(len(group), 'row')}."
        _draw(slide, grid, [row for _, row in group], top, name=short, alt=words)
        source_line(slide, " ".join(part for part in (told, sources) if part), source_high)


def add_whole_table(deck: Deck, title: str, frame: pd.DataFrame) -> bool:
    """A slide with a table, if the whole table fits on one. Returns whether it was added."""
    short, _ = headed(title)
    fits = len(frame.columns) <= MOST_COLUMNS + 1 and len(frame) <= MOST_ROWS
    if fits and len(_laid(frame.iloc[:, :MOST_COLUMNS], short, [], fit.height(2, base.SMALL) + 4)[1]) == 1:
        add_table(deck, title, frame, in_words(frame), most_slides=1)
        return True
    return False


def _laid(
    frame: pd.DataFrame, title: str, above: list[str], source_high: float
) -> tuple[Grid, list[list[tuple[int, Row]]], list[str], float]:
    """The table, the rows of each slide, what stands above them and where the table begins."""
    said = [fit.cut(line, SAID, base.ACROSS, MOST_SAID) for line in above if line]
    top = below(title) + _high(said)
    room = base.BOTTOM - top - source_high
    grid = laid_out(frame, room)
    return grid, grid.groups(room), said, top


def _high(said: list[str]) -> float:
    return sum(fit.height(len(fit.lines(line, SAID, base.ACROSS)), SAID) for line in said) + (6 if said else 0)


def _left_out(n_shown: int, n_rows: int, n_columns: int) -> str:
    said = [
        *([f"{n_shown} of {n_rows} rows"] if n_shown < n_rows else []),
        *([f"without {count(n_columns, 'column')}"] if n_columns else []),
    ]
    return f"{', '.join(said).capitalize()}. {ELSEWHERE}" if said else ""


def _draw(slide: Any, grid: Grid, rows: list[Row], top: float, *, name: str, alt: str) -> None:
    heights = [grid.high(grid.header, bold=True), *(grid.high(row) for row in rows)]
    place = (Pt(base.LEFT), Pt(top), Pt(base.ACROSS), Pt(sum(heights)))
    frame = slide.shapes.add_table(len(heights), len(grid.header), *place)
    frame.name = plain(f"Table: {name}")
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(alt))
    table = frame.table
    table.first_row, table.horz_banding = True, True
    table._tbl.find(f".//{qn('a:tableStyleId')}").text = STYLE
    for column, wide in zip(table.columns, grid.widths, strict=True):
        column.width = Pt(wide)
    for at, (row, words, high) in enumerate(zip(table.rows, [grid.header, *rows], heights, strict=True)):
        row.height = Pt(high)
        for cell, said, number in zip(row.cells, words, grid.numeric, strict=True):
            _fill(cell, said, grid.size, header=at == 0, number=number)


def _fill(cell: Any, words: str, size: int, *, header: bool, number: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(MARGIN)
    cell.margin_top = cell.margin_bottom = Pt(PADDING / 2)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    write(cell.text_frame, [words], size=size, bold=True if header else None, colour=GROUND if header else "")
    if number:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    if header:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(OWN.lstrip("#"))
