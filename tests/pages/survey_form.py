"""A small skills survey as Microsoft Forms exports it: two headings as we word them, one nearly, one unknown."""

from __future__ import annotations

import datetime

from csp_analytics.surveys.load import survey
from tests.builders.survey_exports_one_row import book_bytes

NAME, EMAIL = "Ailsa Example", "ailsa.example@example.org"
ROLE, SIMILAR_ROLE = "What is your role?", "What is your rolle in the partnership?"
UNKNOWN = "What did you have for lunch?"
COMMENT = "Somebody to ask when the figures look odd"
SKILLS = survey("skills").by_id["in-place"]
FIRST, SECOND, THIRD = (item.title for item in SKILLS.items[:3])
AREAS = ("Fife", "Moray", "Angus")


def skills_form(
    people: int = 12,
    *,
    role: str = ROLE,
    file_sheet: str = "Sheet1",
    second: str = SECOND,
    area: bool = True,
    year: int = 2025,
) -> bytes:
    """The export: ``people`` rows, in turn Fife, Moray and Angus, all with the first skill.

    Args:
        people: number of respondents.
        role: how the form asks for the role.
        file_sheet: name of the sheet.
        second: how the form writes the second skill.
        area: whether the form asks for the area.
        year: when it was answered.
    """
    headings: list[object] = ["Id", "Start time", "Completion time", "Email", "Name"]
    headings += ["Local authority area"] if area else []
    headings += [role, SKILLS.asked[0], "What training or learning would help you most?", UNKNOWN]
    rows: list[list[object]] = [headings]
    for number in range(people):
        start = datetime.datetime(year, 4, 14, 9, 5) + datetime.timedelta(days=number % 14, minutes=number)
        row: list[object] = [number + 1, start, start + datetime.timedelta(minutes=6), EMAIL, NAME]
        row += [AREAS[number % 3]] if area else []
        row += ["Analyst" if number % 2 else "Practitioner", f"{FIRST};{second};" if number % 2 else f"{FIRST};"]
        rows.append([*row, COMMENT if number == 0 else None, "Soup" if number % 2 else "Bread"])
    return book_bytes(rows, file_sheet)
