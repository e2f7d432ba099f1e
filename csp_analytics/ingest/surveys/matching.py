"""Our questions out of the columns of a form: exact matches, proposals with their likeness, and what is left over.

Only what is exact, or what a person or a saved mapping said, is ever loaded; a likeness is shown and confirmed first.
"""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, replace

from csp_analytics.ingest.surveys.claims import Claim, settle
from csp_analytics.ingest.surveys.coded import Columns
from csp_analytics.ingest.surveys.form import Form, read_form
from csp_analytics.ingest.surveys.likeness import SURE
from csp_analytics.ingest.surveys.option_matching import EXACT, MAPPED, SIMILAR
from csp_analytics.ingest.surveys.options_of_target import TargetOptions, options_of_targets
from csp_analytics.ingest.surveys.questionnaire import Questionnaire
from csp_analytics.surveys.mapping import LEAVE_OUT, Mapping, normalised
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA, Survey

NONE_SIMILAR = 101.0  # no likeness is so high


@dataclass(frozen=True)
class Proposal:
    """A column, or a block of columns, and the question of ours that it answers.

    Attributes:
        target: ``area``, ``role``, ``sector``, ``question_id`` (also for a whole block) or ``question_id/item_id``.
        key: what a mapping calls the column.
        heading: for people.
        score: likeness, 0 to 100.
        how: ``exact``, ``similar`` (to be confirmed) or ``mapping`` (a person said so).
        alternatives: other targets with their scores, likeliest first.
        number: number of the question in the questionnaire.
        columns: zero-based columns of the sheet; of a block all of its rows.
        block: key of the block that it is a row of; empty when it stands alone or is the block itself.
        is_block: whether it is a matrix as a whole; its rows are proposals of their own.
    """

    target: str
    key: str
    heading: str
    score: float
    how: str
    alternatives: tuple[tuple[str, float], ...] = ()
    number: int = -1
    columns: tuple[int, ...] = ()
    block: str = ""
    is_block: bool = False

    def is_accepted(self, *, similar: bool = False) -> bool:
        """Whether it is loaded: exact, said by a person, or (where that was asked for) the same but for spelling."""
        return self.how != SIMILAR or (similar and self.score >= SURE)


@dataclass(frozen=True)
class Unmatched:
    """A column or block of the form that answers none of our questions, as far as can be told.

    Attributes:
        key, heading, columns: as in :class:`Proposal`.
        kind: type of its question.
        candidates: targets that it may answer, with scores; two that are too near to each other to choose.
        note: why it is left out, where there is more to say.
    """

    key: str
    heading: str
    kind: str
    columns: tuple[int, ...]
    candidates: tuple[tuple[str, float], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Matching:
    """How a form and a survey definition fit each other. Holds headings and counted answers only, nothing typed.

    Attributes:
        survey: the definition.
        form: what the form asks.
        said: the mapping that a person gave; without entries when there was none.
        proposals: in the order of the form.
        unmatched: columns of the form left over, in its order.
        not_asked: our questions, and area, role and sector, that the form does not ask.
        items_not_asked: for every question that it asks about items: the items that it leaves out.
        options: what the written answers mean, by target (``items`` for the options of multiple questions).
        problems: entries of the mapping that mean nothing, in words.
    """

    survey: Survey
    form: Form
    said: Mapping
    proposals: tuple[Proposal, ...]
    unmatched: tuple[Unmatched, ...]
    not_asked: tuple[str, ...]
    items_not_asked: dict[str, tuple[str, ...]]
    options: dict[str, TargetOptions]
    problems: tuple[str, ...] = ()

    @property
    def by_target(self) -> dict[str, Proposal]:
        """Proposals by target; the block before its rows."""
        return {one.target: one for one in reversed(self.proposals)}

    def accepted(self, *, similar: bool = False) -> tuple[Proposal, ...]:
        """Proposals that are loaded; with ``similar`` also those that differ in spelling only (score 90 or more)."""
        return tuple(one for one in self.proposals if one.is_accepted(similar=similar))

    def similar(self) -> tuple[Proposal, ...]:
        """Proposals that wait for a person."""
        return tuple(one for one in self.proposals if one.how == SIMILAR)

    def is_in_form(self, *, similar: bool = False) -> bool:
        """Whether the form asks anything of this definition beyond who answers."""
        return any(one.target not in ABOUT_RESPONDENT for one in self.accepted(similar=similar))

    def mapping(self, *, least: float = 0.0) -> Mapping:
        """The matching as a mapping: every column of the form with its target, or left out.

        Args:
            least: proposals that nobody confirmed are in it from this score on: all of them for a person who reads the
                mapping and confirms it as a whole, those of :data:`likeness.SURE` and more where only spelling may
                differ, none with :data:`NONE_SIMILAR`.
        """
        columns = {**self.said.columns, **{one.key: LEAVE_OUT for one in self.unmatched}}
        for one in self.proposals:
            columns[one.key] = one.target if one.how != SIMILAR or one.score >= least else LEAVE_OUT
        options = {target: dict(table) for target, table in self.said.options.items()}
        for found in self.options.values():
            for answer in found.matches:
                meaning = answer.meaning
                sure = answer.how in (EXACT, MAPPED) or (answer.how == SIMILAR and answer.score >= least)
                if found.target == AREA and not answer.how and answer.alternatives:
                    meaning, score = answer.alternatives[0]
                    sure = score >= least
                    if not sure:
                        continue  # nobody decided on it: the next file asks again, instead of losing the area
                if text := normalised(answer.written):
                    options.setdefault(found.key, {})[text] = meaning if sure else LEAVE_OUT
        return Mapping(self.survey.survey_id, {key: target for key, target in columns.items() if key}, options)

    def confirmed(self, *, least: float = NONE_SIMILAR) -> Mapping:
        """What a person said, and beside it the proposals from a score on, as if they had been confirmed."""
        columns = {one.key: one.target for one in self.similar() if one.score >= least and one.key}
        options = {target: dict(table) for target, table in self.said.options.items()}
        for found in self.options.values():
            for answer in found.matches:
                if answer.how == SIMILAR and answer.score >= least:
                    options.setdefault(found.key, {}).setdefault(normalised(answer.written), answer.meaning)
        return replace(self.said, columns={**columns, **self.said.columns}, options=options)

    def with_choices(
        self, columns: Table[str, str] | None = None, options: Table[str, Table[str, str]] | None = None
    ) -> Matching:
        """The matching after a person decided something; what was decided before stays.

        Args:
            columns: key of a column to its target or :data:`LEAVE_OUT`.
            options: target to written answer to its meaning or :data:`LEAVE_OUT`.
        """
        merged = {target: dict(table) for target, table in self.said.options.items()}
        for target, table in (options or {}).items():
            merged.setdefault(target, {}).update({normalised(text): meaning for text, meaning in table.items()})
        chosen = {normalised(key): target for key, target in (columns or {}).items()}
        said = replace(self.said, columns={**self.said.columns, **chosen}, options=merged)
        return match_form(self.form, self.survey, said)


def match(q: Questionnaire, survey: Survey, mapping: Mapping | None = None, columns: Columns | None = None) -> Matching:
    """Which columns of a questionnaire answer which questions of a survey definition.

    Args:
        q: the questionnaire.
        survey: the definition.
        mapping: what a person said before; it goes before everything that is found here.
        columns: the columns of the questionnaire, where they are read more than once.
    """
    return match_form(read_form(q, survey, columns), survey, mapping)


def match_form(form: Form, survey: Survey, mapping: Mapping | None = None) -> Matching:
    """As :func:`match`, from a form: the same whenever it is asked again with other choices."""
    said = mapping or Mapping(survey.survey_id)
    settled = settle(form, survey, said)
    proposals = tuple(_proposal(claim) for claim in settled.taken)
    options = options_of_targets(form, survey, proposals, said)
    targets = {one.target for one in proposals}
    asked = {target.partition("/")[0] for target in targets}
    every = (*ABOUT_RESPONDENT, *survey.by_id)
    return Matching(
        survey=survey,
        form=form,
        said=said,
        proposals=proposals,
        unmatched=tuple(
            Unmatched(one.key, one.heading, one.kind, one.columns, one.candidates, one.note) for one in settled.left
        ),
        not_asked=tuple(name for name in every if name not in asked),
        items_not_asked=_items_not_asked(survey, targets, options),
        options=options,
        problems=tuple(settled.problems),
    )


def _proposal(claim: Claim) -> Proposal:
    return Proposal(
        claim.target, claim.key, claim.heading, claim.score, claim.how, claim.candidates, claim.number, claim.columns,
        claim.block, claim.is_block,
    )  # fmt: skip


def _items_not_asked(
    survey: Survey, targets: set[str], options: dict[str, TargetOptions]
) -> dict[str, tuple[str, ...]]:
    left = {}
    for question in survey.questions:
        if not question.items or not any(target.partition("/")[0] == question.question_id for target in targets):
            continue
        there = {target.partition("/")[2] for target in targets if target.startswith(f"{question.question_id}/")}
        if not there:
            there = options[question.question_id].items if question.question_id in options else set()
        left[question.question_id] = tuple(item for item in question.by_id if item not in there)
    return left
