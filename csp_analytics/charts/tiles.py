"""The tile map: one square an area, its letters and its score in it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.areas.register import Area
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed, points

TILE = 58
NOT_RATED = "#FFFFFF"


def tile_map(
    scores: pd.DataFrame, areas: dict[str, Area], *, measure: str, basis: str, source: str, demo: bool
) -> Exhibit:
    """Scores of all areas on a map of squares.

    Args:
        scores: ``area_code, score, n_rated, n_applicable, note``, at most one row an area.
        areas: the register; areas without a tile position are left out of the picture, not of the table.
        measure: what the score is of, such as ``Leadership``.
        basis: what it rests on.
        source: the framework's title.
        demo: whether it is demonstration data.
    """
    frame = _frame(scores, areas)
    shown = frame[frame["score"].notna()].sort_values("score", ascending=False, kind="stable")
    takeaway = _takeaway(shown, frame, measure)
    table = frame.sort_values("name")[["name", "score", "n_rated", "n_applicable", "said"]]
    table.columns = pd.Index(["Area", "Score", "Rated", "Applicable", "Note"])
    return Exhibit(
        name=f"map-{measure.lower().replace(' ', '-')}",
        headline=f"Where the areas stand: {measure}",
        takeaway=takeaway,
        figure=theme.finish(_draw(frame, measure), demo=demo),
        table=table.reset_index(drop=True),
        basis=basis,
        alt=f"Map of {len(frame)} squares, one an area, darker for a higher score on {measure}. {takeaway}",
        source=source,
        demo=demo,
    )


def _frame(scores: pd.DataFrame, areas: dict[str, Area]) -> pd.DataFrame:
    places = pd.DataFrame(
        [(a.area_code, a.name, a.tile_label, a.tile_col, a.tile_row) for a in areas.values()],
        columns=["area_code", "name", "label", "col", "row"],
    )
    frame = places.merge(scores[["area_code", "score", "n_rated", "n_applicable", "note"]], on="area_code", how="left")
    frame["n_rated"] = frame["n_rated"].fillna(0).astype(int)
    frame["n_applicable"] = frame["n_applicable"].fillna(0).astype(int)
    frame["said"] = frame["note"].where(frame["note"].notna(), "no assessment in this round")
    return frame


def _takeaway(shown: pd.DataFrame, frame: pd.DataFrame, measure: str) -> str:
    without = len(frame) - len(shown)
    tail = f" {count(without, 'area')} without a score." if without else ""
    if shown.empty:
        return f"No area has a score on {measure} in this round."
    if len(shown) == 1:
        return f"Only {shown['name'].iloc[0]} has a score on {measure}: {points(shown['score'].iloc[0])}.{tail}"
    top, low = shown.iloc[0], shown.iloc[-1]
    highest = listed(shown.loc[shown["score"].map(points) == points(top["score"]), "name"], most=3)
    lowest = listed(shown.loc[shown["score"].map(points) == points(low["score"]), "name"], most=3)
    return (
        f"Scores on {measure} run from {points(low['score'])} ({lowest}) to {points(top['score'])} ({highest}); "
        f"the middle area has {points(shown['score'].median())}.{tail}"
    )


def _draw(frame: pd.DataFrame, measure: str) -> go.Figure:
    placed = frame[frame["col"].notna() & frame["row"].notna()]
    scored = placed["score"].dropna()
    low, high = (float(scored.min()), float(scored.max())) if len(scored) else (0.0, 100.0)
    columns, rows = (int(placed["col"].max()), int(placed["row"].max())) if len(placed) else (1, 1)
    chart = theme.figure(rows * TILE + 44, margin={"t": 40})
    shapes: list[dict[str, object]] = []
    for tile in placed.itertuples():
        colour = NOT_RATED if tile.score != tile.score else theme.mixed((tile.score - low) / max(high - low, 1e-9))
        shapes.append(
            {
                "type": "rect",
                "x0": tile.col - 0.48,
                "x1": tile.col + 0.48,
                "y0": tile.row - 0.47,
                "y1": tile.row + 0.47,
                "fillcolor": colour,
                "line": {
                    "color": theme.QUIET if colour == NOT_RATED else colour,
                    "width": 1,
                    "dash": "dot" if colour == NOT_RATED else "solid",
                },
                "layer": "below",
            }
        )
    colours = [
        NOT_RATED if score != score else theme.mixed((score - low) / max(high - low, 1e-9)) for score in placed["score"]
    ]
    chart.add_scatter(
        x=placed["col"],
        y=placed["row"],
        mode="markers+text",
        marker={"size": TILE - 8, "symbol": "square", "color": "rgba(0,0,0,0)", "line": {"width": 0}},
        text=[
            f"{label}<br><b>{points(score)}</b>" for label, score in zip(placed["label"], placed["score"], strict=True)
        ],
        textfont={"color": [theme.ink_on(colour) for colour in colours], "size": 15},
        customdata=[
            [code, name, points(score), said or f"{rated} of {applicable} rated"]
            for code, name, score, said, rated, applicable in zip(
                placed["area_code"],
                placed["name"],
                placed["score"],
                placed["said"],
                placed["n_rated"],
                placed["n_applicable"],
                strict=True,
            )
        ],
        hovertemplate="<b>%{customdata[1]}</b><br>" + measure + ": %{customdata[2]}<br>%{customdata[3]}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    if len(scored):
        shapes += _key(chart, low, high)
    # All at once: the library copies every shape there is each time that one is added.
    chart.update_layout(shapes=shapes)
    chart.update_xaxes(visible=False, range=[0.48, columns + 0.52], fixedrange=True)
    chart.update_yaxes(visible=False, range=[rows + 0.5, 0.5], fixedrange=True)
    return chart


def _key(chart: go.Figure, low: float, high: float) -> list[dict[str, object]]:
    """A small scale above the map: lowest and highest score with the colours between (its shapes are returned)."""
    steps = 24
    for x, anchor, text in ((0.15, "right", points(low)), (0.67, "left", f"{points(high)}   ⬚ no score")):
        chart.add_annotation(
            xref="paper",
            yref="paper",
            x=x,
            y=1.035,
            xanchor=anchor,
            yanchor="middle",
            text=text,
            showarrow=False,
            font={"size": 14.5},
        )
    return [
        {
            "type": "rect",
            "xref": "paper",
            "yref": "paper",
            "x0": 0.16 + 0.5 * i / steps,
            "x1": 0.16 + 0.5 * (i + 1) / steps,
            "y0": 1.02,
            "y1": 1.05,
            "fillcolor": theme.mixed((i + 0.5) / steps),
            "line": {"width": 0},
        }
        for i in range(steps)
    ]
