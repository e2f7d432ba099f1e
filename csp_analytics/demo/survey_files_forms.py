"""A wave as Microsoft Forms exports it ("Open in Excel"): one heading row in an Excel table, ticks joined in one cell.

The layout has no room for a notice on its sheet, so a second sheet and the properties say that it is demonstration
data.
"""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from csp_analytics.areas.register import Area
from csp_analytics.demo.surveys import Wave
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA, Item

METADATA = ("ID", "Start time", "Completion time", "Email", "Name")
NOBODY = "anonymous"
DATES = "m/d/yy h:mm:ss"  # whatever the country of whoever exports
# Forms ended every list of ticks with a semicolon until a change of its export, and files hold rows of both kinds.
ENDED_WITH_SEMICOLON = 12
NBSP = "\xa0"
ABOUT = "About"


def forms_export(wave: Wave, areas: dict[str, Area], notice: str) -> Workbook:
    """The wave as a workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append([*METADATA, *_titles(wave)])
    for number, person in enumerate(wave.people.itertuples(), start=1):
        times = [_plain(person.started), _plain(person.ended)]
        sheet.append([number, *times, NOBODY, None, *_about(wave, person, areas), *_ticks(wave, number - 1)])
        for column in (2, 3):
            sheet.cell(number + 1, column).number_format = DATES
    table = Table(displayName="OfficeForms.Table", ref=sheet.dimensions)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)
    for letter, width in zip("ABCDEFGHIJK", (6, 18, 18, 14, 10, 26, 30, 26, 60, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    say_what_it_is(book, notice, wave.about.title)
    return book


def say_what_it_is(book: Workbook, notice: str, title: str) -> None:
    """A sheet after the answers, and the properties of the workbook, that say what it is."""
    book.properties.title = f"{title}: demonstration data"
    book.properties.description = notice
    sheet: Worksheet = book.create_sheet(ABOUT)
    sheet["A1"] = notice
    sheet["A1"].font = Font(bold=True)
    sheet["A1"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 110


def _titles(wave: Wave) -> list[str]:
    """Questions as the form words them; Forms keeps the spaces that somebody typed or pasted."""
    about = [wave.about.respondent[name].asked[0] for name in ABOUT_RESPONDENT]
    asked = [question.asked[0] for question in wave.questions.values()]
    return [
        about[0],
        f"{about[1]}{NBSP}",
        *about[2:],
        *(f"{text}{NBSP}" if n else text for n, text in enumerate(asked)),
    ]


def _about(wave: Wave, person: Any, areas: dict[str, Area]) -> list[str | None]:
    said: list[str | None] = [areas[person.area_code].name]
    for name in ABOUT_RESPONDENT:
        if name != AREA:
            said.append(wave.about.respondent_titles(name).get(getattr(person, name)))
    return said


def _ticks(wave: Wave, row: int) -> list[str | None]:
    end = ";" if row < ENDED_WITH_SEMICOLON else ""
    return [_joined(wave.items[key], values[row], end) for key, values in wave.answers.items()]


def _joined(items: tuple[Item, ...], values: np.ndarray, end: str) -> str | None:
    ticked = [item.title for item, value in zip(items, values, strict=True) if value == 1]
    return ";".join(ticked) + end if ticked else None


def _plain(time: datetime.datetime) -> datetime.datetime:
    return datetime.datetime.fromisoformat(time.isoformat(timespec="seconds"))
