"""The made-up questionnaire as SurveyMonkey and SmartSurvey write it: the question above, its options below."""

from __future__ import annotations

import datetime

from tests.builders.survey_exports import (
    AREA,
    CONFIDENCE,
    HELP,
    OTHER,
    PEOPLE,
    SKILL_OPTIONS,
    SKILLS,
    STATEMENTS,
    TRAINED,
    YEARS,
    Person,
    Rows,
    Truth,
    about,
    csv_bytes,
)
from tests.builders.survey_exports_one_row import book_bytes

MONKEY_META = ("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name")
MONKEY_META += ("Last Name", "Custom Data 1")
MONKEY_PERSONAL = ("IP Address", "Email Address", "First Name", "Last Name")


def _ticked(person: Person) -> list[object]:
    return [one if one in person.skills else None for one in SKILL_OPTIONS]


def _monkey_answers(person: Person, day: object) -> list[object]:
    return [person.area, *_ticked(person), person.typed or None, *person.confidence, person.years, person.help, day]


def _monkey_meta(person: Person, as_text: bool) -> list[object]:
    start, end = (t.strftime("%m/%d/%Y %I:%M:%S %p") if as_text else t for t in (person.started, person.ended))
    who: list[object] = [person.address, person.email, "Ailsa", person.name.split()[1], None]
    return [12_700_000_000 + person.number, 450_001_234, start, end, *who]


def _monkey_columns(first: int) -> dict[str, list[int]]:
    return {
        "area": [first],
        "skills": [first + 1, first + 2, first + 3, first + 4],
        "confidence": [first + 6, first + 7, first + 8],
        "years": [first + 9],
        "help": [first + 10],
        "trained": [first + 11],
    }


def _monkey_headings() -> Rows:
    above = [AREA, SKILLS, *([None] * 4), CONFIDENCE, None, None, YEARS, HELP, TRAINED]
    below = [
        "Response",
        *SKILL_OPTIONS,
        OTHER,
        *STATEMENTS,
        "Open-Ended Response",
        "Open-Ended Response",
        "Date / Time",
    ]
    return [above, below]


def _us_day(day: datetime.date | None) -> str | None:
    return day.strftime("%m/%d/%Y") if day else None


def surveymonkey(*, as_csv: bool = False) -> Truth:
    """SurveyMonkey, expanded, with everything that it knows of a respondent."""
    above, below = _monkey_headings()
    rows: Rows = [[*MONKEY_META, *above], [*([None] * len(MONKEY_META)), *below]]
    rows += [
        [*_monkey_meta(p, as_csv), *_monkey_answers(p, _us_day(p.trained) if as_csv else p.trained)] for p in PEOPLE
    ]
    asked = about(_monkey_columns(9), other=[14])
    data = csv_bytes(rows) if as_csv else book_bytes(rows, "Sheet")
    file = "Skills.csv" if as_csv else "Skills.xlsx"
    return Truth(file, data, "surveymonkey", 2, asked, personal=MONKEY_PERSONAL, sheet="" if as_csv else "Sheet")


def surveymonkey_csv() -> Truth:
    """The same as CSV: dates as text, month first."""
    return surveymonkey(as_csv=True)


def surveymonkey_identifier_only() -> Truth:
    """An older CSV that tells no more of a respondent than a number."""
    above, below = _monkey_headings()
    rows: Rows = [["RespondentID", *above], [None, *below]]
    rows += [[3_292_879_000 + p.number, *_monkey_answers(p, _us_day(p.trained))] for p in PEOPLE]
    return Truth("Skills.csv", csv_bytes(rows), "surveymonkey", 2, about(_monkey_columns(1), other=[6]))


def _condensed_headings() -> list[object]:
    skills = [f"{SKILLS} - {one}" for one in (*SKILL_OPTIONS, OTHER)]
    return [AREA, *skills, *(f"{CONFIDENCE} - {one}" for one in STATEMENTS), YEARS, HELP, TRAINED]


def surveymonkey_condensed() -> Truth:
    """SurveyMonkey with question and option in one heading, as a workbook with full metadata."""
    rows: Rows = [[*MONKEY_META, *_condensed_headings()]]
    rows += [[*_monkey_meta(p, False), *_monkey_answers(p, p.trained)] for p in PEOPLE]
    asked = about(_monkey_columns(9), other=[14])
    data = book_bytes(rows, "Sheet")
    return Truth("Skills.xlsx", data, "surveymonkey-condensed", 1, asked, personal=MONKEY_PERSONAL, sheet="Sheet")


def surveymonkey_condensed_csv() -> Truth:
    """The same as CSV, with a number alone for the respondent."""
    rows: Rows = [["RespondentID", *_condensed_headings()]]
    rows += [[3_292_879_000 + p.number, *_monkey_answers(p, _us_day(p.trained))] for p in PEOPLE]
    asked = about(_monkey_columns(1), other=[6])
    return Truth("Skills.csv", csv_bytes(rows), "surveymonkey-condensed", 1, asked)


def smartsurvey(*, as_csv: bool = False) -> Truth:
    """SmartSurvey: numbered questions, merged headings, Yes or No under every option, British dates."""
    questions = [f"Q1. {AREA}", f"Q2. {SKILLS}", *([None] * 4), f"Q3. {CONFIDENCE}", None, None]
    questions += [f"Q4. {YEARS}", f"Q5. {HELP}", f"Q6. {TRAINED}"]
    below = [None, *SKILL_OPTIONS, f"{OTHER}:", *(f"Q3.{n}. {one}" for n, one in enumerate(STATEMENTS, start=1))]
    rows: Rows = [["UserID", "Started", "Ended", *questions], [None, None, None, *below, None, "Answer", None]]
    for p in PEOPLE:
        # Who was not shown the question has blanks; who was has a word in every cell.
        ticks = ["Yes" if one in p.skills else "No" for one in SKILL_OPTIONS] if p.skills else [None] * 4
        day = p.trained.strftime("%d/%m/%Y") if p.trained else None
        times = [t.strftime("%d/%m/%Y %H:%M:%S") for t in (p.started, p.ended)]
        answers = [p.area, *ticks, p.typed or None, *p.confidence, p.years, p.help, day]
        rows.append([216_000_000 + p.number, *times, *answers])
    words = {one: f"Q3.{n}. {one}" for n, one in enumerate(STATEMENTS, start=1)}
    asked = about(_monkey_columns(3), words=words, other=[8])
    data = csv_bytes(rows) if as_csv else book_bytes(rows, "Sheet1", merged=["E1:I1", "J1:L1"])
    file = "results.csv" if as_csv else "results.xlsx"
    return Truth(file, data, "smartsurvey", 2, asked, sheet="" if as_csv else "Sheet1")


def smartsurvey_csv() -> Truth:
    """The same as CSV."""
    return smartsurvey(as_csv=True)
