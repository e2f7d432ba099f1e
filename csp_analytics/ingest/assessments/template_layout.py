"""The entry template: one sheet for one area and one framework, the area and the round in labelled cells above."""

from __future__ import annotations

from csp_analytics.ingest.assessments import row_layout
from csp_analytics.ingest.assessments.desk import Desk
from csp_analytics.ingest.assessments.entries import Entries
from csp_analytics.ingest.assessments.headers import AREA, AREA_CODE, FRAMEWORK, ROUND, Header
from csp_analytics.ingest.files.workbook import Sheet

NAME = "template"
IN_WORDS = "the entry template (one row per criterion, with columns Criterion and Level; Area and Round above)"


def matches(sheet: Sheet, desk: Desk) -> Header | None:
    """The header, when the sheet has a column of known criteria and one of levels, and no column names the area."""
    header = row_layout.find_header(sheet, desk)
    if header is None or header.has(AREA, AREA_CODE, ROUND, FRAMEWORK):
        return None
    return header if row_layout.names_criteria(sheet, header, desk) else None


def read(sheet: Sheet, header: Header, desk: Desk) -> Entries | None:
    """The answers of the sheet; None when it cannot be told what they answer."""
    return row_layout.read(sheet, header, NAME, desk)
