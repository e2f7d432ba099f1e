"""Coverage: in how many areas nobody, one person, or two or more of those who answered have a skill."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.sizes import DESK, LARGE_WALL, MANY, MOST_ON_A_WALL, PHONE, WALL, Screen, Size, finished
from csp_analytics.charts.skill_shares import Sizes, Told
from csp_analytics.charts.skill_words import in_sentence
from csp_analytics.charts.words import count

NOBODY, AT_MOST, ONE, MORE = PARTS = ("n_nobody", "n_at_most_one", "n_one", "n_several")
WORDS = {NOBODY: "nobody", AT_MOST: "at most one", ONE: "one person", MORE: "two or more"}
GLYPHS = {NOBODY: "○", AT_MOST: "◔", ONE: "◐", MORE: "●"}
TITLES = {part: f"{GLYPHS[part]} {WORDS[part]}" for part in PARTS}
COLOURS = {NOBODY: theme.STATUSES["not met"], AT_MOST: theme.LINE, ONE: theme.STATUSES["in hand"], MORE: theme.OWN}
GAP = 12
SMALLEST = 0.03  # share of the longest bar that has room for its number
METHOD = (
    "Nobody, one person, or two or more of those who answered say that they have the skill. One is a single point of "
    "failure. People who did not answer may have it. Of 5 to 9 people only 'at most one' is said."
)


def thinnest_first(counts: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    """The counts with the names of the skills and ``thin`` (areas with one person or nobody), most of them first.

    Args:
        counts: ``item_id`` and the areas in each of :data:`PARTS` (``csp_analytics.analysis.skill_coverage.by_item``).
        titles: short name of each skill, by id.

    Returns:
        The counts, ``short, said`` (the name within a sentence) and ``thin``.
    """
    thin = counts[NOBODY] + counts[AT_MOST] + counts[ONE]
    short = counts["item_id"].map(titles)
    return counts.assign(short=short, said=short.map(in_sentence), thin=thin).sort_values(
        ["thin", NOBODY, "short"], ascending=[False, False, True], ignore_index=True
    )


def coverage(counts: pd.DataFrame, told: Told) -> Sizes:
    """The chart (``counts`` from :func:`thinnest_first`). Of one area alone it has words in place of counts."""
    table = counts[["short", *PARTS]].set_axis(["Skill", *(f"Areas: {words}" for words in WORDS.values())], axis=1)
    return Sizes(*(_exhibit(counts, told, table, size) for size in (DESK, PHONE)))


def wall(counts: pd.DataFrame, told: Told) -> Screen:
    """The thinnest skills on a wall."""
    part = counts.head(MOST_ON_A_WALL)
    return Screen(*(_exhibit(part, told, part[["short", *PARTS]], size) for size in (WALL, LARGE_WALL)))


def _exhibit(counts: pd.DataFrame, told: Told, table: pd.DataFrame, size: Size) -> Exhibit:
    return Exhibit(
        name=f"{told.name}{size.name}",
        headline=told.headline,
        takeaway=told.takeaway,
        figure=finished(_draw(counts, size), demo=told.demo, size=size),
        table=table,
        basis=told.basis,
        alt="Stacked bars, one a skill, counting areas where nobody, one person, or two or more have it"
        f"{', narrow' if size is PHONE else ''}. {told.takeaway}",
        source=told.source,
        demo=told.demo,
        method=METHOD,
        about=told.about,
    )


def _draw(counts: pd.DataFrame, size: Size) -> go.Figure:
    n = max(len(counts), 1)
    high = size.row if n <= MANY else size.close
    longest = max((len(name) for name in counts["short"]), default=0)
    left = 10 if size.above else longest * size.letter + GAP
    above = round(size.small * 2.1)
    chart = theme.figure(
        high * n + above + 8, barmode="stack", bargap=0.6 if size.above else 0.16,
        margin={"t": above, "b": 8, "l": left, "r": 10},
    )  # fmt: skip
    full = max(float(counts[list(PARTS)].sum(axis=1).max()), 1.0) if len(counts) else 1.0
    down = 0.18 if size.above else 0.0
    single = full == 1.0
    for part in _there(counts):
        values = counts[part].tolist()
        chart.add_bar(
            x=values,
            y=[place + down for place in range(len(counts))],
            orientation="h",
            name=TITLES[part],
            marker={"color": COLOURS[part], "line": {"color": theme.GROUND, "width": 1.5}},
            text=[(WORDS[part] if single else str(value)) if value >= SMALLEST * full else "" for value in values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"color": theme.ink_on(COLOURS[part]), "size": size.number if size.is_wall else size.small},
            customdata=[[theme.plain(name), count(value, "area")] for name, value in zip(counts["short"], values,
                                                                                         strict=True)],
            hovertemplate="%{customdata[0]}<br>" + TITLES[part] + ": %{customdata[1]}<extra></extra>",
        )  # fmt: skip
    chart.update_layout(annotations=_labels(counts, size, left, above))
    chart.update_xaxes(visible=False, range=[0, full], fixedrange=True)
    chart.update_yaxes(visible=False, range=[len(counts) - 0.5, -0.5], fixedrange=True)
    return chart


def _there(counts: pd.DataFrame) -> list[str]:
    """The parts that occur; the rarest kind is left out of the key where it does not."""
    return [part for part in PARTS if part != AT_MOST or counts[part].sum()]


def _labels(counts: pd.DataFrame, size: Size, left: float, above: int) -> list[dict[str, object]]:
    key = "    ".join(f"<span style='color:{COLOURS[part]}'>■</span> {TITLES[part]}" for part in _there(counts))
    same = {"xref": "paper", "x": 0, "xshift": -left, "xanchor": "left", "showarrow": False, "borderpad": 0}
    up = 0.27 if size.above else 0.0
    named = [
        {**same, "y": place - up, "text": theme.plain(name), "yanchor": "middle", "font": {"size": size.text}}
        for place, name in enumerate(counts["short"])
    ]
    top = {**same, "yref": "paper", "y": 1, "yshift": above - 2, "yanchor": "top", "font": {"size": size.small}}
    return [{**top, "text": key}, *named]
