"""The answers of a column as numbers into the list of its different answers: 100,000 people are quick to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from csp_analytics.ingest.surveys import answers
from csp_analytics.ingest.surveys.questionnaire import Question, Questionnaire
from csp_analytics.ingest.surveys.wording import label

NOT_ANSWERED, NOT_TICKED, TICKED = -1, 0, 1


@dataclass(frozen=True)
class Coded:
    """One column.

    Attributes:
        codes: for each respondent the place of the answer in ``texts``, -1 for a blank.
        texts: the different answers as people read them, in order of first use.
    """

    codes: np.ndarray = field(repr=False)
    texts: list[str] = field(repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """How often each answer was given."""
        found = np.bincount(self.codes[self.codes >= 0], minlength=len(self.texts))
        return dict(zip(self.texts, found.tolist(), strict=True))

    def values(self, meaning: dict[str, float]) -> np.ndarray:
        """For each respondent the value that the answer means, nan for a blank and for an answer without a meaning."""
        found = np.array([*(meaning.get(text, np.nan) for text in self.texts), np.nan])
        return found[self.codes]

    def words(self, meaning: dict[str, str]) -> np.ndarray:
        """For each respondent the text that the answer means, empty for a blank and for an answer without a meaning."""
        found = np.array([*(meaning.get(text, "") for text in self.texts), ""], dtype=object)
        return found[self.codes]


class Columns:
    """The columns of a questionnaire, each coded once however often it is asked for."""

    def __init__(self, q: Questionnaire):
        self.q = q
        self._coded: dict[int, Coded] = {}
        self._ticks: dict[int, dict[str, np.ndarray]] = {}

    def coded(self, column: int) -> Coded:
        """One column."""
        if column not in self._coded:
            self._coded[column] = _coded(self.q.answers[column])
        return self._coded[column]

    def ticks(self, question: Question) -> dict[str, np.ndarray]:
        """For each option of a multiple question, in order: 1 ticked, 0 not ticked, -1 not answered or not shown.

        Where every option has a column, a blank is not ticked for whoever left anything in another column.
        """
        if question.number not in self._ticks:
            self._ticks[question.number] = self._ticked(question)
        return self._ticks[question.number]

    def _ticked(self, question: Question) -> dict[str, np.ndarray]:
        states = {option: np.array(found, dtype=object) for option, found in answers.ticked(self.q, question).items()}
        read = {
            option: np.where(found == None, NOT_ANSWERED, found == True).astype(np.int8)  # noqa: E711, E712
            for option, found in states.items()
        }
        if len(question.columns) > 1:
            blank = [self.coded(column).codes == NOT_ANSWERED for column in question.columns]
            typed = [self.coded(column).codes == NOT_ANSWERED for column in question.other]
            answered = ~np.logical_and.reduce([*blank, *typed])
            for found, empty in zip(read.values(), blank, strict=True):
                found[empty & answered & (found == NOT_ANSWERED)] = NOT_TICKED
        return read


def _coded(values: Sequence[object]) -> Coded:
    different = list(dict.fromkeys(values))
    texts: dict[str, int] = {}
    places = {value: _place(label(value), texts) for value in different}  # type: ignore[arg-type]
    codes = np.fromiter(map(places.__getitem__, values), dtype=np.int32, count=len(values))
    return Coded(codes, list(texts))


def _place(text: str | None, texts: dict[str, int]) -> int:
    return texts.setdefault(text, len(texts)) if text else NOT_ANSWERED
