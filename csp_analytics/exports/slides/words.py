"""Slides of sentences: as many slides as they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from csp_analytics.exports.slides import base as base
from csp_analytics.exports.slides import fit as fit
from csp_analytics.exports.slides.deck import SUFFIX, Deck, below, headed, numbered, put, write

INDENT = 34.0
BULLET, NUMBER, HEADING, GOES_ON = "bullet", "number", "heading", "goes on"
# Few sentences are written large; never smaller than the last.
SIZES = (28, 24, base.BODY)


@dataclass(frozen=True)
class Line:
    """A paragraph: its text and what stands before it; ``n`` is the number of a numbered one."""

    words: str
    kind: str = BULLET
    n: int = 0


def add_words(deck: Deck, title: str, said: list[Line], notes: list[str]) -> None:
    """Slides with these paragraphs under one title: one slide in the largest size that fits, else several."""
    written = [line for line in said if line.words.strip()]
    for size in SIZES:
        short, whole = headed(title)
        made = _groups(written, size, base.BOTTOM - below(short))
        if len(made) == 1:
            break
    if len(made) > 1:
        short, whole = headed(title, room=SUFFIX)
        made = _groups(written, size, base.BOTTOM - below(f"{short} (10 of 10)"))
    for place, group in enumerate(made, start=1):
        name = numbered(short, place, len(made))
        slide = deck.slide(name, [whole, *notes], base.WORDS)
        put(slide.placeholders[1], below(name), base.BOTTOM - below(name))
        frame = slide.placeholders[1].text_frame
        write(frame, [line.words for line in group], size=0 if size == base.BODY else size)
        for paragraph, line in zip(frame.paragraphs, group, strict=True):
            _mark(paragraph, line)


def _groups(said: list[Line], size: int, room: float) -> list[list[Line]]:
    """The paragraphs of each slide."""
    pieces = [piece for line in said for piece in _pieces(line, size, room - _high(Line("", HEADING), size))]
    units = _with_their_headings(pieces)
    heights = [sum(_high(line, size) for line in unit) for unit in units]
    return [[line for unit in group for line in unit] for group in fit.even_groups(units, heights, room)]


def _pieces(line: Line, size: int, room: float) -> list[Line]:
    """A paragraph, in pieces when it is longer than a slide."""
    if line.kind == HEADING:
        return [Line(fit.cut(line.words, size, base.ACROSS - INDENT, 1, bold=True), HEADING)]
    broken = fit.lines(" ".join(line.words.split()), size, base.ACROSS - INDENT)
    most = int((room - base.SPACE) / fit.height(1, size))
    if len(broken) <= most:
        return [line]
    parts = [" ".join(broken[begin : begin + most]) for begin in range(0, len(broken), most)]
    return [Line(part, line.kind if place == 0 else GOES_ON, line.n) for place, part in enumerate(parts)]


def _high(line: Line, size: int) -> float:
    n = len(fit.lines(" ".join(line.words.split()), size, base.ACROSS - INDENT, bold=line.kind == HEADING))
    return fit.height(n, size) + base.SPACE


def _with_their_headings(pieces: list[Line]) -> list[list[Line]]:
    """The paragraphs, each heading with the paragraph that it heads: they are not parted."""
    units: list[list[Line]] = []
    for piece in pieces:
        if units and units[-1][-1].kind == HEADING and piece.kind != HEADING:
            units[-1].append(piece)
        else:
            units.append([piece])
    return units


def _mark(paragraph: Any, line: Line) -> None:
    properties = paragraph._p.get_or_add_pPr()
    if line.kind == NUMBER:
        properties.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="+mj-lt"/>'))
        properties.append(parse_xml(f'<a:buAutoNum {nsdecls("a")} type="arabicPeriod" startAt="{line.n}"/>'))
    elif line.kind != BULLET:
        properties.set("indent", "0")
        properties.set("marL", "0" if line.kind == HEADING else str(Pt(INDENT)))
        properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))
        paragraph.runs[0].font.bold = line.kind == HEADING or None
