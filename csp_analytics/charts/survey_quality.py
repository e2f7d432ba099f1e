"""Who answered a survey: how many of those asked in each area, how they differ from everybody, what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.dumbbell import laid_out
from csp_analytics.charts.words import points

ROW, ABOVE, BELOW = 24, 34, 8
LONGEST_NAME, LETTER, ROOM = 24, 7.1, 14  # letters, pixels, pixels
ROOM_FOR_WORDS = 1.55  # the longest bar leaves a third of the width to the words behind it, on a phone too
THICK = 15


@dataclass(frozen=True)
class Bar:
    """One row of :func:`bars`: a label, what is printed beside it, and its length (None: no bar, only the words)."""

    label: str
    words: str
    value: float | None


@dataclass(frozen=True)
class Pair:
    """One row of :func:`pairs`: its share of everybody and its share of those who answered, 0 to 100 or None."""

    label: str
    everybody: float
    answered: float | None
    words: str


def response(rows: pd.DataFrame, *, demo: bool) -> go.Figure:
    """Every area: how many were asked (pale) and how many of them answered (dark), first row on top.

    Args:
        rows: ``name, words`` (printed beside the name, such as 45%), ``n`` (who answered, NaN when it is not shown),
            ``asked`` (NaN when it is not known) and ``behind`` (printed behind the bar, such as 18 of 40).
        demo: whether it is demonstration data.
    """
    names = [_short(name) for name in rows["name"]]
    labels = [f"{theme.plain(name)}  <b>{theme.plain(words)}</b>" if words else theme.plain(name)
              for name, words in zip(names, rows["words"], strict=True)]  # fmt: skip
    letters = max((len(name) + len(words) + 2 for name, words in zip(names, rows["words"], strict=True)), default=0)
    left = LETTER * letters + ROOM
    places = list(range(len(rows)))
    known = rows["asked"].notna().any()
    chart = theme.figure(
        ROW * max(len(rows), 1) + (ABOVE if known else BELOW) + BELOW,
        barmode="overlay",
        bargap=0.22,
        margin={"t": ABOVE if known else BELOW, "b": BELOW, "l": left},
    )
    ends = rows[["n", "asked"]].max(axis=1).fillna(0)
    said = [[theme.plain(name), theme.plain(words)] for name, words in rows[["name", "behind"]].itertuples(index=False)]
    if known:
        _lay(chart, rows["asked"], places, theme.PALE, theme.LINE)
        chart.add_annotation(**_key(left))
    _lay(chart, rows["n"], places, theme.OWN, theme.OWN)
    chart.add_scatter(  # the words behind each bar, and what the pointer meets
        x=ends, y=places, mode="text", text=[f" {words}" for _, words in said], textposition="middle right",
        textfont={"size": 14.5, "color": theme.INK}, customdata=said, cliponaxis=False,
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )  # fmt: skip
    chart.update_xaxes(visible=False, range=[0, ROOM_FOR_WORDS * max(ends.max() if len(ends) else 0, 1)],
                       fixedrange=True)  # fmt: skip
    chart.update_yaxes(
        range=[max(len(rows), 1) - 0.5, -0.5], fixedrange=True, tickvals=places, ticktext=labels,
        tickfont={"size": 14.5}, showgrid=False, automargin=False,
    )  # fmt: skip
    return theme.finish(chart, demo=demo)


def bars(rows: Sequence[Bar], *, full: float, demo: bool) -> go.Figure:
    """A bar a row under its label and its printed figure, first row on top.

    Args:
        rows: what is shown.
        full: the value whose bar has the whole width.
        demo: whether it is demonstration data.
    """
    chart, places = laid_out([(row.label, row.words) for row in rows], key="", span=(0, full), ticks={0: ""})
    there = [(row, y) for row, y in zip(rows, places, strict=True) if row.value is not None]
    chart.add_bar(
        x=[row.value for row, _ in there], y=[y for _, y in there], width=THICK, orientation="h",
        marker={"color": theme.OWN},
        customdata=[f"{theme.plain(row.label)}: {theme.plain(row.words)}" for row, _ in there],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    return theme.finish(_without_scale(chart), demo=demo)


def pairs(rows: Sequence[Pair], *, everybody: str, answered: str, demo: bool) -> go.Figure:
    """An open dot for a group's share of everybody, a filled one for its share of those who answered.

    Args:
        rows: what is shown, first row on top.
        everybody: what the open dot is a share of.
        answered: what the filled dot is a share of.
        demo: whether it is demonstration data.
    """
    values = [value for row in rows for value in (row.everybody, row.answered) if value is not None]
    full = 10 * (max(values, default=10) // 10 + 1)
    ticks = {float(tick): f"{tick:.0f}%" for tick in _ticks(full)}
    key = f"○ {theme.plain(everybody)}   ⬤ {theme.plain(answered)}"
    chart, places = laid_out([(row.label, row.words) for row in rows], key=key, span=(0, full), ticks=ticks)
    both = [(row, y) for row, y in zip(rows, places, strict=True) if row.answered is not None]
    chart.add_scatter(
        x=[x for row, _ in both for x in (row.everybody, row.answered, None)],
        y=[y for _, at in both for y in (at, at, None)],
        mode="lines", line={"color": theme.QUIET, "width": 4}, hoverinfo="skip",
    )  # fmt: skip
    _dots(chart, [(row.everybody, y, row) for row, y in zip(rows, places, strict=True)], filled=False)
    _dots(chart, [(row.answered, y, row) for row, y in both], filled=True)
    return theme.finish(chart, demo=demo)


def percent(value: float) -> str:
    """A share of 0 to 100 as shown: whole, ``under 1%`` where it would be 0, ``–`` when there is none."""
    return "–" if pd.isna(value) else "under 1%" if 0 < value < 0.5 else f"{points(value)}%"


def _ticks(full: float) -> list[float]:
    step = 10 if full <= 60 else 20
    return [float(tick) for tick in range(0, int(full) + 1, step)]


def _dots(chart: go.Figure, dots: Sequence[tuple[float | None, float, Pair]], *, filled: bool) -> None:
    chart.add_scatter(
        x=[x for x, _, _ in dots], y=[y for _, y, _ in dots], mode="markers",
        marker={"size": 14 if filled else 12, "color": theme.OWN if filled else theme.GROUND,
                "line": {"color": theme.OWN, "width": 2}},
        customdata=[f"{theme.plain(row.label)}: {theme.plain(row.words)}" for _, _, row in dots],
        hovertemplate="%{customdata}<extra></extra>", cliponaxis=False,
    )  # fmt: skip


def _lay(chart: go.Figure, lengths: pd.Series, places: list[int], fill: str, edge: str) -> None:
    chart.add_bar(
        x=lengths, y=places, orientation="h", hoverinfo="skip",
        marker={"color": fill, "line": {"color": edge, "width": 1}},
    )  # fmt: skip


def _key(left: float) -> dict[str, object]:
    words = (
        f"<span style='color:{theme.OWN}'>■</span> answered   <span style='color:{theme.QUIET}'>□</span> of those asked"
    )
    return {
        "xref": "paper", "yref": "paper", "x": 0, "xshift": -left, "y": 1, "yshift": 6, "xanchor": "left",
        "yanchor": "bottom", "text": words, "showarrow": False, "font": {"size": 14.5},
    }  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _without_scale(chart: go.Figure) -> go.Figure:
    """Takes away the room that the scale and its key have on top."""
    gone = chart.layout.margin.t - 2
    chart.update_xaxes(visible=False)
    return chart.update_layout(margin_t=2, height=chart.layout.height - gone)
