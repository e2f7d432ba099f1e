"""The long layout: one answer a row, with columns for area, round, framework, criterion and level."""

from __future__ import annotations

from csp_analytics.ingest.assessments import row_layout
from csp_analytics.ingest.assessments.desk import Desk
from csp_analytics.ingest.assessments.entries import Entries
from csp_analytics.ingest.assessments.headers import AREA, AREA_CODE, FRAMEWORK, ROUND, Header
from csp_analytics.ingest.files.workbook import Sheet

NAME = "long"
IN_WORDS = "a long table (one answer per row, with columns Area, Round, Framework, Criterion, Level)"


def matches(sheet: Sheet, desk: Desk) -> Header | None:
    """The header, when the sheet has columns of criteria and levels beside a column of areas, rounds or frameworks."""
    header = row_layout.find_header(sheet, desk)
    return header if header is not None and header.has(AREA, AREA_CODE, ROUND, FRAMEWORK) else None


def read(sheet: Sheet, header: Header, desk: Desk) -> Entries | None:
    """The answers of the sheet; None when it cannot be told what they answer."""
    return row_layout.read(sheet, header, NAME, desk)
