"""Columns that ask the same of several items: which of our questions a block asks, by heading, answers and order.

When the statements repeat (importance, then confidence), three things tell the blocks apart, in this order: the
heading over them, the wordings of the answers, and, only as a proposal, the order in which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from csp_analytics.ingest.surveys.form import Form, Source
from csp_analytics.ingest.surveys.heading_matching import BY_ANSWERS, candidates, heading_score, tells
from csp_analytics.ingest.surveys.likeness import LIKELY, SAME, SURE, Likeness, best, comparable, decided
from csp_analytics.ingest.surveys.option_matching import EXACT, match_scale
from csp_analytics.ingest.surveys.questionnaire import MATRIX, MULTIPLE, NUMBER, SINGLE
from csp_analytics.ingest.surveys.vocabulary import NO_ANSWER, NONE_OF_THEM, item_wordings, step_wordings
from csp_analytics.surveys.model import Survey, SurveyQuestion

HALF = 0.5  # least share of the rows or options that must be items of ours
WEAK = 50.0  # shown beside an unmatched block, never proposed
BY_ORDER = LIKELY


@dataclass
class Block:
    """One block of a form.

    Attributes:
        key: what a mapping calls it; empty when the form does not write its question.
        heading: for people; empty likewise.
        number: number of the question in the questionnaire.
        sources: the column of a multiple question, or the rows.
        items: for every question of ours with items: for every row or option the items that it may mean.
        candidates: questions that it may ask, likeliest first.
        chosen: the question; None when it cannot be told.
    """

    key: str
    heading: str
    number: int
    sources: list[Source]
    items: dict[str, list[list[Likeness]]] = field(default_factory=dict)
    candidates: list[Likeness] = field(default_factory=list)
    chosen: Likeness | None = None

    @property
    def is_multiple(self) -> bool:
        """Whether the items are the options of one question."""
        return len(self.sources) == 1 and self.sources[0].kind == MULTIPLE

    @property
    def answers(self) -> list[str]:
        """The answers that were given to its rows; nothing for a multiple question."""
        texts = [] if self.is_multiple else [text for one in self.sources for text in one.texts]
        return [text for text in dict.fromkeys(texts) if comparable(text) not in NO_ANSWER]


def blocks(form: Form, survey: Survey) -> list[Block]:
    """Every block of a form with the question of ours that it asks, where that can be told."""
    found = [*_headed(form, survey), *_headless(form, survey)]
    found.sort(key=lambda block: block.sources[0].columns[0])
    for block in found:
        block.candidates = _candidates(block, survey)
        block.chosen = decided(block.candidates)
    _by_order(found, survey)
    return found


def _headed(form: Form, survey: Survey) -> Iterator[Block]:
    for number, (key, heading) in form.stems.items():
        rows = [one for one in form.sources if one.number == number]
        if rows:
            labels = [row.label for row in rows]
            yield Block(key, heading, number, rows, _items(labels, survey))
    for one in form.sources:
        if one.kind == MULTIPLE:
            yield Block(one.key, one.heading, one.number, [one], _items(one.texts, survey))


def _items(labels: list[str], survey: Survey) -> dict[str, list[list[Likeness]]]:
    return {
        question.question_id: [best(comparable(label), item_wordings(question)) for label in labels]
        for question in survey.questions
        if question.items
    }


def _headless(form: Form, survey: Survey) -> Iterator[Block]:
    """Neighbours whose headings are items and nothing more; a new block begins where an item comes again.

    A heading in words of its own between them belongs to the block when its answers are on the same scale: it is a row
    that a person has to place, and what stands after it is still understood.
    """
    run: list[tuple[Source, str]] = []
    meant: set[str] = set()
    seen: set[str] = set()
    for one in [*form.sources, None]:
        label = _plain_label(one, seen) if one is not None and _may_be_row(one, form) else ""
        sure = {item for question in survey.questions for item in _exact_items(label, question)} if label else set()
        again = bool(sure & meant) or comparable(label) in {comparable(other) for _, other in run}
        if run and (again or not label or not _belongs(one, run, survey, bool(sure))):
            yield from _run(run, meant, survey)
            run, meant = [], set()
        if one is not None and label and _belongs(one, run, survey, bool(sure)):
            run, meant = [*run, (one, label)], meant | sure
            seen.add(comparable(label))


def _run(run: list[tuple[Source, str]], meant: set[str], survey: Survey) -> Iterator[Block]:
    if meant:
        rows = [one for one, _ in run]
        yield Block("", "", rows[0].number, rows, _items([label for _, label in run], survey))


def _belongs(one: Source | None, run: list[tuple[Source, str]], survey: Survey, is_item: bool) -> bool:
    """Whether a column is a row beside its neighbours: an item unless on another scale, any other only on theirs."""
    if one is None:
        return False
    mine, theirs = _scales([one], survey), _scales([other for other, _ in run], survey)
    if is_item:
        return not (mine and theirs) or bool(mine & theirs)
    # What asks something of ours by itself, or holds answers in people's own words, is no row.
    asks_itself = one.hidden or decided(candidates(one, survey)) is not None
    return bool(mine & theirs if run else mine) and not asks_itself


def _scales(sources: list[Source], survey: Survey) -> set[str]:
    """Questions on whose scale all answers are; none where they are numbers, which may be years and steps alike."""
    texts = dict.fromkeys(text for one in sources for text in one.texts if comparable(text) not in NO_ANSWER)
    if any(text.strip().isdigit() for text in texts):
        return set()
    return {one.question_id for one in survey.questions if one.items and fit(list(texts), one) == 1.0}


def _may_be_row(one: Source, form: Form) -> bool:
    return one.kind in (SINGLE, NUMBER, MATRIX) and one.number not in form.stems


def _plain_label(one: Source, seen: set[str]) -> str:
    """The heading, without the digit that Microsoft Forms adds to one that was there before."""
    bare = re.sub(r"(?<=[^\W\d])\s?\d$", "", one.label)
    return bare if comparable(bare) in seen else one.label


def _exact_items(label: str, question: SurveyQuestion) -> list[str]:
    likely = decided(best(comparable(label), item_wordings(question), least=SURE), least=SURE)
    return [likely.meaning] if likely else []


def _candidates(block: Block, survey: Survey) -> list[Likeness]:
    """Questions that a block may ask, likeliest first."""
    asked = [one for one in survey.questions if one.items and (one.is_ticked or not block.is_multiple)]
    fits = {question.question_id: fit(block.answers, question) for question in asked}
    found = []
    for question in asked:
        heading = heading_score(block.heading, question, survey) if block.heading else 0.0
        if heading == SAME or _share(block, question) >= HALF:
            score = _score(block, question, survey, heading, fits)
            found.append(Likeness(question.question_id, round(score, 1)))
    found = [one for one in found if one.score >= WEAK]
    return sorted(found, key=lambda one: -one.score)


def _score(block: Block, question: SurveyQuestion, survey: Survey, heading: float, fits: dict[str, float]) -> float:
    """By the heading where there is one, and by the answers where that leaves it open."""
    if block.answers and not fits[question.question_id]:
        return min(heading, WEAK)  # the answers are on another scale
    only = _only(question, fits, block)
    if not block.heading:
        return SAME if only else WEAK
    if heading >= LIKELY:
        return heading
    return BY_ANSWERS if only or tells(block.heading, question, survey) else WEAK


def fit(answers: list[str], question: SurveyQuestion) -> float:
    """Share of the answers that are steps of a question's scale."""
    matched = match_scale(answers, question, step_wordings(question), {})
    return sum(one.how == EXACT for one in matched.values()) / len(answers) if answers else 0.0


def _only(question: SurveyQuestion, fits: dict[str, float], block: Block) -> bool:
    """Whether all answers of a block are steps of this question's scale, and not of another's."""
    others = (fits[name] for name in fits if name != question.question_id)
    return bool(block.answers) and fits[question.question_id] == 1.0 and all(share < 1.0 for share in others)


def _share(block: Block, question: SurveyQuestion) -> float:
    """Share of the rows or options that are items of a question; options that say "none" or "other" left out."""
    rows = block.items[question.question_id]
    labels = block.sources[0].texts if block.is_multiple else [one.label for one in block.sources]
    left = [row for row, label in zip(rows, labels, strict=True) if not _beside(label)] if block.is_multiple else rows
    return sum(bool(row) and row[0].score >= SURE for row in left) / len(left) if left else 0.0


def _beside(label: str) -> bool:
    bare = comparable(label)
    return bare in NO_ANSWER or bare in NONE_OF_THEM or bare.split(" ")[0] == "other"


def _by_order(found: list[Block], survey: Survey) -> None:
    """Blocks that heading and answers leave open: as many as questions left, in the order of the definition."""
    taken = {block.chosen.meaning for block in found if block.chosen}
    rank = {question.question_id: place for place, question in enumerate(survey.questions)}
    left = [block for block in found if block.chosen is None and not block.heading and len(block.candidates) > 1]
    open_ = {one.meaning for block in left for one in block.candidates if one.score >= WEAK} - taken
    fitting = sorted(
        (name for name in open_ if all(_fits(block, name, survey) for block in left)), key=rank.__getitem__
    )
    if len(left) > 1 and len(fitting) == len(left):
        for block, name in zip(left, fitting, strict=True):
            block.chosen = Likeness(name, BY_ORDER)
            block.candidates = [block.chosen, *(one for one in block.candidates if one.meaning != name)]


def _fits(block: Block, name: str, survey: Survey) -> bool:
    return fit(block.answers, survey.by_id[name]) > 0
