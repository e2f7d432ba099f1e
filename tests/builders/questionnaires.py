"""Questionnaires made by hand, as the readers of exports hand them over, for tests that need no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csp_analytics.ingest.surveys.questionnaire import (
    MATRIX,
    MULTIPLE,
    NUMBER,
    SINGLE,
    TEXT,
    Question,
    Questionnaire,
)


class Made:
    """Collects questions; every column takes one answer a respondent, None for a blank."""

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.answers: dict[int, list[object]] = {}

    def _columns(self, *given: Sequence[object]) -> tuple[int, ...]:
        first = len(self.answers)
        self.answers |= {first + place: list(values) for place, values in enumerate(given)}
        return tuple(range(first, first + len(given)))

    def _ask(self, header: str, type_: str, columns: tuple[int, ...], **more: object) -> Made:
        self.questions.append(Question(len(self.questions), header, type_, columns, **more))  # type: ignore[arg-type]
        return self

    def single(self, header: str, answers: Sequence[object]) -> Made:
        """One answer from a list."""
        options = tuple(dict.fromkeys(str(one) for one in answers if one is not None))
        return self._ask(header, SINGLE, self._columns(answers), options=options)

    def number(self, header: str, answers: Sequence[object]) -> Made:
        """A number."""
        return self._ask(header, NUMBER, self._columns(answers))

    def text(self, header: str, answers: Sequence[object]) -> Made:
        """Free text."""
        return self._ask(header, TEXT, self._columns(answers))

    def multiple(self, header: str, options: Mapping[str, Sequence[object]]) -> Made:
        """A column for each option: anything for ticked, None for not."""
        return self._ask(header, MULTIPLE, self._columns(*options.values()), options=tuple(options))

    def matrix(self, header: str, rows: Mapping[str, Sequence[object]]) -> Made:
        """A column for each row."""
        options = tuple(dict.fromkeys(str(one) for given in rows.values() for one in given if one is not None))
        return self._ask(header, MATRIX, self._columns(*rows.values()), options=options, rows=tuple(rows))

    def done(self, *, times: Sequence[str | None] | None = None, **more: object) -> Questionnaire:
        """The questionnaire; its answers are of May 2025."""
        n = len(next(iter(self.answers.values())))
        return Questionnaire(
            **{  # type: ignore[arg-type]
                "file": "made.csv",
                "digest": "0" * 64,
                "layout": "plain",
                "sheet": "",
                "header_rows": 1,
                "first_row": 1,
                "questions": tuple(self.questions),
                "rows": tuple(range(1, n + 1)),
                "set_aside": {},
                "answers": self.answers,
                "times": list(times) if times is not None else ["2025-05-01"] * n,
                **more,
            }
        )
