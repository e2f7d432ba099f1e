"""Workbooks as programs write them, and single cells of them spoiled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl

from tests.builders.parts import SHEET_PART, parts_of, replace_parts

Rows = Iterable[Sequence[object]]

TABLE: dict[str, list[list[object]]] = {"Ratings": [["Area", "Level"], ["Fife", 3], ["Moray", 2]]}
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(
    path: Path,
    sheets: Mapping[str, Rows] = TABLE,
    *,
    hidden: Sequence[str] = (),
    very_hidden: Sequence[str] = (),
    merged: Mapping[str, Sequence[str]] | None = None,
    formats: Mapping[str, Mapping[str, str]] | None = None,
) -> Path:
    """An xlsx workbook.

    Args:
        path: where to write it.
        sheets: name -> rows; None leaves a cell blank, text that begins with ``=`` is a formula without a value,
            and an error such as ``#REF!`` is an error cell, as openpyxl has it.
        hidden: names of hidden sheets.
        very_hidden: names of sheets that only a macro can show.
        merged: name -> ranges such as ``B1:D1``; the top left cell keeps its value.
        formats: name -> {cell: number format}, such as ``{"B2": "0%"}``.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cell, number_format in (formats or {}).get(name, {}).items():
            sheet[cell].number_format = number_format
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if name in hidden else "veryHidden" if name in very_hidden else "visible"
    book.save(path)
    return path


def with_value(path: Path, cell: str, value: object, sheet: str | None = None) -> Path:
    """Writes one cell of a workbook that is there; the first sheet when none is named."""
    book = openpyxl.load_workbook(path)
    (book[sheet] if sheet else book.worksheets[0])[cell] = value
    book.save(path)
    return path


def with_error_cell(path: Path, cell: str, error: str = "#REF!", sheet: str | None = None) -> Path:
    """Puts an error into one cell of a workbook that is there."""
    return with_value(path, cell, error, sheet)


def formula_without_value(path: Path, cell: str, formula: str = "=1+1", sheet: str | None = None) -> Path:
    """Puts a formula that was never calculated into one cell, as programs do that write workbooks without Excel."""
    return with_value(path, cell, formula, sheet)


def calculated_formulas(path: Path, cells: Mapping[str, tuple[str, str, str]]) -> Path:
    """Puts formulas with their stored values into the first sheet, as Excel saves them.

    Args:
        path: a workbook that is there; saving it again with openpyxl loses the values.
        cells: address -> (formula such as ``=B2+1``, stored value as written in the file, type of the cell in the
            file: empty for a number, ``str`` for text, ``e`` for an error).
    """
    book = openpyxl.load_workbook(path)
    for cell, (formula, _, _) in cells.items():
        book.worksheets[0][cell] = formula
    book.save(path)
    content = parts_of(path)[SHEET_PART].decode()
    for cell, (formula, value, kind) in cells.items():
        body = f"<f>{formula[1:]}</f>"
        # As openpyxl writes an empty value, without lxml and with it.
        written = [f'<c r="{cell}">{body}{empty}</c>' for empty in ("<v />", "<v></v>", "<v/>")]
        uncalculated = next(one for one in written if one in content)
        typed = f' t="{kind}"' if kind else ""
        content = content.replace(uncalculated, f'<c r="{cell}"{typed}>{body}<v>{value}</v></c>')
    return replace_parts(path, {SHEET_PART: content})


def sheet_xml(path: Path, rows: str, *, before: str = "", root: str = "worksheet") -> Path:
    """A workbook whose first sheet ``Ratings`` holds the XML given, for what no program would write."""
    workbook(path)
    namespace = NAMESPACE if ":" not in root else NAMESPACE.replace("xmlns", f"xmlns:{root.split(':')[0]}")
    data = root.replace("worksheet", "sheetData")
    return replace_parts(path, {SHEET_PART: f"{before}<{root} {namespace}><{data}>{rows}</{data}></{root}>"})


def with_macros(path: Path, sheets: Mapping[str, Rows] = TABLE) -> Path:
    """An xlsm workbook: the content type of one, and a macro project (of no use to anyone)."""
    workbook(path, sheets)
    types = parts_of(path)["[Content_Types].xml"]
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    enabled = types.replace(main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    return replace_parts(path, {"[Content_Types].xml": enabled, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})
