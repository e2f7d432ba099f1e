"""Real lists of a Word document: numbers that Word counts, bullets that a screen reader announces."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from csp_analytics.exports.word.text import elements

NUMBERS, BULLETS = "decimal", "bullet"
_SIGNS = {NUMBERS: "%1.", BULLETS: "•"}


def add_list(document: Document, kind: str) -> int:
    """A new list, which counts from one.

    Args:
        document: the document.
        kind: :data:`NUMBERS` or :data:`BULLETS`.

    Returns:
        The number by which its items name it.
    """
    root = _numbering(document)
    shape, number = _next(root, "w:abstractNum", "w:abstractNumId"), _next(root, "w:num", "w:numId")
    made = elements(
        f'<w:abstractNum w:abstractNumId="{shape}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{_SIGNS[kind]}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="454" w:hanging="454"/></w:pPr></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{shape}"/></w:num>'
    )
    # All shapes stand before the first list that uses one; pictures of bullets stand before both.
    firsts = root.findall(qn("w:num"))
    root.insert(root.index(firsts[0]) if firsts else len(root), made[0])
    lasts = root.findall(qn("w:num"))
    root.insert(root.index(lasts[-1]) + 1 if lasts else root.index(made[0]) + 1, made[1])
    return number


def _numbering(document: Document) -> Any:
    """The element that holds the document's lists; python-docx cannot make one where there is none."""
    for link in document.part.rels.values():
        if link.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return link.target_part.element
    part = NumberingPart(
        PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, elements("<w:numbering/>")[0], document.part.package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def _next(root: Any, tag: str, attribute: str) -> int:
    return 1 + max((int(one.get(qn(attribute), 0)) for one in root.findall(qn(tag))), default=0)
