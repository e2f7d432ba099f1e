"""The demonstration surveys: an earlier wave that matches what was published of 2021, and a larger one four years on.

The published survey says that 23 per cent of 50 returns have one of the skills, which no whole number of people is: 11
are 22 per cent and 12 are 24, both as near. Half a person is rounded up here, as everywhere, so it is 12. (All four
published shares are whole people of 47; but the publisher counts 50 full returns, and so do we.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from csp_analytics.demo import survey_answers as drawing
from csp_analytics.demo import survey_people
from csp_analytics.demo.strength import Strengths
from csp_analytics.demo.survey_answers import Behind, Key
from csp_analytics.frameworks.published import published_skills
from csp_analytics.ingest.files.safety import MAX_CELLS
from csp_analytics.surveys.load import surveys
from csp_analytics.surveys.model import Item, Survey, SurveyQuestion

SKILLS, PARTNERS, THEMES = "skills", "partners", "themes"
IN_PLACE, IMPORTANCE, CONFIDENCE = (SKILLS, "in-place"), (SKILLS, "importance"), (SKILLS, "confidence")
NOW, BEFORE, ROOM = (PARTNERS, "now"), (PARTNERS, "ten-years-ago"), (PARTNERS, "room-to-grow")
AGREEMENT = (THEMES, "agreement")
FIRST, LAST = "first", "last"
ASKED: dict[str, tuple[Key, ...]] = {
    FIRST: (IN_PLACE, NOW, BEFORE),
    LAST: (IN_PLACE, IMPORTANCE, CONFIDENCE, NOW, BEFORE, ROOM, AGREEMENT),
}
SHORT_FORM: tuple[Key, ...] = (IN_PLACE, IMPORTANCE, CONFIDENCE)
# The skills that the questionnaire of 2021 offered; the others came from its focus groups.
OFFERED = ("asked_in", "questionnaire")
ABOUT_COLUMNS = 6
VERY_HIGH = 90.0  # what is published as "very high" without a figure


@dataclass(frozen=True)
class Wave:
    """One survey of one round, as it was answered.

    Attributes:
        round: the round.
        people: ``area_code, role, sector, started, ended``.
        questions: what was asked, in order, by survey and question.
        items: the items that were offered, by survey and question.
        answers: people x items by survey and question; NaN where not answered.
        texts: what each person wrote in their own words; empty for most.
        about: a survey of the wave, for how area, role and sector are asked.
        text_question: the free-text question, where there is one.
    """

    round: str
    people: pd.DataFrame
    questions: dict[Key, SurveyQuestion]
    items: dict[Key, tuple[Item, ...]]
    answers: dict[Key, np.ndarray]
    texts: list[str]
    about: Survey
    text_question: SurveyQuestion | None = None


def waves(behind: Strengths) -> Iterator[Wave]:
    """The waves of a setting, oldest first; none without the definition of the skills survey."""
    known, setting = surveys(), behind.setting
    if SKILLS not in known or not setting.waves:
        return
    *earlier, last = setting.waves
    if earlier:
        yield first_wave(behind, known, earlier[0])
    yield last_wave(behind, known, last)


def first_wave(behind: Strengths, known: dict[str, Survey], round_: str) -> Wave:
    """The wave that matches the published figures: skills of the questionnaire, partners now and ten years ago."""
    setting, n = behind.setting, behind.setting.waves[round_]
    areas = survey_people.spread_areas(setting)[:n]
    sizes = survey_people.few_each(len(areas), n, setting.stream("survey sizes", FIRST))
    people = survey_people.people(setting, known[SKILLS], FIRST, areas, sizes)
    place = setting.rounds.index(round_) if round_ in setting.rounds else 0
    drawn, items = Behind(behind, people, place, FIRST), _items(known, ASKED[FIRST], offered_only=True)
    answers = {IN_PLACE: drawing.in_place(drawn, items[IN_PLACE], published_counts(items[IN_PLACE], n, drawn))}
    if NOW in items:
        answers[NOW], answers[BEFORE] = drawing.works_with(drawn, items[NOW])
    questions = _questions(known, answers)
    return Wave(round_, people, questions, items, _nobody_blank(answers), [""] * n, known[SKILLS])


def last_wave(behind: Strengths, known: dict[str, Survey], round_: str) -> Wave:
    """The larger wave: every skill, how important it is and how confident people feel, partners and themes.

    With more people than one file holds cells for, only the skills of the questionnaire are asked about.
    """
    setting, n = behind.setting, behind.setting.waves[round_]
    areas = survey_people.by_population(setting, survey_people.nearly_all_areas(setting))
    sizes = survey_people.some_or_many(len(areas), n, setting.stream("survey sizes", LAST))
    people = survey_people.people(setting, known[SKILLS], LAST, areas, sizes)
    drawn, items = Behind(behind, people, -1, LAST), _items(known, ASKED[LAST])
    if (ABOUT_COLUMNS + sum(map(len, items.values()))) * n > MAX_CELLS:
        items = _items(known, SHORT_FORM, offered_only=True)
    answers = _everything(drawn, items)
    ticked = {key for key, question in _questions(known, answers).items() if question.is_ticked}
    text = next((one for one in known[SKILLS].questions if one.kind == "text"), None)
    questions = _questions(known, answers)
    answers = drawing.with_gaps(drawn, answers, ticked)
    return Wave(round_, people, questions, items, answers, _texts(drawn, items[IN_PLACE]), known[SKILLS], text)


def published_counts(items: tuple[Item, ...], n: int, behind: Behind) -> dict[str, int]:
    """How many of ``n`` people have each skill for which something was published: the nearest whole number.

    What is published as "about" a share, or only as "very high", lies up to one person in fifty off the round figure.
    """
    table, _ = published_skills()
    published, rng, counts = table.set_index("skill_id"), behind.stream("about"), {}
    for item in (one for one in items if one.item_id in published.index):
        row = published.loc[item.item_id]
        share = row["share_in_place"] if pd.notna(row["share_in_place"]) else VERY_HIGH
        about = int(rng.integers(-1, 2)) * round(n / survey_people.RETURNS) if row["words"] else 0
        counts[item.item_id] = min(n, int(share * n / 100 + 0.5) + about)
    return counts


def _everything(drawn: Behind, items: dict[Key, tuple[Item, ...]]) -> dict[Key, np.ndarray]:
    answers = {IN_PLACE: drawing.in_place(drawn, items[IN_PLACE])}
    answers[IMPORTANCE] = drawing.importance(drawn, items[IMPORTANCE])
    answers[CONFIDENCE] = drawing.confidence(drawn, items[CONFIDENCE], answers[IN_PLACE])
    if NOW in items:
        answers[NOW], answers[BEFORE] = drawing.works_with(drawn, items[NOW])
        answers[ROOM] = drawing.room_to_grow(drawn, items[ROOM], answers[NOW])
    if AGREEMENT in items:
        answers[AGREEMENT] = drawing.agreement(drawn, items[AGREEMENT])
    return answers


def _items(
    known: dict[str, Survey], asked: tuple[Key, ...], *, offered_only: bool = False
) -> dict[Key, tuple[Item, ...]]:
    mark, value = OFFERED
    found = {}
    for survey_id, question_id in asked:
        if survey_id in known and question_id in known[survey_id].by_id:
            every = known[survey_id].by_id[question_id].items
            offered = tuple(item for item in every if item.marks.get(mark, value) == value)
            found[survey_id, question_id] = offered if offered_only else every
    return found


def _questions(known: dict[str, Survey], answers: dict[Key, np.ndarray]) -> dict[Key, SurveyQuestion]:
    return {key: known[key[0]].by_id[key[1]] for key in answers}


def _nobody_blank(answers: dict[Key, np.ndarray]) -> dict[Key, np.ndarray]:
    """The same counts of every item, with at least one item for everybody.

    A form that writes what was ticked into one cell cannot tell who ticked nothing from who did not answer.
    """
    for ticked in answers.values():
        for person in np.flatnonzero(ticked.sum(axis=1) == 0):
            item = int(ticked.sum(axis=0).argmax())
            holders = np.flatnonzero(ticked[:, item])
            giver = holders[ticked[holders].sum(axis=1).argmax()]
            ticked[giver, item], ticked[person, item] = 0, 1
    return answers


WISHES = (
    "A short course on {skill}",
    "Time to practise {skill} with people from other areas",
    "Somebody to ask about {skill} when I am stuck",
    "Examples from other areas of {skill} done well",
    "{Skill}, online and in the evening",
)
WRITING_SHARE = 0.3


def _texts(drawn: Behind, skills: tuple[Item, ...]) -> list[str]:
    """What people wrote: invented, neutral, and nothing about anybody."""
    rng, n = drawn.stream("texts"), len(drawn.people)
    writes = rng.uniform(size=n) < WRITING_SHARE
    wish, about = rng.integers(len(WISHES), size=n), rng.integers(len(skills), size=n)
    return [
        WISHES[w].format(skill=_inside(skills[s].title), Skill=skills[s].title) if said else ""
        for said, w, s in zip(writes, wish, about, strict=True)
    ]


def _inside(title: str) -> str:
    return title[:1].lower() + title[1:]
