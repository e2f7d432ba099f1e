"""An area's own level of each criterion in the distribution of its peers: a row of cells a criterion, a cell a level.

Every cell has the number of peers at that level printed in it; the own level is framed and marked, so is the published
one, and a stroke below the cells shows the peers' median. A bar of parts would not do: a level that no peer has would
have no part to mark.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.peers import GLYPHS, MIN_PEERS, NOT_COMPARED, SIMILAR
from csp_analytics.charts import editable, theme
from csp_analytics.charts.native import Native
from csp_analytics.charts.spine_figure import levels_axis
from csp_analytics.charts.words import count
from csp_analytics.frameworks.model import Framework

HERE, PUBLISHED = "●", "◇"
TITLE_LINE, CELL, BELOW, HEAD_LINE, KEY_LINE = 20, 34, 22, 18, 21  # pixels
LETTERS, MOST_CATEGORY, SMALL = 42, 60, 14.5


@dataclass(frozen=True)
class Sides:
    """What stands beside the peers: what the own level is called, and the published one (empty when there is none)."""

    own: str
    published: str = ""


def draw(rows: pd.DataFrame, framework: Framework, sides: Sides, *, demo: bool) -> go.Figure:
    """The picture.

    Args:
        rows: a row a criterion, from first to last: ``title``, ``value, why, band, peer_median, n_peers`` of a spine,
            ``published`` (a level, empty when there is none) and ``level_<value>`` (peers at each level).
        framework: gives the levels.
        sides: what own and published level are called.
        demo: whether it is demonstration data.
    """
    axis = levels_axis(framework)
    head = 14 + HEAD_LINE * axis.lines
    titles = [textwrap.wrap(title, LETTERS) or [""] for title in rows["title"]]
    tops = head + np.cumsum([0, *(TITLE_LINE * (len(lines) + 1) + CELL + BELOW for lines in titles)])
    centres = [top + TITLE_LINE * (len(t) + 1) + CELL / 2 for top, t in zip(tops[:-1], titles, strict=True)]
    key = _key(sides)
    above = KEY_LINE * (key.count("<br>") + 1) + 10
    chart = theme.figure(round(tops[-1]) + above, margin={"t": above, "b": 4, "l": 4, "r": 4}, barmode="overlay")
    _cells(chart, rows, framework, centres, sides)
    _medians(chart, rows, framework, centres)
    heads = [(place + 0.5, 4.0, "<br>".join(map(theme.plain, label)))
             for place, label in enumerate(axis.labels.values())]  # fmt: skip
    _words(chart, heads, "bottom center", theme.QUIET)
    named = ["<br>".join(f"<b>{theme.plain(line)}</b>" for line in lines) for lines in titles]
    _words(chart, [(0.0, top, t) for top, t in zip(tops[:-1], named, strict=True)], "bottom right", theme.INK, size=15)
    verdicts = [(0.0, y - CELL / 2 - TITLE_LINE - 1, theme.plain(_verdict(row, framework)))
                for y, row in zip(centres, rows.to_dict("records"), strict=True)]  # fmt: skip
    _words(chart, verdicts, "bottom right", [theme.BANDS[band] for band in rows["band"]])
    chart.update_xaxes(range=[0, len(framework.levels)], visible=False, fixedrange=True)
    chart.update_yaxes(range=[float(tops[-1]), 0], visible=False, fixedrange=True)
    chart.add_annotation(
        xref="paper", yref="paper", x=0, y=1, yshift=6, xanchor="left", yanchor="bottom", align="left", showarrow=False,
        text=key, font={"size": SMALL},
    )  # fmt: skip
    return theme.finish(chart, demo=demo)


def table(rows: pd.DataFrame, framework: Framework, sides: Sides) -> pd.DataFrame:
    """The same as a table, with what each row rests on and why one is not compared."""
    levels = {f"Peers: {level.label}": rows[f"level_{level.value}"] for level in framework.levels}
    columns = {
        framework.row_word.capitalize(): rows["title"],
        "Principle": rows["principle"],
        sides.own: [why or framework.label_of(value) for why, value in zip(rows["why"], rows["value"], strict=True)],
    }
    if sides.published:
        columns[sides.published] = [framework.label_of(value) for value in rows["published"]]
    columns |= levels | {
        "Peers with a level": rows["n_peers"],
        "Peers' median": [median_words(row, framework) for row in rows.to_dict("records")],
        "Compared with peers": [band_words(row) for row in rows.to_dict("records")],
    }
    return pd.DataFrame(columns).reset_index(drop=True)


def native(rows: pd.DataFrame, framework: Framework, sides: Sides) -> Native | None:
    """Peers at each level as stacked bars; the own level stands behind each name. None when no peer has a level."""
    if not rows["n_peers"].any():
        return None
    short = [textwrap.shorten(title, MOST_CATEGORY, placeholder="…") for title in rows["title"]]
    labels = [
        f"{title} ({why or framework.label_of(value)})"
        for title, why, value in zip(short, rows["why"], rows["value"], strict=True)
    ]
    counts = {level.label: list(rows[f"level_{level.value}"]) for level in framework.levels}
    colours = theme.level_colours(len(framework.levels))
    return editable.counted(labels, counts, colours, axis=f"Peers at each level; in brackets: {sides.own}")


def band_words(row: dict) -> str:
    """Higher, similar, lower, or why a criterion is not compared."""
    if row["why"]:
        return f"{GLYPHS[NOT_COMPARED]} not comparable: {row['why']}"
    if row["band"] == NOT_COMPARED:
        few = "no peer has a level" if not row["n_peers"] else f"fewer than {MIN_PEERS} peers"
        return f"{GLYPHS[NOT_COMPARED]} not compared: {few}"
    return f"{GLYPHS[row['band']]} {row['band']}"


def median_words(row: dict, framework: Framework) -> str:
    """The peers' median as a label; a dash under five peers."""
    return framework.label_of(row["peer_median"]) if row["n_peers"] >= MIN_PEERS else "–"


def _verdict(row: dict, framework: Framework) -> str:
    own = "" if row["why"] else f"{framework.label_of(row['value'])}. "
    beside = "" if row["band"] == NOT_COMPARED else " to peers" if row["band"] == SIMILAR else " than peers"
    return f"{own}{band_words(row)}{beside}"


def _key(sides: Sides) -> str:
    parts = [f"{HERE} {theme.plain(sides.own)}"]
    parts += [f"{PUBLISHED} {theme.plain(sides.published)}"] if sides.published else []
    return "   ".join(parts) + "<br><b>|</b> peers' median   3: peers at that level"


def _cells(chart: go.Figure, rows: pd.DataFrame, framework: Framework, centres: list[float], sides: Sides) -> None:
    """One trace a level: the share of the peers as colour, their number as print."""
    for place, level in enumerate(framework.levels):
        n = rows[f"level_{level.value}"].to_numpy(dtype=int)
        here = (rows["value"] == level.value).to_numpy()
        there = (rows["published"] == level.value).to_numpy()
        whole = rows["n_peers"].to_numpy(dtype=float)
        fills = [theme.mixed(k / of) if k else theme.GROUND for k, of in zip(n, whole, strict=True)]
        marks = [(HERE if own else "") + (PUBLISHED if was else "") for own, was in zip(here, there, strict=True)]
        told = [
            f"{theme.plain(level.label)}: {count(int(k), 'peer')}"
            + (f"<br>{theme.plain(sides.own)}" if own else "")
            + (f"<br>{theme.plain(sides.published)}" if was else "")
            for k, own, was in zip(n, here, there, strict=True)
        ]
        chart.add_bar(
            x=[0.94] * len(rows),
            y=centres,
            base=[place + 0.03] * len(rows),
            width=CELL,
            orientation="h",
            marker={
                "color": fills,
                "line": {
                    "color": [theme.ACCENT if own else theme.LINE for own in here],
                    "width": [4 if own else 1 for own in here],
                },
            },
            text=[f"{mark} {k}".strip() for mark, k in zip(marks, n, strict=True)],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"color": [theme.ink_on(fill) for fill in fills], "size": 15},
            customdata=told,
            hovertemplate="%{customdata}<extra></extra>",
        )


def _medians(chart: go.Figure, rows: pd.DataFrame, framework: Framework, centres: list[float]) -> None:
    values = [level.value for level in framework.levels]
    enough = (rows["n_peers"] >= MIN_PEERS).to_numpy()
    chart.add_scatter(
        x=np.interp(rows.loc[enough, "peer_median"].astype(float), values, np.arange(len(values)) + 0.5),
        y=[y + CELL / 2 + 8 for y, some in zip(centres, enough, strict=True) if some],
        mode="markers",
        marker={"symbol": "line-ns", "size": 12, "line": {"color": theme.INK, "width": 4}},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _words(
    chart: go.Figure, words: list[tuple[float, float, str]], where: str, colour: object, *, size: float = SMALL
) -> None:
    """Many texts (x, y, text) as one trace."""
    if not words:
        return
    x, y, text = (list(part) for part in zip(*words, strict=True))
    chart.add_scatter(
        x=x, y=y, text=text, mode="text", textposition=where, textfont={"size": size, "color": colour},
        hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
