"""The parts of the page How scores are made."""

from __future__ import annotations

import streamlit as st

from csp_analytics.access.acting import person
from csp_analytics.areas.groupings import grouping
from csp_analytics.frameworks.load import principles
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures import methods
from csp_analytics.store import reading
from csp_analytics.ui import cached, components, pictures
from csp_analytics.ui.messages import html, label, paragraph, text

RULES = (
    (
        "Level, then counts, then score",
        "Levels are steps, not amounts. So the counts by level come first, then the middle level, and the 0 to 100 "
        "score is the summary: how far the mean level lies between the lowest and the highest.",
    ),
    (
        "Overall",
        "The mean of the principle scores, so that a principle with many criteria does not outweigh one with few.",
    ),
    (
        "Missing is never zero",
        "Not applicable leaves the sum. Don't know and blank lower the coverage, never the score. A score is shown "
        "when at least two thirds of the applicable criteria, and at least three, are rated.",
    ),
    (
        "Peers",
        "An area is compared with the median of its peers; it is left out of its own group. Similar means within half "
        "a level of a four-level scale (17 points); a yes or no checklist uses the same 17 points. Under five peers "
        "with a score, nothing is compared. Higher and lower are not better and worse: a lower self-score can mean a "
        "stricter partnership.",
    ),
    (
        "Rank",
        "As a range with ties, such as joint 9th to 14th of 31. Scores that are the same in whole points are tied.",
    ),
    (
        "Change",
        "Only what was rated in both rounds is compared: improved, same or declined, and what dropped out is counted.",
    ),
)


def framework(chosen: Framework) -> None:
    """One framework: what it is, its levels, its rows with their sources, its signposts."""
    html(f"<h2>{text(chosen.title)}</h2>")
    paragraph(chosen.description, "csp-takeaway")
    paragraph("Sources: " + "; ".join(chosen.documents.values()) + ".", "csp-basis")
    paragraph(chosen.scale_note, "csp-basis")
    components.table(methods.levels_table(chosen.framework_id), caption="Levels")
    html(f"<h3>Every {text(chosen.row_word)}, by {text(chosen.group_word)}, in our own words</h3>")
    paragraph(chosen.assigned_note, "csp-basis")
    for title, rows in pictures.criteria_tables(chosen.framework_id).items():
        with st.expander(label(title)):
            components.table(rows, caption=title)
    if chosen.signposts:
        html("<h3>Questions that each principle answers, and support on offer</h3>")
    for signpost in chosen.signposts:
        with st.expander(label(principles()[signpost.principle_id].name)):
            _list("Questions that this principle answers", signpost.questions)
            _list(f"Support on offer ({signpost.source})", signpost.support)


def arithmetic(chosen: Framework) -> None:
    """The rules, and an example worked by the functions that make the scores."""
    html("<h2>From answers to scores</h2>")
    for title, words in RULES:
        html(f"<h3>{text(title)}</h3>")
        paragraph(words, "csp-takeaway")
    example = pictures.worked_example(chosen.framework_id)
    html(f"<h2>A worked example: {text(chosen.title)}</h2>")
    left, right = st.columns(2, gap="large")
    with left:
        components.table(example.answers, caption="Made-up answers")
    with right:
        _list("Step by step", example.steps)


def peers(grouping_id: str) -> None:
    """The chosen grouping and its members, and what the others are."""
    chosen = grouping(grouping_id)
    html(f"<h2>{text(chosen.title)}</h2>")
    paragraph(chosen.description, "csp-takeaway")
    if chosen.variables:
        shown = ", ".join(
            f"{v.label} (weight {v.weight:g}{', logarithm' if v.transform == 'log' else ''})" for v in chosen.variables
        )
        paragraph(f"Alike on: {shown}. {chosen.k} nearest by distance in standard deviations.", "csp-basis")
    components.table(methods.members_table(grouping_id), caption=f"Members: {chosen.title}")
    components.table(methods.groupings_table(), caption="All peer groupings")


def imports() -> None:
    """What has been loaded, newest first; to mere officers without the names of files, which people chose for
    themselves.
    """
    log = reading.imports(cached.store())
    log = log[["finished_at", "file", "kind", "layout", "outcome", "imported_by", "demo"]].head(200)
    log = log.assign(
        finished_at=log["finished_at"].dt.strftime("%-d %B %Y, %H:%M"), demo=log["demo"].map({True: "yes", False: ""})
    )
    log.columns = ["When (UTC)", "File", "Kind", "Layout", "Outcome", "By", "Demonstration"]
    if not person().sees_everything:
        log = log.drop(columns=["File", "By"])
    components.table(log, caption=f"Imports, newest first ({len(log)})")


def _list(title: str, items: tuple[str, ...] | list[str]) -> None:
    html(f"<h3>{text(title)}</h3><ul>{''.join(f'<li>{text(item)}</li>' for item in items)}</ul>")
