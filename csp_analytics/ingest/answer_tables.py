"""Where the answers stand on a sheet: which cells can be left out alone, and which only with their whole line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from csp_analytics.ingest.assessments.desk import Desk
from csp_analytics.ingest.assessments.headers import ACTION, CRITERION, CRITERION_ID, EVIDENCE, FRAMEWORK, LEVEL
from csp_analytics.ingest.assessments.layouts import LAYOUTS
from csp_analytics.ingest.assessments.national_header import NationalHeader
from csp_analytics.ingest.cell_text import is_blank, kept
from csp_analytics.ingest.changed_cells import Place
from csp_analytics.ingest.files.workbook import Sheet, Workbook
from csp_analytics.ingest.plans.words import WORDS, is_plan
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, Wanted
from csp_analytics.ingest.table_header import headers

AsOurs = Callable[[Workbook], Workbook]
ROWS, COLUMNS, PLAN = "rows", "columns", "plan"
# Columns of an action plan that say whose it is: without them a row belongs to nobody.
_WHOSE = ("area", "round")


@dataclass(frozen=True)
class AnswerTable:
    """The table of one sheet.

    Attributes:
        sheet: the sheet.
        kind: :data:`ROWS` (one criterion a row), :data:`COLUMNS` (one criterion a column) or :data:`PLAN`.
        heading: zero-based row of the headings.
        body: first zero-based row below them.
        answers: zero-based columns that hold answers.
        texts: columns of the texts beside an answer.
        names: columns that say what a row is about; when they do not, the row cannot be used.
        frameworks: framework of each row as written, by zero-based row; empty when no column says it.
    """

    sheet: Sheet
    kind: str
    heading: int
    body: int
    answers: frozenset[int]
    texts: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()
    frameworks: tuple[str, ...] = ()

    def holds(self, where: Place) -> bool:
        """Whether anything stands in a cell, be it an error or a formula without a value."""
        unread = where in self.sheet.errors or where in self.sheet.uncalculated
        return unread or not is_blank(self.sheet.value(*where))

    def line(self, where: Place) -> list[Place]:
        """The cells that go together with one that names a criterion: its row, or its column in a national return."""
        if self.kind == COLUMNS:
            return [(row, where[1]) for row in range(self.heading, len(self.sheet.rows))]
        return [(where[0], column) for column in sorted(self.names | self.answers | self.texts)]

    def answer_of(self, where: Place) -> Place:
        """What one answer is counted as: its cell in a national return, else its row."""
        return where if self.kind == COLUMNS else (where[0], -1)

    def answered(self, cells: Iterable[Place]) -> set[Place]:
        """The answers, as :meth:`answer_of` counts them, of which something stands in the cells."""
        told = self.answers | self.texts
        return {self.answer_of(c) for c in cells if c[0] >= self.body and c[1] in told and self.holds(c)}

    def alike(self, where: Place, *, framework: bool) -> list[Place]:
        """The cell and those below it in its column that hold the same; of the same framework only, when asked for.

        A name or a level that is unknown in one framework may be known in another.
        """
        if where[0] < self.body:
            return [where]
        rows = self._rows_of(where[1])[kept(self.sheet.value(*where))]
        own = self._framework(where[0])
        return [(r, where[1]) for r in rows if r >= where[0] and (not framework or self._framework(r) == own)]

    def _framework(self, row: int) -> str:
        return self.frameworks[row] if row < len(self.frameworks) else ""

    def _rows_of(self, column: int) -> dict[str, list[int]]:
        if column not in self._known_rows:
            rows: dict[str, list[int]] = defaultdict(list)
            for row in range(self.body, len(self.sheet.rows)):
                rows[kept(self.sheet.value(row, column))].append(row)
            self._known_rows[column] = rows
        return self._known_rows[column]

    @cached_property
    def _known_rows(self) -> dict[int, dict[str, list[int]]]:
        return {}


def tables_of(
    workbook: Workbook, names: Iterable[str], kind: str = "", as_ours: AsOurs | None = None
) -> dict[str, AnswerTable]:
    """The tables of some sheets by the sheet's name; a sheet without one is left out.

    Args:
        workbook: the file.
        names: names of the sheets that are asked about.
        kind: ``assessment`` or ``actions``; whatever a sheet is laid out as when empty.
        as_ours: gives the workbook in words that the readers know, every cell at its place, when columns were mapped.
    """
    try:
        workbook = as_ours(workbook) if as_ours else workbook
    except ValueError:  # the mapping does not fit, and the reading says so
        return {}
    wanted, desk = set(names), Desk(workbook, Wanted())
    found: dict[str, AnswerTable] = {}
    for sheet in workbook.sheets:
        if sheet.name in wanted:
            table = _assessment(desk, sheet) if kind in ("", ASSESSMENT) else None
            table = table or (_plan(sheet) if kind in ("", ACTIONS) else None)
            found |= {sheet.name: table} if table else {}
    return found


def _assessment(desk: Desk, sheet: Sheet) -> AnswerTable | None:
    header = next((found for layout in LAYOUTS if (found := layout.matches(sheet, desk)) is not None), None)
    if header is None:
        return None
    if isinstance(header, NationalHeader):
        return AnswerTable(sheet, COLUMNS, header.header.row, header.body, frozenset(header.texts))
    role = {role: frozenset(columns) for role, columns in header.columns.items()}
    frameworks: tuple[str, ...] = ()
    if header.has(FRAMEWORK):
        cells = desk.cells(sheet, header.column(FRAMEWORK), np.arange(len(sheet.rows)))
        frameworks = tuple(kept(value) for value in cells.values)
    return AnswerTable(
        sheet,
        ROWS,
        header.row,
        header.row + 1,
        role.get(LEVEL, frozenset()) | frozenset(header.ticks),
        role.get(EVIDENCE, frozenset()) | role.get(ACTION, frozenset()),
        role.get(CRITERION, frozenset()) | role.get(CRITERION_ID, frozenset()),
        frameworks,
    )


def _plan(sheet: Sheet) -> AnswerTable | None:
    header = next((one for one in headers(sheet, WORDS) if is_plan(one)), None)
    if header is None:
        return None
    columns = {meaning: column for meaning, column in header.columns.items() if meaning not in _WHOSE}
    names = frozenset(column for meaning, column in columns.items() if meaning == "issue")
    texts = frozenset(columns.values()) - names
    return AnswerTable(sheet, PLAN, header.row, header.row + 1, names | texts, names=names)
