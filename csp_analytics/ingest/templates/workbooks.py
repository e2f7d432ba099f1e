"""Workbooks to fill in: an assessment of one area in one framework, and an action plan."""

from __future__ import annotations

import pandas as pd
from openpyxl.worksheet.datavalidation import DataValidation

from csp_analytics.areas.register import Area
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.templates.instructions import add_areas, add_instructions
from csp_analytics.ingest.templates.style import (
    as_bytes,
    heading,
    new_workbook,
    put,
    title,
    to_fill_in,
    to_print,
    widths,
)
from csp_analytics.ingest.templates.table import Lists, add_table, sheet_name

PLAN_COLUMNS = ("Issue", "Action", "When", "Milestone", "Owner", "Status")
PLAN_STATUSES = ("Not started", "In progress", "Done")
PLAN_ROWS = 60


def entry_workbook(
    framework: Framework, area: Area | None = None, round: str = "", ratings: pd.DataFrame | None = None
) -> bytes:
    """The entry workbook of a framework: instructions, the sheet to fill in, and the areas to choose from.

    Only the cells to fill in are unlocked; there are no formulas and no password. Text that looks like a formula is
    written as text.

    Args:
        framework: what is assessed.
        area: the area to write in; left open when None.
        round: the round to write in; left open when empty.
        ratings: rows already answered, of one area and round, with the columns ``criterion_id, answer, level``
            (the scale's value where rated) and, where there are any, ``evidence`` and ``action``.

    Returns:
        An xlsx file that :func:`csp_analytics.ingest.recognise.read_file` reads back.
    """
    book = new_workbook(f"{framework.title}: self-assessment{f', {area.name}' if area else ''}")
    answers = add_instructions(book, framework, sheet_name(framework))
    rows = [] if ratings is None else ratings.astype(object).where(ratings.notna(), None).to_dict("records")
    filled = {str(row["criterion_id"]): {str(name): value for name, value in row.items()} for row in rows}
    # The sheet to fill in comes second; its drop-downs need the place of the areas on the third.
    areas = add_areas(book)
    add_table(book, framework, Lists(answers, areas), filled, area=area, round_=round)
    book.move_sheet(book.worksheets[-1], -1)
    return as_bytes(book)


def empty_action_plan(area: Area | None = None) -> bytes:
    """An action plan to fill in, with columns for Issue, Action, When, Milestone, Owner and Status.

    The sheet is not protected, so that rows and stage headings can be put in anywhere.

    Args:
        area: the area to write in; left open when None.
    """
    book = new_workbook(f"Action plan{f', {area.name}' if area else ''}")
    sheet = book.create_sheet("Action plan")
    title(sheet, "Action plan")
    put(sheet, 2, 1, "Area:", bold=True)
    to_fill_in(put(sheet, 2, 2, area.name if area else ""))
    put(sheet, 3, 1, "One row for each action. Write dates as month and year, such as April 2026.", wrap=False)
    heading(sheet, 5, list(PLAN_COLUMNS))
    for row in range(6, 6 + PLAN_ROWS):
        for column in range(1, len(PLAN_COLUMNS) + 1):
            to_fill_in(put(sheet, row, column, ""))
    statuses = DataValidation("list", formula1=f'"{",".join(PLAN_STATUSES)}"', allow_blank=True, showErrorMessage=True)
    statuses.errorTitle, statuses.error = "Not in the list", f"Choose one of {', '.join(PLAN_STATUSES)}."
    sheet.add_data_validation(statuses)
    statuses.add(f"F6:F{5 + PLAN_ROWS}")
    sheet.freeze_panes = "A6"
    widths(sheet, [44, 50, 18, 40, 24, 16])
    to_print(sheet, 5)
    return as_bytes(book)
