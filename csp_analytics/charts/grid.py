"""A grid of cells that can be pressed, as plain values: what stands in it, not how it is drawn.

Equal cells are held once and named by their number, so that a grid of thousands of cells stays a few kilobytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from csp_analytics.charts.exhibit import file_name, table_csv
from csp_analytics.charts.words import DEMO_SENTENCE

OWN, PEER, FACT = "own", "peer", "fact"
HERE, PEERS = "●", "◇"  # the own area, and its peers or their median


@dataclass(frozen=True)
class Cell:
    """One look of a cell.

    Attributes:
        show: what is printed in it.
        say: the same in words, for people who do not see the grid.
        back: colour behind it, empty for none.
        ink: colour of the print.
        marks: signs beside the print (:data:`HERE`, :data:`PEERS`).
        press: whether something opens when it is pressed.
    """

    show: str
    say: str
    back: str = ""
    ink: str = ""
    marks: str = ""
    press: bool = True


@dataclass(frozen=True)
class Column:
    """One column: its id, its head, its full name, and whether it is the own area, a peer or a figure."""

    column_id: str
    name: str
    say: str
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """One row with a cell for each column; a row without an id is a title above the rows that follow."""

    row_id: str
    name: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A grid. What is pressed in it is told as ``<column_id>.<row_id>``.

    Attributes:
        name: short name, such as ``heat``.
        label: what it shows, for people who do not see it.
        corner: head of the column of row names.
        columns: the columns.
        rows: the rows.
        spans: titles above the columns, each with how many columns it spans; may be empty.
        upright: whether the heads of the columns stand upright, to save width.
    """

    name: str
    label: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    spans: tuple[tuple[str, int], ...] = ()
    upright: bool = False

    @cached_property
    def sent(self) -> bytes:
        """The grid as JSON, in the form that ``ui/grid.js`` reads."""
        cells: dict[Cell, int] = {}
        rows = [[row.row_id, row.name, [cells.setdefault(one, len(cells)) for one in row.cells]] for row in self.rows]
        given = {
            "label": self.label,
            "corner": self.corner,
            "upright": self.upright,
            "columns": [[one.column_id, one.name, one.say, one.kind] for one in self.columns],
            "spans": self.spans,
            "rows": rows,
            "cells": [[one.show, one.say, one.back, one.ink, one.marks, int(one.press)] for one in cells],
        }
        return json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class GridExhibit:
    """A grid with everything that belongs to it; as :class:`csp_analytics.charts.exhibit.Exhibit` is for a chart.

    ``key`` explains the cells: each with its words. ``grid`` is None where there is nothing, or too much, to draw, and
    ``absent`` then says which.
    """

    name: str
    headline: str
    takeaway: str
    grid: Grid | None
    key: tuple[tuple[Cell, str], ...]
    table: pd.DataFrame
    basis: str
    source: str = ""
    demo: bool = False
    absent: str = ""
    method: str = ""
    about: dict[str, str] = field(default_factory=dict)

    @property
    def sources(self) -> str:
        """Basis and source, as one line."""
        return f"{self.basis} Source: {self.source.rstrip('.')}."

    @property
    def note(self) -> str:
        """Basis, source, method and the word that it is demonstration data, for files that leave the dashboard."""
        return " ".join(part for part in (self.sources, self.method, DEMO_SENTENCE if self.demo else "") if part)

    @property
    def file_name(self) -> str:
        """Name of the download."""
        return file_name(self.name, self.about, demo=self.demo)

    def csv(self, stamp: str = "") -> bytes:
        """The table as CSV: see :func:`csp_analytics.charts.exhibit.table_csv`."""
        return table_csv(self.table, self.about, self.note, stamp)
