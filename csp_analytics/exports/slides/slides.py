"""The slides of a board paper: one finding a slide, charts and tables that can be edited, notes for the speaker."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pptx.util import Pt

from csp_analytics.charts.theme import BANDS, QUIET
from csp_analytics.charts.words import count
from csp_analytics.exports.for_pages import with_criterion, with_short_evidence
from csp_analytics.exports.must_be_said import in_short, must_be_said
from csp_analytics.exports.slides import base as base
from csp_analytics.exports.slides import fit as fit
from csp_analytics.exports.slides.chart import MOST_TABLE_SLIDES, add_exhibit, few
from csp_analytics.exports.slides.deck import Deck, text_box, write
from csp_analytics.exports.slides.table import add_table, add_whole_table, in_words
from csp_analytics.exports.slides.words import HEADING, NUMBER, Line, add_words
from csp_analytics.pictures.paper import Paper
from csp_analytics.pictures.report_subject import Part

PLAN_SHOWN = ("Issue", "Action", "When", "Milestone", "Owner", "Status")
NO_ACTIONS = "No action has been written down yet."
LAST = "Method and coverage"
MOST_SUBTITLE, MOST_ABOUT, COVER_TOP = 4, 8, 84


def slides(paper: Paper, *, stamp: str) -> bytes:
    """The presentation (pptx, 16:9). Every slide says whose figures they are; its notes say the figures in words.

    Args:
        paper: the paper; only what may be shown is in it.
        stamp: version of the data and of the program, and the day.
    """
    deck = Deck(in_short(must_be_said(paper)), stamp)
    about = ", ".join(f"{name}: {value}" for name, value in paper.about.items())
    deck.describe(title=paper.title, subject=paper.finding, keywords=about, comments=stamp)
    _cover(deck, paper)
    add_words(deck, "Summary", [Line(line) for line in paper.summary or paper.headlines], [paper.finding])
    for part in paper.parts:
        _part(deck, part)
    asked = [Line(line, NUMBER, n) for n, line in enumerate(paper.recommendations, start=1)]
    add_words(deck, f"Recommendations, for {paper.purpose}", asked, [f"This paper is for {paper.purpose}."])
    _statements(deck, paper)
    _plan(deck, paper.plan, paper.plan_said)
    _method(deck, paper, stamp)
    return deck.content()


def _cover(deck: Deck, paper: Paper) -> None:
    across = base.ACROSS - 20
    title = fit.cut(paper.title, base.COVER_TITLE, across, 3, bold=True)
    said = must_be_said(paper)
    slide = deck.slide(title, [paper.finding, *said], base.COVER)
    top = COVER_TOP + fit.height(len(fit.lines(title, base.COVER_TITLE, across, bold=True)), base.COVER_TITLE) + 16
    finding = fit.cut(paper.finding, 22, across, MOST_SUBTITLE)
    high = fit.height(len(fit.lines(finding, 22, across)), 22) + 8
    _place(slide.shapes.title, COVER_TOP, top - COVER_TOP)
    subtitle = slide.placeholders[1]
    _place(subtitle, top, high)
    write(subtitle.text_frame, [finding])
    top += high + 14
    room = base.BOTTOM - top
    told = [fit.cut(line, 18, across, 2, bold=True) for line in said]
    heights = [fit.height(len(fit.lines(line, 18, across, bold=True)), 18) for line in told]
    lines = _fitting(_about(paper), room - sum(heights) - 12)
    for name, words, size, bold, colour in (
        ("What must be said", told, 18, True, BANDS["lower"]),
        ("What it is about", lines, 18, None, QUIET),
    ):
        if words:
            high = sum(fit.height(len(fit.lines(line, size, across, bold=bool(bold))), size) for line in words)
            box = text_box(slide, words, top, high, name=name, size=size, bold=bold, colour=colour)
            _place(box, top, high)
            top += high + 12


def _place(shape: Any, top: float, high: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (
        Pt(value) for value in (base.LEFT + 20, top, base.ACROSS - 20, high)
    )


def _about(paper: Paper) -> list[str]:
    """What one is looking at and who made it, as lines; what is to be filled in is left out."""
    said = {**paper.about, **paper.header}
    return [f"{name}: {value}" for name, value in said.items() if value.strip() and value != paper.title]


def _fitting(lines: list[str], room: float) -> list[str]:
    cut = [fit.cut(line, 18, base.ACROSS - 20, 1) for line in lines]
    return cut[: max(min(int(room / fit.height(1, 18)), MOST_ABOUT), 0)]


def _part(deck: Deck, part: Part) -> None:
    """A section: its sentences that are not the title of a chart, then its findings, then its table."""
    drawn = {exhibit.takeaway for exhibit in part.exhibits}
    said = [line for line in part.sentences if line not in drawn]
    alone = not part.exhibits and part.table is not None and len(said) == 1  # it is the title of the table
    beside = bool(part.exhibits) and few(said)
    if not (alone or beside):
        add_words(deck, part.title, [Line(line) for line in said], [])
    for place, exhibit in enumerate(part.exhibits):
        add_exhibit(deck, exhibit, said if beside and place == 0 else [])
    if part.table is not None and len(part.table):
        title = said[0] if alone else f"{part.title}: table" if part.sentences or part.exhibits else part.title
        table, below = with_short_evidence(part.table), " ".join(part.below)
        notes = [part.first, *in_words(table), below]
        add_table(
            deck, title, table, notes, otherwise=part.title, sources=below, most_slides=MOST_TABLE_SLIDES
        )  # fmt: skip


def _statements(deck: Deck, paper: Paper) -> None:
    written = {name: words for name, words in paper.statements.items() if words.strip()}
    lines = [line for name, words in written.items() for line in (Line(name, HEADING), Line(words))]
    add_words(deck, "Statements", lines, [])


def _plan(deck: Deck, plan: pd.DataFrame, said: str) -> None:
    if plan.empty:
        add_words(deck, "Action plan", [Line(NO_ACTIONS), Line(said)], [NO_ACTIONS, said])
        return
    # A column that nobody has filled in takes room from the others.
    shown = with_criterion(plan, PLAN_SHOWN)
    shown = shown[[name for name in PLAN_SHOWN if shown[name].str.strip().any()]]
    above = [said] if said else []
    add_table(deck, "Action plan", shown, [*above, *in_words(plan)], above=above, alt="the action plan")


def _method(deck: Deck, paper: Paper, stamp: str) -> None:
    """The last slides: how the figures were made and which data they come from."""
    lines = [Line(line) for line in must_be_said(paper)]
    for part in paper.appendix:
        lines += [Line(part.title, HEADING), *(Line(line) for line in part.sentences)]
        lines += [Line(exhibit.takeaway) for exhibit in part.exhibits if exhibit.takeaway not in part.sentences]
        if part.table is not None and len(part.table) and not add_whole_table(deck, part.title, part.table):
            lines.append(Line(f"The workbook has the table: {count(len(part.table), 'row')}."))
    lines += [Line("Where the figures come from", HEADING), Line(". ".join([*_about(paper), stamp]) + ".")]
    add_words(deck, LAST, lines, [stamp])
