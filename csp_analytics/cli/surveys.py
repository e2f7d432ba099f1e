"""The command about survey exports: inspect."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from csp_analytics.cli import column_options
from csp_analytics.cli.output import Refused, print_problems, say, show
from csp_analytics.cli.survey_options import survey_id, write_mappings
from csp_analytics.cli.survey_output import as_json, as_table, print_words, summary, touches
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.offer import SheetColumns
from csp_analytics.ingest.files.workbook import Workbook, read_workbook
from csp_analytics.ingest.surveys import people
from csp_analytics.ingest.surveys.import_survey import Choices, read_questionnaire
from csp_analytics.ingest.surveys.matching import Matching, match
from csp_analytics.ingest.surveys.paired_key import key_among, needs_key, neighbours
from csp_analytics.ingest.surveys.questionnaire import Questionnaire
from csp_analytics.problems import Problem, did_you_mean, has_errors
from csp_analytics.surveys.layouts import layouts
from csp_analytics.surveys.load import surveys


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds inspect."""
    one = command(
        "inspect",
        "Reads any survey export and says what it is: layout, headings, respondents, questions with their types and "
        "options, what is about people and not kept. Stores nothing.",
    )
    one.add_argument("file", metavar="FILE", type=Path, help="xlsx, xlsm, ods or csv")
    one.add_argument("--key", type=Path, help="file that explains the codes (default: looked for in the same folder)")
    one.add_argument("--sheet", default="", help="sheet to read (default: the one with the answers)")
    one.add_argument("--layout", default="", metavar="L", help="id of the tool's layout (default: find out)")
    one.add_argument("--header-rows", type=_count, default=0, metavar="N", help="number of heading rows")
    one.add_argument("--survey", default="", metavar="ID", help="the survey definition that --mapping-out is for")
    one.add_argument(
        "--mapping-out",
        type=Path,
        metavar="FILE.json",
        help="write the proposed mapping, to correct and to import with",
    )
    one.set_defaults(run=inspect)


def inspect(chosen: argparse.Namespace) -> int:
    """``inspect FILE``. Exit 1 when it cannot be read as a questionnaire."""
    if chosen.layout and chosen.layout not in layouts():
        suggestion = did_you_mean(chosen.layout, layouts())
        hint = f" Did you mean '{suggestion}'?" if suggestion else ""
        raise Refused(f"There is no layout '{chosen.layout}'. Expected one of {', '.join(layouts())}.{hint}")
    definition = survey_id(chosen.survey)
    q, problems = _read(chosen)
    matchings = [match(q, one) for one in surveys().values()] if q else []
    ours = [one for one in matchings if touches(one)]
    table = None if ours or definition else _own_table(chosen.file, chosen.sheet)
    if q is None and table is None:
        _print_refused(problems, chosen.format)
        return 1
    if chosen.mapping_out and table:
        write_mappings(chosen.mapping_out, [table[1]])
    elif chosen.mapping_out:
        _write_mapping(chosen.mapping_out, matchings, definition)
    _print_found(chosen.format, q, problems, ours, table)
    return 0


def _print_found(
    format_: str,
    q: Questionnaire | None,
    problems: list[Problem],
    ours: list[Matching],
    table: tuple[SheetColumns, ColumnMapping] | None,
) -> None:
    """What the file is: as a questionnaire where it can be read as one, and as a table like ours where it is one."""
    if format_ == "json":
        asked = as_json(q, problems) if q else {"problems": [problem.as_dict() for problem in problems]}
        found = {"table": column_options.as_dict(table[0])} if table else {}
        say({**asked, "surveys": [summary(one) for one in ours], **found})
    elif format_ == "csv":
        show(as_table(q) if q else column_options.as_frame(table[0] if table else None), format_)
    else:
        if q:
            print_words(q, problems, ours)
        if table:
            column_options.print_table(table[0])


def _own_table(file: Path, sheet: str) -> tuple[SheetColumns, ColumnMapping] | None:
    """The table of a file, or of one of its sheets, that is like an assessment or an action plan."""
    workbook, _ = read_workbook(file)
    if workbook is not None and sheet:
        workbook = replace(workbook, sheets=tuple(one for one in workbook.sheets if one.name == sheet))
    return column_options.proposed(workbook) if workbook is not None else None


def _count(written: str) -> int:
    if not written.isdigit() or not 1 <= int(written) <= 10:
        raise argparse.ArgumentTypeError("expected a number from 1 to 10")
    return int(written)


def _read(chosen: argparse.Namespace) -> tuple[Questionnaire | None, list[Problem]]:
    workbook, problems = read_workbook(chosen.file)
    if workbook is None:
        return None, problems
    key = None
    if chosen.key:
        key, more = read_workbook(chosen.key)
        if key is None:
            return None, more
    if chosen.sheet and chosen.sheet not in {sheet.name for sheet in workbook.sheets}:
        names = ", ".join(f"'{sheet.name}'" for sheet in workbook.sheets)
        raise Refused(f"{workbook.name} has no sheet '{chosen.sheet}'. Expected one of {names}.")
    q = _questionnaire(workbook, key, chosen)
    if key is None and needs_key(q) and (key := key_among(workbook, neighbours(chosen.file))) is not None:
        q = _questionnaire(workbook, key, chosen)
    if chosen.header_rows and any(people.holds(one.header) or people.is_name(one.header) for one in q.questions):
        raise Refused(
            f"With {chosen.header_rows} heading rows, rows of answers would be headings. Give a smaller number."
        )
    problems = [*problems, *q.problems]
    return (None if not q.questions or has_errors(problems) else q), problems


def _questionnaire(workbook: Workbook, key: Workbook | None, chosen: argparse.Namespace) -> Questionnaire:
    choices = Choices(key=key, sheet=chosen.sheet, header_rows=chosen.header_rows)
    return read_questionnaire(workbook, choices, layout=chosen.layout)


def _write_mapping(file: Path, matchings: list[Matching], definition: str) -> None:
    wanted = [one for one in matchings if one.survey.survey_id == definition] if definition else []
    wanted = wanted or [one for one in matchings if touches(one)]
    if not wanted:
        names = ", ".join(surveys())
        raise Refused(
            f"No question of our surveys is in it. Say which one the mapping is for: --survey (one of {names})."
        )
    write_mappings(file, [one.mapping() for one in wanted])


def _print_refused(problems: list[Problem], format_: str) -> None:
    if format_ == "json":
        say({"problems": [problem.as_dict() for problem in problems]})
    elif format_ == "csv":
        show(pd.DataFrame([problem.as_dict() for problem in problems]), format_)
    else:
        print_problems(problems)
