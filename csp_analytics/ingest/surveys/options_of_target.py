"""The answers that were given to each matched question, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import Protocol

from csp_analytics.ingest.surveys.form import FEW, Form, Source
from csp_analytics.ingest.surveys.likeness import comparable
from csp_analytics.ingest.surveys.option_matching import (
    NO_ANSWER_GIVEN,
    OptionMatch,
    match_areas,
    match_scale,
    match_words,
)
from csp_analytics.ingest.surveys.questionnaire import MULTIPLE
from csp_analytics.ingest.surveys.vocabulary import (
    NONE_OF_THEM,
    item_wordings,
    respondent_wordings,
    step_wordings,
)
from csp_analytics.surveys.mapping import Mapping
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA, TEXT, Survey
from csp_analytics.surveys.model import NUMBER as ANY_NUMBER

ITEMS = "items"


class Claimed(Protocol):
    """What is needed of a proposal."""

    @property
    def target(self) -> str:
        """As in ``Proposal``."""

    @property
    def key(self) -> str:
        """As in ``Proposal``."""


@dataclass(frozen=True)
class TargetOptions:
    """The written answers to one of our questions.

    Attributes:
        target: ``area``, ``role``, ``sector`` or the id of a question.
        key: what a mapping calls them: ``items`` for the options of a multiple question, else the target.
        matches: what each written answer means, in the order of the form.
        counts: how many people gave it; None for fewer than five.
        hidden: how many answers were given in words that are not shown, because fewer than five people used them.
    """

    target: str
    key: str
    matches: tuple[OptionMatch, ...]
    counts: dict[str, int | None]
    hidden: int = 0

    @property
    def items(self) -> set[str]:
        """Meanings that were found."""
        return {one.meaning for one in self.matches if one.meaning}

    @property
    def unmatched(self) -> tuple[OptionMatch, ...]:
        """Answers that mean nothing to us so far; those that say that there is no answer left out."""
        return tuple(one for one in self.matches if not one.meaning and one.how != NO_ANSWER_GIVEN)


def options_of_targets(
    form: Form, survey: Survey, proposals: Iterable[Claimed], said: Mapping
) -> dict[str, TargetOptions]:
    """The answers to every matched question that has a list of answers, by target."""
    by_key = {one.key: one for one in form.sources}
    sources: dict[str, list[Source]] = {}
    for one in proposals:
        if one.key in by_key:
            sources.setdefault(one.target.partition("/")[0], []).append(by_key[one.key])
    found = {}
    for target, columns in sources.items():
        counted = _counted(columns)
        multiple = columns[0].kind == MULTIPLE
        matched = meanings(target, list(counted), survey, said, items=multiple)
        if matched is not None:
            counts = {text: n if n >= FEW else None for text, n in counted.items()}
            hidden = sum(one.hidden for one in columns)
            key = ITEMS if multiple else target
            found[target] = TargetOptions(target, key, tuple(matched.values()), counts, hidden)
    return found


def meanings(
    target: str, written: Sequence[str], survey: Survey, said: Mapping, *, items: bool
) -> dict[str, OptionMatch] | None:
    """What written answers to a question mean; None for numbers and free text, which have no list of answers.

    Args:
        target: ``area``, ``role``, ``sector`` or the id of a question.
        written: the answers, each once.
        survey: the definition.
        said: a person's mapping.
        items: whether they are the options of a multiple question, which mean items.
    """
    table: Table[str, str] = said.options.get(ITEMS if items else target, {})
    if target in ABOUT_RESPONDENT:
        return match_areas(written, table) if target == AREA else match_words(
            written, respondent_wordings(survey, target), table
        )  # fmt: skip
    question = survey.by_id[target]
    if items:
        return _items(written, match_words(written, item_wordings(question), table))
    if question.kind in (TEXT, ANY_NUMBER):
        return None
    return match_scale(written, question, step_wordings(question), table)


def _items(written: Sequence[str], matched: dict[str, OptionMatch]) -> dict[str, OptionMatch]:
    """Options of a multiple question; "none of these" and "other" stand for no item and are no riddle."""
    for text in written:
        bare = comparable(text)
        if not matched[text].meaning and (bare in NONE_OF_THEM or bare.split(" ")[:1] == ["other"]):
            matched[text] = OptionMatch(text, "", NO_ANSWER_GIVEN)
    return matched


def _counted(columns: Sequence[Source]) -> dict[str, int]:
    """Answers over all columns with how many gave them; over several columns the most in any of them.

    The same people answer every row, so that the counts of the rows cannot be added up.
    """
    counted: dict[str, int] = {}
    for column in columns:
        for one in column.written:
            counted[one.text] = max(counted.get(one.text, 0), one.n)
    return counted
