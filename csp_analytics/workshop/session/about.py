"""What was prepared for a room, and what it asks. It never changes once the room is made.

The wording of every question and answer is kept in the room, so that a definition that is edited while people rate
cannot change what they answered.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

CONSENSUS, CHECKLIST, SKILLS = KINDS = ("consensus", "checklist", "skills")
KIND_TITLES = {CONSENSUS: "Consensus session", CHECKLIST: "Checklist", SKILLS: "Skills snapshot"}
NOT_APPLICABLE, DONT_KNOW = "na", "dk"
NO_ROLE = ""
LEAST, LEAST_LOWERED = 5, 3


@dataclass(frozen=True)
class Option:
    """One answer that may be given.

    ``answer`` is a level's value as text (``"1"``), or :data:`NOT_APPLICABLE` or :data:`DONT_KNOW`.
    ``on_scale``: whether
    it is a place on the scale; the others are counted beside it and enter no measure.
    """

    answer: str
    label: str
    meaning: str = ""
    on_scale: bool = True


@dataclass(frozen=True)
class Question:
    """One thing that the room answers: a criterion (``question_id`` is its id) or a skill.

    ``heading`` is its principle or group; ``minutes`` is what the agenda gives it.
    """

    question_id: str
    title: str
    text: str
    heading: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class About:
    """What was prepared.

    Attributes:
        kind: one of :data:`KINDS`.
        title: as on the wall, such as "Fife: consensus session, Safer Communities 2027".
        area_code, area_name: whose partnership.
        framework_id, framework_title: what is rated; empty for skills.
        survey_id, asks: for skills, the survey definition and its question; else empty.
        round: the round that the agreed levels are for.
        grouping_id: peers that are shown after reveal; empty for none.
        options: the answers, lowest level first, then those beside the scale.
        questions: in the order of the agenda.
        seconds: the timer of each vote, 0 for none.
        dots: how many dots each person has for priorities, 3 or 5.
        roles: roles or agencies that people may choose from; empty when nobody is asked.
        dry_run: simulated participants may be let in; nothing can be saved.
        demo: whether what stands beside the votes (peers, last round) is demonstration data.
    """

    kind: str
    title: str
    area_code: str
    area_name: str
    framework_id: str
    framework_title: str
    round: str
    options: tuple[Option, ...]
    questions: tuple[Question, ...]
    survey_id: str = ""
    asks: str = ""
    grouping_id: str = ""
    seconds: int = 0
    dots: int = 3
    roles: tuple[str, ...] = ()
    dry_run: bool = False
    demo: bool = False

    @property
    def self_paced(self) -> bool:
        """Whether everybody goes through the questions at their own pace, all of them open at once."""
        return self.kind != CONSENSUS

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """The answers that may be given."""
        return tuple(option.answer for option in self.options)

    @cached_property
    def scale(self) -> tuple[Option, ...]:
        """The answers that are places on the scale, lowest first."""
        return tuple(option for option in self.options if option.on_scale)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Label of each answer."""
        return {option.answer: option.label for option in self.options}

    @cached_property
    def places(self) -> dict[str, int]:
        """Place of each question by its id, from 0."""
        return {question.question_id: place for place, question in enumerate(self.questions)}

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def from_dict(said: dict[str, Any]) -> About:
    """What :meth:`About.as_dict` gave."""
    return About(
        **{
            **said,
            "options": tuple(Option(**one) for one in said["options"]),
            "questions": tuple(Question(**one) for one in said["questions"]),
            "roles": tuple(said["roles"]),
        }
    )
