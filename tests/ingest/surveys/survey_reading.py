"""What tests of the survey readers ask of a file, in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from csp_analytics.ingest.surveys import answers, questionnaire
from csp_analytics.ingest.surveys.inspect import inspect_file
from csp_analytics.ingest.surveys.questionnaire import Question, Questionnaire
from csp_analytics.problems import Problem
from tests.builders.survey_exports import csv_bytes
from tests.builders.survey_exports_one_row import book_bytes


@dataclass(frozen=True)
class Read:
    """One file, read, and everything that was said about it."""

    found: Questionnaire
    problems: list[Problem]

    def at(self, column: int) -> Question:
        """The question that has a column of the sheet among its answers or its typed text."""
        at = [q for q in self.found.questions if column in q.columns or column in q.other]
        assert len(at) == 1, f"column {column} belongs to {[q.header for q in at]}"
        return at[0]

    def asked(self, header: str) -> Question:
        """The one question whose heading ends so, capitals and spaces as in the file."""
        named = [q for q in self.found.questions if q.header.endswith(header)]
        assert len(named) == 1, f"{header}: {[q.header for q in self.found.questions]}"
        return named[0]

    @property
    def questions(self) -> list[Question]:
        """What was asked: without the columns about the response."""
        return [q for q in self.found.questions if q.type != questionnaire.META and not q.personal]

    def counts(self, question: Question) -> dict[tuple[str, str], int]:
        """(row of a matrix or empty, option) -> how many chose it; options that nobody chose are left out."""
        if question.type == questionnaire.SINGLE:
            return dict(Counter(("", one) for one in answers.single(self.found, question) if one is not None))
        if question.type == questionnaire.MULTIPLE:
            ticked = answers.ticked(self.found, question)
            return {("", one): sum(states) for one, states in _answered(ticked).items() if any(states)}
        chosen = answers.matrix(self.found, question)
        return dict(Counter((row, one) for row, column in chosen.items() for one in column if one is not None))

    def answered(self, question: Question) -> int:
        """How many respondents answered it, be it one row of a matrix."""
        if question.type in (questionnaire.MATRIX, questionnaire.MULTIPLE):
            read = answers.matrix if question.type == questionnaire.MATRIX else answers.ticked
            return sum(
                any(one is not None for one in line) for line in zip(*read(self.found, question).values(), strict=True)
            )
        return sum(one is not None for one in self.values(question))

    def values(self, question: Question) -> list[object]:
        """One value a respondent, by the type of the question; None where it was not answered."""
        names = {questionnaire.SINGLE: "single", questionnaire.NUMBER: "numbers", questionnaire.DATE: "dates"}
        return list(getattr(answers, names.get(question.type, "texts"))(self.found, question))

    def asked_of(self, question: Question) -> list[bool]:
        """For each respondent whether there is an answer to a question with ticks, be it that nothing was ticked."""
        columns = answers.ticked(self.found, question).values()
        return [any(one is not None for one in line) for line in zip(*columns, strict=True)]

    def said(self, *words: str) -> bool:
        """Whether one thing that was said about the file, or one note to a question, has all the words."""
        told = [f"{p.sentence} {p.code}" for p in (*self.problems, *self.found.problems)]
        told += [f"{q.header}: {q.note}" for q in self.found.questions if q.note]
        return any(all(word.lower() in one.lower() for word in words) for one in told)


def _answered(ticked: dict[str, list[bool | None]]) -> dict[str, list[bool]]:
    return {option: [state is True for state in states] for option, states in ticked.items()}


def read(data: bytes, name: str = "survey.csv", **options: object) -> Read:
    """A file that must be readable."""
    found, problems = inspect_file(data, name, **options)
    assert found is not None, [p.sentence for p in problems]
    return Read(found, problems)


def read_table(rows: Sequence[Sequence[object]], **options: object) -> Read:
    """A plain table as a CSV file."""
    return read(csv_bytes(rows), **options)


def read_sheet(rows: Sequence[Sequence[object]], **options: object) -> Read:
    """A plain table as a workbook, in which dates and numbers are such."""
    return read(book_bytes([list(row) for row in rows]), "survey.xlsx", **options)


def refused(data: bytes, name: str) -> str:
    """The sentence with which a file is refused."""
    found, problems = inspect_file(data, name)
    assert found is None
    return " ".join(p.sentence for p in problems)
