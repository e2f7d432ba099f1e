"""The picture of a spine: rows under headings, placed in pixels, so that it reads the same at any width from 330 px on.

Every row has its title above its spine; what is said of a row stands at the right of its title. All rows go into a
handful of traces, because hundreds of shapes and annotations are slow to draw.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.change import DECLINED, IMPROVED
from csp_analytics.analysis.peers import HIGHER, LOWER, MIN_PEERS, NOT_COMPARED
from csp_analytics.charts import theme
from csp_analytics.frameworks.model import Framework

TITLE_LINE, SPINE_LINE, GAP, HEADING_LINE, SCALE_LINE = 20, 22, 11, 26, 18
KEY, GUTTER = 74, 44
HALF = 11  # height of a middle half, and its width where both quartiles are the same
LETTERS, FEWER_LETTERS = 40, 35  # of a title and its mark beside each other; where three figures stand side by side
EVEN, FEWEST_APART = 2, 2  # rows: how far two columns may differ, and how few of a block stand in one of them
SCALE_ROOM = 44  # letters of the labels of all levels beside each other
SCALE_LETTERS = 9  # a level's label is broken into lines of about so many letters
SMALL, TITLE, HEADING = 14.5, 15, 17


@dataclass(frozen=True)
class Axis:
    """The scale that rows share: its ends, the labels on it in lines, and two widths in its unit.

    ``room`` is left beside the ends for their labels. A middle half narrower than ``least`` is a mark of a fixed size
    in place of a bar, so that it can be seen without reaching to where no peer is.
    """

    low: float
    high: float
    labels: dict[float, tuple[str, ...]]
    room: float
    least: float

    @property
    def lines(self) -> int:
        """Lines of the longest label."""
        return max(len(label) for label in self.labels.values())


@dataclass(frozen=True)
class Block:
    """Rows under one heading (empty for none)."""

    heading: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """Where one row stands: pixels from the top."""

    unit: str
    title: str
    top: float
    spine: float


@dataclass(frozen=True)
class Layout:
    """Where everything stands. Figures of one layout have their rows at the same heights."""

    lines: tuple[Line, ...]
    headings: tuple[tuple[str, float], ...]
    scales: tuple[tuple[float, float], ...]
    height: float


def levels_axis(framework: Framework) -> Axis:
    """The levels of a framework; where their labels leave no room on a phone, only those of the two ends."""
    labels = {
        float(level.value): tuple(textwrap.wrap(level.label, SCALE_LETTERS, break_long_words=False) or [""])
        for level in framework.levels
    }
    longest = max(len(line) for label in labels.values() for line in label)
    if len(labels) > 2 and longest * len(labels) > SCALE_ROOM:
        ends = (float(framework.lowest), float(framework.highest))
        labels = {value: label if value in ends else ("·",) for value, label in labels.items()}
    span = framework.highest - framework.lowest
    return Axis(framework.lowest, framework.highest, labels, max(0.42 / span, 0.14) * span, 0.05 * span)


def points_axis() -> Axis:
    """0 to 100."""
    return Axis(0, 100, {float(value): (str(value),) for value in (0, 25, 50, 75, 100)}, 7, 3)


def halves(blocks: list[Block], fewest: int = 11) -> list[list[Block]]:
    """Blocks for two columns of about the same length; one column when there are fewer rows than ``fewest``.

    Blocks stay whole where that leaves the columns even; otherwise one goes on in the second column.
    """
    if sum(len(block.units) for block in blocks) < fewest:
        return [blocks]
    lengths = [len(block.units) + 1 for block in blocks]  # a heading takes about as much room as a row
    apart = [abs(sum(lengths[:at]) - sum(lengths[at:])) for at in range(1, len(blocks))]
    if not apart or min(apart) > EVEN:
        for at, block in enumerate(blocks):
            rows = (len(block.units) - sum(lengths[:at]) + sum(lengths[at + 1 :]) + 1) // 2
            if FEWEST_APART <= rows <= len(block.units) - FEWEST_APART:
                rest = f"{block.heading}, continued" if block.heading else ""
                first, second = Block(block.heading, block.units[:rows]), Block(rest, block.units[rows:])
                return [[*blocks[:at], first], [second, *blocks[at + 1 :]]]
    cut = apart.index(min(apart)) + 1
    return [blocks[:cut], blocks[cut:]]


def place(
    blocks: Iterable[Block], titles: Mapping[str, str], said: Mapping[str, int], axis: Axis, letters: int = LETTERS
) -> Layout:
    """Rows and headings from top to bottom.

    Args:
        blocks: what to show.
        titles: title of each row.
        said: letters at the right of each row's title, the most of all figures that share the layout.
        axis: the scale, which is repeated under every heading.
        letters: that fit beside each other in the narrowest place where the figure will stand.
    """
    lines, headings, scales = [], [], []
    y = 0.0
    for block in blocks:
        headings.append((block.heading, y))
        y += HEADING_LINE if block.heading else 0
        start = y
        y += SCALE_LINE * axis.lines + GAP
        for unit in block.units:
            room = max(letters - said.get(unit, 0) - 2, 16)
            wrapped = [theme.plain(part) for part in textwrap.wrap(titles[unit], room)] or [""]
            spine = y + TITLE_LINE * len(wrapped) + SPINE_LINE / 2
            lines.append(Line(unit, "<br>".join(wrapped), y, spine))
            y = spine + SPINE_LINE / 2 + GAP
        scales.append((start, y))
        y += 2 * GAP
    return Layout(tuple(lines), tuple(headings), tuple(scales), y)


def draw(rows: pd.DataFrame, layout: Layout, axis: Axis, *, area: str, before: str, demo: bool) -> go.Figure:
    """One area's spine.

    Args:
        rows: a spine by ``unit`` (its index) with ``mark`` (what is said at the right of the title) and ``hover``.
        layout: where the rows stand.
        axis: the scale.
        area: name of the area.
        before: the earlier round, empty when there is none.
        demo: whether it is demonstration data.
    """
    margin = {"l": 4, "r": GUTTER, "t": KEY, "b": 6}
    chart = theme.figure(round(layout.height) + KEY + 6, margin=margin)
    placed = rows.reindex([line.unit for line in layout.lines]).assign(
        y=[line.spine for line in layout.lines],
        top=[line.top for line in layout.lines],
        title=[line.title for line in layout.lines],
    )
    left, right = axis.low - axis.room, axis.high + axis.room
    _scales(chart, layout, axis, right)
    _peers(chart, placed, axis)
    _own(chart, placed)
    _texts(chart, layout, placed, left, right)
    chart.update_xaxes(range=[left, right], visible=False, fixedrange=True)
    chart.update_yaxes(range=[layout.height, 0], visible=False, fixedrange=True)
    _key(chart, area, before, peers=bool((rows["n_peers"] > 0).any()))
    return theme.finish(chart, demo=demo)


def _scales(chart: go.Figure, layout: Layout, axis: Axis, right: float) -> None:
    below = SCALE_LINE * axis.lines + 2
    grid = [(value, value, top + below, end) for top, end in layout.scales for value in axis.labels]
    _strokes(chart, grid, {"color": "#E3E3E3", "width": 1})
    labels = [
        (value, top, "<br>".join(theme.plain(part) for part in label))
        for top, _ in layout.scales
        for value, label in axis.labels.items()
    ]
    _words(chart, labels, "bottom center", {"size": SMALL, "color": theme.QUIET})
    _words(
        chart,
        [(right, top, "peers") for top, _ in layout.scales],
        "bottom right",
        {"size": SMALL, "color": theme.QUIET},
    )


def _peers(chart: go.Figure, rows: pd.DataFrame, axis: Axis) -> None:
    # Where the area itself is counted among its peers, it makes no minimum.
    others = rows[["n_below", "n_same", "n_above"]].sum(axis=1).where(rows["value"].notna(), rows["n_peers"])
    enough = others.clip(upper=rows["n_peers"]) >= MIN_PEERS
    for chosen, line in (
        (rows[enough], {"color": theme.QUIET, "width": 2}),
        (rows[~enough & (rows["n_peers"] > 0)], {"color": theme.LINE, "width": 2, "dash": "dot"}),
    ):
        span = chosen[["lowest", "highest", "y"]].itertuples(index=False)
        _strokes(chart, [(one.lowest, one.highest, one.y, one.y) for one in span], line)
    _middle_halves(chart, rows[enough], axis)
    chart.add_scatter(
        x=rows.loc[enough, "peer_value"],
        y=rows.loc[enough, "y"],
        mode="markers",
        marker={"symbol": "line-ns", "size": 20, "line": {"color": theme.INK, "width": 3.5}},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _middle_halves(chart: go.Figure, rows: pd.DataFrame, axis: Axis) -> None:
    wide = rows["q3"] - rows["q1"] >= axis.least
    bars = rows.loc[wide, ["q1", "q3", "y"]].itertuples(index=False)
    _strokes(chart, [(one.q1, one.q3, one.y, one.y) for one in bars], {"color": theme.PEERS, "width": HALF})
    points = rows[~wide]
    chart.add_scatter(
        x=(points["q1"] + points["q3"]) / 2,
        y=points["y"],
        mode="markers",
        marker={"symbol": "square", "size": HALF, "color": theme.PEERS},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _own(chart: go.Figure, rows: pd.DataFrame) -> None:
    own = rows[rows["value"].notna()]
    chart.add_scatter(
        x=own["value"],
        y=own["y"],
        mode="markers",
        marker={"size": 16, "color": theme.OWN, "line": {"color": theme.GROUND, "width": 2}},
        customdata=own["hover"],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _texts(chart: go.Figure, layout: Layout, rows: pd.DataFrame, left: float, right: float) -> None:
    headings = [(left, y, f"<b>{theme.plain(text)}</b>") for text, y in layout.headings if text]
    _words(chart, headings, "bottom right", {"size": HEADING, "color": theme.INK})
    titles = [(left, y, title) for y, title in zip(rows["top"], rows["title"], strict=True)]
    _words(chart, titles, "bottom right", {"size": TITLE, "color": theme.INK})
    inks = {IMPROVED: theme.BANDS[HIGHER], DECLINED: theme.BANDS[LOWER]}
    colours = [
        theme.INK if pd.isna(value) else inks.get(change, theme.QUIET)
        for value, change in zip(rows["value"], rows["change"], strict=True)
    ]
    marks = [(right, y, theme.plain(mark)) for y, mark in zip(rows["top"], rows["mark"], strict=True)]
    _words(chart, marks, "bottom left", {"size": SMALL, "color": colours})
    counted = [(right, y, str(n)) for y, n in zip(rows["y"], rows["n_peers"], strict=True)]
    few = [theme.QUIET if band == NOT_COMPARED else theme.INK for band in rows["band"]]
    _words(chart, counted, "middle right", {"size": SMALL, "color": few})


def _key(chart: go.Figure, area: str, before: str, *, peers: bool) -> None:
    own = f"<span style='color:{theme.OWN}'>⬤</span> {theme.plain(area)}"
    lines = [own]
    if peers:
        half = f"<span style='color:{theme.PEERS}'>■</span> middle half"
        lines = [f"{own}   <b>|</b> peers' middle", f"{half}   ── lowest to highest peer"]
    if before:
        lines.append(f"▲ ▼ ●  moved up, down, same since {theme.plain(before)}")
    chart.add_annotation(
        xref="paper", yref="paper", x=0, y=1, yshift=8, xanchor="left", yanchor="bottom", align="left", showarrow=False,
        text="<br>".join(lines), font={"size": SMALL},
    )  # fmt: skip


def _strokes(chart: go.Figure, strokes: list[tuple[float, float, float, float]], line: dict) -> None:
    """Many lines (x0, x1, y0, y1) as one trace."""
    if not strokes:
        return
    x = [value for x0, x1, _, _ in strokes for value in (x0, x1, None)]
    y = [value for _, _, y0, y1 in strokes for value in (y0, y1, None)]
    chart.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", cliponaxis=False)


def _words(chart: go.Figure, words: list[tuple[float, float, str]], where: str, font: dict) -> None:
    """Many texts (x, y, text) as one trace."""
    if not words:
        return
    x, y, text = (list(part) for part in zip(*words, strict=True))
    chart.add_scatter(
        x=x, y=y, text=text, mode="text", textposition=where, textfont=font, hoverinfo="skip", cliponaxis=False
    )
