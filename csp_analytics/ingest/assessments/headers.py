"""Where a table begins on a sheet and what its columns are, in the words that people use."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments.answers import AnswerBook
from csp_analytics.ingest.cell_text import LONGEST_NAME, fold, plain, shown
from csp_analytics.ingest.files.workbook import Sheet, Value

AREA, AREA_CODE, ROUND, FRAMEWORK = "area", "area code", "round", "framework"
CRITERION, CRITERION_ID, LEVEL, EVIDENCE, ACTION = "criterion", "criterion id", "level", "evidence", "action"

# What people call the columns and the labelled cells; small letters, no punctuation.
SYNONYMS: dict[str, tuple[str, ...]] = {
    AREA: (
        "area", "area name", "council", "council area", "council name", "csp", "csp name", "cpp", "local authority",
        "local authority name", "la", "authority", "partnership", "partnership name", "community safety partnership",
        "community planning partnership", "name of area", "name of partnership", "your area", "your partnership",
    ),
    AREA_CODE: ("area code", "council code", "local authority code", "la code", "gss code", "s code", "ons code"),
    ROUND: ("round", "year", "wave", "assessment round", "assessment year", "round year", "financial year"),
    FRAMEWORK: ("framework", "framework name", "framework id", "framework used", "self assessment framework"),
    CRITERION_ID: ("id", "criterion id", "criteria id", "question id", "standard id", "ref", "reference", "number",
                   "no", "nr", "code", "criterion code", "question number", "question no", "criterion number"),
    CRITERION: ("criterion", "criteria", "key criterion", "key criteria", "question", "questions", "standard",
                "standards", "statement", "criterion text", "item", "criterion name", "question text"),
    LEVEL: ("level", "rating", "answer", "score", "response", "our level", "your level", "our rating", "your rating",
            "self rating", "self assessment rating", "maturity level", "level agreed", "agreed level", "our answer",
            "your answer"),
    EVIDENCE: ("evidence", "comment", "comments", "evidence and comments", "supporting evidence", "our evidence",
               "justification", "reason", "reasons", "evidence comments"),
    ACTION: ("action", "actions", "action required", "actions required", "action needed", "next step", "next steps",
             "what we will do", "improvement action"),
}  # fmt: skip
# Headings of columns that only describe a criterion; nothing is lost when they are not read.
DESCRIBING = frozenset(
    {"group", "theme", "heading", "stage", "phase", "part", "section", "principle", "facet", "requirement", "source",
     "things to look for", "prompt", "prompts", "indicator", "indicators", "guidance", "meaning"}
)  # fmt: skip
ROLES = {name: role for role, names in SYNONYMS.items() for name in names}
# Title rows above a header are few; further down, a header would be a second table.
SCAN_ROWS = 40


@dataclass(frozen=True)
class Header:
    """The header row of a table.

    Attributes:
        row: its zero-based row.
        columns: role -> zero-based columns with that role, left to right.
        ticks: column -> label of the level whose tick it holds, when there is one column per level.
    """

    row: int
    columns: dict[str, list[int]]
    ticks: dict[int, str] = field(default_factory=dict)

    def column(self, role: str) -> int:
        """The first column with a role, -1 when there is none."""
        return self.columns.get(role, [-1])[0]

    def has(self, *roles: str) -> bool:
        """Whether there is a column with any of the roles."""
        return any(role in self.columns for role in roles)


@dataclass(frozen=True)
class Stated:
    """A value in a labelled cell, such as the area above the table of the entry template."""

    value: Value
    row: int
    column: int


def role_of(written: Value) -> str:
    """What a header cell says its column is; empty when it is none of the known words."""
    name = fold(written)
    if name in ROLES or len(shown(written)) > LONGEST_NAME:
        return ROLES.get(name, "")
    return ROLES.get(fold(re.sub(r"\(.*?\)|\[.*?\]|:.*$", " ", shown(written))), "")


def header_text(sheet: Sheet, row: int, column: int) -> Value:
    """The text above a column: a merged header cell stands above all its columns, or reaches down from a row above."""
    value = sheet.value(row, column)
    if value is None:
        for first_row, first_column, last_row, last_column in sheet.merged:
            if first_row <= row <= last_row and first_column <= column <= last_column:
                return sheet.value(first_row, first_column)
    return value


def read_header(sheet: Sheet, row: int, frameworks: list[Framework]) -> Header:
    """The roles of the columns of one row, were it the header."""
    columns: dict[str, list[int]] = {}
    for column in range(width(sheet, row)):
        if (role := role_of(header_text(sheet, row, column))) and not _continues(sheet, row, column):
            columns.setdefault(role, []).append(column)
    has_criteria = CRITERION in columns or CRITERION_ID in columns
    ticks = tick_columns(sheet, row, frameworks) if has_criteria and LEVEL not in columns else {}
    untaken = {role: [column for column in found if column not in ticks] for role, found in columns.items()}
    return Header(row, {role: found for role, found in untaken.items() if found}, ticks)


def width(sheet: Sheet, row: int) -> int:
    """Number of columns of a row, with those that a merged cell reaches into."""
    reach = [last_column + 1 for first, _, last, last_column in sheet.merged if first <= row <= last]
    return max([len(sheet.rows[row]), *reach])


def tick_columns(sheet: Sheet, row: int, frameworks: list[Framework]) -> dict[int, str]:
    """The columns of a row that are headed by the labels of all levels of one framework, and by the other answers."""
    cells = {c: shown(value) for c, value in enumerate(sheet.rows[row]) if isinstance(value, str) and plain(value)}
    for framework in frameworks:
        book = AnswerBook(framework)
        answers = {c: book.read(text) for c, text in cells.items() if not text.strip().isdigit()}
        found = {c: a for c, a in answers.items() if getattr(a, "answer", "missing") != "missing"}
        levels = {a.level for a in found.values()} - {None}  # type: ignore[union-attr]
        if len(levels) == len(framework.levels):
            return {c: cells[c] for c in found}
    return {}


def stated(sheet: Sheet, header_row: int) -> dict[str, Stated]:
    """The labelled cells above a table: "Area" with the name to its right, or "Area: Fife" in one cell."""
    found: dict[str, Stated] = {}
    for row in range(min(header_row, len(sheet.rows))):
        for column, value in enumerate(sheet.rows[row]):
            if not isinstance(value, str):
                continue
            label, _, rest = value.partition(":")
            role = ROLES.get(fold(label), "")
            if role and role not in found:
                beside = Stated(rest.strip(), row, column) if rest.strip() else _beside(sheet, row, column)
                found[role] = beside
    return found


def data_below(sheet: Sheet, header_row: int, column: int) -> bool:
    """Whether anything stands in a column below the header."""
    return any(len(row) > column and row[column] is not None for row in sheet.rows[header_row + 1 :])


def spread_headers(sheet: Sheet, row: int, columns: list[int]) -> list[tuple[int, int, int]]:
    """Header cells merged over several columns that hold data: it cannot be told which of them they mean.

    Returns:
        (row of the merged cell, its first column, its last column) for each.
    """
    found = []
    for first_row, first, last_row, last in sheet.merged:
        if first_row <= row <= last_row and last > first and any(first <= c <= last for c in columns):
            filled = [c for c in range(first, last + 1) if data_below(sheet, row, c)]
            if len(filled) > 1 or (filled and filled[0] != first):
                found.append((first_row, first, last))
    return found


def _continues(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a header cell is the right-hand part of a merged one."""
    return any(
        first_row <= row <= last_row and first < column <= last for first_row, first, last_row, last in sheet.merged
    )


def _beside(sheet: Sheet, row: int, column: int) -> Stated:
    for other in range(column + 1, min(column + 4, len(sheet.rows[row]))):
        if sheet.rows[row][other] is not None:
            value = sheet.rows[row][other]
            taken = isinstance(value, str) and fold(value.partition(":")[0]) in ROLES
            return Stated(None, row, column + 1) if taken else Stated(value, row, other)
    return Stated(None, row, column + 1)
