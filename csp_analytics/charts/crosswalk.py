"""Links between frameworks: how many agree, differ and contradict each other, and what each side says, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from csp_analytics.analysis.crosswalk import AGREE, CONTRADICT, DIFFER, NOT_ASSESSED, NOT_COMPARABLE, VERDICTS
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.stacked import Part, stacked_bars
from csp_analytics.charts.words import answer_words, count, listed, share
from csp_analytics.frameworks.model import Framework

RULE = (
    "Two linked answers agree when they are at most a third of their scale apart (one step of four levels), contradict "
    "each other when they are at least three quarters apart (opposite ends), and differ in between; a 'no' of a "
    "checklist that has an action written beside it never contradicts, it differs."
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
    """
    parts = [
        Part(WORDS[verdict], COLOURS[verdict], list(counts[verdict]), outlined=verdict == NOT_COMPARABLE)
        for verdict in VERDICTS
    ]
    # The part that matters most is often too small for its number, so the label has it.
    marked = [f" (✘ {n})" if n else "" for n in counts[CONTRADICT]]
    shown = [theme.plain(label) + mark for label, mark in zip(labels, marked, strict=True)]
    table = pd.DataFrame({first: labels} | {verdict.capitalize(): counts[verdict].to_numpy() for verdict in VERDICTS})
    table["Areas compared"] = counts["n_areas"].to_numpy()
    table["Areas with a contradiction"] = counts["n_areas_contradict"].to_numpy()
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


def principle_takeaway(counts: pd.DataFrame, titles: dict[str, str], *, area: str) -> str:
    """Where the linked answers agree most and least (``counts``: from ``summary`` by ``principle_id``)."""
    shown = counts[counts["n_compared"] > 0]
    if shown.empty:
        return "No link has an answer on both sides."
    total = shown[[AGREE, "n_compared"]].sum()
    where = f"In {area}" if area else "Over all areas"
    said = f"{where}, {share(total[AGREE], total['n_compared'])} of compared pairs agree"
    if len(shown) == 1:
        return f"{said}, all on {titles[shown['principle_id'].iloc[0]]}."
    shares = shown[AGREE] / shown["n_compared"]
    most, least = shown.loc[shares.idxmax()], shown.loc[shares.idxmin()]
    return (
        f"{said}: most on {titles[most['principle_id']]} ({share(most[AGREE], most['n_compared'])}), least on "
        f"{titles[least['principle_id']]} ({share(least[AGREE], least['n_compared'])})."
    )


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
