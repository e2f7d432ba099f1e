"""The record of a session in a room as files: a workbook and one web page. Counts, agreed levels and evidence only."""

from __future__ import annotations

from dataclasses import replace

from csp_analytics.exports import paper_sheets
from csp_analytics.exports.page import page
from csp_analytics.exports.workbook import of_report, workbook
from csp_analytics.pictures.workshop_record import SessionReport


def session_workbook(report: SessionReport, *, stamp: str) -> bytes:
    """The record as a workbook (xlsx). What must be said stands on the cover and on every sheet.

    Args:
        report: from :attr:`csp_analytics.pictures.workshop_record.SessionPicture.report`.
        stamp: version of the data and of the program, and the day.
    """
    contents = of_report(report, stamp=stamp)
    return workbook(replace(contents, sheets=paper_sheets.marked(list(contents.sheets), report)))


def session_page(report: SessionReport, *, stamp: str) -> bytes:
    """The record as one HTML file that needs no network; as :func:`session_workbook`."""
    return page(report, stamp=stamp)
