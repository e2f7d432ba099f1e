"""What a Word file of other people may hold: checked part by part, in bounded memory, before Word's reader opens it.

A board paper is opened by people who trust it, so a template that would fetch, run or hide something is refused, with
the way out in plain words. What most templates hold by habit (the path of the template that they were made from) is
taken out instead.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from csp_analytics.exports.word.fields import refused_field

MAX_BYTES, MAX_UNPACKED, MAX_XML, MAX_PARTS = 20_000_000, 100_000_000, 20_000_000, 2_000
_BLOCK = 1 << 20
_XML = (".xml", ".rels", ".vml")
_ZIP, _OLD = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
_TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_ACTIVE = re.compile(r"vbaproject|vbadata|/activex/|oleobject|\.(bin|exe|dll|js|vbs|ocx|ps1|bat|lnk)$", re.IGNORECASE)
_DEFINITIONS = re.compile(rb"<!DOCTYPE|<!ENTITY")
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_VECTOR = "{urn:schemas-microsoft-com:vml}"
# Kinds of relations that stand in the file's own list; others (add-ins, ribbons) are dropped.
_OF_THE_FILE = ("officeDocument", "core-properties", "extended-properties", "custom-properties", "customXml")
_SAVE_AGAIN = "Open it in Word, save it as a new Word document (.docx), and use that."


class TemplateRefused(ValueError):
    """A template that is not opened; the message says why and what to do, in plain words."""


def checked(template: bytes) -> bytes:
    """A council's template as a Word document that may be opened.

    Args:
        template: the bytes of a docx or dotx file.

    Returns:
        The same document as a docx file, without links to the template that it was made from.

    Raises:
        TemplateRefused: when it is not a Word document, is too large, or holds what must not be opened.
    """
    _refuse_by_start(template)
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive:
            parts = _unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise TemplateRefused(f"The template is damaged or protected with a password. {_SAVE_AGAIN}") from error
    parts[_TYPES] = _as_document(parts.get(_TYPES, b""))
    for name, content in parts.items():
        if name.lower().endswith(".rels"):
            parts[name] = _checked_links(name, content)
        elif name.lower().endswith(_XML):
            _check_content(_parsed(content))
    return _packed(parts)


def _refuse_by_start(template: bytes) -> None:
    if len(template) > MAX_BYTES:
        most = f"{MAX_BYTES // 1_000_000} MB"
        raise TemplateRefused(f"The template has {len(template) / 1e6:,.0f} MB; {most} is the most. Make it smaller.")
    if template.startswith(_OLD):
        raise TemplateRefused(f"The template is an old Word document or has a password. {_SAVE_AGAIN}")
    if not template.startswith(_ZIP):
        raise TemplateRefused(f"The template is not a Word document (.docx or .dotx). {_SAVE_AGAIN}")


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts by name; sizes are counted as they come out, whatever the archive claims."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = {entry.filename.replace("\\", "/").lower() for entry in entries}
    if len(entries) > MAX_PARTS or len(names) < len(entries):
        raise TemplateRefused(f"The template has too many parts, or two of one name. {_SAVE_AGAIN}")
    if any(_ACTIVE.search(name) for name in names):
        raise TemplateRefused(
            "The template holds macros or embedded programs, which a board paper must not carry. "
            "Save it in Word as a document without macros (.docx) and take embedded objects out."
        )
    parts: dict[str, bytes] = {}
    left = {True: MAX_XML, False: MAX_UNPACKED}
    for entry in entries:
        is_xml = entry.filename.lower().endswith(_XML)
        parts[entry.filename] = b"".join(_blocks(archive, entry, left[is_xml]))
        left[is_xml] -= len(parts[entry.filename])
    return parts


def _blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        size = 0
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > most:
                raise TemplateRefused("The template unpacks to far more than a Word template holds. Use another one.")
            yield block


def _as_document(content: bytes) -> bytes:
    """The list of kinds of parts, of a document where it was of a template."""
    if b"macroEnabled" in content:
        raise TemplateRefused(f"The template is of a kind that holds macros (.docm, .dotm). {_SAVE_AGAIN}")
    content = content.replace(_TEMPLATE.encode(), _DOCUMENT.encode())
    if _DOCUMENT.encode() not in content:
        raise TemplateRefused(f"The template is not a Word document (.docx or .dotx). {_SAVE_AGAIN}")
    return content


def _parsed(content: bytes) -> etree._Element:
    """The XML of a part. Definitions, which can grow without end, and odd encodings, which hide them, are refused."""
    if _DEFINITIONS.search(content) or b"\0" in content:
        raise TemplateRefused(f"The template holds XML that Word does not write. {_SAVE_AGAIN}")
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise TemplateRefused(f"The template is damaged. {_SAVE_AGAIN}") from error


def _checked_links(name: str, content: bytes) -> bytes:
    """Relations of a part: what fetches something is refused, the path of an older template taken out."""
    root = _parsed(content)
    for link in list(root):
        kind = str(link.get("Type", "")).rpartition("/")[2]
        outside = str(link.get("TargetMode", "")).lower() == "external"
        attached = kind == "attachedTemplate"
        if attached or (name == "_rels/.rels" and kind not in _OF_THE_FILE):
            root.remove(link)
        elif kind in ("aFChunk", "control", "oleObject", "subDocument", "frame", "vbaProject", "mailMergeSource"):
            raise TemplateRefused(f"The template takes in another file or program ({kind}). Take it out of it in Word.")
        elif outside and not (kind == "hyperlink" and _LINK.match(str(link.get("Target", "")))):
            raise TemplateRefused(
                "The template fetches something from another place each time it is opened, such as a linked picture or "
                f"a link to a file ({str(link.get('Target', ''))[:80]}). Put it into the template itself."
            )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _check_content(root: etree._Element) -> None:
    if found := refused_field(root):
        raise TemplateRefused(
            f"The template holds the field {found[:40]}, which could fetch or run something. "
            "Take it out, or turn it into plain text in Word (Ctrl+Shift+F9)."
        )
    for shape in root.iter(f"{_VECTOR}*"):
        names = [key.rpartition("}")[2] for key in shape.attrib]
        if "src" in names or ("href" in names and shape.tag[len(_VECTOR) :] in ("imagedata", "fill", "stroke")):
            raise TemplateRefused("The template shows a picture from another place. Put it into the template itself.")


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
