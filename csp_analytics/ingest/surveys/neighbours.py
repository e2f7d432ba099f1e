"""Questions mended by their neighbours: typed text, options whose question is lost, statements with one scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from csp_analytics.ingest.surveys.columns import Column
from csp_analytics.ingest.surveys.draft import NO_PARENT, Draft, Get
from csp_analytics.ingest.surveys.matrices import LARGEST_SCALE
from csp_analytics.ingest.surveys.questionnaire import MATRIX, MULTIPLE, SINGLE, TEXT, Question
from csp_analytics.ingest.surveys.wording import folded
from csp_analytics.surveys.layout import Layout

# A heading of its own that asks for comments on the whole, not on the question before it.
_COMMENTS = re.compile(r"\W*(additional |any |further |other |general )*comments?\W*", re.IGNORECASE)


def others_joined(drafts: list[Draft], get: Get, layout: Layout) -> list[Draft]:
    """A column headed "Other (please specify)", or with the heading of the one before, joins the question before it."""
    joined: list[Draft] = []
    for draft in drafts:
        question = draft.question
        before = joined[-1].question if joined else None
        fits = before is not None and before.type in (SINGLE, MULTIPLE) and len(question.columns) == 1
        near = fits and before is not None and max(*before.columns, *before.other, -1) + 1 == question.columns[0]
        if near and before is not None and _belongs(question, before, get(question.columns[0]), layout):
            joined[-1] = replace(joined[-1], question=replace(before, other=(*before.other, *question.columns)))
        else:
            joined.append(draft)
    return joined


def _belongs(question: Question, before: Question, column: Column, layout: Layout) -> bool:
    if question.type not in (TEXT, SINGLE):
        return False
    if layout.other.search(question.header) and not _COMMENTS.fullmatch(question.header):
        return True
    if question.header.startswith(before.header) and layout.other.search(
        question.header[len(before.header) :].strip(" -:[]")
    ):
        return True
    return question.header == before.header and (question.type == TEXT or not column.filled)


def options_without_question(drafts: list[Draft], get: Get) -> list[Draft]:
    """Neighbours that hold nothing but their own headings are the options of a question that the file lost."""
    done: list[Draft] = []
    run: list[Draft] = []
    for draft in [*drafts, None]:
        own = draft is not None and _is_own_heading(draft.question, get)
        if own and draft is not None:
            run.append(draft)
            continue
        if len(run) > 1:
            done.append(_of_options(run))
        else:
            done += run
        run = []
        if draft is not None:
            done.append(draft)
    return done


def _is_own_heading(question: Question, get: Get) -> bool:
    column = get(question.columns[0])
    one = len(question.columns) == 1 and question.type in (SINGLE, TEXT)
    return one and column.words == {folded(question.header)}


def _of_options(run: list[Draft]) -> Draft:
    options = tuple(draft.question.header for draft in run)
    columns = tuple(draft.question.columns[0] for draft in run)
    header = " / ".join(options)
    return Draft(Question(-1, header, MULTIPLE, columns, options, note=NO_PARENT))


def statements(drafts: list[Draft], get: Get) -> list[Draft]:
    """Three or more neighbours that share a scale of at least three options are statements of a matrix whose question
    the tool lost: each stays a question of its own, of type matrix.
    """
    done: list[Draft] = []
    at = 0
    while at < len(drafts):
        end, scale = _run(drafts, at, get)
        if end - at < 3 or len(scale) < 3:
            done.append(drafts[at])
            at += 1
            continue
        for draft in drafts[at:end]:
            question = draft.question
            rows, options = (question.header,), tuple(scale.values())
            done.append(replace(draft, question=replace(question, type=MATRIX, rows=rows, options=options)))
        at = end
    return done


def _run(drafts: Sequence[Draft], at: int, get: Get) -> tuple[int, dict[str, str]]:
    """Where the run of questions with one scale ends that begins at a place, and the scale as first worded."""
    scale: dict[str, str] = {}
    end = at
    while end < len(drafts):
        question = drafts[end].question
        if question.type != SINGLE or len(question.columns) != 1 or question.other:
            break
        words = {text.casefold(): text for text in get(question.columns[0]).labels}
        shared = len(words.keys() & scale.keys())
        fits = not scale or (shared >= 2 and shared >= 0.6 * min(len(words), len(scale)))
        if not fits or len(words) > LARGEST_SCALE or len(words) < 2:
            break
        scale = {**scale, **{plain: text for plain, text in words.items() if plain not in scale}}
        end += 1
    return end, scale
