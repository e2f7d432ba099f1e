"""One area beside its peer group and the nation where single other areas are not shown: middle halves and medians."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.peers import MIN_PEERS
from csp_analytics.charts import editable, theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.native import Native
from csp_analytics.charts.words import count, points

# Heights in pixels: of a block's space, its title, a line of words, a bar; and under, above and below all blocks.
BETWEEN, TITLE, WORDS, BAR = 12, 24, 20, 24
UNDER, ABOVE, BELOW = 8, 62, 34


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
    own: str = "",
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
        own: what the area's own figures are called; its name when empty.
    """
    rows = found[found[unit].isin(titles)]
    takeaway = _takeaway(rows, titles, unit, area, called)
    return Exhibit(
        name="beside-groups",
        headline=f"{area} beside groups of areas",
        takeaway=takeaway,
        figure=theme.finish(_draw(rows, titles, unit, own or area, called), demo=demo),
        table=table(rows, titles, unit, called),
        basis=basis,
        alt=f"One row a principle: {own or area} as a large dot on the medians and middle halves of "
        f"{' and '.join(called.values())}. {takeaway}",
        source=source,
        demo=demo,
        native=_native(rows, titles, unit, own or area, called),
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


def _native(rows: pd.DataFrame, titles: dict[str, str], unit: str, own: str, called: dict[str, str]) -> Native:
    """Own scores and the medians of the groups as bars beside each other, for Word and PowerPoint."""
    figures = {own: rows.drop_duplicates(unit).set_index(unit)["value"]}
    for group, name in called.items():
        figures[f"Median of {name}"] = rows[rows["group"] == group].set_index(unit)["median"]
    told = {name: [float(of.get(key, float("nan"))) for key in titles] for name, of in figures.items()}
    return editable.beside_each_other(list(titles.values()), told, [theme.OWN, theme.PEERS, theme.QUIET])


def _takeaway(rows: pd.DataFrame, titles: dict[str, str], unit: str, area: str, called: dict[str, str]) -> str:
    for group, name in called.items():
        shown = rows[(rows["group"] == group) & rows["median"].notna() & rows["value"].notna()]
        if len(shown):
            return f"{area} stands {_sides(shown, name)}."
    if rows["value"].isna().all():
        return f"{area} has no score in this round."
    return f"There are no figures for {area} to stand beside: it takes {MIN_PEERS} other areas with a score."


def _sides(shown: pd.DataFrame, name: str) -> str:
    """Such as "above the median of its peer group on 3 of 5 measures, below it on 2"; figures as they are printed."""
    own, median = (shown[column] + 0.5 for column in ("value", "median"))
    own, median = own // 1, median // 1
    counts = {"above": int((own > median).sum()), "below": int((own < median).sum()), "at": int((own == median).sum())}
    (first, n), *rest = [(side, n) for side, n in counts.items() if n]
    of = count(n, "measure") if not rest else f"{n} of {count(len(shown), 'measure')}"
    whole = "all " if not rest and n > 1 else ""
    return ", ".join([f"{first} the median of {name} on {whole}{of}", *(f"{side} it on {more}" for side, more in rest)])


def _draw(rows: pd.DataFrame, titles: dict[str, str], unit: str, own: str, called: dict[str, str]) -> go.Figure:
    """A block a unit, from the top: its title with the own score, then for each group a line of words and its bar."""
    high = BETWEEN + TITLE + len(called) * (WORDS + BAR)
    chart = theme.figure(high * len(titles) + UNDER + ABOVE + BELOW, margin={"t": ABOVE, "b": BELOW})
    found = {(row["group"], row[unit]): row for row in rows.to_dict("records")}
    top = high * len(titles)
    for key, title in titles.items():
        there = [found.get((group, key), {}) for group in called]
        value = next((row["value"] for row in there if row and row["value"] == row["value"]), float("nan"))
        _headed(chart, title, value, top - BETWEEN)
        bars = [top - BETWEEN - TITLE - place * (WORDS + BAR) - WORDS - BAR / 2 for place in range(len(called))]
        for row, name, y in zip(there, called.values(), bars, strict=True):
            _group(chart, row, name, y)
        if value == value:
            _dots(chart, value, bars, own)
        top -= high
    chart.update_xaxes(range=[-1.5, 101.5], fixedrange=True, tickvals=[0, 25, 50, 75, 100], side="bottom")
    chart.update_yaxes(visible=False, range=[-UNDER, high * len(titles)], fixedrange=True)
    chart.add_annotation(
        xref="paper", yref="paper", x=0, y=1, yshift=32, xanchor="left", yanchor="middle", showarrow=False,
        align="left", font={"size": 14.5},
        text=f"<span style='color:{theme.OWN}'>⬤</span> {theme.plain(own)}<br><b>|</b> median, on the grey bar of the "
        "middle half",
    )  # fmt: skip
    return chart


def _headed(chart: go.Figure, title: str, value: float, y: float) -> None:
    has = value == value
    beside = {"showarrow": False, "yanchor": "top", "y": y}
    chart.add_annotation(x=0, text=f"<b>{theme.plain(title)}</b>", xanchor="left", **beside)
    chart.add_annotation(
        x=100, text=f"<b>{points(value)}</b>" if has else "no score", xanchor="right", font={"color": theme.OWN},
        **beside,
    )  # fmt: skip


def _group(chart: go.Figure, row: dict, name: str, y: float) -> None:
    """The middle half and the median of one group, with its name, its number and how many areas it is above them."""
    told = bool(row) and row["median"] == row["median"]
    said = f"{points(row['median'])} ({count(int(row['n']), 'area')})" if told else "not shown"
    chart.add_annotation(
        x=0, y=y + BAR / 2, text=f"{theme.plain(name[:1].upper() + name[1:])}: {said}", xanchor="left",
        yanchor="bottom", showarrow=False, font={"size": 14.5},
    )  # fmt: skip
    if not told:
        return
    chart.add_shape(
        type="rect", x0=row["q1"], x1=row["q3"], y0=y - 6, y1=y + 6, fillcolor=theme.LINE, line={"width": 0},
        layer="below",
    )  # fmt: skip
    chart.add_shape(
        type="line", x0=row["median"], x1=row["median"], y0=y - 9, y1=y + 9, line={"color": theme.INK, "width": 3}
    )


def _dots(chart: go.Figure, value: float, at: list[float], own: str) -> None:
    chart.add_scatter(
        x=[value] * len(at), y=at, mode="markers",
        marker={"size": 16, "color": theme.OWN, "line": {"color": theme.GROUND, "width": 2}},
        hovertemplate=f"{theme.plain(own)}: {points(value)}<extra></extra>",
    )  # fmt: skip
