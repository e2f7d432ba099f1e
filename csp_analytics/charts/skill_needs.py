"""Importance beside confidence: which skills people find important and do not feel confident in."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.sizes import DESK, LARGE_WALL, MANY, MOST_ON_A_WALL, PHONE, WALL, Screen, Size, finished
from csp_analytics.charts.skill_shares import Sizes, Told
from csp_analytics.charts.skill_words import SHOWN, percent, reason, short_reason, weighted

GAP = 12
METHOD = (
    "Weighted gap (Borich mean weighted discrepancy score): mean importance times mean importance minus mean "
    "confidence, over people who rated both; from −20 to 20, higher is more need. Share with a gap: people who rate a "
    "skill more important than they are confident in it. Rank gap: that share minus the share the other way round."
)
NATION = "nation_mwds"
HEAD = "weighted gap · share with a gap"


def ranking(frame: pd.DataFrame, told: Told) -> Sizes:
    """Skills by need, largest first.

    Args:
        frame: ``short, title, n_pairs, importance, confidence, mwds, share_gap, rds, status``, a row a skill; with
            ``nation_mwds`` the weighted gap of all areas is marked beside it.
        told: its words.
    """
    ordered = frame.sort_values(["mwds", "short"], ascending=[False, True], na_position="last", ignore_index=True)
    table = _table(ordered)
    return Sizes(*(_exhibit(ordered, told, table, size) for size in (DESK, PHONE)))


def wall(frame: pd.DataFrame, told: Told) -> Screen:
    """The largest needs on a wall."""
    known = frame[frame["status"] == SHOWN].sort_values(["mwds", "short"], ascending=[False, True], ignore_index=True)
    part = known.head(MOST_ON_A_WALL)
    return Screen(*(_exhibit(part, told, _table(part), size) for size in (WALL, LARGE_WALL)))


def _exhibit(ordered: pd.DataFrame, told: Told, table: pd.DataFrame, size: Size) -> Exhibit:
    return Exhibit(
        name=f"{told.name}{size.name}",
        headline=told.headline,
        takeaway=told.takeaway,
        figure=finished(_draw(ordered, size), demo=told.demo, size=size),
        table=table,
        basis=told.basis,
        alt=f"Bars of the weighted gap between importance and confidence, largest first, one a skill"
        f"{', narrow' if size is PHONE else ''}. {told.takeaway}",
        source=told.source,
        demo=told.demo,
        method=METHOD,
        about=told.about,
    )


def _draw(ordered: pd.DataFrame, size: Size) -> go.Figure:
    n = max(len(ordered), 1)
    high = size.row if n <= MANY else size.close
    longest = max((len(name) for name in ordered["short"]), default=0)
    left = 10.0 if size.above else longest * size.letter + GAP
    right = 10.0 if size.above else 4 * size.digit + 8 * size.small_letter + GAP
    above = round(size.small * 2.1)
    chart = theme.figure(
        high * n + above + 8, bargap=0.62 if size.above else 0.3, margin={"t": above, "b": 8, "l": left, "r": right}
    )
    known = ordered[ordered["status"] == SHOWN]
    down = 0.18 if size.above else 0.0
    chart.add_bar(
        x=known["mwds"],
        y=[place + down for place in known.index],
        orientation="h",
        marker={"color": theme.OWN},
        customdata=[
            [theme.plain(row.short), f"importance {row.importance:.1f}, confidence {row.confidence:.1f}, "
             f"{int(row.n_pairs):,} people"]
            for row in known.itertuples()
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>weighted gap %{x:.1f}<br>%{customdata[1]}<extra></extra>",
    )  # fmt: skip
    ends = [0.0, *known["mwds"]]
    if NATION in ordered:
        others = ordered[ordered[NATION].notna()]
        chart.add_scatter(
            x=others[NATION], y=[place + down for place in others.index], mode="markers", hoverinfo="skip",
            marker={"symbol": "diamond", "size": size.dot, "color": theme.GROUND,
                    "line": {"color": theme.INK, "width": 2}},
        )  # fmt: skip
        ends += others[NATION].tolist()
    chart.update_layout(annotations=_labels(ordered, size, left, above))
    room = 0.02 * (max(ends) - min(ends)) if min(ends) < 0 else 0.0
    chart.update_xaxes(visible=False, range=[min(ends) - room, max(max(ends), 1.0)], fixedrange=True)
    chart.update_yaxes(visible=False, range=[n - 0.5, -0.5], fixedrange=True)
    return chart


def _labels(ordered: pd.DataFrame, size: Size, left: float, above: int) -> list[dict[str, object]]:
    same = {"xref": "paper", "showarrow": False, "borderpad": 0, "yanchor": "middle"}
    up = 0.27 if size.above else 0.0
    found = [
        {**same, **_head_place(size, left), "yref": "paper", "y": 1, "yshift": above / 2, "text": HEAD,
         "font": {"size": size.small, "color": theme.QUIET}}
    ]  # fmt: skip
    for place, row in enumerate(ordered.itertuples()):
        at = place - up
        found.append(
            {**same, "x": 0, "xshift": -left, "xanchor": "left", "y": at, "text": theme.plain(row.short),
             "font": {"size": size.text}}
        )  # fmt: skip
        shown = row.status == SHOWN
        if shown:
            gap = percent(row.share_gap) if row.share_gap == row.share_gap else ""
            also = f"<span style='font-size:{size.small}px;color:{theme.QUIET}'>{gap}</span>"
            text = f"<b>{weighted(row.mwds)}</b>  {also}"
            side = {"x": 1, "xanchor": "right", "xshift": 0 if size.above else _right(size), "y": at}
            found.append({**same, **side, "text": text, "font": {"size": size.number}})
        else:
            side = {"x": 0, "xanchor": "left", "y": place + (0.18 if size.above else 0)}
            text = theme.plain(short_reason(row.status))
            found.append({**same, **side, "text": text, "font": {"size": size.small, "color": theme.QUIET}})
    return found


def _head_place(size: Size, left: float) -> dict[str, object]:
    """Above the figures; on a wall at the left, because the word for demonstration data stands at the right."""
    if size.is_wall:
        return {"x": 0, "xanchor": "left", "xshift": -left}
    return {"x": 1, "xanchor": "right", "xshift": 0 if size.above else _right(size)}


def _right(size: Size) -> float:
    return 4 * size.digit + 8 * size.small_letter + GAP - 2


def _table(ordered: pd.DataFrame) -> pd.DataFrame:
    shown = ordered["status"] == SHOWN
    return pd.DataFrame(
        {
            "Skill": ordered["title"],
            "Weighted gap (−20 to 20)": ordered["mwds"].where(shown),
            "Share with a gap (%)": ordered["share_gap"].where(shown),
            "Rank gap (−100 to 100)": ordered["rds"].where(shown),
            "Importance (1 to 5)": ordered["importance"].where(shown),
            "Confidence (1 to 5)": ordered["confidence"].where(shown),
            "Rated both": ordered["n_pairs"].where(shown),
            "Note": ["" if one == SHOWN else reason(one) for one in ordered["status"]],
        }
    ).reset_index(drop=True)
