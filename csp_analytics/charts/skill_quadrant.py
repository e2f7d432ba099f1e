"""Importance against confidence, a named point a skill, cut at the middle of the scale: the cut never moves."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.label_places import Canvas, Point, placed
from csp_analytics.charts.sizes import DESK, PHONE, Size
from csp_analytics.charts.skill_shares import Sizes, Told
from csp_analytics.charts.skill_words import SHOWN

HEIGHT = 520
MARGIN = {"l": 34, "r": 12, "t": 46, "b": 58}
WIDTHS = {DESK: (480.0, 620.0, 800.0), PHONE: (300.0, 380.0)}
DOT = 11
LEAST = 0.5  # of the scale, shown on each side of the cut
NAMES = ("Important, less confident", "Important and confident", "Less important, less confident",
         "Less important, confident")  # fmt: skip


def quadrant(frame: pd.DataFrame, scale: tuple[int, int], told: Told) -> Sizes:
    """The chart.

    Args:
        frame: ``short, importance, confidence, mwds, status``, a row a skill; means on the scale.
        scale: lowest and highest step of the scale.
        told: its words.
    """
    known = frame[frame["status"] == SHOWN].sort_values("mwds", ascending=False)
    cut = (scale[0] + scale[1]) / 2
    parts = known.assign(part=[_part(row.importance, row.confidence, cut) for row in known.itertuples()])
    table = parts[["title", "importance", "confidence", "n_pairs", "part"]].set_axis(
        ["Skill", "Mean importance", "Mean confidence", "Rated both", "Part"], axis=1
    )
    return Sizes(*(_exhibit(parts, scale, cut, told, table, size) for size in (DESK, PHONE)))


def _part(importance: float, confidence: float, cut: float) -> str:
    return NAMES[(0 if importance >= cut else 2) + (1 if confidence >= cut else 0)]


def sentence(frame: pd.DataFrame, scale: tuple[int, int]) -> str:
    """How many skills stand where people find them important and do not feel confident, and how many above the line."""
    known = frame[frame["status"] == SHOWN]
    if known.empty:
        return "Nothing can be shown."
    cut = (scale[0] + scale[1]) / 2
    n = int(((known["importance"] >= cut) & (known["confidence"] < cut)).sum())
    above = int((known["importance"] > known["confidence"]).sum())
    lead = f"{n} of {len(known)} skills are" if n != 1 else f"1 of {len(known)} skills is"
    return (
        f"{lead} important (mean {cut:g} or more of {scale[1]}) and below {cut:g} in confidence; {above} "
        f"{'are' if above != 1 else 'is'} rated more important than people are confident (above the slanted line)."
    )


def _exhibit(parts: pd.DataFrame, scale: tuple[int, int], cut: float, told: Told, table: pd.DataFrame, size: Size
             ) -> Exhibit:  # fmt: skip
    return Exhibit(
        name=f"{told.name}{size.name}",
        headline=told.headline,
        takeaway=told.takeaway,
        figure=theme.finish(_draw(parts, scale, cut, size), demo=told.demo),
        table=table.reset_index(drop=True),
        basis=told.basis,
        alt=f"Points, one a skill: mean importance upwards, mean confidence to the right, lines at {cut:g}"
        f"{', narrow' if size is PHONE else ''}. {told.takeaway}",
        source=told.source,
        demo=told.demo,
        about=told.about,
    )


def _draw(parts: pd.DataFrame, scale: tuple[int, int], cut: float, size: Size) -> go.Figure:
    across, up = (_range(parts[name], scale, cut) for name in ("confidence", "importance"))
    chart = theme.figure(HEIGHT + MARGIN["t"] + MARGIN["b"], margin=MARGIN)
    line = {"color": theme.QUIET, "width": 1.5}
    chart.add_shape(type="line", x0=cut, x1=cut, y0=up[0], y1=up[1], line=line, layer="below")
    chart.add_shape(type="line", x0=across[0], x1=across[1], y0=cut, y1=cut, line=line, layer="below")
    low, high = max(across[0], up[0]), min(across[1], up[1])
    chart.add_shape(type="line", x0=low, x1=high, y0=low, y1=high, line={**line, "dash": "dot"}, layer="below")
    dots = [
        Point((row.confidence - across[0]) / (across[1] - across[0]), (row.importance - up[0]) / (up[1] - up[0]), DOT,
              [row.short], always=place < 3)
        for place, row in enumerate(parts.itertuples())
    ]  # fmt: skip
    names = placed(dots, Canvas(HEIGHT, WIDTHS[size], size.small, _taken(size)))
    chart.add_scatter(
        x=parts["confidence"],
        y=parts["importance"],
        mode="markers+text",
        text=[theme.plain(name) for name, _ in names],
        textposition=[place or "middle right" for _, place in names],
        textfont={"size": size.small},
        marker={"size": DOT, "color": theme.OWN, "line": {"color": theme.GROUND, "width": 1}},
        customdata=[theme.plain(name) for name in parts["short"]],
        hovertemplate="<b>%{customdata}</b><br>importance %{y:.1f}<br>confidence %{x:.1f}<extra></extra>",
        cliponaxis=False,
    )
    chart.update_layout(annotations=_titles(size))
    steps = list(range(scale[0], scale[1] + 1))
    for axis, span in ((chart.update_xaxes, across), (chart.update_yaxes, up)):
        axis(range=span, fixedrange=True, automargin=False, tickfont={"size": size.small},
             tickvals=_ticks(span, steps))  # fmt: skip
    return chart


def _range(values: pd.Series, scale: tuple[int, int], cut: float) -> tuple[float, float]:
    """From the lowest to the highest with the cut inside, never beyond the scale."""
    low = min(values.min() if len(values) else cut, cut - LEAST) - 0.15
    high = max(values.max() if len(values) else cut, cut + LEAST) + 0.15
    return max(low, scale[0] - 0.1), min(high, scale[1] + 0.1)


def _ticks(span: tuple[float, float], steps: list[int]) -> list[float]:
    halves = [step / 2 for step in range(2 * steps[0], 2 * steps[-1] + 1)]
    return [value for value in halves if span[0] <= value <= span[1]]


def _taken(size: Size) -> tuple[tuple[float, float, float, float], ...]:
    """Boxes of the two titles inside the chart: where no name may stand."""
    return ((-190.0, HEIGHT - 22.0, 0.0, float(HEIGHT)),)


def _titles(size: Size) -> list[dict[str, object]]:
    small = {"showarrow": False, "borderpad": 0, "xref": "paper", "yref": "paper"}
    quiet = {"size": size.small, "color": theme.QUIET}
    return [
        {**small, "x": 0, "xanchor": "left", "xshift": -MARGIN["l"] + 4, "y": 1, "yshift": 12, "yanchor": "bottom",
         "text": "↑ mean importance  ┊ slanted line: as important as confident", "font": quiet},
        {**small, "x": 1, "xanchor": "right", "y": 0, "yshift": -28, "yanchor": "top",
         "text": "mean confidence →", "font": quiet},
        {**small, "x": 1, "xanchor": "right", "y": 1, "yanchor": "top", "text": f"<i>{NAMES[1]}</i>", "font": quiet},
    ]  # fmt: skip
