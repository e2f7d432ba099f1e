"""The heading rows of a table that no tool's layout explains: found by how they differ from the rows below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from csp_analytics.ingest.surveys.headings import SEARCHED, Found
from csp_analytics.ingest.surveys.wording import folded, is_codelike
from csp_analytics.surveys.layout import CODE, PART, QUESTION

_COUNTED = re.compile(r"[A-Za-z]{0,12}[ _.-]?\d+(_\w+)?([.#-]\w+)*")  # Q1, V12, Ident 3, Column 4, Q2_1
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DIGIT = re.compile(r"\d")
_TOOL_CODE = re.compile(r"[A-Za-z]{1,4}\d+(_\w+)?([.#-]\w+)*")
_END_NUMBER = re.compile(r"(?<!\d)\d{1,9}$")
_NUMBER = re.compile(r"[-+£$€]?\d[\d,./:% -]*")


def plain_headings(head: Sequence[Sequence[str]]) -> Found | None:
    """The heading rows, titles and junk rows above them left out.

    Args:
        head: the first rows of the sheet, tidied, blanks as ''.

    Returns:
        The rows, none of them when the first row is an answer like those below it; None when there is no table.
    """
    counts = [sum(1 for cell in row if cell) for row in head]
    if not counts or not max(counts):
        return None
    wide = max(counts)
    least = 1 if wide == 1 else max(2, 0.5 * wide)
    full = [row for row, count in enumerate(counts[:SEARCHED]) if count >= least]
    first = next((row for row in full if _texts(head[row]) >= 0.5 * counts[row]), None)
    if first is None or (first != full[0] and full[0] < first - 1):
        return None
    below = [row for row in range(first + 1, len(head)) if counts[row]]
    if any(_ADDRESS.fullmatch(cell) for cell in head[first]):
        return Found((), first)  # somebody's e-mail address is no heading
    if len(below) > 3 and _comes_back(head, first, below):
        above = first - 1
        if above >= 0 and counts[above] > 1 and not _comes_back(head, above, [first, *below]):
            return Found(((QUESTION, above),))  # blanks go on from the question to their left
        return Found((), first) if counts[first] > 1 else None
    band = _band_above(head, counts, first, below)
    if band is not None:
        return Found(((QUESTION, band), (PART, first)))
    if not below:
        return Found(((QUESTION, first),))
    return _with_second(head, first, below[0], below[1:])


def _with_second(head: Sequence[Sequence[str]], first: int, second: int, data: Sequence[int]) -> Found:
    """One heading row, or two where the second is no answer."""
    one = Found(((QUESTION, first),))
    if not data:
        return one
    filled = [cell for cell in head[first] if cell]
    codes = sum(map(_is_code, filled)) >= 0.8 * len(filled) <= 1.6 * sum(bool(_DIGIT.search(cell)) for cell in filled)
    if codes and _is_question_row(head, second, data, sure=False):
        return Found(((CODE, first), (QUESTION, second)))
    counted = sum(bool(_COUNTED.fullmatch(cell)) for cell in filled) >= 0.8 * len(filled)
    if counted and _is_question_row(head, second, data, sure=_is_numbered(filled)):
        if all(_TOOL_CODE.fullmatch(cell) for cell in filled):
            return Found(((CODE, first), (QUESTION, second)))
        return Found(((QUESTION, second),))
    if (
        len(filled) < sum(map(bool, head[second]))
        and _is_heading_like(head, second, data)
        and _differs(head, second, data)
    ):
        return Found(((QUESTION, first), (PART, second)))
    if _spells(head[first], head[second]):
        return Found(((CODE, first), (QUESTION, second)))
    if _holds_options(head, first, second, data):
        return Found(((QUESTION, first), (PART, second)))
    return one


def _comes_back(head: Sequence[Sequence[str]], row: int, data: Sequence[int]) -> bool:
    """Whether most cells of a row stand again below it in their column, as answers do and headings do not."""
    cells = [(column, cell) for column, cell in enumerate(head[row]) if cell]
    back = sum(any(_cell(head, other, column) == cell for other in data) for column, cell in cells)
    return back > 0.5 * len(cells)


def _texts(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell and not _NUMBER.fullmatch(cell))


def _is_code(cell: str) -> bool:
    return is_codelike(cell) and len(cell) <= 20


def _is_numbered(cells: Sequence[str]) -> bool:
    """Whether cells count: Ident 1, Ident 2, Ident 3."""
    ends = [_END_NUMBER.search(cell) for cell in cells]
    numbers = [end[0] if end else "" for end in ends]
    stems = {cell[: len(cell) - len(number)] for cell, number in zip(cells, numbers, strict=True)}
    return (
        len(cells) > 1
        and len(stems) == 1
        and bool(numbers[0])
        and numbers == [str(n) for n in range(int(numbers[0]), int(numbers[0]) + len(cells))]
    )


def _differs(head: Sequence[Sequence[str]], row: int, data: Sequence[int]) -> bool:
    """Whether some columns hold numbers or few different words below a cell that is neither."""
    apart = 0
    for column, cell in enumerate(head[row]):
        below = [_cell(head, other, column) for other in data if _cell(head, other, column)]
        if cell and below:
            apart += all(_NUMBER.fullmatch(text) for text in below) or len(set(below)) <= 0.5 * len(below)
    return apart >= 0.3 * sum(map(bool, head[row]))


def _is_question_row(head: Sequence[Sequence[str]], row: int, data: Sequence[int], *, sure: bool) -> bool:
    """Whether the cells are different texts that never come back below, as questions are."""
    cells = [(column, cell) for column, cell in enumerate(head[row]) if cell]
    different = len({cell for _, cell in cells}) >= 0.8 * len(cells)
    back = sum(any(_cell(head, other, column) == cell for other in data) for column, cell in cells)
    wordy = sum(len(cell.split()) >= 3 or cell.endswith("?") for _, cell in cells)
    return (
        different
        and back <= 0.1 * len(cells)
        and (sure or wordy >= 0.4 * len(cells))
        and _texts(head[row]) == len(cells)
    )


def _spells(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the second row is the first one spelled out: ``StartDate`` and ``Start Date``."""
    pairs = [(a, b) for a, b in zip(first, second, strict=False) if a and b]
    same = [folded(a).replace(" ", "") == folded(b).replace(" ", "") for a, b in pairs]
    apart = [a != b for (a, b), alike in zip(pairs, same, strict=True) if alike]
    return len(pairs) >= 3 and sum(same) >= 3 and any(apart) and all(is_codelike(a) for a, _ in pairs)


def _holds_options(head: Sequence[Sequence[str]], first: int, second: int, data: Sequence[int]) -> bool:
    """Whether the second row fills blanks of the first with labels, most of which come back as answers below.

    Ticks need not repeat the label: then the cells below are few different short words (Yes, No, 1, 0, x).
    """
    width = len(head[second])
    gaps = [c for c in range(width) if _cell(head, second, c) and not _cell(head, first, c)]
    if not gaps or len(gaps) < 0.15 * max(1, sum(1 for cell in head[second] if cell)):
        return False
    back = ticks = 0
    for column in gaps:
        below = [_cell(head, row, column) for row in data if _cell(head, row, column)]
        label = _cell(head, second, column)
        back += label in below or not below
        ticks += label not in below and len(set(below)) <= max(2, len(below) // 3)
    texts = all(not _NUMBER.fullmatch(_cell(head, second, column)) for column in gaps)
    return texts and (back + ticks) >= 0.6 * len(gaps) and not _is_answer_row(head, first, second, data)


def _is_answer_row(head: Sequence[Sequence[str]], first: int, second: int, data: Sequence[int]) -> bool:
    """Whether under the named columns the row holds answers like those below it."""
    named = [c for c in range(len(head[second])) if _cell(head, first, c) and _cell(head, second, c)]
    like = sum(
        any(_cell(head, row, c) == _cell(head, second, c) for row in data)
        or bool(_NUMBER.fullmatch(_cell(head, second, c)))
        for c in named
    )
    gaps = [c for c in range(len(head[second])) if not _cell(head, first, c) and _cell(head, second, c)]
    return bool(named) and like >= 0.6 * len(named) and len(gaps) < len(named)


def _band_above(head: Sequence[Sequence[str]], counts: Sequence[int], first: int, below: Sequence[int]) -> int | None:
    """A row of section names over groups of columns, right above the headings."""
    row = first - 1
    if row < 0 or counts[row] < 2 or len(below) < 2 or _texts(head[row]) < counts[row]:
        return None
    over = [column for column, cell in enumerate(head[row]) if cell]
    if max(over) < 0.4 * len(head[first]) or not _is_heading_like(head, first, below):
        return None
    return row


def _is_heading_like(head: Sequence[Sequence[str]], row: int, data: Sequence[int]) -> bool:
    cells = [(column, cell) for column, cell in enumerate(head[row]) if cell]
    back = sum(any(_cell(head, other, column) == cell for other in data) for column, cell in cells)
    return _texts(head[row]) >= 0.9 * len(cells) and back <= 0.3 * len(cells)


def _cell(head: Sequence[Sequence[str]], row: int, column: int) -> str:
    return head[row][column] if column < len(head[row]) else ""
