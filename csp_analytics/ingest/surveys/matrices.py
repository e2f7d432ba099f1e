"""Columns that are the rows of one matrix: they share a scale, or are ticks under the same options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from csp_analytics.ingest.surveys.columns import Column, few_whole_numbers, wordings
from csp_analytics.ingest.surveys.draft import Draft, several, shared_code
from csp_analytics.ingest.surveys.kinds import CODES, divided_options, kind_of
from csp_analytics.ingest.surveys.parts import Heading
from csp_analytics.ingest.surveys.questionnaire import MATRIX, SINGLE, Question
from csp_analytics.surveys.layout import Layout

LARGEST_SCALE = 15  # options that the rows of a matrix share
LONGEST = 60  # letters of an option, on average


def grids(drafts: list[Draft]) -> list[Draft]:
    """Neighbouring rows of one grid with ticks, all with the same options, become one matrix.

    Its columns stand row by row: as many as rows times options.
    """
    done: list[Draft] = []
    for _, run in groupby(drafts, key=lambda d: (d.grid[0], d.question.options) if d.grid else d.question.columns):
        rows = list(run)
        first = rows[0]
        if len(rows) == 1 or first.grid is None:
            done += rows
            continue
        question = replace(
            first.question,
            header=first.grid[0],
            type=MATRIX,
            columns=tuple(column for draft in rows for column in draft.question.columns),
            rows=tuple(draft.grid[1] for draft in rows if draft.grid),
            other=tuple(column for draft in rows for column in draft.question.other),
            code=shared_code([draft.question.code for draft in rows]),
        )
        done.append(Draft(question, all(draft.empty for draft in rows)))
    return done


def matrix(mains: list[Heading], columns: list[Column], layout: Layout) -> Question | None:
    """One question with rows, where the columns share a scale; None where they do not.

    Args:
        mains: what the headings say of the columns.
        columns: their answers.
        layout: the layout of the export.
    """
    if not any(column.filled for column in columns) or any(column.many for column in columns):
        numbers = [column.is_number for column in columns if column.filled]
        return several(mains, MATRIX, rows=_rows(mains)) if numbers and all(numbers) else None
    filled = [column for column in columns if column.filled]
    if all(column.is_number for column in filled):
        few = all(few_whole_numbers(column) for column in filled)
        options = _numbers(filled) if few else ()
        note = CODES if few and layout.coded and not _is_ranking(columns) else ""
        return replace(several(mains, MATRIX, options=options, rows=_rows(mains)), note=note)
    kinds = [kind_of(column, mains[0].stem, layout) for column in filled]
    if any(kind.divided is not None for kind in kinds):
        return None
    scale = list(wordings([column.labels for column in filled]).values())
    largest = max(len(column.labels) for column in filled)
    short = sum(map(len, scale)) / len(scale) <= 60
    answers = sum(column.filled for column in filled)
    repeated = len(scale) <= max(3, 0.5 * answers)
    overlap = _overlap(filled) and len(scale) <= 1.5 * largest + 1
    alike = overlap or (mains[0].sure and (answers < 10 * len(filled) or len(filled) == 1))
    if (
        short
        and repeated
        and alike
        and len(scale) <= max(LARGEST_SCALE, 2 * largest)
        and len(scale) <= LARGEST_SCALE * 2
    ):
        if len(mains) == 1 and kinds[0].type != SINGLE:
            return None
        return several(mains, MATRIX, options=tuple(scale), rows=_rows(mains))
    return None


def ticked_cells(mains: list[Heading], columns: list[Column], layout: Layout) -> Question | None:
    """A grid with ticks whose cells hold several options each; None where any column is something else.

    Args:
        mains: what the headings say of the columns.
        columns: their answers.
        layout: the layout of the export.
    """
    divided = [divided_options(column, layout) for column in columns if column.filled]
    if len(mains) < 2 or not mains[0].sure or not any(divided):
        return None
    options = tuple(dict.fromkeys(option for one in divided if one for option in one.options))
    singles = [column for column, one in zip(filter(_is_filled, columns), divided, strict=True) if one is None]
    if any(not set(column.labels) <= set(options) for column in singles):
        return None
    return several(mains, MATRIX, options=options, rows=_rows(mains))


def _is_filled(column: Column) -> bool:
    return bool(column.filled)


def _overlap(columns: Sequence[Column]) -> bool:
    """Whether each of the columns shares an answer with another one."""
    return all(any(one.words & other.words for other in columns if other is not one) for one in columns)


def _rows(mains: list[Heading]) -> tuple[str, ...]:
    return tuple(h.part for h in mains)


def _numbers(columns: Sequence[Column]) -> tuple[str, ...]:
    texts = {text for column in columns for text in column.labels}
    return tuple(sorted(texts, key=lambda text: (len(text), text)))


def _is_ranking(columns: Sequence[Column]) -> bool:
    return all(len(column.counts) <= len(columns) for column in columns) and len(columns) > 2
