"""The command about survey exports: inspect."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from csp_analytics.cli.output import Refused, print_problems, say, show
from csp_analytics.cli.survey_options import survey_id, write_mappings
from csp_analytics.ingest.files.sheet_xml import column_letters
from csp_analytics.ingest.files.workbook import Workbook, read_workbook
from csp_analytics.ingest.surveys.import_survey import Choices, read_questionnaire
from csp_analytics.ingest.surveys.matching import Matching, match
from csp_analytics.ingest.surveys.paired_key import key_among, needs_key, neighbours
from csp_analytics.ingest.surveys.questionnaire import Question, Questionnaire
from csp_analytics.problems import Problem, did_you_mean, has_errors
from csp_analytics.surveys.layouts import layouts
from csp_analytics.surveys.load import surveys
from csp_analytics.surveys.model import ABOUT_RESPONDENT

MOST_SHOWN = 3
WIDE = 70


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
    if q is None:
        _print_refused(problems, chosen.format)
        return 1
    matchings = [match(q, one) for one in surveys().values()]
    if chosen.mapping_out:
        _write_mapping(chosen.mapping_out, matchings, definition)
    if chosen.format == "json":
        say({**as_json(q, problems), "surveys": [summary(one) for one in matchings if _touches(one)]})
    elif chosen.format == "csv":
        show(_table(q), chosen.format)
    else:
        _print(q, problems, [one for one in matchings if _touches(one)])
    return 0


def as_json(q: Questionnaire, problems: list[Problem]) -> dict[str, Any]:
    """A questionnaire for scripts: no value of a column about a person, no free text."""
    return {
        "file": q.file,
        "layout": q.layout,
        "sheet": q.sheet,
        "header_rows": q.header_rows,
        "first_row": q.first_row + 1,
        "respondents": q.respondents,
        "set_aside": dict(q.set_aside),
        "questions": [_question(q, one) for one in q.questions],
        "dropped": [{"header": header, "reason": reason} for header, reason in q.dropped],
        "other_sheets": list(q.other_sheets),
        "problems": [problem.as_dict() for problem in problems],
    }


def summary(matching: Matching) -> dict[str, Any]:
    """How a form and one of our definitions fit, for scripts."""
    return {
        "survey": matching.survey.survey_id,
        "matched": [
            {"target": one.target, "heading": one.heading, "score": one.score, "how": one.how}
            for one in matching.proposals
        ],
        "unmatched": [
            {"heading": one.heading, "candidates": [{"target": t, "score": s} for t, s in one.candidates]}
            for one in matching.unmatched
        ],
        "not_asked": list(matching.not_asked),
    }


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
    problems = [*problems, *q.problems]
    return (None if not q.questions or has_errors(problems) else q), problems


def _questionnaire(workbook: Workbook, key: Workbook | None, chosen: argparse.Namespace) -> Questionnaire:
    choices = Choices(key=key, sheet=chosen.sheet, header_rows=chosen.header_rows)
    return read_questionnaire(workbook, choices, layout=chosen.layout)


def _question(q: Questionnaire, one: Question) -> dict[str, Any]:
    return {
        "header": one.header,
        "type": one.type,
        "options": list(one.options),
        "rows": list(one.rows),
        "columns": [column_letters(column) for column in one.columns],
        "other": [column_letters(column) for column in one.other],
        "code": one.code,
        "role": one.role,
        "personal": one.personal,
        "answered": _answered(q, one),
        "note": one.note,
    }


def _answered(q: Questionnaire, one: Question) -> int | None:
    """How many people left something in any of its columns; None where the values were not kept."""
    columns = [q.answers[column] for column in one.columns if column in q.answers]
    return sum(any(value is not None for value in row) for row in zip(*columns, strict=True)) if columns else None


def _table(q: Questionnaire) -> pd.DataFrame:
    """A row a question, in full, for spreadsheets."""
    rows = [(_letters(one), _kind(one), one.header, "; ".join(one.rows), "; ".join(one.options)) for one in q.questions]
    return pd.DataFrame(rows, columns=["columns", "type", "question", "asks about", "options"])


def _lines(q: Questionnaire) -> list[str]:
    """A line a question, shortened, for people."""
    places, kinds = [_letters(one) for one in q.questions], [_kind(one) for one in q.questions]
    wide = max(map(len, places), default=0), max(map(len, kinds), default=0)
    return [
        f"  {place:<{wide[0]}}  {kind:<{wide[1]}}  {_short(one.header, WIDE)}{_listed('about', one.rows)}"
        f"{_listed('options', one.options)}"
        for place, kind, one in zip(places, kinds, q.questions, strict=True)
    ]


def _listed(what: str, names: tuple[str, ...]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - MOST_SHOWN} more" if len(names) > MOST_SHOWN else ""
    return f" [{what}: {'; '.join(_short(name, 24) for name in names[:MOST_SHOWN])}{more}]"


def _kind(one: Question) -> str:
    return one.type + (f", {one.personal}" if one.personal else f", {one.role}" if one.role else "")


def _letters(one: Question) -> str:
    first, last = column_letters(one.columns[0]), column_letters(one.columns[-1])
    return first if first == last else f"{first} to {last}"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _print(q: Questionnaire, problems: list[Problem], matchings: list[Matching]) -> None:
    known = layouts()
    title = known[q.layout].title if q.layout in known else q.layout
    print(f"{q.file}: {title} ({q.layout}){', sheet ' + q.sheet if q.sheet else ''}")
    print(f"Heading rows: {q.header_rows}; the answers begin in row {q.first_row + 1}.")
    aside = ", ".join(f"{n:,} {reason}" for reason, n in q.set_aside.items())
    print(f"Respondents: {q.respondents:,}{f'; rows set aside: {aside}' if aside else ''}.")
    if q.dropped:
        print("Not kept: " + "; ".join(f"{header} ({reason})" for header, reason in q.dropped) + ".")
    print()
    print("\n".join(_lines(q)))
    print()
    for one in matchings:
        sure = [p for p in one.accepted() if p.target not in ABOUT_RESPONDENT]
        print(f"{one.survey.title}: {len(sure)} columns or blocks are ours, {len(one.similar())} are like ours.")
        for proposal in one.similar():
            print(f"  like ours: {_short(proposal.heading, WIDE)} -> {proposal.target} ({proposal.score:.0f} of 100)")
    if not matchings:
        print("No question of our surveys is in it.")
    print_problems(problems)


def _touches(matching: Matching) -> bool:
    return any(one.target not in ABOUT_RESPONDENT for one in matching.proposals)


def _write_mapping(file: Path, matchings: list[Matching], definition: str) -> None:
    wanted = [one for one in matchings if one.survey.survey_id == definition] if definition else []
    wanted = wanted or [one for one in matchings if _touches(one)]
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
