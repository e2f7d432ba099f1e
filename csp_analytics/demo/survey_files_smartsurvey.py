"""A wave as SmartSurvey exports it: two heading rows, Yes or No under every option, British dates, everything in it.

"Everything" means what real exports hold too: somebody who broke off and somebody who opened it and answered nothing.
They are no respondents, and the importer says so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from csp_analytics.areas.register import Area
from csp_analytics.demo.survey_files_forms import say_what_it_is
from csp_analytics.demo.surveys import Key, Wave
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA

METADATA = ("UserID", "Ended")
FIRST_USER, DATES = 216_480_117, "%d/%m/%Y %H:%M:%S"
Heading = tuple[str, list[str]]  # the question and what stands below it, a text a column


def smartsurvey_export(wave: Wave, areas: dict[str, Area], notice: str) -> Workbook:
    """The wave as a workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for row in _rows(wave, areas, headings(wave)):
        sheet.append(row)
    column = len(METADATA) + 1
    for _, below in headings(wave):
        if len(below) > 1:
            first, last = get_column_letter(column), get_column_letter(column + len(below) - 1)
            sheet.merge_cells(f"{first}1:{last}1")
        column += len(below)
    say_what_it_is(book, notice, wave.about.title)
    return book


def smartsurvey_csv(wave: Wave, areas: dict[str, Area], notice: str) -> bytes:
    """The same as CSV, for more people than a workbook is quick for. A last question without answers is the notice."""
    asked = headings(wave)
    asked.append((f"Q{len(asked) + 1}. {notice}", [""]))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(_rows(wave, areas, asked))
    return text.getvalue().encode("utf-8-sig")


def headings(wave: Wave) -> list[Heading]:
    """The questions after the metadata, numbered, with the options, rows or nothing below them."""
    found: list[Heading] = [(wave.about.respondent[name].asked[0], [""]) for name in ABOUT_RESPONDENT]
    for key, question in wave.questions.items():
        number, titles = len(found) + 1, [item.title for item in wave.items[key]]
        scaled = not question.is_ticked
        found.append(
            (question.asked[0], [f"Q{number}.{n}. {t}" if scaled else t for n, t in enumerate(titles, start=1)])
        )
    if wave.text_question:
        found.append((wave.text_question.asked[0], [""]))
    return [(f"Q{number}. {text}", below) for number, (text, below) in enumerate(found, start=1)]


def _rows(wave: Wave, areas: dict[str, Area], asked: list[Heading]) -> Iterator[list[object]]:
    above = [cell for text, below in asked for cell in (text, *[None] * (len(below) - 1))]
    yield [*METADATA, *above]
    yield [None, None, *(cell or None for _, below in asked for cell in below)]
    frame = _answers(wave, areas)
    width = len(above) - len(frame.columns) + 1
    ended = pd.Series(wave.people["ended"]).dt.strftime(DATES).tolist()
    own = _no_respondents(frame)
    user, places = FIRST_USER, np.linspace(0, len(frame), len(own) + 1).astype(int)[:-1]
    put_in = dict(zip((int(place) for place in places), own, strict=True))
    gap = [None] * max(0, width - 1)
    for number, (time, row) in enumerate(zip(ended, frame.itertuples(index=False, name=None), strict=True)):
        if number in put_in:
            finished, cells = put_in[number]
            yield [user, time if finished else None, *cells, *gap]
            user += 37
        yield [user, time, *row, *gap]
        user += 11 + number % 7


def _answers(wave: Wave, areas: dict[str, Area]) -> pd.DataFrame:
    """One column a column of the export, in words; None where nothing was answered."""
    columns: list[list[object]] = []
    for name in ABOUT_RESPONDENT:
        titles = {code: one.name for code, one in areas.items()} if name == AREA else wave.about.respondent_titles(name)
        columns.append([titles.get(one) for one in wave.people[f"{name}_code" if name == AREA else name]])
    for key in wave.questions:
        words = _words(wave, key)
        columns += [words[column].tolist() for column in range(words.shape[0])]
    if wave.text_question:
        columns.append([text or None for text in wave.texts])
    return pd.DataFrame(dict(enumerate(columns)), dtype=object)


def _words(wave: Wave, key: Key) -> np.ndarray:
    """Items x people: the label of each answer."""
    question, values = wave.questions[key], wave.answers[key].T
    labels = {step.value: step.label for step in question.scale}
    drawn = np.array([None, *(labels[value] for value in sorted(labels))], dtype=object)
    place = {value: n for n, value in enumerate(sorted(labels), start=1)}
    lowest = min(place)
    return drawn[np.where(np.isnan(values), 0, values - lowest + 1).astype(int)]


def _no_respondents(frame: pd.DataFrame) -> list[tuple[bool, list[object]]]:
    """Rows that are no respondents, and whether each was ended: one that was broken off, one without an answer."""
    width, about = frame.shape[1], len(ABOUT_RESPONDENT)
    broken_off = [*frame.iloc[len(frame) // 2, :about], *[None] * (width - about)]
    return [(False, broken_off), (True, [None] * width)]
