"""The sheet "Problems" of a marked workbook: what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink

from csp_analytics.ingest.files.workbook import address
from csp_analytics.ingest.templates.style import FONT, heading, put, title, to_print, widths

NAME = "Problems"
HEADINGS = ["Sheet", "Cell", "Found", "Expected", "What to do", "Did you mean", "State"]
WIDTHS = [20.0, 12.0, 34.0, 44.0, 46.0, 22.0, 16.0]
HEADER_ROW = 5
_LINK = "0B4C8C"  # on white: contrast of 8 to 1


@dataclass(frozen=True)
class Line:
    """One line: its texts in the order of :data:`HEADINGS`, and sheet, zero-based row and column of its cell."""

    texts: tuple[str, ...]
    target: tuple[str, int, int] | None


def add_problems(book: Workbook, lines: list[Line], words: list[str]) -> None:
    """Adds the sheet as the first of a workbook.

    Args:
        book: the workbook.
        lines: the problems.
        words: the title in A1, by which the readers know the sheet, and the sentences below it.
    """
    taken = {sheet.title.casefold() for sheet in book.worksheets}
    names = (NAME, *(f"{NAME} ({number})" for number in range(2, len(taken) + 3)))
    sheet = book.create_sheet(next(name for name in names if name.casefold() not in taken), 0)
    title(sheet, words[0])
    for row, text in enumerate(words[1:], start=2):
        put(sheet, row, 1, text, wrap=False)
    heading(sheet, HEADER_ROW, HEADINGS)
    for row, line in enumerate(lines, start=HEADER_ROW + 1):
        for column, text in enumerate(line.texts, start=1):
            cell = put(sheet, row, column, text)
            if line.target and HEADINGS[column - 1] == "Cell":
                where = f"'{line.target[0].replace(chr(39), chr(39) * 2)}'!{address(*line.target[1:])}"
                cell.hyperlink = Hyperlink(ref=cell.coordinate, location=where, tooltip=f"Go to {text}")
                cell.font = Font(name=FONT, size=11, underline="single", color=_LINK)
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 1)
    widths(sheet, WIDTHS)
    to_print(sheet, HEADER_ROW)
    book.active = 0
