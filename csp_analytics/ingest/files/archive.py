"""The zip archive that a workbook is: checked part by part, in bounded memory, before any reader opens it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from csp_analytics.ingest.files import safety
from csp_analytics.ingest.files.ods_xml import find_odd_cells
from csp_analytics.ingest.files.safety import Refusal
from csp_analytics.ingest.files.sheet_xml import OddCells, SheetScan

_BLOCK = 1 << 20
_OVERLAP = 200  # bytes of the end of a block that are looked at again with the next
# Old OpenOffice files name an outside document type, which is never fetched; definitions inside the file are refused.
_DEFINITIONS = re.compile(rb"<!DOCTYPE[^<>\[]*\[|<!ENTITY")
_OTHER_KINDS = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("index/", "an Apple Numbers or Pages document"),
)


class Archive:
    """What the check found.

    Attributes:
        kind: ``xlsx``, ``xlsm`` or ``ods``.
        macros: whether the workbook carries macros (they are never run).
        odd_cells: error cells and formulas without a value, by sheet name.
    """

    def __init__(self, kind: str, macros: bool = False) -> None:
        self.kind, self.macros = kind, macros
        self.odd_cells: dict[str, OddCells] = {}


def check_archive(data: bytes) -> Archive:
    """Unpack every XML part once, a block at a time, and look for what must not reach a reader.

    Args:
        data: the bytes of a zip file.

    Raises:
        Refusal: when the archive is damaged, protected, not a spreadsheet or beyond the limits of `safety`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return _Check(opened, len(data)).run()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise Refusal("damaged-file", "a zip archive that cannot be unpacked") from error
    except (ElementTree.ParseError, ExpatError, KeyError) as error:
        raise Refusal("damaged-file", "a workbook whose inner lists cannot be read") from error


class _Check:
    """One pass over one archive; it keeps count of the bytes that really came out."""

    def __init__(self, opened: zipfile.ZipFile, packed: int) -> None:
        self.opened, self.packed, self.unpacked = opened, packed, 0
        self.parts = {_tidy(part.filename): part for part in opened.infolist()}

    def run(self) -> Archive:
        self._refuse_by_directory()
        archive = self._recognise()
        names = self._sheet_parts() if archive.kind != "ods" else {}
        for path, part in self.parts.items():
            if path in names:
                archive.odd_cells[names[path]] = self._scan_sheet(part, names[path])
            elif path == "content.xml" and archive.kind == "ods":
                archive.odd_cells = find_odd_cells(self._blocks(part))
            elif path.endswith((".xml", ".rels")):
                deque(self._blocks(part), maxlen=0)
        return archive

    def _refuse_by_directory(self) -> None:
        entries = self.opened.infolist()
        if any(entry.flag_bits & 1 for entry in entries) or self._has_encrypted_content():
            raise Refusal("password-protected")
        unread = sum(entry.file_size for entry in entries if not _tidy(entry.filename).endswith((".xml", ".rels")))
        if len(entries) > safety.MAX_PARTS or unread > safety.MAX_UNPACKED_BYTES:
            raise Refusal("unpacks-too-large", f"{len(entries):,} parts of {unread / 1e6:,.0f} MB")

    def _has_encrypted_content(self) -> bool:
        manifest = self.parts.get("meta-inf/manifest.xml")
        return manifest is not None and b"encryption-data" in self._small(manifest)

    def _recognise(self) -> Archive:
        if "xl/workbook.xml" in self.parts:
            types = self.parts.get("[content_types].xml")
            macros = any(path.endswith("vbaproject.bin") for path in self.parts)
            enabled = types is not None and b"macroEnabled" in self._small(types)
            return Archive("xlsm" if macros or enabled else "xlsx", macros)
        if "xl/workbook.bin" in self.parts:
            raise Refusal("old-format", "a binary Excel workbook (.xlsb)")
        if "content.xml" in self.parts and "mimetype" in self.parts:
            if b"opendocument.spreadsheet" in self._small(self.parts["mimetype"]):
                return Archive("ods")
            raise Refusal("not-a-spreadsheet", "an OpenDocument file that is not a spreadsheet")
        for folder, words in _OTHER_KINDS:
            if any(path.startswith(folder) for path in self.parts):
                raise Refusal("not-a-spreadsheet", words)
        raise Refusal("not-a-spreadsheet", "a zip archive of other files")

    def _sheet_parts(self) -> dict[str, str]:
        """Path of a worksheet's XML -> name of the sheet."""
        sheets = list(_elements(self._small(self.parts["xl/workbook.xml"]), "sheet"))
        if len(sheets) > safety.MAX_SHEETS:
            raise Refusal("too-many-sheets", f"{len(sheets):,} sheets")
        targets = {
            link["Id"]: _tidy(posixpath.normpath(posixpath.join("xl", link["Target"].replace("\\", "/"))).lstrip("/"))
            for link in _elements(self._small(self.parts["xl/_rels/workbook.xml.rels"]), "Relationship")
            if link["Type"].endswith("/worksheet")
        }
        named = {targets[sheet["id"]]: sheet["name"] for sheet in sheets if sheet["id"] in targets}
        for path, name in named.items():
            if path not in self.parts:
                raise Refusal("damaged-file", "a list of sheets that names a sheet which is not there", sheet=name)
        return named

    def _scan_sheet(self, part: zipfile.ZipInfo, name: str) -> OddCells:
        scan = SheetScan(name)
        for block in self._blocks(part):
            scan.feed(block)
        return scan.close()

    def _small(self, part: zipfile.ZipInfo) -> bytes:
        return b"".join(self._blocks(part, most=safety.MAX_LIST_BYTES))

    def _blocks(self, part: zipfile.ZipInfo, most: int = safety.MAX_UNPACKED_BYTES) -> Iterator[bytes]:
        """The part's real content; its size is counted as it comes out, whatever the directory claims."""
        claimed, part.file_size = part.file_size, safety.MAX_UNPACKED_BYTES + 1
        size = 0
        with self.opened.open(part) as stream:
            end = b""
            while block := stream.read(_BLOCK):
                _refuse_markup(end + block if size else block, first=not size)
                end = block[-_OVERLAP:]
                size += len(block)
                self.unpacked += len(block)
                self._refuse_by_size(size, most)
                yield block
        part.file_size = claimed
        if size != claimed:
            raise Refusal("damaged-file", "a zip archive whose parts are not of the size it says")

    def _refuse_by_size(self, size: int, most: int) -> None:
        bomb = self.unpacked > safety.SUSPICIOUS_BYTES and self.unpacked > safety.MAX_RATIO * self.packed
        if bomb or size > most or self.unpacked > safety.MAX_UNPACKED_BYTES:
            found = f"{self.packed / 1e6:,.1f} MB that unpack to more than {self.unpacked / 1e6:,.0f} MB"
            raise Refusal("unpacks-too-large", found)


def _refuse_markup(block: bytes, *, first: bool) -> None:
    """A document type can define entities that grow without end; no spreadsheet program writes one.

    Parts in UTF-16 are read as blank sheets by the reader, silently: they are refused too.
    """
    if b"<!" in block and _DEFINITIONS.search(block):
        raise Refusal("unsafe-xml", "definitions of text that grows when it is read")
    if first and b"\0" in block[:1024]:
        raise Refusal("damaged-file", "XML in an encoding that spreadsheets do not use")


def _elements(content: bytes, wanted: str) -> Iterator[dict[str, str]]:
    """The attributes of every element of a local name, namespaces left out."""
    for element in ElementTree.fromstring(content).iter():
        if element.tag.rpartition("}")[2] == wanted:
            yield {key.rpartition("}")[2]: value for key, value in element.attrib.items()}


def _tidy(path: str) -> str:
    return path.replace("\\", "/").lower()
