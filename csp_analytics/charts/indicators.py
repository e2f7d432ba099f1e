"""Context beside maturity: one indicator over time, the area against its peers' median."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count


def trend(series: pd.DataFrame, *, title: str, unit: str, area: str, source: str, demo: bool) -> Exhibit:
    """One indicator over time.

    Args:
        series: ``period, own, peer_median, n_peers``, earliest first; either figure may be empty.
        title: name of the indicator.
        unit: its unit.
        area: name of the area.
        source: who published it.
        demo: whether it is demonstration data.
    """
    takeaway = _takeaway(series, title, area)
    chart = theme.figure(270, margin={"t": 26, "r": 12, "b": 34})
    peers = f"Peers' median ({count(int(series['n_peers'].max() or 0), 'peer')})"
    lines = [("own", theme.plain(area), theme.OWN, "solid", 3.5)]
    if series["peer_median"].notna().any():
        lines.insert(0, ("peer_median", peers, theme.QUIET, "dot", 2.5))
    for column, name, colour, dash, width in lines:
        chart.add_scatter(
            x=series["period"],
            y=series[column],
            mode="lines+markers",
            name=name,
            marker={"size": 7, "color": colour},
            line={"color": colour, "dash": dash, "width": width},
            hovertemplate=f"%{{x}}: %{{y:,.1f}}<extra>{name}</extra>",
        )
    chart.update_layout(
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "itemclick": False, "font": {"size": 14.5}},
    )
    periods = list(series["period"])
    chart.update_xaxes(
        type="category",
        fixedrange=True,
        tickvals=[periods[0], periods[-1]] if len(periods) > 1 else periods,
        showgrid=False,
    )
    chart.update_yaxes(rangemode="tozero", fixedrange=True, nticks=4)
    return Exhibit(
        name=title.lower().replace(" ", "-"),
        headline=title,
        takeaway=takeaway,
        figure=theme.finish(chart, demo=demo),
        table=series.rename(
            columns={"period": "Period", "own": area, "peer_median": "Peers' median", "n_peers": "Peers with a figure"}
        ),
        basis=f"Unit: {unit}." if unit else "",
        alt=f"Line chart of {title} over time for {area} and the median of its peers. {takeaway}",
        source=source,
        demo=demo,
    )


def _takeaway(series: pd.DataFrame, title: str, area: str) -> str:
    last = series.dropna(subset=["own"]).iloc[-1:]
    if last.empty:
        return f"{area} has no figure for {title.lower()}."
    row = last.iloc[0]
    own, median = row["own"], row["peer_median"]
    if pd.isna(median):
        return f"{row['period']}: {area} {own:,.1f}; no peer has a figure."
    side = "above" if own > median else "below" if own < median else "at"
    return f"{row['period']}: {area} {own:,.1f}, {side} the peers' median of {median:,.1f}."
