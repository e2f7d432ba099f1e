"""What is on the desk while one workbook is read: the definitions, what the person said, and what was found so far."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
import pandas as pd

from csp_analytics.areas.outside import resolve_wanted
from csp_analytics.areas.register import Area
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments.answers import AnswerBook
from csp_analytics.ingest.assessments.criterion_names import CriterionNames, all_names
from csp_analytics.ingest.cell_text import fold, is_blank
from csp_analytics.ingest.files.workbook import Sheet, Value, Workbook
from csp_analytics.ingest.findings import Findings
from csp_analytics.ingest.reading import Wanted
from csp_analytics.problems import did_you_mean

T = TypeVar("T")


class Index(Generic[T]):
    """Things numbered in the order in which they were first met, so that columns can hold numbers."""

    def __init__(self) -> None:
        self.items: list[T] = []
        self._places: dict[Hashable, int] = {}

    def place(self, key: Hashable, item: T) -> int:
        """The number of a thing, a new one when its key was not met before."""
        if key not in self._places:
            self._places[key] = len(self.items)
            self.items.append(item)
        return self._places[key]


@dataclass(frozen=True)
class Cells:
    """The cells of one column in some rows of a sheet.

    Attributes:
        sheet: the sheet.
        column: the zero-based column.
        rows: zero-based rows, one per value.
        values: what stands in them.
    """

    sheet: Sheet
    column: int
    rows: np.ndarray
    values: np.ndarray

    def distinct(self) -> tuple[np.ndarray, list[Value], np.ndarray]:
        """Each different value once.

        Returns:
            A code per cell (-1 for a blank), the value of each code, and the first position of each code.
        """
        codes, values = distinct(self.values)
        first = np.zeros(len(values), dtype=int)
        filled = np.flatnonzero(codes >= 0)[::-1]
        first[codes[filled]] = filled
        return codes, values, first

    def at(self, position: int) -> tuple[int, int]:
        """Row and column of the cell at a position."""
        return int(self.rows[position]), self.column


def distinct(values: np.ndarray) -> tuple[np.ndarray, list[Value]]:
    """A code per value (-1 for a blank) and the value of each code.

    True and 1 are one key in a hash table, so truth values are told apart by hand.
    """
    if any(kind is bool for kind in set(map(type, values))):
        values = np.fromiter((_Truth(v) if isinstance(v, bool) else v for v in values), dtype=object, count=len(values))
    codes, uniques = pd.factorize(values)
    blank = np.array([is_blank(value) for value in uniques], dtype=bool)
    if blank.any():
        codes = np.where(np.append(blank, True)[codes], -1, np.append(np.cumsum(~blank) - 1, -1)[codes])
    return codes, [
        v.value if isinstance(v, _Truth) else v for v, empty in zip(uniques, blank, strict=True) if not empty
    ]


def filled(values: np.ndarray) -> np.ndarray:
    """Mask of the cells in which something stands; blanks and invisible characters are nothing."""
    return distinct(values)[0] >= 0


@dataclass(frozen=True)
class _Truth:
    value: bool


def as_objects(values: list[Value]) -> np.ndarray:
    """A column of mixed values as an array that keeps them as they are."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _column(sheet: Sheet, column: int) -> np.ndarray:
    values = [row[column] if len(row) > column else None for row in sheet.rows]
    for top, left, bottom, right in sheet.merged:
        if left <= column <= right:
            for row in range(top, min(bottom + 1, len(values))):
                values[row] = sheet.value(top, left) if values[row] is None else values[row]
    return as_objects(values)


class Desk:
    """Everything that the readers of one workbook share.

    Args:
        workbook: the file.
        wanted: what the person said about it.
    """

    def __init__(self, workbook: Workbook, wanted: Wanted) -> None:
        self.workbook = workbook
        self.wanted = wanted
        self.findings = Findings(workbook)
        self.areas: Index[Area] = Index()
        self.rounds: Index[str] = Index()
        self.frameworks: list[Framework] = list(frameworks().values())
        self._columns: dict[tuple[str, int], np.ndarray] = {}
        self.books = [AnswerBook(framework) for framework in self.frameworks]

    def cells(self, sheet: Sheet, column: int, rows: np.ndarray) -> Cells:
        """The cells of one column in the rows that are read; a merged cell counts in each row that it covers.

        Args:
            sheet: a sheet of the workbook.
            column: the zero-based column.
            rows: zero-based rows.
        """
        if (sheet.name, column) not in self._columns:
            self._columns[sheet.name, column] = _column(sheet, column)
        return Cells(sheet, column, rows, self._columns[sheet.name, column][rows])

    @property
    def framework_titles(self) -> list[str]:
        """Short titles of the frameworks by their number."""
        return [framework.short_title for framework in self.frameworks]

    @cached_property
    def names(self) -> dict[str, CriterionNames]:
        """The names of every framework's criteria by framework id."""
        return all_names()

    @cached_property
    def given_area(self) -> int | None:
        """Number of the area that the person named; -1 when it was refused, None when none was named."""
        area, problem = resolve_wanted(self.wanted.area, self.wanted.outside)
        if problem:
            words = {name: getattr(problem, name) for name in ("found", "expected", "advice", "suggestion")}
            self.findings.add(problem.severity, problem.code, None, None, **words)
        if area:
            return self.areas.place(area.area_code, area)
        return -1 if problem else None

    @cached_property
    def given_round(self) -> int | None:
        """Number of the round that the person named, None when none was named."""
        text = " ".join(self.wanted.round.split())
        return self.rounds.place(text, text) if text else None

    @cached_property
    def given_framework(self) -> int | None:
        """Number of the framework that the person named; -1 when there is none of that name, None when not named."""
        if not self.wanted.framework.strip():
            return None
        place = self.framework_place(self.wanted.framework)
        if place < 0:
            self.findings.error("unknown-framework", None, None, **self.unknown_framework(self.wanted.framework))
        return place

    def framework_place(self, written: Value) -> int:
        """Number of the framework with that id, title or short title, -1 when there is none."""
        name = fold(written)
        for place, one in enumerate(self.frameworks):
            if name in (fold(one.framework_id), fold(one.title), fold(one.short_title)):
                return place
        return -1

    def unknown_framework(self, written: str) -> dict[str, str]:
        """The words of the problem that there is no framework of that name."""
        titles = [name for one in self.frameworks for name in (one.short_title, one.framework_id, one.title)]
        return {
            "found": written,
            "expected": f"one of {', '.join(one.short_title for one in self.frameworks)}",
            "suggestion": did_you_mean(written, titles),
        }
