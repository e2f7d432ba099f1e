"""A coded export read with its key: codes become words, in headings, options and answers."""

from __future__ import annotations

import re
from dataclasses import replace

from csp_analytics.ingest.surveys.columns import Column
from csp_analytics.ingest.surveys.key_file import Entry
from csp_analytics.ingest.surveys.parts import Heading
from csp_analytics.ingest.surveys.questionnaire import Question
from csp_analytics.ingest.surveys.table import Table
from csp_analytics.ingest.surveys.turned import counted
from csp_analytics.ingest.surveys.wording import tidy

_GRID = re.compile(r"(?P<base>[A-Za-z]+\d+)_(?P<row>\d+)_(?P<column>[a-z]+)(_(?P<option>\d+))?")


def fitting(table: Table, meaning: dict[str, Entry]) -> dict[str, Entry]:
    """The key when it tells of some of the table's codes; nothing when it belongs to another survey."""
    codes = {*table.codes, *table.questions} & {code for code, entry in meaning.items() if entry.options or entry.text}
    return meaning if len(codes) > 1 else {}


def with_words(table: Table, meaning: dict[str, Entry]) -> Table:
    """The table with the words of the key as its questions, and the codes kept as codes."""
    codes = [code or text for code, text in zip(table.codes, table.questions, strict=True)]
    questions = [_question(code, meaning) for code in codes]
    table.questions, table.codes = questions, codes
    table.layout = replace(table.layout, coded="")  # what has options in the key bears words now
    return table


def _question(code: str, meaning: dict[str, Entry]) -> str:
    if code in meaning:
        return meaning[code].text or code
    base, _, option = code.rpartition("_")
    return meaning[base].text if base in meaning and option in meaning[base].options else code


def with_labels(table: Table, columns: dict[int, Column], meaning: dict[str, Entry]) -> dict[int, Column]:
    """The columns with labels for codes, where the key tells the options of just that column."""
    read = dict(columns)
    for number, column in columns.items():
        entry = meaning.get(table.codes[number])
        if entry and entry.options and column.filled:
            words = {value: entry.options.get(_as_code(value), value) for value in column.counts}
            values = [words.get(value) for value in column.values]
            read[number] = Column(number, values, counted(values))
    return read


def _as_code(value: object) -> str:
    text = tidy(value)
    return text[:-2] if text.endswith(".0") else text


def with_parts(table: Table, read: list[Heading], meaning: dict[str, Entry]) -> list[Heading]:
    """Headings with the option or row that the key tells for their code.

    ``Q9_3`` is option 3 of Q9; ``Q11_2_b_1`` is a tick in row 2 of the grid Q11, in its column b.
    """
    return [_with_part(heading, table.codes[heading.column], meaning) for heading in read]


def _with_part(heading: Heading, code: str, meaning: dict[str, Entry]) -> Heading:
    grid = _GRID.fullmatch(code)
    if grid and grid["base"] in meaning:
        stem, entry = meaning[grid["base"]].text, meaning.get(f"{grid['base']}_{grid['row']}_{grid['column']}")
        if entry and (grid["option"] or len(entry.options) == 1):
            part = entry.options.get(grid["option"] or next(iter(entry.options)), grid["option"] or "")
            text, group = f"{stem} - {entry.text} - {part}", (grid["base"], grid["row"])
            return replace(heading, text=text, stem=stem, row=entry.text, part=part, group=group, sure=True, code=code)
        if entry:
            group = (grid["base"], grid["column"])
            text = f"{stem} - {entry.text}"
            return replace(heading, text=text, stem=stem, part=entry.text, group=group, sure=True, code=code)
    base, _, option = code.rpartition("_")
    if code not in meaning and base in meaning and option in meaning[base].options:
        stem, part = meaning[base].text, meaning[base].options[option]
        text = f"{stem} - {part}"
        return replace(heading, text=text, stem=stem, part=part, group=base, sure=True, code=code)
    text = meaning[code].text if code in meaning else heading.text
    return replace(heading, text=text, stem=text, part="", group=None, code=code)


def options_of(question: Question, table: Table, meaning: dict[str, Entry]) -> tuple[str, ...]:
    """The options of a question with one column, in the order of the form; empty when the key does not tell them."""
    entry = meaning.get(table.codes[question.columns[0]])
    if entry is None or (len(question.columns) > 1 and len(question.rows) != len(question.columns)):
        return ()
    return tuple(dict.fromkeys(entry.options.values()))
