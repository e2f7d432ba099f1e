"""Paragraphs and runs of a Word document, as text of its XML: written once and parsed once, many times faster than
building element by element.

Text of people passes through :func:`runs` alone. It becomes characters, never a field, a link or markup.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from lxml import etree

from csp_analytics.exports.native_chart import plain

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{place}"'
    for prefix, place in {
        "w": "wordprocessingml/2006/main",
        "r": "officeDocument/2006/relationships",
        "wp": "drawingml/2006/wordprocessingDrawing",
        "a": "drawingml/2006/main",
        "c": "drawingml/2006/chart",
    }.items()
)
LONGEST_TITLE = 250


def elements(xml: str) -> list[etree._Element]:
    """The elements of a piece of XML, in python-docx's classes."""
    return list(parse_xml(f"<w:body {_NAMESPACES}>{xml}</w:body>"))


def runs(text: str, *, bold: bool = False, style: str = "") -> str:
    """Text as runs: characters that XML forbids are gone, line ends become line breaks.

    Args:
        text: the text.
        bold: whether it is bold.
        style: id of a character style, empty for none.
    """
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    look += "<w:b/>" if bold else ""
    lines = escape(plain(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))).split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{said}</w:r>"


def paragraph(content: str, style: str, *, keep: bool = False, list_id: int = 0, right: bool = False) -> str:
    """A paragraph.

    Args:
        content: its runs.
        style: id of its style.
        keep: whether it stays on the page of what follows.
        list_id: the list that it is an item of, 0 for none.
        right: whether it is set to the right.
    """
    look = f'<w:pStyle w:val="{style}"/>'
    look += "<w:keepNext/>" if keep else ""
    look += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id else ""
    look += '<w:jc w:val="right"/>' if right else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{content}</w:p>"


def field(name: str, shown: str = "1") -> str:
    """A field of our own that Word counts: ``PAGE``, ``NUMPAGES``, ``SEQ Table``."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


def shortened(text: str, most: int = LONGEST_TITLE, last: str = "…") -> str:
    """Text of one line, cut between words to what properties and descriptions may hold."""
    text = " ".join(plain(text.replace("\t", " ").replace("\r", " ").replace("\n", " ")).split())
    if len(text) <= most:
        return text
    start = text[: most - len(last)]
    return (start.rpartition(" ")[0] or start) + last


def attribute(text: str) -> str:
    """Text as a quoted attribute."""
    return quoteattr(text)
