"""Any questionnaire export, read: its layout, its respondents and its questions, nothing about a person kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from csp_analytics.ingest.files.workbook import Workbook, read_workbook
from csp_analytics.ingest.surveys import keyed, remarks
from csp_analytics.ingest.surveys.assembly import assembled, drafts
from csp_analytics.ingest.surveys.key_file import is_key_file, read_key
from csp_analytics.ingest.surveys.questionnaire import Questionnaire
from csp_analytics.ingest.surveys.sifted import FIRST, sift
from csp_analytics.ingest.surveys.table import find_table
from csp_analytics.problems import Problem
from csp_analytics.surveys.layout import PLAIN

__all__ = ["inspect_file", "inspect_workbook", "is_key_file", "looks_like_survey"]


def inspect_file(
    source: Path | bytes,
    name: str | None = None,
    *,
    key: Path | bytes | None = None,
    sheet: str = "",
    layout: str = "",
    header_rows: int = 0,
    keep_unfinished: bool = False,
) -> tuple[Questionnaire | None, list[Problem]]:
    """A file read as a questionnaire.

    Args:
        source: where it lies, or its bytes.
        name: the file's name as the person knows it; the path's own name when left out.
        key: the key of a coded export, where there is one.
        sheet: the sheet to read; the visible one with the most data when left out.
        layout: the id of its layout; found by content when left out.
        header_rows: how many rows are headings; found by content when 0.
        keep_unfinished: whether responses that were not finished count.

    Returns:
        The questionnaire, and what is to be said about opening the files (what is to be said about the content is in
        the questionnaire); None when the file cannot be opened or holds no questionnaire, with at least one error.
    """
    workbook, problems = read_workbook(source, name)
    if workbook is None:
        return None, problems
    meaning = None
    if key is not None:
        meaning, more = read_workbook(key)
        problems += more
    read = _inspect(workbook, meaning, sheet, layout, header_rows, keep_unfinished, release=True)
    if read is None:
        return None, [*problems, remarks.no_questionnaire(workbook)]
    return read, problems


def inspect_workbook(
    workbook: Workbook,
    *,
    key: Workbook | None = None,
    sheet: str = "",
    layout: str = "",
    header_rows: int = 0,
    keep_unfinished: bool = False,
) -> Questionnaire:
    """A workbook read as a questionnaire; see :func:`inspect_file` for the arguments.

    Returns:
        The questionnaire. When the workbook holds none, one without questions and rows, whose problems say so.
    """
    read = _inspect(workbook, key, sheet, layout, header_rows, keep_unfinished, release=False)
    if read is not None:
        return read
    problem = remarks.no_questionnaire(workbook)
    return Questionnaire(workbook.name, workbook.digest, PLAIN, "", 0, 0, (), (), {}, problems=(problem,))


def looks_like_survey(workbook: Workbook) -> bool:
    """Whether a workbook is a questionnaire export: by a tool's signature, or as a plain table of respondents.

    Only the first rows are looked at.
    """
    sheets = tuple(replace(sheet, rows=sheet.rows[:FIRST]) for sheet in workbook.sheets)
    table = find_table(replace(workbook, sheets=sheets))
    if table is None:
        return False
    if table.layout.id != PLAIN:
        return True
    asked = [text for text in table.questions if text.endswith("?") or len(text.split()) >= 5]
    if table.height < 2 or len(asked) < max(2, 0.3 * sum(map(bool, table.questions))):
        return False
    return sum(bool(draft.question.options) for draft in drafts(sift(table), {})) >= 2


def _inspect(
    workbook: Workbook,
    key: Workbook | None,
    sheet: str,
    layout: str,
    header_rows: int,
    keep_unfinished: bool,
    *,
    release: bool,
) -> Questionnaire | None:
    if is_key_file(workbook):
        return None
    table = find_table(workbook, sheet=sheet, layout=layout, header_rows=header_rows, release=release)
    if table is None or not any((*table.questions, *table.parts)):
        return None
    meaning = keyed.fitting(table, read_key(key)) if key is not None else {}
    if meaning:
        table = keyed.with_words(table, meaning)
    sifted = sift(table, keep_unfinished=keep_unfinished)
    sifted.columns = keyed.with_labels(table, sifted.columns, meaning)
    found = assembled(workbook, sifted, meaning)
    if key is None or meaning:
        return found
    return replace(found, problems=(*found.problems, remarks.key_does_not_fit(key)))
