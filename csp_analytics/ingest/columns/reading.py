"""A file read with a mapping of its columns: by the ordinary readers, and told in the officer's own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from csp_analytics.ingest.assessments import layouts as assessments
from csp_analytics.ingest.assessments.criterion_names import all_names
from csp_analytics.ingest.assessments.headers import CRITERION, CRITERION_ID
from csp_analytics.ingest.cell_text import shown
from csp_analytics.ingest.changed_cells import place
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.mapped import mapped
from csp_analytics.ingest.columns.table import Place, fitting, places, roles_here
from csp_analytics.ingest.columns.telling import how_read, note
from csp_analytics.ingest.columns.text import MappingRefused
from csp_analytics.ingest.files.workbook import Sheet, Value, Workbook, address
from csp_analytics.ingest.plans import actions
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, UNKNOWN, Reading, Wanted
from csp_analytics.ingest.recognise import without_marks
from csp_analytics.problems import ERROR, Problem

MAPPED = "own columns"
READERS = {ASSESSMENT: assessments, ACTIONS: actions}
Read = Callable[[Workbook, Wanted], Reading]


def read_mapped(
    workbook: Workbook,
    mapping: ColumnMapping,
    wanted: Wanted | None = None,
    *,
    layout: str = "",
    read: Read | None = None,
) -> Reading:
    """A workbook read as a mapping says.

    Args:
        workbook: the file as read.
        mapping: what its columns and answers stand for.
        wanted: what the person said about the file; its framework goes before that of the mapping.
        layout: name under which the mapping was saved; '' when it was not.
        read: how the workbook is read once its words are the readers' own, such as with corrections; it is given the
            mapped workbook, in which every cell has the address that it had, and what is wanted. By the reader of the
            mapping's kind when left out.

    Returns:
        The reading, with problems in the words of the file and notes on how it was read (code ``columns-mapped`` first,
        then ``answers-mapped``, ``ignored-column``, ``ignored-sheet``); without tables when the mapping does not fit.
    """
    wanted, workbook = wanted or Wanted(), without_marks(workbook)
    try:
        changed = mapped(workbook, mapping)
    except MappingRefused as refused:
        return _refused(workbook, mapping, layout, str(refused))
    wanted = replace(wanted, kind=mapping.kind, framework=wanted.framework or mapping.framework)
    here = places(mapping, workbook)
    unknown = not wanted.framework and _names_nothing(mapping, here)
    if unknown or not READERS[mapping.kind].matches(changed):
        problems = [_nothing_known(workbook, mapping, here)]
        reading = Reading(workbook.name, changed.digest, mapping.kind, problems=problems)
    else:
        reading = (read or READERS[mapping.kind].read)(changed, wanted)
    told = [_own_words(problem, workbook, changed) for problem in reading.problems]
    how = f"{MAPPED}: {layout}" if layout else MAPPED
    notes = how_read(workbook, mapping, here, layout)
    return replace(reading, layout=f"{reading.layout}, {how}".lstrip(", "), problems=[*notes, *told])


def with_saved(
    reading: Reading,
    workbook: Workbook,
    saved: Mapping[str, ColumnMapping],
    wanted: Wanted,
    *,
    read: Read | None = None,
) -> Reading:
    """A file that could not be read by itself, read with the one saved mapping that fits it.

    Args:
        reading: how it was read without.
        workbook: the file.
        saved: mappings by the names under which they were saved.
        wanted: what the person said about it; mappings of another kind are passed over.
        read: as for :func:`read_mapped`.

    Returns:
        The reading as it was when nothing fits, and when several saved mappings do: then with a note that names them.
    """
    if not reading.refused or reading.kind not in (ASSESSMENT, ACTIONS, UNKNOWN):
        return reading
    known = {name: one for name, one in saved.items() if wanted.kind in ("auto", one.kind)}
    names = fitting(known, workbook)
    if len(names) == 1:
        return read_mapped(workbook, known[names[0]], wanted, layout=names[0], read=read)
    if not names:
        return reading
    advice = "Choose one of them for this file (--layout NAME)."
    found = f"{len(names)} saved layouts that fit: {', '.join(names)}"
    return replace(reading, problems=[*reading.problems, note(workbook, "several-layouts", found=found, advice=advice)])


def _refused(workbook: Workbook, mapping: ColumnMapping, layout: str, why: str) -> Reading:
    name = f"the layout '{layout}'" if layout else "the mapping"
    advice = f"{why} Check that {name} is for this file, or map the columns again."
    problem = Problem(ERROR, workbook.name, found="other columns", advice=advice, code="mapping-does-not-fit")
    kind = mapping.kind if mapping.kind in READERS else UNKNOWN
    return Reading(workbook.name, workbook.digest, kind, MAPPED, problems=[problem])


def _names_nothing(mapping: ColumnMapping, here: list[Place]) -> bool:
    """Whether the columns of criteria hold nothing that any framework has, so that no cell alone is to blame."""
    if mapping.kind != ASSESSMENT or mapping.is_wide:
        return False
    known = all_names().values()
    for table in here:
        roles = roles_here(mapping, table.headings)
        columns = [column for column, role in roles.items() if role in (CRITERION, CRITERION_ID)]
        texts = {table.sheet.value(row, c) for row in range(table.row + 1, len(table.sheet.rows)) for c in columns}
        meanings = (names.meaning(text) for text in texts for names in known)
        if any(one.position >= 0 or one.candidates for one in meanings):
            return False
    return True


def _nothing_known(workbook: Workbook, mapping: ColumnMapping, here: list[Place]) -> Problem:
    """The problem that no text in the columns of criteria is a criterion of any framework."""
    table = here[0]
    roles = roles_here(mapping, table.headings)
    column = next((one for one, role in roles.items() if role.startswith("criterion")), table.headings[0].column)
    filled = (row for row in range(table.row + 1, len(table.sheet.rows)) if table.sheet.value(row, column) is not None)
    row = next(filled, table.row)
    return Problem(
        ERROR,
        workbook.name,
        sheet=table.sheet.name,
        cell=address(row, column),
        found=shown(table.sheet.value(row, column)) or "a blank cell",
        expected="the id, short label or wording of a criterion of a framework",
        advice="No cell of this column is one. Choose another column for the criterion, or correct the wordings.",
        code="unrecognised",
    )


def _own_words(problem: Problem, workbook: Workbook, changed: Workbook) -> Problem:
    """A problem that quotes cells of the mapped workbook, quoting the officer's own instead."""
    both = {old.name: (old, new) for old, new in zip(workbook.sheets, changed.sheets, strict=True)}
    if problem.sheet not in both or not problem.found:
        return problem
    old, new = both[problem.sheet]
    at = [place(one) for one in problem.cell.split(", ")]
    if not all(at):
        return problem
    quoted = [shown(new.value(*one)) for one in at if one]
    if problem.found == ", ".join(quoted) and any(quoted):
        return replace(problem, found=", ".join(_written(old, *one) for one in at if one))
    return problem


def _written(sheet: Sheet, row: int, column: int) -> str:
    value: Value = sheet.value(row, column)
    over = (one for one in sheet.merged if one[0] <= row <= one[2] and one[1] <= column <= one[3])
    return shown(value) or next((shown(sheet.value(one[0], one[1])) for one in over), "") or "a blank heading"
