"""What is asked about surveys: shares, coverage, needs, change. Small numbers are never among the answers.

Which figures are shown is one decision for a definition and round, taken over every unit that any page or command
offers (:mod:`csp_analytics.analysis.suppression`), so that no two answers can be set against each other.
"""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis import intervals, sample, skill_coverage, skill_needs
from csp_analytics.analysis import level_counts as levels
from csp_analytics.analysis import shares as sharing
from csp_analytics.analysis.survey_units import ALL, AREA, EVERYBODY
from csp_analytics.findings import NothingThere
from csp_analytics.findings.survey_plans import plan
from csp_analytics.findings.survey_sample import WhoAnswered, who_answered
from csp_analytics.frameworks.published import published_skills
from csp_analytics.problems import did_you_mean
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store
from csp_analytics.surveys.load import survey, surveys
from csp_analytics.surveys.model import SurveyQuestion

__all__ = ["WhoAnswered", "who_answered"]
SKILLS, IN_PLACE, IMPORTANCE, CONFIDENCE = "skills", "in-place", "importance", "confidence"


def survey_definitions_in_use(store: Store) -> list[str]:
    """Survey definitions with answers, in the order of their definitions."""
    used = set(survey_reading.surveys(store)["definition"])
    return [name for name in surveys() if name in used]


def latest_round(store: Store, definition: str) -> str:
    """The newest round of a survey.

    Raises:
        NothingThere: when the survey has no data.
    """
    found = survey_reading.rounds(store, definition)
    if not found:
        raise NothingThere(f"No answers to the survey '{definition}' have been loaded yet.")
    return found[-1]


def question(definition: str, question_id: str) -> SurveyQuestion:
    """A question of a survey that has shares.

    Raises:
        LookupError: when the survey has no such question, or it has no scale; the message says which there are.
    """
    asked = {key: one for key, one in survey(definition).by_id.items() if one.scale}
    if question_id not in asked:
        near = did_you_mean(question_id, asked)
        hint = f" Did you mean '{near}'?" if near else ""
        raise LookupError(f"'{definition}' has no question '{question_id}'. Expected one of {', '.join(asked)}.{hint}")
    return asked[question_id]


def shares(
    store: Store,
    definition: str,
    round_: str,
    question_id: str,
    *,
    by: str = ALL,
    grouping_id: str = "",
    within: str = EVERYBODY,
) -> pd.DataFrame:
    """Who said yes (on a scale: above its middle), thing by thing.

    Args:
        store: where from.
        definition: the survey.
        round_: its round.
        question_id: the question.
        by: ``all, group, area, role`` or ``sector``.
        grouping_id: whose groups; for ``group``, or with a ``within`` that names a group.
        within: empty for everybody, ``area:<code>`` or ``group:<name>``; for ``role`` and ``sector``.

    Returns:
        See :func:`csp_analytics.analysis.shares.shares`. Things that nobody was asked about have no row.
    """
    asked = question(definition, question_id)
    decided = plan(store, definition, round_)
    rows = decided.units.rows_of(by, grouping_id, within)
    answers = survey_reading.answer_counts(store, definition, round_, question_id)
    posts = survey_reading.posts(store, definition, round_)
    of_area = posts.set_index("area_code")["posts"].astype(float)
    known = decided.units.posts(rows, of_area, survey_reading.posts_of_country(posts))
    return sharing.shares(answers, decided, rows, item_ids(asked), middle_of(asked), known)


def level_counts(
    store: Store,
    definition: str,
    round_: str,
    question_id: str,
    *,
    by: str = ALL,
    grouping_id: str = "",
    within: str = EVERYBODY,
) -> pd.DataFrame:
    """How many chose each step of a scale: see :func:`csp_analytics.analysis.level_counts.level_counts`."""
    asked = question(definition, question_id)
    decided = plan(store, definition, round_)
    rows = decided.units.rows_of(by, grouping_id, within)
    answers = survey_reading.answer_counts(store, definition, round_, question_id)
    return levels.level_counts(answers, decided, rows, item_ids(asked), [step.value for step in asked.scale])


def respondents(store: Store, definition: str, round_: str, *, by: str = ALL, grouping_id: str = "") -> pd.DataFrame:
    """How many people answered: ``unit, n, status``; ``n`` is empty unless the status is ``shown``."""
    decided = plan(store, definition, round_)
    return sample.counted(decided, decided.units.rows_of(by, grouping_id))[["unit", "n", "status"]]


def coverage(store: Store, round_: str, *, definition: str = SKILLS, question_id: str = IN_PLACE) -> pd.DataFrame:
    """Nobody, one person, two or more: see :func:`csp_analytics.analysis.skill_coverage.coverage` for the columns."""
    return skill_coverage.coverage(shares(store, definition, round_, question_id, by=AREA))


def needs(
    store: Store,
    round_: str,
    *,
    by: str = ALL,
    grouping_id: str = "",
    within: str = EVERYBODY,
    definition: str = SKILLS,
    importance: str = IMPORTANCE,
    confidence: str = CONFIDENCE,
) -> pd.DataFrame:
    """Importance against confidence: see :func:`csp_analytics.analysis.skill_needs.needs` for the columns."""
    asked = question(definition, importance)
    scale = [step.value for step in asked.scale]
    decided = plan(store, definition, round_)
    rows = decided.units.rows_of(by, grouping_id, within)
    pairs = survey_reading.pair_counts(store, definition, round_, importance, confidence)
    return skill_needs.needs(pairs, decided, rows, item_ids(asked), min(scale), max(scale))


def change(
    store: Store,
    definition: str,
    before: str,
    after: str,
    question_id: str,
    *,
    by: str = ALL,
    grouping_id: str = "",
    within: str = EVERYBODY,
) -> pd.DataFrame:
    """Shares in two rounds.

    Returns:
        One row a unit and item asked in both: ``unit, item_id``, the columns of :func:`shares` with ``_before`` and
        ``_after``, and ``difference, low, high`` (points; Newcombe's interval for different people).
    """
    one, two = (
        shares(store, definition, round_, question_id, by=by, grouping_id=grouping_id, within=within)
        for round_ in (before, after)
    )
    both = one.merge(two, on=["unit", "item_id"], suffixes=("_before", "_after"))
    sides = [
        both[[f"{name}_{side}" for name in ("share", "low", "high")]].set_axis(["share", "low", "high"], axis=1)
        for side in ("before", "after")
    ]
    return both.join(intervals.difference(*sides))


def beside_published(shares_: pd.DataFrame) -> pd.DataFrame:
    """Shares with the published national figures of the same skills beside them.

    Returns:
        The rows of ``shares_`` with ``published_share`` (0 to 100, empty where there is none or only words are),
        ``published_words``, ``published_year``, ``published_returns`` and ``published_source`` (empty texts and
        numbers for a skill that was not published).
    """
    columns = {"share_in_place": "share", "words": "words", "year": "year", "n_returns": "returns", "source": "source"}
    found = published_skills()[0][["skill_id", *columns]]
    found = found.rename(columns={"skill_id": "item_id"} | {name: f"published_{new}" for name, new in columns.items()})
    both = shares_.merge(found, on="item_id", how="left")
    texts = ["published_words", "published_year", "published_source"]
    return both.assign(**{name: both[name].fillna("") for name in texts})


def item_ids(asked: SurveyQuestion) -> list[str]:
    """Ids of what a question asks about, in order; one empty id when it is asked once."""
    return [item.item_id for item in asked.items] or [""]


def middle_of(asked: SurveyQuestion) -> float:
    """The middle of a question's scale: what lies above it counts as yes."""
    return sharing.above_middle([step.value for step in asked.scale])
