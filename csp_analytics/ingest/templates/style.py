"""How the workbooks that we hand out look: large enough, high in contrast, wrapped, and printable."""

from __future__ import annotations

import io
import re
import textwrap

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from csp_analytics.ingest.cell_text import kept

FONT = "Arial"
# The Scottish Government's dark blue; white on it has a contrast of 10 to 1.
_DARK, _PALE, _LINE = "002D54", "F3F3F3", "6F6F6F"
_LINE_POINTS = 14.5
_HIGHEST = 409  # points; a higher row is a fault in the file
_THIN = Side(style="thin", color=_LINE)
# In a workbook's XML this stands for a character by its code, so it has to be written by the code of its underscore.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@")


def new_workbook(title: str) -> Workbook:
    """An empty workbook without sheets, with its title and language set for screen readers."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title = title
    book.properties.language = "en-GB"
    book.properties.creator = "csp-analytics"
    return book


def put(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, wrap: bool = True) -> Cell:
    """Writes text into a cell and never a formula, whatever the text begins with.

    Args:
        sheet: the sheet.
        row: 1-based row.
        column: 1-based column.
        text: the text; nothing is written when it is empty.
        bold: whether it is bold.
        wrap: whether a long text goes on below; else it runs over the cells to its right.
    """
    cell = sheet.cell(row, column)
    if text:
        cell.value = _ESCAPE.sub("_x005F_", kept(text))
        cell.data_type = "s"
        cell.quotePrefix = cell.value.startswith(_FORMULA_STARTS)
    cell.font = Font(name=FONT, size=11, bold=bold)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    return cell


def title(sheet: Worksheet, text: str) -> None:
    """The sheet's heading in A1, on one line over the columns to its right."""
    put(sheet, 1, 1, text, wrap=False).font = Font(name=FONT, size=16, bold=True)
    sheet.row_dimensions[1] = _FittedRow(sheet, index=1, ht=24)


def heading(sheet: Worksheet, row: int, texts: list[str]) -> None:
    """The header row of a table."""
    for column, text in enumerate(texts, start=1):
        cell = put(sheet, row, column, text, bold=True)
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=_DARK)


def to_fill_in(cell: Cell) -> Cell:
    """Marks a cell as one to type in: framed, unlocked, text as it is typed."""
    cell.protection = Protection(locked=False)
    cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    cell.number_format = "@"
    return cell


def fixed(cell: Cell) -> Cell:
    """Marks a cell as given: framed, pale ground, locked."""
    cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    cell.fill = PatternFill("solid", start_color=_PALE)
    return cell


class _FittedRow(RowDimension):
    """A row with a height that a program may still fit to its text, as it does when somebody types into it."""

    @property
    def customHeight(self) -> bool:
        return False


def widths(sheet: Worksheet, columns: list[float]) -> None:
    """Widths of the columns from A, in characters, and heights of the rows that hold the wrapped text so far.

    Excel fits heights itself when it opens a file; other programs and previews show what is written here.
    """
    for number, width in enumerate(columns, start=1):
        sheet.column_dimensions[sheet.cell(1, number).column_letter].width = width
    for row in sheet.iter_rows():
        lines = max(_lines(cell, columns[cell.column - 1]) for cell in row)
        if lines > 1:
            number = row[0].row
            sheet.row_dimensions[number] = _FittedRow(sheet, index=number, ht=min(_LINE_POINTS * lines + 3, _HIGHEST))


def _lines(cell: Cell, width: float) -> int:
    if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
        return 1
    return sum(max(len(textwrap.wrap(line, max(int(width), 1))), 1) for line in cell.value.split("\n"))


def to_print(sheet: Worksheet, header_row: int = 0) -> None:
    """Landscape A4, one page wide, the header repeated, page numbers below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A, page &P of &N"
    if header_row:
        sheet.print_title_rows = f"{header_row}:{header_row}"


def protect(sheet: Worksheet) -> None:
    """Locks all cells that are not to be filled in, without a password; widths and heights stay free."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def as_bytes(book: Workbook) -> bytes:
    """The workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
