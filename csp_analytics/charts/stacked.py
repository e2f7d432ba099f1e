"""Stacked bars: one bar a row, one part a kind, the count printed in it, the row's label above it.

The label stands above its bar and not beside it, so that the bars keep the width of a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.words import share

ROW, GAP, KEY = 62, 0.48, 46
# A part narrower than this share of the longest bar has no room for its number, which then stands in the table only.
SMALLEST_LABELLED = 0.045


@dataclass(frozen=True)
class Part:
    """One kind of thing that is counted: its name, its colour, and its count in each row."""

    name: str
    colour: str
    counts: Sequence[int]
    outlined: bool = False


def stacked_bars(labels: Sequence[str], parts: Sequence[Part], *, as_shares: bool, demo: bool) -> go.Figure:
    """The picture.

    Args:
        labels: a label for each row, first row on top.
        parts: what is counted, from left to right.
        as_shares: every bar is as long as the others (100%); otherwise as long as its count.
        demo: whether it is demonstration data.
    """
    counts = np.array([list(part.counts) for part in parts], dtype=float).reshape(len(parts), len(labels))
    totals = counts.sum(axis=0)
    longest = max(float(totals.max(initial=0)), 1.0)
    lengths = 100 * counts / np.where(totals > 0, totals, 1) if as_shares else counts
    full = 100.0 if as_shares else longest
    chart = theme.figure(ROW * len(labels) + KEY + 12, barmode="stack", bargap=GAP, margin={"t": KEY})
    rows = list(range(len(labels)))[::-1]
    for part, own, drawn in zip(parts, counts, lengths, strict=True):
        chart.add_bar(
            x=drawn,
            y=rows,
            orientation="h",
            name=part.name,
            marker={
                "color": part.colour,
                "line": {"color": theme.QUIET if part.outlined else theme.GROUND, "width": 1.5},
            },
            text=[str(int(n)) if x >= SMALLEST_LABELLED * full else "" for n, x in zip(own, drawn, strict=True)],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"color": theme.ink_on(part.colour), "size": 15},
            customdata=[[label, int(n), share(n, total)] for label, n, total in zip(labels, own, totals, strict=True)],
            hovertemplate="%{customdata[0]}<br>" + part.name + ": %{customdata[1]} (%{customdata[2]})<extra></extra>",
        )
    for row, label in zip(rows, labels, strict=True):
        chart.add_annotation(
            x=0,
            y=row,
            yshift=ROW * (1 - GAP) / 2 + 11,
            text=label,
            xanchor="left",
            align="left",
            showarrow=False,
            font={"size": 15.5},
        )
    chart.update_xaxes(visible=False, range=[0, full], fixedrange=True)
    chart.update_yaxes(visible=False, range=[-0.5, len(labels) - 0.18], fixedrange=True)
    chart.update_layout(showlegend=True, legend=theme.KEY_ABOVE)
    return theme.finish(chart, demo=demo)
