"""CSV files: their encoding, their delimiter and their cells, all as text."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import Any

from csp_analytics.ingest.files.safety import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Refusal

DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 50
_UNDIVIDED_TOP = 0.8  # the most that a delimiter is worth which does not divide the first row
_BLOCK_TEXTS = 20_000
# Excel's own way to name the delimiter, in a first line that it does not show.
_TOLD = re.compile(r'"?sep=(.)"?[ \t]*(\r\n|\r|\n)')
# Characters that no text holds; the end of a file from MS-DOS (26) is let pass.
_CONTROL = bytes([*range(0, 9), *range(14, 26), *range(27, 32)])
_NEITHER = "a file that is neither text nor a workbook"
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def table(data: bytes) -> tuple[int, list[list[Any]]]:
    """How many characters of a CSV could not be read, and its rows as :func:`split` gives them.

    Raises:
        Refusal: when the bytes are not text, or are beyond a limit.
    """
    text, lost = decode(data)
    return lost, split(text)


def decode(data: bytes) -> tuple[str, int]:
    """The text of a file, and how many of its characters could not be read.

    UTF-8 is tried first, since text in another encoding is almost never valid UTF-8; UTF-16 says so in its first two
    bytes, or by a zero in every other byte; what is left is Windows-1252, in which British Excel saves "CSV".

    Raises:
        Refusal: when the bytes are not text.
    """
    lost = 0
    if utf16 := _utf16(data):
        text = data.decode(utf16, "replace")
        lost = text.count("\ufffd")
        if any(ord(letter) in _CONTROL for letter in set(text) if letter < " "):
            raise Refusal("not-a-spreadsheet", _NEITHER)
    else:
        if len(data.translate(None, _CONTROL)) < len(data):  # several times quicker than a search of the text
            raise Refusal("not-a-spreadsheet", _NEITHER)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
            lost = text.count("\ufffd")
    if lost > len(text) // 100 + 1:
        raise Refusal("not-a-spreadsheet", _NEITHER)
    return text, lost


def _utf16(data: bytes) -> str:
    """Which UTF-16 the bytes are; empty when they are none."""
    if data.startswith(_UTF16_MARKS):
        return "utf-16"
    start = data[:2000]
    if len(start) < 4 or b"\0" not in start:
        return ""
    odd, even = (start[place::2].count(0) / (len(start) // 2) for place in (1, 0))
    return "utf-16-le" if odd > 0.7 and even < 0.1 else "utf-16-be" if even > 0.7 and odd < 0.1 else ""


def split(text: str) -> list[list[Any]]:
    """The rows of a CSV; empty cells are None, everything else stays as it was typed.

    Raises:
        Refusal: when quotation marks do not pair up, or there are too many rows or columns.
    """
    told = _TOLD.match(text)
    body, delimiter = (text[told.end() :], told.group(1)) if told else (text, find_delimiter(text))
    rows: list[list[Any]] = []
    known: dict[str, str | None] = {"": None}
    cells = blank = 0
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if not any(row):  # counted, and written out when a filled row follows: a file may be nothing but line ends
                blank += 1
                continue
            cells += len(row)
            _check_size(row, len(rows) + blank + 1, cells)
            rows.extend([] for _ in range(blank))
            blank = 0
            if len(known) > _BLOCK_TEXTS:
                # Equal texts are stored once, since a table repeats few texts many times. The memory of texts starts
                # afresh every so often, or a million different ones would make it slow.
                known = {"": None}
            share = known.setdefault
            rows.append([share(value, value) for value in row])
    except csv.Error as error:
        raise Refusal("broken-quotes", str(error), cell=f"row {len(rows) + blank + 1}") from error
    return trimmed(rows)


def find_delimiter(text: str) -> str:
    """The delimiter that divides the first rows most evenly into the most columns; a comma when none divides them.

    One that divides the answers but not the first row counts less: it may stand inside cells, as ``;`` does between
    ticked options. It still wins over one that divides nothing evenly, since a title may stand above the headings.
    """
    best, best_score = ",", (0.0, 0, 0)
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
        try:
            lengths = [len(row) for row in islice(reader, _SAMPLE_ROWS) if row]
        except csv.Error:
            continue
        divided = {width: count for width, count in Counter(lengths).items() if width > 1}
        if not divided:
            continue
        width, count = max(divided.items(), key=lambda item: (item[1], item[0]))
        share = count / len(lengths)
        if lengths[0] == 1:
            share = min(share, _UNDIVIDED_TOP)
        score = (round(share, 1), width, count)
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


def _check_size(row: list[str], number: int, cells: int) -> None:
    where = f"row {number}"
    if number > MAX_ROWS:
        raise Refusal("too-many-rows", f"a filled {where}", cell=where)
    if len(row) > MAX_COLUMNS and any(row[MAX_COLUMNS:]):
        raise Refusal("too-many-columns", f"{len(row):,} columns", cell=where)
    if cells > MAX_CELLS:
        raise Refusal("too-many-cells", f"{cells:,} cells", cell=where)
    if (longest := max(map(len, row))) > MAX_TEXT:
        raise Refusal("too-much-text", f"a text of {longest:,} letters", cell=where)
