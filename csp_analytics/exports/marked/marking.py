"""The child process that writes the marked copy of a workbook: a request in, an xlsx file out, nothing on disk."""

from __future__ import annotations

import gc
import io
import os
import pickle
import sys
import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Border, PatternFill, Protection, Side
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from csp_analytics.exports.marked.lifeless import FORMULA_STARTS, opened
from csp_analytics.exports.marked.problem_sheet import Line, add_problems
from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.files._child import limit_resources

AUTHOR = "csp-analytics"
BEFORE = "\n\nThe comment that stood here:\n"
WRONG, CHANGED = PatternFill("solid", start_color="FFF2CC"), PatternFill("solid", start_color="DAE8F5")
_BOLD, _THIN = Side(style="medium", color="002D54"), Side(style="thin", color="6F6F6F")
_WIDEST = 48  # characters
_MOST_MERGED = 10_000  # cells of one merged range

__all__ = ["Line", "Mark", "Request", "main", "problems_only"]


@dataclass(frozen=True)
class Mark:
    """One cell to mark: sheet, zero-based row and column, the words of its comment, whether it is still wrong."""

    sheet: str
    row: int
    column: int
    words: str
    wrong: bool


@dataclass(frozen=True)
class Request:
    """What is to be written.

    Attributes:
        data: the xlsx file to copy; None when its cells are written out.
        sheets: title, visible, rows, errors and merged ranges of every sheet, as the readers have them.
        values: sheet, zero-based row and column, and what the cell is to hold.
        marks: cells to mark.
        lines: the list of problems.
        words: title of the list, what file it is about, what to do.
    """

    data: bytes | None
    sheets: list[tuple[str, bool, list[list[Any]], dict[tuple[int, int], str], list[tuple[int, int, int, int]]]]
    values: list[tuple[str, int, int, Any]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def main() -> None:
    """Reads a request from standard input and writes the workbook to standard output."""
    limit_resources()
    gc.disable()
    warnings.simplefilter("ignore")
    request = pickle.loads(sys.stdin.buffer.read())  # written by the process that started this one
    try:
        made = written(request)
    except BaseException:  # the parent goes on without: what the file did to the library is nobody's concern
        os._exit(1)
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    os._exit(0)


def written(request: Request) -> bytes:
    """The marked copy (xlsx)."""
    titles = {title for title, *_ in request.sheets}
    book = _cells_of(request) if request.data is None else opened(request.data, titles)
    for sheet in book.worksheets:
        _unmark(sheet)
    for title, row, column, value in request.values:
        _put(_own_cell(book[title], row + 1, column + 1), value)
    for mark in request.marks:
        _mark(book[mark.sheet], mark)
    add_problems(book, request.lines, request.words)
    return as_bytes(book)


def problems_only(lines: list[Line], words: list[str]) -> bytes:
    """A workbook (xlsx) that holds the list of problems alone."""
    book = Workbook()
    book.remove(book.active)
    add_problems(book, lines, words)
    return as_bytes(book)


def as_bytes(book: Workbook) -> bytes:
    """The workbook as a file. The library would write each sheet to the disk first, where it could be left behind."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive).write_data()
    return stream.getvalue()


class _InMemory(ExcelWriter):
    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        out = io.BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


def _cells_of(request: Request) -> Workbook:
    """The cells of a file that is no xlsx, as one."""
    book = Workbook()
    book.remove(book.active)
    for title, visible, rows, errors, merged in request.sheets:
        sheet = book.create_sheet(title)
        sheet.sheet_state = "visible" if visible else "hidden"
        lengths: dict[int, int] = {}
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    _put(sheet.cell(number, column), value)
                    lengths[column] = max(lengths.get(column, 8), min(len(str(value)), _WIDEST))
        for (row_, column_), error in errors.items():
            cell = sheet.cell(row_ + 1, column_ + 1)
            cell.value, cell.data_type = error, "e" if error in ERROR_CODES else "s"
        for column, length in lengths.items():
            sheet.column_dimensions[sheet.cell(1, column).column_letter].width = length + 2
        for top, left, bottom, right in merged:
            if (bottom - top + 1) * (right - left + 1) <= _MOST_MERGED:
                sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    if not any(sheet.sheet_state == "visible" for sheet in book.worksheets):
        book.worksheets[0].sheet_state = "visible"
    return book


def _put(cell: Cell, value: Any) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = kept(value) or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = cell.value.startswith(FORMULA_STARTS)


def _own_cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell to write to: a merged range that covers it is taken apart, its value going down its first column."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    merged = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
    held = sheet.cell(merged.min_row, merged.min_col).value
    sheet.unmerge_cells(merged.coord)
    for below in range(merged.min_row, merged.max_row + 1):
        _put(sheet.cell(below, merged.min_col), held)
    return sheet.cell(row, column)


def _mark(sheet: Worksheet, mark: Mark) -> None:
    cell = sheet.cell(mark.row + 1, mark.column + 1)
    if isinstance(cell, MergedCell):
        merged = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
        cell = sheet.cell(merged.min_row, merged.min_col)
    side = _BOLD if mark.wrong else _THIN
    cell.fill = WRONG if mark.wrong else CHANGED
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.protection = Protection(locked=False)
    words = mark.words
    if cell.comment is not None:
        ours = cell.comment.author == AUTHOR
        words = f"{cell.comment.text}\n\n{words}" if ours else f"{words}{BEFORE}{cell.comment.text}"
    lines = sum(1 + len(line) // 50 for line in words.splitlines())
    cell.comment = Comment(words, AUTHOR, width=360, height=min(30 + 17 * lines, 500))


def _unmark(sheet: Worksheet) -> None:
    """Takes the marks of an earlier copy off, so that only what is wrong now is marked."""
    for cell in _cells(sheet):
        if cell.comment is not None and cell.comment.author == AUTHOR:
            _, _, before = cell.comment.text.partition(BEFORE)
            cell.comment = Comment(before, "") if before else None
            cell.fill = PatternFill()
            cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def _cells(sheet: Worksheet) -> Iterable[Cell]:
    return [cell for cell in sheet._cells.values() if not isinstance(cell, MergedCell)]
