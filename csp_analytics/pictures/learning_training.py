"""Training: which skills to train, and where, so that a number of places closes the most gaps."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis import training
from csp_analytics.areas.register import register
from csp_analytics.charts import learning_training, learning_words
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.skill_words import in_sentence, percent
from csp_analytics.charts.words import count, listed
from csp_analytics.findings import learning, surveys
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store
from csp_analytics.surveys.load import survey

MOST_PLACES = 300
RULES = {"two": training.FEWER_THAN_TWO, "half": training.FEWER_THAN_HALF}
RULE_TITLES = {"two": "Nobody, or one person", "half": "Fewer than half"}
RULE_WORDS = {
    training.FEWER_THAN_TWO: "A gap is a skill that nobody or only one person of an area has among those who answered; "
    "it is closed when two have it.",
    training.FEWER_THAN_HALF: "A gap is a skill that fewer than half of those who answered in an area have; "
    "it is closed when half have it.",
}
TOLD = " Of 5 to 9 people of whom nobody or one has it, the most places that it could take are counted."


@dataclass(frozen=True)
class TrainingPicture:
    """What the places close: a sentence, the curve, the courses, every gap closed; the rule and what it rests on."""

    finding: str
    curve: Exhibit
    courses: pd.DataFrame
    closed: pd.DataFrame
    note: str
    about: dict[str, str]
    demo: bool


def training_picture(store: Store, survey_round: str, n_places: int, course: int, rule: str) -> TrainingPicture:
    """The best use of a number of places (``rule``: a key of :data:`RULES`; ``course``: places in a course)."""
    items = survey(surveys.SKILLS).by_id[surveys.IN_PLACE].items
    names = {item.item_id: in_sentence(item.short) for item in items} | register().names
    gaps = learning.training_gaps(store, survey_round, RULES[rule])
    plan = training.plan(gaps, n_places, course, names)
    rows = training.curve(gaps, MOST_PLACES, course, names)
    demo = survey_reading.rests_on_demo(store, surveys.SKILLS, survey_round)
    closes = [(names[row.item_id], row.n_closed) for row in plan.courses.itertuples()]
    held = f"Courses of {course} places in one skill, for people of any areas. " if course > 1 else ""
    areas = count(gaps["area_code"].nunique(), "area")
    note = (
        f"Skills survey, round {survey_round}: {count(len(gaps), 'gap')} in {areas} with figures that can be shown. "
        f"{RULE_WORDS[RULES[rule]]}{TOLD} {held}The plan is the best there is; the plan for more places need not "
        "contain it."
    )
    about = {"Survey round": survey_round, "Gap": RULE_TITLES[rule], "Places": str(n_places), "Course": str(course)}
    return TrainingPicture(
        finding=learning_words.training(len(plan.closed), len(gaps), plan.n_places or n_places, closes, course),
        curve=learning_training.curve(
            rows, n_places, headline="Gaps that places of training close", basis=note,
            source=survey(surveys.SKILLS).title, demo=demo, about=about,
        ),
        courses=_courses(plan, names),
        closed=_closed(plan.closed, names),
        note=note,
        about=about,
        demo=demo,
    )  # fmt: skip


def _courses(plan: training.Plan, names: dict[str, str]) -> pd.DataFrame:
    by_skill = {str(item): rows for item, rows in plan.closed.groupby("item_id")}
    areas = [
        listed(f"{names[row.area_code]} ({row.places})" for row in by_skill[item].itertuples())
        for item in plan.courses["item_id"]
    ]
    return pd.DataFrame(
        {
            "Skill": plan.courses["item_id"].map(names),
            "Courses": plan.courses["n_courses"],
            "Places": plan.courses["places"],
            "Places that close a gap": plan.courses["used"],
            "Gaps closed": plan.courses["n_closed"],
            "Areas, with places": areas,
        }
    )


def _closed(closed: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Skill": closed["item_id"].map(names),
            "Area": closed["area_code"].map(names),
            "Who has it": closed["kind"],
            "Share now": [percent(one) for one in closed["share"].astype(float)],
            "Places": closed["places"],
        }
    ).reset_index(drop=True)
