"""What pictures of all areas share: own area, peers and others told apart, the key to it, and the targets to click."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.measure import Measure

OWN, PEER, OTHER = MARKS = ("own area", "peer", "")
FILLS = {OWN: theme.OWN, PEER: theme.PEERS, OTHER: theme.PALE}
EDGES = {OWN: theme.OWN, PEER: theme.PEERS, OTHER: theme.LINE}
NOTHING = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Line:
    """A line across a chart: its value in points, what it is, and how it is drawn."""

    value: float
    words: str
    dash: str = "solid"


def add_targets(
    chart: go.Figure, rows: pd.DataFrame, measure: Measure, *, positions: list[int], full: float, across: bool
) -> None:
    """A bar without colour over the whole row (column) of each area: what the pointer meets, however short the bar.

    Args:
        chart: where to.
        rows: ``area_code, name, value, rank``.
        measure: what the value is of.
        positions: place of each row.
        full: the length of a whole row.
        across: rows run across (otherwise down).
    """
    long = [full] * len(rows)
    said = [
        [code, theme.plain(name), theme.plain(measure.words(value)), rank]
        for code, name, value, rank in rows[["area_code", "name", "value", "rank"]].itertuples(index=False)
    ]
    chart.add_bar(
        x=long if across else positions,
        y=positions if across else long,
        orientation="h" if across else "v",
        width=1,
        marker={"color": NOTHING, "line": {"width": 0}},
        customdata=said,
        hovertemplate="<b>%{customdata[1]}</b><br>"
        + theme.plain(measure.title)
        + ": %{customdata[2]}<br>%{customdata[3]}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def key(area: str, rows: pd.DataFrame, *, above: int, shift: float = 0) -> dict[str, object]:
    """What the three kinds of bars are, above everything (in pixels from the top left of the plot)."""
    marks = set(rows["mark"])
    parts = [f"<span style='color:{theme.OWN}'>■</span> <b>{theme.plain(area)}</b>"] if OWN in marks else []
    parts += [f"<span style='color:{theme.PEERS}'>■</span> ● its peers"] if PEER in marks else []
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xshift": shift,
        "y": 1,
        "yshift": above,
        "xanchor": "left",
        "yanchor": "bottom",
        "text": "   ".join([*parts, "□ other areas"]),
        "showarrow": False,
        "font": {"size": 14.5},
    }
