"""Slides with a native chart: the finding as title, what is drawn below it, then the chart and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pptx.util import Pt

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.native import LINES, STACKED, Native
from csp_analytics.charts.theme import QUIET
from csp_analytics.exports import native_chart
from csp_analytics.exports.slides import base as base
from csp_analytics.exports.slides import fit as fit
from csp_analytics.exports.slides.deck import SUFFIX, Deck, below, headed, numbered, source_line, text_box
from csp_analytics.exports.slides.table import add_table, in_words
from csp_analytics.exports.slides.words import Line, add_words

# What a bar needs, and what a chart needs for its scale, the scale's title and its legend.
BAR, BETWEEN, FRAME = 16.5, 5.0, 74.0
SAID, MOST_SAID, MOST_TABLE_SLIDES = 18, 3, 3


def add_exhibit(deck: Deck, shown: Exhibit, above: list[str]) -> None:
    """One finding: its chart, or its table when no program can draw it.

    Args:
        deck: the slides.
        shown: the exhibit.
        above: sentences that stand above it, no more than :func:`few`.
    """
    notes = [shown.takeaway, *in_words(shown.table), shown.note]
    if shown.native is not None and shown.native.categories and shown.native.series:
        _add_chart(deck, shown, shown.native, above, notes)
    elif len(shown.table):
        add_table(
            deck,
            shown.takeaway,
            shown.table,
            notes,
            otherwise=shown.headline,
            above=above,
            sources=shown.sources,
            alt=shown.headline,
            most_slides=MOST_TABLE_SLIDES,
        )
    else:
        add_words(deck, shown.takeaway, [Line(line) for line in (*above, shown.headline, shown.sources)], notes)


def _add_chart(deck: Deck, shown: Exhibit, native: Native, above: list[str], notes: list[str]) -> None:
    short, whole = headed(shown.takeaway, shown.headline)
    pieces, room = _room(native, shown, short, whole, above)
    if len(pieces) > 1:
        short, whole = headed(shown.takeaway, shown.headline, room=SUFFIX)
        pieces, room = _room(native, shown, f"{short} (10 of 10)", whole, above)
    for place, piece in enumerate(pieces, start=1):
        slide = deck.slide(numbered(short, place, len(pieces)), notes)
        text_box(slide, room.said, room.top, room.chart - room.top, name="What is drawn", size=SAID, colour=QUIET)
        box = (Pt(base.LEFT), Pt(room.chart), Pt(base.ACROSS), Pt(room.bottom - room.chart))
        alt = f"{native.alt or shown.alt}{_which(piece, len(pieces))}"
        native_chart.add_to_slide(slide, piece, *box, name=f"Chart: {shown.headline}", alt=alt)
        source_line(slide, shown.sources, base.BOTTOM - room.bottom)


@dataclass(frozen=True)
class Room:
    """Where the parts of a slide begin and end, in points from the top, and what is said above the chart."""

    said: list[str]
    top: float
    chart: float
    bottom: float


def _room(native: Native, shown: Exhibit, title: str, whole: str, above: list[str]) -> tuple[list[Native], Room]:
    """The chart in pieces, and the places of what stands on their slides."""
    told = (whole, *above, "" if whole else shown.headline)
    said = [fit.cut(line, SAID, base.ACROSS, MOST_SAID) for line in told if line]
    top = below(title)
    chart = top + sum(fit.height(len(fit.lines(line, SAID, base.ACROSS)), SAID) for line in said) + 4
    n_source = min(len(fit.lines(shown.sources, base.SMALL, base.ACROSS)), 2) if shown.sources else 0
    bottom = base.BOTTOM - fit.height(n_source, base.SMALL) - 4
    return list(_divided(native, bottom - chart)), Room(said, top, chart, bottom)


def few(sentences: list[str]) -> bool:
    """Whether sentences have room above a chart."""
    return sum(len(fit.lines(line, SAID, base.ACROSS)) for line in sentences) <= 2


def _which(piece: Native, of: int) -> str:
    return f" This slide: {piece.categories[0]} to {piece.categories[-1]}." if of > 1 else ""


def _divided(native: Native, high: float) -> Iterator[Native]:
    """The chart, in as many charts on one scale as the height needs for text that is read from the wall."""
    if native.kind == LINES:
        yield native
        return
    bars = 1 if native.kind == STACKED else len(native.series)
    heights = [
        max(bars * BAR, fit.height(len(fit.lines(words, base.SMALL, base.ACROSS * 0.3)), base.SMALL)) + BETWEEN
        for words in native.categories
    ]
    groups = fit.even_groups(list(range(len(heights))), heights, high - FRAME)
    highest = native.highest if len(groups) == 1 or native.highest is not None else _largest(native)
    for group in groups:
        yield replace(
            native,
            categories=tuple(native.categories[at] for at in group),
            series=tuple(replace(one, values=tuple(one.values[at] for at in group)) for one in native.series),
            highest=highest,
        )


def _largest(native: Native) -> float | None:
    rows = zip(*(one.values for one in native.series), strict=True)
    known = [[value for value in row if value is not None] for row in rows]
    found = [sum(row) if native.kind == STACKED else max(row) for row in known if row]
    return max(found, default=None)
