"""A questionnaire as JSON, as a table and in words, for ``inspect``."""

from __future__ import annotations

from typing import Any

import pandas as pd

from csp_analytics.cli.output import print_problems
from csp_analytics.ingest.files.sheet_xml import column_letters
from csp_analytics.ingest.surveys.matching import Matching
from csp_analytics.ingest.surveys.questionnaire import Question, Questionnaire
from csp_analytics.problems import Problem
from csp_analytics.surveys.layouts import layouts
from csp_analytics.surveys.model import ABOUT_RESPONDENT

MOST_SHOWN = 3
WIDE = 70


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


def as_table(q: Questionnaire) -> pd.DataFrame:
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


def print_words(q: Questionnaire, problems: list[Problem], matchings: list[Matching]) -> None:
    """A questionnaire in words: what it is, a line a question, what of it is ours, what is to be said about it."""
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


def touches(matching: Matching) -> bool:
    """Whether a form asks anything like a question of a definition, beyond who answers."""
    return any(one.target not in ABOUT_RESPONDENT for one in matching.proposals)
