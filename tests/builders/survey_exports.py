"""One made-up questionnaire, its 24 answers, and what is true of it, for the modules that write it as each tool does.

Nobody in it exists: names, example.org addresses, documentation IP addresses and drama telephone numbers are made up.
Every count of a :class:`Truth` comes from :data:`PEOPLE` by plain loops, never from the reader that is tested.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Rows = list[list[object]]

AREA = "Which area do you work in?"
SKILLS = "Which of these skills does your partnership have?"
CONFIDENCE = "How confident are you in these?"
YEARS = "How many years have you worked in community safety?"
HELP = "What would help you most?"
TRAINED = "When did you last have training?"

AREAS = ("Fife", "Moray", "Angus", "Falkirk")
SKILL_OPTIONS = (
    "Data analysis",
    "Deliberative, participative methods",
    "Facilitation, mediation and listening",
    "Project planning",
)
STATEMENTS = ("Reading data", "Writing reports", "Running meetings")
LEVELS = ("Not at all", "A little", "Fairly", "Very")
OTHER = "Other (please specify)"

# area | skills by number, then any skill typed by hand | confidence of three statements | years | last training | help
_TABLE = """
Fife    | 1 2     | 1 2 3 | 7  | 2024-03-15 | More time, and fewer meetings
Moray   | 2       | 2 2 4 | 12 | 2024-01-22 | A course on maps; and one on statistics
Angus   | 1       | 4 3 3 | 3  | 2023-11-30 | Somebody to ask when the figures look odd
Falkirk | 3 4     | 3 3 3 | 21 | 2022-06-07 |
Fife    | 1 3     | 2 1 1 | 0  | 2024-02-19 | =1+1 is all the arithmetic that I remember
Moray   | 4       | 1 1 2 | 5  |            | Peers in other areas who have done it before
Angus   | 2 3     | 3 4 4 | 9  | 2021-09-28 | A shared library of survey questions
Fife    | 1 2 3 4 | 4 4 4 | 15 | 2024-03-04 | Nothing, we're "fine" as we are
Moray   |         | - - - | 2  |            |
Angus   | 1 4     | 2 3 2 | 11 | 2023-05-16 | An afternoon a month without telephone calls
Falkirk | 2       | 1 3 3 | 4  | 2023-08-21 | Training that does not need a day's travel
Fife    | 3       | 3 2 3 | 8  | 2022-12-13 |
Moray   | 1 + Mapping | 2 2 2 | 6 | 2024-01-31 | Laptops that start before lunch
Angus   | 2 4     | 4 2 1 | 17 | 2020-10-29 | A clear word from the board on what matters
Fife    | 1       | 3 3 4 | 1  | 2024-03-20 | Examples of plans that worked elsewhere
Moray   | 1 2 4   | 2 4 3 | 10 |            |
Angus   | 3       | 1 2 2 | 13 | 2023-02-17 | Budgets that are settled before April
Fife    | 2 3 + Gaelic | 4 3 2 | 19 | 2022-03-25 | Somewhere quiet to write
Moray   | 1       | 3 1 1 | 2  | 2023-07-18 |
Angus   |         | 2 3 3 | 7  | 2024-02-26 | Help with asking communities what they think
Fife    | 4       | 3 4 4 | 14 | 2021-04-30 | A mentor from a partnership like ours
Moray   | 1 3     | 1 1 1 | 0  |            | Simpler forms
Angus   | 2       | 2 2 3 | 5  | 2023-09-27 |
Fife    | 1 2     | 4 4 3 | 22 | 2022-11-14 | Less paper and more listening
"""


@dataclass(frozen=True)
class Person:
    """What one made-up person answered; None where they left a question out."""

    number: int
    area: str
    skills: tuple[str, ...]
    typed: str
    confidence: tuple[str | None, ...]
    years: int
    trained: datetime.date | None
    help: str | None

    @property
    def name(self) -> str:
        """A made-up name."""
        return f"Ailsa Example{self.number:02d}"

    @property
    def email(self) -> str:
        """A made-up address."""
        return f"ailsa{self.number:02d}@example.org"

    @property
    def address(self) -> str:
        """An IP address of a range kept for documentation."""
        return f"192.0.2.{self.number}"

    @property
    def started(self) -> datetime.datetime:
        """When the questionnaire was opened: days on both sides of 12, so that day and month can be told apart."""
        return datetime.datetime(2025, 4, 3, 9, 5) + datetime.timedelta(days=self.number, minutes=7 * self.number)

    @property
    def ended(self) -> datetime.datetime:
        """Six minutes later."""
        return self.started + datetime.timedelta(minutes=6)


def _person(number: int, line: str) -> Person:
    area, skills, confidence, years, trained, help_ = (part.strip() for part in line.split("|"))
    ticked, _, typed = skills.partition("+")
    return Person(
        number=number,
        area=area,
        skills=tuple(SKILL_OPTIONS[int(one) - 1] for one in ticked.split()),
        typed=typed.strip(),
        confidence=tuple(None if one == "-" else LEVELS[int(one) - 1] for one in confidence.split()),
        years=int(years),
        trained=datetime.date.fromisoformat(trained) if trained else None,
        help=help_ or None,
    )


PEOPLE = tuple(_person(number, line) for number, line in enumerate(_TABLE.strip().splitlines(), start=1))

TYPED = tuple(p.typed for p in PEOPLE if p.typed)


@dataclass(frozen=True)
class Asked:
    """What is true of one question of an export.

    Attributes:
        header: how the file words it.
        type: as in ``questionnaire.TYPES``.
        columns: zero-based columns of its answers, without those of typed "other" text.
        options: as they stand in this export, in their order there or of the form; "Other" left out.
        rows: what the columns of a matrix stand for.
        other: columns of typed text beside the options.
        counts: (row of a matrix or empty, option) -> how many chose it; text of a number, text or date is not counted.
        answered: how many answered it (for a matrix: at least one row).
        in_cell: what stands among the options of a cell without being one of the form.
    """

    header: str
    type: str
    columns: tuple[int, ...]
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    other: tuple[int, ...] = ()
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    answered: int = 0
    in_cell: tuple[str, ...] = ()


@dataclass(frozen=True)
class Truth:
    """A file as a tool exports it, and what is true of it.

    Attributes:
        file: its name.
        data: its bytes.
        layout, header_rows, respondents, set_aside: as in ``Questionnaire``.
        asked: the six questions by what they are about: area, skills, confidence, years, help, trained. Where the tool
            loses the question above the statements, each statement is one: confidence, confidence 2, confidence 3.
        personal: headings of columns about a person.
        key: bytes of the file that explains the codes, for tools that write one.
        sheet: the sheet that holds the answers.
    """

    file: str
    data: bytes
    layout: str
    header_rows: int
    asked: dict[str, Asked]
    respondents: int = len(PEOPLE)
    set_aside: dict[str, int] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    key: bytes | None = None
    sheet: str = ""

    def about(self, name: str) -> list[Asked]:
        """What was asked about something: one question, or one for each statement."""
        return [asked for key, asked in self.asked.items() if key.split()[0] == name]


def about(
    columns: dict[str, Sequence[int]],
    *,
    headers: dict[str, str] | None = None,
    words: dict[str, str] | None = None,
    other: Sequence[int] = (),
    in_cell: Sequence[str] = (),
) -> dict[str, Asked]:
    """What is true of the six questions, counted by loops over the people.

    Args:
        columns: where the answers of each question stand.
        headers: how the file words a question, where it is not the question itself.
        words: what stands in the file for an option or a statement, where it is a code.
        other: columns of the typed text beside the skills.
        in_cell: what else stands among the skills of a cell: text that people typed, or the code of "Other".
    """
    worded = {
        "area": AREA,
        "skills": SKILLS,
        "confidence": CONFIDENCE,
        "years": YEARS,
        "help": HELP,
        "trained": TRAINED,
    }
    worded |= headers or {}
    say = (words or {}).get
    area = {("", say(one, one)): sum(p.area == one for p in PEOPLE) for one in AREAS}
    skills = {("", say(one, one)): sum(one in p.skills for p in PEOPLE) for one in SKILL_OPTIONS}
    confidence = {
        (say(statement, statement), say(level, level)): sum(p.confidence[row] == level for p in PEOPLE)
        for row, statement in enumerate(STATEMENTS)
        for level in LEVELS
    }
    place = {name: tuple(found) for name, found in columns.items()}
    trained = sum(p.trained is not None for p in PEOPLE)
    return {
        "area": Asked(worded["area"], "single", place["area"], _said(AREAS, words), counts=area, answered=24),
        "skills": Asked(
            worded["skills"], "multiple", place["skills"], _said(SKILL_OPTIONS, words),
            other=tuple(other), counts=skills, answered=sum(bool(p.skills) for p in PEOPLE), in_cell=tuple(in_cell),
        ),
        "confidence": Asked(
            worded["confidence"], "matrix", place["confidence"], _said(LEVELS, words), _said(STATEMENTS, words),
            counts=confidence, answered=sum(any(p.confidence) for p in PEOPLE),
        ),
        "years": Asked(worded["years"], "number", place["years"], answered=24),
        "help": Asked(worded["help"], "text", place["help"], answered=sum(p.help is not None for p in PEOPLE)),
        "trained": Asked(worded["trained"], "date", place["trained"], answered=trained),
    }  # fmt: skip


def apart(asked: dict[str, Asked]) -> dict[str, Asked]:
    """The same where every statement is a question of its own, a matrix of one row."""
    grid = asked["confidence"]
    alone = {}
    for row, column in enumerate(grid.columns):
        counts = {key: number for key, number in grid.counts.items() if key[0] == STATEMENTS[row]}
        alone[f"confidence {row + 1}" if row else "confidence"] = Asked(
            STATEMENTS[row], "matrix", (column,), grid.options, (STATEMENTS[row],), counts=counts,
            answered=sum(p.confidence[row] is not None for p in PEOPLE),
        )  # fmt: skip
    return {**asked, **alone}


def _said(options: Iterable[str], words: dict[str, str] | None) -> tuple[str, ...]:
    return tuple((words or {}).get(one, one) for one in options)


def csv_bytes(
    rows: Iterable[Sequence[object]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    quoting: int = csv.QUOTE_MINIMAL,
    newline: str = "\r\n",
    ending: str = "",
) -> bytes:
    """A text file of rows; None is an empty cell, and ``ending`` follows the last row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=newline)  # type: ignore[arg-type]
    writer.writerows([["" if value is None else value for value in row] for row in rows])
    return (text.getvalue() + ending).encode(encoding)
