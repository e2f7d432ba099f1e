"""Peer groups beside each other: a row a group, a column a principle, the middle area's score printed in the cell."""

from __future__ import annotations

from textwrap import wrap

import numpy as np
import pandas as pd

from csp_analytics.analysis.peers import MIN_PEERS
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import points

LINE, HEAD, LETTERS = 21, 62, 20


def groups_by_unit(
    figures: pd.DataFrame,
    titles: dict[str, str],
    *,
    unit: str,
    grouping: str,
    mark: str,
    basis: str,
    source: str,
    demo: bool,
) -> Exhibit:
    """The middle area of every group on every unit.

    Args:
        figures: from :func:`csp_analytics.analysis.group_figures.by_group`.
        titles: short title of each unit.
        unit: the unit column.
        grouping: title of the peer grouping.
        mark: the group that the report is about, empty for all areas.
        basis: what it rests on.
        source: the framework's title.
        demo: whether it is demonstration data.
    """
    wide = figures.pivot(index="group", columns=unit, values="middle")
    wide = wide.reindex(index=figures["group"].drop_duplicates(), columns=figures[unit].drop_duplicates())
    takeaway = _takeaway(figures, titles, unit)
    counts = figures.groupby("group", sort=False)[["n_areas", "n_members"]].max()
    rows = [_row_label(group, counts.loc[group], group == mark) for group in wide.index]
    height = LINE * (1 + max((row.count("<br>") + 1 for row in rows), default=1))
    chart = theme.figure(height * len(wide) + HEAD, margin={"t": HEAD - 16, "b": 8, "l": 8})
    values = wide.to_numpy(dtype=float)
    chart.add_heatmap(
        z=values,
        x=[titles[key] for key in wide.columns],
        y=rows,
        text=[[points(value) for value in row] for row in values],
        colorscale=[[place / 8, theme.mixed(place / 8)] for place in range(9)],
        showscale=False,
        xgap=3,
        ygap=3,
        hoverongaps=False,
        hovertemplate="%{y}<br>%{x}: %{text}<extra></extra>",
    )
    chart.update_layout(annotations=_numbers(values))
    chart.update_xaxes(side="top", fixedrange=True, showgrid=False, ticks="")
    chart.update_yaxes(autorange="reversed", fixedrange=True, showgrid=False, ticks="")
    table = figures.assign(title=figures[unit].map(titles))[
        ["group", "title", "middle", "lowest", "highest", "n_areas", "n_members"]
    ]
    table.columns = pd.Index(
        ["Group", "Measure", "Middle area", "Lowest", "Highest", "Areas with a score", "Areas in the group"]
    )
    return Exhibit(
        name="groups-beside-each-other",
        headline=f"{grouping}: the groups beside each other",
        takeaway=takeaway,
        figure=theme.finish(chart, demo=demo),
        table=table.reset_index(drop=True),
        basis=f"{basis} The score of the middle area; no figure for groups of fewer than {MIN_PEERS} areas with a "
        "score.",
        alt=f"Table of {len(wide)} groups by {len(wide.columns)} measures, darker for a higher score. {takeaway}",
        source=source,
        demo=demo,
    )


def _numbers(values: np.ndarray) -> list[dict[str, object]]:
    """The score in every cell, black or white, whichever is read better on the cell's colour."""
    scored = values[~np.isnan(values)]
    low, span = (scored.min(), max(scored.max() - scored.min(), 1e-9)) if len(scored) else (0.0, 1.0)
    found: list[dict[str, object]] = []
    for (row, column), value in np.ndenumerate(values):
        ink = theme.INK if value != value else theme.ink_on(theme.mixed((value - low) / span))
        found.append({"x": column, "y": row, "text": points(value), "showarrow": False, "font": {"color": ink}})
    return found


def _row_label(group: str, counted: pd.Series, marked: bool) -> str:
    # Several short lines, so that the names leave the cells room on a phone.
    mark = "▸ " if marked else ""
    lines = wrap(f"{mark}{group} ({counted['n_areas']} of {counted['n_members']})", LETTERS, break_long_words=False)
    words = "<br>".join(theme.plain(line) for line in lines)
    return f"<b>{words}</b>" if marked else words


def _takeaway(figures: pd.DataFrame, titles: dict[str, str], unit: str) -> str:
    shown = figures[figures["middle"].notna()]
    if shown["group"].nunique() < 2:
        return f"Fewer than two groups have {MIN_PEERS} areas with a score, so there is nothing to compare."
    spread = shown.groupby(unit, sort=False)["middle"].agg(lambda values: values.max() - values.min())
    widest = spread.idxmax()
    rows = shown[shown[unit] == widest]
    high, low = rows.loc[rows["middle"].idxmax()], rows.loc[rows["middle"].idxmin()]
    return (
        f"The groups differ most on {titles[widest]}: the middle area of {high['group']} has "
        f"{points(high['middle'])}, that of {low['group']} {points(low['middle'])}."
    )
