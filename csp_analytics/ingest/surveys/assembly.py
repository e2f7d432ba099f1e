"""The questionnaire put together from its columns: questions, answers, what was dropped and what is to be said."""

from __future__ import annotations

from dataclasses import replace

from csp_analytics.ingest.files.workbook import Workbook
from csp_analytics.ingest.surveys import keyed, remarks
from csp_analytics.ingest.surveys.columns import Column
from csp_analytics.ingest.surveys.draft import Draft
from csp_analytics.ingest.surveys.grouping import questions
from csp_analytics.ingest.surveys.kept import kept_answers, times
from csp_analytics.ingest.surveys.key_file import Entry
from csp_analytics.ingest.surveys.metadata import Known
from csp_analytics.ingest.surveys.parts import headings
from csp_analytics.ingest.surveys.personal import listed, why_personal
from csp_analytics.ingest.surveys.questionnaire import DATE, META, SET_ASIDE, TEXT, Question, Questionnaire
from csp_analytics.ingest.surveys.sifted import Sifted
from csp_analytics.ingest.surveys.table import Table

EMPTY, CALCULATED = "no answers", "calculated by the tool"


def drafts(sifted: Sifted, meaning: dict[str, Entry]) -> list[Draft]:
    """Every question and every column about the response, in the order of their first column.

    Args:
        sifted: the table.
        meaning: what a key says of its codes; empty without one.
    """
    table, columns = sifted.table, sifted.columns
    asking = [c for c in range(table.width) if c not in sifted.known and _asks(table, c)]
    read = headings(table, asking)
    found = questions(keyed.with_parts(table, read, meaning) if meaning else read, columns.__getitem__, table.layout)
    found = [_ordered(draft, table, meaning) for draft in found]
    found += [_metadata(table, column, one) for column, one in sifted.known.items()]
    return sorted(found, key=lambda draft: draft.question.columns)


def _ordered(draft: Draft, table: Table, meaning: dict[str, Entry]) -> Draft:
    """A question with the options that the key tells, in the order of the form."""
    options = keyed.options_of(draft.question, table, meaning)
    return replace(draft, question=replace(draft.question, options=options, note="")) if options else draft


def _asks(table: Table, column: int) -> bool:
    headed = bool(table.questions[column] or table.parts[column] or table.codes[column])
    return headed and not _calculated(table, column)


def _calculated(table: Table, column: int) -> bool:
    pattern = table.layout.calculated
    return bool(pattern and pattern.search(table.questions[column] or table.codes[column]))


def _metadata(table: Table, column: int, known: Known) -> Draft:
    header, code = table.questions[column] or table.heading(column), table.codes[column]
    return Draft(Question(-1, header, META, (column,), code=code, role=known.role, personal=known.personal))


def assembled(workbook: Workbook, sifted: Sifted, meaning: dict[str, Entry]) -> Questionnaire:
    """The questionnaire.

    Args:
        workbook: the file.
        sifted: its table.
        meaning: what a key says of its codes; empty without one.
    """
    table, columns = sifted.table, sifted.columns
    gone, first = sifted.aside.all(), table.first_row
    told, dropped = _told(sifted, drafts(sifted, meaning))
    when, sure = times(told, columns, table.layout.date_order)
    answers = [pair for question in told if not question.personal for pair in kept_answers(question, columns)]
    return Questionnaire(
        file=workbook.name,
        digest=workbook.digest,
        layout=table.layout.id,
        sheet=table.sheet.name,
        header_rows=len(table.found.rows),
        first_row=first,
        questions=tuple(told),
        rows=tuple(first + row for row in range(sifted.height) if row not in gone),
        set_aside={one: len(sifted.aside.rows[one]) for one in SET_ASIDE if sifted.aside.rows.get(one)},
        answers=dict(answers),
        times=when,
        dropped=tuple(dropped),
        problems=tuple(remarks.remarks(workbook, sifted, told, dropped, sure=sure, has_key=bool(meaning))),
        other_sheets=table.others,
    )


def _told(sifted: Sifted, found: list[Draft]) -> tuple[list[Question], list[tuple[str, str]]]:
    """The questions with their numbers, and heading and reason of the columns whose values are not kept."""
    table = sifted.table
    dropped = [(table.heading(c), CALCULATED) for c in range(table.width) if _calculated(table, c)]
    nobody = len(sifted.aside.all()) >= sifted.height
    told: list[Question] = []
    for draft in found:
        question = _with_reason(draft.question, sifted.columns)
        if draft.empty and not question.personal and not nobody:
            dropped.append((question.header, EMPTY))
            continue
        if question.personal:
            dropped.append((question.header, question.personal))
        told.append(replace(question, number=len(told)))
    return told, dropped


def _with_reason(question: Question, columns: dict[int, Column]) -> Question:
    """A question that turns out to be about a person."""
    if question.personal or question.type == META:
        return question
    if len(question.columns) > 1:
        return listed(question)
    reason = why_personal(question.header, columns[question.columns[0]])
    if not reason:
        return listed(question)
    kind = question.type if question.type == DATE else TEXT
    return replace(question, personal=reason, options=(), rows=(), note="", type=kind)
