"""Does a finding depend on the choice of peers? One area's gap under every peer grouping, a row each."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.peers import GLYPHS, NOT_COMPARED
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.sensitivity_sentences import sentence
from csp_analytics.charts.words import count, points, signed

ROW = 70
LEAST_REACH = 30  # points to either side of no gap
LONGEST_TITLE = 22


def strip(
    rows: pd.DataFrame,
    titles: dict[str, str],
    labels: dict[str, str],
    *,
    measure: str,
    area: str,
    similar_within: float,
    statistic: str,
    counted_as: str,
    basis: str,
    source: str,
    demo: bool,
) -> Exhibit:
    """The gap of one measure under every peer grouping.

    Args:
        rows: ``grouping_id, value, peer_value, gap, band, n_peers``, one a grouping, in the order to show.
        titles: title of each grouping, for sentences and the table.
        labels: the same for the rows of the picture, where a long one is cut short.
        measure: what is compared, such as ``Evidence``.
        area: name of the area.
        similar_within: how far from the peer figure still counts as similar, in points.
        statistic: ``median`` or ``mean``, the peer figure.
        counted_as: what is counted in a group, ``peer``, or ``area`` when the area itself is among them.
        basis: what it rests on.
        source: the framework's title.
        demo: whether it is demonstration data.
    """
    takeaway = f"{measure}: {sentence(rows, titles, statistic)}."
    return Exhibit(
        name="gap-by-grouping",
        headline=f"Does it depend on the choice of peers? {measure}",
        takeaway=takeaway,
        figure=theme.finish(_draw(rows, labels, similar_within, statistic, counted_as), demo=demo),
        table=table(rows, titles, statistic),
        basis=basis,
        alt=f"Dot plot, one row a peer grouping: how far {area} lies above or below the {statistic} of its peers on "
        f"{measure}, with the range that counts as similar shaded. {takeaway}",
        source=source,
        demo=demo,
    )


def table(rows: pd.DataFrame, titles: dict[str, str], statistic: str) -> pd.DataFrame:
    """The gaps as a table, a row for each of ``rows``; what is not compared has no gap."""
    compared = rows["band"] != NOT_COMPARED
    return pd.DataFrame(
        {
            "Peers by": [titles[key] for key in rows["grouping_id"]],
            "Own score": rows["value"],
            f"Peers' {statistic}": rows["peer_value"].where(compared),
            "Gap": rows["gap"].where(compared),
            "Band": rows["band"],
            "Peers with a score": rows["n_peers"],
        }
    ).reset_index(drop=True)


def verdict(row: dict) -> str:
    """Sign, word and number: "▼ lower (−11)", "– not compared"."""
    if row["band"] == NOT_COMPARED:
        return f"{GLYPHS[NOT_COMPARED]} {NOT_COMPARED}"
    return f"{GLYPHS[row['band']]} {row['band']} ({signed(row['gap'], none='the same')})"


def short(title: str) -> str:
    """A title that fits above a row on a phone, safe for a figure."""
    return theme.plain(title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…")


def _draw(
    rows: pd.DataFrame, labels: dict[str, str], similar_within: float, statistic: str, counted_as: str
) -> go.Figure:
    gaps = rows.loc[rows["band"] != NOT_COMPARED, "gap"].abs()
    reach = 1.12 * max(LEAST_REACH, similar_within, gaps.max() if len(gaps) else 0)
    low, high = -0.5, len(rows) - 0.42
    chart = theme.figure(ROW * len(rows) + 88, margin={"t": 34, "b": 54})
    ground = {"type": "rect", "x0": -similar_within, "x1": similar_within, "y0": low, "y1": high, "layer": "below"}
    shapes = [{**ground, "fillcolor": theme.PALE, "line": {"color": theme.LINE, "width": 1}}]
    words = _above(similar_within, reach)
    for y, row in zip(range(len(rows) - 1, -1, -1), rows.to_dict("records"), strict=True):
        # The line of no gap stops below the words.
        shapes.append(_line(0, 0, y - 0.45, y, theme.QUIET, 1.5))
        title = short(labels[row["grouping_id"]])
        words += _row_words(y, row, f"<b>{title}</b>, {count(row['n_peers'], counted_as)}", reach)
        if row["band"] != NOT_COMPARED:
            shapes.append(_line(0, row["gap"], y - 0.2, y - 0.2, theme.OWN, 3))
            chart.add_scatter(
                x=[row["gap"]], y=[y - 0.2], mode="markers", marker={"size": 17, "color": theme.OWN},
                text=[f"{title}: {verdict(row)}"], hovertemplate="%{text}<extra></extra>",
            )  # fmt: skip
    ticks = [tick for tick in (-75, -50, -25, 0, 25, 50, 75) if abs(tick) < reach]
    chart.update_xaxes(
        range=[-reach, reach], fixedrange=True, tickvals=ticks,
        ticktext=["0" if not tick else signed(tick) for tick in ticks],
        title={"text": f"Points below or above the peers' {statistic}", "font": {"size": 14.5}, "standoff": 4},
    )  # fmt: skip
    chart.update_yaxes(visible=False, range=[low, high], fixedrange=True)
    # All at once: Plotly checks everything that is there with each one that is added.
    return chart.update_layout(shapes=shapes, annotations=words)


def _above(similar_within: float, reach: float) -> list[dict]:
    """What stands above the rows: which side is which."""
    middle = f"similar (within {points(similar_within)})"
    sides = ((-reach, "left", "◀ lower"), (0, "center", middle), (reach, "right", "higher ▶"))
    said = {"yref": "paper", "y": 1, "yshift": 3, "yanchor": "bottom", "showarrow": False, "font": {"size": 14.5}}
    return [{**said, "x": x, "xanchor": anchor, "text": words} for x, anchor, words in sides]


def _row_words(y: int, row: dict, title: str, reach: float) -> list[dict]:
    """What stands above the dot of a row: which peers, and what comes out."""
    said = {"y": y, "yshift": 14, "showarrow": False}
    coloured = {"size": 14.5, "color": theme.BANDS[row["band"]]}
    return [
        {**said, "x": -reach, "xanchor": "left", "text": title, "font": {"size": 14.5}},
        {**said, "x": reach, "xanchor": "right", "text": f"<b>{verdict(row)}</b>", "font": coloured},
    ]


def _line(x0: float, x1: float, y0: float, y1: float, colour: str, width: float) -> dict:
    return {"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": {"color": colour, "width": width}}
