"""Workbooks to fill in: an assessment of one area in one framework, and an action plan."""

from __future__ import annotations

import pandas as pd
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from csp_analytics.areas.register import Area
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.plans.links import criterion_of
from csp_analytics.ingest.plans.words import NOT_STATED
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

PLAN_COLUMNS = ("Issue", "Action", "When", "Milestone", "Owner", "Status", "Measure", "Criterion")
PLAN_STATUSES = ("Not started", "In progress", "Done")
PLAN_ROWS, PLAN_HEADER_ROW = 60, 5
PLAN_HOW = "One row for each action. Write dates as month and year, such as April 2026."
PLAN_WIDTHS = {"Issue": 40, "Action": 46, "When": 18, "Milestone": 34, "Status": 16, "Measure": 34}
_PLAN_TEXTS = {
    "Stage": "stage",
    "Issue": "issue",
    "Action": "action",
    "When": "when_text",
    "Milestone": "milestone",
    "Owner": "owner",
    "Status": "status",
    "Measure": "measure",
    "Criterion": "criterion_id",
    "Framework": "framework",
}


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


def empty_action_plan(area: Area | None = None, round: str = "") -> bytes:
    """An action plan to fill in, with the columns of :data:`PLAN_COLUMNS`.

    The sheet is not protected, so that rows and stage headings can be put in anywhere.

    Args:
        area: the area to write in; left open when None.
        round: the round after which the plan is made; left open when empty.
    """
    return _plan_workbook(list(PLAN_COLUMNS), [], area, round)


def action_plan_workbook(plan: pd.DataFrame, area: Area | None = None, round: str = "", *, note: str = "") -> bytes:
    """An area's action plan to go on with: the workbook of :func:`empty_action_plan` with the plan in it.

    Everything is written as text, dates too, and control characters go. An action has an issue; 'As above' in a cell
    means the cell above, as in any plan.

    Args:
        plan: one area's actions in order, with the columns ``criterion_id, stage, issue, action, when_text, milestone,
            owner, status, measure``; ``framework`` is written where a criterion alone does not tell it.
        area: the area to write in; left open when None.
        round: the round to write in; left open when empty.
        note: what else stands above the table, such as that it is demonstration data.

    Returns:
        An xlsx file that :func:`csp_analytics.ingest.recognise.read_file` reads back as the same plan.
    """
    rows = plan.astype(object).where(plan.notna(), "").to_dict("records")
    texts = [{title: kept(row.get(name, "")) for title, name in _PLAN_TEXTS.items()} for row in rows]
    for text in texts:
        text["Status"] = "" if text["Status"] == NOT_STATED else text["Status"].capitalize()
    columns = list(PLAN_COLUMNS)
    # A row with an issue and nothing else is read as a stage heading, unless there is a column for stages.
    alone = any(sum(bool(text[name]) for name in columns) < 2 for text in texts)
    if alone or any(text["Stage"] for text in texts):
        columns.insert(0, "Stage")
    if any(criterion_of(text["Criterion"], "")[:2] != (text["Framework"], text["Criterion"]) for text in texts):
        columns.append("Framework")
    return _plan_workbook(columns, texts, area, round, note)


def _plan_workbook(
    columns: list[str], rows: list[dict[str, str]], area: Area | None, round: str, note: str = ""
) -> bytes:
    """The workbook with these rows, and room for more below."""
    book = new_workbook(f"Action plan{f', {area.name}' if area else ''}")
    sheet = book.create_sheet("Action plan")
    title(sheet, "Action plan")
    for row, (label, said) in enumerate((("Area:", area.name if area else ""), ("Round:", round)), start=2):
        put(sheet, row, 1, label, bold=True)
        to_fill_in(put(sheet, row, 2, said))
    put(sheet, 4, 1, f"{PLAN_HOW} {note}", wrap=False)
    heading(sheet, PLAN_HEADER_ROW, columns)
    last = PLAN_HEADER_ROW + len(rows) + PLAN_ROWS
    for row in range(PLAN_HEADER_ROW + 1, last + 1):
        text = rows[row - PLAN_HEADER_ROW - 1] if row <= PLAN_HEADER_ROW + len(rows) else {}
        for column, name in enumerate(columns, start=1):
            to_fill_in(put(sheet, row, column, text.get(name, "")))
    _choose_status(sheet, columns.index("Status") + 1, last)
    sheet.freeze_panes = f"A{PLAN_HEADER_ROW + 1}"
    widths(sheet, [PLAN_WIDTHS.get(name, 24) for name in columns])
    to_print(sheet, PLAN_HEADER_ROW)
    return as_bytes(book)


def _choose_status(sheet: Worksheet, column: int, last: int) -> None:
    statuses = DataValidation("list", formula1=f'"{",".join(PLAN_STATUSES)}"', allow_blank=True, showErrorMessage=True)
    statuses.errorTitle, statuses.error = "Not in the list", f"Choose one of {', '.join(PLAN_STATUSES)}."
    sheet.add_data_validation(statuses)
    letter = get_column_letter(column)
    statuses.add(f"{letter}{PLAN_HEADER_ROW + 1}:{letter}{last}")
