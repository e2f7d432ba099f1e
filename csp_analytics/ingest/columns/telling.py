"""How a file was read with a mapping, as notes: nothing is renamed, replaced or passed over without a word."""

from __future__ import annotations

from collections import Counter

from csp_analytics.ingest.cell_text import plain
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.mapped import answer_columns, answer_key, repeats
from csp_analytics.ingest.columns.roles import CRITERION_PREFIX
from csp_analytics.ingest.columns.table import Place, roles_here
from csp_analytics.ingest.files.workbook import Workbook
from csp_analytics.problems import NOTE, Problem


def how_read(workbook: Workbook, mapping: ColumnMapping, here: list[Place], layout: str) -> list[Problem]:
    """Notes on one file: the headings and what they were read as, the answers that were replaced, what was not read.

    Args:
        workbook: the file as read.
        mapping: what its columns and answers stand for.
        here: where it fits.
        layout: name under which the mapping was saved; '' when it was not.
    """
    notes = []
    for place in here:
        roles = roles_here(mapping, place.headings)
        read = ", ".join(f"{one.key} as {_role(roles[one.column])}" for one in place.headings if one.column in roles)
        at = {"sheet": place.sheet.name, "cell": f"row {place.row + 1}"}
        how = "This saved layout was used" if layout else "Read as you mapped them"
        advice = f"{how}: {read}."
        notes.append(note(workbook, "columns-mapped", found=layout or "own headings", advice=advice, **at))
        notes += _answer_note(workbook, mapping, place)
        left = [one.key for one in place.headings if one.column not in roles]
        if left and mapping.is_wide:
            advice = "These columns are not read, as the mapping says."
            notes.append(note(workbook, "ignored-column", found=", ".join(left), advice=advice, **at))
    read_sheets = {place.sheet.name for place in here}
    for sheet in workbook.sheets:
        if sheet.visible and sheet.name not in read_sheets and any(len(row) > 2 for row in sheet.rows):
            advice = "The mapping is for another sheet, so this one is not read."
            notes.append(note(workbook, "ignored-sheet", sheet=sheet.name, advice=advice))
    return notes


def _answer_note(workbook: Workbook, mapping: ColumnMapping, place: Place) -> list[Problem]:
    """A note on which written answers were read as which levels, with how many there were of each."""
    counts: Counter[str] = Counter()
    columns = answer_columns(mapping, place.headings)
    for row in range(place.row + 1, len(place.sheet.rows)) if mapping.levels else ():
        if not repeats(place.sheet, row, place.headings):
            counts.update(answer_key(place.sheet.value(row, column)) for column in columns)
    said = [
        f"{written} as {meaning} ({counts[plain(written)]:,})"
        for written, meaning in mapping.levels.items()
        if counts[plain(written)]
    ]
    words = {"found": f"{len(said)} answers in other words", "advice": f"Read as the mapping says: {'; '.join(said)}."}
    return [note(workbook, "answers-mapped", sheet=place.sheet.name, **words)] if said else []


def _role(role: str) -> str:
    return role.removeprefix(CRITERION_PREFIX)


def note(workbook: Workbook, code: str, **words: str) -> Problem:
    """A note about a file."""
    return Problem(NOTE, workbook.name, code=code, **words)
