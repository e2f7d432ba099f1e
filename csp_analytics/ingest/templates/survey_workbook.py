"""A workbook to type the answers of a survey into: one row a person, drop-downs, nothing that names anybody."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from csp_analytics.areas.register import Area
from csp_analytics.ingest.templates.instructions import INSTRUCTIONS, add_areas
from csp_analytics.ingest.templates.style import (
    as_bytes,
    fixed,
    heading,
    new_workbook,
    protect,
    put,
    title,
    to_print,
    widths,
)
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA, Step, Survey, SurveyQuestion

ANSWERS, LISTS = "Answers", "Lists"
DATE_HEADING, DATE_WIDTH = "Date completed", 14  # as the layout of plain tables knows it: its year is the round
HEADER_ROW, ROWS = 4, 500
WIDE, NARROW, TEXT_WIDTH = 26, 15, 44
_TOP = Alignment(vertical="top", wrap_text=True)
_NO_NAMES = (
    "Write no names, e-mail addresses or telephone numbers anywhere. Columns that look like them are refused or left "
    "out when the workbook is loaded."
)


@dataclass(frozen=True)
class Column:
    """One column to fill in: its heading, the range that its drop-down offers (empty: none) and its width."""

    heading: str
    source: str
    width: float


def survey_workbook(survey: Survey, area: Area | None = None, round: str = "") -> bytes:
    """The entry workbook of a survey: instructions, the sheet to fill in, the areas and the lists of answers.

    Headings are ``Question [what it is about]`` in the shortest wording of the question that the definition knows.

    Args:
        survey: the definition.
        area: the only area that can be chosen; all of the register when None.
        round: the round, for the title; empty when it is not known.

    Returns:
        An xlsx file that :func:`csp_analytics.ingest.recognise.read_file` reads back.
    """
    named = ", ".join(part for part in (survey.title, area.name if area else "", round) if part)
    book = new_workbook(f"{named}: answers")
    _add_instructions(book, survey)
    areas = add_areas(book) if area is None else f'"{area.name}"'
    lists = _add_lists(book, survey)
    _add_answers(book, named, _columns(survey, areas, lists))
    book.move_sheet(ANSWERS, 1 - book.sheetnames.index(ANSWERS))
    return as_bytes(book)


def heading_of(question: SurveyQuestion, item_title: str = "") -> str:
    """How a column is headed."""
    if not question.items:
        return question.asked[0]
    return f"{min(question.asked, key=len)} [{item_title}]"


def _columns(survey: Survey, areas: str, lists: dict[tuple[str, ...], str]) -> list[Column]:
    found = [Column(DATE_HEADING, "", DATE_WIDTH)]
    for name in ABOUT_RESPONDENT:
        question = survey.respondent[name]
        source = areas if name == AREA else lists[_labels(question.scale)]
        found.append(Column(heading_of(question), source, WIDE))
    for question in survey.questions:
        source = lists.get(_labels(question.scale), "")
        width = NARROW if question.scale else TEXT_WIDTH
        if question.items:
            found += [Column(heading_of(question, item.title), source, width) for item in question.items]
        else:
            found.append(Column(heading_of(question), source, width))
    return found


def _add_answers(book: Workbook, named: str, columns: list[Column]) -> None:
    sheet = book.create_sheet(ANSWERS)
    title(sheet, named)
    put(sheet, 2, 1, f"One row for each person. {_NO_NAMES}", wrap=False)
    heading(sheet, HEADER_ROW, [column.heading for column in columns])
    for source, places in _runs(columns):
        _choose(sheet, source, places)
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, len(ABOUT_RESPONDENT) + 2)
    widths(sheet, [column.width for column in columns])
    for place in range(1, len(columns) + 1):
        # Styled as a column and not cell by cell: thousands of empty cells would take seconds to write.
        style = sheet.column_dimensions[get_column_letter(place)]
        style.protection, style.alignment = Protection(locked=False), _TOP
        style.number_format = "yyyy-mm-dd" if columns[place - 1].heading == DATE_HEADING else "@"
    to_print(sheet, HEADER_ROW)
    protect(sheet)


def _runs(columns: list[Column]) -> list[tuple[str, tuple[int, int]]]:
    """Neighbouring columns that offer the same answers: the range, and the first and last column from 1."""
    found: list[tuple[str, tuple[int, int]]] = []
    for place, column in enumerate(columns, start=1):
        if found and found[-1][0] == column.source:
            found[-1] = (column.source, (found[-1][1][0], place))
        else:
            found.append((column.source, (place, place)))
    return [run for run in found if run[0]]


def _choose(sheet: Worksheet, source: str, places: tuple[int, int]) -> None:
    rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "Not in the list", "Choose one of the answers from the list, or leave the cell blank."
    sheet.add_data_validation(rule)
    first, last = (get_column_letter(place) for place in places)
    rule.add(f"{first}{HEADER_ROW + 1}:{last}{HEADER_ROW + ROWS}")


def _add_lists(book: Workbook, survey: Survey) -> dict[tuple[str, ...], str]:
    """The lists of answers on a sheet of their own: the range of each by its labels."""
    asked = [*(survey.respondent[name] for name in ABOUT_RESPONDENT if name != AREA), *survey.questions]
    scales = dict.fromkeys(_labels(question.scale) for question in asked if question.scale)
    sheet = book.create_sheet(LISTS)
    title(sheet, "Answers to choose from")
    ranges = {}
    for column, labels in enumerate(scales, start=1):
        titles = [question.title for question in asked if _labels(question.scale) == labels]
        fixed(put(sheet, 3, column, ", ".join(titles), bold=True))
        for row, label in enumerate(labels, start=4):
            put(sheet, row, column, label)
        letter = get_column_letter(column)
        ranges[labels] = f"'{LISTS}'!${letter}$4:${letter}${3 + len(labels)}"
    widths(sheet, [34.0] * len(scales))
    to_print(sheet)
    protect(sheet)
    return ranges


def _add_instructions(book: Workbook, survey: Survey) -> None:
    sheet = book.create_sheet(INSTRUCTIONS)
    title(sheet, f"{survey.title}: how to fill this in")
    put(sheet, 2, 1, survey.about)
    for number, text in enumerate(_steps(), start=1):
        put(sheet, 3 + number, 1, f"{number}. {text}")
    head = len(_steps()) + 5
    heading(sheet, head, ["What the columns ask", "Answers"])
    for row, question in enumerate(survey.questions, start=head + 1):
        short = f"{min(question.asked, key=len)}: " if question.items else ""
        fixed(put(sheet, row, 1, f"{short}{question.asked[0]}"))
        fixed(put(sheet, row, 2, ", ".join(step.label for step in question.scale) or "In your own words"))
    put(sheet, head + len(survey.questions) + 2, 1, survey.source)
    widths(sheet, [100, 60])
    to_print(sheet)
    protect(sheet)


def _steps() -> list[str]:
    return [
        f"Go to the sheet '{ANSWERS}'. One row is one person; {ROWS} rows are ready.",
        f"'{DATE_HEADING}' tells the round, its year. Without dates, say the round when you load the workbook.",
        "Choose the answers from the lists. Leave a cell blank when the question was not answered.",
        _NO_NAMES,
        "Leave the headings as they are. Save the workbook and load it; it is recognised by its content.",
    ]


def _labels(scale: tuple[Step, ...]) -> tuple[str, ...]:
    """Labels in the order in which people read them: yes before no, else by rising value."""
    steps = sorted(scale, key=lambda step: step.value, reverse={step.value for step in scale} == {0, 1})
    return tuple(step.label for step in steps)
