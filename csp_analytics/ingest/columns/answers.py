"""The answers that stand in a table, each with the level that it may mean: for a person to say which it does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments.answers import (
    DONT_KNOW,
    DONT_KNOW_LABEL,
    MISSING,
    NOT_APPLICABLE,
    NOT_APPLICABLE_LABEL,
    Answer,
    AnswerBook,
)
from csp_analytics.ingest.cell_text import plain, shown
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.mapped import answer_columns, answer_key, repeats
from csp_analytics.ingest.columns.roles import NO_ANSWER
from csp_analytics.ingest.columns.table import places
from csp_analytics.ingest.files.workbook import Value, Workbook, address
from csp_analytics.ingest.surveys.likeness import best, comparable, decided

EXACT, SIMILAR, MAPPED, UNKNOWN = "exact", "similar", "mapping", ""
MOST = 60  # a column with more different answers is no column of levels


@dataclass(frozen=True)
class WrittenAnswer:
    """One answer as people wrote it.

    Attributes:
        written: as shown in the file. Text from the file: escape it.
        count: number of cells with it.
        sheet: name of the sheet of the first of them.
        cell: address of the first of them.
        level: label of the level (or other answer) that it means; '' when nothing can be said.
        score: likeness, 0 to 100; 100 when it is exact or a person said so.
        how: ``exact`` (read as it stands), ``mapping`` (said in the mapping), ``similar`` (a proposal only, to be
            confirmed) or ''.
    """

    written: str
    count: int
    sheet: str
    cell: str
    level: str = ""
    score: float = 0.0
    how: str = UNKNOWN

    @property
    def is_settled(self) -> bool:
        """Whether nobody need say anything about it."""
        return self.how in (EXACT, MAPPED)


def answers_written(workbook: Workbook, mapping: ColumnMapping, framework: Framework) -> list[WrittenAnswer]:
    """The different answers of a table, the most frequent first; blanks are left out.

    Args:
        workbook: the file as read.
        mapping: where the answers stand, and what was said about them so far. It may lack anything but the columns.
        framework: the framework whose levels count.

    Returns:
        At most 60 answers: a column with more of them holds something else. Nothing when the headings are not there.
    """
    counts: Counter[str] = Counter()
    first: dict[str, tuple[Value, str, str]] = {}
    for place in places(mapping, workbook):
        columns = answer_columns(mapping, place.headings)
        for row in range(place.row + 1, len(place.sheet.rows)):
            if repeats(place.sheet, row, place.headings):
                continue
            for column in columns:
                value = place.sheet.value(row, column)
                if key := answer_key(value):
                    counts[key] += 1
                    first.setdefault(key, (value, place.sheet.name, address(row, column)))
    book, said = AnswerBook(framework), {plain(text): meaning for text, meaning in mapping.levels.items()}
    found = [_answer(book, said, key, count, first[key]) for key, count in counts.most_common(MOST)]
    return [one for one in found if one is not None]


def _answer(
    book: AnswerBook, said: dict[str, str], key: str, count: int, first: tuple[Value, str, str]
) -> WrittenAnswer | None:
    value, sheet, cell = first
    written = " ".join(shown(value).split())
    if key in said:
        known = bool(said[key])
        return WrittenAnswer(
            written, count, sheet, cell, said[key], 100.0 if known else 0.0, MAPPED if known else UNKNOWN
        )
    meant = book.read(value)
    if isinstance(meant, Answer):
        return None if meant.answer == MISSING else WrittenAnswer(
            written, count, sheet, cell, label_of(book.framework, meant), 100.0, EXACT
        )  # fmt: skip
    choices = [*book.labels, NOT_APPLICABLE_LABEL, DONT_KNOW_LABEL]
    near = decided(best(comparable(written), [(comparable(label), label) for label in choices]))
    if near is None:
        return WrittenAnswer(written, count, sheet, cell)
    return WrittenAnswer(written, count, sheet, cell, near.meaning, near.score, SIMILAR)


def label_of(framework: Framework, answer: Answer) -> str:
    """What an answer is called in a mapping."""
    if answer.level is not None:
        return next(level.label for level in framework.levels if level.value == answer.level)
    return {NOT_APPLICABLE: NOT_APPLICABLE_LABEL, DONT_KNOW: DONT_KNOW_LABEL}.get(answer.answer, NO_ANSWER)
