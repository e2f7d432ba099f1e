"""What a person sees of a table that is not known: its headings, some of its cells, and what each column may be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from csp_analytics.ingest.assessments.headers import SCAN_ROWS
from csp_analytics.ingest.cell_text import is_blank, shown
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.choosing import fit, guesses, one_each
from csp_analytics.ingest.columns.contents import Known, framework_of
from csp_analytics.ingest.columns.header import likely_rows
from csp_analytics.ingest.columns.roles import LEAVE_OUT
from csp_analytics.ingest.columns.table import Heading, headings
from csp_analytics.ingest.files.workbook import Sheet, Value, Workbook
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT
from csp_analytics.ingest.recognise import without_marks
from csp_analytics.ingest.surveys.likeness import LIKELY, Likeness

SAMPLES, LONGEST_SAMPLE, LONGEST_HEADING = 3, 60, 120
MOST_CANDIDATES, MOST_TABLES = 3, 50


@dataclass(frozen=True)
class ColumnOffer:
    """One column.

    Attributes:
        key: what a mapping calls it.
        heading: for people, cut to 120 letters; '' when there is none.
        column: zero-based column.
        filled: number of cells below the heading with something in them.
        samples: up to three different values as shown in the file, cut to 60 letters. Text from the file: escape it.
        role: what it probably stands for; '' when that cannot be told.
        score: likeness of that, 0 to 100; 0 without a role.
        candidates: roles that it may stand for with their scores, likeliest first, at most three.
    """

    key: str
    heading: str
    column: int
    filled: int
    samples: tuple[str, ...]
    role: str = ""
    score: float = 0.0
    candidates: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class SheetColumns:
    """One table.

    Attributes:
        sheet: name of its sheet; '' in a CSV.
        header_row: row of its headings as people count, from 1.
        other_rows: other rows that look like headings, such as those of a second table; from 1.
        kind: ``assessment`` or ``actions``, whichever its columns fit better.
        framework: id of the framework whose criteria it names; '' when none does, or several do.
        rows: number of rows below the headings with something in them.
        columns: left to right.
    """

    sheet: str
    header_row: int
    other_rows: tuple[int, ...]
    kind: str
    framework: str
    rows: int
    columns: tuple[ColumnOffer, ...]

    @property
    def guessed(self) -> int:
        """How many columns have a guess."""
        return sum(bool(one.role) for one in self.columns)

    def mapping(self, *, anywhere: bool = False) -> ColumnMapping:
        """The guesses as a mapping to correct and confirm; what has none is left out.

        Args:
            anywhere: whether it is for the first sheet that fits, whatever its name.
        """
        columns = {one.key: one.role or LEAVE_OUT for one in self.columns}
        sheet = "" if anywhere else self.sheet
        return ColumnMapping(self.kind, columns, {}, sheet, self.header_row, self.framework)


def offered(workbook: Workbook) -> list[SheetColumns]:
    """The visible sheets with a table, at most 50, in the order of the tabs, by their likeliest rows of headings."""
    known, workbook = Known.now(), without_marks(workbook)
    tables = ((sheet, rows[0]) for sheet in workbook.sheets if sheet.visible and (rows := likely_rows(sheet)))
    found = [sheet_columns(sheet, row, known=known) for sheet, row in islice(tables, MOST_TABLES)]
    return [one for one in found if one.columns and one.rows]


def sheet_columns(sheet: Sheet, header_row: int, kind: str = "", *, known: Known | None = None) -> SheetColumns:
    """One table, with the row of headings that a person named.

    Args:
        sheet: the sheet.
        header_row: row of the headings as people count, from 1 to 40.
        kind: ``assessment`` or ``actions`` where a person said so; found when empty.
        known: the definitions, where several tables are looked at.
    """
    known = known or Known.now()
    row = min(max(header_row, 1), SCAN_ROWS) - 1
    columns = headings(sheet, row)
    cells = {one.column: _below(sheet, row, one.column) for one in columns}
    found = {one: guesses(columns, cells, one, known) for one in (ASSESSMENT, ACTIONS) if kind in ("", one)}
    kind = kind or max(found, key=lambda one: fit(one, found[one]))
    chosen = one_each(found[kind])
    offers = tuple(_offer(one, cells[one.column], found[kind][one.column], chosen) for one in columns)
    texts = [value for values in cells.values() for value in values[:200]] + [one.written for one in columns]
    return SheetColumns(
        sheet=sheet.name,
        header_row=row + 1,
        other_rows=tuple(one for one in likely_rows(sheet) if one != row + 1),
        kind=kind,
        framework=framework_of(texts, known.names) if kind == ASSESSMENT else "",
        rows=sum(any(not is_blank(value) for value in cells_) for cells_ in sheet.rows[row + 1 :]),
        columns=offers,
    )


def offer_of(workbook: Workbook, sheet: str, header_row: int, kind: str = "") -> SheetColumns:
    """As :func:`sheet_columns`, by the name of a sheet. Raises KeyError when there is no such sheet."""
    return sheet_columns({one.name: one for one in workbook.sheets}[sheet], header_row, kind)


def _below(sheet: Sheet, row: int, column: int) -> list[Value]:
    cells = (cells[column] for cells in sheet.rows[row + 1 :] if len(cells) > column)
    return [value for value in cells if not is_blank(value)]


def _offer(one: Heading, values: list[Value], found: list[Likeness], chosen: dict[int, Likeness]) -> ColumnOffer:
    guess = chosen.get(one.column)
    samples = list(dict.fromkeys(_cut(shown(value), LONGEST_SAMPLE) for value in values[:200]))[:SAMPLES]
    return ColumnOffer(
        key=one.key,
        heading=_cut(shown(one.written), LONGEST_HEADING),
        column=one.column,
        filled=len(values),
        samples=tuple(samples),
        role=guess.meaning if guess else "",
        score=guess.score if guess else 0.0,
        candidates=tuple((like.meaning, like.score) for like in found[:MOST_CANDIDATES] if like.score >= LIKELY),
    )


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 3]}..."
