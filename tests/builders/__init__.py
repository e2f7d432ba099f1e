"""Writes real spreadsheet files, good ones and ones with a stated fault, for any test to read.

Every function returns the path it wrote: ``read_workbook(builders.far_cell(tmp_path / "a.xlsx"))``. Some take a good
workbook and spoil one thing in it (`with_error_cell`, `formula_without_value`); others write a bad file from nothing
(`zip_bomb`, `far_cell`, `password_protected`).
"""

from tests.builders.bad_files import (
    corrupt_zip,
    entity_bomb,
    far_cell,
    ghost_cells,
    many_sheets,
    million_rows,
    old_excel,
    other_zip,
    password_protected,
    pdf_renamed,
    picture_renamed,
    truncated,
    web_page_as_xls,
    zip_bomb,
)
from tests.builders.other_formats import csv_file, ods
from tests.builders.parts import SHEET_PART, parts_of, replace_parts, zip_of
from tests.builders.workbooks import (
    TABLE,
    calculated_formulas,
    formula_without_value,
    sheet_xml,
    with_error_cell,
    with_macros,
    with_value,
    workbook,
)

__all__ = [
    "SHEET_PART",
    "TABLE",
    "calculated_formulas",
    "corrupt_zip",
    "csv_file",
    "entity_bomb",
    "far_cell",
    "formula_without_value",
    "ghost_cells",
    "many_sheets",
    "million_rows",
    "ods",
    "old_excel",
    "other_zip",
    "parts_of",
    "password_protected",
    "pdf_renamed",
    "picture_renamed",
    "replace_parts",
    "sheet_xml",
    "truncated",
    "web_page_as_xls",
    "with_error_cell",
    "with_macros",
    "with_value",
    "workbook",
    "zip_bomb",
    "zip_of",
]
