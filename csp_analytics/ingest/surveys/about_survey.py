"""What is stored about a survey as a whole: its round, its area, who was counted, what was not kept."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.ingest.reading import COLUMNS, EVERYWHERE
from csp_analytics.ingest.surveys import people
from csp_analytics.ingest.surveys.questionnaire import META, TEXT, Questionnaire
from csp_analytics.ingest.surveys.survey_tables import Answers
from csp_analytics.problems import ERROR, Problem

NO_ANSWERS = "no answer to our questions"


def area_of(q: Questionnaire, written: str) -> tuple[str, Problem | None]:
    """The code of an area as a person named it, or why it is none; empty when nothing was named."""
    if not written:
        return "", None
    if area := register().resolve(written):
        return area.area_code, None
    words = {"found": written, "expected": "an area of the register", "code": "unknown-area"}
    return "", Problem(ERROR, q.file, suggestion=register().suggest(written), **words)


def round_of(q: Questionnaire, round_: str) -> tuple[str, Problem | None]:
    """The round as said, else the year of the answers when it is one."""
    if round_:
        return round_, None
    years = sorted({time[:4] for time in q.times if time})
    if len(years) == 1:
        return years[0], None
    found = f"answers from {years[0]} to {years[-1]}" if years else "no date of the answers"
    expected = "one year, which is then the round"
    advice = "Say which round it is (on the command line: --round 2025)."
    return "", Problem(ERROR, q.file, found=found, expected=expected, advice=advice, code="no-round")


def survey_rows(q: Questionnaire, found: Sequence[Answers], respondent: pd.DataFrame, round_: str) -> pd.DataFrame:
    """The table ``survey``: one row for each definition."""
    rows = []
    for one in found:
        name = one.matching.survey.survey_id
        areas = respondent.loc[respondent["definition"] == name, "area_code"].unique()
        n_people = int(one.answered.sum())
        aside = dict(q.set_aside) | ({NO_ANSWERS: q.respondents - n_people} if n_people < q.respondents else {})
        rows.append(
            {
                "definition": name,
                "round": round_,
                "scope": areas[0] if len(areas) == 1 and areas[0] else EVERYWHERE,
                "layout": q.layout,
                "n_rows": q.respondents + sum(q.set_aside.values()),
                "n_respondents": n_people,
                "set_aside": json.dumps(aside),
                "dropped": json.dumps(_dropped(q, one), ensure_ascii=False),
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS["survey"]))


def _dropped(q: Questionnaire, one: Answers) -> list[list[str]]:
    """Heading and reason of everything of the file that is not kept for this definition."""
    dropped = [[heading, reason] for heading, reason in q.dropped]
    for question in q.questions:
        if question.type == META or question.personal or one.columns & set(question.columns):
            continue
        reason = "free text, not kept" if question.type == TEXT else "no question of this survey"
        dropped.append([question.header, reason])
    dropped += [
        [f"{x.header} (other, typed)", "free text, not kept"] for x in q.questions if x.other and not x.personal
    ]
    # A heading stands in the database: an address that somebody wrote into one does not.
    return [[f"a heading with {kind}" if (kind := people.holds(text)) else text, reason] for text, reason in dropped]
