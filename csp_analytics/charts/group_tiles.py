"""Areas as small squares by their peer groups: the map where no area has a place on a map of squares.

Each group is a block of squares, highest score first, so that groups can be compared by their colours.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.areas.register import Area
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.measure import Measure
from csp_analytics.charts.squares import exhibit_of, hover, outlines, scale_key, squares
from csp_analytics.charts.tiles import tile_map
from csp_analytics.charts.words import count

FEW = 64  # areas up to which a square is large enough for letters
COLUMNS, SQUARE = {True: 8, False: 15}, {True: 52, False: 30}  # squares side by side, pixels down; by whether few
HEADING, GAP = 26, 10
NO_GROUP = "In no group"


def area_map(
    scores: pd.DataFrame,
    areas: dict[str, Area],
    groups: dict[str, str],
    *,
    measure: str | Measure,
    basis: str,
    source: str,
    demo: bool,
    own: str = "",
    peers: Collection[str] = (),
) -> Exhibit:
    """The tile map, or squares by group when no area of the register has a tile position.

    Args:
        scores: ``area_code, score, n_rated, n_applicable, note``, at most one row an area.
        areas: the register.
        groups: title of each area's group by code, in the order of the groups.
        measure: what the score is of: a title, or a measure (a single criterion has levels).
        basis: what it rests on.
        source: the framework's title.
        demo: whether it is demonstration data.
        own: code of the area to outline strongly, if any.
        peers: codes of its peers, outlined too.
    """
    if any(area.tile_col is not None for area in areas.values()):
        return tile_map(scores, areas, measure=measure, basis=basis, source=source, demo=demo, own=own, peers=peers)
    shown = measure if isinstance(measure, Measure) else Measure(measure, {})
    frame = squares(scores, areas, own, peers)
    frame["group"] = frame["area_code"].map(groups).fillna(NO_GROUP)
    chart = _draw(frame, list(dict.fromkeys([*groups.values(), NO_GROUP])), shown)
    return exhibit_of(frame, chart, shown, basis=basis, source=source, demo=demo, drawn="Groups")


def placed(frame: pd.DataFrame, titles: list[str], *, columns: int, square: int) -> tuple[pd.DataFrame, dict[str, int]]:
    """Where every square stands.

    Args:
        frame: ``name, score, group``.
        titles: the groups in order; those without an area are passed over.
        columns: how many squares stand side by side.
        square: height of a square in pixels.

    Returns:
        The frame, group by group and highest score first, with ``col`` (from 0) and ``top`` (pixels from the top), and
        the top of each group's heading.
    """
    parts, tops, top = [], {}, 0
    for title in titles:
        own = frame[frame["group"] == title].sort_values(["score", "name"], ascending=[False, True])
        if own.empty:
            continue
        tops[title] = top
        at = pd.Series(range(len(own)), index=own.index)
        parts.append(own.assign(col=at % columns, top=top + HEADING + square * (at // columns)))
        top += HEADING + square * -(-len(own) // columns) + GAP
    return pd.concat(parts, ignore_index=True), tops


def _draw(frame: pd.DataFrame, titles: list[str], measure: Measure) -> go.Figure:
    few = len(frame) <= FEW
    columns, square = COLUMNS[few], SQUARE[few]
    shown, tops = placed(frame, titles, columns=columns, square=square)
    bottom = int(shown["top"].max()) + square + 2
    key, above = scale_key(shown, measure)
    chart = theme.figure(bottom + above + 8, margin={"t": above, "l": 2, "r": 2}, bargap=0)
    colours = measure.colours(shown["score"])
    edges = [
        outlines(mark) if mark else {"color": theme.QUIET if colour == theme.GROUND else colour, "width": 1}
        for mark, colour in zip(shown["mark"], colours, strict=True)
    ]
    chart.add_bar(
        x=shown["col"] + 0.5,
        base=shown["top"] + 2,
        y=[square - 4] * len(shown),
        width=0.9,
        marker={
            "color": colours,
            "line": {"color": [one["color"] for one in edges], "width": [one["width"] for one in edges]},
        },
        text=[_text(label, measure.short(s), few) for label, s in zip(shown["label"], shown["score"], strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        insidetextfont={"color": [theme.ink_on(colour) for colour in colours], "size": 14.5},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        **hover(shown, measure),
    )
    headings = [_heading(title, top, shown[shown["group"] == title], measure) for title, top in tops.items()]
    chart.update_layout(shapes=key.shapes, annotations=[*key.annotations, *headings])
    chart.update_xaxes(visible=False, range=[0, columns], fixedrange=True)
    chart.update_yaxes(visible=False, range=[bottom, 0], fixedrange=True)
    return chart


def _text(label: str, score: str, few: bool) -> str:
    return f"{theme.plain(label)}<br><b>{theme.plain(score)}</b>" if few and label else theme.plain(score)


def _heading(title: str, top: int, own: pd.DataFrame, measure: Measure) -> dict[str, object]:
    """Such as ``Family 03: 29 areas, middle 47``."""
    middle = own["score"].median()
    said = f", middle {measure.words(middle)}" if middle == middle else ""
    return {
        "xref": "paper",
        "x": 0,
        "y": top + HEADING / 2,
        "xanchor": "left",
        "text": f"<b>{theme.plain(title)}</b>: {count(len(own), 'area')}{theme.plain(said)}",
        "showarrow": False,
        "font": {"size": 14.5},
    }
