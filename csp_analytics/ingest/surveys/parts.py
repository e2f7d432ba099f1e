"""Which columns make one question, and what each stands for in it: from their headings alone.

Tools write a question with several columns in four ways: options in a row of their own, in brackets
(``Question [row]``), joined (``Question - Option``), or in the codes (``Q2_1``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from csp_analytics.ingest.surveys.table import Table
from csp_analytics.ingest.surveys.wording import folded, is_codelike
from csp_analytics.surveys.layout import PLAIN

_COPY = re.compile(r"\.\d{1,2}$")  # what pandas adds to a heading that was there before
_IMPORT_ID = re.compile(r"ImportId\W+([^'\"}]+)")
_QID = re.compile(r"(?P<base>(\d+_)?QID\d+(#\d+)?)(?P<parts>(_x?\d+)*)(?P<text>_TEXT)?$")
_GRID = re.compile(r"(?P<base>[A-Za-z]+\d+)_(?P<row>\d+)_(?P<cell>[a-z]+_\d+)")
_CODE = re.compile(r"(?P<base>.+?)(?P<parts>(_x?\d+)*)(?P<text>_TEXT)?$")


@dataclass(frozen=True)
class Heading:
    """What the headings say of one column.

    Attributes:
        column: zero-based column.
        text: the heading in full, tidied.
        stem: the question that it shares with its neighbours, or the whole heading.
        row: the row of a grid with ticks that its option belongs to; '' where there is none.
        part: the option or row that it stands for; '' when the column is the whole question.
        code: the tool's short name, of the column.
        group: the same for neighbouring columns of one question; None for a column of its own.
        sure: whether the layout, and not a likeness of words, says that the columns belong together.
        typed: whether the headings say that it holds typed text.
        chosen: whether the headings say that its answers were chosen from a list.
    """

    column: int
    text: str
    stem: str
    row: str = ""
    part: str = ""
    code: str = ""
    group: object = None
    sure: bool = False
    typed: bool = False
    chosen: bool = False


def headings(table: Table, columns: Sequence[int]) -> list[Heading]:
    """What the headings say of each of the columns, in order."""
    layout = table.layout
    plain = [_plain(table, column) for column in columns]
    if any(table.parts[column] for column in columns):
        read = [_below(table, heading) for heading in plain]
    elif layout.grouped_by and (any(table.codes) or any(table.ids)):
        read = _by_code(table, plain)
    else:
        read = [_bracketed(table, heading) for heading in plain]
        read = _without_copies(read)
    if layout.grouped_by == "import id" and not any(table.codes) and not any(table.ids):
        read = _joined(read, [_separator([h.text for h in read])])
    elif layout.joined:
        read = _joined(read, layout.joined)
    return read


def _plain(table: Table, column: int) -> Heading:
    text, code = table.questions[column] or table.codes[column], table.codes[column]
    if table.layout.code and (match := table.layout.code.match(text)):
        code = match["code"]
        text = text[match.end() :].strip() or text
    if not code and is_codelike(text) and re.fullmatch(r"[A-Za-z]{1,4}\d+\w*", text):
        code = text
    return Heading(column, text, text, code=code)


def _below(table: Table, heading: Heading) -> Heading:
    """A column with its option in the row below the question."""
    column, part = heading.column, table.parts[heading.column]
    layout, word = table.layout, folded(table.parts[heading.column])
    group = ("begins", table.begins[column])
    if word in layout.answer_parts or word in layout.text_parts or not part:
        typed = word in layout.text_parts
        # Where a tool has a word of its own for typed answers, its other word stands over chosen ones.
        chosen = bool(part and layout.text_parts) and not typed
        return replace(heading, group=group, sure=True, typed=typed, chosen=chosen)
    if not heading.text:
        return replace(heading, text=part, stem=part)
    text = f"{heading.stem} - {part}"
    return replace(heading, text=text, part=part, group=group, sure=layout.id != PLAIN)


def _bracketed(table: Table, heading: Heading) -> Heading:
    """A heading such as ``Question [row]``."""
    for pattern in table.layout.parts:
        match = pattern.match(heading.text)
        if match is None:
            match = pattern.match(_COPY.sub("", heading.text))
        if match:
            words = match.groupdict()
            stem, part = words["stem"].strip(), (words.get("part") or "").strip()
            row = (words.get("row") or "").strip()
            return replace(heading, stem=stem, row=row, part=part, group=("stem", stem, row), sure=True)
    return heading


def _without_copies(read: list[Heading]) -> list[Heading]:
    """Headings that a program numbered because they were there before get their words back."""
    there = {heading.text for heading in read}
    return [
        replace(h, stem=_COPY.sub("", h.stem), text=_COPY.sub("", h.text))
        if _COPY.search(h.text) and _COPY.sub("", h.text) in there
        else h
        for h in read
    ]


def _by_code(table: Table, plain: list[Heading]) -> list[Heading]:
    """Columns grouped by the tool's identifiers; the words that their headings share are the question."""
    read = []
    for heading in plain:
        base, parts, typed = _taken_apart(table, heading)
        group = (base, *parts[:-1]) if base else None
        read.append(replace(heading, group=group, row="|".join(parts[:-1]), part="|".join(parts), typed=typed))
    separator = _separator([h.text for h in read if h.part])
    done: list[Heading] = []
    for _, run in groupby(read, key=lambda one: one.group[0] if isinstance(one.group, tuple) else one.column):
        members = list(run)
        if any(h.part for h in members):
            done += _with_stem(members, separator)
        else:
            done += [replace(h, stem=_chosen(h.text), row="", part="") for h in members]
    return done


def _taken_apart(table: Table, heading: Heading) -> tuple[str, list[str], bool]:
    """The identifier of the question, the numbers of row and option, and whether it is a box for typed text."""
    told = _IMPORT_ID.search(table.ids[heading.column])
    if told:
        match = _QID.match(told[1].strip().replace("-", "_"))
    elif grid := _GRID.fullmatch(heading.code):
        return grid["base"], [grid["row"], grid["cell"]], False
    else:
        match = _CODE.match(heading.code) if heading.code else None
    if match is None:
        return "", [], False
    return match["base"], [part for part in match["parts"].split("_") if part], bool(match["text"])


def _separator(texts: Sequence[str]) -> str:
    """Whether a file joins with `` - `` or, as older ones do, with a hyphen alone."""
    return " - " if sum(" - " in text for text in texts) >= 0.5 * max(1, len(texts)) else "-"


def _chosen(text: str) -> str:
    return re.sub(r"\s?-\s?Selected Choice\b", "", text).strip()


def _with_stem(members: list[Heading], separator: str) -> list[Heading]:
    texts = [_chosen(h.text) for h in members]
    stem = _shared(texts, separator)
    rows = {
        row: _shared([text for h, text in zip(members, texts, strict=True) if h.row == row], separator)
        for row in {h.row for h in members if h.row}
    }
    read = []
    for heading, text in zip(members, texts, strict=True):
        above = rows.get(heading.row) or stem
        part = text[len(above) :].strip(" -") if heading.part and text.startswith(above) else ""
        row = above[len(stem) :].strip(" -") if heading.row else ""
        if heading.part and not part:
            part = text
        read.append(replace(heading, stem=stem or text, row=row, part=part, text=text, sure=True))
    return read


def _shared(texts: Sequence[str], separator: str) -> str:
    """The words that texts begin with, up to where their parts begin."""
    if len(texts) == 1:
        return texts[0].rpartition(separator)[0].strip() or texts[0]
    common = beginning(texts)
    if any(text == common for text in texts):
        return common
    return common.rpartition(separator)[0].strip() or common.strip(" -")


def beginning(texts: Sequence[str]) -> str:
    """The letters that all texts begin with."""
    first, last = min(texts), max(texts)  # what the two furthest apart share, all share
    return first[: next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(map(len, texts)))]


def _joined(read: list[Heading], separators: Sequence[str]) -> list[Heading]:
    """Neighbours whose headings begin alike up to a separator, such as ``Question - Option``."""
    done: list[Heading] = []
    at = 0
    while at < len(read):
        stem, length, separator = _longest_run(read, at, separators)
        if length < 2:
            done.append(read[at])
            at += 1
            continue
        for heading in read[at : at + length]:
            part = heading.text[len(stem) + len(separator) :].strip() if heading.text != stem else ""
            done.append(replace(heading, stem=stem, part=part, group=("joined", stem, at)))
        at += length
    return done


def _longest_run(read: Sequence[Heading], at: int, separators: Sequence[str]) -> tuple[str, int, str]:
    """The stem that most of the following headings share, how many do, and the separator after it."""
    best = ("", 0, "")
    first = read[at]
    if first.group is not None:
        return best
    for separator in separators:
        ends = [match.start() for match in re.finditer(re.escape(separator), first.text)]
        for stem in [*(first.text[:end] for end in ends), first.text]:
            length = 1
            while at + length < len(read) and read[at + length].group is None:
                if not read[at + length].text.startswith(stem + separator):
                    break
                length += 1
            if stem and length > 1 and (length, len(stem)) > (best[1], len(best[0])):
                best = (stem, length, separator)
    return best
