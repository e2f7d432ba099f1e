"""Shares by partner, a row a partner: a dot with its interval, and beside it the range and the middle of peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.dumbbell import laid_out

SPAN = (0.0, 105.0)  # with room for the last label on a phone
SCALE = {0.0: "0%", 25.0: "25%", 50.0: "50%", 75.0: "75%", 100.0: "100%"}
MARK = "◆"  # beside the name of a partner that a source names as a link with room to grow
NONE = float("nan")


@dataclass(frozen=True)
class ShareRow:
    """One row: its label, its figures as printed, the share with its interval, and what peers show (0 to 100)."""

    label: str
    words: str
    share: float = NONE
    low: float = NONE
    high: float = NONE
    middle: float = NONE
    lowest: float = NONE
    highest: float = NONE


def share_rows(rows: Sequence[ShareRow], *, key: str, demo: bool, half: bool = False) -> go.Figure:
    """The picture, first row on top.

    Args:
        rows: what is shown; a row without a share has its words alone.
        key: what the marks mean, as markup.
        demo: whether it is demonstration data.
        half: draws the line of one half of the people.
    """
    chart, places = laid_out([(row.label, row.words) for row in rows], key=key, span=SPAN, ticks=SCALE)
    there = [(row, y) for row, y in zip(rows, places, strict=True)]
    if half:
        chart.add_vline(x=50, line={"color": theme.QUIET, "width": 1.5, "dash": "dot"}, layer="below")
    _lines(chart, [(row.lowest, row.highest, y) for row, y in there], theme.PEERS, 2)
    _lines(chart, [(row.low, row.high, y) for row, y in there], theme.SEQUENTIAL[4][0], 11)
    _ticks(chart, [(row.middle, y) for row, y in there])
    known = [(row, y) for row, y in there if row.share == row.share]
    chart.add_scatter(
        x=[row.share for row, _ in known],
        y=[y for _, y in known],
        mode="markers",
        marker={"size": 14, "color": theme.OWN, "line": {"color": theme.GROUND, "width": 1.5}},
        customdata=[f"{theme.plain(row.label)}: {theme.plain(row.words)}" for row, _ in known],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    return theme.finish(chart, demo=demo)


def _lines(chart: go.Figure, spans: Sequence[tuple[float, float, float]], colour: str, width: int) -> None:
    known = [(low, high, y) for low, high, y in spans if low == low and high == high]
    if not known:
        return
    chart.add_scatter(
        x=[x for low, high, _ in known for x in (low, high, None)],
        y=[at for _, _, y in known for at in (y, y, None)],
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
    )


def _ticks(chart: go.Figure, places: Sequence[tuple[float, float]]) -> None:
    known = [(x, y) for x, y in places if x == x]
    if known:
        chart.add_scatter(
            x=[x for x, _ in known],
            y=[y for _, y in known],
            mode="markers",
            marker={"symbol": "line-ns", "size": 20, "line": {"color": theme.INK, "width": 3}},
            hoverinfo="skip",
        )
