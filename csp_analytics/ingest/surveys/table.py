"""The table of a questionnaire in a workbook: which sheet, which rows are headings, whose layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from csp_analytics.ingest.files.sheet_xml import column_letters
from csp_analytics.ingest.files.workbook import Sheet, Value, Workbook
from csp_analytics.ingest.surveys import signature
from csp_analytics.ingest.surveys.headings import (
    HEAD,
    SEARCHED,
    Found,
    fill_right,
    names_of,
    read_headings,
)
from csp_analytics.ingest.surveys.plain_headings import plain_headings
from csp_analytics.ingest.surveys.turned import turn
from csp_analytics.ingest.surveys.wording import folded, heading, is_codelike, tidy
from csp_analytics.surveys.layout import CODE, IDS, PART, PLAIN, QUESTION, Layout
from csp_analytics.surveys.layouts import layouts


@dataclass
class Table:
    """A sheet with its headings found and its data turned into columns.

    Attributes:
        sheet: the sheet.
        layout: the layout.
        found: the heading rows.
        width: number of columns.
        questions: the question over each column, filled right over the columns of one question, tidied.
        begins: the column where the question over each column stands.
        parts: what stands in the row of options or rows, tidied; '' where there is none.
        codes: the tool's short names; '' where there are none.
        ids: the tool's own identifiers; '' where there are none.
        first_row: zero-based row of the sheet where the data begins, blank rows below the headings passed over.
        columns: the values below the headings.
        others: other visible sheets with data.
        counts: how often each different value is there, for each column, blanks left out.
    """

    sheet: Sheet
    layout: Layout
    found: Found
    width: int
    questions: list[str]
    begins: list[int]
    parts: list[str]
    codes: list[str]
    ids: list[str]
    first_row: int
    columns: list[Sequence[Value]] = field(repr=False)
    others: tuple[str, ...] = ()
    counts: list[Counter[Value]] = field(repr=False, default_factory=list)

    @property
    def height(self) -> int:
        """Number of rows below the headings."""
        return len(self.columns[0]) if self.columns else 0

    def names(self, column: int) -> list[str]:
        """The names in a column's headings, each by which it may be known: code, words, and words after a code."""
        match = self.layout.code.match(self.questions[column]) if self.layout.code else None
        told = [self.codes[column], self.questions[column], self.parts[column]]
        told += [match["code"], self.questions[column][match.end() :]] if match else []
        return [text for text in told if text]

    def heading(self, column: int) -> str:
        """The whole heading of a column in one text."""
        part = self.parts[column]
        words = [self.questions[column] or self.codes[column], part if part != self.questions[column] else ""]
        return " - ".join(word for word in words if word) or f"column {column + 1}"


def find_table(
    workbook: Workbook, *, sheet: str = "", layout: str = "", header_rows: int = 0, release: bool = False
) -> Table | None:
    """The table of the questionnaire that a workbook holds; None when there is none.

    Args:
        workbook: the file.
        sheet: the name of the sheet; the visible one with the most data when left out.
        layout: the id of the layout; found by content when left out.
        header_rows: how many rows are headings; found by content when 0.
        release: whether the workbook's rows may be let go to save memory, the heading rows excepted.

    Raises:
        KeyError: when there is no such layout.
    """
    known = layouts()
    tried = [known[layout]] if layout else list(known.values())
    best = _best(workbook, tried, sheet)
    if best is None:
        return None
    chosen, one, found = best
    if header_rows:
        found = _counted(found, header_rows)
    others = tuple(s.name for s in workbook.sheets if s.visible and s is not chosen and _size(s) > 1)
    table = _table(chosen, one, found, others)
    table.columns, table.counts = turn(chosen.rows, table.first_row, table.width, release=release)
    if PART not in found.kinds and QUESTION in found.kinds:
        _continue_blanks(table)
    return table


def _best(workbook: Workbook, tried: Sequence[Layout], name: str) -> tuple[Sheet, Layout, Found] | None:
    """A sheet that bears a tool's signature, else the sheet with the most data."""
    sheets = [s for s in workbook.sheets if (s.name == name if name else s.visible) and s.rows]
    sheets.sort(key=lambda s: -_size(s))
    plain: tuple[Sheet, Layout, Found] | None = None
    for sheet in sheets:
        head = [[heading(value) for value in row] for row in sheet.rows[:HEAD]]
        for layout in tried:
            found = _found(layout, head, sheet, asked=len(tried) == 1)
            if found is None or found.first_data_row > len(sheet.rows):
                continue
            if layout.id != PLAIN:
                return sheet, layout, found
            plain = plain or (sheet, layout, found)
    return plain


def _found(layout: Layout, head: list[list[str]], sheet: Sheet, *, asked: bool) -> Found | None:
    if layout.id == PLAIN:
        return plain_headings(head)
    for start in range(min(SEARCHED, len(head))):
        found = read_headings(layout, head, start)
        if found and signature.matches(layout, found, head, sheet.rows, sheet.name):
            return found
        if found is None and layout.signature and start < 12:
            found = _unmarked(layout, head, start)
            if found and signature.matches(layout, found, head, sheet.rows, sheet.name):
                return Found((), start) if signature.lacks_headings(found, layout, sheet.rows) else found
    return plain_headings(head) if asked else None


def _unmarked(layout: Layout, head: list[list[str]], start: int) -> Found | None:
    """One heading row in unknown words, for tools that are known by the shapes of their first columns."""
    single = len(layout.headings) == 1
    return Found(((QUESTION, start),)) if single and sum(map(bool, head[start])) >= 3 else None


def _size(sheet: Sheet) -> int:
    """Filled cells in rows at least half as full as the fullest near the top: notes and titles count little."""
    counts = [len(row) - row.count(None) for row in islice(sheet.rows, 200)]
    least = max(counts, default=0) / 2
    return sum(count for count in counts if count >= least) * max(1, len(sheet.rows) // 200)


def _counted(found: Found, number: int) -> Found:
    """As many heading rows as a person says, from the first one found."""
    top = found.rows[0][1] if found.rows else found.start
    kinds = {1: (QUESTION,), 2: (QUESTION, PART), 3: (CODE, QUESTION, IDS)}.get(number)
    if len(found.rows) == number:
        return found
    if kinds is None or (number == 2 and CODE in found.kinds):
        kinds = (CODE, *[QUESTION] * (number - 1))
    return Found(tuple((kind, top + place) for place, kind in enumerate(kinds)))


def _table(sheet: Sheet, layout: Layout, found: Found, others: tuple[str, ...]) -> Table:
    rows = {kind: [heading(value) for value in sheet.rows[row]] for kind, row in found.rows if row < len(sheet.rows)}
    width = max(map(len, sheet.rows), default=0)

    def cells(kind: str) -> list[str]:
        row = rows.get(kind, [])
        return [*row, *[""] * (width - len(row))]

    question, part, code = cells(QUESTION), cells(PART), cells(CODE)
    if QUESTION in rows:
        question = _merged_right(sheet, found, question)
    heads = [text for text in (question if QUESTION in rows else code) if text]
    codes = bool(heads) and sum(map(is_codelike, heads)) >= 0.8 * len(heads)
    coded = layout.coded == "always" or (layout.coded == "with codes" and codes)
    layout = replace(layout, coded="always" if coded else "", needs_key=layout.needs_key and codes)
    filled = fill_right(question, part, names_of(layout), width)
    questions = [text or code[column] for column, (text, _) in enumerate(filled)]
    begins = [begin for _, begin in filled]
    if not rows:
        questions = [f"Column {column_letters(column)}" for column in range(width)]
    first = found.first_data_row
    while first < len(sheet.rows) and not any(value is not None for value in sheet.rows[first]):
        first += 1
    return Table(sheet, layout, found, width, questions, begins, part, code, cells(IDS), first, [], others)


def _merged_right(sheet: Sheet, found: Found, question: list[str]) -> list[str]:
    """A heading that is merged over several columns stands over each of them."""
    row = found.row(QUESTION)
    filled = list(question)
    for top, left, bottom, right in sheet.merged:
        if row is not None and top <= row <= bottom and found.row(PART) is None and left < len(filled):
            for column in range(left + 1, min(right + 1, len(filled))):
                filled[column] = filled[column] or filled[left]
    return filled


def _continue_blanks(table: Table) -> None:
    """Blank headings that go on from the question to their left, where the row of options was deleted by hand.

    Only columns with many answers: a comma too many in a row or two makes no column. An option is told by its column
    when nothing else stands in it.
    """
    names = names_of(table.layout)
    for column in range(1, table.width):
        often = table.counts[column].total() >= max(2, 0.1 * table.height)
        left = table.questions[column - 1]
        if table.questions[column] or not left or not often or folded(left) in names:
            continue
        table.questions[column], table.begins[column] = left, table.begins[column - 1]
    for column, begin in enumerate(table.begins):
        if table.begins.count(begin) > 1 and table.questions[column]:
            only = list(table.counts[column])
            part = tidy(only[0]) if len(only) == 1 else ""
            table.parts[column] = part or f"column {column_letters(column)}"
