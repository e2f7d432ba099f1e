"""A spreadsheet file as cells with addresses, whatever program wrote it; or the reasons why it cannot be read.

Files are recognised by their content, never by their name. Workbooks are opened in a child process (`isolation.py`);
text stays as it was typed: '007' stays '007' and 'N/A' stays 'N/A'.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from csp_analytics.ingest.files import isolation, safety, text_file
from csp_analytics.ingest.files.refusals import as_problem
from csp_analytics.ingest.files.safety import Refusal
from csp_analytics.ingest.files.sheet_xml import address
from csp_analytics.problems import NOTE, WARNING, Problem

__all__ = ["ERROR_TEXTS", "Sheet", "Value", "Workbook", "address", "read_workbook"]

Value = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | None

# Calc saves these where the fast reader sees text, and Excel writes them into CSV files.
ERROR_TEXTS = frozenset(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: as on its tab; empty for a CSV.
        visible: False when the sheet is hidden.
        rows: ``rows[0]`` is row 1 and ``rows[r][0]`` is column A. Blanks and empty texts are None; rows differ in
            length; blank cells at the end of a row and blank rows at the end are left out.
        errors: zero-based (row, column) -> ``#REF!``, ``#N/A`` ...; ``rows`` holds None there.
        uncalculated: zero-based (row, column) -> formula that has no stored value; ``rows`` holds None there.
        merged: zero-based first row, first column, last row, last column of every merged range.
        hidden: zero-based first and last column of every run of hidden columns of an Excel workbook.
    """

    name: str
    visible: bool
    rows: list[list[Value]]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()

    def value(self, row: int, column: int) -> Value:
        """What a cell holds; None when it is blank or lies outside.

        Args:
            row: zero-based row.
            column: zero-based column.
        """
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


@dataclass(frozen=True)
class Workbook:
    """One file.

    Attributes:
        name: the file's name as the person knows it, without folders.
        digest: sha256 of its bytes, hexadecimal.
        kind: ``xlsx``, ``xlsm``, ``ods`` or ``csv``, by content.
        sheets: in the order of their tabs; charts on tabs of their own are left out.
    """

    name: str
    digest: str
    kind: str
    sheets: tuple[Sheet, ...]


def read_workbook(source: Path | bytes, name: str | None = None) -> tuple[Workbook | None, list[Problem]]:
    """Read a spreadsheet file.

    Args:
        source: where it lies, or its bytes.
        name: the file's name as the person knows it; the path's own name when left out.

    Returns:
        The workbook, and what is to be said about it; None when it cannot be read, with at least one error.
    """
    known_as = name or (source.name if isinstance(source, Path) else "uploaded file")
    try:
        data = source if isinstance(source, bytes) else _bytes_of(source)
        if safety.container(data) == "zip":
            kind, sheets, problems = _from_archive(data, known_as)
        else:
            kind, sheets, problems = _from_text(data, known_as)
        if not any(sheet.rows or sheet.errors or sheet.uncalculated for sheet in sheets):
            raise Refusal("nothing-in-file")
    except Refusal as refusal:
        return None, [as_problem(refusal, known_as)]
    return Workbook(known_as, hashlib.sha256(data).hexdigest(), kind, sheets), problems


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > safety.MAX_FILE_BYTES:
            raise Refusal("file-too-large", f"{size / 1e6:,.0f} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refusal("file-not-found", "no such file") from error
    except OSError as error:
        raise Refusal("file-not-readable", error.strerror or "a file that cannot be read") from error


def _from_archive(data: bytes, known_as: str) -> tuple[str, tuple[Sheet, ...], list[Problem]]:
    kind, macros, parts = isolation.read_in_child(data)
    sheets = tuple(Sheet(*part) for part in parts)
    if kind == "ods":
        for sheet in sheets:
            _lift_errors(sheet)
    if not macros:
        return kind, sheets, []
    advice = "Only the cells were read; macros are never run."
    return kind, sheets, [Problem(NOTE, known_as, found="macros", advice=advice, code="macros-ignored")]


def _from_text(data: bytes, known_as: str) -> tuple[str, tuple[Sheet, ...], list[Problem]]:
    if len(data) <= safety.SMALL_TEXT_BYTES:
        with isolation.collection_paused():
            lost, rows = text_file.table(data)
    else:
        lost, rows = isolation.read_text_in_child(data)
    sheet = Sheet("", True, rows)
    if b"#" in data:
        _lift_errors(sheet)
    if not lost:
        return "csv", (sheet,), []
    found = f"{lost:,} character{'s' if lost > 1 else ''} in an unknown encoding"
    advice = "They are shown as \ufffd: save the file as 'CSV UTF-8' in Excel and load it again."
    return "csv", (sheet,), [Problem(WARNING, known_as, found=found, advice=advice, code="unreadable-characters")]


def _lift_errors(sheet: Sheet) -> None:
    """Moves errors that came as text into ``errors``, so that they are told apart from what people typed."""
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value in ERROR_TEXTS:
                sheet.errors[number, column] = str(value)
                row[column] = None
    for number, column in sheet.errors:
        if sheet.value(number, column) is not None:
            sheet.rows[number][column] = None
