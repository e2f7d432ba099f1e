"""Columns put together as questions: several options or rows of one question, and typed text beside its options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from csp_analytics.ingest.surveys import ticks
from csp_analytics.ingest.surveys.columns import Column
from csp_analytics.ingest.surveys.draft import Draft, Get
from csp_analytics.ingest.surveys.kinds import kind_of
from csp_analytics.ingest.surveys.matrices import grids
from csp_analytics.ingest.surveys.neighbours import options_without_question, others_joined, statements
from csp_analytics.ingest.surveys.parts import Heading
from csp_analytics.ingest.surveys.questionnaire import MULTIPLE, TEXT
from csp_analytics.ingest.surveys.together import alone, together
from csp_analytics.surveys.layout import Layout

_OTHER_ALONE = re.compile(
    r"(other|others|autre|autres|andere|sonstiges|otro|otros|altro|anders|outro)\W*", re.IGNORECASE
)


def questions(headings: Sequence[Heading], get: Get, layout: Layout) -> list[Draft]:
    """The questions of the columns, in order.

    Args:
        headings: what the headings say of each column that asks something.
        get: the answers of a column by its zero-based number.
        layout: the layout of the export.
    """
    drafts: list[Draft] = []
    for _, run in groupby(_numbered(headings), key=lambda one: one[0]):
        members = [heading for _, heading in run]
        drafts += _group(members, get, layout)
    drafts = grids(drafts)
    drafts = others_joined(drafts, get, layout)
    drafts = options_without_question(drafts, get)
    return statements(drafts, get) if layout.statements else drafts


def _numbered(headings: Sequence[Heading]) -> list[tuple[object, Heading]]:
    """Neighbours of one group get the same mark; a group that comes again further on gets another."""
    marked: list[tuple[object, Heading]] = []
    place = 0
    for before, heading in zip([None, *headings], headings, strict=False):
        if (
            before is None
            or heading.group is None
            or heading.group != before.group
            or heading.column != before.column + 1
        ):
            place += 1
        marked.append((place, heading))
    return marked


def _group(members: list[Heading], get: Get, layout: Layout) -> list[Draft]:
    others = [h for h in members if _is_other(h, get(h.column), layout, len(members))]
    mains = [h for h in members if h not in others]
    if len(mains) > 2 and not others and _OTHER_ALONE.fullmatch(mains[-1].part) and get(mains[-1].column).filled:
        # "Other" without a word more: typed text where the columns before it are ticks and it is none.
        before, last = mains[:-1], mains[-1]
        ticked = ticks.are_ticks(before, [get(h.column) for h in before], layout)
        if ticked and not ticks.are_ticks([last], [get(last.column)], layout):
            others, mains = [last], before
    if len(mains) > 1 and not mains[0].part and all(h.part and h.sure for h in mains[1:]):
        # One answer, and beside it boxes under whatever words ("None of these").
        boxes = [
            h for h in mains[1:] if kind_of(get(h.column), h.part, layout).type == TEXT or not get(h.column).filled
        ]
        others, mains = [*others, *boxes], [h for h in mains if h not in boxes]
    if not mains:
        return [alone(h, get, layout) for h in members]
    drafts = together(mains, get, layout)
    if not others:
        return drafts
    if len(drafts) == 1 or all(draft.question.type == MULTIPLE for draft in drafts):
        question = drafts[-1].question
        question = replace(question, other=(*question.other, *(h.column for h in others)))
        return [*drafts[:-1], replace(drafts[-1], question=question)]
    return sorted([*drafts, *(alone(h, get, layout) for h in others)], key=lambda d: d.question.columns)


def _is_other(heading: Heading, column: Column, layout: Layout, size: int) -> bool:
    """Whether a column holds typed text beside the options of its group, by its heading, and is no tick itself."""
    if size < 2 or not heading.part:
        return heading.typed and size > 1 and not heading.part
    if not (layout.other.search(heading.part) or (heading.typed and layout.grouped_by and _is_box(heading))):
        return False
    return not column.filled or not ticks.are_ticks([heading], [column], layout)


def _is_box(heading: Heading) -> bool:
    return heading.part.endswith("Text")
