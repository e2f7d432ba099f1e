"""Who claims which of our questions: every column with its target, and no target twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from csp_analytics.ingest.surveys.blocks import Block, blocks
from csp_analytics.ingest.surveys.form import Form, Source
from csp_analytics.ingest.surveys.heading_matching import candidates, likeliest
from csp_analytics.ingest.surveys.likeness import MARGIN, SAME, Likeness, decided
from csp_analytics.ingest.surveys.option_matching import EXACT, MAPPED, SIMILAR
from csp_analytics.ingest.surveys.questionnaire import DATE, MATRIX, MULTIPLE, TEXT
from csp_analytics.surveys.mapping import LEAVE_OUT, Mapping
from csp_analytics.surveys.model import ABOUT_RESPONDENT, Survey

MOST_CANDIDATES = 5


@dataclass(frozen=True)
class Claim:
    """A column and the target that it claims; ``target`` is empty while it claims none."""

    target: str
    key: str
    heading: str
    kind: str
    score: float = 0.0
    how: str = ""
    candidates: tuple[tuple[str, float], ...] = ()
    number: int = -1
    columns: tuple[int, ...] = ()
    block: str = ""
    note: str = ""
    is_block: bool = False  # a matrix as a whole, whose rows claim for themselves


@dataclass
class Settled:
    """Claims that stand, columns that are left over, and entries of the mapping that mean nothing."""

    taken: list[Claim] = field(default_factory=list)
    left: list[Claim] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def settle(form: Form, survey: Survey, said: Mapping) -> Settled:
    """Every column of a form with its target, in the order of the form.

    Args:
        form: the form.
        survey: the definition.
        said: what a person said; it goes before what is found.
    """
    settled = Settled()
    claims: list[Claim] = []
    within: set[int] = set()
    for block in blocks(form, survey):
        within |= {column for one in block.sources for column in one.columns}
        claims += _of_block(block, survey, said, settled)
    claims += [_of_single(one, survey, said, settled) for one in form.sources if one.columns[0] not in within]
    claims.sort(key=lambda claim: (claim.columns[0], not claim.is_block))
    _without_doubles(claims, settled)
    return settled


def _of_block(block: Block, survey: Survey, said: Mapping, settled: Settled) -> Iterator[Claim]:
    order = _said(block.key, "multiple" if block.is_multiple else "block", survey, said, settled) if block.key else None
    chosen, how = block.chosen, EXACT if block.chosen and block.chosen.score == SAME else SIMILAR
    if order is not None:
        chosen, how = (None, "") if order == LEAVE_OUT else (Likeness(order, SAME), MAPPED)
    others = _others(block.candidates, chosen)
    head = Claim(
        "" if chosen is None else chosen.meaning, block.key, block.heading,
        MULTIPLE if block.is_multiple else MATRIX, chosen.score if chosen else 0.0, how if chosen else "", others,
        block.number, tuple(column for one in block.sources for column in one.columns),
        is_block=not block.is_multiple,
    )  # fmt: skip
    if block.key:
        yield replace(head, note=_left_out(order))
    if not block.is_multiple:
        for place, row in enumerate(block.sources):
            yield _of_row(row, place, block, head, order == LEAVE_OUT, survey, said, settled)


def _of_row(
    row: Source, place: int, block: Block, head: Claim, out: bool, survey: Survey, said: Mapping, settled: Settled
) -> Claim:
    claim = Claim("", row.key, row.heading, row.kind, number=row.number, columns=row.columns, block=block.key)
    order = _said(row.key, "row", survey, said, settled)
    if order is not None:
        return _as_said(claim, order)
    if not head.target or out:
        found = [
            Likeness(f"{one.meaning}/{item.meaning}", round(min(one.score, item.score), 1))
            for one in block.candidates
            for item in block.items[one.meaning][place][:1]
        ]
        return replace(claim, candidates=() if out else _others(likeliest(found), None), note=_left_out(LEAVE_OUT, out))
    found = block.items[head.target][place]
    item = decided(found)
    named = [Likeness(f"{head.target}/{one.meaning}", round(min(head.score, one.score), 1)) for one in found]
    if item is None:
        return replace(claim, candidates=_others(named, None))
    score = round(min(head.score, item.score), 1)
    # A row that is exact in a block that a person confirmed is confirmed with it.
    how = EXACT if score == SAME and head.how in (EXACT, MAPPED) else SIMILAR
    target = f"{head.target}/{item.meaning}"
    return replace(claim, target=target, score=score, how=how, candidates=_others(named, Likeness(target, score)))


def _of_single(one: Source, survey: Survey, said: Mapping, settled: Settled) -> Claim:
    claim = Claim("", one.key, one.heading, one.kind, number=one.number, columns=one.columns)
    order = _said(one.key, one.kind, survey, said, settled)
    if order is not None:
        return _as_said(claim, order)
    found = candidates(one, survey)
    chosen = decided(found)
    if chosen is None:
        return replace(claim, candidates=_others(found, None))
    how = EXACT if chosen.score == SAME else SIMILAR
    return replace(claim, target=chosen.meaning, score=chosen.score, how=how, candidates=_others(found, chosen))


def _as_said(claim: Claim, order: str) -> Claim:
    if order == LEAVE_OUT:
        return replace(claim, note=_left_out(order))
    return replace(claim, target=order, score=SAME, how=MAPPED)


def _left_out(order: str | None, out: bool = True) -> str:
    return "left out by choice" if order == LEAVE_OUT and out else ""


def _others(found: list[Likeness], chosen: Likeness | None) -> tuple[tuple[str, float], ...]:
    others = [one for one in found if chosen is None or one.meaning != chosen.meaning]
    return tuple((one.meaning, one.score) for one in others[:MOST_CANDIDATES])


def _said(key: str, kind: str, survey: Survey, said: Mapping, settled: Settled) -> str | None:
    """What the mapping says of a column; None when it says nothing, or what cannot be."""
    order = said.columns.get(key)
    if order is None or order == LEAVE_OUT:
        return order
    if why := _cannot(order, kind, survey):
        settled.problems.append(f"'{key}' is mapped onto '{order}': {why}")
        return None
    return order


def _cannot(target: str, kind: str, survey: Survey) -> str:
    """Why a column of a kind cannot answer a target; empty when it can."""
    name, _, item = target.partition("/")
    if name in ABOUT_RESPONDENT and not item:
        return "" if kind not in ("block", MULTIPLE, DATE) else "who answers is one answer in one column."
    if name not in survey.by_id:
        return f"the survey '{survey.survey_id}' has no such question."
    question = survey.by_id[name]
    if item:
        if item not in question.by_id:
            return f"the question '{name}' has no such item."
        return (
            "" if kind not in ("block", MULTIPLE, TEXT, DATE) else "one column with one answer is needed for an item."
        )
    if kind == "block":
        return "" if question.items else "the question is not about several items."
    if kind == MULTIPLE:
        fits = question.is_ticked and bool(question.items)
        return "" if fits else "a question with several answers needs one whose items are ticked."
    if question.items:
        return f"an item has to be named, such as {name}/{question.items[0].item_id}."
    return "" if (question.kind == TEXT) == (kind == TEXT) or question.kind == TEXT else "the column holds free text."


def _without_doubles(claims: list[Claim], settled: Settled) -> None:
    """Of several columns for one target the one that is exact; of two that are equally good, neither."""
    rivals: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.target and not claim.is_block:
            rivals[claim.target].append(claim)
    lost: dict[str, str] = {}
    for target, several in rivals.items():
        winner = _winner(several)
        for one in several:
            if one is not winner:
                named = " and ".join(f"'{other.heading}'" for other in several if other is not one)
                lost[one.key] = f"{target} is claimed by {named} too"
    rows_taken = {claim.block for claim in claims if claim.target and claim.block and claim.key not in lost}
    for claim in claims:
        if claim.is_block and claim.target and claim.key not in rows_taken:
            settled.left.append(replace(claim, target="", candidates=((claim.target, claim.score), *claim.candidates)))
        elif not claim.target or (claim.key in lost and not claim.is_block):
            back = ((claim.target, claim.score),) if claim.target else ()
            note = lost.get(claim.key, claim.note)
            settled.left.append(replace(claim, target="", candidates=(*back, *claim.candidates), note=note))
        else:
            settled.taken.append(claim)


def _winner(several: list[Claim]) -> Claim | None:
    ranked = sorted(several, key=lambda one: (one.how != MAPPED, one.how != EXACT, -one.score))
    if len(ranked) == 1:
        return ranked[0]
    first, second = ranked[:2]
    if (first.how == MAPPED) != (second.how == MAPPED) or (first.how == EXACT) != (second.how == EXACT):
        return first
    return first if first.score - second.score >= MARGIN else None
