"""OpenDocument spreadsheets and CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from tests.builders.parts import parts_of, replace_parts
from tests.builders.workbooks import TABLE, Rows


def ods(
    path: Path,
    sheets: Mapping[str, Rows] = TABLE,
    *,
    hidden: Sequence[str] = (),
    merged_across: Mapping[tuple[str, int, int], int] | None = None,
) -> Path:
    """An OpenDocument spreadsheet.

    Args:
        path: where to write it.
        sheets: name -> rows of texts, numbers, True or False and None; text that begins with ``=`` is a formula
            without a value, and text that begins with ``#`` is an error as LibreOffice saves it.
        hidden: names of hidden sheets.
        merged_across: (sheet, zero-based row, zero-based column) -> how many columns the cell takes.
    """
    document = OpenDocumentSpreadsheet()
    invisible = Style(name="invisible", family="table")
    invisible.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(invisible)
    for name, rows in sheets.items():
        table = Table(name=name, **({"stylename": invisible} if name in hidden else {}))
        for number, row in enumerate(rows):
            line = TableRow()
            for column, value in enumerate(row):
                span = (merged_across or {}).get((name, number, column), 1)
                line.addElement(_ods_cell(value, span))
                for _ in range(span - 1):
                    line.addElement(CoveredTableCell())
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))
    return _with_ods_errors(path)


def _with_ods_errors(path: Path) -> Path:
    """Marks the error cells as LibreOffice does, in a vocabulary of its own that odfpy does not know."""
    content = parts_of(path)["content.xml"].decode()
    declared = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = content.replace("<office:document-content ", f"<office:document-content {declared} ", 1)
    error = 'office:string-value="" calcext:value-type="error"'
    return replace_parts(path, {"content.xml": content.replace('office:string-value=""', error)})


def _ods_cell(value: object, span: int) -> TableCell:
    across = {"numbercolumnsspanned": span, "numberrowsspanned": 1} if span > 1 else {}
    if value is None:
        return TableCell(**across)
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower(), **across)
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=value, **across)
    text = str(value)
    if text.startswith("="):
        return TableCell(formula=f"of:{text}")
    if text.startswith("#"):
        cell = TableCell(valuetype="string", stringvalue="", formula="of:=[.#REF!]")
    else:
        cell = TableCell(valuetype="string", **across)
    cell.addElement(P(text=text))
    return cell


def csv_file(
    path: Path, rows: Rows = TABLE["Ratings"], *, encoding: str = "utf-8", delimiter: str = ",", newline: str = "\r\n"
) -> Path:
    """A CSV file; None is written as an empty cell."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path
