"""The styles of a board paper: all of them in our own documents, those that are lacking in a council's template.

Built on python-docx's empty document, without its American page and language, its picture and its table styles.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from csp_analytics.exports.word.looks import (
    BUILT_IN,
    CAPTION,
    HEADINGS,
    NORMAL,
    PARAGRAPH_STYLE,
    STYLES,
    TITLE,
)
from csp_analytics.exports.word.text import elements

LANGUAGE = "en-GB"
_NOT_OURS = ("stylesWithEffects", "customXml", "thumbnail", "numbering")


def new_document() -> Document:
    """An empty document in our styles: A4, British English, nothing of anyone in it."""
    return docx.Document(BytesIO(_base()))


def add_lacking(document: Document) -> dict[str, str]:
    """Adds the styles of :data:`STYLES` that a document lacks.

    Returns:
        Id of each style in this document, by its name in :data:`STYLES`.
    """
    root = document.styles.element
    there = {
        (str(style.get(qn("w:type"))), _name(style).lower()): str(style.get(qn("w:styleId")))
        for style in root.findall(qn("w:style"))
    }
    taken, ids = {key.lower() for key in there.values()}, dict[str, str]()
    for name, (kind, based_on, look) in STYLES.items():
        ids[name] = there.get((kind, name.lower()), "")
        if not ids[name]:
            ids[name] = _free_id(name, taken)
            taken.add(ids[name].lower())
            root.append(_style(name, ids[name], kind, ids.get(based_on, ""), look))
    return ids


def speak_british(document: Document) -> None:
    """Sets the language to British English: python-docx and many templates say American."""
    root: Any = document.styles.element
    defaults = _child(root, "w:docDefaults", first=True)
    _language(_child(_child(defaults, "w:rPrDefault", first=True), "w:rPr"))
    for style in root.findall(qn("w:style")):
        if style.get(qn("w:type")) == PARAGRAPH_STYLE and _name(style).lower() == "normal":
            _language(style.get_or_add_rPr())
    for theme in document.settings.element.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), LANGUAGE)


@cache
def _base() -> bytes:
    """The empty document as a file, made once."""
    document = docx.Document()
    root = document.styles.element
    for style in root.findall(qn("w:style")):
        if style.get(qn("w:default")) is None or _name(style) == NORMAL:
            root.remove(style)
    add_lacking(document)
    speak_british(document)
    unlink(document, *_NOT_OURS)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # below it, Word opens a document as one of an old version
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def unlink(document: Document, *kinds: str) -> None:
    """Drops relations of some kinds that no content names any more, and with them the parts that they lead to.

    Args:
        document: the document.
        kinds: ends of the types of the relations.
    """
    package: Any = document.part.package
    named = {value for one in document.element.iter() for value in one.attrib.values()}
    for owner, still in ((document.part, named), (package, set[str]())):
        for key, link in list(owner.rels.items()):
            if link.reltype.rpartition("/")[2] in kinds and key not in still:
                del owner.rels[key]


def _style(name: str, key: str, kind: str, based_on: str, look: str) -> etree._Element:
    own = "" if name in BUILT_IN else ' w:customStyle="1"'
    default = ' w:default="1"' if name == NORMAL else ""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    base += f'<w:next w:val="{based_on}"/>' if name in (TITLE, *HEADINGS, CAPTION) else ""
    made = (
        f'<w:style w:type="{kind}"{own}{default} w:styleId="{key}"><w:name w:val="{name}"/>{base}'
        f"<w:qFormat/>{look}</w:style>"
    )
    return elements(made)[0]


def _free_id(name: str, taken: set[str]) -> str:
    key = name.title().replace(" ", "")
    while key.lower() in taken:
        key += "X"
    return key


def _name(style: etree._Element) -> str:
    found = style.find(qn("w:name"))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _child(parent: Any, tag: str, *, first: bool = False) -> Any:
    found = parent.find(qn(tag))
    if found is None:
        found = elements(f"<{tag}/>")[0]
        parent.insert(0 if first else len(parent), found)
    return found


def _language(look: Any) -> None:
    for old in look.findall(qn("w:lang")):
        look.remove(old)
    made = elements(f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>')[0]
    # The order of a run's properties is fixed; only these three may stand after the language.
    after = [look.find(qn(tag)) for tag in ("w:eastAsianLayout", "w:specVanish", "w:oMath")]
    places = [look.index(one) for one in after if one is not None]
    look.insert(min(places, default=len(look)), made)
