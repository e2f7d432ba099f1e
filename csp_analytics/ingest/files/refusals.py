"""The words of every reason for which a file cannot be read: what was expected, and what to do."""

from __future__ import annotations

from csp_analytics.ingest.files import safety
from csp_analytics.ingest.files.safety import Refusal
from csp_analytics.problems import ERROR, Problem

_READABLE = "an Excel workbook (.xlsx or .xlsm), an OpenDocument spreadsheet (.ods) or a CSV file"
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it as an Excel Workbook (.xlsx) and load that."
_STRAY = (
    "If your table is smaller than this, press Ctrl+End in Excel to find the last used cell, delete the rows and "
    "columns beyond your table, save and load again; if it really is so large, split it into several files."
)

# code: (found when nothing more exact is known, expected, advice)
_WORDS: dict[str, tuple[str, str, str]] = {
    "file-not-found": ("", "a file that is there", "Check the folder and the spelling of the name."),
    "file-not-readable": ("", "a file that may be read", "Close it in other programs and check who may read it."),
    "empty-file": ("an empty file (0 bytes)", _READABLE, "Copy or download it again: it came without content."),
    "nothing-in-file": (
        "no filled cell in any sheet",
        "a table",
        "Check that this is the file you meant and that it was saved.",
    ),
    "file-too-large": (
        "",
        f"a file of at most {safety.MAX_FILE_BYTES / 1e6:,.0f} MB",
        "Take out pictures and sheets that are not needed, or split it into several files.",
    ),
    "not-a-spreadsheet": (
        "something else",
        _READABLE,
        "The ending of a name does not change what a file is: open it in its own program, copy the table into a "
        "workbook and save that as .xlsx.",
    ),
    "lock-file": (
        "the note that Excel keeps beside a workbook while it is open",
        "the workbook itself",
        "Choose the file of the same name without '~$' at the front.",
    ),
    "web-page": ("a web page", _READABLE, f"Some systems export a web page under the name .xls. {_SAVE_AGAIN}"),
    "old-format": (
        "an old Excel format",
        "an Excel workbook of 2007 or later (.xlsx)",
        f"In this format errors cannot be told from blanks. {_SAVE_AGAIN}",
    ),
    "password-protected": (
        "a file that is protected with a password",
        "a file that opens without one",
        "In Excel choose File, Info, Protect Workbook, Encrypt with Password, clear the password and save; "
        "then load it again.",
    ),
    "damaged-file": (
        "a damaged file",
        "a workbook that opens",
        "Copy or download it again. If it opens in Excel, let Excel repair it, save it as .xlsx and load that.",
    ),
    "unpacks-too-large": (
        "",
        f"a workbook that unpacks to at most {safety.MAX_UNPACKED_BYTES / 1e6:,.0f} MB",
        f"It was not opened: small files that unpack to very large ones can stop a computer. {_STRAY}",
    ),
    "unsafe-xml": (
        "",
        "a workbook as Excel or LibreOffice write it",
        f"It was not opened: such definitions can stop a computer. Ask where it came from. {_SAVE_AGAIN}",
    ),
    "too-many-rows": ("", f"at most {safety.MAX_ROWS:,} rows in a sheet", _STRAY),
    "too-many-columns": ("", f"at most {safety.MAX_COLUMNS:,} columns in a sheet", _STRAY),
    "too-many-cells": ("", f"at most {safety.MAX_CELLS:,} cells in a file", _STRAY),
    "too-many-sheets": (
        "",
        f"at most {safety.MAX_SHEETS:,} sheets",
        "Copy the sheets that are meant for this into a workbook of their own and load that.",
    ),
    "too-large-or-damaged": (
        "a file that could not be read safely",
        "a workbook of ordinary size",
        f"It is too large or damaged. {_STRAY}",
    ),
    "too-much-text": (
        "",
        f"at most {safety.MAX_TEXT:,} letters in a cell, and {safety.MAX_ANSWER_BYTES / 1e6:,.0f} MB of text in a file",
        "Shorten the text, or split the file into several.",
    ),
    "too-many-merged": (
        "",
        f"at most {safety.MAX_MERGED:,} merged ranges in a sheet",
        f"Select the sheet in Excel, choose Home, Merge & Center, Unmerge Cells. {_STRAY}",
    ),
    "busy": (
        "",
        "a server that has time to read files",
        "Other files are being read. Nothing is wrong with yours: load it again in a minute.",
    ),
    "cells-without-addresses": ("", "cells that say where they are", _SAVE_AGAIN),
    "broken-quotes": (
        "",
        "quotation marks in pairs",
        "A quotation mark inside a text has to be doubled: save the table as CSV again from Excel, or as .xlsx.",
    ),
}


def as_problem(refusal: Refusal, file: str) -> Problem:
    """The refusal as an error to show.

    Args:
        refusal: why the file is not read.
        file: the file's name as the person knows it.
    """
    code = refusal.code
    if code == "not-a-spreadsheet" and file.startswith("~$"):
        code = "lock-file"
    found, expected, advice = _WORDS[code]
    if code != "lock-file":
        found = refusal.found or found
    return Problem(ERROR, file, refusal.sheet, refusal.cell, found, expected, advice, code=code)
