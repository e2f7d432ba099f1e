"""What is to be said about a questionnaire that was read; never with a value of a column about a person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from csp_analytics.ingest.files.workbook import Workbook, address
from csp_analytics.ingest.findings import Findings
from csp_analytics.ingest.surveys.columns import Column
from csp_analytics.ingest.surveys.key_file import is_key_file
from csp_analytics.ingest.surveys.questionnaire import BLANK, PASTED_HEADINGS, TEST, TOTALS, UNFINISHED, Question
from csp_analytics.ingest.surveys.respondents import SetAside
from csp_analytics.ingest.surveys.sifted import Sifted
from csp_analytics.ingest.surveys.table import Table
from csp_analytics.problems import ERROR, WARNING, Problem
from csp_analytics.surveys.layout import CODE, IDS, PART, QUESTION

_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)


def no_questionnaire(workbook: Workbook) -> Problem:
    """That a file holds no questionnaire."""
    if is_key_file(workbook):
        return Problem(
            ERROR,
            workbook.name,
            found="the key of a survey, which tells what codes mean",
            expected="the file of answers",
            advice="Load the answers, and give this key beside them.",
            code="key-alone",
        )
    return Problem(
        ERROR,
        workbook.name,
        found="no table of answers",
        expected="one heading row or more, and one row for each respondent below it",
        advice="Export the answers again from the survey tool, as Excel or CSV.",
        code="no-questionnaire",
    )


def key_does_not_fit(key: Workbook) -> Problem:
    """That a key was given that tells nothing of the codes in the file."""
    return Problem(
        WARNING,
        key.name,
        found="a file that is no key of these answers",
        expected="the key file that the tool gives out beside the answers",
        advice="It was not used.",
        code="key-does-not-fit",
    )


def remarks(
    workbook: Workbook,
    sifted: Sifted,
    told: Sequence[Question],
    dropped: Sequence[tuple[str, str]],
    *,
    sure: bool,
    has_key: bool,
) -> list[Problem]:
    """Everything to be said, in the order of the cells.

    Args:
        workbook: the file.
        sifted: its table.
        told: the questions.
        dropped: heading and reason of the columns that were not kept.
        sure: whether the order of day and month in its dates is sure.
        has_key: whether a key of its codes was read with it.
    """
    findings, table = Findings(workbook), sifted.table
    _tell_headings(findings, table)
    _tell_rows(findings, table, sifted.aside)
    _tell_columns(findings, table, sifted.columns, told, dropped)
    if table.layout.needs_key and not has_key:
        findings.warning(
            "key-missing",
            table.sheet,
            found="codes instead of words",
            expected="the key file that the tool gives out beside the answers",
            advice="Without it questions and answers are shown as codes.",
        )
    if not sure:
        findings.note(
            "date-order-unsure",
            table.sheet,
            found="dates that may be read two ways",
            advice="No date tells whether the day or the month stands first; check the dates shown.",
        )
    if table.others:
        findings.note("other-sheets", found=", ".join(table.others)[:80], advice="These sheets were not read.")
    return findings.problems()


def _tell_headings(findings: Findings, table: Table) -> None:
    if not table.found.rows:
        advice = "The first row was read as an answer; put the questions above it, or export the answers again."
        findings.warning("no-headings", table.sheet, (table.first_row, 0), found="no row of headings", advice=advice)
        return
    first, last = table.found.rows[0][1], table.found.rows[-1][1]
    if len(table.found.rows) > 1:
        advice = "They were counted as headings and not as answers."
        findings.note("heading-rows", table.sheet, found=f"rows {first + 1} to {last + 1}", advice=advice)
    wanted = {row.kind for row in table.layout.headings}
    lost = [kind for kind in (QUESTION, PART) if kind in wanted and kind not in table.found.kinds]
    lost += [IDS] if IDS in wanted and IDS not in table.found.kinds and CODE not in table.found.kinds else []
    words = {QUESTION: "the words of the questions", PART: "the options", IDS: "the codes of the questions"}
    if table.layout.needs_key or not lost:
        return
    findings.warning(
        "headings-missing",
        table.sheet,
        (first, 0),
        found=f"no heading row with {words[lost[0]]}",
        advice="Somebody seems to have deleted it; what is left is shown. Export the answers again for the whole.",
    )


def _tell_rows(findings: Findings, table: Table, aside: SetAside) -> None:
    spam = f", {aside.spam:,} of them marked as spam" if aside.spam else ""
    words = {
        PASTED_HEADINGS: ("heading row", "among the answers"),
        UNFINISHED: ("unfinished answer", ""),
        TEST: ("test answer", spam),
        BLANK: ("row", "without an answer"),
        TOTALS: ("row", "of totals or averages"),
    }
    for reason, rows in aside.rows.items():
        place = (table.first_row + rows[0], 0)
        thing, what = words[reason]
        found = f"{_many(len(rows), thing)} {what}".replace(" ,", ",").strip()
        findings.note(f"set-aside-{reason.replace(' ', '-')}", table.sheet, place, found=found, advice="Not counted.")
    if aside.reordered:
        advice = "The answers below it may stand in other columns than their headings: check them."
        findings.warning(
            "pasted-headings-reordered", table.sheet, found="a second heading row in another order", advice=advice
        )
    for reason in aside.waived:
        advice = "Since that holds of every row, they are counted all the same."
        findings.warning(f"all-{reason}", table.sheet, found=f"only {words[reason][0]}s", advice=advice)


def _tell_columns(
    findings: Findings,
    table: Table,
    columns: dict[int, Column],
    told: Sequence[Question],
    dropped: Sequence[tuple[str, str]],
) -> None:
    personal = [question.header for question in told if question.personal]
    if personal:
        found = ", ".join(dict.fromkeys(personal))
        findings.note("personal-columns", table.sheet, found=found[:200], advice="Their values were not kept.")
    rest = [heading for heading, _ in dropped if heading not in personal]
    if rest:
        found = f"{_many(len(rest), 'column')} without answers, or calculated by the tool"
        names = "; ".join(heading[:40] for heading in rest[:8])
        findings.note("columns-left-out", table.sheet, found=found, advice=f"No questions were made of: {names}.")
    for question in told:
        if question.role == "respondent number":
            _tell_numbers(findings, table, columns[question.columns[0]])
    _tell_unnamed(findings, table, columns)
    hidden = [c for c in range(table.width) if columns[c].filled and any(a <= c <= b for a, b in table.sheet.hidden)]
    if hidden:
        found = f"{_many(len(hidden), 'hidden column')} with data"
        findings.note(
            "hidden-columns", table.sheet, (table.first_row, hidden[0]), found=found, advice="They were read too."
        )
    for code, cells, words in (
        ("error-cells", table.sheet.errors, "with an error such as #REF!"),
        ("uncalculated-formulas", table.sheet.uncalculated, "with a formula that has no stored value"),
    ):
        places = [place for place in cells if place[0] >= table.first_row]
        if places:
            found = f"{_many(len(places), 'cell')} {words}"
            findings.warning(code, table.sheet, min(places), found=found, advice="They count as blank.")


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _tell_numbers(findings: Findings, table: Table, column: Column) -> None:
    again = sum(count - 1 for count in column.counts.values() if count > 1)
    if again:
        findings.warning(
            "respondent-twice",
            table.sheet,
            (table.first_row, column.number),
            found=f"{_many(again, 'row')} with a respondent number that is there already",
            advice="They are counted; remove the copies if one person was exported twice.",
        )
    if any(isinstance(value, str) and _SCIENTIFIC.fullmatch(value) for value, _ in column.sample):
        advice = "A spreadsheet shortened them (1.27E+10), so that different people may look alike."
        findings.warning("shortened-numbers", table.sheet, found="respondent numbers in powers of ten", advice=advice)


def _tell_unnamed(findings: Findings, table: Table, columns: dict[int, Column]) -> None:
    """Cells to the right of the headings, or below a blank heading: a comma too many, or a lost heading."""
    for number, column in columns.items():
        if column.filled and not (table.questions[number] or table.parts[number] or table.codes[number]):
            place = next(row for row, value in enumerate(column.values) if value is not None)
            findings.warning(
                "column-without-heading",
                table.sheet,
                (table.first_row + place, number),
                found=f"{_many(column.filled, 'cell')} in a column without a heading",
                advice=f"Column {address(0, number)[:-1]} was left out; a row may hold a separator too many.",
            )
