"""Slides read again: what stands where on them."""

from __future__ import annotations

import io
from itertools import pairwise

from pptx import Presentation
from pptx.util import Pt

from csp_analytics.exports.slides.slides import slides
from csp_analytics.pictures.paper import Paper
from tests.builders.paper_by_hand import STAMP


def opened(one: Paper):
    return Presentation(io.BytesIO(slides(one, stamp=STAMP)))


def title_of(slide) -> str:
    return slide.shapes.title.text_frame.text


def charts(deck) -> list:
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def tables(deck, title: str) -> list:
    return [s.table for slide in deck.slides if title_of(slide).startswith(title) for s in slide.shapes if s.has_table]


def texts(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def cells(table) -> list[list[str]]:
    return [[cell.text_frame.text for cell in row.cells] for row in table.rows]


def misplaced(deck) -> list[str]:
    """Shapes that stick out of their slide, or into the footer, or that cover each other."""
    wrong = []
    for slide in deck.slides:
        shapes = [
            s
            for s in slide.shapes
            if not (s.is_placeholder and s.placeholder_format.type.name in ("FOOTER", "SLIDE_NUMBER"))
        ]
        for shape in shapes:
            if shape.is_placeholder and shape.placeholder_format.type.name == "TITLE":
                continue
            if shape.left < 0 or shape.left + shape.width > deck.slide_width or shape.top + shape.height > Pt(488):
                wrong.append(f"{title_of(slide)}: {shape.name} sticks out")
        placed = sorted((s.top, s.top + s.height, s.name) for s in shapes if not s.is_placeholder)
        wrong += [
            f"{title_of(slide)}: {a} covers {b}"
            for (_, end, a), (start, _, b) in pairwise(placed)
            if start < end - Pt(1)
        ]
    return wrong
