"""A made-up survey that asks our questions, written as eight tools write it, with a marker in everything personal.

Whatever a tool writes, the answers are those of :data:`PEOPLE`, and :func:`truth` counts them with plain loops. Names,
addresses and texts hold :data:`MARKERS`, so that a test can look for them wherever they must not be.
"""

from __future__ import annotations

import csv
import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.builders.survey_exports import Rows, csv_bytes
from tests.builders.survey_exports_one_row import book_bytes

AREA = "Which local authority area do you work in?"
ROLE = "What is your role?"
IN_PLACE = "Which of these skills do you have in place for your community safety work?"
IMPORTANCE = "How important is each of these skills to your work?"
CONFIDENCE = "How confident are you in using each of these skills?"
TEXT = "What training or learning would help you most?"
COMMENT = "Any other comments?"
OTHER = "Other (please specify)"
SKILLS = {
    "Facilitation": "facilitation",
    "Mediation": "mediation",
    "Data analysis": "data-analysis",
    "Strategic partnership working": "strategic-partnership-working",
    "Frontline partnership working": "frontline-partnership-working",
}
AREAS = {"Fife": "S12000047", "Western Isles": "S12000013", "Edinburgh, City of": "S12000036"}
ROLES = {"Lead officer": "lead", "Elected member": "elected", "Prefer not to say": ""}
IMPORTANT = ("Not important", "Slightly important", "Moderately important", "Very important", "Essential")
CONFIDENT = ("Not confident", "Slightly confident", "Moderately confident", "Very confident", "Completely confident")
MARKERS = ("zebedee", "zzmarker", "192.0.2.", "quagmirewort", "typedotherword", "commentmarker", "mozillamarker")


@dataclass(frozen=True)
class Person:
    """One made-up person; a None is a blank."""

    number: int
    area: str
    role: str
    skills: frozenset[str] | None
    important: tuple[int | None, ...]
    confident: tuple[int | None, ...]

    @property
    def text(self) -> str:
        return f"Quagmirewort help number {self.number}, with time to try it out"

    @property
    def comment(self) -> str:
        return f"Commentmarker {self.number} and what else there is to say about our work"

    @property
    def typed(self) -> str | None:
        return f"Typedotherword {self.number}" if self.number % 4 == 0 else None

    @property
    def name(self) -> str:
        return f"Zebedee Zzmarker{self.number:02d}"

    @property
    def email(self) -> str:
        return f"zzmarker{self.number:02d}@example.org"

    @property
    def ip(self) -> str:
        return f"192.0.2.{self.number}"

    @property
    def ended(self) -> datetime.datetime:
        return datetime.datetime(2025, 5, 1 + self.number % 28, 14, 30)


def _people() -> tuple[Person, ...]:
    draw = random.Random(4)
    people = []
    for number in range(1, 37):
        ticked = frozenset(one for one in SKILLS if draw.random() < 0.5)
        steps = [[draw.choice((1, 2, 3, 4, 5, None)) for _ in SKILLS] for _ in range(2)]
        person = (draw.choice(list(AREAS)), draw.choice(list(ROLES)), ticked or None, *map(tuple, steps))
        people.append(Person(number, *person))
    return tuple(people)


PEOPLE = _people()


def truth() -> dict[tuple[str, str, float], int]:
    """(question, item, value) -> how many people gave it; what is not ticked is 0 for whoever ticked another."""
    counted: dict[tuple[str, str, float], int] = {}
    for person in PEOPLE:
        for place, (title, item) in enumerate(SKILLS.items()):
            given = {"importance": person.important[place], "confidence": person.confident[place]}
            if person.skills is not None:
                given["in-place"] = int(title in person.skills)
            for question, value in given.items():
                if value is not None:
                    key = (question, item, float(value))
                    counted[key] = counted.get(key, 0) + 1
    return counted


def _steps(person: Person, *, words: bool = True) -> list[object]:
    pairs = [(person.important, IMPORTANT), (person.confident, CONFIDENT)]
    return [None if n is None else names[n - 1] if words else n for given, names in pairs for n in given]


def _listed(person: Person, mark: str) -> str | None:
    picked = [one for one in SKILLS if person.skills and one in person.skills]
    return mark.join([*picked, *([person.typed] if person.typed and picked else [])]) or None


def microsoft_forms() -> bytes:
    """Statements alone: the question over a grid is not exported, a heading that comes again gets a digit."""
    rows: Rows = [["ID", "Start time", "Completion time", "Email", "Name", AREA, ROLE, IN_PLACE, *SKILLS]]
    rows[0] += [*(f"{one}2" for one in SKILLS), TEXT, COMMENT]
    for p in PEOPLE:
        start = p.ended - datetime.timedelta(minutes=5)
        rows.append([p.number, start, p.ended, p.email, p.name, p.area, p.role, _listed(p, ";"), *_steps(p)])
        rows[-1] += [p.text, p.comment]
    return book_bytes(rows, "Sheet1", table="OfficeForms.Table")


def google_forms() -> bytes:
    """Grids as ``Question [row]``."""
    grid = [f"{question} [{one}]" for question in (IMPORTANCE, CONFIDENCE) for one in SKILLS]
    rows: Rows = [["Timestamp", "Email Address", AREA, ROLE, IN_PLACE, *grid, TEXT, COMMENT]]
    for p in PEOPLE:
        rows.append([f"{p.ended:%Y/%m/%d %H:%M:%S}", p.email, p.area, p.role, _listed(p, ", "), *_steps(p)])
        rows[-1] += [p.text, p.comment]
    return csv_bytes(rows)


def surveymonkey() -> bytes:
    """Two heading rows, a column for each option, the label where it is ticked."""
    meta = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
    gap = [None] * (len(SKILLS) - 1)
    above = [*meta, "Last Name", AREA, ROLE, IN_PLACE, *gap, None, IMPORTANCE, *gap, CONFIDENCE, *gap, TEXT, COMMENT]
    below = [*[None] * 8, "Response", "Response", *SKILLS, OTHER, *SKILLS, *SKILLS]
    rows: Rows = [above, [*below, "Open-Ended Response", "Open-Ended Response"]]
    for p in PEOPLE:
        who = [12_700_000_000 + p.number, 450_001_234, p.ended, p.ended, p.ip, p.email, "Zebedee", p.name.split()[1]]
        ticks = [one if p.skills and one in p.skills else None for one in SKILLS]
        typed = p.typed if p.skills else None
        rows.append([*who, p.area, p.role, *ticks, typed, *_steps(p), p.text, p.comment])
    return book_bytes(rows, "Sheet")


def smartsurvey() -> bytes:
    """Two heading rows, Yes or No under every option."""
    gap = [None] * (len(SKILLS) - 1)
    above = ["UserID", "Started", "Ended", "IP Address", "Email", f"Q1. {AREA}", f"Q2. {ROLE}", f"Q3. {IN_PLACE}", *gap]
    above += [None, f"Q4. {IMPORTANCE}", *gap, f"Q5. {CONFIDENCE}", *gap, f"Q6. {TEXT}", f"Q7. {COMMENT}"]
    below = [*[None] * 7, *SKILLS, f"{OTHER}:"]
    below += [f"Q{q}.{n}. {one}" for q in (4, 5) for n, one in enumerate(SKILLS, start=1)]
    rows: Rows = [above, [*below, "Answer", "Answer"]]
    for p in PEOPLE:
        ticks = ["Yes" if one in p.skills else "No" for one in SKILLS] if p.skills else [None] * len(SKILLS)
        when = p.ended.strftime("%d/%m/%Y %H:%M:%S")
        rows.append([216_000_000 + p.number, when, when, p.ip, p.email, p.area, p.role, *ticks])
        rows[-1] += [p.typed if p.skills else None, *_steps(p), p.text, p.comment]
    return csv_bytes(rows)


def limesurvey() -> bytes:
    """Full texts as headings, Yes or N/A, a semicolon between columns."""
    heads = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action"]
    heads += ["IP address", AREA, ROLE, *(f"{IN_PLACE} [{one}]" for one in SKILLS), f"{IN_PLACE} [Other]"]
    heads += [f"{question} [{one}]" for question in (IMPORTANCE, CONFIDENCE) for one in SKILLS]
    rows: Rows = [[*heads, TEXT, COMMENT]]
    for p in PEOPLE:
        ticks = ["Yes" if one in p.skills else "No" for one in SKILLS] if p.skills else [None] * len(SKILLS)
        when = str(p.ended)
        rows.append([p.number, when, 3, "en", 1_234_567, when, when, p.ip, p.area, p.role, *ticks])
        rows[-1] += [p.typed if p.skills else None, *_steps(p), p.text, p.comment]
    return csv_bytes(rows, delimiter=";", encoding="utf-8-sig", quoting=csv.QUOTE_ALL, ending="\r\n")


def qualtrics() -> bytes:
    """Three heading rows: codes, words, identifiers."""
    meta = {"StartDate": "Start Date", "EndDate": "End Date", "Status": "Response Type", "IPAddress": "IP Address"}
    meta |= {"Progress": "Progress", "Finished": "Finished", "RecordedDate": "Recorded Date"}
    meta |= {"ResponseId": "Response ID", "RecipientLastName": "Recipient Last Name", "UserLanguage": "User Language"}
    asked = {"Q1": AREA, "Q2": ROLE}
    asked |= {f"Q3_{n}": f"{IN_PLACE} - Selected Choice - {one}" for n, one in enumerate(SKILLS, start=1)}
    asked |= {"Q3_9_TEXT": f"{IN_PLACE} - {OTHER} - Text"}
    for q, question in ((4, IMPORTANCE), (5, CONFIDENCE)):
        asked |= {f"Q{q}_{n}": f"{question} - {one}" for n, one in enumerate(SKILLS, start=1)}
    asked |= {"Q6": TEXT, "Q7": COMMENT}
    ids = [*meta, *(code.replace("Q", "QID", 1) for code in asked)]
    rows: Rows = [[*meta, *asked], [*meta.values(), *asked.values()], [f'{{"ImportId":"{one}"}}' for one in ids]]
    for p in PEOPLE:
        when = str(p.ended)
        who = [
            when,
            when,
            "IP Address",
            p.ip,
            100,
            "True",
            when,
            f"R_{p.number:02d}xYz8kLmN0pQ",
            p.name.split()[1],
            "EN",
        ]
        ticks = [one if p.skills and one in p.skills else None for one in SKILLS]
        rows.append([*who, p.area, p.role, *ticks, p.typed if p.skills else None, *_steps(p), p.text, p.comment])
    return csv_bytes(rows)


def plain_table() -> bytes:
    """A table that somebody made: a column for each skill and question, numbers for steps, x for a tick."""
    heads = ["Your name", "E-mail address", "Date completed", "Area", "Role"]
    heads += [f"Skills in place: {one}" for one in SKILLS]
    heads += [f"Importance of {one.lower()}" for one in SKILLS] + [f"Confidence in {one.lower()}" for one in SKILLS]
    rows: Rows = [[*heads, TEXT, COMMENT]]
    for p in PEOPLE:
        ticks = ["Yes" if one in p.skills else "No" for one in SKILLS] if p.skills else [None] * len(SKILLS)
        rows.append([p.name, p.email, p.ended.date().isoformat(), p.area, p.role, *ticks, *_steps(p, words=False)])
        rows[-1] += [p.text, p.comment]
    return csv_bytes(rows)


def jisc() -> bytes:
    """Codes alone; :func:`jisc_key` says what they mean."""
    heads = ["URN", "Q1", "Q2", *(f"Q3_{n}" for n in range(1, len(SKILLS) + 1)), "Q3_a", "Q4"]
    heads += [*(f"Q4_{n}_a" for n in range(1, len(SKILLS) + 1)), "Q5"]
    heads += [*(f"Q5_{n}_a" for n in range(1, len(SKILLS) + 1)), "Q6", "Q7", "CompletionDate"]
    rows: Rows = [heads]
    for p in PEOPLE:
        ticks = [int(one in p.skills) if p.skills else None for one in SKILLS]
        steps, number = _steps(p, words=False), f"638954-638945-654616{p.number:02d}"
        where = [list(AREAS).index(p.area) + 1, list(ROLES).index(p.role) + 1]
        rows.append([number, *where, *ticks, p.typed if p.skills else None, None, *steps[: len(SKILLS)], None])
        rows[-1] += [*steps[len(SKILLS) :], p.text, p.comment, p.ended.date().isoformat()]
    return csv_bytes(rows, quoting=csv.QUOTE_ALL)


def jisc_key() -> bytes:
    """What the codes of :func:`jisc` mean."""

    def numbered(options: object) -> Rows:
        return [[n, one] for n, one in enumerate(options, start=1)]  # type: ignore[arg-type]

    rows: Rows = [["URN", "Unique Response Number"], ["Q1", AREA], *numbered(AREAS), ["Q2", ROLE], *numbered(ROLES)]
    rows += [["Q3", IN_PLACE], *numbered(SKILLS), ["Q3_a", OTHER]]
    for q, question, steps in ((4, IMPORTANCE, IMPORTANT), (5, CONFIDENCE, CONFIDENT)):
        rows.append([f"Q{q}", question])
        for n, one in enumerate(SKILLS, start=1):
            rows += [[f"Q{q}_{n}_a", one], *numbered(steps)]
    rows += [["Q6", TEXT], ["Q7", COMMENT], ["CompletionDate", "Submission date"]]
    return csv_bytes(rows, quoting=csv.QUOTE_ALL)


EXPORTS: dict[str, Callable[[], bytes]] = {
    "microsoft-forms.xlsx": microsoft_forms,
    "google-forms.csv": google_forms,
    "surveymonkey.xlsx": surveymonkey,
    "smartsurvey.csv": smartsurvey,
    "limesurvey.csv": limesurvey,
    "qualtrics.csv": qualtrics,
    "plain.csv": plain_table,
    "jisc-online-surveys.csv": jisc,
}
