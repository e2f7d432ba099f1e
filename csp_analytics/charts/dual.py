"""One area beside two peer groups at once, measure by measure.

The dual points of comparison of the Home Office's Beacon scheme paper of 2003 (paragraph 6.5): areas of the same
family, and areas of the same police force.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.peers import MIN_PEERS, NOT_COMPARED
from csp_analytics.charts import sensitivity, theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed, points

# Pixels: a measure's title, a group's words, its dots, the space below.
TITLE, WORDS, DOTS, SPACE = 25, 21, 22, 12
LEGEND, AXIS = 54, 34
BOTH, ONE = "diamond", "circle"


@dataclass(frozen=True)
class Side:
    """One of the two peer groups.

    Attributes:
        title: title of the grouping.
        label: the same for the rows of the picture, where a long one is cut short.
        compared: rows of the area from ``compare_with_peers``, one a measure, in the order to show.
        dots: the peers: ``measure, name, value, both`` (whether the peer is in the other group too).
    """

    title: str
    label: str
    compared: pd.DataFrame
    dots: pd.DataFrame

    @property
    def is_compared(self) -> bool:
        """Whether there are enough peers on any measure."""
        return bool((self.compared["band"] != NOT_COMPARED).any())


def dual(
    sides: tuple[Side, Side],
    titles: dict[str, str],
    *,
    area: str,
    statistic: str,
    counted_as: str,
    basis: str,
    source: str,
    demo: bool,
) -> Exhibit:
    """The picture, its sentence and its table.

    Args:
        sides: the two peer groups.
        titles: title of each measure.
        area: name of the area.
        statistic: ``median`` or ``mean``, the peer figure.
        counted_as: what is counted in a group, ``peer``, or ``area`` when the area itself is among them.
        basis: what it rests on.
        source: the framework's title.
        demo: whether it is demonstration data.
    """
    takeaway = _takeaway(sides, titles, counted_as)
    both = sorted({name for side in sides for name in side.dots.loc[side.dots["both"], "name"]})
    return Exhibit(
        name="beside-two-groups",
        headline=f"{area} beside two peer groups at once",
        takeaway=takeaway,
        figure=theme.finish(_draw(sides, titles, area, statistic, counted_as), demo=demo),
        table=_table(sides, titles, statistic),
        basis=f"{basis} In both groups with a score: {listed(both)}.",
        alt=f"Dot plot: for each measure two rows, {sides[0].title} and {sides[1].title}, with {area} as a large dot, "
        f"its peers as small ones and those in both groups as diamonds. {takeaway}",
        source=source,
        demo=demo,
    )


def _takeaway(sides: tuple[Side, Side], titles: dict[str, str], counted_as: str) -> str:
    one, other = sides
    if not one.is_compared or not other.is_compared:
        without = [side for side in sides if not side.is_compared]
        few = [(side.title, _most_peers(side, itself=counted_as != "peer")) for side in without]
        said = listed([f"{title} has {count(n, 'peer') if n else 'no peer'} with a score" for title, n in few])
        return f"{said}; it takes {MIN_PEERS}, so the dots are shown and not compared."
    bands = zip(one.compared["measure"], one.compared["band"], other.compared["band"], strict=True)
    both = {key: pair for key, *pair in bands if NOT_COMPARED not in pair}
    apart: dict[str, list[str]] = {}
    for key, (first, second) in both.items():
        if first != second:
            apart.setdefault(f"{first} beside {one.title}, {second} beside {other.title}", []).append(titles[key])
    agreed = len(both) - sum(len(names) for names in apart.values())
    same = f"Both groups say the same on {agreed} of {len(both)} measures"
    differ = listed([f"{listed(names)} ({how})" for how, names in apart.items()])
    return f"{same}; they differ on {differ}." if apart else f"{same}."


def _most_peers(side: Side, *, itself: bool) -> int:
    """Most peers with a score on any measure; the area itself, where it is counted among them, makes no minimum."""
    rows = side.compared
    return int((rows["n_peers"] - (rows["value"].notna() & itself)).clip(lower=0).max())


def _table(sides: tuple[Side, Side], titles: dict[str, str], statistic: str) -> pd.DataFrame:
    parts = []
    for place, side in enumerate(sides):
        rows = side.compared.assign(grouping_id=place)
        made = sensitivity.table(rows, {place: side.title}, statistic)  # type: ignore[dict-item]
        made.insert(0, "Measure", [titles[key] for key in rows["measure"]])
        scored = side.dots[side.dots["value"].notna()].sort_values(["value", "name"], ascending=[False, True])
        said = {
            key: listed([f"{name} {points(value)}" for name, value in zip(part["name"], part["value"], strict=True)])
            for key, part in scored.groupby("measure")
        }
        made["Their scores"] = [said.get(key, "none") for key in rows["measure"]]
        parts.append(made)
    # Measure by measure, the two groups under each other, as in the picture.
    return pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)


def _draw(sides: tuple[Side, Side], titles: dict[str, str], area: str, statistic: str, counted_as: str) -> go.Figure:
    measures = list(sides[0].compared["measure"])
    block = TITLE + 2 * (WORDS + DOTS) + SPACE
    tall = block * len(measures)
    # One unit of the y axis is one pixel, counted down from the top.
    chart = theme.figure(tall + LEGEND + AXIS, margin={"t": LEGEND, "b": AXIS})
    shapes: list[dict] = []
    words = [_legend(area, statistic)]
    for place, key in enumerate(measures):
        top = tall - place * block
        own = sides[0].compared.iloc[place]["value"]
        score = f"<b>{points(own)}</b>" if own == own else "no score"
        words += _pair(top - TITLE / 2, f"<b>{titles[key]}</b>", score, colour=theme.OWN)
        for n, side in enumerate(sides):
            y, row = top - TITLE - n * (WORDS + DOTS), side.compared.iloc[place].to_dict()
            title = f"{sensitivity.short(side.label)}, {count(row['n_peers'], counted_as)}"
            words += _pair(y - WORDS / 2, title, sensitivity.verdict(row), size=14.5, colour=theme.BANDS[row["band"]])
            shapes += _shapes(y - WORDS - DOTS / 2, row)
            _dots(chart, y - WORDS - DOTS / 2, row, _scored(side, key), area)
        if place:
            shapes.append(_line(0, 100, top + SPACE / 3, theme.LINE, 1))
    chart.update_xaxes(range=[-1.5, 101.5], fixedrange=True, tickvals=[0, 25, 50, 75, 100])
    chart.update_yaxes(visible=False, range=[0, tall], fixedrange=True)
    # All at once: Plotly checks everything that is there with each one that is added.
    return chart.update_layout(shapes=shapes, annotations=words)


def _legend(area: str, statistic: str) -> dict:
    text = (
        f"<span style='color:{theme.OWN}'>⬤</span> {sensitivity.short(area)}  ○ peer  ◆ peer in both groups<br>"
        f"<b>|</b> peers' {statistic}  <span style='color:{theme.PEERS}'>■</span> middle half"
    )
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "yshift": 28, "xanchor": "left", "yanchor": "middle"}
    return {**place, "align": "left", "showarrow": False, "text": text, "font": {"size": 14.5}}


def _pair(y: float, left: str, right: str, *, size: float = theme.SIZE, colour: str = theme.INK) -> list[dict]:
    """Words at the left and at the right edge, the right ones coloured."""
    said = {"y": y, "showarrow": False}
    return [
        {**said, "x": 0, "xanchor": "left", "text": left, "font": {"size": size}},
        {**said, "x": 100, "xanchor": "right", "text": right, "font": {"size": size, "color": colour}},
    ]


def _scored(side: Side, key: str) -> pd.DataFrame:
    return side.dots[(side.dots["measure"] == key) & side.dots["value"].notna()]


def _shapes(y: float, row: dict) -> list[dict]:
    """The scale of a row and, where it is compared, range, middle half and peer figure."""
    scale = _line(0, 100, y, theme.PALE, 1)
    if row["band"] == NOT_COMPARED:
        return [scale]
    half = {"type": "rect", "x0": row["q1"], "x1": row["q3"], "y0": y - 6, "y1": y + 6, "layer": "below"}
    middle = {"type": "line", "x0": row["peer_value"], "x1": row["peer_value"], "y0": y - 10, "y1": y + 10}
    return [
        scale,
        _line(row["lowest"], row["highest"], y, theme.PEERS, 2),
        {**half, "fillcolor": theme.LINE, "line": {"width": 0}},
        {**middle, "line": {"color": theme.INK, "width": 3}},
    ]


def _line(x0: float, x1: float, y: float, colour: str, width: float) -> dict:
    style = {"line": {"color": colour, "width": width}, "layer": "below"}
    return {"type": "line", "x0": x0, "x1": x1, "y0": y, "y1": y, **style}


def _dots(chart: go.Figure, y: float, row: dict, peers: pd.DataFrame, area: str) -> None:
    both = list(peers["both"])
    chart.add_scatter(
        x=peers["value"], y=[y] * len(peers), mode="markers",
        marker={
            "size": [11 if one else 9 for one in both],
            "symbol": [BOTH if one else ONE for one in both],
            "color": [theme.QUIET if one else theme.GROUND for one in both],
            "line": {"color": theme.QUIET, "width": 1.5},
        },
        text=[theme.plain(name) for name in peers["name"]], hovertemplate="%{text}: %{x:.0f}<extra></extra>",
    )  # fmt: skip
    if row["value"] == row["value"]:
        chart.add_scatter(
            x=[row["value"]], y=[y], mode="markers", text=[theme.plain(area)],
            marker={"size": 17, "color": theme.OWN, "line": {"color": theme.GROUND, "width": 2}},
            hovertemplate="%{text}: %{x:.0f}<extra></extra>",
        )  # fmt: skip
