"""The header of a national return: which row it is, which framework it is about, and what each column holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from csp_analytics.areas.register import is_summary, register
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments.criterion_names import Meaning, best_framework, spellings_of
from csp_analytics.ingest.assessments.desk import Desk
from csp_analytics.ingest.assessments.headers import (
    AREA,
    AREA_CODE,
    FRAMEWORK,
    SCAN_ROWS,
    Header,
    header_text,
    read_header,
    spread_headers,
    stated,
    width,
)
from csp_analytics.ingest.assessments.row_criteria import tell_no_framework
from csp_analytics.ingest.cell_text import kept, shown
from csp_analytics.ingest.files.workbook import Sheet, Value, address

# A row with fewer names of criteria is not taken for a header.
LEAST = 2


@dataclass(frozen=True)
class NationalHeader:
    """Where a national return begins.

    Attributes:
        header: the header row with the columns that are not criteria.
        body: the first zero-based row of the table under it.
        texts: column -> header text of every other column.
    """

    header: Header
    body: int
    texts: dict[int, Value]


def find(sheet: Sheet, desk: Desk) -> NationalHeader | None:
    """The row that names most criteria, when there is a column of areas beside them."""
    known: frozenset[str] = frozenset().union(*(names.known for names in desk.names.values()))
    counts = [_named(sheet, row, known) for row in range(min(SCAN_ROWS, len(sheet.rows)))]
    row = int(np.argmax(counts)) if counts else 0
    if not counts or counts[row] < LEAST:
        row = next((r for r in range(len(counts)) if _has_positions(sheet, r, desk)), -1)
    if row < 0:
        return None
    header = read_header(sheet, row, [])
    body = row + 1
    while body < len(counts) and counts[body] >= LEAST:
        body += 1
    if not header.has(AREA, AREA_CODE):
        column = _area_column(desk, sheet, body)
        if column < 0:
            return None
        header = Header(row, {AREA: [column], **header.columns})
    taken = {column for role in (AREA, AREA_CODE, FRAMEWORK, "round") for column in header.columns.get(role, [])}
    texts = {
        column: header_text(sheet, row, column) for column in range(_last_column(sheet, row)) if column not in taken
    }
    return NationalHeader(header, body, texts)


def framework_of(desk: Desk, sheet: Sheet, found: NationalHeader) -> int | None:
    """Number of the framework that the columns are about; None when that cannot be told, which is then a finding."""
    if desk.given_framework is not None:
        return desk.given_framework if desk.given_framework >= 0 else None
    said = stated(sheet, found.header.row).get(FRAMEWORK)
    if said and kept(said.value):
        place = desk.framework_place(said.value)
        if place < 0:
            words = desk.unknown_framework(shown(said.value))
            desk.findings.error("unknown-framework", sheet, (said.row, said.column), **words)
        return place if place >= 0 else None
    texts = [text for text in found.texts.values() if kept(text)]
    best, fitting = best_framework(texts, desk.names)
    place = desk.framework_place(best or sheet.name)
    if place < 0:
        tell_no_framework(desk, sheet, fitting, len(texts))
        return None
    return place


def criterion_columns(desk: Desk, sheet: Sheet, found: NationalHeader, framework: Framework) -> dict[int, int] | None:
    """Column -> place of its criterion.

    Args:
        desk: where the definitions are and the problems go.
        sheet: the sheet.
        found: its header.
        framework: the framework that the columns are about.

    Returns:
        The columns that hold answers; None when merged headings make that impossible to tell.
    """
    meanings = {column: desk.names[framework.framework_id].meaning(text) for column, text in found.texts.items()}
    columns = {column: meaning.position for column, meaning in meanings.items() if meaning.position >= 0}
    if _tell_spread(desk, sheet, found, list(columns)):
        return None
    columns = _without_merged_tails(sheet, found.header.row, columns)
    for column, meaning in meanings.items():
        if meaning.position < 0:
            _tell_other(desk, sheet, found, framework, column, meaning)
    _tell_twice(desk, sheet, found, framework, columns)
    return columns


def _named(sheet: Sheet, row: int, known: frozenset[str]) -> int:
    texts = [value for value in sheet.rows[row] if isinstance(value, str)]
    return len({name for text in texts for name in spellings_of(text) if name in known})


def _has_positions(sheet: Sheet, row: int, desk: Desk) -> bool:
    header = read_header(sheet, row, [])
    if not header.has(AREA, AREA_CODE):
        return False
    return any(
        sum(names.meaning(value).by == "position" for value in sheet.rows[row] if value is not None) > LEAST
        for names in desk.names.values()
    )


def _area_column(desk: Desk, sheet: Sheet, body: int) -> int:
    """The first of the leftmost columns in which at least half of the cells are names of areas; -1 when none is."""
    rows = np.arange(body, len(sheet.rows))
    for column in range(3):
        values = desk.cells(sheet, column, rows).distinct()[1]
        areas = sum(isinstance(value, str) and register().resolve(value) is not None for value in values)
        if areas and areas * 2 >= len(values):
            return column
    return -1


def _last_column(sheet: Sheet, row: int) -> int:
    return max([width(sheet, row), *(len(cells) for cells in sheet.rows[row:])])


def _tell_spread(desk: Desk, sheet: Sheet, found: NationalHeader, columns: list[int]) -> bool:
    everything = columns + [column for role in found.header.columns.values() for column in role]
    spread = spread_headers(sheet, found.header.row, everything)
    for row, first, last in spread:
        desk.findings.error(
            "merged-header",
            sheet,
            (row, first),
            cell=f"{address(row, first)}:{address(row, last)}",
            found=shown(sheet.value(row, first)),
            expected="one heading over each column",
            advice="Unmerge the cells and give each column a heading of its own.",
        )
    return bool(spread)


def _without_merged_tails(sheet: Sheet, row: int, columns: dict[int, int]) -> dict[int, int]:
    tails = {c for top, left, bottom, right in sheet.merged if top <= row <= bottom for c in range(left + 1, right + 1)}
    return {column: place for column, place in columns.items() if column not in tails}


def _tell_other(
    desk: Desk, sheet: Sheet, found: NationalHeader, framework: Framework, column: int, meaning: Meaning
) -> None:
    """A column that is no criterion: an error when it looks like answers, else a note that it is not read."""
    text, at = found.texts[column], (found.header.row, column)
    values = desk.cells(sheet, column, np.arange(found.body, len(sheet.rows))).distinct()[1]
    suggestion = desk.names[framework.framework_id].suggest(text)
    sums = is_summary(shown(text)) or bool(meaning.prompt)
    answers = [getattr(desk.books[desk.frameworks.index(framework)].read(v), "answer", "") for v in values]
    looks_like_answers = bool(values) and 2 * sum(answer == "rated" for answer in answers) > len(values)
    if not kept(text) and not values:
        return
    if meaning.candidates and values:
        _tell_ambiguous(desk, sheet, at, text, meaning)
    elif (suggestion or looks_like_answers) and not sums:
        desk.findings.error(
            "unknown-criterion",
            sheet,
            at,
            found=shown(text) or "answers under a blank heading",
            expected=f"the id, short label or wording of a {framework.row_word} of {framework.short_title}",
            suggestion=suggestion,
        )
    elif values:
        desk.findings.note("ignored-column", sheet, at, found=shown(text), advice="This column is not read.")


def _tell_ambiguous(desk: Desk, sheet: Sheet, at: tuple[int, int], text: Value, meaning: Meaning) -> None:
    desk.findings.error(
        "ambiguous-criterion",
        sheet,
        at,
        found=shown(text),
        expected="a heading that means one criterion",
        advice=f"It could mean {' or '.join(meaning.candidates)}: write the id.",
    )


def _tell_twice(desk: Desk, sheet: Sheet, found: NationalHeader, framework: Framework, columns: dict[int, int]) -> None:
    where = defaultdict(list)
    for column, place in columns.items():
        where[place].append(column)
    for place, twice in where.items():
        if len(twice) > 1:
            desk.findings.error(
                "duplicate-criterion",
                sheet,
                (found.header.row, twice[0]),
                cell=", ".join(address(found.header.row, column) for column in twice),
                found=f"{framework.criteria[place].criterion_id} {len(twice)} times",
                expected=f"one column for each {framework.row_word}",
                advice="Delete the column that does not count.",
            )
