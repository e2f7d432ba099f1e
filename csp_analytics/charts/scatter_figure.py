"""The scatter chart of scores beside another figure: a named point an area, both medians as lines.

Names of points are laid out twice, for wide screens and for narrow ones, in two traces whose letters carry a family
name of their own (:data:`WIDE`, :data:`NARROW`): the page's style shows one of them, and the wide one without a style.
"""

from __future__ import annotations

from math import log10
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.association import Association
from csp_analytics.charts import theme
from csp_analytics.charts.facts import Fact, shortened
from csp_analytics.charts.label_places import Canvas, Point, placed, text_width
from csp_analytics.charts.words import count, points

OWN, PEER, OTHER = STANDINGS = ("own", "peer", "other")
WIDE, NARROW = "csp-wide", "csp-narrow"
WIDTHS = {WIDE: (400.0, 620.0, 1000.0), NARROW: (285.0, 420.0, 620.0)}  # of the plot inside its margins, in pixels
HEIGHT, LETTERS = 640, 14.5
MARGIN = {"l": 38, "r": 12, "t": 96}
SIZES = {OWN: 19, PEER: 12, OTHER: 10}
MOST_CODED = 60  # with more areas, letters on every point would be a thicket
LONGEST_NAME = 24
NOTHING = "rgba(0,0,0,0)"


def draw(areas: pd.DataFrame, found: Association, fact: Fact, measure: str, own: str) -> go.Figure:
    """The chart; for the arguments see :func:`csp_analytics.charts.scatter.beside`."""
    shown = areas.dropna(subset=["score", "value"]).copy()
    logarithmic = fact.logarithmic and bool((shown["value"] > 0).all()) and len(shown) > 0
    shown["x"] = shown["value"].map(log10) if logarithmic else shown["value"]
    across, up = _range(shown["x"], 0.07), _score_range(shown["score"])
    below = [*_lines(fact.title), *_lines(", ".join(part for part in (fact.unit, fact.period) if part))]
    below += ["(logarithmic axis)"] if logarithmic else []
    margin = {**MARGIN, "b": 34 + 20 * len(below)}
    chart = theme.figure(HEIGHT + margin["t"] + margin["b"], margin=margin)
    for standing in (OTHER, PEER, OWN):
        _add_points(chart, shown[shown["standing"] == standing], standing, fact, measure)
    middles = (log10(found.middle_value) if logarithmic and found.n else found.middle_value, found.middle_score)
    _add_names(chart, shown, (across, up), middles, found)
    if found.n:
        _add_medians(chart, found, fact, middles, across)
    _add_titles(chart, shown, measure, own, below)
    ticks = _log_ticks(across) if logarithmic else {"nticks": 6, "tickformat": ",", "separatethousands": True}
    chart.update_xaxes(range=across, fixedrange=True, automargin=False, **ticks)
    chart.update_yaxes(range=up, fixedrange=True, automargin=False, nticks=7)
    return chart


def _add_points(chart: go.Figure, rows: pd.DataFrame, standing: str, fact: Fact, measure: str) -> None:
    fill = {OWN: theme.OWN, PEER: theme.mixed(0.62), OTHER: theme.GROUND}[standing]
    edge = {OWN: theme.GROUND, PEER: theme.OWN, OTHER: theme.PEERS}[standing]
    chart.add_scatter(
        x=rows["x"],
        y=rows["score"],
        mode="markers",
        name=standing,
        marker={"size": SIZES[standing], "color": fill, "line": {"color": edge, "width": 1.5}},
        customdata=[
            [row.area_code, f"<b>{theme.plain(row.name)}</b><br>{theme.plain(measure)}: {points(row.score)}"
             f"<br>{theme.plain(fact.title)}: {fact.shown(row.value)}"]
            for row in rows[["area_code", "name", "score", "value"]].itertuples(index=False)
        ],
        hovertemplate="%{customdata[1]}<extra></extra>",
        cliponaxis=False,
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _add_names(
    chart: go.Figure,
    shown: pd.DataFrame,
    ranges: tuple[tuple[float, float], tuple[float, float]],
    middles: tuple[float, float],
    found: Association,
) -> None:
    """Names in both layouts, each of which has its own places: none covers a point, a name or a median's label."""
    (left, right), (low, high) = ranges
    ranked = list(_most_wanted_first(shown).itertuples())
    taken: tuple[tuple[float, float, float, float], ...] = ()
    if found.n:
        line = (middles[1] - low) / (high - low) * HEIGHT
        taken = ((-text_width(f"median {points(found.middle_score)}", LETTERS) - 6, line, 0, line + 22),)
    for layout in (WIDE, NARROW):
        dots = [
            Point((row.x - left) / (right - left), (row.score - low) / (high - low), SIZES[row.standing],
                  _names(row, layout, len(shown)), always=row.standing == OWN)
            for row in ranked
        ]  # fmt: skip
        places = placed(dots, Canvas(HEIGHT, WIDTHS[layout], LETTERS, taken))
        _write(chart, layout, [(row, *place) for row, place in zip(ranked, places, strict=True) if place[1]])


def _write(chart: go.Figure, layout: str, named: list[tuple[Any, str, str]]) -> None:
    """The trace of one layout: rows, their names and places."""
    rows = [row for row, _, _ in named]
    colours = [
        theme.OWN if row.standing == OWN else theme.QUIET if name == row.tile_label else theme.INK
        for row, name, _ in named
    ]
    chart.add_scatter(
        x=[row.x for row in rows],
        y=[row.score for row in rows],
        mode="markers+text",
        name=layout,
        text=[f"<b>{theme.plain(name)}</b>" if row.standing == OWN else theme.plain(name) for row, name, _ in named],
        textposition=[place for _, _, place in named],
        textfont={
            "size": LETTERS,
            "family": f"{theme.FONT}, {layout}",
            "color": colours if layout == WIDE else NOTHING,
        },
        # Plotly keeps names clear of the markers of their own trace, so each has one that cannot be seen.
        marker={"size": [SIZES[row.standing] for row in rows], "color": NOTHING, "line": {"width": 0}},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _most_wanted_first(shown: pd.DataFrame) -> pd.DataFrame:
    """Own area, the extreme ones, peers, the rest: the order in which names are given their places."""
    extreme: set[object] = set()
    for column in ("score", "x"):
        for end in (shown[column].min(), shown[column].max()):
            there = shown.index[shown[column] == end]
            extreme |= set(there) if len(there) <= 2 else set()  # more than two are a crowd, not an extreme
    order = [
        0 if row.standing == OWN else 1 if row.Index in extreme else 2 if row.standing == PEER else 3
        for row in shown.itertuples()
    ]
    return shown.assign(order=order).sort_values("order", kind="stable")


def _names(row: Any, layout: str, n: int) -> list[str]:
    """What a point may be called, the most wanted first: its name, the letters of its tile, or nothing."""
    name = shortened(row.short_name, LONGEST_NAME)
    code = [row.tile_label] if row.tile_label and n <= MOST_CODED else []
    if row.order in (0, 1) or (row.order == 2 and layout == WIDE):
        return [name, *code]
    return code


def _add_medians(
    chart: go.Figure, found: Association, fact: Fact, middles: tuple[float, float], across: tuple[float, float]
) -> None:
    x, y = middles
    line = {"color": theme.INK, "width": 1.5, "dash": "dot"}
    chart.add_shape(type="line", x0=x, x1=x, y0=0, y1=1, yref="paper", line=line, layer="below")
    chart.add_shape(type="line", x0=0, x1=1, xref="paper", y0=y, y1=y, line=line, layer="below")
    place = (x - across[0]) / (across[1] - across[0])
    anchor = "left" if place < 0.2 else "right" if place > 0.8 else "center"
    small = {"showarrow": False, "font": {"size": LETTERS, "color": theme.INK}}
    chart.add_annotation(
        x=x,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor=anchor,
        text=f"median {fact.shown(found.middle_value)}",
        **small,
    )
    chart.add_annotation(
        x=1, xref="paper", y=y, xanchor="right", yanchor="bottom", text=f"median {points(found.middle_score)}", **small
    )


def _add_titles(chart: go.Figure, shown: pd.DataFrame, measure: str, own: str, below: list[str]) -> None:
    counts = shown["standing"].value_counts()
    key = f"<span style='color:{theme.OWN}'>⬤</span> {theme.plain(own)}<br>" if counts.get(OWN) else ""
    if counts.get(PEER):
        peers = count(int(counts[PEER]), "peer")
        key += f"<span style='color:{theme.mixed(0.62)}'>●</span> {peers}  "
    key += "○ other areas" if counts.get(OTHER) else ""
    left = {"xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "showarrow": False, "align": "left"}
    small = {"font": {"size": LETTERS}}
    chart.add_annotation(y=1, yshift=48, yanchor="bottom", text=key, **left, **small)
    upwards = f"↑ {theme.plain(measure)} score, 0 to 100"
    chart.add_annotation(y=1, yshift=22, xshift=-MARGIN["l"] + 4, yanchor="bottom", text=upwards, **left, **small)
    text = "<br>".join(theme.plain(line) for line in below)
    chart.add_annotation(
        xref="paper", yref="paper", x=1, y=0, xanchor="right", yanchor="top", yshift=-26, align="right",
        showarrow=False, text=f"{text} →", **small,
    )  # fmt: skip


def _range(values: pd.Series, air: float) -> tuple[float, float]:
    """From the lowest to the highest with some air; around a single value, or 0, when there is no more."""
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    room = (high - low) * air or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _score_range(scores: pd.Series) -> tuple[float, float]:
    """The part of 0 to 100 that has scores, at least 30 points of it."""
    low, high = _range(scores, 0.1) if len(scores) else (0.0, 100.0)
    lacking = max(30 - (high - low), 0) / 2
    return max(low - lacking, -4.0), min(high + lacking, 104.0)


def _log_ticks(across: tuple[float, float]) -> dict[str, list]:
    """Ticks at round figures of a logarithmic axis: at most five, powers of ten alone when there were more."""
    for steps in ((1, 2, 5), (1, 3), (1,)):
        values = [s * 10.0**power for power in range(-9, 13) for s in steps]
        inside = [value for value in values if across[0] <= log10(value) <= across[1]]
        if len(inside) <= 5:
            break
    return {"tickvals": [log10(value) for value in inside], "ticktext": [f"{value:,g}" for value in inside]}


def _lines(words: str) -> list[str]:
    return wrap(words, 42) if words else []
