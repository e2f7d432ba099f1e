"""The parts of a zip archive, taken out and put back."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

SHEET_PART = "xl/worksheets/sheet1.xml"


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a zip archive by name, in their order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replace_parts(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    """Writes a zip archive again with some parts replaced or added."""
    return zip_of(path, {**parts_of(path), **parts})


def zip_of(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    """Writes a zip archive of the parts given."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return path
