"""Dumbbells: a row a thing, an open dot for before, a filled one for after, its label and its values above them.

Label and values stand above the line and not beside it, so that the line keeps the width of a phone. Direction is told
three times: by the arrow sign, by the filled dot, and by the colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from csp_analytics.analysis.change import DECLINED, IMPROVED, SAME
from csp_analytics.charts import theme
from csp_analytics.charts.words import points

GLYPHS = {IMPROVED: "▲", SAME: "●", DECLINED: "▼"}
# Pixels: a line of text, from there down to the dumbbell and to the next row, the key on top and a line of the scale
# under that, the margins.
LINE, DROP, TRACK, KEY, TICK, SIDE = 21, 12, 31, 28, 18, 10
ONE_LINE, WRAP = 46, 44  # letters that fit a phone: label and values beside each other, a label alone


@dataclass(frozen=True)
class Dumbbell:
    """One row: ``before`` and ``after`` on the scale, ``kind`` of change, and the ``words`` that print its values."""

    label: str
    before: float
    after: float
    kind: str
    words: str


def kind_of(difference: float) -> str:
    """Improved, same or declined, as it is shown: under half a point either way is the same."""
    return SAME if points(abs(difference)) == "0" else IMPROVED if difference > 0 else DECLINED


def dumbbells(
    rows: Sequence[Dumbbell],
    *,
    before: str,
    after: str,
    span: tuple[float, float],
    ticks: Mapping[float, str],
    demo: bool,
) -> go.Figure:
    """The picture.

    Args:
        rows: what is shown, first row on top.
        before: the earlier round.
        after: the later round.
        span: lowest and highest value that the scale shows.
        ticks: words for values of the scale.
        demo: whether it is demonstration data.
    """
    words = f"○ {theme.plain(before)}   ⬤ {theme.plain(after)}   ▲ up   ▼ down"
    chart, places = laid_out([(row.label, row.words) for row in rows], key=words, span=span, ticks=ticks)
    for kind in GLYPHS:
        _draw(chart, [(row, y) for row, y in zip(rows, places, strict=True) if row.kind == kind], kind)
    return theme.finish(chart, demo=demo)


def laid_out(
    rows: Sequence[tuple[str, str]], *, key: str, span: tuple[float, float], ticks: Mapping[float, str]
) -> tuple[go.Figure, list[float]]:
    """A chart with the texts of its rows, its key and its scale, and for each row the height at which its dots go.

    Args:
        rows: label and printed values of each, first row on top.
        key: what the marks mean, as markup.
        span: lowest and highest value that the scale shows.
        ticks: words for values of the scale.
    """
    beside = all(len(label) + len(words) <= ONE_LINE for label, words in rows)
    texts = [[label] if beside else [*(textwrap.wrap(label, WRAP) or [""]), words] for label, words in rows]
    tops, total = [], 6
    for lines in texts:
        tops.append(total)
        total += LINE * len(lines) + TRACK
    above = KEY + TICK * max(words.count("<br>") + 1 for words in ticks.values())
    chart = theme.figure(total + above + 8, margin={"t": above, "b": 8, "l": SIDE, "r": SIDE})
    places = [top + LINE * len(lines) + DROP for top, lines in zip(tops, texts, strict=True)]
    notes = [
        _text(line, side, top + LINE * n)
        for (_, words), lines, top in zip(rows, texts, tops, strict=True)
        for n, text in enumerate(lines)
        for line, side in _sides(text, words, beside)
    ]
    # All at once: the library copies every annotation there is each time that one is added.
    chart.update_layout(annotations=[*notes, _key(key, above)])
    room = 0.012 * (span[1] - span[0])
    chart.update_xaxes(
        range=[span[0] - room, span[1] + room], tickvals=list(ticks), ticktext=list(ticks.values()), side="top",
        fixedrange=True, automargin=False, tickangle=0, tickfont={"size": 14.5},
    )  # fmt: skip
    chart.update_yaxes(visible=False, range=[total, 0], fixedrange=True, automargin=False)
    return chart, [float(place) for place in places]


def points_scale(values: Sequence[float]) -> tuple[tuple[float, float], dict[float, str]]:
    """Span and ticks for scores: the tens around the values, at least thirty points wide, within 0 to 100."""
    low, high = (min(values), max(values)) if len(values) else (0.0, 100.0)
    first, last = 10 * (low // 10), -10 * (-high // 10)
    while last - first < 30:
        first, last = max(first - 10, 0), min(last + 10, 100)
    step = 10 if last - first <= 50 else 20 if last - first <= 80 else 25
    ticks = [tick for tick in range(0, 101, step) if first <= tick <= last]
    return (first, last), {float(tick): str(tick) for tick in ticks}


def level_scale(labels: Mapping[int, str]) -> tuple[tuple[float, float], dict[float, str]]:
    """Span and ticks for levels: every level, with its label broken into words while there are few of them."""
    values = list(labels)
    few = len(values) <= 5
    room = 0.16 * (values[-1] - values[0])  # the words of the first and the last stand about their middle
    words = {float(v): "<br>".join(textwrap.wrap(theme.plain(w), 11)) if few else str(v) for v, w in labels.items()}
    return (values[0] - room, values[-1] + room), words


def _sides(line: str, words: str, beside: bool) -> list[tuple[str, str]]:
    """Text and its side: the values of a one-line row stand at its right."""
    if beside:
        return [(f"<b>{theme.plain(line)}</b>", "left"), (theme.plain(words), "right")]
    bold = line is not words
    return [(f"<b>{theme.plain(line)}</b>" if bold else theme.plain(line), "left")]


def _text(words: str, side: str, y: float) -> dict[str, object]:
    return {
        "x": 0 if side == "left" else 1, "xref": "paper", "y": y, "yref": "y", "xanchor": side, "yanchor": "top",
        "text": words, "showarrow": False, "font": {"size": 15}, "align": side, "borderpad": 0, "height": LINE,
    }  # fmt: skip


def _key(words: str, above: int) -> dict[str, object]:
    return {
        "x": 0, "xref": "paper", "y": 1, "yref": "paper", "yshift": above - 2, "xanchor": "left", "yanchor": "top",
        "text": words, "showarrow": False, "font": {"size": 14.5, "color": theme.QUIET},
    }  # fmt: skip


def _draw(chart: go.Figure, rows: list[tuple[Dumbbell, float]], kind: str) -> None:
    if not rows:
        return
    colour = theme.CHANGES[kind]
    edge = theme.QUIET if kind == SAME else colour
    lines_x = [x for row, _ in rows for x in (row.before, row.after, None)]
    lines_y = [y for _, at in rows for y in (at, at, None)]
    chart.add_scatter(x=lines_x, y=lines_y, mode="lines", line={"color": edge, "width": 4}, hoverinfo="skip")
    for filled in (False, True):
        chart.add_scatter(
            x=[row.after if filled else row.before for row, _ in rows],
            y=[y for _, y in rows],
            mode="markers",
            marker={
                "size": 14 if filled else 12,
                "color": colour if filled else theme.GROUND,
                "line": {"color": edge, "width": 2},
            },
            customdata=[f"{theme.plain(row.label)}: {theme.plain(row.words)}" for row, _ in rows],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
