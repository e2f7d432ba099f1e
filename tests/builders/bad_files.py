"""Files that must be refused: damaged, protected, too large, hostile, or no spreadsheet at all."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

from tests.builders.parts import SHEET_PART, parts_of
from tests.builders.workbooks import NAMESPACE, TABLE, Rows, sheet_xml, workbook


def password_protected(path: Path, sheets: Mapping[str, Rows] = TABLE, password: str = "open sesame") -> Path:
    """A workbook encrypted as Excel does it when a password is needed to open."""
    workbook(path, sheets)
    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as out:
        OOXMLFile(plain).encrypt(password, out)
    return path


def corrupt_zip(path: Path) -> Path:
    """A workbook with the middle of its sheet overwritten: its list of parts is whole, one part does not unpack."""
    workbook(path, {"Ratings": [[f"Area {n}", n] for n in range(500)]})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo(SHEET_PART)
    middle = part.header_offset + 80 + part.compress_size // 2
    data[middle : middle + 60] = b"\xff" * 60
    path.write_bytes(data)
    return path


def truncated(path: Path) -> Path:
    """The first half of a workbook, as a broken-off download leaves it."""
    workbook(path, {"Ratings": [[f"Area {n}", n] for n in range(500)]})
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def zip_bomb(path: Path, megabytes: int = 200, claimed: int | None = None) -> Path:
    """A small workbook whose sheet unpacks to many megabytes of blanks.

    Args:
        path: where to write it.
        megabytes: what the sheet unpacks to.
        claimed: the size that the archive says it has, when it lies.
    """
    size = _with_long_sheet(path, (b" " * 1_000_000 for _ in range(megabytes)))
    if claimed is not None:
        path.write_bytes(path.read_bytes().replace(struct.pack("<L", size), struct.pack("<L", claimed)))
    return path


def far_cell(path: Path, cell: str = "XFD1048576") -> Path:
    """A workbook of a few kilobytes with one filled cell far away from everything."""
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return sheet_xml(path, f'{near}<row r="{row}"><c r="{cell}"><v>1</v></c></row>')


def ghost_cells(path: Path, cell: str = "XFD1048576", empty: str = 's="1"/>') -> Path:
    """A small table whose sheet also names a coloured but empty cell far away; spreadsheet programs leave many.

    Args:
        path: where to write it.
        cell: the address of the empty cell.
        empty: how the file writes that it is empty.
    """
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return sheet_xml(path, f'{near}<row r="{row}"><c r="{cell}" {empty}</row>')


def million_rows(path: Path, rows: int = 1_048_576) -> Path:
    """A workbook with a number in column A of every row, to the last row that Excel has."""
    blocks = (range(first, min(first + 10_000, rows + 1)) for first in range(1, rows + 1, 10_000))
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    _with_long_sheet(path, ("".join(map(row.format, numbers)).encode() for numbers in blocks))
    return path


def many_sheets(path: Path, number: int = 201) -> Path:
    """A workbook with more sheets than anyone can look through."""
    return workbook(path, {f"Sheet {n}": [[n]] for n in range(1, number + 1)})


def entity_bomb(path: Path) -> Path:
    """A workbook whose XML defines texts out of texts ("billion laughs"): it grows a billionfold when it is read."""
    names = "abcdefghij"
    lines = [f'<!ENTITY {names[0]} "ha">']
    lines += [f'<!ENTITY {this} "{f"&{last};" * 10}">' for last, this in pairwise(names)]
    before = f'<?xml version="1.0"?><!DOCTYPE worksheet [{"".join(lines)}]>'
    return sheet_xml(path, '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>', before=before)


def picture_renamed(path: Path) -> Path:
    """A PNG picture of one grey dot, under whatever name the path has."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    header = struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0)
    picture = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + picture)
    return path


def web_page_as_xls(path: Path) -> Path:
    """A web page with a table, as many systems export under the name .xls."""
    path.write_text("<html><body><table><tr><td>Area</td><td>Level</td></tr></table></body></html>")
    return path


def pdf_renamed(path: Path) -> Path:
    """The beginning of a PDF document, under whatever name the path has."""
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
    return path


def old_excel(path: Path) -> Path:
    """What an Excel 97 workbook begins with: the old container, with the name of its main stream in the directory."""
    directory = "Root Entry".encode("utf-16-le").ljust(128, b"\0") + "Workbook\0".encode("utf-16-le").ljust(128, b"\0")
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1").ljust(512, b"\0") + directory.ljust(1024, b"\0"))
    return path


def other_zip(path: Path, part: str = "word/document.xml") -> Path:
    """A zip archive that is no workbook: a Word document, or whatever the part belongs to."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "<document/>")
    return path


def _with_long_sheet(path: Path, blocks: Iterable[bytes]) -> int:
    """A workbook whose sheet is written block by block, since it is too long to hold; gives the size of its XML."""
    parts = parts_of(workbook(path))
    parts.pop(SHEET_PART)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open(SHEET_PART, "w") as sheet:
            sheet.write(f"<worksheet {NAMESPACE}><sheetData>".encode())
            for block in blocks:
                sheet.write(block)
            sheet.write(b"</sheetData></worksheet>")
        return archive.getinfo(SHEET_PART).file_size
