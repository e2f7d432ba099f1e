"""What a room asks, from the definitions: a consensus session, a checklist or a skills snapshot.

The wording of questions and answers is copied into the room, so that nobody's answer changes its meaning when a
definition is edited later. What does not apply in the kind of area is left out. Nothing is taken on trust: a widget
hands over whatever a browser sent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csp_analytics.areas.register import Area
from csp_analytics.frameworks.load import principles
from csp_analytics.frameworks.model import Criterion, Framework
from csp_analytics.surveys.model import Survey, SurveyQuestion
from csp_analytics.workshop.session.about import (
    CHECKLIST,
    CONSENSUS,
    DONT_KNOW,
    KIND_TITLES,
    NOT_APPLICABLE,
    SKILLS,
    About,
    Option,
    Question,
)
from csp_analytics.workshop.session.standing import Refused

TIMERS, DOTS = (0, 30, 60, 90), (3, 5)
MOST_ROLES, MOST_ROLE_LETTERS, MOST_ROUND_LETTERS, MOST_AREA_LETTERS, MOST_MINUTES = 12, 40, 30, 80, 240
BESIDE = (
    Option(NOT_APPLICABLE, "Not applicable", "This is not for our partnership.", on_scale=False),
    Option(DONT_KNOW, "Don't know", "I cannot say.", on_scale=False),
)
# For skills it is the person who answers, not the partnership.
BESIDE_SKILLS = (
    Option(NOT_APPLICABLE, "Not applicable", "My work has nothing to do with this.", on_scale=False),
    BESIDE[1],
)


@dataclass(frozen=True)
class Ways:
    """How a room answers.

    Attributes:
        seconds: the timer of each vote, one of :data:`TIMERS`; 0 for none.
        dots: dots of each person, one of :data:`DOTS`.
        roles: what people may choose from to say where they come from; empty when they are not asked.
        grouping_id: peers that are shown after the reveal; empty for none.
        dry_run: simulated people may be let in, and nothing is saved.
        demo: whether what stands beside the votes is demonstration data.
    """

    seconds: int = 0
    dots: int = DOTS[0]
    roles: tuple[str, ...] = ()
    grouping_id: str = ""
    dry_run: bool = False
    demo: bool = False


def consensus(framework: Framework, area: Area, round_: str, agenda: Mapping[str, int], ways: Ways = Ways()) -> About:
    """A session that agrees on the level of one criterion after the other.

    Args:
        framework: what is rated.
        area: whose partnership it is; criteria of another tier are left out.
        round_: the round that the agreed levels are for.
        agenda: minutes of each criterion by its id, in the order in which they are taken.
        ways: how the room answers.

    Raises:
        Refused: with a sentence, for a criterion that there is not, minutes outside 0 to 240, an agenda without a
            criterion, a blank round, a timer or dots that are not offered, or roles that are too many or too long.
    """
    known = {row.criterion_id: row for row in framework.criteria}
    for criterion_id, minutes in agenda.items():
        if criterion_id not in known:
            raise Refused(f"{framework.short_title} has no {framework.row_word} '{criterion_id[:60]}'.")
        if not _is_whole(minutes) or not 0 <= minutes <= MOST_MINUTES:
            raise Refused(f"A {framework.row_word} takes 0 to {MOST_MINUTES} whole minutes.")
    questions = tuple(
        _criterion(framework, known[key], minutes) for key, minutes in agenda.items() if applies(known[key], area)
    )
    if not questions:
        raise Refused(f"The agenda is empty. Tick at least one {framework.row_word}.")
    return _about(CONSENSUS, framework, area, round_, questions, ways)


def checklist(framework: Framework, area: Area, round_: str, ways: Ways = Ways()) -> About:
    """A checklist that everybody answers alone before the session: every criterion that applies, in document order.

    Args:
        framework: what is rated.
        area: whose partnership it is.
        round_: the round of the session that follows.
        ways: how the room answers.

    Raises:
        Refused: as :func:`consensus`.
    """
    questions = tuple(_criterion(framework, row, 0) for row in framework.criteria if applies(row, area))
    return _about(CHECKLIST, framework, area, round_, questions, ways)


def skills(survey: Survey, question_id: str, area: Area | None, round_: str, ways: Ways = Ways()) -> About:
    """A snapshot of skills, partners or statements: one question of a survey, about each of its items.

    Args:
        survey: the survey definition.
        question_id: the question; one that is asked about items and answered on a scale (:func:`asks`).
        area: whose people answer; None when they come from several.
        round_: the round.
        ways: how the room answers.

    Raises:
        Refused: for a question that there is not or that has nothing to choose from, and as :func:`consensus`.
    """
    known = asks(survey)
    if question_id not in known:
        raise Refused(f"{survey.short_title} has no question '{str(question_id)[:60]}' that a room can answer.")
    question = known[question_id]
    wording = asked_of_one(question)
    questions = tuple(Question(item.item_id, item.title, wording, item.group) for item in question.items)
    options = tuple(Option(str(step.value), step.label) for step in question.scale) + BESIDE_SKILLS
    round_, roles = _checked(round_, ways)
    where = f"{area.name}: " if area else ""
    title = f"{where}{KIND_TITLES[SKILLS].lower()}, {question.title.lower()} {round_}"
    return About(
        SKILLS, _capital(title), area.area_code if area else "", area.name if area else "", "", "", round_, options,
        questions, survey_id=survey.survey_id, asks=question_id, seconds=0, dots=ways.dots, roles=roles,
        dry_run=ways.dry_run, demo=ways.demo,
    )  # fmt: skip


def asks(survey: Survey) -> dict[str, SurveyQuestion]:
    """The questions of a survey that a room can answer, by id: those about items, with answers to choose from."""
    return {one.question_id: one for one in survey.questions if one.items and len(one.scale) > 1}


def asked_of_one(question: SurveyQuestion) -> str:
    """How to ask about one item: the wording of the definition that speaks of one ("this skill"), else its first."""
    return next((words for words in question.asked if re.search(r"\bthis\b", words, re.I)), question.asked[0])


def applies(criterion: Criterion, area: Area) -> bool:
    """Whether a criterion applies in an area; where the area's tier is not known, all do."""
    return not area.tier or criterion.applies_in(area.tier)


def options_of(framework: Framework) -> tuple[Option, ...]:
    """The answers to a criterion: the levels with what they mean, then those beside the scale."""
    return tuple(Option(str(level.value), level.label, level.meaning) for level in framework.levels) + BESIDE


def roles_of(written: Iterable[str]) -> tuple[str, ...]:
    """Roles as people may choose them: plain text, each once.

    Raises:
        Refused: for more than :data:`MOST_ROLES`, or one of more than :data:`MOST_ROLE_LETTERS` letters.
    """
    roles = tuple(dict.fromkeys(said for one in written if (said := plain(one))))
    long = next((role for role in roles if len(role) > MOST_ROLE_LETTERS), "")
    if long:
        raise Refused(f"'{long[:MOST_ROLE_LETTERS]}...' is too long: {MOST_ROLE_LETTERS} letters fit on a phone.")
    if len(roles) > MOST_ROLES:
        raise Refused(f"There are {len(roles)} roles; {MOST_ROLES} are the most that people find their own in.")
    return roles


def plain(written: object) -> str:
    """What a person typed as one line: no control characters, no doubled spaces."""
    kept = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in str(written))
    return " ".join(kept.split())


def _criterion(framework: Framework, row: Criterion, minutes: int) -> Question:
    principle = principles()[row.principle_id].short_name
    group = framework.group_titles.get(row.group_id, "")
    heading = principle if group in ("", principle) else f"{principle}: {group}"
    return Question(row.criterion_id, row.short, row.text, heading, int(minutes))


def _about(
    kind: str, framework: Framework, area: Area, round_: str, questions: tuple[Question, ...], ways: Ways
) -> About:
    round_, roles = _checked(round_, ways)
    title = f"{area.name}: {KIND_TITLES[kind].lower()}, {framework.short_title} {round_}"
    return About(
        kind, title, area.area_code, area.name, framework.framework_id, framework.title, round_,
        options_of(framework), questions, grouping_id=ways.grouping_id,
        seconds=ways.seconds if kind == CONSENSUS else 0, dots=ways.dots, roles=roles, dry_run=ways.dry_run,
        demo=ways.demo,
    )  # fmt: skip


def _checked(round_: str, ways: Ways) -> tuple[str, tuple[str, ...]]:
    """Round and roles as they are kept, when everything that was chosen is offered."""
    said = plain(round_)
    if not said or len(said) > MOST_ROUND_LETTERS:
        raise Refused(f"Say which round it is for, such as 2027, in at most {MOST_ROUND_LETTERS} letters.")
    if ways.seconds not in TIMERS:
        raise Refused("The timer is none, 30, 60 or 90 seconds.")
    if ways.dots not in DOTS:
        raise Refused("Each person has 3 or 5 dots.")
    return said, roles_of(ways.roles)


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
