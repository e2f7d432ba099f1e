"""A workbook of somebody else's, opened without anything in it that runs, calculates, or reaches outside."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from xml.etree import ElementTree

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_RANGE = r"(?:'[^'\[\]|]+'!|[^\W\d][\w.]*!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?"
_NAME = re.compile(_RANGE)
# What a drop-down may offer: a list in quotation marks, a range, or the name of one.
_LIST = re.compile(rf'"[^"]*"|{_RANGE}|[A-Za-z_][\w.]*')
# Excel keeps drop-downs whose list is on another sheet in a part that the library does not read.
_NEWER = re.compile(rb"<(\w+):dataValidations[\s>].*?</\1:dataValidations>", re.S)
_LINKS = ("http://", "https://", "mailto:")


def opened(data: bytes, titles: Collection[str]) -> Workbook:
    """The workbook with values in place of formulas, and without what is live.

    Args:
        data: an xlsx or xlsm file that the readers have read.
        titles: the sheets to keep.

    Returns:
        The workbook: macros, charts, pictures, pivot tables, tables, rules of formatting, links to other workbooks and
        names of anything but a range are gone; drop-downs with a plain list stay.
    """
    reader = ExcelReader(io.BytesIO(data), data_only=True, keep_vba=False, keep_links=False)
    reader.read()
    book: Workbook = reader.wb
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
        newer = {title: list(_newer_lists(archive.read(parts[title]))) for title in titles}
    for sheet in list(book.worksheets) + list(book.chartsheets):
        if sheet.title not in titles:
            book.remove(sheet)
    for sheet in book.worksheets:
        _still(sheet, newer[sheet.title])
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name in [name for name, meant in names.items() if not _NAME.fullmatch(meant.attr_text or "")]:
            del names[name]
    return book


def _still(sheet: Worksheet, newer: list[DataValidation]) -> None:
    sheet._charts, sheet._images, sheet._pivots = [], [], []
    sheet._tables.clear()  # a corrected heading would not be that of its table any more, which Excel calls damaged
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.sheet_view.tabSelected = False
    lists = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [
        rule for rule in [*lists, *newer] if rule.type == "list" and _LIST.fullmatch(rule.formula1 or "")
    ]
    for cell in sheet._cells.values():
        if not isinstance(cell, MergedCell):
            _still_cell(cell)


def _still_cell(cell: Cell) -> None:
    if isinstance(cell.value, str):
        if cell.data_type == "f":
            cell.data_type = "s"
        if cell.data_type == "s" and cell.value.startswith(FORMULA_STARTS):
            cell.quotePrefix = True
    link = cell.hyperlink
    if link is not None and link.target and not link.target.lower().startswith(_LINKS):
        cell.hyperlink = None


def _newer_lists(part: bytes) -> Iterator[DataValidation]:
    found = _NEWER.search(part)
    if found is None:
        return
    prefixes = {name.decode() for name in re.findall(rb"[<\s/](\w+):", found[0])} - {"xmlns"}
    declared = " ".join(f'xmlns:{name}="{name}"' for name in sorted(prefixes))
    for rule in ElementTree.fromstring(f"<root {declared}>".encode() + found[0] + b"</root>")[0]:
        texts = {part.tag.rpartition("}")[2]: (part.text or "").strip() for part in rule.iter()}
        if rule.get("type") == "list" and texts.get("sqref"):
            words = {name: rule.get(name) for name in ("promptTitle", "prompt", "errorTitle", "error", "errorStyle")}
            yield DataValidation(
                "list", formula1=texts.get("f"), sqref=texts["sqref"], allow_blank=True, showErrorMessage=True, **words
            )
