"""What people answer in the demonstration surveys: believable, from the same strengths as the ratings of their areas.

Where a share was published for the earlier wave, as many people as come nearest to it have the skill. Everything else
is chance around the values below. Surveys, questions and items that are not in the definitions in use are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from csp_analytics.demo.strength import AREA_SD, PRINCIPLE_SD, Strengths
from csp_analytics.frameworks.load import principles
from csp_analytics.surveys.model import Item

Key = tuple[str, str]  # survey and question

# Skills in the larger wave: per cent of people who have it in place, and how important it is to them (1 to 5).
SKILLS: dict[str, tuple[float, float]] = {
    "strategic-partnership-working": (89, 4.5), "frontline-partnership-working": (88, 4.4), "facilitation": (32, 4.1),
    "deliberation": (35, 3.6), "mediation": (48, 3.3), "performance-evaluation": (44, 4.2), "data-analysis": (47, 4.4),
    "communication-marketing": (40, 4.0), "digital-engagement": (56, 3.9), "community-engagement": (87, 4.5),
    "education-youth-work": (84, 3.5), "workforce-development": (52, 3.7), "project-delivery": (57, 4.0),
    "problem-solving": (78, 4.3), "negotiation": (58, 3.9), "leading-change": (45, 3.9), "innovation": (49, 3.6),
    "demonstrating-impact": (29, 4.3), "outcomes-approach": (51, 4.0), "evidence-based-working": (42, 4.2),
    "consultation-participation": (50, 3.9), "reaching-people": (34, 4.2), "digital-insight": (18, 4.0),
    "reflective-learning": (26, 3.4),
}  # fmt: skip
SKILL_ELSE = (50.0, 3.8)
# Partners: per cent of people whose partnership works with them now.
PARTNERS = {
    "police": 97, "fire": 93, "council-services": 92, "health-social-care": 79, "nhs": 44, "ambulance": 31,
    "community-justice": 52, "victim-support": 37, "third-sector": 81, "community-councils": 46,
    "community-groups": 67, "private": 25, "housing": 73, "education": 70, "alcohol-drugs": 68, "violence-women": 66,
}  # fmt: skip
PARTNER_ELSE, TEN_YEARS_LESS, ROOM, ROOM_ELSE, ROOM_IF_NOT_NOW = 60.0, 1.25, 42.0, 14.0, 0.8
THEMES = {"relationships": 0.25, "complexity": 0.10, "approach": 0.0, "capacity": -0.35}
AGREE = 3.5
# In logits, or steps of a scale of five: what areas, people and chance add.
BY_STRENGTH, BY_PERSON, BY_AREA_AND_ITEM, BY_PARTNERSHIP = 0.85, 0.55, 0.35, 0.9
STEP_SD, CONFIDENT, CONFIDENT_IF_IN_PLACE = 0.75, 3.0, 0.45
SKIPPED_QUESTION, SKIPPED_ITEM = 0.02, 0.015


@dataclass(frozen=True)
class Behind:
    """What lies behind the answers of a wave: its people, the strengths of their areas, and chance.

    Attributes:
        strengths: from :func:`csp_analytics.demo.strength.strengths`.
        people: from :func:`csp_analytics.demo.survey_people.people`.
        place: place of the wave among the rounds of the strengths.
        wave: name of the wave.
    """

    strengths: Strengths
    people: pd.DataFrame
    place: int
    wave: str

    def stream(self, *purpose: str) -> np.random.Generator:
        """A stream of chance for one purpose of this wave."""
        return self.strengths.setting.stream("survey", self.wave, *purpose)

    def ability(self, items: tuple[Item, ...]) -> np.ndarray:
        """People x items: how much above or below the usual somebody is, in standard deviations of areas."""
        setting, known = self.strengths.setting, list(principles())
        points = self.strengths.points[:, :, self.place]
        z = (points - points.mean(axis=0)) / np.hypot(AREA_SD, PRINCIPLE_SD)
        served = [known.index(item.principle_id) if item.principle_id in known else None for item in items]
        by_area = np.stack([z.mean(axis=1) if place is None else z[:, place] for place in served], axis=1)
        own = self.stream("area and item").normal(size=by_area.shape)
        rows = [setting.codes.index(code) for code in self.people["area_code"]]
        person = BY_PERSON * self.stream("person").normal(size=(len(rows), 1))
        return (BY_STRENGTH * by_area + BY_AREA_AND_ITEM * own)[rows] + person


def in_place(behind: Behind, items: tuple[Item, ...], counts: Mapping[str, int] | None = None) -> np.ndarray:
    """Skills in place: 1 or 0 for people x items.

    Args:
        behind: people and strengths.
        items: the skills that are offered.
        counts: exactly how many have each skill; others by chance.
    """
    usual = np.array([_logit(SKILLS.get(item.item_id, SKILL_ELSE)[0]) for item in items])
    drawn = usual + behind.ability(items) + behind.stream("in place").logistic(size=(len(behind.people), len(items)))
    ticked = (drawn > 0).astype(float)
    for place, item in enumerate(items):
        if counts and item.item_id in counts:
            ticked[:, place] = 0
            ticked[np.argsort(-drawn[:, place], kind="stable")[: counts[item.item_id]], place] = 1
    return ticked


def importance(behind: Behind, items: tuple[Item, ...]) -> np.ndarray:
    """How important each skill is: 1 to 5, people x items."""
    usual = np.array([SKILLS.get(item.item_id, SKILL_ELSE)[1] for item in items])
    rng, shape = behind.stream("importance"), (len(behind.people), len(items))
    return _step(usual + 0.3 * rng.normal(size=(shape[0], 1)) + STEP_SD * rng.normal(size=shape))


def confidence(behind: Behind, items: tuple[Item, ...], ticked: np.ndarray) -> np.ndarray:
    """How confident people feel in each skill: 1 to 5; more where it is in place."""
    usual = np.array([CONFIDENT + 0.3 * _logit(SKILLS.get(item.item_id, SKILL_ELSE)[0]) for item in items])
    chance = STEP_SD * behind.stream("confidence").normal(size=ticked.shape)
    return _step(usual + 0.35 * behind.ability(items) + CONFIDENT_IF_IN_PLACE * (2 * ticked - 1) + chance)


def works_with(behind: Behind, items: tuple[Item, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Partners now and ten years ago: 1 or 0, people x items. Those of one area mostly say the same."""
    usual = np.array([_logit(PARTNERS.get(item.item_id, PARTNER_ELSE)) for item in items])
    setting = behind.strengths.setting
    own = BY_PARTNERSHIP * setting.stream("survey partnerships").normal(size=(len(setting.codes), len(items)))
    rows = [setting.codes.index(code) for code in behind.people["area_code"]]
    now, before = (
        (usual - less + own[rows] + behind.stream("partners", name).logistic(size=(len(rows), len(items))) > 0)
        for name, less in (("now", 0.0), ("before", TEN_YEARS_LESS))
    )
    return now.astype(float), before.astype(float)


def room_to_grow(behind: Behind, items: tuple[Item, ...], now: np.ndarray) -> np.ndarray:
    """Partners with whom there is room to do more: 1 or 0; more often those that the document names."""
    usual = np.array([_logit(ROOM if item.marks.get("room_to_grow") else ROOM_ELSE) for item in items])
    chance = behind.stream("room to grow").logistic(size=now.shape)
    return (usual + ROOM_IF_NOT_NOW * (0.5 - now) + chance > 0).astype(float)


def agreement(behind: Behind, items: tuple[Item, ...]) -> np.ndarray:
    """How far people agree with each statement: 1 to 5, people x items."""
    usual = np.array([AGREE + THEMES.get(item.group, 0.0) for item in items])
    chance = behind.stream("agreement").normal(size=(len(behind.people), len(items)))
    return _step(usual + 0.45 * behind.ability(items) + STEP_SD * chance)


def with_gaps(behind: Behind, answers: dict[Key, np.ndarray], ticked: set[Key]) -> dict[Key, np.ndarray]:
    """The answers with questions and items left out here and there (NaN): a ticked question is left out as a whole."""
    left = {}
    for key, values in answers.items():
        rng = behind.stream("left out", *key)
        gone = rng.uniform(size=(len(values), 1)) < SKIPPED_QUESTION
        single = np.zeros(values.shape, bool) if key in ticked else rng.uniform(size=values.shape) < SKIPPED_ITEM
        left[key] = np.where(gone | single, np.nan, values)
    return left


def _logit(per_cent: float) -> float:
    return float(np.log(per_cent / (100 - per_cent)))


def _step(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values), 1, 5)
