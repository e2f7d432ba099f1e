"""What more places of training close: a rising curve, its first places closing most, the chosen number marked."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count

HEIGHT = 330


def curve(
    rows: pd.DataFrame,
    n_places: int,
    *,
    headline: str,
    basis: str,
    source: str,
    demo: bool,
    about: dict[str, str],
) -> Exhibit:
    """The picture.

    Args:
        rows: from :func:`csp_analytics.analysis.training.curve`.
        n_places: the number of places that is marked.
        headline: what it is about.
        basis: what a gap is, and what it rests on.
        source: where the figures come from.
        demo: whether any of it is demonstration data.
        about: what one is looking at.
    """
    n_gaps = int(rows["n_gaps"].iloc[0])
    held = rows[rows["places"] <= n_places].iloc[-1]
    takeaway = _takeaway(rows, n_gaps)
    table = pd.DataFrame(
        {
            "Places": rows["places"],
            "Gaps closed": rows["n_closed"],
            "Gaps": rows["n_gaps"],
            "Closed by the last course": rows["n_closed"].diff().fillna(0).astype(int),
        }
    )
    return Exhibit(
        name="places-and-gaps",
        headline=headline,
        takeaway=takeaway,
        figure=theme.finish(_draw(rows, int(held["places"]), int(held["n_closed"]), n_gaps), demo=demo),
        table=table,
        basis=basis,
        alt=f"Rising steps: gaps closed by the number of places, {int(held['n_closed'])} at {int(held['places'])}. "
        f"{takeaway}",
        source=source,
        demo=demo,
        about=about,
    )


def _takeaway(rows: pd.DataFrame, n_gaps: int) -> str:
    """How quickly the gain falls: half of the gaps, and all that there are on the curve."""
    if not n_gaps:
        return "There is no gap to close."
    half = rows[rows["n_closed"] * 2 >= n_gaps]
    last = rows.iloc[-1]
    first = (
        f"Half of {count(n_gaps, 'gap')} are closed by {count(int(half['places'].iloc[0]), 'place')}. "
        if len(half)
        else ""
    )
    places = count(int(last["places"]), "place")
    if last["n_closed"] == n_gaps:
        return f"{first}It takes {places} to close all of them."
    return f"{first}{places} close {int(last['n_closed'])}."


def _draw(rows: pd.DataFrame, places: int, closed: int, n_gaps: int) -> go.Figure:
    chart = theme.figure(HEIGHT, margin={"t": 30, "b": 46, "l": 8, "r": 14})
    chart.add_scatter(
        x=rows["places"], y=rows["n_closed"], mode="lines", line={"color": theme.OWN, "width": 3, "shape": "hv"},
        hovertemplate="%{x} places: %{y} gaps closed<extra></extra>",
    )  # fmt: skip
    chart.add_scatter(
        x=[places], y=[closed], mode="markers", hoverinfo="skip",
        marker={"size": 16, "color": theme.ACCENT, "line": {"color": theme.GROUND, "width": 2}}, cliponaxis=False,
    )  # fmt: skip
    most = max(int(rows["places"].iloc[-1]), 1)
    left = places > 0.5 * most
    chart.add_annotation(
        x=places, y=closed, text=f"<b>{count(places, 'place')}: {closed} of {n_gaps}</b>", showarrow=False,
        xanchor="right" if left else "left", yanchor="bottom" if left else "top", yshift=10 if left else -8,
        xshift=-6 if left else 10, font={"size": 15.5}, bgcolor=theme.GROUND,
    )  # fmt: skip
    chart.update_xaxes(title={"text": "Places", "font": {"size": 15}}, range=[0, most * 1.02], fixedrange=True,
                       tickfont={"size": 14.5})  # fmt: skip
    chart.update_yaxes(range=[0, max(n_gaps, 1) * 1.08], fixedrange=True, tickfont={"size": 14.5})
    chart.add_annotation(
        xref="paper", yref="paper", x=0, y=1, yshift=26, xanchor="left", yanchor="top", showarrow=False,
        text="Gaps closed", font={"size": 15},
    )  # fmt: skip
    return chart
