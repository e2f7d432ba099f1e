"""Links between frameworks: how many agree, differ and contradict each other, and what each side says, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from csp_analytics.analysis.crosswalk import AGREE, CONTRADICT, DIFFER, NOT_ASSESSED, NOT_COMPARABLE, VERDICTS
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.stacked import Part, stacked_bars
from csp_analytics.charts.words import answer_words, count, listed, points, share
from csp_analytics.frameworks.model import Framework

RULE = (
    "Two linked answers agree when they are at most a third of their scale apart (one step of four levels), contradict "
    "each other when they are at least three quarters apart (opposite ends), and differ in between; a 'no' of a "
    "checklist that has an action written beside it never contradicts, it differs."
)
SAME_WITHIN = 3  # points of agreement
CHANCE = (
    "At random: on each link, every area's answer on one side beside every other area's answer on the other side, all "
    f"counted. Only what goes beyond it says something of the areas; up to {SAME_WITHIN} points is about as often."
)
WORDS = {AGREE: "● agree", DIFFER: "◐ differ", CONTRADICT: "✘ contradict", NOT_COMPARABLE: "not comparable"}
COLOURS = {AGREE: theme.OWN, DIFFER: theme.SEQUENTIAL[4][0], CONTRADICT: theme.ACCENT, NOT_COMPARABLE: theme.PALE}


def agreement(
    counts: pd.DataFrame,
    labels: list[str],
    *,
    name: str,
    headline: str,
    first: str,
    takeaway: str,
    basis: str,
    as_shares: bool,
    demo: bool,
    rates: pd.DataFrame | None = None,
    by_areas: bool = False,
) -> Exhibit:
    """Stacked bars of verdicts.

    Args:
        counts: from ``summary``, one row a bar.
        labels: a label for each row.
        name: short name for files.
        headline: what the chart is about.
        first: heading of the labels in the table.
        takeaway: the finding.
        basis: what it rests on.
        as_shares: every bar is as long as the others.
        demo: whether it is demonstration data.
        rates: from ``expected``, a row for each row of ``counts``, for the table; left out when None.
        by_areas: the number beside a label is of areas with a contradiction, not of pairs.
    """
    parts = [
        Part(WORDS[verdict], COLOURS[verdict], list(counts[verdict]), outlined=verdict == NOT_COMPARABLE)
        for verdict in VERDICTS
    ]
    # The part that matters most is often too small for its number, so the label has it.
    marked = [f" (✘ {n})" if n else "" for n in counts[CONTRADICT]]
    if by_areas:
        marked = [f" (✘ in {count(n, 'area')})" if n else "" for n in map(int, counts["n_areas_contradict"])]
    shown = [theme.plain(label) + mark for label, mark in zip(labels, marked, strict=True)]
    table = pd.DataFrame({first: labels} | {verdict.capitalize(): counts[verdict].to_numpy() for verdict in VERDICTS})
    table["Areas compared"] = counts["n_areas"].to_numpy()
    table["Areas with a contradiction"] = counts["n_areas_contradict"].to_numpy()
    if rates is not None:
        table["Agree (%)"] = 100 * rates[AGREE].to_numpy()
        table["Would agree at random (%)"] = 100 * rates["expected_agree"].to_numpy()
    return Exhibit(
        name=name,
        headline=headline,
        takeaway=takeaway,
        figure=stacked_bars(shown, parts, as_shares=as_shares, demo=demo),
        table=table,
        basis=basis,
        alt=f"Stacked bars, one a {first.lower()}, counting pairs of linked answers that agree, differ, contradict "
        f"each other or cannot be compared. {takeaway}",
        method=RULE,
        demo=demo,
    )


def says(row: Mapping, frameworks: Mapping[str, Framework]) -> str:
    """What the two sides of a link say: "A says 'Doing well' on information shared; B says 'No' to protocol signed".

    Args:
        row: one row of ``agreements``.
        frameworks: by id.
    """
    return "; ".join(_side_says(row, frameworks[row[f"framework_{side}"]], side) for side in ("a", "b"))


def side_answer(row: Mapping, framework: Framework, side: str) -> str:
    """The answer of one side: its level's label, or why there is none; a no in hand says that an action is written."""
    if row[f"answer_{side}"] == NOT_ASSESSED:
        return "Not assessed"
    said = answer_words(framework, row[f"answer_{side}"], row[f"level_{side}"])
    return f"{said}, action required written" if row[f"in_hand_{side}"] else said


def chance_words(rate: Mapping, *, area: str) -> str:
    """What chance alone would give, in sentences; empty when unknown.

    Only over all areas is it said whether the answers agree more often than that: one area has too few of them.

    Args:
        rate: one row of ``expected``.
        area: name of the area, empty for all areas.
    """
    if pd.isna(rate["expected_agree"]):
        return ""
    agree, contradict = share(rate["expected_agree"]), share(rate["expected_contradict"])
    if area:
        return f"Pairing answers of different areas on the same links at random, {agree} would agree."
    beyond = beyond_chance(rate)
    often = (
        "about as often as" if abs(beyond) <= SAME_WITHIN else "more often than" if beyond > 0 else "less often than"
    )
    return (
        f"Pairing answers of different areas at random, {agree} would agree and {contradict} contradict, so linked "
        f"answers of one area agree {often} by chance."
    )


def beyond_chance(rate: Mapping) -> int:
    """Points by which the share that agrees is above what chance gives, both in whole per cent as shown."""
    return int(points(100 * rate[AGREE])) - int(points(100 * rate["expected_agree"]))


def principle_takeaway(rates: pd.DataFrame, total: Mapping | None, titles: dict[str, str], *, area: str) -> str:
    """How many pairs agree beside what chance gives; over all areas, the principles that are away from it.

    One area has too few pairs of a principle to tell from chance, so none is named.

    Args:
        rates: from ``expected`` by ``principle_id``.
        total: the same of everything; None when nothing is compared.
        titles: title of each principle by its id.
        area: name of the area, empty for all areas.
    """
    if total is None:
        return "No link has an answer on both sides."
    where = f"In {area}" if area else "Over all areas"
    said = f"{where}, {share(total[AGREE])} of compared pairs agree"
    if pd.isna(total["expected_agree"]):
        return f"{said}."
    said += f"; at random {share(total['expected_agree'])} would."
    if area:
        return said
    known = rates.dropna(subset="expected_agree").to_dict("records")
    away = [(titles[row["principle_id"]], beyond_chance(row)) for row in known]
    away = [(title, beyond) for title, beyond in away if abs(beyond) > SAME_WITHIN]
    if not away:
        return f"{said} No principle is more than {count(SAME_WITHIN, 'point')} from what chance gives on it."
    named = listed([f"{title} by {abs(n)} ({'above' if n > 0 else 'below'})" for title, n in away])
    return f"{said} More than {count(SAME_WITHIN, 'point')} from what chance gives on it: {named}."


def most_contradicted(counts: pd.DataFrame) -> pd.DataFrame:
    """Topics with a pair compared, those with a contradiction in most areas first (``counts``: from ``summary``)."""
    shown = counts[counts["n_compared"] > 0]
    return shown.sort_values(["n_areas_contradict", CONTRADICT], ascending=False, kind="stable", ignore_index=True)


def topic_takeaway(counts: pd.DataFrame) -> str:
    """The topic with a contradiction in most areas (``counts``: from :func:`most_contradicted`)."""
    if counts.empty or not counts["n_areas_contradict"].iloc[0]:
        return "No area has a contradiction on any topic."
    n = int(counts["n_areas_contradict"].iloc[0])
    most = counts.loc[counts["n_areas_contradict"] == n, "topic"]
    of = f"{n} of {count(int(counts['n_areas'].iloc[0]), 'area')}" if len(most) == 1 else f"{count(n, 'area')} each"
    return f"Contradictions are most common on {listed(most, most=2)}: {of}."


def _side_says(row: Mapping, framework: Framework, side: str) -> str:
    criterion = framework.by_id[row[f"criterion_{side}"]]
    said = framework.label_of(row[f"level_{side}"])
    softer = " (action required written)" if row[f"in_hand_{side}"] else ""
    return f"{framework.short_title} says '{said}'{softer} {'to' if framework.is_checklist else 'on'} {criterion.short}"
