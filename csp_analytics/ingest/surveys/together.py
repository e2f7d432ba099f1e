"""The columns under one heading: one question with options or rows, or several questions."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from csp_analytics.ingest.surveys import ticks
from csp_analytics.ingest.surveys.columns import Column
from csp_analytics.ingest.surveys.draft import Draft, Get, several
from csp_analytics.ingest.surveys.kinds import Kind, kind_of
from csp_analytics.ingest.surveys.matrices import matrix, ticked_cells
from csp_analytics.ingest.surveys.parts import Heading
from csp_analytics.ingest.surveys.questionnaire import MATRIX, MULTIPLE, Question
from csp_analytics.ingest.surveys.wording import folded
from csp_analytics.surveys.layout import Layout


def together(mains: list[Heading], get: Get, layout: Layout) -> list[Draft]:
    """The questions that the columns under one heading make: one where they are its options or rows, else several.

    Args:
        mains: what the headings say of the columns, those of typed "other" text left out.
        get: the answers of a column by its zero-based number.
        layout: the layout of the export.
    """
    columns = [get(h.column) for h in mains]
    if len(mains) == 1 and (mains[0].part in ("", mains[0].stem) or not mains[0].sure):
        # A slider or a box with the question for its only label is no matrix of one row.
        return [alone(mains[0], get, layout)]
    if any(not h.part for h in mains):
        # A column without a part is the question itself; those with parts belong beside it only where all agree.
        return [alone(h, get, layout) for h in mains]
    empty = not any(column.filled for column in columns)
    if len(mains) > 1 and (rows := ticks.by_row(mains, columns)):
        return [_row_of_ticks([mains[place] for place in places]) for places in rows]
    if _may_be_ticks(mains, columns, layout):
        question = several(mains, MULTIPLE, options=tuple(h.part for h in mains))
        row = mains[0].row
        header = f"{question.header} - {row}" if row else question.header
        grid = (question.header, row) if row else None
        return [Draft(replace(question, header=header), empty, grid)]
    if all(h.typed for h in mains):
        return [alone(h, get, layout, named=True) for h in mains]
    if shared := matrix(mains, columns, layout) or ticked_cells(mains, columns, layout):
        return [Draft(shared, empty)]
    return _apart(mains, get, layout)


def _apart(mains: list[Heading], get: Get, layout: Layout) -> list[Draft]:
    """Columns under one heading that are several questions: runs of ticks and of one scale stay together."""
    drafts: list[Draft] = []
    for _, run in groupby(_scaled(mains, get), key=lambda one: one[0]):
        members = [heading for _, heading in run]
        if 1 < len(members) < len(mains):
            drafts += together(members, get, layout)
        else:
            drafts += [alone(h, get, layout, named=True) for h in members]
    return drafts


def _scaled(mains: list[Heading], get: Get) -> list[tuple[int, Heading]]:
    """The columns with a number that changes where a column is no tick like its neighbour, or has another scale."""
    marked: list[tuple[int, Heading]] = []
    place, own_before, words_before = 0, False, frozenset[str]()
    for heading in mains:
        words = get(heading.column).words
        own = words <= {folded(heading.part)}
        if not (own and own_before) and not (not own and not own_before and len(words & words_before) > 1):
            place += 1
        marked.append((place, heading))
        own_before, words_before = own, words
    return marked


def _may_be_ticks(mains: list[Heading], columns: list[Column], layout: Layout) -> bool:
    return ticks.are_ticks(mains, columns, layout) and (len(mains) > 1 or ticks.only_tick(mains[0], columns[0], layout))


def _row_of_ticks(members: list[Heading]) -> Draft:
    row = members[0].part.rpartition(" - ")[0]
    question = several(members, MULTIPLE, options=tuple(ticks.last_part(h.part) for h in members))
    return Draft(replace(question, header=f"{question.header} - {row}"), grid=(question.header, row))


def alone(heading: Heading, get: Get, layout: Layout, *, named: bool = False) -> Draft:
    """A column that is a question of its own."""
    column = get(heading.column)
    if not named and (stem := _only_option(heading, column, layout)):
        part = heading.text[len(stem[0]) + len(stem[1]) :].strip()
        return Draft(Question(-1, stem[0].strip(), MULTIPLE, (heading.column,), (part,), code=heading.code))
    header = heading.text if heading.part or named or not heading.stem else heading.stem
    if named and _below_a_band(heading) and (heading.part.endswith("?") or len(heading.part.split()) > 5):
        header = heading.part
    kind = kind_of(column, header, layout, typed=heading.typed, chosen=heading.chosen, code=heading.code)
    return Draft(_single(heading, header, kind), empty=not column.filled)


def _below_a_band(heading: Heading) -> bool:
    """Whether its words stand in a row of their own, below those of a section."""
    return isinstance(heading.group, tuple) and heading.group[:1] == ("begins",)


def _only_option(heading: Heading, column: Column, layout: Layout) -> tuple[str, str] | None:
    """Question and separator where a heading is ``Question - Option`` and its column says that option and no more."""
    for separator in layout.joined:
        stem, found, part = heading.text.rpartition(separator)
        if found and stem and len(column.words) == 1 and column.words == {folded(part)}:
            return stem, separator
    return None


def _single(heading: Heading, header: str, kind: Kind) -> Question:
    ranked = kind.divided is not None and kind.type == MATRIX
    return Question(
        number=-1,
        header=header,
        type=kind.type,
        columns=(heading.column,),
        options=kind.options,
        rows=kind.divided.options if ranked and kind.divided else (),
        code=heading.code,
        note=kind.note,
    )
