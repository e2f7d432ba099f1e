"""The sheet to fill in: one row for each criterion, with a drop-down for the level."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from csp_analytics.areas.register import Area
from csp_analytics.frameworks.model import Criterion, Framework
from csp_analytics.ingest.assessments.answers import (
    DONT_KNOW,
    DONT_KNOW_LABEL,
    NOT_APPLICABLE,
    NOT_APPLICABLE_LABEL,
    RATED,
)
from csp_analytics.ingest.assessments.headers import CRITERION, ROLES
from csp_analytics.ingest.cell_text import fold
from csp_analytics.ingest.templates.style import fixed, heading, protect, put, title, to_fill_in, to_print, widths

HEADER_ROW = 7
_TIERS = {"two-tier": "Only where counties and districts share the work.", "single": "Only where there is one council."}


@dataclass(frozen=True)
class Lists:
    """Ranges of the workbook that drop-downs offer."""

    answers: str
    areas: str


@dataclass(frozen=True)
class Column:
    """One column of the table: its heading and its width in characters."""

    name: str
    heading: str
    width: float


def sheet_name(framework: Framework) -> str:
    """The name of a framework's sheet: its short title without what a sheet's name may not hold."""
    return re.sub(r"[\[\]:*?/\\']", " ", framework.short_title).strip()[:31].strip()


def add_table(
    book: Workbook,
    framework: Framework,
    lists: Lists,
    filled: Mapping[str, Mapping[str, object]],
    *,
    area: Area | None,
    round_: str,
) -> None:
    """Adds the sheet to fill in as the next sheet.

    Args:
        book: the workbook.
        framework: what is assessed.
        lists: what the drop-downs offer.
        filled: ``answer, level, evidence, action`` by criterion id, for rows that are already answered.
        area: the area, when it is known.
        round_: the round, empty when it is not known.
    """
    sheet = book.create_sheet(sheet_name(framework))
    title(sheet, f"{framework.title}: self-assessment")
    for row, (label, text) in enumerate(
        (("Framework", framework.title), ("Area", area.name if area else ""), ("Round", round_)), 3
    ):
        put(sheet, row, 2, f"{label}:", bold=True)
        cell = put(sheet, row, 3, text)
        fixed(cell) if label == "Framework" else to_fill_in(cell)
    _choose(sheet, "C4", lists.areas, "Area", "Choose the area from the list.", strict=False)
    columns = _columns(framework)
    heading(sheet, HEADER_ROW, [column.heading for column in columns])
    for row, criterion in enumerate(framework.criteria, start=HEADER_ROW + 1):
        _fill_row(sheet, row, columns, framework, (criterion, area, filled.get(criterion.criterion_id, {})))
    place = [column.name for column in columns].index("level") + 1
    letter, last = sheet.cell(1, place).column_letter, HEADER_ROW + len(framework.criteria)
    prompt = "Choose one of the answers from the list; the sheet Instructions says what they mean."
    _choose(sheet, f"{letter}{HEADER_ROW + 1}:{letter}{last}", lists.answers, columns[place - 1].heading, prompt)
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 1)
    widths(sheet, [column.width for column in columns])
    to_print(sheet, HEADER_ROW)
    protect(sheet)


def _columns(framework: Framework) -> list[Column]:
    named = fold(framework.row_word)
    criterion = framework.row_word.capitalize() if ROLES.get(named) == CRITERION else "Criterion"
    group = "Group" if fold(framework.group_word) in ROLES else framework.group_word.capitalize()
    columns = [Column("id", "Id", 6), Column("group", group, 20)]
    parents = {framework.by_id[row.parent_id].kind for row in framework.criteria if row.parent_id}
    if parents:
        columns.append(Column("parent", " or ".join(sorted(parents)).capitalize(), 36))
    columns.append(Column("criterion", criterion, 46))
    if any(framework.children_of(row.criterion_id) or row.applies_to for row in framework.criteria):
        columns.append(Column("prompts", "Things to look for", 46))
    answer = "Answer" if framework.is_checklist else "Level"
    action = "Action required" if framework.action_required else "Action"
    return [*columns, Column("level", answer, 17), Column("evidence", "Evidence", 42), Column("action", action, 34)]


def _fill_row(
    sheet: Worksheet,
    row: int,
    columns: list[Column],
    framework: Framework,
    what: tuple[Criterion, Area | None, Mapping[str, object]],
) -> None:
    criterion, area, filled = what
    applies = area is None or not area.tier or criterion.applies_in(area.tier)
    texts = {
        "id": criterion.criterion_id,
        "group": framework.group_titles.get(criterion.group_id, criterion.group_id),
        "parent": framework.by_id[criterion.parent_id].text if criterion.parent_id else "",
        "criterion": criterion.text,
        "prompts": _prompts(framework, criterion, "" if applies or area is None else area.name),
        "level": _answer(framework, filled) if applies else NOT_APPLICABLE_LABEL,
        "evidence": str(filled.get("evidence") or ""),
        "action": str(filled.get("action") or ""),
    }
    for place, column in enumerate(columns, start=1):
        cell = put(sheet, row, place, texts[column.name])
        open_to_type = applies and column.name in ("level", "evidence", "action")
        to_fill_in(cell) if open_to_type else fixed(cell)
        if column.name == "id":
            cell.alignment = Alignment(vertical="top", shrink_to_fit=True)


def _answer(framework: Framework, filled: Mapping[str, object]) -> str:
    answer = filled.get("answer", "")
    if answer == RATED:
        return framework.label_of(float(filled["level"]))  # type: ignore[arg-type]
    return {NOT_APPLICABLE: NOT_APPLICABLE_LABEL, DONT_KNOW: DONT_KNOW_LABEL}.get(str(answer), "")


def _prompts(framework: Framework, criterion: Criterion, not_in: str) -> str:
    lines = [f"\u2022 {row.text}" for row in framework.children_of(criterion.criterion_id)]
    if criterion.applies_to:
        lines.append(_TIERS.get(criterion.applies_to, f"Only in areas of the kind '{criterion.applies_to}'."))
    if not_in:
        lines.append(f"Does not apply in {not_in}.")
    return "\n".join(lines)


def _choose(sheet: Worksheet, cells: str, source: str, name: str, prompt: str, *, strict: bool = True) -> None:
    rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=True, showInputMessage=True)
    rule.promptTitle, rule.prompt = name, prompt
    rule.errorTitle, rule.error = "Not in the list", prompt
    rule.errorStyle = "stop" if strict else "warning"
    sheet.add_data_validation(rule)
    rule.add(cells)
