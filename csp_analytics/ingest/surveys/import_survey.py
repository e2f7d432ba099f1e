"""A survey export into a reading for the store: recognised, matched with our definitions, checked for people's data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from csp_analytics.ingest.files.workbook import Workbook
from csp_analytics.ingest.reading import SURVEY, Reading, Wanted
from csp_analytics.ingest.surveys import people, telling
from csp_analytics.ingest.surveys.about_survey import area_of, round_of, survey_rows
from csp_analytics.ingest.surveys.coded import Columns
from csp_analytics.ingest.surveys.inspect import inspect_workbook
from csp_analytics.ingest.surveys.key_file import is_key_file
from csp_analytics.ingest.surveys.likeness import SURE
from csp_analytics.ingest.surveys.matching import NONE_SIMILAR, match
from csp_analytics.ingest.surveys.paired_key import key_among, key_missing, needs_key
from csp_analytics.ingest.surveys.questionnaire import Questionnaire
from csp_analytics.ingest.surveys.survey_tables import Answers, answers_of, tables
from csp_analytics.problems import Problem, has_errors
from csp_analytics.surveys.layouts import PLAIN, layouts
from csp_analytics.surveys.load import survey, surveys
from csp_analytics.surveys.mapping import Mapping

IN_WORDS = "a survey export that asks questions of ours (see: inspect FILE)"
LOOKED_AT = 400  # rows that are enough to see whether a file asks anything of ours


@dataclass(frozen=True)
class Choices:
    """What a person said about surveys beyond :class:`~csp_analytics.ingest.reading.Wanted`.

    Attributes:
        mappings: confirmed mappings, at most one for each definition.
        key: the file that explains the codes of a coded export.
        accept_similar: whether headings and answers that differ from ours in spelling only are taken.
        sheet: the sheet to read; found when empty.
        header_rows: number of heading rows; found when 0.
    """

    mappings: tuple[Mapping, ...] = ()
    key: Workbook | None = None
    accept_similar: bool = False
    sheet: str = ""
    header_rows: int = 0


def matches(workbook: Workbook) -> bool:
    """Whether a workbook is a survey export: written by a tool that we know, or a table that asks questions of ours.

    Only the first rows are looked at.
    """
    if is_key_file(workbook):
        return False
    top = replace(workbook, sheets=tuple(replace(one, rows=one.rows[:LOOKED_AT]) for one in workbook.sheets))
    q = inspect_workbook(top)
    if not q.questions:
        return False
    columns = Columns(q)
    return q.layout != PLAIN or any(match(q, one, columns=columns).is_in_form() for one in surveys().values())


def read(
    workbook: Workbook, wanted: Wanted, choices: Choices | None = None, beside: Sequence[Path | bytes] = ()
) -> Reading:
    """A survey export as a reading.

    Args:
        workbook: the file.
        wanted: what the person said about it: ``round``, ``area``, ``definition``, ``layout`` (of the export),
            ``keep_text``, ``keep_unfinished``.
        choices: mappings, the key file, and how to read the sheet.
        beside: other files that were given with it, among which the key of a coded export is looked for.

    Returns:
        As :func:`survey_reading`. Refused when the file holds nothing of ours, with what can be said of it.
    """
    choices = choices or Choices()
    q = read_questionnaire(workbook, choices, layout=wanted.layout, keep_unfinished=wanted.keep_unfinished)
    if choices.key is None and needs_key(q):
        if (key := key_among(workbook, beside)) is None:
            return Reading(q.file, q.digest, SURVEY, q.layout, problems=[key_missing(q)])
        choices = replace(choices, key=key)
        q = read_questionnaire(workbook, choices, layout=wanted.layout, keep_unfinished=wanted.keep_unfinished)
    if has_errors(q.problems) or not q.questions:
        return Reading(q.file, q.digest, SURVEY, q.layout, problems=list(q.problems))
    if not q.respondents:
        return Reading(q.file, q.digest, SURVEY, q.layout, problems=[*q.problems, telling.nobody(q)])
    area_code, problem = area_of(q, wanted.area)
    if problem:
        return Reading(q.file, q.digest, SURVEY, q.layout, problems=[*q.problems, problem])
    columns = Columns(q)
    mappings = chosen_mappings(
        q, choices.mappings, wanted.definition, accept_similar=choices.accept_similar, columns=columns
    )
    return survey_reading(
        q,
        mappings,
        round_=wanted.round,
        area_code=area_code,
        keep_text=wanted.keep_text,
        keep_unfinished=wanted.keep_unfinished,
        columns=columns,
    )


def read_questionnaire(
    workbook: Workbook, choices: Choices, *, layout: str = "", keep_unfinished: bool = False
) -> Questionnaire:
    """A workbook as a questionnaire, read as a person chose.

    Args:
        workbook: the file.
        choices: the key, the sheet and the number of heading rows are used.
        layout: id of the tool's layout; any other text means: find out.
        keep_unfinished: whether responses that were not finished count.
    """
    return inspect_workbook(
        workbook,
        key=choices.key,
        sheet=choices.sheet,
        layout=layout if layout in layouts() else "",
        header_rows=choices.header_rows,
        keep_unfinished=keep_unfinished,
    )


def chosen_mappings(
    q: Questionnaire,
    given: Sequence[Mapping],
    definition: str = "",
    *,
    accept_similar: bool = False,
    columns: Columns | None = None,
) -> list[Mapping]:
    """A mapping for every definition that the questionnaire asks something of.

    Args:
        q: the questionnaire.
        given: mappings that a person confirmed; they go before what is found.
        definition: only this definition; all when empty.
        accept_similar: whether what differs in spelling only counts as confirmed.
        columns: the columns of the questionnaire, where they are read more than once.
    """
    columns = columns or Columns(q)
    confirmed = {one.definition: one for one in given}
    known = [survey(definition)] if definition else list(surveys().values())
    least = SURE if accept_similar else NONE_SIMILAR
    found = []
    for one in known:
        matching = match(q, one, confirmed.get(one.survey_id), columns)
        if matching.is_in_form(similar=accept_similar) or one.survey_id in confirmed or definition:
            found.append(matching.confirmed(least=least))
    return found


def survey_reading(
    q: Questionnaire,
    mappings: Sequence[Mapping],
    *,
    round_: str = "",
    area_code: str = "",
    keep_text: bool = False,
    keep_unfinished: bool = False,
    columns: Columns | None = None,
) -> Reading:
    """A questionnaire as a reading for the store.

    Args:
        q: the questionnaire.
        mappings: one for every definition to take from it; what is exact is found beside them.
        round_: the round; the year of the answers when empty and all are of one year.
        area_code: area of everybody, where the form does not ask for it.
        keep_text: whether answers to the free text questions of the definitions are kept.
        keep_unfinished: whether the questionnaire was read with the responses that were not finished.
        columns: the columns of the questionnaire, where they are read more than once.

    Returns:
        Tables ``survey``, ``respondent``, ``answer`` and, when text is kept, ``free_text``; no tables when the file is
        refused: nothing of ours in it, people's data, no round.
    """
    known = surveys()
    columns = columns or Columns(q)
    matchings = [match(q, known[one.definition], one, columns) for one in mappings]
    found = [answers_of(q, one, keep_text=keep_text, columns=columns) for one in matchings if one.is_in_form()]
    found = [one for one in found if one.answered.any()]
    told = [*q.problems, *telling.mapping_problems(q, matchings)]
    problems = [*told, *_people(q, found, columns)]
    if not found:
        problems.append(telling.nothing_of_ours(q, [match(q, one, columns=columns) for one in known.values()]))
    round_, without_round = round_of(q, round_)
    problems += [without_round] if without_round else []
    if has_errors(problems):
        return Reading(q.file, q.digest, SURVEY, q.layout, problems=problems)
    made = tables(found, area_code)
    made["survey"] = survey_rows(q, found, made["respondent"], round_)
    problems += [problem for one in found for problem in telling.left_out(q, one)]
    problems += telling.not_taken(q, matchings)
    facts = telling.facts(q, found, round_, keep_unfinished=keep_unfinished)
    return Reading(q.file, q.digest, SURVEY, q.layout, made, problems, facts)


def _people(q: Questionnaire, found: Sequence[Answers], columns: Columns) -> list[Problem]:
    kept = {column for one in found for column in one.columns}
    return people.problems(q.file, q.sheet, people.personal_columns(q, kept, columns))
