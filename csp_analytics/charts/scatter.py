"""Scores beside another figure: the chart with its sentence and its table."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.association import ABOVE, BELOW, MIN_PAIRS, ON, Association, corners, sides
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.facts import METHOD, Fact
from csp_analytics.charts.scatter_figure import OTHER, OWN, PEER, draw
from csp_analytics.charts.words import count, listed, points

SIDES = {ABOVE: "above the median", BELOW: "below the median", ON: "on the median", "": "–"}


def beside(
    areas: pd.DataFrame, found: Association, fact: Fact, *, measure: str, on: str, own: str, basis: str, source: str,
    demo: bool,
) -> Exhibit:  # fmt: skip
    """Scores beside a fact.

    Args:
        areas: ``area_code, name, short_name, tile_label, standing`` (own, peer, other), ``score``, ``value`` and
            ``counted`` (whether it counts in the medians and in rho); a row an area, either figure may be empty.
        found: what was found.
        fact: what stands beside the score.
        measure: what the score is of, such as ``Leadership``.
        on: the same within a sentence, such as ``on Leadership``.
        own: name of the area that is looked at.
        basis: what it rests on.
        source: where scores and figures come from.
        demo: whether any of it is demonstration data.
    """
    takeaway = " ".join(part for part in (_corner_words(areas, found), _own_words(areas, found, fact, own)) if part)
    return Exhibit(
        name=f"beside-{fact.fact_id.partition(':')[2]}",
        headline=f"{measure} score and {fact.name}",
        takeaway=takeaway,
        figure=theme.finish(draw(areas, found, fact, measure, own), demo=demo),
        table=_table(areas, found, fact, measure),
        basis=basis,
        alt=f"Scatter chart, one point an area: {fact.title} across, the score {on} upwards, with both medians as "
        f"lines. {takeaway}",
        source=source,
        demo=demo,
        method=METHOD,
    )


def _corner_words(areas: pd.DataFrame, found: Association) -> str:
    if found.n < MIN_PAIRS:
        return ""
    if found.why_not:
        return f"{found.why_not[:1].upper()}{found.why_not[1:]}: one value everywhere, so nothing to compare."
    counted = corners(areas[areas["counted"]], found)
    aside = found.n - sum(counted[(a, b)] for a in (ABOVE, BELOW) for b in (ABOVE, BELOW))
    parts = [
        f"{counted[(ABOVE, ABOVE)]} above both medians",
        f"{counted[(BELOW, BELOW)]} below both",
        f"{counted[(ABOVE, BELOW)]} with a higher score and a lower figure",
        f"{counted[(BELOW, ABOVE)]} the other way round",
        *([f"{aside} on a median"] if aside else []),
    ]
    return f"Of {count(found.n, 'area')}: {', '.join(parts)}."


def _own_words(areas: pd.DataFrame, found: Association, fact: Fact, own: str) -> str:
    row = areas[areas["standing"] == OWN].iloc[0]
    lacking = [word for word, there in (("score", row["score"]), ("figure", row["value"])) if pd.isna(there)]
    if lacking:
        return f"{own} has no {listed(lacking, last='and no')} here."
    medians = (f" (median {points(found.middle_score)})", f" (median {fact.shown(found.middle_value)})")
    score, value = medians if found.n else ("", "")
    return f"{own}: score {points(row['score'])}{score}, figure {fact.shown(row['value'])}{value}."


def _table(areas: pd.DataFrame, found: Association, fact: Fact, measure: str) -> pd.DataFrame:
    rows = areas.sort_values("name", kind="stable")
    lying = sides(rows, found)
    what = ", ".join(part for part in (fact.title, fact.unit, fact.period) if part)
    words = {OWN: "own area", PEER: "peer", OTHER: "other area"}
    return pd.DataFrame(
        {
            "Area": rows["name"],
            f"{measure} score, 0 to 100": rows["score"],
            what: rows["value"],
            "Score is": lying["score_side"].map(SIDES),
            "Figure is": lying["value_side"].map(SIDES),
            "Standing": rows["standing"].map(words).where(rows["counted"], "outside the register, not counted"),
        }
    ).reset_index(drop=True)
