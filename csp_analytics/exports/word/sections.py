"""Where the content of a paper goes in a document, which of its pages lie on their side, and what every page says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION_START
from docx.oxml.ns import qn
from lxml import etree

from csp_analytics.exports.word.draft import Block
from csp_analytics.exports.word.text import elements, field, paragraph, runs

A4, MARGIN = (11906, 16838), 1247
TABLE_ENDS = "The table ends here."


def text_width(section: Any, *, on_side: bool = False) -> int:
    """Width of the text of a section's page, in twentieths of a point; ``on_side``: were the page turned."""
    width, height = (int(size.twips) if size else usual for size, usual in zip(_size(section), A4, strict=True))
    used = sum(int(one.twips) if one is not None else MARGIN for one in (section.left_margin, section.right_margin))
    return max((max(width, height) if on_side else width) - used, MARGIN)


def lies(section: Any) -> bool:
    """Whether the pages of a section lie on their side already."""
    width, height = _size(section)
    return bool(width and height and width > height)


def place(blocks: Sequence[Block], before: etree._Element, section: Any, style: str) -> None:
    """Puts blocks into a document, with pages on their side where blocks need them.

    Args:
        blocks: what the document says; the last one is upright.
        before: what they are put in front of.
        section: properties of the section that they stand in (``w:sectPr``); their last pages go on with it.
        style: id of the style of a line that is added where a table would end a section: only a paragraph can.
    """
    parts = [(wide, [block.xml for block in run]) for wide, run in groupby(_led(blocks), key=lambda one: one.wide)]
    whole = len(parts) == 1 or lies(section)
    parts = [(False, [block.xml for block in blocks])] if whole else parts
    for number, (wide, xml) in enumerate(parts):
        made = elements("".join(xml))
        if made[-1].tag == qn("w:tbl"):
            made += elements(paragraph(runs(TABLE_ENDS), style))
        if number < len(parts) - 1:
            _end_section(made[-1], _own(section, wide=wide, first=number == 0))
        for one in made:
            before.addprevious(one)
    if len(parts) > 1:
        _go_on(section)


def say_on_every_page(document: Document, said: str, style: str) -> None:
    """Adds a line to every footer, and page numbers where no header or footer has them."""
    uneven = document.settings.odd_and_even_pages_header_footer
    numbered = any(_counts_pages(one._element) for kind in ("header", "footer") for one in _parts(document, kind))
    pages = "" if numbered else runs("Page ") + field("PAGE") + runs(" of ") + field("NUMPAGES") + runs(" | ")
    for footer in _parts(document, "footer", make=True, uneven=uneven):
        root = footer._element
        blank = (
            len(root) == 1 and not "".join(root.itertext()).strip() and not len(root.xpath(".//w:drawing|.//w:pict"))
        )
        root.extend(elements(paragraph(pages + runs(said), style)))
        if blank:
            root.remove(root[0])


def _parts(document: Document, kind: str, *, make: bool = False, uneven: bool = False) -> Iterator[Any]:
    """Every header or footer once; with ``make``, those too that pages need and that no section has yet."""
    seen, there = set[str](), set[str]()
    for section in document.sections:
        needed = {"": True, "first_page_": section.different_first_page_header_footer, "even_page_": uneven}
        for name, is_needed in needed.items():
            part = getattr(section, f"{name}{kind}")
            if part.is_linked_to_previous and make and is_needed and name not in there:
                part.is_linked_to_previous = False
            if not part.is_linked_to_previous:
                there.add(name)
                if part.part.partname not in seen:
                    seen.add(part.part.partname)
                    yield part


def _counts_pages(root: etree._Element) -> bool:
    said = "".join(one.text or "" for one in root.iter(qn("w:instrText")))
    said += " ".join(str(one.get(qn("w:instr"))) for one in root.iter(qn("w:fldSimple")))
    return "PAGE" in said.upper().replace("PAGEREF", "") or next(root.iter(qn("w:pgNum")), None) is not None


def _led(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with headings and captions beside a table on its side on the page of that table."""
    found: list[Block] = []
    wide = False
    for block in reversed(blocks):
        wide = block.wide or (wide and block.leads)
        found.append(Block(block.xml, wide, block.leads))
    return found[::-1]


def _own(section: Any, *, wide: bool, first: bool) -> Any:
    """Properties of a section of ours: those of the section around it, turned when it is wide."""
    own = deepcopy(section)
    if not first:
        _go_on(own)
    if wide:
        width, height = (size or usual * 635 for size, usual in zip(_size(own), A4, strict=True))
        own.page_width, own.page_height, own.orientation = height, width, WD_ORIENT.LANDSCAPE
    return own


def _go_on(section: Any) -> None:
    """Makes a section continue the one before: a new page, no first page of its own, no count from one."""
    section.start_type = WD_SECTION_START.NEW_PAGE
    section.titlePg_val = None
    for numbers in section.findall(qn("w:pgNumType")):
        numbers.attrib.pop(qn("w:start"), None)


def _end_section(last: Any, section: Any) -> None:
    """Ends a section with its last paragraph, so that no empty one is needed."""
    last.get_or_add_pPr().append(section)


def _size(section: Any) -> tuple[Any, Any]:
    return section.page_width, section.page_height
