"""Who could learn from whom, in pairs and in groups, and which training closes most gaps: read, hand on, return."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import learning as learn
from csp_analytics.analysis import learning_groups, learning_pairs, training
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.groupings import model_variables
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.groupings import COMPUTED, Grouping
from csp_analytics.areas.register import register
from csp_analytics.findings import surveys
from csp_analytics.findings.surveys import IN_PLACE, SKILLS
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.store.connection import Store
from csp_analytics.surveys.model import AREA

BOTH = "both"


@dataclass(frozen=True)
class Wanted:
    """What to match by.

    Attributes:
        topics: ``skill``, ``criterion`` or ``both``.
        survey_round: round of the skills survey; empty without one.
        framework_id, round: the framework whose criteria count and its round; empty without one.
        grouping_id: whose groups are the peers.
        most_mentored: how many others an area mentors at most.
        most_mentors: how many mentors an area gets at most.
    """

    topics: str
    survey_round: str
    framework_id: str
    round: str
    grouping_id: str
    most_mentored: int = 2
    most_mentors: int = 2

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of topic asked for of which there is data."""
        there = {learn.SKILL: self.survey_round, learn.CRITERION: self.framework_id and self.round}
        return tuple(kind for kind in learn.KINDS if self.topics in (kind, BOTH) and there[kind])


@dataclass(frozen=True)
class Matches:
    """The pairs and everything on the way to them; the functions of :mod:`csp_analytics.analysis.learning` say what."""

    standings: pd.DataFrame
    needs: pd.DataFrame
    alike: pd.DataFrame
    lessons: pd.DataFrame
    candidates: pd.DataFrame
    chosen: pd.DataFrame
    outcomes: pd.DataFrame
    told: pd.DataFrame


def matches(store: Store, wanted: Wanted) -> Matches:
    """The pairs of all areas of the register."""
    names, every = register().names, standings(store, wanted)
    by_line = lines(wanted)
    needed = learn.needs(every, by_line)
    alike = likeness(store, wanted.grouping_id)
    learned = learn.lessons(every, needed, alike, by_line)
    candidates = learn.candidates(learned, needed, alike)
    chosen = learning_pairs.match(
        candidates, names, most_mentored=wanted.most_mentored, most_mentors=wanted.most_mentors
    )
    outcomes = learning_pairs.outcomes(list(names), every, needed, alike, candidates, chosen)
    told = learning_pairs.told(candidates, chosen, most_mentors=wanted.most_mentors)
    return Matches(every, needed, alike, learned, candidates, chosen, outcomes, told)


def groups(found: Matches, wanted: Wanted, *, most: int = 6, most_for_area: int = 1) -> pd.DataFrame:
    """Groups that learn together: see :func:`csp_analytics.analysis.learning_groups.groups` for the columns."""
    return learning_groups.groups(
        found.standings, found.alike, lines(wanted), register().names, most=most, most_for_area=most_for_area
    )


def training_gaps(store: Store, survey_round: str, rule: str = training.FEWER_THAN_TWO) -> pd.DataFrame:
    """Every gap that training could close: see :func:`csp_analytics.analysis.training.gaps` for the columns."""
    found = surveys.shares(store, SKILLS, survey_round, IN_PLACE, by=AREA)
    return training.gaps(found.rename(columns={"unit": "area_code"}), rule)


def standings(store: Store, wanted: Wanted) -> pd.DataFrame:
    """Where every area of the register stands on every topic, as far as it can be shown.

    Columns: ``area_code, kind, topic_id, value, low, high, n, status``: value in points from 0 to 100; low and high
    bound a share of people and are empty for criteria; n is who answered; status says why a share is not shown.
    """
    parts = []
    if learn.SKILL in wanted.kinds:
        shares = surveys.shares(store, SKILLS, wanted.survey_round, IN_PLACE, by=AREA)
        parts.append(learn.skill_standings(shares.rename(columns={"unit": "area_code"})))
    if learn.CRITERION in wanted.kinds:
        scored = findings.scores(store, wanted.framework_id, rounds=(wanted.round,), by=scoring.CRITERION)
        parts.append(learn.criterion_standings(scored))
    empty = pd.DataFrame(columns=learn.STANDINGS).astype({"value": float, "low": float, "high": float, "n": float})
    found = pd.concat(parts, ignore_index=True) if parts else empty
    return found[found["area_code"].isin(register().areas)].reset_index(drop=True)


def lines(wanted: Wanted) -> dict[str, learn.Line]:
    """Need line and margin of each kind of topic."""
    found = {learn.SKILL: learn.SKILL_LINE}
    if learn.CRITERION in wanted.kinds:
        found[learn.CRITERION] = learn.criterion_line(framework_of(wanted.framework_id))
    return found


def likeness(store: Store, grouping_id: str) -> pd.DataFrame:
    """Which areas are alike: see :func:`csp_analytics.analysis.learning.likeness` for the columns."""
    model = model_of_likeness(store, grouping_id)
    far = learn.known_distances(peer_definitions.context(), model_variables(model)) if model else None
    return learn.likeness(findings.pairs(store, grouping_id), far)


def model_of_likeness(store: Store | None, grouping_id: str) -> Grouping | None:
    """The grouping whose facts say how alike areas are: the chosen one, else the first with facts; None without any."""
    known = findings.groupings(store)
    one = known.get(grouping_id)
    if one and one.kind == COMPUTED:
        return one
    return next((other for other in known.values() if other.kind == COMPUTED), None)
