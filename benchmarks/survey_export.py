"""An export of 100,000 respondents to 45 questions, as survey tools write it: a workbook and a CSV file."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

RESPONDENTS, QUESTIONS = 100_000, 45
SEED = 1  # the same file every time
AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
TICKS = tuple(f"{what} skills" for what in ("Facilitation", "Mediation", "Analysis", "Planning", "Digital", "Training"))
META = ("ID", "Start time", "Completion time", "Email", "Name")
START = datetime(2025, 2, 1, 9, 0)
WORDS = ("people", "partners", "area", "work", "with", "more", "time", "better", "data", "share", "local", "plan")


def workbook(path: Path) -> Path:
    """Writes it as Microsoft Forms does: one heading row, one cell for several ticks, dates as dates."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "m/d/yy h:mm:ss"})
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row(0, 0, [*META, *headings()])
    for number, answers in enumerate(_answers(), start=1):
        begun = START + timedelta(minutes=number)
        sheet.write_row(number, 0, [number, begun, begun + timedelta(minutes=7), "anonymous", None, *answers])
    book.close()
    return path


def text_file(path: Path) -> Path:
    """Writes it as a CSV file in UTF-8 with the same columns."""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*META, *headings()])
        for number, answers in enumerate(_answers(), start=1):
            begun = START + timedelta(minutes=number)
            ended = begun + timedelta(minutes=7)
            writer.writerow(
                [number, f"{begun:%d/%m/%Y %H:%M:%S}", f"{ended:%d/%m/%Y %H:%M:%S}", "anonymous", "", *answers]
            )
    return path


def headings() -> list[str]:
    """The 45 questions: 30 on a scale, 8 single, 5 with several ticks, a number and a free text."""
    return [
        *(f"How far do you agree with statement {n}?" for n in range(1, 31)),
        *(f"Which of these comes first, in question {n}?" for n in range(1, 9)),
        *(f"Which of these do you have, tick all that apply ({n})" for n in range(1, 6)),
        "How many years have you worked here?",
        "Is there anything else?",
    ]


def _answers() -> Iterator[list[object]]:
    chance = random.Random(SEED)
    pick, below = chance.choice, chance.random
    several = [";".join(one for one in TICKS if below() < 0.5) or None for _ in range(200)]
    singles = [f"Choice {letter}" for letter in "ABCDEF"]
    for _ in range(RESPONDENTS):
        said = " ".join(chance.choices(WORDS, k=8)) if below() < 0.2 else None
        yield [
            *(pick(AGREE) if below() > 0.03 else None for _ in range(30)),
            *(pick(singles) for _ in range(8)),
            *(pick(several) for _ in range(5)),
            int(below() * 40),
            said,
        ]
