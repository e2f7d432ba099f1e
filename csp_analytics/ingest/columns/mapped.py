"""A workbook as a mapping says it is to be read: the same cells at the same addresses, in words that the readers know.

Headings become the readers' own, written answers become labels of levels, and what the mapping leaves out no longer
looks like anything. No cell moves, so every problem still points at the officer's own cell.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from csp_analytics.areas.register import register
from csp_analytics.ingest.assessments.headers import AREA, FRAMEWORK, LEVEL, ROLES, ROUND
from csp_analytics.ingest.cell_text import fold, is_blank, kept, plain, shown
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.roles import CRITERION_PREFIX, NO_ANSWER
from csp_analytics.ingest.columns.table import Heading, Place, missing_headings, places, roles_here
from csp_analytics.ingest.columns.text import MappingRefused
from csp_analytics.ingest.files.workbook import Sheet, Value, Workbook
from csp_analytics.ingest.plans.words import CORE, WORDS, is_plan
from csp_analytics.ingest.reading import ACTIONS
from csp_analytics.ingest.table_header import header_at

NOT_READ = "(not read)"  # stands in the heading cell of a column that is left out: it means nothing to any reader
Row = list[Value]


def mapped(workbook: Workbook, mapping: ColumnMapping) -> Workbook:
    """The workbook in the readers' words.

    The headings of the table are renamed, and the answers that the mapping names are replaced by labels. A column that
    it does not read keeps its cells under a heading that means nothing, or is emptied where every criterion has a
    column of its own. Above the table only what names the area, round or framework is kept (of an action plan
    everything but headings of another plan); rows that repeat the headings are emptied; other sheets are empty.

    Args:
        workbook: the file as read.
        mapping: a mapping that fits it.

    Returns:
        A workbook with the same sheets, whose digest is that of the file and the mapping together.

    Raises:
        MappingRefused: when the mapping has faults or its headings are not in the file.
    """
    if faults := mapping.faults():
        raise MappingRefused(" ".join(faults))
    found = places(mapping, workbook)
    if not found:
        gone = ", ".join(f"'{one}'" for one in missing_headings(mapping, workbook)[:5])
        raise MappingRefused(f"The headings of the mapping are not together in one row of a visible sheet: {gone}.")
    chosen = {id(place.sheet): place for place in found}
    sheets = [
        _sheet(mapping, chosen[id(sheet)]) if id(sheet) in chosen else replace(
            sheet, rows=[], errors={}, uncalculated={}, merged=()
        )
        for sheet in workbook.sheets
    ]  # fmt: skip
    return replace(workbook, digest=digest_of(workbook, mapping), sheets=tuple(sheets))


def digest_of(workbook: Workbook, mapping: ColumnMapping) -> str:
    """SHA-256 over the file's digest and the mapping: the same file read in another way is another reading."""
    return hashlib.sha256(f"{workbook.digest}\n{mapping.as_json()}".encode()).hexdigest()


def answer_columns(mapping: ColumnMapping, columns: tuple[Heading, ...]) -> list[int]:
    """The zero-based columns that hold answers."""
    roles = roles_here(mapping, columns)
    return [column for column, role in roles.items() if role == LEVEL or role.startswith(CRITERION_PREFIX)]


def answer_key(value: Value) -> str:
    """A written answer as it is compared with the answers of a mapping; '' for a blank."""
    return plain(shown(value))


def repeats(sheet: Sheet, row: int, columns: tuple[Heading, ...]) -> bool:
    """Whether a row repeats the headings, as tables that went over several pages do."""
    named = [one for one in columns if not is_blank(one.written)]
    return len(named) > 1 and all(plain(sheet.value(row, one.column)) == plain(one.written) for one in named)


def _sheet(mapping: ColumnMapping, place: Place) -> Sheet:
    sheet, row = place.sheet, place.row
    unread = _emptied_columns(mapping, place)
    return replace(
        sheet,
        rows=[*_above(mapping, sheet, row), _heading_row(mapping, place), *_body(mapping, place, unread)],
        errors={at: text for at, text in sheet.errors.items() if at[0] != row and at[1] not in unread},
        uncalculated={at: text for at, text in sheet.uncalculated.items() if at[0] != row and at[1] not in unread},
        merged=tuple(one for one in sheet.merged if one[0] > row or one[2] < row),
    )


def _heading_row(mapping: ColumnMapping, place: Place) -> Row:
    roles = roles_here(mapping, place.headings)
    width = max((one.column for one in place.headings), default=-1) + 1
    cells: Row = [None] * width
    for one in place.headings:
        role = roles.get(one.column, "")
        neutral = None if mapping.is_wide or is_blank(one.written) else NOT_READ
        cells[one.column] = role.removeprefix(CRITERION_PREFIX) if role.startswith(CRITERION_PREFIX) else (
            role.capitalize() or neutral
        )  # fmt: skip
    if mapping.kind == ACTIONS:  # a plan without these columns says nothing there, and the person has seen that
        cells += [meaning.capitalize() for meaning in CORE if meaning not in roles.values()]
    return cells


def _emptied_columns(mapping: ColumnMapping, place: Place) -> set[int]:
    """Columns whose cells are taken away: answers under a heading that is no criterion would be asked about."""
    if not mapping.is_wide:
        return set()
    return {one.column for one in place.headings} - set(roles_here(mapping, place.headings))


def _body(mapping: ColumnMapping, place: Place, emptied: set[int]) -> list[Row]:
    """The rows below the headings, with the answers that the mapping names in the readers' words."""
    meanings = {plain(written): meaning for written, meaning in mapping.levels.items()}
    answers = answer_columns(mapping, place.headings) if meanings else []
    body: list[Row] = []
    for number, cells in enumerate(place.sheet.rows[place.row + 1 :], place.row + 1):
        if repeats(place.sheet, number, place.headings):
            body.append([])
            continue
        row = [None if column in emptied else value for column, value in enumerate(cells)] if emptied else list(cells)
        for column in answers:
            if column < len(row) and (meaning := meanings.get(answer_key(row[column]))):
                row[column] = None if meaning == NO_ANSWER else meaning
        body.append(row)
    return body


def _above(mapping: ColumnMapping, sheet: Sheet, row: int) -> list[Row]:
    if mapping.kind == ACTIONS:
        return [[] if is_plan(header_at(sheet, number, WORDS)) else list(sheet.rows[number]) for number in range(row)]
    return [_labels_only(sheet.rows[number]) for number in range(row)]


def _labels_only(cells: Row) -> Row:
    """A row above a table with nothing left but 'Area: Fife', or 'Area' and 'Fife' side by side, and the like."""
    row: Row = [None] * len(cells)
    filled = [column for column, value in enumerate(cells) if not is_blank(value)]
    for place, column in enumerate(filled):
        label, colon, rest = shown(cells[column]).partition(":")
        role = ROLES.get(fold(label), "") if isinstance(cells[column], str) else ""
        if role not in (AREA, ROUND, FRAMEWORK):
            continue
        beside = next((one for one in filled[place + 1 :] if one <= column + 3), -1)
        if rest.strip():
            row[column] = cells[column]
        elif beside >= 0 and _is_said(role, cells[beside], sure=bool(colon) or len(filled) == 2):
            row[column], row[beside] = cells[column], cells[beside]
    return row


def _is_said(role: str, value: Value, *, sure: bool) -> bool:
    """Whether a cell beside a label says what the label asks, and is not the next heading of another table."""
    if fold(shown(value).partition(":")[0]) in ROLES:
        return False
    return sure or role != AREA or register().resolve(kept(value)) is not None
