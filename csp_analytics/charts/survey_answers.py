"""Answers to one question of a survey: shares as bars with their intervals, scales as bars of their steps."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.words import listed, share
from csp_analytics.surveys.model import Step

# In pixels: the bar, a line of its label above it, the room between rows, the axis below, a line of the key.
BAR, STEP_BAR, LINE, ROOM, AXIS, KEY_LINE = 23, 30, 20, 14, 34, 25
# What fits on a line of a phone, and how many letters of a key fit beside each other there.
LETTERS, KEY_LETTERS = 44, 40
# A part narrower than this share of the bar has no room for its number, which then stands in the table only.
SMALLEST_LABELLED = 0.045
TOGETHER = "Steps that fewer than five people chose are counted together with a neighbouring step."


def share_bars(rows: pd.DataFrame, *, demo: bool) -> go.Figure:
    """One bar an item: its share, the interval as a line, and share and people printed beside its name.

    Args:
        rows: ``label, n, x, share, low, high`` (shares 0 to 100; no line where ``low`` is not known), first row on top.
        demo: whether it is demonstration data.
    """
    labels = [
        _wrapped(row.label, f"{share(row.x, row.n)} ({int(row.x):,} of {int(row.n):,})") for row in rows.itertuples()
    ]
    row = _row(labels, BAR)
    chart = theme.figure(row * len(rows) + AXIS + 8, bargap=1 - BAR / row, margin={"b": AXIS, "l": 18, "r": 26})
    places = list(range(len(rows)))[::-1]
    chart.add_bar(
        x=rows["share"],
        y=places,
        orientation="h",
        marker={"color": theme.SEQUENTIAL[4][1], "line": {"color": theme.OWN, "width": 1}},
        error_x=_whiskers(rows) if rows["low"].notna().all() else None,
        customdata=[[theme.plain(row.label), int(row.x), int(row.n), _interval(row)] for row in rows.itertuples()],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]} of %{customdata[2]}%{customdata[3]}<extra></extra>",
    )
    for place, text in zip(places, labels, strict=True):
        _label(chart, place, text, BAR)
    ticks = [0, 25, 50, 75, 100]
    chart.update_xaxes(
        range=[0, 100.5], tickvals=ticks, ticktext=[f"{x}%" for x in ticks], tickfont_size=14.5, fixedrange=True
    )
    _upright(chart, len(rows), row, BAR)
    return theme.finish(chart, demo=demo)


def step_bars(parts: pd.DataFrame, labels: dict[str, str], scale: tuple[Step, ...], *, demo: bool) -> go.Figure:
    """One bar an item, one part a step of the scale or neighbouring steps together, the number of people in it.

    Args:
        parts: ``item_id, lowest, highest, n``: the parts of each bar from left to right.
        labels: a label for each item, first on top.
        scale: the steps, by rising value.
        demo: whether it is demonstration data.
    """
    wrapped = {key: _wrapped(label) for key, label in labels.items()}
    row, key_room = _row(list(wrapped.values()), STEP_BAR), KEY_LINE * _key_lines(scale) + 12
    chart = theme.figure(
        row * len(labels) + key_room + 12, barmode="stack", bargap=1 - STEP_BAR / row, margin={"t": key_room}
    )
    places = {key: place for place, key in enumerate(reversed(labels))}
    colours = dict(zip((step.value for step in scale), theme.level_colours(len(scale)), strict=True))
    total = parts.groupby("item_id")["n"].transform("sum")
    parts = parts.assign(drawn=100 * parts["n"] / total, total=total)
    for step in scale:
        # Steps together have the colour of the highest of them: the parts of a bar stay in order, light to dark.
        own = parts[(parts["highest"] == step.value) & parts["item_id"].isin(list(labels))]
        chart.add_bar(
            x=own["drawn"] if len(own) else [None],
            y=[places[key] for key in own["item_id"]] or [0],
            orientation="h",
            name=theme.plain(step.label),
            marker={"color": colours[step.value], "line": {"color": theme.GROUND, "width": 1.5}},
            text=[str(int(one.n)) if one.drawn >= 100 * SMALLEST_LABELLED else "" for one in own.itertuples()],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"color": theme.ink_on(colours[step.value]), "size": 15},
            customdata=[
                [theme.plain(labels[row.item_id]), theme.plain(steps_named(scale, row.lowest, row.highest)), int(row.n),
                 share(row.n, row.total)]
                for row in own.itertuples()
            ],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}: %{customdata[2]} (%{customdata[3]})<extra></extra>",
        )  # fmt: skip
    for key, place in places.items():
        _label(chart, place, wrapped[key], STEP_BAR)
    chart.update_xaxes(visible=False, range=[0, 100], fixedrange=True)
    _upright(chart, len(labels), row, STEP_BAR)
    chart.update_layout(showlegend=True, legend=theme.KEY_ABOVE)
    return theme.finish(chart, demo=demo)


def steps_named(scale: Sequence[Step], lowest: float, highest: float) -> str:
    """The labels of the steps from one to another: ``Disagree or Strongly disagree``."""
    return listed([step.label for step in scale if lowest <= step.value <= highest], last="or")


def _wrapped(label: str, figures: str = "") -> str:
    """A label over as many lines as a phone needs, figures in bold behind it where they fit, else below."""
    lines = textwrap.wrap(label, LETTERS) or [""]
    shown = [theme.plain(line) for line in lines]
    if figures:
        behind = len(lines[-1]) + len(figures) + 2 <= LETTERS
        percent, _, people = figures.partition(" ")
        shown[-1] += f"{'  ' if behind else '<br>'}<b>{percent}</b> {people}"
    return "<br>".join(shown)


def _row(labels: Sequence[str], bar: int) -> int:
    """Height of a row: its bar, the most lines that any label needs, and room."""
    return bar + LINE * max((label.count("<br>") + 1 for label in labels), default=1) + ROOM


def _key_lines(scale: Sequence[Step]) -> int:
    """Lines that a key needs in a narrow column; a phone that needs more takes them from the room between rows."""
    beside = max(2, KEY_LETTERS // (max(len(step.label) for step in scale) + 5))
    return -(-len(scale) // beside)


def _upright(chart: go.Figure, n_rows: int, row: int, bar: int) -> None:
    """Rows one under the other: each bar at the foot of its row, its label above it."""
    below = (bar + ROOM) / 2 / row
    chart.update_yaxes(visible=False, range=[-below, n_rows - below], fixedrange=True)


def _label(chart: go.Figure, place: int, text: str, bar: int) -> None:
    chart.add_annotation(
        x=0, y=place, yshift=bar / 2, text=text, xanchor="left", yanchor="bottom", align="left", showarrow=False,
        font={"size": 15.5}, borderpad=2,
    )  # fmt: skip


def _whiskers(rows: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "data",
        "symmetric": False,
        "array": rows["high"] - rows["share"],
        "arrayminus": rows["share"] - rows["low"],
        "color": theme.INK,
        "thickness": 2,
        "width": 5,
    }


def _interval(row: Any) -> str:
    return f"<br>likely between {row.low:.0f}% and {row.high:.0f}%" if pd.notna(row.low) else ""
