"""The child process that opens a workbook: bytes in, plain values out, within limits of memory and time.

A fast reader is compiled code that takes the process down when a hostile file makes it ask for too much memory; here
it takes down a process that nobody misses. Only texts, numbers and lists go back (`marshal`): nothing in the answer
can name a class or run code in the parent.
"""

from __future__ import annotations

import datetime
import gc
import io
import marshal
import os
import sys
from contextlib import suppress
from itertools import zip_longest

import python_calamine

from csp_analytics.ingest.files.archive import Archive, check_archive
from csp_analytics.ingest.files.safety import (
    CHILD_MEMORY_BYTES,
    CHILD_SECONDS,
    MAX_ANSWER_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ODD_CELLS,
    MAX_ROWS,
    MAX_SHEET_NAME,
    MAX_SHEETS,
    MAX_TEXT,
    ZIP_SIGNATURE,
    Refusal,
)
from csp_analytics.ingest.files.sheet_xml import OddCells, address
from csp_analytics.ingest.files.text_file import table

_KINDS = {datetime.date: "date", datetime.datetime: "datetime", datetime.time: "time", datetime.timedelta: "duration"}


def main() -> None:
    """Read a workbook from standard input and write the answer to standard output."""
    limit_resources()
    gc.disable()  # nothing is thrown away before the process ends, and looking for it takes a sixth of the time
    answer = reply(sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # taking a million values apart one by one is time that someone waits for


def reply(data: bytes) -> bytes:
    """The marshalled answer: ``("book", kind, macros, sheets)``, ``("text", lost, rows)`` or
    ``("refused", code, found, sheet, cell)``.
    """
    try:
        answer = _book(data) if data.startswith(ZIP_SIGNATURE) else marshal.dumps(("text", *table(data)))
        if len(answer) > MAX_ANSWER_BYTES:
            raise Refusal("too-much-text", f"{len(answer) / 1e6:,.0f} MB of text")
        return answer
    except Refusal as refusal:
        return marshal.dumps(("refused", refusal.code, refusal.found, refusal.sheet, refusal.cell))
    except python_calamine.PasswordError:
        return marshal.dumps(("refused", "password-protected", "", "", ""))
    except MemoryError:
        return marshal.dumps(("refused", "too-large-or-damaged", "", "", ""))
    except BaseException as error:  # the reader's own panics do not derive from Exception
        said = f"a workbook that cannot be followed ({type(error).__name__}: {error})"[:300]
        return marshal.dumps(("refused", "damaged-file", said, "", ""))


def limit_resources() -> None:
    """Sets the limits of this process; Windows has none, so there the parent's clock alone holds."""
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, CHILD_MEMORY_BYTES),
        (resource.RLIMIT_CPU, CHILD_SECONDS),
        (resource.RLIMIT_CORE, 0),  # a dump would hold what people wrote
        (resource.RLIMIT_FSIZE, 0),  # it has nothing to write
    )
    for kind, most in limits:
        with suppress(ValueError, OSError):  # some systems refuse some limits; the others still hold
            resource.setrlimit(kind, (most, most))


def _book(data: bytes) -> bytes:
    archive = check_archive(data)
    return marshal.dumps(("book", archive.kind, archive.macros, _sheets(data, archive)))


def _sheets(data: bytes, archive: Archive) -> list[tuple]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    worksheets = [about for about in book.sheets_metadata if about.typ == python_calamine.SheetTypeEnum.WorkSheet]
    if len(worksheets) > MAX_SHEETS:
        raise Refusal("too-many-sheets", f"{len(worksheets):,} sheets")
    if long := [about.name for about in worksheets if len(about.name) > MAX_SHEET_NAME]:
        raise Refusal("damaged-file", f"a sheet with a name of {len(long[0]):,} letters")
    cells = 0
    packed = []
    for about in worksheets:
        sheet = book.get_sheet_by_name(about.name)
        cells += _measure(sheet, cells)
        visible = about.visible == python_calamine.SheetVisibleEnum.Visible
        packed.append((about.name, visible, *_pack(sheet, _odd_cells(archive, about.name))))
    return packed


def _odd_cells(archive: Archive, name: str) -> OddCells:
    """The odd cells of a sheet; a sheet of an Excel workbook that was not searched is not taken to have none."""
    odd = archive.odd_cells.get(name, OddCells()) if archive.kind == "ods" else archive.odd_cells[name]
    number = len(odd.errors) + len(odd.uncalculated)
    if number > MAX_ODD_CELLS:
        raise Refusal("too-many-cells", f"{number:,} error cells and formulas without a value", name)
    return odd


def _measure(sheet: python_calamine.CalamineSheet, before: int) -> int:
    """Number of cells of the sheet's rectangle, refused when it is beyond a limit."""
    rows, columns = (place + 1 for place in sheet.end or (-1, -1))
    if rows > MAX_ROWS:
        raise Refusal("too-many-rows", f"{rows:,} rows", sheet.name)
    if columns > MAX_COLUMNS:
        raise Refusal("too-many-columns", f"{columns:,} columns", sheet.name)
    if before + rows * columns > MAX_CELLS:
        raise Refusal("too-many-cells", f"{rows:,} rows by {columns:,} columns", sheet.name)
    return rows * columns


def _pack(sheet: python_calamine.CalamineSheet, odd: OddCells) -> tuple:
    merged = _merged(sheet, odd)
    rows = _compact(sheet.to_python(skip_empty_area=False), sheet.name)
    dates: list[tuple] = []
    try:
        packed = marshal.dumps(rows)
    except ValueError:  # dates are not plain values: they travel as text, with a list of where they stand
        dates = _take_dates(rows)
        packed = marshal.dumps(rows)
    return packed, dates, odd.errors, odd.uncalculated, merged, odd.hidden


def _merged(sheet: python_calamine.CalamineSheet, odd: OddCells) -> list[tuple[int, int, int, int]]:
    """The merged ranges, cut off where the sheet ends: a range may claim all cells that a sheet could have."""
    every = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()] or odd.merged
    if len(every) > MAX_MERGED:
        raise Refusal("too-many-merged", f"{len(every):,} merged ranges", sheet.name)
    down, across = sheet.end or (0, 0)
    return [
        (top, left, min(bottom, max(down, top)), min(right, max(across, left)))
        for top, left, bottom, right in every
        if top <= down and left <= across
    ]


def _compact(rows: list[list], name: str = "") -> list[list]:
    """Blanks as None, trailing blanks gone, and equal texts stored once.

    A long table repeats few texts many times: sharing them makes the answer half as long and quicker to unpack. The
    memory of texts starts afresh every thousand rows, or a million different ones would make it slow. Numbers are
    not shared, since 1, 1.0 and TRUE would count as one.
    """
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    compact: list[list] = []
    for first in range(0, len(rows), 1000):
        known: dict[str, str | None] = {"": None}
        share = known.setdefault
        compact += [
            [share(value, value) if value.__class__ is str else value for value in row]
            for row in rows[first : first + 1000]
        ]
        if max(map(len, known)) > MAX_TEXT:
            raise _too_long(compact, name)
    return compact


def _too_long(rows: list[list], name: str) -> Refusal:
    places = ((row, column) for row, values in enumerate(rows) for column, value in enumerate(values)
              if value.__class__ is str and len(value) > MAX_TEXT)  # fmt: skip
    row, column = next(places)
    return Refusal("too-much-text", f"a text of {len(rows[row][column]):,} letters", name, address(row, column))


def _take_dates(rows: list[list]) -> list[tuple]:
    """Takes dates and times out of the rows: kind, column, numbers of the rows, ISO texts.

    Looked for column by column, since most columns hold none and a set of types is quickly made.
    """
    taken = []
    for column, values in enumerate(zip_longest(*rows)):
        for kind in _KINDS.keys() & set(map(type, values)):
            numbers = [number for number, value in enumerate(values) if value.__class__ is kind]
            texts = {value: _as_text(value) for value in {values[number] for number in numbers}}
            taken.append((_KINDS[kind], column, numbers, [texts[values[number]] for number in numbers]))
            for number in numbers:
                rows[number][column] = None
    return taken


def _as_text(value: datetime.date | datetime.time | datetime.timedelta) -> str:
    return _hours(value) if isinstance(value, datetime.timedelta) else value.isoformat()


def _hours(span: datetime.timedelta) -> str:
    """A length of time as a spreadsheet shows it: ``30:00:00``."""
    seconds = round(span.total_seconds())
    return f"{'-' if seconds < 0 else ''}{abs(seconds) // 3600}:{abs(seconds) // 60 % 60:02}:{abs(seconds) % 60:02}"
