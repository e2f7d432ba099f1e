"""The answers to one question, whichever way the export writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from csp_analytics.ingest.files.workbook import Value
from csp_analytics.ingest.surveys import multiple
from csp_analytics.ingest.surveys.columns import Column, number
from csp_analytics.ingest.surveys.dates import iso_dates
from csp_analytics.ingest.surveys.kinds import divided_options
from csp_analytics.ingest.surveys.questionnaire import MATRIX, MULTIPLE, Question, Questionnaire
from csp_analytics.ingest.surveys.ticks import last_part
from csp_analytics.ingest.surveys.turned import counted
from csp_analytics.ingest.surveys.wording import folded, label
from csp_analytics.surveys.layout import PLAIN, Layout
from csp_analytics.surveys.layouts import layouts


def single(q: Questionnaire, question: Question) -> list[str | None]:
    """The answer of each respondent as text, None for a blank; of the question's first column."""
    return _mapped(_values(q, question.columns[0]), label)


def texts(q: Questionnaire, question: Question) -> list[str | None]:
    """What each respondent typed, line ends kept, blanks around it gone; None for a blank."""
    return _mapped(_values(q, question.columns[0]), _text)


def numbers(q: Questionnaire, question: Question) -> list[float | None]:
    """The number of each respondent; None for a blank and for what is no number. 8% is 8, £1,234 is 1234."""
    return _mapped(_values(q, question.columns[0]), number)


def dates(q: Questionnaire, question: Question) -> list[str | None]:
    """The date of each respondent as ISO text, day and month read as the whole column tells; None for a blank."""
    return iso_dates(_values(q, question.columns[0]), _layout(q).date_order)[0]


def other(q: Questionnaire, question: Question) -> list[str | None]:
    """What each respondent typed beside the options; None for nothing."""
    columns = [_mapped(_values(q, column), _text) for column in question.other]
    return [next((text for text in row if text), None) for row in zip(*columns, strict=True)] if columns else []


def matrix(q: Questionnaire, question: Question) -> dict[str, list[str | None]]:
    """Row of the matrix -> the label that each respondent gave it, None for a blank.

    A ranking that shares one cell gives each item its place, ``1`` for the first. Of a grid with ticks, the options
    ticked in a row are joined by ``; ``.
    """
    if len(question.columns) == 1 and len(question.rows) > 1:
        return _ranks(q, question)
    if is_grid(question):
        return _grid(q, question)
    names = question.rows or (question.header,) * len(question.columns)
    if _shares_cells(q, question):
        return {row: _joined(by) for row, by in _cells(q, question)}
    return {
        name: _mapped(_values(q, column), label) for name, column in zip(_apart(names), question.columns, strict=True)
    }


def ticked(q: Questionnaire, question: Question) -> dict[str, list[bool | None]]:
    """Option -> whether each respondent ticked it, however the export writes ticks.

    None where a respondent was not asked or left the whole question blank. Typed answers beside the options count as
    an answer to the question and tick nothing. A grid with ticks has ``row - option`` for options.
    """
    if question.type == MATRIX and not is_grid(question):
        return {f"{row} - {option}": states for row, by in _cells(q, question) for option, states in by.items()}
    if is_grid(question):
        names = tuple(f"{row} - {option}" for row in question.rows for option in question.options)
        question = replace(question, type=MULTIPLE, options=names, rows=())
    if len(question.columns) == 1:
        return _ticked_in_cell(q, question)
    layout = _layout(q)
    columns = [_values(q, column) for column in question.columns]
    blank = _unanswered(q, question, columns)
    none = _skipped(q, question, columns, layout)
    read: dict[str, list[bool | None]] = {}
    for name, values in zip(_apart(question.options), columns, strict=True):
        states = _mapped(values, lambda value, name=name: _state(value, name, layout))  # type: ignore[misc]
        # A blank beside other ticks is a box left open; a word for "not asked" is not.
        read[name] = [
            None if left or skip or (state is None and value is not None) else state == "ticked"
            for value, state, left, skip in zip(values, states, blank, none, strict=True)
        ]
    return read


def is_grid(question: Question) -> bool:
    """Whether a question is a grid with ticks: a column for each option of each row."""
    return 0 < len(question.rows) < len(question.columns) == len(question.rows) * len(question.options)


def _shares_cells(q: Questionnaire, question: Question) -> bool:
    """Whether some cells of a matrix hold several of its options."""
    if not question.options or len(question.rows) < 2:
        return False
    known = {*question.options, None}
    return any(not known.issuperset(_mapped(_values(q, column), label)) for column in question.columns)


def _cells(q: Questionnaire, question: Question) -> Iterator[tuple[str, dict[str, list[bool | None]]]]:
    """Each row of a matrix with the states of each option in it."""
    for row, column in zip(_apart(question.rows), question.columns, strict=True):
        one = replace(question, type=MULTIPLE, columns=(column,), rows=())
        yield row, _ticked_in_cell(q, one)


def _grid(q: Questionnaire, question: Question) -> dict[str, list[str | None]]:
    states = list(ticked(q, question).values())
    width = len(question.options)
    read: dict[str, list[str | None]] = {}
    for place, row in enumerate(_apart(question.rows)):
        columns = states[place * width : (place + 1) * width]
        read[row] = _joined(dict(zip(question.options, columns, strict=True)))
    return read


def _joined(by: dict[str, list[bool | None]]) -> list[str | None]:
    """The options that each respondent ticked in one row, joined by ``; ``."""
    lines = zip(*by.values(), strict=True)
    return ["; ".join(option for option, state in zip(by, line, strict=True) if state) or None for line in lines]


def _state(value: Value, option: str, layout: Layout) -> str | None:
    """``ticked``, ``not ticked``, or None when the option was not shown."""
    text = label(value)
    if text is None:
        return "not ticked"
    word = folded(text)
    if word and word in (folded(option), folded(last_part(option))):
        return "ticked"
    if word in layout.not_asked:
        return None
    return "not ticked" if word in layout.not_ticked or text in ("0", "-") else "ticked"


def _unanswered(q: Questionnaire, question: Question, columns: list[list[Value]]) -> list[bool]:
    """Whether each respondent left every column of a question blank, typed text beside the options included."""
    typed = [_values(q, column) for column in question.other]
    return [all(value is None for value in row) for row in zip(*columns, *typed, strict=True)]


def _skipped(q: Questionnaire, question: Question, columns: list[list[Value]], layout: Layout) -> list[bool]:
    """Whether a row of noughts means a page that was skipped: coded exports write 0 there too.

    It does where the questions on both sides, those that leave blanks, are blank.
    """
    none = [False] * q.respondents
    if not layout.needs_key:
        return none
    neighbours = [
        one for one in q.questions if len(one.columns) == 1 and not one.personal and one.columns[0] in q.answers
    ]
    before = [one for one in neighbours if one.number < question.number and not one.role][-1:]
    after = [one for one in neighbours if one.number > question.number and not one.role][:1]
    beside = [_values(q, one.columns[0]) for one in (*before, *after)]
    if not beside:
        return none
    noughts = [all(value in (None, "0", 0, False) for value in row) for row in zip(*columns, strict=True)]
    blanks = [all(value is None for value in row) for row in zip(*beside, strict=True)]
    return [nought and blank for nought, blank in zip(noughts, blanks, strict=True)]


def _ticked_in_cell(q: Questionnaire, question: Question) -> dict[str, list[bool | None]]:
    values = _values(q, question.columns[0])
    options = _options(q, question, values)
    if options is None:
        pieces = {value: [label(value)] for value in set(values) if value is not None}
    else:
        pieces = {
            value: list(multiple.divide(_cell(value, options), options)) for value in set(values) if value is not None
        }
    answered = {value: frozenset(folded(piece or "") for piece in found) for value, found in pieces.items()}
    return {
        option: [None if value is None else folded(option) in answered[value] for value in values]
        for option in question.options
    }


def _ranks(q: Questionnaire, question: Question) -> dict[str, list[str | None]]:
    values = _values(q, question.columns[0])
    options = _options(q, question, values)
    order: dict[Value, dict[str, str]] = {}
    for value in set(values) - {None}:
        pieces = multiple.divide(_cell(value, options), options) if options else []
        order[value] = {piece: str(place) for place, piece in enumerate(pieces, start=1)}
    return {item: [order[value].get(item) if value is not None else None for value in values] for item in question.rows}


def _options(q: Questionnaire, question: Question, values: list[Value]) -> multiple.Options | None:
    return divided_options(Column(question.columns[0], values, counted(values)), _layout(q))


def _cell(value: Value, options: multiple.Options) -> str:
    return str(value).replace("\r\n", "\n").strip() if options.separator == "\n" else label(value) or ""


def _text(value: Value) -> str | None:
    if isinstance(value, str):
        return value.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").strip() or None
    return label(value)


def _values(q: Questionnaire, column: int) -> list[Value]:
    return q.answers[column]  # type: ignore[return-value]


def _layout(q: Questionnaire) -> Layout:
    known = layouts()
    return known.get(q.layout, known[PLAIN])


def _mapped(values: list[Value], change: Callable[[Value], object]) -> list:
    """Each value changed; worked out once for each different value."""
    changed = {value: change(value) for value in set(values) if value is not None}
    return [None if value is None else changed[value] for value in values]


def _apart(names: tuple[str, ...]) -> list[str]:
    """Names that differ: a second ``Word:`` becomes ``Word: (2)``."""
    seen: dict[str, int] = {}
    apart = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        apart.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return apart
