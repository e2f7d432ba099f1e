"""What a file is, by its content and never by its name; and the file, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from csp_analytics.ingest import posts
from csp_analytics.ingest.assessments import layouts as assessments
from csp_analytics.ingest.assessments.headers import ROLES, SCAN_ROWS, role_of
from csp_analytics.ingest.cell_text import fold, plain, shown
from csp_analytics.ingest.files.workbook import Sheet, Workbook, address, read_workbook
from csp_analytics.ingest.indicators import tables as indicators
from csp_analytics.ingest.plans import actions
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, INDICATOR, POSTS, SURVEY, UNKNOWN, Reading, Wanted
from csp_analytics.ingest.surveys import import_survey
from csp_analytics.ingest.surveys.import_survey import Choices
from csp_analytics.ingest.surveys.key_file import is_key_file
from csp_analytics.problems import ERROR, Problem, did_you_mean

# Kind, the module that knows it (`matches(workbook)` and `read(workbook, wanted)`), and its layouts in words.
KINDS: tuple[tuple[str, ModuleType, str], ...] = (
    (ASSESSMENT, assessments, assessments.IN_WORDS),
    (ACTIONS, actions, "an action plan (columns Issue, Action, When, Milestone)"),
    (INDICATOR, indicators, "a table of indicators (one row per area, indicator and year)"),
    (POSTS, posts, posts.IN_WORDS),
    (SURVEY, import_survey, import_survey.IN_WORDS),
)
AUTO = "auto"
# First cell of the sheet that a marked copy of a workbook begins with; it is ours and no part of what was brought.
MARKED_TITLE = "Problems found in this workbook"


def read_file(
    source: Path | bytes,
    name: str | None = None,
    wanted: Wanted | None = None,
    *,
    choices: Choices | None = None,
    beside: Sequence[Path | bytes] = (),
) -> Reading:
    """Reads a spreadsheet, whatever it is.

    Args:
        source: where the file lies, or its bytes.
        name: the file's name as the person knows it; the path's own name when left out.
        wanted: what the person said about the file; it overrides or fills in what the file does not say.
        choices: what the person said about surveys beyond that: mappings, and whether likenesses count.
        beside: other files that were given with it; the key of a coded survey export is looked for among them.

    Returns:
        The tables ready for the store and everything that is wrong with the file; no tables when anything is.
    """
    workbook, problems = read_workbook(source, name)
    if workbook is None:
        return unreadable(problems)
    return read_opened(workbook, wanted, said=problems, choices=choices, beside=beside)


def unreadable(problems: list[Problem]) -> Reading:
    """The reading of a file that cannot be opened, with the reasons of :func:`read_workbook`; at least one."""
    return Reading(problems[0].file, "", UNKNOWN, problems=problems)


def read_opened(
    workbook: Workbook,
    wanted: Wanted | None = None,
    *,
    said: Sequence[Problem] = (),
    choices: Choices | None = None,
    beside: Sequence[Path | bytes] = (),
) -> Reading:
    """Reads a spreadsheet that is open already, so that it can be read again as something else or with other cells.

    Args:
        workbook: the file.
        wanted: what the person said about it.
        said: what was to be said when it was opened; it comes first among the problems.
        choices: what the person said about surveys beyond that.
        beside: other files that were given with it.

    Returns:
        As :func:`read_file`.
    """
    wanted, problems = wanted or Wanted(), list(said)
    workbook = without_marks(workbook)
    module = _module_for(workbook, wanted)
    if module is None:
        return Reading(workbook.name, workbook.digest, UNKNOWN, problems=[*problems, _unrecognised(workbook, wanted)])
    if module is import_survey:
        reading = import_survey.read(workbook, wanted, choices, beside)
    else:
        reading = module.read(workbook, wanted)
    return replace(reading, problems=[*problems, *reading.problems])


def without_marks(workbook: Workbook) -> Workbook:
    """The workbook without the sheet of problems that a marked copy has; as it is when it holds nothing else."""
    sheets = tuple(sheet for sheet in workbook.sheets if plain(sheet.value(0, 0)) != plain(MARKED_TITLE))
    return replace(workbook, sheets=sheets) if sheets and len(sheets) < len(workbook.sheets) else workbook


def is_key(source: Path | bytes) -> bool:
    """Whether a file is the key of a coded survey export, which is loaded with that export and not by itself."""
    workbook, _ = read_workbook(source)
    return workbook is not None and is_key_file(workbook)


def _module_for(workbook: Workbook, wanted: Wanted) -> ModuleType | None:
    """The reader of the first kind that the visible sheets are, else of the first that any sheet is."""
    if wanted.kind == SURVEY:
        return import_survey  # said by a person: its reader tells what is wrong with it
    visible = replace(workbook, sheets=tuple(sheet for sheet in workbook.sheets if sheet.visible))
    modules = [module for kind, module, _ in KINDS if wanted.kind in (AUTO, kind)]
    tries = [(module, sheets) for sheets in (visible, workbook) for module in modules]
    found = next((module for module, sheets in tries if module.matches(sheets)), None)
    # The key of a coded survey, given alone: the reader of surveys says what else is needed.
    return import_survey if found is None and wanted.kind == AUTO and is_key_file(workbook) else found


def _unrecognised(workbook: Workbook, wanted: Wanted) -> Problem:
    expected = [words for kind, _, words in KINDS if wanted.kind in (AUTO, kind)]
    sheets = [sheet for sheet in workbook.sheets if sheet.rows]
    visible = [sheet for sheet in sheets if sheet.visible] or sheets
    sheet = visible[0] if visible else workbook.sheets[0]
    row = _likely_header(sheet)
    if near := _nearest_header(visible):
        sheet, row, column, meant = near
        return Problem(
            ERROR,
            workbook.name,
            sheet=sheet.name,
            cell=address(row, column),
            found=shown(sheet.value(row, column)),
            expected="a heading that is known",
            suggestion=meant,
            advice=f"Without it the table is not recognised as {'; or '.join(expected)}.",
            code="unrecognised",
        )
    others = f" Other sheets: {', '.join(one.name for one in visible[1:6])}." if len(visible) > 1 else ""
    return Problem(
        ERROR,
        workbook.name,
        sheet=sheet.name,
        cell=address(row, 0),
        found=_cells(sheet, row),
        expected="; or ".join(expected) or "a kind of file that can be read here",
        advice=f"Check the headings of the table.{others}",
        code="unrecognised",
    )


def _nearest_header(sheets: list[Sheet]) -> tuple[Sheet, int, int, str] | None:
    """A heading that is a slip of the pen away from a known one, in a row where two others are known."""
    for sheet in sheets:
        for row, cells in enumerate(sheet.rows[:SCAN_ROWS]):
            texts = {column: value for column, value in enumerate(cells) if isinstance(value, str) and len(value) <= 30}
            known = {column for column, value in texts.items() if role_of(value)}
            for column, value in texts.items():
                meant = did_you_mean(fold(value), ROLES, cutoff=74) if len(known) > 1 and column not in known else ""
                if meant and abs(len(meant) - len(value)) <= 2:
                    return sheet, row, column, meant.capitalize()
    return None


def _likely_header(sheet: Sheet) -> int:
    """The row that looks most like a header: the first that has nearly as many texts as any near it."""
    counts = [sum(isinstance(value, str) for value in row) for row in sheet.rows[:20]]
    return next((row for row, count in enumerate(counts) if 3 * count >= 2 * max(counts)), 0)


def _cells(sheet: Sheet, row: int) -> str:
    texts = [shown(value) for value in (sheet.rows[row] if row < len(sheet.rows) else []) if value is not None]
    return " | ".join(text[:20] for text in texts[:8])
