"""The answers to one question of any survey definition: how many gave each, where, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count
from csp_analytics.findings import surveys as findings
from csp_analytics.pictures import survey_answer_exhibits as exhibits
from csp_analytics.pictures import survey_answer_words as words
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store
from csp_analytics.surveys.load import survey as survey_of
from csp_analytics.surveys.model import ROLE, SurveyQuestion

NATION, GROUP, AREA = "all", "group", "area"


@dataclass(frozen=True)
class View:
    """Who is looked at, in the words of :mod:`csp_analytics.findings.surveys`.

    Attributes:
        by: how people are divided: ``all``, ``group``, ``area`` or ``role``.
        grouping_id: the peer grouping, for groups.
        within: the part of the country, when it is divided by role.
        unit: the one that is looked at.
        title: who that is, for people.
    """

    by: str
    grouping_id: str
    within: str
    unit: str
    title: str

    @property
    def asked(self) -> dict[str, str]:
        """What the findings are asked for."""
        return {"by": self.by, "grouping_id": self.grouping_id, "within": self.within}


@dataclass(frozen=True)
class AnswersPicture:
    """Everything that the page shows.

    Attributes:
        finding: in one sentence.
        overview: the answers by group of items (the themes), where items are in groups and answered on a scale.
        exhibits: the answers to every item, one exhibit or one a group; none when nothing can be shown.
        tables: the same beside other parts of the country, by title.
        basis: what it rests on.
        about: what one is looking at, for downloads.
        demo: whether it is demonstration data.
    """

    finding: str
    overview: Exhibit | None
    exhibits: list[Exhibit]
    tables: dict[str, pd.DataFrame]
    basis: str
    about: dict[str, str]
    demo: bool


def questions(definition: str) -> dict[str, str]:
    """Title of each question whose answers can be counted, by id: numbers and free text are not among them."""
    return {one.question_id: one.title for one in survey_of(definition).questions if one.scale}


def view(definition: str, grouping_id: str, where: str, role: str) -> View:
    """Who is looked at.

    Args:
        definition: the survey.
        grouping_id: the peer grouping.
        where: ``all``, ``group:<name>`` or ``area:<code>``.
        role: id of a role; empty for everyone.
    """
    kind, _, unit = where.partition(":")
    place = {GROUP: unit, AREA: register().names.get(unit, unit)}.get(kind, "all areas")
    grouping = grouping_id if kind == GROUP else ""
    if role:
        title = survey_of(definition).respondent_titles(ROLE).get(role, role)
        return View(ROLE, grouping, "" if kind == NATION else where, role, f"{title}, {place}")
    return View(kind, grouping, "", unit or NATION, place)


def answers_picture(
    store: Store, definition: str, round_: str, question_id: str, grouping_id: str, where: str, role: str
) -> AnswersPicture:
    """The picture of one question in one round (arguments as in :func:`view`)."""
    survey, seen = survey_of(definition), view(definition, grouping_id, where, role)
    question = survey.by_id[question_id]
    demo = survey_reading.rests_on_demo(store, definition, round_)
    shares = findings.shares(store, definition, round_, question_id, **seen.asked)
    # What was ticked has no steps; of a role within a group shares are enough, and its steps take long to decide on.
    without_steps = question.is_ticked or (seen.within and question.items)
    levels = shares.iloc[:0]
    if not without_steps:
        levels = findings.level_counts(store, definition, round_, question_id, **seen.asked)
    given = exhibits.Given(
        survey,
        question,
        seen.title,
        shares[shares["unit"] == seen.unit].reset_index(drop=True),
        levels[levels["unit"] == seen.unit].reset_index(drop=True),
        demo,
    )
    made = exhibits.made(given)
    about = {"Survey": definition, "Round": round_, "Question": question_id, "People": seen.title}
    basis = f"{_answered(made.n)} ({seen.title}), round {round_}." if made.exhibits else ""
    return AnswersPicture(
        finding=made.finding,
        overview=made.overview and _with(made.overview, about, basis),
        exhibits=[_with(one, about, basis) for one in made.exhibits],
        tables=_beside(store, definition, round_, question, seen, grouping_id),
        basis=basis,
        about=about,
        demo=demo,
    )


def _answered(n: tuple[int, int]) -> str:
    least, most = n
    return count(most, "person", "people") if least == most else f"{least} to {count(most, 'person', 'people')}"


def _with(exhibit: Exhibit, about: dict[str, str], basis: str) -> Exhibit:
    return replace(exhibit, about=about, basis=f"{basis} {exhibit.basis}".strip())


def _beside(
    store: Store, definition: str, round_: str, question: SurveyQuestion, seen: View, grouping_id: str
) -> dict[str, pd.DataFrame]:
    """Shares of every item by role in the same group or all areas, and, for all areas, by group.

    Not by role within an area: there nearly every role has fewer than five people.
    """
    if not question.items or AREA in (seen.by, seen.within.partition(":")[0]):
        return {}
    within = seen.within or ("" if seen.by in (NATION, ROLE) else f"{seen.by}:{seen.unit}")
    asked = {"by": ROLE, "within": within, "grouping_id": seen.grouping_id}
    roles = survey_of(definition).respondent_titles(ROLE)
    tables = {"role": (findings.shares(store, definition, round_, question.question_id, **asked), roles)}
    if not within and grouping_id:
        groups = findings.shares(store, definition, round_, question.question_id, by=GROUP, grouping_id=grouping_id)
        tables["group of areas"] = (groups, {})
    said = words.saying(question)
    return {
        f"People who {said}, by {name}": words.side_by_side(shares, question.by_id, titles)
        for name, (shares, titles) in tables.items()
        if len(shares)
    }
