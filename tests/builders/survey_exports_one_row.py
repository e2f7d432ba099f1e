"""The made-up questionnaire as tools with one row of headings write it: Microsoft, Google, Citizen Space, plain."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence

import openpyxl
from openpyxl.worksheet.table import Table

from tests.builders.survey_exports import (
    AREA,
    CONFIDENCE,
    HELP,
    PEOPLE,
    SKILLS,
    STATEMENTS,
    TRAINED,
    TYPED,
    YEARS,
    Person,
    Rows,
    Truth,
    about,
    apart,
    csv_bytes,
)

MICROSOFT = ("Id", "Start time", "Completion time", "Email", "Name")
GERMAN = ("ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name")
US_ORDER = "m/d/yy h:mm:ss"
HELP_WITH_DASHES = "What would help you – and your partnership’s work – most?"


def book_bytes(
    rows: Rows,
    sheet: str = "Sheet1",
    *,
    table: str = "",
    very_hidden: dict[str, Rows] | None = None,
    more: dict[str, Rows] | None = None,
    merged: Sequence[str] = (),
) -> bytes:
    """An xlsx workbook; text stays text even when it begins with an equals sign, as tools write it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in {sheet: rows, **(more or {}), **(very_hidden or {})}.items():
        page = book.create_sheet(name)
        for line in content:
            page.append([None if str(value).startswith("=") else value for value in line])
            for column, value in enumerate(line, start=1):
                if isinstance(value, datetime.datetime):
                    page.cell(page.max_row, column).number_format = US_ORDER
                if str(value).startswith("="):
                    cell = page.cell(page.max_row, column, str(value))
                    cell.data_type = "s"
        if name in (very_hidden or {}):
            page.sheet_state = "veryHidden"
    if table:
        first = book[sheet]
        first.add_table(Table(displayName=table, ref=first.dimensions))
    for cells in merged:
        book[sheet].merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _answers(person: Person, skills: str | None) -> list[object]:
    return [person.area, skills, *person.confidence, person.years, person.help, person.trained]


def _semicolons(person: Person) -> str | None:
    """The options of a Microsoft cell: rows of a synced table end in a semicolon, later ones do not."""
    picked = [*person.skills, *([person.typed] if person.typed else [])]
    return ";".join(picked) + (";" if person.number <= 8 else "") if picked else None


def _microsoft_columns() -> dict[str, Sequence[int]]:
    return {"area": [5], "skills": [6], "confidence": [7, 8, 9], "years": [10], "help": [11], "trained": [12]}


def microsoft_forms(meta: Sequence[str] = MICROSOFT, *, anonymous: bool = False) -> Truth:
    """Microsoft Forms, "Open in Excel": an Excel Table, a veryHidden sheet, untidy headings, statements alone."""
    titles = [f"{AREA}\xa0", f"Which of these  skills does your partnership have?{chr(10)}", *STATEMENTS]
    rows: Rows = [[*meta, *titles, YEARS, f"{HELP} ", TRAINED]]
    for p in PEOPLE:
        who = ["anonymous", None] if anonymous else [p.email, p.name]
        rows.append([p.number, p.started, p.ended, *who, *_answers(p, _semicolons(p))])
    hidden: Rows = [["v4j5cvGGr0GRqy180BHbR"], ["Form1"], ["{a7f0d2c1-0000-4000-8000-5d6c7b8a9f01}"]]
    data = book_bytes(rows, "Sheet1", table="OfficeForms.Table", very_hidden={"_56F9DC9755BA473782653E2940F9": hidden})
    asked = apart(about(_microsoft_columns(), in_cell=TYPED))
    return Truth("skills(1-24).xlsx", data, "microsoft-forms", 1, asked, personal=(meta[3], meta[4]), sheet="Sheet1")


def microsoft_forms_german() -> Truth:
    """The same with the metadata of a German account, anonymous."""
    return microsoft_forms(GERMAN, anonymous=True)


def microsoft_forms_quiz() -> Truth:
    """A quiz: points in all after the name, and points and feedback after every question."""
    questions = [AREA, SKILLS, *STATEMENTS, YEARS, HELP, TRAINED]
    titles = [one for q in questions for one in (q, f"Points - {q}", f"Feedback - {q}")]
    rows: Rows = [[*MICROSOFT, "Total points", "Quiz feedback", "Last modified time", *titles]]
    for p in PEOPLE:
        answers = [one for answer in _answers(p, _semicolons(p)) for one in (answer, p.number % 2, None)]
        rows.append([p.number, p.started, p.ended, p.email, p.name, 4, None, None, *answers])
    columns = {name: [8 + 3 * (c - 5) for c in found] for name, found in _microsoft_columns().items()}
    asked = apart(about(columns, in_cell=TYPED))
    data = book_bytes(rows, "Form1", table="Table1")
    return Truth("quiz.xlsx", data, "microsoft-forms", 1, asked, personal=("Email", "Name"), sheet="Form1")


def microsoft_forms_saved_as_csv() -> Truth:
    """Saved again by Excel as CSV: Windows-1252, US order of dates."""
    rows: Rows = [[*MICROSOFT, AREA, SKILLS, *STATEMENTS, YEARS, HELP_WITH_DASHES, TRAINED]]
    for p in PEOPLE:
        answers = _answers(p, _semicolons(p))
        answers[-1] = _us_day(p.trained)
        rows.append([p.number, _us_time(p.started), _us_time(p.ended), p.email, p.name, *answers])
    headers: dict[str, str] = {"help": HELP_WITH_DASHES}
    asked = apart(about(_microsoft_columns(), headers=headers, in_cell=TYPED))
    data = csv_bytes(rows, encoding="cp1252")
    return Truth("skills.csv", data, "microsoft-forms", 1, asked, personal=("Email", "Name"))


def _google_rows(when: Callable[[datetime.datetime], object], day: Callable[[datetime.date | None], object]) -> Rows:
    grid = [f"{CONFIDENCE} [{one}]" for one in STATEMENTS]
    rows: Rows = [["Timestamp", "Email Address", AREA, SKILLS, *grid, YEARS, HELP, TRAINED]]
    for p in PEOPLE:
        skills = ", ".join([*p.skills, *([p.typed] if p.typed else [])]) or None
        rows.append([when(p.ended), p.email, *_answers(p, skills)[:-1], day(p.trained)])
    return rows


def _google(file: str, data: bytes, sheet: str = "") -> Truth:
    columns = {"area": [2], "skills": [3], "confidence": [4, 5, 6], "years": [7], "help": [8], "trained": [9]}
    asked = about(columns, in_cell=TYPED)
    return Truth(file, data, "google-forms", 1, asked, personal=("Email Address",), sheet=sheet)


def google_forms(sheet: str = "Form Responses 1") -> Truth:
    """Google Forms as a workbook, with a sheet that somebody added."""
    pivot: Rows = [["COUNTA of area", None], ["Fife", 8], ["Grand total", 24]]
    rows = _google_rows(lambda t: t.replace(microsecond=417000), lambda d: d)
    return _google("Skills (Responses).xlsx", book_bytes(rows, sheet, more={"Pivot Table 1": pivot}), sheet)


def google_forms_british() -> Truth:
    """The sheet name of an account in British English."""
    return google_forms("Form responses 1")


def google_forms_csv() -> Truth:
    """Google Forms as CSV: dates as text, month first."""
    return _google("Skills (Responses) - Form Responses 1.csv", csv_bytes(_google_rows(_us_time, _us_day)))


def plain_table() -> Truth:
    """A table that somebody typed: full questions, ticked options with a semicolon and a space, British dates."""
    rows: Rows = [["Your name", "Email address", "Date completed", AREA, SKILLS]]
    rows[0] += [f"{CONFIDENCE} - {one}" for one in STATEMENTS] + [YEARS, HELP, TRAINED]
    for p in PEOPLE:
        skills = "; ".join([*p.skills, *([p.typed] if p.typed else [])]) or None
        answers = _answers(p, skills)
        answers[-1] = p.trained.strftime("%d/%m/%Y") if p.trained else None
        rows.append([p.name, p.email, p.ended.strftime("%d/%m/%Y"), *answers])
    columns = {"area": [3], "skills": [4], "confidence": [5, 6, 7], "years": [8], "help": [9], "trained": [10]}
    asked = about(columns, in_cell=TYPED)
    return Truth("skills survey.csv", csv_bytes(rows), "plain", 1, asked, personal=("Your name", "Email address"))


def citizen_space() -> Truth:
    """Citizen Space: every heading is the title of a question and, after a dash, what is asked in it."""
    asked_as = [f"Your area - {AREA}", f"Skills - {SKILLS}"]
    asked_as += [f"{CONFIDENCE} - {one}" for one in STATEMENTS]
    asked_as += [f"Experience - {YEARS}", f"Support - {HELP}", f"Training - {TRAINED}"]
    rows: Rows = [["Response ID", "Date submitted", "About you - Name", "About you - Email address", *asked_as]]
    for p in PEOPLE:
        skills = ", ".join([*p.skills, *([p.typed] if p.typed else [])]) or None
        rows.append([10_000_000 + p.number, p.ended, p.name, p.email, *_answers(p, skills)])
    columns = {"area": [4], "skills": [5], "confidence": [6, 7, 8], "years": [9], "help": [10], "trained": [11]}
    about_it = about(columns, in_cell=TYPED)
    personal = ("About you - Name", "About you - Email address")
    return Truth("responses.xlsx", book_bytes(rows), "citizen-space", 1, about_it, personal=personal, sheet="Sheet1")


def _us_time(when: datetime.datetime) -> str:
    return f"{when.month}/{when.day}/{when.year} {when.hour}:{when:%M:%S}"


def _us_day(day: datetime.date | None) -> str | None:
    return f"{day.month}/{day.day}/{day.year}" if day else None
