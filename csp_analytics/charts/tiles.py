"""The tile map: one square an area, its letters and its score in it."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.areas.register import Area
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.marks import NOTHING, OTHER, OWN, PEER
from csp_analytics.charts.measure import Measure
from csp_analytics.charts.squares import exhibit_of, hover, outlines, scale_key, squares

TILE = 58


def tile_map(
    scores: pd.DataFrame,
    areas: dict[str, Area],
    *,
    measure: str | Measure,
    basis: str,
    source: str,
    demo: bool,
    own: str = "",
    peers: Collection[str] = (),
) -> Exhibit:
    """Scores of all areas on a map of squares.

    Args:
        scores: ``area_code, score, n_rated, n_applicable, note``, at most one row an area.
        areas: the register; areas without a tile position are left out of the picture, not of the table.
        measure: what the score is of: a title such as ``Leadership``, or a measure (a single criterion has levels).
        basis: what it rests on.
        source: the framework's title.
        demo: whether it is demonstration data.
        own: code of the area to outline strongly, if any.
        peers: codes of its peers, outlined too.
    """
    shown = measure if isinstance(measure, Measure) else Measure(measure, {})
    frame = squares(scores, areas, own, peers)
    return exhibit_of(frame, _draw(frame, shown), shown, basis=basis, source=source, demo=demo)


def _draw(frame: pd.DataFrame, measure: Measure) -> go.Figure:
    placed = frame[frame["col"].notna() & frame["row"].notna()]
    columns, rows = (int(placed["col"].max()), int(placed["row"].max())) if len(placed) else (1, 1)
    key, above = scale_key(placed, measure)
    chart = theme.figure(rows * TILE + above + 4, margin={"t": above})
    colours = measure.colours(placed["score"])
    chart.add_scatter(
        x=placed["col"],
        y=placed["row"],
        mode="markers+text",
        marker={"size": TILE - 8, "symbol": "square", "color": NOTHING, "line": {"width": 0}},
        text=[
            f"{theme.plain(label)}<br><b>{theme.plain(measure.short(score))}</b>"
            for label, score in zip(placed["label"], placed["score"], strict=True)
        ],
        textfont={"color": [theme.ink_on(colour) for colour in colours], "size": 15},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        **hover(placed, measure),
    )
    tiles = [_tile(col, row, colour) for col, row, colour in zip(placed["col"], placed["row"], colours, strict=True)]
    # All at once: the library copies every shape there is each time that one is added.
    chart.update_layout(shapes=[*tiles, *_outlines(placed), *key.shapes], annotations=key.annotations)
    chart.update_xaxes(visible=False, range=[0.48, columns + 0.52], fixedrange=True)
    chart.update_yaxes(visible=False, range=[rows + 0.5, 0.5], fixedrange=True)
    return chart


def _tile(col: float, row: float, colour: str) -> dict[str, object]:
    empty = colour == theme.GROUND
    return {
        "type": "rect",
        "x0": col - 0.48,
        "x1": col + 0.48,
        "y0": row - 0.47,
        "y1": row + 0.47,
        "fillcolor": colour,
        "line": {"color": theme.QUIET if empty else colour, "width": 1, "dash": "dot" if empty else "solid"},
        "layer": "below",
    }


def _outlines(placed: pd.DataFrame) -> list[dict[str, object]]:
    """Outlines of peers, then of the own area, so that the own one lies on top of its neighbours'."""
    marked = placed[placed["mark"] != OTHER].sort_values("mark", key=lambda marks: marks.map({PEER: 0, OWN: 1}))
    return [
        {
            "type": "rect",
            "x0": col - 0.48,
            "x1": col + 0.48,
            "y0": row - 0.47,
            "y1": row + 0.47,
            "line": outlines(mark),
        }
        for col, row, mark in marked[["col", "row", "mark"]].itertuples(index=False)
    ]
