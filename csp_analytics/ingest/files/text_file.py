"""CSV files: their encoding, their delimiter and their cells, all as text."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import Any

from csp_analytics.ingest.files.safety import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Refusal

DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 50
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes) -> tuple[str, int]:
    """The text of a file, and how many of its characters could not be read.

    UTF-8 is tried first, since text in another encoding is almost never valid UTF-8; UTF-16 says so in its first two
    bytes; what is left is Windows-1252, in which British Excel saves "CSV".

    Raises:
        Refusal: when the bytes are not text.
    """
    lost = 0
    if data.startswith(_UTF16_MARKS):
        text = data.decode("utf-16", "replace")
        lost = text.count("\ufffd")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
            lost = text.count("\ufffd")
    if _NOT_TEXT.search(text) or lost > len(text) // 100 + 1:
        raise Refusal("not-a-spreadsheet", "a file that is neither text nor a workbook")
    return text, lost


def split(text: str) -> list[list[Any]]:
    """The rows of a CSV; empty cells are None, everything else stays as it was typed.

    Raises:
        Refusal: when quotation marks do not pair up, or there are too many rows or columns.
    """
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r'"?sep=(.)"?\s*', first)  # Excel's own way to name the delimiter; it does not show the line
    body, delimiter = (rest, told.group(1)) if told else (text, find_delimiter(text))
    rows: list[list[Any]] = []
    cells = 0
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append([value or None for value in row])
            cells += len(row)
            if len(rows) > MAX_ROWS or cells > MAX_CELLS or len(row) > MAX_COLUMNS:
                _check_size(rows, cells)
    except csv.Error as error:
        raise Refusal("broken-quotes", str(error), cell=f"row {len(rows) + 1}") from error
    return trimmed(rows)


def find_delimiter(text: str) -> str:
    """The delimiter that divides the first rows most evenly into the most columns; a comma when none divides them."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(row) for row in islice(reader, _SAMPLE_ROWS) if row)
        except csv.Error:
            continue
        divided = {width: count for width, count in widths.items() if width > 1}
        if not divided:
            continue
        width, count = max(divided.items(), key=lambda item: (item[1], item[0]))
        score = (round(count / widths.total(), 1), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """The same rows without blank cells at their ends and without blank rows at the end."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _check_size(rows: list[list[Any]], cells: int) -> None:
    row = f"row {len(rows)}"
    if len(rows) > MAX_ROWS and any(value for value in rows[-1]):
        raise Refusal("too-many-rows", f"a filled {row}", cell=row)
    if len(rows[-1]) > MAX_COLUMNS and any(rows[-1][MAX_COLUMNS:]):
        raise Refusal("too-many-columns", f"{len(rows[-1]):,} columns", cell=row)
    if cells > MAX_CELLS:
        raise Refusal("too-many-cells", f"{cells:,} cells", cell=row)
