"""Real files changed by chance, as damage, other programs and hostile people change them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from random import Random

NASTY = (
    "", "-1", "0", "1", "99999999999999999999", "1e309", "A0", "XFD1048576", "ZZ200000", "A1:XFD1048576", "\u202e",
    "&#0;", "&#x1F600;", "&amp;lt;", "]]>", "<![CDATA[x]]>", "<!-- -->", "=1+1", "../../../etc/passwd",
    "e", "s", "str", "inlineStr", "b", "d", "n", "nan", "true", "#REF!", "x" * 40_000, "999999999999", "\ufeff", "\0",
)  # fmt: skip
_VALUE = re.compile(r'="([^"]*)"')
_TEXT = re.compile(r">([^<]+)<")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_XML = (".xml", ".rels")


def mutated(data: bytes, chance: Random) -> bytes:
    """A file changed in one to three ways.

    Args:
        data: an xlsx, xlsm, ods or csv file.
        chance: what decides; the same gives the same.
    """
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(_WAYS if data.startswith(b"PK\x03\x04") else _OF_ANY)(data, chance)
    return data


def _flipped(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 4, 100, 10_000)) :]


def _doubled(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((1, 4, 100, 2_000))]
    return data[:start] + piece * chance.choice((2, 3, 20)) + data[start:]


def _put_in(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.choice(NASTY).encode("utf-8") + data[start:]


def _parts_changed(data: bytes, chance: Random) -> bytes:
    """Changes inside the XML: the archive around it stays whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return _flipped(data, chance)  # an earlier change broke the archive
    names = [name for name in parts if name.endswith(_XML)]
    if not names:
        return _flipped(data, chance)
    name = chance.choice(names)
    kind = chance.randrange(10)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = parts[chance.choice(names)]
    elif kind == 2:
        parts[name] = chance.choice(_OF_ANY)(parts[name], chance)
    else:
        parts[name] = _xml_changed(parts[name].decode("utf-8", "replace"), chance).encode("utf-8", "replace")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content)
    return stream.getvalue()


def _xml_changed(text: str, chance: Random) -> str:
    pattern = chance.choice((_VALUE, _VALUE, _TEXT, _TAG))
    found = list(pattern.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    start, end = one.span(1) if pattern is not _TAG else one.span()
    if pattern is not _TAG:
        other = chance.choice(found)
        return text[:start] + chance.choice((chance.choice(NASTY), other[1])) + text[end:]
    return text[:start] + chance.choice(("", one[0] * 2, one[0] * 300, "<a>", "</a>", "<a/>")) + text[end:]


def _size_lied_about(data: bytes, chance: Random) -> bytes:
    """Another number in the list of parts at the end of the archive: a size, a checksum, a place."""
    places = [found.start() for found in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    if not places:
        return _flipped(data, chance)
    at = chance.choice(places) + chance.choice((8, 10, 14, 16, 18, 20, 22, 24, 28, 42))
    number = chance.choice((0, 1, 0xFFFF, 0xFFFFFFFF, chance.randrange(2**32))).to_bytes(4, "little")
    return data[:at] + number[: chance.choice((2, 4))] + data[at + 4 :] if at + 4 < len(data) else data


_OF_ANY = (_flipped, _cut, _doubled, _put_in)
_WAYS = (_flipped, _cut, _put_in, _size_lied_about, *([_parts_changed] * 8))
