"""How large a chart is drawn: for a desk, for a phone, or for a wall that is read from the back of a room.

A wall is drawn twice, for a screen of 1280 x 720 pixels and for one of 1920 x 1080, and the page shows the one that
fits (``ui/wall.py``). Its words have 32 and 48 pixels, its numbers 48 and 72, and nothing is told by the pointer alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import DEMO_LABEL


@dataclass(frozen=True)
class Size:
    """Sizes of a chart in pixels.

    Attributes:
        name: ends the name of what is drawn so; empty for a desk.
        text: letters of labels.
        number: letters of the number of a row.
        small: letters of keys, scales and what stands beside a number.
        row: height of a row; ``close`` when there are many of them.
        dot: diameter of the main mark; ``band``: thickness of its interval.
        most_rows: rows that fit one screen; 0 for any number.
        letter: mean width of a letter of labels; ``digit`` of a number; ``small_letter`` of small ones.
        key: how many parts of a key stand in a line.
        above: whether a label stands above its row and not beside it, so that a phone's width is left to the row.
    """

    name: str
    text: float
    number: float
    small: float
    row: int
    close: int
    dot: int
    band: int
    most_rows: int
    letter: float
    digit: float
    small_letter: float
    key: int
    above: bool = False

    @property
    def is_wall(self) -> bool:
        """Whether it is for a wall."""
        return self.most_rows > 0


DESK = Size("", 14.5, 14.5, 14.5, 28, 22, 12, 9, 0, 6.9, 8.2, 7.0, 4)
PHONE = Size("-phone", 15, 15, 14.5, 52, 52, 13, 10, 0, 0, 0, 0, 2, above=True)
WALL = Size("-wall", 32, 48, 24, 54, 54, 28, 22, 7, 15.5, 28, 12.5, 9)
LARGE_WALL = Size("-large-wall", 48, 72, 36, 81, 81, 42, 33, 7, 23.2, 42, 18.8, 9)
MOST_ON_A_WALL = WALL.most_rows
MANY = 16  # rows that stand close


@dataclass(frozen=True)
class Screen:
    """One screen of a wall: a finding and a chart, drawn for both sizes of a wall."""

    usual: Exhibit
    large: Exhibit


def finished(chart: go.Figure, *, demo: bool, size: Size) -> go.Figure:
    """As ``theme.finish``; on a wall the word stands at the top right, beside the key, and takes no height."""
    if not size.is_wall:
        return theme.finish(chart, demo=demo)
    if demo:
        chart.add_annotation(
            text=DEMO_LABEL, xref="paper", yref="paper", x=1, xanchor="right", xshift=(chart.layout.margin.r or 0) - 4,
            y=1, yanchor="top", yshift=(chart.layout.margin.t or 0) - 2, showarrow=False, borderpad=0,
            font={"size": size.small, "color": theme.QUIET},
        )  # fmt: skip
    return chart
