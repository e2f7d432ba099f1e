"""Every fact at once beside one measure: a row a fact, a dot its rank correlation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.association import MIN_PAIRS, NO_CLEAR
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.facts import METHOD, Fact, rho_words, shortened
from csp_analytics.charts.words import count, points

ROW, LIFT = 35, 14
RIGHT = 1.6  # where the figures stand, right of the end of the scale
LONGEST_TITLE = {False: 52, True: 47}  # bold letters are wider
RULE = (
    "Under 0.30 or within what chance alone gives: no clear link; from 0.30 weak, from 0.50 moderate, from 0.70 strong."
)


def every_fact(
    found: pd.DataFrame, facts: dict[str, Fact], chosen: str, *, measure: str, round_: str, source: str, demo: bool
) -> Exhibit:
    """Rho of one measure with every fact, sorted.

    Args:
        found: from :func:`csp_analytics.analysis.association.associations`.
        facts: the facts by id.
        chosen: id of the fact that the page is about; its row is strong.
        measure: what the score is of, such as ``Leadership``, within a sentence.
        round_: the round of the scores.
        source: the framework's title.
        demo: whether any of it is demonstration data.
    """
    takeaway = _every_takeaway(found, facts)
    return Exhibit(
        name=f"every-fact-beside-{chosen.partition(':')[2]}",
        headline=f"Every fact beside the {measure} score",
        takeaway=takeaway,
        figure=theme.finish(_draw(found, facts, chosen), demo=demo),
        table=_table(found, facts),
        basis=f"Round {round_}. Spearman's rho of each fact, the number of areas in brackets. Many facts are about the "
        f"same thing, so they stand high or low together: look around here, but conclude nothing. {RULE}",
        alt=f"Dot chart, one row a fact, from the highest to the lowest Spearman's rho with the {measure} score. "
        f"{takeaway}",
        source=source,
        demo=demo,
        method=METHOD,
    )


def _every_takeaway(found: pd.DataFrame, facts: dict[str, Fact]) -> str:
    shown = found.dropna(subset="rho")
    if shown.empty:
        return f"No fact has figures and scores of {MIN_PAIRS} areas."
    linked = shown[shown["strength"] != NO_CLEAR]
    said = f"{len(linked) or 'None'} of {count(len(shown), 'fact')} {'show' if len(linked) > 1 else 'shows'} a link"
    if not linked.empty:
        top = linked.loc[linked["rho"].abs().idxmax()]
        which = "its rho is" if len(linked) == 1 else "the largest rho of those is"
        said += f"; {which} {rho_words(top['rho'])} ({facts[top['fact_id']].name}, {_link(top['strength'])})"
    expected = points(0.05 * len(shown))
    by_chance = "fewer than 1" if expected == "0" else f"about {expected}"
    reaches = {rho_words(size) for size in shown["by_chance"]}
    # Facts of different numbers of areas have different boxes: no one limit is that of all.
    where = f"beyond {reaches.pop()} on either side" if len(reaches) == 1 else "outside their own boxes"
    return f"{said}. Had none of them anything to do with the scores, chance alone would still put {by_chance} {where}."


def _link(strength: str) -> str:
    """The strength with its noun: ``no clear link``, ``weak link``; empty without rho."""
    return f"{strength} link" if strength else ""


def _draw(found: pd.DataFrame, facts: dict[str, Fact], chosen: str) -> go.Figure:
    chart = theme.figure(ROW * len(found) + 74, margin={"t": 44, "b": 30, "l": 4, "r": 4})
    middle = {"type": "line", "x0": 0, "x1": 0, "y0": -0.4, "y1": len(found) - 0.6, "layer": "below"}
    shapes = [{**middle, "line": {"color": theme.INK, "width": 1}}]
    notes = [
        _note(-1, "left", 1, "box: 19 of 20 by chance alone", theme.QUIET, 20, yref="paper"),
        _note(RIGHT, "right", 1, "rho (areas)", theme.QUIET, 20, yref="paper"),
    ]
    rows = range(len(found))[::-1]
    for y, row in zip(rows, found.itertuples(), strict=True):
        shapes += _row_shapes(row, y, row.fact_id == chosen)
        notes += _row_notes(row, y, facts[row.fact_id], row.fact_id == chosen)
    dots = found[found["rho"].notna()]
    chart.add_scatter(
        x=dots["rho"],
        y=[y for y, rho in zip(rows, found["rho"], strict=True) if rho == rho],
        mode="markers",
        marker={
            "size": [17 if key == chosen else 11 for key in dots["fact_id"]],
            "opacity": 1,
            "color": [theme.OWN if key == chosen else theme.QUIET for key in dots["fact_id"]],
        },
        customdata=[[row.fact_id, _hover(row, facts)] for row in dots.itertuples()],
        hovertemplate="%{customdata[1]}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    chart.update_layout(shapes=shapes, annotations=notes)
    ticks = {-1: "−1", -0.5: "−0.5", 0: "0", 0.5: "0.5", 1: "1"}
    chart.update_xaxes(range=[-1.04, RIGHT], fixedrange=True, tickvals=list(ticks), ticktext=list(ticks.values()))
    chart.update_yaxes(visible=False, range=[-0.5, len(found) - 0.3], fixedrange=True)
    return chart


def _row_shapes(row: Any, y: int, own: bool) -> list[dict[str, Any]]:
    """What chance reaches as a box, and the line from 0 to the dot; nothing without rho."""
    if row.rho != row.rho:
        return []
    box = {"type": "rect", "x0": -row.by_chance, "x1": row.by_chance, "y0": y - 0.16, "y1": y + 0.16}
    edge = {"color": theme.LINE, "width": 1}
    line = {"type": "line", "x0": 0, "x1": row.rho, "y0": y, "y1": y, "layer": "below"}
    return [
        {**box, "fillcolor": theme.PALE, "line": edge, "layer": "below"},
        {**line, "line": {"color": theme.OWN if own else theme.PEERS, "width": 5 if own else 2}},
    ]


def _row_notes(row: Any, y: int, fact: Fact, own: bool) -> list[dict[str, Any]]:
    """The title above the dot's line, and rho with the number of areas at its end."""
    colour = theme.OWN if own else theme.INK
    title = theme.plain(shortened(fact.title, LONGEST_TITLE[own]))
    return [
        _note(-1, "left", y, _bold(title, own), colour, LIFT),
        _note(RIGHT, "right", y, _bold(f"{rho_words(row.rho)} ({row.n})", own), colour),
    ]


def _note(x: float, anchor: str, y: float, text: str, colour: str, lift: int = 0, **more: object) -> dict[str, Any]:
    place = {"x": x, "xanchor": anchor, "y": y, "yshift": lift, "showarrow": False}
    return {**place, "text": text, "font": {"size": 14.5, "color": colour}, **more}


def _bold(words: str, strong: bool) -> str:
    return f"<b>{words}</b>" if strong else words


def _hover(row: Any, facts: dict[str, Fact]) -> str:
    fact = facts[row.fact_id]
    period = f", {fact.period}" if fact.period else ""
    rho, strength, n = rho_words(row.rho), _link(row.strength), row.n
    return f"<b>{theme.plain(fact.title)}</b>{theme.plain(period)}<br>{rho}, {strength}, {count(n, 'area')}"


def _table(found: pd.DataFrame, facts: dict[str, Fact]) -> pd.DataFrame:
    chosen = [facts[key] for key in found["fact_id"]]
    return pd.DataFrame(
        {
            "Fact": [fact.title for fact in chosen],
            # Numbers with two decimals in files and on the screen, where tables show a float with one.
            "Spearman's rho": [None if rho != rho else Decimal(f"{rho:.2f}") for rho in found["rho"]],
            "Areas": found["n"],
            "Strength": found["strength"].map(_link).where(found["why_not"] == "", found["why_not"]),
            "Beyond this by chance once in 20": [
                None if size != size else Decimal(f"{size:.2f}") for size in found["by_chance"]
            ],
            "Period": [fact.period for fact in chosen],
            "Unit": [fact.unit for fact in chosen],
            "Source": [fact.source for fact in chosen],
        }
    )
