"""All areas sorted by one measure: own area strong, its peers mid, the rest pale, the middle area as a labelled line.

Up to 64 areas every area has a row with its name and its value. More of them would be a page of small print: they
become a slope of thin bars (:mod:`csp_analytics.charts.ski_slope`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import ski_slope, theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.marks import EDGES, FILLS, OTHER, OWN, PEER, Line, add_targets, key
from csp_analytics.charts.measure import Measure
from csp_analytics.charts.words import count

MOST_ROWS = 64
ROW, ABOVE, BELOW = 24, 78, 12
LONGEST_NAME, LETTER, ROOM_FOR_MARK = 24, 6.9, 22  # letters, pixels, pixels
GLYPH = 4  # pixels to the middle of the sign that ends a label, so that it meets its line
VALUE = 4  # letters of a score beside the name
ROOM_AT_END, SLIVER = 1.02, 0.01  # as shares of the longest bar


@dataclass(frozen=True)
class Order:
    """The areas with a value, highest first, and where their rows stand: from 0 at the top, headings between levels."""

    rows: pd.DataFrame
    places: list[int]
    headings: list[tuple[int, str]]

    @property
    def n_rows(self) -> int:
        """How many rows there are, headings included."""
        return len(self.places) + len(self.headings)


def ranking(
    rows: pd.DataFrame,
    measure: Measure,
    lines: Sequence[Line],
    *,
    area: str,
    takeaway: str,
    table: pd.DataFrame,
    basis: str,
    method: str,
    source: str,
    demo: bool,
    about: dict[str, str],
) -> Exhibit:
    """The sorted chart.

    Args:
        rows: ``area_code, name, value`` (points, empty where there is none), ``mark`` (:data:`OWN`, :data:`PEER` or
            :data:`OTHER`) and ``rank`` (in words); areas without a value are in the table only.
        measure: what the value is of.
        lines: the lines to draw and label, the national one first.
        area: name of the own area.
        takeaway: the sentence above it.
        table: the figures of every area, for people.
        basis: what it rests on.
        method: how ranks were made, for files.
        source: the framework's title.
        demo: whether any of it is demonstration data.
        about: what one is looking at, for files.
    """
    order = in_order(rows, measure)
    slope = len(order.rows) > MOST_ROWS
    chart = ski_slope.draw(order.rows, measure, lines, area) if slope else _draw(order, measure, lines, area)
    drawn = "thin columns, one an area" if slope else "bars, one an area"
    told = "; ".join(f"{line.words}: {measure.words(line.value)}" for line in lines)
    return Exhibit(
        name="all-areas",
        headline=f"All areas, highest first: {measure.title}",
        takeaway=takeaway,
        figure=theme.finish(chart, demo=demo),
        table=table,
        basis=basis,
        alt=f"Sorted {drawn}, {count(len(order.rows), 'area')} by their value {measure.on}; {area} strong, its peers "
        f"mid, the others pale{f'; lines: {told}' if told else ''}. {takeaway}",
        source=source,
        demo=demo,
        method=method,
        about=about,
    )


def in_order(rows: pd.DataFrame, measure: Measure) -> Order:
    """Areas with a value, highest first, those with the same value by name; of a criterion, a heading a level."""
    shown = rows[rows["value"].notna()].sort_values(["value", "name"], ascending=[False, True], ignore_index=True)
    if not measure.levels:
        return Order(shown, list(range(len(shown))), [])
    places: list[int] = []
    headings: list[tuple[int, str]] = []
    for value, same in shown.groupby("value", sort=False):
        headings.append((len(places) + len(headings), _heading(measure, float(value), len(same), len(places))))
        places += [len(places) + len(headings) + i for i in range(len(same))]
    return Order(shown, places, headings)


def _heading(measure: Measure, value: float, n: int, n_above: int) -> str:
    """Such as ``3 Some success: 12 areas; 20 at this level or above`` (the number is that of the tiles)."""
    more = "" if measure.asked or not n_above else f"; {n + n_above} at this level or above"
    number = "" if measure.labels_fit else f"{measure.short(value)} "
    return f"{number}{measure.words(value)}: {count(n, 'area')}{more}"


def _draw(order: Order, measure: Measure, lines: Sequence[Line], area: str) -> go.Figure:
    rows, places = order.rows, order.places
    full = measure.full * ROOM_AT_END
    columns = (rows["name"], rows["mark"], rows["value"])
    names = [_name(name, mark, value, measure) for name, mark, value in zip(*columns, strict=True)]
    longest = min(max((len(name) for name in rows["name"]), default=0), LONGEST_NAME)
    left = LETTER * (longest + (0 if measure.levels else VALUE)) + ROOM_FOR_MARK
    chart = theme.figure(
        ROW * max(order.n_rows, 1) + ABOVE + BELOW,
        barmode="overlay",
        bargap=0.2,
        margin={"t": ABOVE, "b": BELOW, "l": left},
    )
    _bars(chart, rows, places, measure)
    add_targets(chart, rows, measure, positions=places, full=full, across=True)
    chart.update_layout(
        shapes=[_line(measure.place(line.value), line.dash) for line in lines],
        annotations=[
            *_labels(lines, measure),
            key(area, rows, above=50, shift=-left),
            *(_section(place, words, left) for place, words in order.headings),
        ],
    )
    chart.update_xaxes(visible=False, range=[0, full], fixedrange=True)
    chart.update_yaxes(
        range=[max(order.n_rows, 1) - 0.5, -0.5],
        fixedrange=True,
        tickvals=places,
        ticktext=names,
        tickfont={"size": 14.5},
        showgrid=False,
        automargin=False,
    )
    return chart


def _bars(chart: go.Figure, rows: pd.DataFrame, places: list[int], measure: Measure) -> None:
    chart.add_bar(
        # At least a sliver, so that the colour of a row can be seen at the foot of the scale too.
        x=[max(measure.place(value), SLIVER * measure.full) for value in rows["value"]],
        y=places,
        orientation="h",
        marker={
            "color": rows["mark"].map(FILLS).tolist(),
            "line": {"color": rows["mark"].map(EDGES).tolist(), "width": 1},
        },
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )


def _name(name: str, mark: str, value: float, measure: Measure) -> str:
    """Name and score, beside each other so that no line crosses a number; a level stands in the heading above."""
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    words = theme.plain(short) if measure.levels else f"{theme.plain(short)}  {measure.words(value)}"
    return {OWN: f"<b>{words}</b>", PEER: f"● {words}", OTHER: words}[mark]


def _line(x: float, dash: str) -> dict[str, object]:
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": theme.INK, "width": 2, "dash": dash},
    }


def _labels(lines: Sequence[Line], measure: Measure) -> list[dict[str, object]]:
    """A label above each line, ending at it: to its left stand the names, so there is room for it on a phone too."""
    return [
        {
            "x": measure.place(line.value),
            "y": 1,
            "yref": "paper",
            "xanchor": "right" if _leftwards(line, measure) else "left",
            "yanchor": "bottom",
            "yshift": 2 + 21 * place,
            "xshift": GLYPH if _leftwards(line, measure) else -GLYPH,
            "text": _beside_line(f"{line.words}: <b>{theme.plain(measure.brief(line.value))}</b>", line, measure),
            "showarrow": False,
            "font": {"size": 14.5},
        }
        for place, line in enumerate(lines)
    ]


def _leftwards(line: Line, measure: Measure) -> bool:
    return measure.place(line.value) > 0.3 * measure.full


def _beside_line(words: str, line: Line, measure: Measure) -> str:
    glyph = "│" if line.dash == "solid" else "┊"
    return f"{words} {glyph}" if _leftwards(line, measure) else f"{glyph} {words}"


def _section(place: int, words: str, left: float) -> dict[str, object]:
    return {
        "xref": "paper",
        "x": 0,
        "xshift": -left,
        "y": place,
        "xanchor": "left",
        "text": f"<b>{theme.plain(words)}</b>",
        "showarrow": False,
        "font": {"size": 14.5, "color": theme.QUIET},
        "bgcolor": theme.GROUND,  # lines pass behind the words
        "borderpad": 0,
    }
