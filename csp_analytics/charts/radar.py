"""A radar of up to three areas: an extra beside the spine, never the only picture of a comparison."""

from __future__ import annotations

import textwrap

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed

MOST, FEWEST_SPOKES = 3, 3
WHY_EXTRA = (
    "Only an extra: its shape changes with the order of the spokes and its surface grows with the square of the "
    "scores, so compare areas on the spine."
)
STYLES = (("solid", "circle", theme.OWN), ("dash", "square", "#801650"), ("dot", "diamond", "#1B6F68"))
PEERS = ("dot", "line-ns", theme.QUIET)


def radar(
    scores: pd.DataFrame,
    titles: dict[str, str],
    *,
    unit_words: tuple[str, str],
    peers: bool,
    basis: str,
    source: str,
    about: dict[str, str],
    demo: bool,
) -> Exhibit | None:
    """Scores as spokes, a line an area.

    Args:
        scores: a row a unit (its index), a column an area by name, in points; at most three areas, after which one
            more column may hold the peers' median.
        titles: title of each unit.
        unit_words: what one unit is called, and several.
        peers: whether the last column holds the peers' median.
        basis: what it rests on.
        source: the framework's title.
        about: what one is looking at, for files.
        demo: whether any of it is demonstration data.

    Returns:
        The exhibit; None when fewer than three units have a score of every area, as a radar then has no shape.

    Raises:
        ValueError: for more than three areas.
    """
    areas = list(scores.columns[: len(scores.columns) - int(peers)])
    if len(areas) > MOST:
        raise ValueError(f"{len(areas)} areas: a radar cannot be read beyond {MOST}")
    spokes = scores[scores[areas].notna().all(axis=1)]
    if len(spokes) < FEWEST_SPOKES:
        return None
    left = len(scores) - len(spokes)
    without = f" Left out, because a score is missing: {count(left, *unit_words)}." if left else ""
    return Exhibit(
        name="radar",
        headline=f"{listed(areas)} on a radar",
        takeaway=WHY_EXTRA,
        figure=theme.finish(_draw(spokes, titles, peers=peers), demo=demo),
        table=scores.rename(index=titles).rename_axis(unit_words[0].capitalize()).reset_index(),
        basis=f"{basis} Rings at 50 and 100.{without}",
        alt=f"Radar chart with {count(len(spokes), 'spoke')} from 0 to 100, a line for {listed(scores.columns)}. "
        "The table beside it has its numbers.",
        source=source,
        demo=demo,
        about=about,
    )


def _draw(spokes: pd.DataFrame, titles: dict[str, str], *, peers: bool) -> go.Figure:
    key = 24 * len(spokes.columns)
    chart = theme.figure(380 + key, margin={"l": 86, "r": 86, "t": 54 + key, "b": 54})
    around = [
        "<br>".join(theme.plain(part) for part in textwrap.wrap(titles[unit], 11, break_long_words=False))
        for unit in spokes.index
    ]
    for place, name in enumerate(spokes.columns):
        is_peers = peers and place == len(spokes.columns) - 1
        dash, symbol, colour = PEERS if is_peers else STYLES[place]
        values = spokes[name].tolist()
        chart.add_scatterpolar(
            r=[*values, values[0]],
            theta=[*around, around[0]],
            mode="lines" if is_peers else "lines+markers",
            name=theme.plain(name),
            line={"color": colour, "dash": dash, "width": 2 if is_peers else 3},
            marker={"symbol": symbol, "size": 9, "color": colour},
            hovertemplate="%{theta}: %{r:.0f}<extra>" + theme.plain(name) + "</extra>",
        )
    chart.update_layout(
        showlegend=True,
        legend={**theme.KEY_ABOVE, "orientation": "v", "yref": "container", "yanchor": "top"},
        polar={
            "radialaxis": {
                "range": [0, 100],
                "tickvals": [50, 100],
                "showticklabels": False,
                "ticks": "",
                "showline": False,
            },
            "angularaxis": {"direction": "clockwise", "rotation": 90, "tickfont": {"size": 14.5}},
        },
    )
    return chart
