"""Questions while they are being put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from csp_analytics.ingest.surveys.columns import Column
from csp_analytics.ingest.surveys.parts import Heading, beginning
from csp_analytics.ingest.surveys.questionnaire import Question

NO_PARENT = "The question over these options is not in the file."

Get = Callable[[int], Column]


@dataclass(frozen=True)
class Draft:
    """A question before it has its number.

    Attributes:
        question: the question.
        empty: whether none of its columns holds an answer.
        grid: question and row when it is one row of a grid with ticks.
    """

    question: Question
    empty: bool = False
    grid: tuple[str, str] | None = None


def several(
    members: list[Heading], kind: str, *, options: tuple[str, ...] = (), rows: tuple[str, ...] = ()
) -> Question:
    """One question of several columns.

    Args:
        members: what the headings say of its columns.
        kind: its type.
        options: its options.
        rows: its rows.
    """
    return Question(
        number=-1,
        header=members[0].stem or members[0].text,
        type=kind,
        columns=tuple(h.column for h in members),
        options=options,
        rows=rows,
        code=shared_code([h.code for h in members]) if all(h.code for h in members) else "",
        note="" if members[0].stem else NO_PARENT,
    )


def shared_code(codes: Sequence[str]) -> str:
    """The code of the question that codes of its columns begin with: ``Q2`` of ``Q2_1`` and ``Q2_2``."""
    if len(codes) == 1:
        return codes[0]
    common = beginning(codes)
    ends = [match.start() for match in re.finditer(r"[_\[.#-]", common)]
    whole = all(len(code) == len(common) or code[len(common)] in "_[.#-" for code in codes)
    return common.rstrip("_[.#-") if whole or not ends else common[: ends[-1]]
