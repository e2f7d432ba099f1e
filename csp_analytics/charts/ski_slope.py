"""Hundreds of areas sorted by one measure: thin columns from high to low, own area and some of its peers named."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.marks import FILLS, OTHER, OWN, PEER, Line, add_targets, key
from csp_analytics.charts.measure import Measure

HEIGHT, ABOVE = 440, 34
MOST_NAMED, ROOM_FOR_NAME = 4, 0.25  # peers, share of the width between two names
LABELLED, ROOM_FOR_LABEL = 0.5, 12  # share of the width that labels of lines take on a phone, points beside them
ROOM_ABOVE = 1.12  # of the longest column, for a name
THINNEST_OWN = 1 / 110  # the own area can be seen among any number of columns


def draw(rows: pd.DataFrame, measure: Measure, lines: Sequence[Line], area: str) -> go.Figure:
    """The picture.

    Args:
        rows: ``area_code, name, value, mark, rank``, highest first, all with a value.
        measure: what the value is of.
        lines: the lines to draw and label.
        area: name of the own area.
    """
    chart = theme.figure(HEIGHT + ABOVE, barmode="overlay", bargap=0, margin={"t": ABOVE, "b": 12})
    _columns(chart, rows, measure)
    add_targets(chart, rows, measure, positions=list(rows.index), full=measure.full, across=False)
    chart.update_layout(
        shapes=[_line(measure.place(line.value), line.dash) for line in lines],
        annotations=[
            *_labels(lines, measure),
            *_names(rows, measure, [] if measure.levels else named_peers(rows, lines)),
            key(area, rows, above=4),
        ],
    )
    ticks = [(measure.place(value), label) for value, label in measure.levels.items()]
    ticks = ticks or [(value, str(value)) for value in (0, 25, 50, 75, 100)]
    chart.update_xaxes(visible=False, range=[-0.5, len(rows) - 0.5], fixedrange=True)
    chart.update_yaxes(
        range=[0, ROOM_ABOVE * measure.full],
        fixedrange=True,
        tickvals=[place for place, _ in ticks],
        ticktext=[theme.plain(words) for _, words in ticks],
        tickfont={"size": 14.5},
    )
    return chart


def named_peers(rows: pd.DataFrame, lines: Sequence[Line]) -> list[int]:
    """Places of the peers to name: from both ends inwards, while there is room beside other names and line labels."""
    peers, own = list(rows.index[rows["mark"] == PEER]), list(rows.index[rows["mark"] == OWN])
    inwards = [peers[i // 2] if i % 2 == 0 else peers[-1 - i // 2] for i in range(len(peers))]
    found: list[int] = []
    for place in inwards:
        clear = place > LABELLED * len(rows) or all(
            abs(rows["value"][place] - line.value) > ROOM_FOR_LABEL for line in lines
        )
        apart = all(abs(place - one) >= ROOM_FOR_NAME * len(rows) for one in [*own, *found])
        if len(found) < MOST_NAMED and clear and apart:
            found.append(place)
    return found


def _columns(chart: go.Figure, rows: pd.DataFrame, measure: Measure) -> None:
    """Columns by kind of area, the edge of the slope, and a dot on each peer's column."""
    wide = max(1.0, len(rows) * THINNEST_OWN)
    for mark in (OTHER, PEER, OWN):
        some = rows[rows["mark"] == mark]
        chart.add_bar(
            x=some.index,
            y=[measure.place(value) for value in some["value"]],
            width=wide if mark == OWN else 1,
            marker={"color": FILLS[mark], "line": {"width": 0}},
            hoverinfo="skip",
            unselected={"marker": {"opacity": 1}},
        )
    chart.add_scatter(
        x=rows.index,
        y=[measure.place(value) for value in rows["value"]],
        mode="lines",
        line={"color": theme.PEERS, "width": 1.5, "shape": "hvh"},
        hoverinfo="skip",
    )
    peers = rows[rows["mark"] == PEER]
    chart.add_scatter(
        x=peers.index,
        y=[measure.place(value) for value in peers["value"]],
        mode="markers",
        marker={"size": 7, "color": theme.QUIET},
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )


def _names(rows: pd.DataFrame, measure: Measure, peers: list[int]) -> list[dict[str, object]]:
    """Names above their columns; at the same level stand many, so there the peers have their dots only."""
    found = []
    for place in [*rows.index[rows["mark"] == OWN], *peers]:
        row = rows.loc[place]
        words = f"{theme.plain(row['name'])} {theme.plain(measure.words(row['value']))}"
        at = place / len(rows)
        found.append(
            {
                "x": place,
                "y": measure.place(row["value"]),
                "text": f"<b>{words}</b>" if row["mark"] == OWN else f"● {words}",
                "xanchor": "left" if at < 0.2 else "right" if at > 0.8 else "center",
                "ax": 0,
                "ay": -34 if row["mark"] == OWN else -20,
                "arrowcolor": theme.QUIET,
                "arrowwidth": 1.5,
                "arrowhead": 0,
                "font": {"size": 15},
                "bgcolor": theme.GROUND,
                "borderpad": 1,
            }
        )
    return found


def _line(y: float, dash: str) -> dict[str, object]:
    return {
        "type": "line",
        "x0": 0,
        "x1": 1,
        "xref": "paper",
        "y0": y,
        "y1": y,
        "line": {"color": theme.INK, "width": 1.5, "dash": dash},
    }


def _labels(lines: Sequence[Line], measure: Measure) -> list[dict[str, object]]:
    """A label at the left end of each line, on the tall columns there: the higher one above its line, others below."""
    ordered = sorted(lines, key=lambda line: line.value, reverse=True)
    return [
        {
            "xref": "paper",
            "x": 0.01,
            "y": measure.place(line.value),
            "xanchor": "left",
            "yanchor": "top" if place else "bottom",
            "yshift": -3 if place else 3,
            "text": f"{line.words}: <b>{theme.plain(measure.brief(line.value))}</b>",
            "showarrow": False,
            "font": {"size": 14.5},
            "bgcolor": theme.GROUND,
        }
        for place, line in enumerate(ordered)
    ]
