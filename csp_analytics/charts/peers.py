"""An area beside its peers: every peer a dot, the middle half a bar, the median a line, the area itself a large dot."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.peers import GLYPHS, HIGHER, LOWER, MIN_PEERS, NOT_COMPARED, SIMILAR, rank_words
from csp_analytics.analysis.scores import ALL
from csp_analytics.charts import editable, theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed, points, signed

ROW = 74
ADVICE = ", so choose other peers"
OF_PEERS = ["peer_median", "gap", "q1", "q3", "lowest", "highest"]


def position(
    compared: pd.DataFrame,
    everyone: pd.DataFrame,
    titles: dict[str, str],
    *,
    unit: str,
    area: str,
    peers_are: str,
    basis: str,
    source: str,
    demo: bool,
    published: pd.Series | None = None,
    called: tuple[str, str] = ("", ""),
) -> Exhibit:
    """One area beside its peers, a row a unit.

    Args:
        compared: rows of the area from ``compare_with_peers``, one a unit, in the order to show.
        everyone: ``area_code``, the unit column and ``value`` of the peers (for the dots) with ``name``.
        titles: title of each unit.
        unit: the unit column.
        area: name of the area.
        peers_are: the peer group in words, such as ``7 peers of family group 3 (people)``.
        basis: what it rests on.
        source: the framework's title.
        demo: whether it is demonstration data.
        published: what is published of the area, by unit, to stand beside its upload.
        called: what the area's own dot and the published one are called; the area's name when empty.
    """
    compared = compared.assign(**{name: compared[name].where(compared["n_peers"] >= MIN_PEERS) for name in OF_PEERS})
    takeaway = _largest_gap(compared, titles, unit)
    own = called[0] or area
    beside = {} if published is None else {called[1]: [published.get(key, float("nan")) for key in compared[unit]]}
    return Exhibit(
        name="beside-peers",
        headline=f"{area} beside its peers" if compared["n_peers"].any() else f"Scores of {area}",
        takeaway=takeaway,
        figure=theme.finish(_draw(compared, everyone, titles, unit, own, beside), demo=demo),
        table=_table(compared, titles, unit, beside),
        basis=basis,
        alt=f"Dot plot, one row a principle: {own} as a large dot beside {peers_are}, their median and middle half"
        f"{f', and as a diamond: {called[1]}' if beside else ''}. {takeaway}",
        source=source,
        demo=demo,
        native=editable.beside_peers(compared, [titles[key] for key in compared[unit]], own=own, published=beside),
    )


def band_sentence(compared: pd.DataFrame, titles: dict[str, str], *, unit: str, area: str) -> str:
    """Such as "Higher than its peers on Leadership, similar on Governance, lower on Evidence"."""
    parts = []
    for band, words in (
        (HIGHER, "higher than its peers on"),
        (SIMILAR, "similar to its peers on"),
        (LOWER, "lower than its peers on"),
    ):
        names = [titles[key] for key in compared.loc[compared["band"] == band, unit]]
        if names:
            everything = len(names) > 1 and len(names) == len(compared)
            parts.append(f"{words} {'every principle' if everything else listed(names)}")
    if not parts:
        return f"{area} cannot be compared with these peers: {_why_not(compared)}."
    without = compared[compared["band"] == NOT_COMPARED]
    names = [titles[key] for key in without[unit]]
    tail = f" Not compared on {listed(names)}: {_why_not(without)}." if names else ""
    return f"{area} is {'; '.join(parts)}.{tail}"


def without_advice(said: str) -> str:
    """What is said of a comparison, without what to do about it: that is for the screen, not for a paper."""
    return said.replace(ADVICE, "")


def _why_not(rows: pd.DataFrame) -> str:
    """Why rows are not compared: no peers, no score of its own, or too few peers with one."""
    if (rows["n_peers"] == 0).all():
        return f"no other area of its group has a score{ADVICE}"
    if rows["value"].isna().all():
        notes = [note for note in rows.get("note", pd.Series(dtype=object)).dropna().unique() if note]
        return notes[0] if len(notes) == 1 else "it has not enough answers for a score"
    return f"{count(int(rows['n_peers'].max()), 'peer')} with a score, and it takes {MIN_PEERS}"


def _largest_gap(compared: pd.DataFrame, titles: dict[str, str], unit: str) -> str:
    parts = compared[compared[unit] != ALL] if len(compared) > 1 else compared
    shown = parts[parts["gap"].notna() & (parts["band"] != NOT_COMPARED)]
    if shown.empty:
        return f"No gap can be shown: {_why_not(parts)}."
    row = shown.loc[shown["gap"].abs().idxmax()]
    return (
        f"The largest gap is on {titles[row[unit]]}: {points(row['value'])} against a peers' median of "
        f"{points(row['peer_median'])} ({signed(row['gap'], none='the same')})."
    )


def _draw(
    compared: pd.DataFrame,
    everyone: pd.DataFrame,
    titles: dict[str, str],
    unit: str,
    area: str,
    beside: dict[str, list[float]],
) -> go.Figure:
    chart = theme.figure(ROW * len(compared) + 86, margin={"t": 54, "b": 34})
    rows = list(range(len(compared)))[::-1]
    for y, row in zip(rows, compared.to_dict("records"), strict=True):
        peers = everyone[(everyone[unit] == row[unit]) & everyone["value"].notna()]
        if row["n_peers"] >= MIN_PEERS:
            chart.add_shape(
                type="line",
                x0=row["lowest"],
                x1=row["highest"],
                y0=y,
                y1=y,
                line={"color": theme.PEERS, "width": 2},
                layer="below",
            )
            chart.add_shape(
                type="rect",
                x0=row["q1"],
                x1=row["q3"],
                y0=y - 0.11,
                y1=y + 0.11,
                fillcolor="#D5D5D5",
                line={"width": 0},
                layer="below",
            )
            chart.add_shape(
                type="line",
                x0=row["peer_median"],
                x1=row["peer_median"],
                y0=y - 0.17,
                y1=y + 0.17,
                line={"color": theme.INK, "width": 3},
            )
        chart.add_scatter(
            x=peers["value"],
            y=[y] * len(peers),
            mode="markers",
            marker={"size": 9, "color": theme.GROUND, "line": {"color": theme.QUIET, "width": 1.5}},
            customdata=peers["name"],
            hovertemplate="%{customdata}: %{x:.0f}<extra></extra>",
        )
        if row["value"] == row["value"]:
            chart.add_scatter(
                x=[row["value"]],
                y=[y],
                mode="markers",
                marker={"size": 20, "color": theme.OWN, "line": {"color": theme.GROUND, "width": 2}},
                hovertemplate=f"{theme.plain(area)}: {points(row['value'])}<extra></extra>",
            )
        chart.add_annotation(x=0, y=y, yshift=27, text=f"<b>{titles[row[unit]]}</b>", xanchor="left", showarrow=False)
        chart.add_annotation(
            x=100,
            y=y,
            yshift=27,
            xanchor="right",
            showarrow=False,
            text=_verdict(row),
            font={"color": theme.BANDS[row["band"]]},
        )
    for name, values in beside.items():
        chart.add_scatter(
            x=values,
            y=rows,
            mode="markers",
            marker={"size": 15, "symbol": "diamond-open", "color": theme.OWN, "line": {"width": 3}},
            hovertemplate=f"{theme.plain(name)}: %{{x:.0f}}<extra></extra>",
        )
    said = "".join(f"   <span style='color:{theme.OWN}'>◇</span> {theme.plain(name)}" for name in beside)
    chart.update_xaxes(range=[-1.5, 101.5], fixedrange=True, tickvals=[0, 25, 50, 75, 100], side="bottom")
    chart.update_yaxes(visible=False, range=[-0.45, len(compared) - 0.35], fixedrange=True)
    chart.add_annotation(
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        yshift=30,
        xanchor="left",
        yanchor="middle",
        showarrow=False,
        text=f"<span style='color:{theme.OWN}'>⬤</span> {theme.plain(area)}{said}<br>○ peer  <b>|</b> peers' median  "
        "<span style='color:#A8A8A8'>▬</span> middle half",
        align="left",
        font={"size": 14.5},
    )
    return chart


def _verdict(row: dict) -> str:
    if row["value"] != row["value"]:
        return "no score"
    if row["band"] == NOT_COMPARED:
        return f"<b>{points(row['value'])}</b> – not compared"
    return f"<b>{points(row['value'])}</b> {GLYPHS[row['band']]} {row['band']} ({signed(row['gap'], none='the same')})"


def _table(compared: pd.DataFrame, titles: dict[str, str], unit: str, beside: dict[str, list[float]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Measure": [titles[key] for key in compared[unit]],
            "Own score": compared["value"],
            **beside,
            "Peers' median": compared["peer_median"],
            "Gap": compared["gap"],
            "Band": compared["band"],
            "Lowest peer": compared["lowest"],
            "Lower quartile": compared["q1"],
            "Upper quartile": compared["q3"],
            "Highest peer": compared["highest"],
            "Peers with a score": compared["n_peers"],
            "Rank of all areas": [
                rank_words(*row) for row in compared[["rank_best", "rank_worst", "n_ranked"]].itertuples(index=False)
            ],
            "Rated": compared["n_rated"],
            "Applicable": compared["n_applicable"],
        }
    ).reset_index(drop=True)
