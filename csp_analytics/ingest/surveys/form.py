"""A form as it is matched: its columns, their headings and the answers that were chosen; nothing that was typed.

A :class:`Form` may be kept and shown. The only texts in it are headings, answers that at least five people gave, and
answers that are spelled nearly as an answer of ours; everything else that people wrote is only counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from csp_analytics.areas.register import register
from csp_analytics.ingest.surveys.coded import TICKED, Coded, Columns
from csp_analytics.ingest.surveys.likeness import SURE, alike, comparable
from csp_analytics.ingest.surveys.questionnaire import (
    DATE,
    MATRIX,
    META,
    MULTIPLE,
    NUMBER,
    TEXT,
    Question,
    Questionnaire,
)
from csp_analytics.ingest.surveys.vocabulary import NO_ANSWER, item_wordings, respondent_wordings, step_wordings
from csp_analytics.surveys.mapping import normalised
from csp_analytics.surveys.model import ABOUT_RESPONDENT, Survey

FEW = 5  # an answer that fewer people gave may tell who gave it
_LONGEST = 80  # letters; answers from a list are shorter


@dataclass(frozen=True)
class Written:
    """One answer as the form writes it, and how many people gave it."""

    text: str
    n: int

    @property
    def count(self) -> int | None:
        """How many people gave it; None when fewer than five did."""
        return self.n if self.n >= FEW else None


@dataclass(frozen=True)
class Source:
    """One column of a form that can answer one of our questions, or all columns of a multiple question.

    Attributes:
        key: what a mapping calls it: the normalised heading, ``heading [row]`` for the row of a matrix; the second
            column with the same heading ends in ``2``, and so on.
        heading: for people.
        stem: heading of the whole block, of which this is a row; empty when it stands alone.
        label: the row of the matrix, else the heading.
        number: number of the question in the questionnaire.
        kind: type of the question.
        columns: zero-based columns of the sheet.
        written: answers that can be shown, in the order of the form.
        hidden: how many answers were given in other words, which are not shown.
    """

    key: str
    heading: str
    stem: str
    label: str
    number: int
    kind: str
    columns: tuple[int, ...]
    written: tuple[Written, ...] = ()
    hidden: int = 0

    @property
    def texts(self) -> list[str]:
        """The answers that can be shown."""
        return [one.text for one in self.written]


@dataclass(frozen=True)
class Form:
    """What a form asks.

    Attributes:
        file: name of the file.
        layout: id of the layout.
        respondents: number of people.
        sources: its columns in order; columns about the response and about the person left out.
        stems: key and heading of each matrix by number of its question; none where the form loses the question.
    """

    file: str
    layout: str
    respondents: int
    sources: tuple[Source, ...]
    stems: dict[int, tuple[str, str]] = field(default_factory=dict)


def read_form(q: Questionnaire, survey: Survey, columns: Columns | None = None) -> Form:
    """The form of a questionnaire, as far as it can be shown beside a survey definition."""
    columns = columns or Columns(q)
    keys: set[str] = set()
    sources: list[Source] = []
    stems: dict[int, tuple[str, str]] = {}
    known = _Known(survey)
    for question in q.questions:
        if question.type == META or question.personal or not question.columns:
            continue
        rows_told = len(question.rows) == len(question.columns) and question.header not in ("", *question.rows)
        if question.type == MATRIX and rows_told:
            stems[question.number] = (_key(question.header, keys), question.header)
        sources += _sources(columns, question, stems.get(question.number, ("", "")), keys, known)
    return Form(q.file, q.layout, q.respondents, tuple(sources), stems)


def _sources(
    columns: Columns, question: Question, stem: tuple[str, str], keys: set[str], known: _Known
) -> Iterator[Source]:
    if question.type != MATRIX:
        label = question.header
        written, hidden = _written(columns, question, known)
        yield Source(
            _key(label, keys), label, "", label, question.number, question.type, question.columns, written, hidden
        )
        return
    if len(question.rows) != len(question.columns):
        # A ranking that shares one cell, or ticks in a grid: asked, but nothing of ours.
        key = stem[0] or _key(question.header, keys)
        yield Source(key, question.header, "", question.header, question.number, MATRIX, question.columns)
        return
    stem_key, stem_words = stem
    given = [columns.coded(column) for column in question.columns]
    shown = _shown_of_matrix(question, given, known)
    for column, row, one in zip(question.columns, question.rows, given, strict=True):
        # Forms that lose the question over a matrix (Microsoft Forms) leave the rows alone.
        heading = f"{stem_words} [{row}]" if stem_words else row
        key = _key(f"{stem_key} [{row}]" if stem_words else row, keys)
        counts = one.counts
        written = tuple(Written(text, counts[text]) for text in shown if text in counts)
        hidden = sum(counts.values()) - sum(answer.n for answer in written)
        yield Source(key, heading, stem_words, row, question.number, MATRIX, (column,), written, hidden)


def _shown_of_matrix(question: Question, given: list[Coded], known: _Known) -> list[str]:
    """The answers of a matrix that can be shown: at least five people gave them to some row, or they are ours."""
    texts = dict.fromkeys(text for one in given for text in one.texts)
    ordered = sorted(texts, key=lambda t: question.options.index(t) if t in question.options else len(question.options))
    return [text for text in ordered if known.near(text) or _people(given, text) >= FEW]


def _people(given: list[Coded], text: str) -> int:
    gave = [one.codes == one.texts.index(text) for one in given if text in one.texts]
    return int(np.logical_or.reduce(gave).sum())


def _key(heading: str, keys: set[str]) -> str:
    """The normalised heading; what comes again is numbered, so that every column has a key of its own."""
    first = key = normalised(heading)
    number = 2
    while key in keys:
        key = f"{first} {number}"
        number += 1
    keys.add(key)
    return key


def _written(columns: Columns, question: Question, known: _Known) -> tuple[tuple[Written, ...], int]:
    if question.type == DATE:
        return (), 0
    if question.type == MULTIPLE:
        counted = {option: int((ticked == TICKED).sum()) for option, ticked in columns.ticks(question).items()}
        # With a column for each option the options are headings, which can be shown whoever chose them.
        shown = {t for t, n in counted.items() if len(question.columns) > 1 or n >= FEW or known.near(t)}
    else:
        counted = columns.coded(question.columns[0]).counts
        typed = question.type == TEXT
        shown = {t for t, n in counted.items() if (known.exact(t) if typed else n >= FEW or known.near(t))}
    ordered = [text for text in question.options if text in shown]
    ordered += [text for text in counted if text in shown and text not in set(question.options)]
    if question.type == NUMBER and len(counted) > 2 * FEW + 2:
        return (), sum(counted.values())
    hidden = sum(n for text, n in counted.items() if text not in shown)
    return tuple(Written(text, counted[text]) for text in ordered), hidden


class _Known:
    """Whether an answer is one of ours, or nearly: then it can be shown however few people gave it."""

    def __init__(self, survey: Survey):
        words = [wording for about in ABOUT_RESPONDENT for wording, _ in respondent_wordings(survey, about)]
        for question in survey.questions:
            words += [wording for wording, _ in (*step_wordings(question), *item_wordings(question))]
        self.words = frozenset(words) | NO_ANSWER
        self.areas = frozenset(map(comparable, register().names.values()))
        self._near: dict[str, bool] = {}

    def exact(self, text: str) -> bool:
        if len(text) > _LONGEST:
            return False
        return comparable(text) in self.words or (text.isdigit() and len(text) < 3) or bool(register().resolve(text))

    def near(self, text: str) -> bool:
        if text not in self._near:
            bare = comparable(text)
            self._near[text] = self.exact(text) or (
                len(text) <= _LONGEST and any(alike(bare, word) >= SURE for word in self.words | self.areas)
            )
        return self._near[text]


__all__ = ["FEW", "Form", "Source", "Written", "read_form"]
