"""A council's own Word template: checked before it is opened, and emptied of everything but its looks."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from csp_analytics.exports.word.package import TemplateRefused, checked
from csp_analytics.exports.word.styles import new_document, unlink

PLACEHOLDER = "{{board paper}}"
DAMAGED = (
    "The template cannot be read: something in it is damaged. Open it in Word, save it as a new Word document (.docx), "
    "and try again with that."
)
# What belonged to the text that the paper replaces, and must not travel on unseen.
_OF_THE_TEXT = (
    "image",
    "hyperlink",
    "chart",
    "chartEx",
    "diagramData",
    "diagramLayout",
    "diagramQuickStyle",
    "diagramColors",
    "diagramDrawing",
    "comments",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "people",
    "footnotes",
    "endnotes",
)
_NOT_FOR_PAPERS = ("w:documentProtection", "w:writeProtection", "w:attachedTemplate", "w:mailMerge")


@dataclass
class Opened:
    """A document that a paper is written into.

    Attributes:
        document: the document.
        before: what the paper is put in front of.
        section: properties of the section that the paper stands in.
        placeholder: the paragraph that the paper replaces, None where it replaces all text.
    """

    document: Document
    before: Any
    section: Any
    placeholder: Any = None

    @classmethod
    def new(cls) -> Opened:
        """Our own empty document."""
        document = new_document()
        section = document.element.body.get_or_add_sectPr()
        return cls(document, section, section)

    def finish(self) -> None:
        """Takes the placeholder away; the section that it ended now ends with the paper's last paragraph."""
        if self.placeholder is None:
            return
        if self.section.getparent().getparent() is self.placeholder:
            self.placeholder.getprevious().get_or_add_pPr().append(self.section)
        self.placeholder.getparent().remove(self.placeholder)


def opened(template: bytes) -> Opened:
    """Opens a council's template.

    Args:
        template: the bytes of a docx or dotx file.

    Raises:
        TemplateRefused: when it is not one, is too large, or holds what must not be opened.
    """
    safe = checked(template)
    try:
        document = docx.Document(BytesIO(safe))
        _free(document)
        found = _placeholder(document)
        return _emptied(document) if found is None else Opened(document, found, _section_after(found), found)
    except TemplateRefused:
        raise
    except Exception as error:  # the reader meets whatever people's files hold: any stumble is one answer to them
        raise TemplateRefused(DAMAGED) from error


def _free(document: Document) -> None:
    """Takes away what would keep officers from writing into the paper, or would ask for another file."""
    settings: Any = document.settings.element
    for tag in _NOT_FOR_PAPERS:
        for one in settings.findall(qn(tag)):
            settings.remove(one)
    # Word 2010 kept a second copy of the styles; ours would not be in it.
    unlink(document, "thumbnail", "stylesWithEffects")


def _placeholder(document: Document) -> Any:
    """The paragraph that holds the place of the paper, None when there is none."""
    body: Any = document.element.body
    naming = [one for one in body.iter(qn("w:p")) if PLACEHOLDER in _said(one)]
    inside = [one for one in naming if _said(one) == PLACEHOLDER]
    found = [one for one in inside if one.getparent() is body]
    if inside and not found:
        raise TemplateRefused(
            f"In the template, {PLACEHOLDER} stands in a table, a text box or a form field. "
            "Put it into a paragraph of its own in the text."
        )
    if len(naming) > len(found):
        raise TemplateRefused(
            f"In the template, other words stand in the same paragraph as {PLACEHOLDER}, and the paper would replace "
            "them. Put it into a paragraph of its own."
        )
    if len(found) > 1:
        raise TemplateRefused(f"The template says {PLACEHOLDER} {len(found)} times. Leave one of them.")
    return found[0] if found else None


def _said(paragraph: Any) -> str:
    return " ".join("".join(one.text or "" for one in paragraph.iter(qn("w:t"))).split()).lower()


def _section_after(paragraph: Any) -> Any:
    """Properties of the section that a paragraph stands in: the next ones in the document."""
    own = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if own is not None:
        return own
    for one in paragraph.itersiblings():
        section = one if one.tag == qn("w:sectPr") else one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None:
            return section
    return paragraph.getparent().get_or_add_sectPr()


def _emptied(document: Document) -> Opened:
    """The document without its text; its last section keeps the headers and footers that it showed."""
    body: Any = document.element.body
    sections = list(body.iter(qn("w:sectPr")))
    last = body.get_or_add_sectPr()
    _inherit(sections, last)
    for one in list(body):
        if one is not last:
            body.remove(one)
    settings: Any = document.settings.element
    for tag in ("w:footnotePr", "w:endnotePr"):
        for one in [*settings.findall(qn(tag)), *last.findall(qn(tag))]:
            one.getparent().remove(one)
    unlink(document, *_OF_THE_TEXT)
    return Opened(document, last, last)


def _inherit(sections: list[Any], last: Any) -> None:
    """Gives the last section the headers and footers that it took over from sections before it."""
    tags = (qn("w:headerReference"), qn("w:footerReference"))
    have = {(one.tag, one.get(qn("w:type"))) for one in last if one.tag in tags}
    for section in reversed([one for one in sections if one is not last]):
        for one in section:
            key = (one.tag, one.get(qn("w:type")))
            if one.tag in tags and key not in have:
                have.add(key)
                last.insert(0, deepcopy(one))
