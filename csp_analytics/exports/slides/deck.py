"""The slides as they grow: every one with a title of its own, footer, number and notes."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml.ns import qn
from pptx.util import Pt

from csp_analytics.charts.theme import BANDS, QUIET
from csp_analytics.exports.native_chart import plain
from csp_analytics.exports.slides import base as base
from csp_analytics.exports.slides import fit as fit

# ``SUFFIX`` is the number of letters that ``(10 of 10)`` takes at the end of a title.
MOST_TITLE_LINES, SUFFIX = 3, 11
PROGRAM, STRONG = "csp-analytics", BANDS["lower"]


class Deck:
    """A presentation that slides are added to.

    Args:
        strong: what must be said at the foot of every slide, empty when nothing must.
        stamp: version of the data and of the program, and the day.
    """

    def __init__(self, strong: str, stamp: str) -> None:
        self.made = base.empty()
        self._layouts = {layout.name: layout for layout in self.made.slide_layouts}
        self._titles: Counter[str] = Counter()  # people find slides by their titles: no two are alike
        wide = base.ACROSS - base.NUMBER_WIDE
        self._strong = fit.cut(strong, base.SMALL, wide, 1, bold=True)
        self._stamp = fit.cut(stamp, base.SMALL, wide, 1)

    def slide(self, title: str, notes: list[str], layout: str = base.ALONE) -> Any:
        """A new slide with its title, footer, number and notes; what the layout has besides stays empty."""
        made = self.made.slides.add_slide(self._layouts[layout])
        self._titles[title] += 1
        write(made.shapes.title.text_frame, [title if self._titles[title] == 1 else f"{title} ({self._titles[title]})"])
        self._footer(made)
        write(made.notes_slide.notes_text_frame, [line for line in notes if line])
        return made

    def describe(self, **words: str) -> None:
        """The properties of the file: ``title``, ``subject``, ``keywords``, ``comments``."""
        core, now = self.made.core_properties, datetime.now(UTC).replace(tzinfo=None)
        core.author = core.last_modified_by = PROGRAM
        core.language, core.created, core.modified, core.revision = base.LANGUAGE, now, now, 1
        for name, value in words.items():
            setattr(core, name, plain(value)[:250])

    def content(self) -> bytes:
        """The file (pptx)."""
        stream = BytesIO()
        self.made.save(stream)
        return stream.getvalue()

    def _footer(self, slide: Any) -> None:
        """Footer and number are not taken over from a layout by themselves."""
        for shape in slide.slide_layout.placeholders:
            kind = shape._element.find(f".//{qn('p:ph')}").get("type")
            if kind in ("ftr", "sldNum"):
                slide.shapes._spTree.append(copied := deepcopy(shape._element))
                copied.nvSpPr.cNvPr.set("id", str(slide.shapes._next_shape_id))
                if kind == "ftr":
                    self._write_foot(slide.shapes[-1].text_frame)

    def _write_foot(self, frame: Any) -> None:
        write(frame, [line for line in (self._strong, self._stamp) if line])
        if self._strong:
            font = frame.paragraphs[0].runs[0].font
            font.bold, font.color.rgb = True, RGBColor.from_string(STRONG.lstrip("#"))


def headed(title: str, otherwise: str = "", *, room: int = 0) -> tuple[str, str]:
    """A title and what must be said below it: the whole when it fits, else the short form and the whole below.

    Args:
        title: the finding, one sentence.
        otherwise: its short form, a few words; without one the title is cut.
        room: letters to be kept free for ``(1 of 2)``.
    """
    across = base.ACROSS - room * base.TITLE * 0.6
    short = fit.cut(title, base.TITLE, across, MOST_TITLE_LINES, bold=True)
    if short == " ".join(title.split()):
        return short, ""
    return (fit.cut(otherwise, base.TITLE, across, MOST_TITLE_LINES, bold=True) if otherwise else short), title


def below(title: str) -> float:
    """Where a title ends, in points from the top."""
    return base.TOP + 4 + fit.height(len(fit.lines(title, base.TITLE, base.ACROSS, bold=True)), base.TITLE) + 10


def numbered(title: str, place: int, of: int) -> str:
    """The title of one of several slides."""
    return title if of == 1 else f"{title} ({place} of {of})"


def put(shape: Any, top: float, high: float) -> None:
    """Places a shape across the slide."""
    shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in (base.LEFT, top, base.ACROSS, high))


def text_box(slide: Any, words: list[str], top: float, high: float, *, name: str, size: int, **font: Any) -> Any:
    """A box across the slide. ``font``: ``colour``, ``bold``."""
    box = slide.shapes.add_textbox(Pt(base.LEFT), Pt(top), Pt(base.ACROSS), Pt(high))
    box.name = name
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame, words, size=size, **font)
    return box


def write(frame: Any, words: list[str], *, size: int = 0, bold: bool | None = None, colour: str = "") -> None:
    """Sets the paragraphs of a frame, in British English; sizes and colours are those of the layout unless given."""
    for place, line in enumerate(words or [""]):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        for run in list(paragraph._p):
            if run.tag in (qn("a:r"), qn("a:fld"), qn("a:br")):
                paragraph._p.remove(run)
        run = paragraph.add_run()
        run.text = plain(" ".join(line.split()))
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
        if size:
            run.font.size = Pt(size)
        if bold is not None:
            run.font.bold = bold
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))


def source_line(slide: Any, words: str, high: float) -> None:
    """What the slide rests on, above its foot."""
    if words:
        said = fit.cut(words, base.SMALL, base.ACROSS, max(int(high / fit.height(1, base.SMALL)), 1))
        text_box(slide, [said], base.BOTTOM - high, high, name="Basis", size=base.SMALL, colour=QUIET)
