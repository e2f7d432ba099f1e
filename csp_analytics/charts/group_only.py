"""One area beside its peer group and the nation where single other areas are not shown: middle halves and medians."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, points

ROW, APART = 104, 0.3
NATION_FILL = "#EDEDED"


def beside_groups(
    found: pd.DataFrame,
    titles: dict[str, str],
    *,
    unit: str,
    area: str,
    called: dict[str, str],
    basis: str,
    source: str,
    demo: bool,
) -> Exhibit:
    """An area's own score beside the figures of groups, a row a unit.

    Args:
        found: rows of :func:`csp_analytics.findings.group_only.group_only`.
        titles: title of each unit, in the order to show.
        unit: the unit column.
        area: name of the area.
        called: what each group is called, by its name in ``found``, in the order to show.
        basis: what it rests on.
        source: the framework's title.
        demo: whether it is demonstration data.
    """
    rows = found[found[unit].isin(titles)]
    takeaway = _takeaway(rows, titles, unit, area, called)
    return Exhibit(
        name="beside-groups",
        headline=f"{area} beside groups of areas",
        takeaway=takeaway,
        figure=theme.finish(_draw(rows, titles, unit, area, called), demo=demo),
        table=table(rows, titles, unit, called),
        basis=basis,
        alt=f"One row a principle: {area} as a large dot above the medians and middle halves of "
        f"{' and '.join(called.values())}. {takeaway}",
        source=source,
        demo=demo,
    )


def table(found: pd.DataFrame, titles: dict[str, str], unit: str, called: dict[str, str]) -> pd.DataFrame:
    """The figures under names for people, unit by unit in the order of ``titles``."""
    order = {key: place for place, key in enumerate(titles)}
    rows = found.assign(_place=found[unit].map(order)).dropna(subset="_place")
    rows = rows.sort_values("_place", kind="stable")
    return pd.DataFrame(
        {
            "Measure": rows[unit].map(titles),
            "Own score": rows["value"],
            "Beside": rows["group"].map(called),
            "Areas with a score": rows["n"].where(~rows["held_back"]),
            "Median": rows["median"],
            "Lower quartile": rows["q1"],
            "Upper quartile": rows["q3"],
            "Mean": rows["mean"],
        }
    ).reset_index(drop=True)


def _takeaway(rows: pd.DataFrame, titles: dict[str, str], unit: str, area: str, called: dict[str, str]) -> str:
    for group, name in called.items():
        shown = rows[(rows["group"] == group) & rows["median"].notna() & rows["value"].notna()]
        if len(shown):
            above = int((shown["value"] > shown["median"]).sum())
            below = int((shown["value"] < shown["median"]).sum())
            same = f", {len(shown) - above - below} at it" if len(shown) > above + below else ""
            return (
                f"{area} stands above the median of {name} on {above} of {count(len(shown), 'measure')} and below it "
                f"on {below}{same}."
            )
    if rows["value"].isna().all():
        return f"{area} has no score in this round."
    return "There are no figures to stand beside: it takes five other areas with a score."


def _draw(rows: pd.DataFrame, titles: dict[str, str], unit: str, area: str, called: dict[str, str]) -> go.Figure:
    chart = theme.figure(ROW * len(titles) + 90, margin={"t": 62, "b": 34})
    places = {key: len(titles) - 1 - place for place, key in enumerate(titles)}
    steps = {group: 0.16 - APART * place for place, group in enumerate(called)}
    for row in rows.to_dict("records"):
        y = places[row[unit]] + steps[row["group"]]
        _group(chart, row, y, called[row["group"]])
    for key, y in places.items():
        own = rows.loc[rows[unit] == key, "value"]
        _own(chart, float(own.iloc[0]) if len(own) else float("nan"), y, titles[key], area, steps.values())
    chart.update_xaxes(range=[-1.5, 101.5], fixedrange=True, tickvals=[0, 25, 50, 75, 100], side="bottom")
    chart.update_yaxes(visible=False, range=[-0.5, len(titles) - 0.3], fixedrange=True)
    chart.add_annotation(
        xref="paper", yref="paper", x=0, y=1, yshift=38, xanchor="left", yanchor="middle", showarrow=False,
        align="left", font={"size": 14.5},
        text=f"<span style='color:{theme.OWN}'>⬤</span> {theme.plain(area)}<br><b>|</b> median  "
        f"<span style='color:#A8A8A8'>▬</span> middle half of a group of areas",
    )  # fmt: skip
    return chart


def _group(chart: go.Figure, row: dict, y: float, name: str) -> None:
    """The middle half and the median of one group, with its name and number beside."""
    words = f"{theme.plain(name)}: {points(row['median'])}" if row["median"] == row["median"] else (
        f"{theme.plain(name)}: not shown"
    )  # fmt: skip
    chart.add_annotation(x=0, y=y, text=words, xanchor="left", showarrow=False, yshift=11, font={"size": 14.5})
    if row["median"] != row["median"]:
        return
    chart.add_shape(
        type="rect", x0=row["q1"], x1=row["q3"], y0=y - 0.06, y1=y + 0.06, fillcolor="#D5D5D5", line={"width": 0},
        layer="below",
    )  # fmt: skip
    chart.add_shape(
        type="line", x0=row["median"], x1=row["median"], y0=y - 0.09, y1=y + 0.09, line={"color": theme.INK, "width": 3}
    )


def _own(chart: go.Figure, value: float, y: float, title: str, area: str, steps: object) -> None:
    chart.add_annotation(x=0, y=y + 0.16, yshift=32, text=f"<b>{title}</b>", xanchor="left", showarrow=False)
    has = value == value
    chart.add_annotation(
        x=100, y=y + 0.16, yshift=32, xanchor="right", showarrow=False,
        text=f"<b>{points(value)}</b>" if has else "no score", font={"color": theme.OWN},
    )  # fmt: skip
    if has:
        at = [y + step for step in steps]  # type: ignore[attr-defined]
        chart.add_scatter(
            x=[value] * len(at), y=at, mode="markers",
            marker={"size": 16, "color": theme.OWN, "line": {"color": theme.GROUND, "width": 2}},
            hovertemplate=f"{theme.plain(area)}: {points(value)}<extra></extra>",
        )  # fmt: skip
