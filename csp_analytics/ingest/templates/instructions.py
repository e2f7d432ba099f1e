"""The sheets beside the one to fill in: how to do it, and the names of the areas to choose from."""

from __future__ import annotations

from openpyxl import Workbook

from csp_analytics.areas.register import register
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments.answers import DONT_KNOW_LABEL, NOT_APPLICABLE_LABEL
from csp_analytics.ingest.assessments.layouts import OWN_SHEETS
from csp_analytics.ingest.templates.style import fixed, heading, put, title, to_print, widths

INSTRUCTIONS, AREAS = "Instructions", "Areas"
_NOT_APPLICABLE = "This cannot apply to our area. It is left out of the score altogether."
_DONT_KNOW = "It applies, but we could not agree or do not know yet. It lowers coverage, never the score."


def add_instructions(book: Workbook, framework: Framework, sheet_name: str) -> str:
    """Adds the instructions as the next sheet.

    Args:
        book: the workbook.
        framework: what is assessed.
        sheet_name: name of the sheet to fill in.

    Returns:
        The range that lists the possible answers, for the drop-down.
    """
    sheet = book.create_sheet(INSTRUCTIONS)
    title(sheet, OWN_SHEETS[0])
    put(sheet, 2, 1, framework.title, bold=True, wrap=False)
    steps = _steps(framework, sheet_name)
    for number, text in enumerate(steps, start=1):
        put(sheet, 3 + number, 1, f"{number}.")
        put(sheet, 3 + number, 2, text)
    first = len(steps) + 6
    heading(sheet, first - 1, ["Number", "Answer", "What it means"])
    for row, answer in enumerate(_answers(framework), start=first):
        for column, text in enumerate(answer, start=1):
            fixed(put(sheet, row, column, text))
    last = first + len(_answers(framework)) - 1
    put(sheet, last + 1, 2, "(left blank)")
    put(
        sheet,
        last + 1,
        3,
        "Not answered. It lowers coverage, never the score: a blank is never counted as the lowest level.",
    )
    for place, text in enumerate(_sources(framework)):
        put(sheet, last + 3 + place, 2, text, bold=place == 0)
    widths(sheet, [9, 60, 80])
    to_print(sheet)
    sheet.protection.sheet = True
    return f"'{INSTRUCTIONS}'!$B${first}:$B${last}"


def add_areas(book: Workbook) -> str:
    """Adds the names of the areas as the next sheet.

    Returns:
        The range that lists them, for the drop-down.
    """
    sheet = book.create_sheet(AREAS)
    title(sheet, OWN_SHEETS[1])
    heading(sheet, 3, ["Area", "Code"])
    names = register().names
    for row, (code, name) in enumerate(names.items(), start=4):
        put(sheet, row, 1, name)
        put(sheet, row, 2, code)
    widths(sheet, [34, 14])
    to_print(sheet, 3)
    sheet.protection.sheet = True
    return f"'{AREAS}'!$A$4:$A${3 + len(names)}"


def _steps(framework: Framework, sheet_name: str) -> list[str]:
    answer = "answer" if framework.is_checklist else "level"
    return [
        f"Go to the sheet '{sheet_name}'. Choose your area, and write the round, such as 2025.",
        f"For each {framework.row_word}, choose one {answer} from the list in its row. Its number will do as well.",
        "Write down what shows it (evidence) and what you will do next (action). Both may be left blank.",
        "Only framed white cells can be typed in. Leave the rows and columns as they are.",
        "Save the workbook and send it back. It is recognised by its content, so call the file what you like.",
    ]


def _answers(framework: Framework) -> list[tuple[str, str, str]]:
    levels = [(str(level.value), level.label, level.meaning) for level in framework.levels]
    return [*levels, ("", NOT_APPLICABLE_LABEL, _NOT_APPLICABLE), ("", DONT_KNOW_LABEL, _DONT_KNOW)]


def _sources(framework: Framework) -> list[str]:
    return [
        "Where this comes from",
        *framework.documents.values(),
        f"The wording of each {framework.row_word} is ours, in plain English; the official wording is in the document.",
        framework.scale_note,
    ]
