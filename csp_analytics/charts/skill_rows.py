"""Shares with their intervals, a row a thing: a dot, its 95 % interval as a band, and other figures beside it.

What may not be shown has its reason in the place of its figure, and never a mark: a missing share is not one of zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.sizes import DESK, MANY, Size, finished

OWN, GROUP, NATION, PUBLISHED, BEFORE, SKILL = "own", "group", "nation", "published", "before", "skill"
GLYPHS = {OWN: "⬤", GROUP: "▲", NATION: "■", PUBLISHED: "◇", BEFORE: "┃", SKILL: "○"}
SYMBOLS = {GROUP: "triangle-up", NATION: "square", PUBLISHED: "diamond", BEFORE: "line-ns", SKILL: "circle"}
SCALES = {GROUP: 0.8, NATION: 0.66, PUBLISHED: 1.25, BEFORE: 1.0, SKILL: 0.75}
HOLLOW = (PUBLISHED, BEFORE, SKILL)
BELOW = 10  # pixels: how far under its own mark an interval of others is drawn
SCALE = {0: "0", 25: "25", 50: "50", 75: "75", 100: "100%"}
SIDE = 10  # pixels
UP, DOWN = 0.24, 0.2  # rows: where a label above its row stands, and where its row is drawn then
LONGEST = 30  # letters of a label beside its row
GAP = 12  # pixels between a label and the scale


@dataclass(frozen=True)
class Mark:
    """One figure of a row: its kind, the share (0 to 100), its interval where one is drawn."""

    kind: str
    share: float
    low: float = nan
    high: float = nan
    says: str = ""


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        label: what it is of.
        marks: its figures, the main one first (kind :data:`OWN`); empty when nothing may be shown.
        number: the main figure as printed, such as ``23%``.
        of: what it rests on, such as ``of 50``.
        absent: why there is no main figure.
        words: what was published in words only, such as ``very high``.
        strong: whether its label stands out.
        heading: whether it is no row but the title of those that follow.
    """

    label: str
    marks: tuple[Mark, ...] = ()
    number: str = ""
    of: str = ""
    absent: str = ""
    words: str = ""
    strong: bool = False
    heading: bool = False


def draw(rows: Sequence[Row], names: dict[str, str], *, demo: bool, size: Size = DESK) -> go.Figure:
    """The picture, first row on top.

    Args:
        rows: what is shown.
        names: what each kind of mark is, for the key, by kind; in the key's order.
        demo: whether it is demonstration data.
        size: for a desk or a wall.
    """
    high = size.row if len(rows) <= MANY else size.close
    if _beside(rows):
        high = max(high, size.row + (14 if size.above else 6))
    below = BELOW / high
    left, right = _room(rows, size)
    key = _key(names, size, any(mark.low == mark.low for row in rows for mark in row.marks))
    above = round(size.small * (1.5 * (key.count("<br>") + 1) + 1.9))
    chart = theme.figure(
        high * max(len(rows), 1) + above + 8, margin={"t": above, "b": 8, "l": left, "r": right, "pad": 0}
    )
    _bands(chart, rows, size, below)
    for kind in (SKILL, BEFORE, NATION, GROUP, PUBLISHED):
        _beside_marks(chart, rows, kind, names, size, below)
    _own(chart, rows, size)
    _say(chart, rows, size, left, key, above)
    chart.update_xaxes(
        range=[-1.5, 101.5], fixedrange=True, tickvals=list(SCALE), side="top",
        ticktext=[words[:3] if size.above else words for words in SCALE.values()],
        tickfont={"size": size.small}, tickangle=0, automargin=False, ticks="",
    )  # fmt: skip
    chart.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.5], fixedrange=True, automargin=False)
    return finished(chart, demo=demo, size=size)


def _beside(rows: Sequence[Row]) -> bool:
    """Whether any interval of others is drawn, which needs room of its own."""
    return any(mark.low == mark.low for row in rows for mark in row.marks[1:])


def _room(rows: Sequence[Row], size: Size) -> tuple[float, float]:
    """Pixels for labels and for the printed figures; above their rows they take none."""
    if size.above:
        return SIDE, SIDE
    longest = min(max((len(row.label) for row in rows if not row.heading), default=0), LONGEST)
    printed = max((len(row.number) * size.digit + (len(row.of) + 1) * size.small_letter for row in rows), default=0)
    absent = max((len(row.absent) * size.small_letter for row in rows), default=0)
    return longest * size.letter + GAP, max(printed, absent) + GAP


def _key(names: dict[str, str], size: Size, intervals: bool) -> str:
    """What the marks mean, in lines that fit a phone."""
    parts = []
    for kind, name in names.items():
        colour = _colour(kind)
        parts.append(f"<span style='color:{colour}'>{GLYPHS[kind]}</span> {theme.plain(name)}")
        if kind == OWN and intervals:
            parts.append(f"<span style='color:{theme.SEQUENTIAL[4][0]}'>■■</span> 95% interval")
    return "<br>".join("    ".join(parts[place : place + size.key]) for place in range(0, len(parts), size.key))


def _colour(kind: str) -> str:
    return {OWN: theme.OWN, NATION: theme.INK, PUBLISHED: theme.BANDS["lower"]}.get(kind, theme.QUIET)


def _at(place: int, size: Size) -> float:
    """Where the main mark of a row stands."""
    return place + (DOWN if size.above else 0)


def _bands(chart: go.Figure, rows: Sequence[Row], size: Size, below: float) -> None:
    """Intervals: the main one as a broad pale band, those of others as thin lines below it."""
    own = [(mark, _at(place, size)) for place, row in enumerate(rows) for mark in row.marks if mark.kind == OWN]
    others = [
        (mark, _at(place, size) + below) for place, row in enumerate(rows) for mark in row.marks if mark.kind != OWN
    ]
    for found, colour, width in ((own, theme.SEQUENTIAL[4][0], size.band), (others, theme.PEERS, size.band / 4)):
        known = [(mark, at) for mark, at in found if mark.low == mark.low]
        if known:
            chart.add_scatter(
                x=[x for mark, _ in known for x in (mark.low, mark.high, None)],
                y=[y for _, at in known for y in (at, at, None)],
                mode="lines",
                line={"color": colour, "width": width},
                hoverinfo="skip",
            )


def _beside_marks(
    chart: go.Figure, rows: Sequence[Row], kind: str, names: dict[str, str], size: Size, below: float
) -> None:
    found = [
        (row, mark, _at(place, size) + (below if mark.low == mark.low else 0))
        for place, row in enumerate(rows)
        for mark in row.marks
        if mark.kind == kind
    ]
    if not found:
        return
    hollow = kind in HOLLOW
    chart.add_scatter(
        x=[mark.share for _, mark, _ in found],
        y=[at for _, _, at in found],
        mode="markers",
        name=names.get(kind, kind),
        marker={
            "symbol": SYMBOLS[kind],
            "size": size.dot * SCALES[kind],
            "color": theme.GROUND if hollow else _colour(kind),
            "line": {"color": _colour(kind), "width": 2.4 if hollow else 0.8},
        },
        customdata=[[theme.plain(row.label), theme.plain(mark.says or names.get(kind, ""))] for row, mark, _ in found],
        hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
        cliponaxis=False,
    )


def _own(chart: go.Figure, rows: Sequence[Row], size: Size) -> None:
    found = [(row, mark, _at(place, size)) for place, row in enumerate(rows) for mark in row.marks if mark.kind == OWN]
    chart.add_scatter(
        x=[mark.share for _, mark, _ in found],
        y=[place for _, _, place in found],
        mode="markers",
        name=OWN,
        marker={"size": size.dot, "color": theme.OWN, "line": {"color": theme.GROUND, "width": 1.5}},
        customdata=[[theme.plain(row.label), theme.plain(mark.says)] for row, mark, _ in found],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        cliponaxis=False,
    )


def _say(chart: go.Figure, rows: Sequence[Row], size: Size, left: float, key: str, above: int) -> None:
    """Labels, printed figures, reasons, published words and the key: all at once, as one list of annotations."""
    said = [_note(0, 1, f"{key}", size, xref="paper", yref="paper", xshift=-left, yshift=above - 4, yanchor="top")]
    for place, row in enumerate(rows):
        top = place - UP if size.above and not row.heading else place
        fits = size.above or row.heading or len(row.label) <= LONGEST
        label = theme.plain(row.label if fits else f"{row.label[: LONGEST - 1]}…")
        label = f"<b>{label}</b>" if row.strong or row.heading else label
        said.append(_note(0, top, label, size, xref="paper", xshift=-left, font=_font(size.text)))
        side = {"xanchor": "right"} if size.above else {"xshift": GAP}
        if row.number:
            of = f" <span style='font-size:{size.small}px;color:{theme.QUIET}'>{theme.plain(row.of)}</span>"
            number = f"<b>{theme.plain(row.number)}</b>{of}"
            said.append(_note(1, top, number, size, xref="paper", font=_font(size.number), **side))
        elif row.absent:
            font = _font(size.small, theme.QUIET)
            said.append(_note(1, top, theme.plain(row.absent), size, xref="paper", font=font, **side))
        if row.words:
            said.append(_published_words(row, _at(place, size), size))
    chart.update_layout(annotations=said)


def _published_words(row: Row, place: float, size: Size) -> dict[str, object]:
    """What was published in words only, at the end of the scale that has more room."""
    taken = [x for mark in row.marks for x in (mark.share, mark.low, mark.high) if x == x]
    room_left, room_right = min(taken, default=100.0), 100 - max(taken, default=0.0)
    words = f"{GLYPHS[PUBLISHED]} {row.words}"
    at, anchor = (0, "left") if room_left > room_right else (100, "right")
    return _note(at, place, theme.plain(words), size, xanchor=anchor, font=_font(size.small, _colour(PUBLISHED)))


def _font(size: float, colour: str = theme.INK) -> dict[str, object]:
    return {"size": size, "color": colour}


def _note(x: float, y: float, text: str, size: Size, **more: object) -> dict[str, object]:
    return {
        "x": x, "y": y, "text": text, "xanchor": "left", "yanchor": "middle", "align": "left", "showarrow": False,
        "borderpad": 0, "font": _font(size.small), **more,
    }  # fmt: skip
