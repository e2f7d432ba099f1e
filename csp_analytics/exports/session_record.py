"""The record of a session in a room as files: a workbook and one web page. Counts, agreed levels and evidence only."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from csp_analytics.exports import paper_sheets
from csp_analytics.exports.page import page
from csp_analytics.exports.sheet import Sheet
from csp_analytics.exports.workbook import of_report, workbook
from csp_analytics.pictures.workshop_record import SessionReport
from csp_analytics.pictures.workshop_tables import MEASURED


def session_workbook(report: SessionReport, *, stamp: str) -> bytes:
    """The record as a workbook (xlsx). What must be said stands on the cover and on every sheet.

    Args:
        report: from :attr:`csp_analytics.pictures.workshop_record.SessionPicture.report`.
        stamp: version of the data and of the program, and the day.
    """
    contents = of_report(report, stamp=stamp)
    sheets = [_in_numbers(one) for one in paper_sheets.marked(list(contents.sheets), report)]
    return workbook(replace(contents, sheets=sheets))


def _in_numbers(sheet: Sheet) -> Sheet:
    """The measures of agreement as figures to reckon with; papers have them as texts of two decimals."""
    there = [name for name in MEASURED if name in sheet.table]
    return replace(sheet, table=sheet.table.assign(**{name: pd.to_numeric(sheet.table[name]) for name in there}))


def session_page(report: SessionReport, *, stamp: str) -> bytes:
    """The record as one HTML file that needs no network; as :func:`session_workbook`."""
    return page(report, stamp=stamp)
