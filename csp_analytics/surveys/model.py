"""What a survey asks: its questions, the things they ask about, the steps of their scales, and who answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

# What is kept of the person who answers, beside the answers: nothing that names them.
AREA, ROLE, SECTOR = "area", "role", "sector"
ABOUT_RESPONDENT = (AREA, ROLE, SECTOR)
TEXT, NUMBER = "text", "number"
NOT_SAID = ""


@dataclass(frozen=True)
class Item:
    """One thing that a question asks about: a skill, a partner, a statement.

    Attributes:
        item_id: permanent name.
        title: for people.
        short: at most 26 characters, for charts.
        group: what it belongs to (``analytical``, ``public``, ``complexity`` ...).
        principle_id: the principle that it serves; empty when none is assigned.
        also: other ways in which people write it.
        marks: further columns of its file, such as ``asked_in`` of a skill or ``room_to_grow`` of a partner.
        source: document and section, empty when it is the project's own.
    """

    item_id: str
    title: str
    short: str
    group: str = ""
    principle_id: str = ""
    also: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict, hash=False, compare=False)
    source: str = ""


@dataclass(frozen=True)
class Step:
    """One answer on a scale or of a list: its value, its label and the other ways in which it is written."""

    value: int
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class SurveyQuestion:
    """One question of a survey.

    Attributes:
        question_id: permanent name within its survey.
        title: for people, a few words.
        asked: the ways in which forms word it, the usual one first.
        items: what it asks about, one answer for each; empty when it is asked once.
        scale: the answers that can be given, by rising value; empty for numbers and free text.
        kind: ``text`` or ``number`` for questions without a scale; else empty or a word for the analysis.
    """

    question_id: str
    title: str
    asked: tuple[str, ...]
    items: tuple[Item, ...] = ()
    scale: tuple[Step, ...] = ()
    kind: str = ""

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Items by id."""
        return {item.item_id: item for item in self.items}

    @property
    def is_ticked(self) -> bool:
        """Whether it is answered by ticking what applies: yes (1) or no (0)."""
        return {step.value for step in self.scale} == {0, 1}


@dataclass(frozen=True)
class Survey:
    """A survey definition: one file in ``data/surveys``.

    Attributes:
        survey_id: permanent name, the file's name.
        title, short_title, about, source: for people.
        order: place in lists.
        questions: what is asked.
        respondent: how area, role and sector are asked for, by :data:`ABOUT_RESPONDENT`. The scale of ``role`` and
            ``sector`` gives their answers; ``labels`` their ids.
        respondent_ids: permanent names of the answers to role and sector, in the order of their scale.
    """

    survey_id: str
    title: str
    short_title: str
    about: str
    source: str
    order: int
    questions: tuple[SurveyQuestion, ...]
    respondent: dict[str, SurveyQuestion] = field(hash=False)
    respondent_ids: dict[str, tuple[str, ...]] = field(hash=False)

    @cached_property
    def by_id(self) -> dict[str, SurveyQuestion]:
        """Questions by id."""
        return {question.question_id: question for question in self.questions}

    def respondent_titles(self, about: str) -> dict[str, str]:
        """Label of each answer to role or sector, by permanent name, in order."""
        question = self.respondent[about]
        return {key: step.label for key, step in zip(self.respondent_ids[about], question.scale, strict=True)}
