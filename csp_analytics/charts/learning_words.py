"""Sentences about learning matches: what there is to learn, why two areas are alike, why there is no match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis import learning_pairs as pairing
from csp_analytics.analysis.learning import CRITERION, MUCH, SKILL, WEIGHTS
from csp_analytics.analysis.peers import ordinal
from csp_analytics.charts.skill_words import SHOWN, percent, reason
from csp_analytics.charts.words import count, listed
from csp_analytics.frameworks.model import Framework

MOST_LESSONS = 3
FEW_PEOPLE = " (few people answered, or it is hidden so that no other figure can be worked out)"
CAME_OF_IT = {
    pairing.CHOSEN: "chosen",
    pairing.FULL: "mentors as many others as it may",
    pairing.LOWER: "scores lower than those chosen",
}
HOW_SCORED = (
    f"The score of a pair runs from 0 to {WEIGHTS.total:.0f}: {WEIGHTS.strength:.0f} for how much there is to learn "
    f"({MUCH:.0f} points over all its needs count as full), "
    f"{WEIGHTS.likeness:.0f} for likeness, {WEIGHTS.mutual:.0f} when something could be given back."
)


@dataclass(frozen=True)
class Topics:
    """Names of skills and criteria by kind and id, and the framework of the criteria (None without one)."""

    names: Mapping[tuple[str, str], str]
    framework: Framework | None

    def name(self, kind: str, topic_id: str) -> str:
        """Name of a topic."""
        return self.names.get((kind, topic_id), topic_id)

    def figure(self, standing: Mapping[str, object]) -> str:
        """A figure in words: ``31% of 16 people``, ``nearly all of 5 to 9 people`` or a level's label."""
        value = float(standing["value"])  # type: ignore[arg-type]
        if standing["kind"] == CRITERION and self.framework:
            span = self.framework.highest - self.framework.lowest
            return f"'{self.framework.label_of(round(self.framework.lowest + value * span / 100))}'"
        if standing["status"] != SHOWN:
            return reason(str(standing["status"]))
        return f"{percent(value)} of {count(int(standing['n']), 'person', 'people')}"  # type: ignore[call-overload]


def lesson(topics: Topics, kind: str, topic_id: str, theirs: Mapping, own: Mapping, *, sure: bool) -> str:
    """One thing to learn with the figures that it rests on."""
    chance = "" if sure else " (can be chance)"
    return f"{topics.name(kind, topic_id)}: {topics.figure(theirs)} there, {topics.figure(own)} here{chance}"


def why_alike(row: Mapping[str, object], group: str, n_others: int) -> str:
    """Why two areas are alike: the same peer group, how near, or both."""
    parts = [f"in the same peer group ({group})" if group else "its peer"] if row["is_peer"] else []
    if row["place"] == row["place"] and n_others:
        parts.append(f"{ordinal(int(row['place']))} most alike of {n_others} areas")  # type: ignore[call-overload]
    return listed(parts)


def why_none(outcome: str, topics: str, most_mentored: int) -> str:
    """Why an area has no mentor."""
    return {
        pairing.NO_FIGURES: "nothing of it can be shown"
        + (FEW_PEOPLE if topics != CRITERION else "")
        + ("" if topics == SKILL else ", and it has no levels in this round"),
        pairing.NO_NEED: "it has nothing below the need line, so no need is known",
        pairing.NOBODY_ALIKE: "no area that is alike has figures; other peers may help",
        pairing.NOBODY_STRONGER: "no area that is alike is clearly stronger on any of its weakest topics",
        pairing.ALL_TAKEN: f"areas that are stronger each mentor {count(most_mentored, 'other')} already",
    }[outcome]


def everybody(outcomes: pd.DataFrame, chosen: pd.DataFrame, n_back: int, met: Sequence[tuple[str, int]]) -> str:
    """The finding over all areas.

    Args:
        outcomes: from :func:`csp_analytics.analysis.learning_pairs.outcomes`.
        chosen: the pairs.
        n_back: in how many of them the learner could give something back.
        met: topics with how many pairs are about them, most first.
    """
    known = outcomes[outcomes["outcome"] != pairing.NO_FIGURES]
    if known.empty:
        return "No area has figures that can be shown, so nobody can be matched."
    n = int((outcomes["n_mentors"] > 0).sum())
    if not n:
        return f"Of {count(len(known), 'area')} with figures not one has a match: no alike area is clearly stronger."
    most = int(outcomes["n_mentored"].max())
    about = f" Most often it is about {met[0][0]} ({met[0][1]} of {count(len(chosen), 'pair')})." if met else ""
    return (
        f"{n} of {count(len(known), 'area')} with figures could learn from an area that is alike and stronger; in "
        f"{n_back} of {count(len(chosen), 'pair')} both could learn, and nobody mentors more than {most}.{about}"
    )


def of_area(name: str, mentors: Sequence[tuple[str, str]], learners: Sequence[str], absent: str) -> str:
    """The finding about one area.

    Args:
        name: its name.
        mentors: from whom it could learn, each with what.
        learners: who could learn from it.
        absent: why it has no mentor, when it has none.
    """
    learns = f"{name} could learn from {listed(f'{who} ({what})' for who, what in mentors)}" if mentors else ""
    teaches = f"{listed(learners)} could learn from it" if learners else "nobody is matched to learn from it"
    if not learns:
        return f"{name} has no match to learn from: {absent}. {teaches[0].upper()}{teaches[1:]}."
    return f"{learns}; {teaches}."


def training(n_closed: int, n_gaps: int, n_places: int, courses: Sequence[tuple[str, int]], course: int) -> str:
    """What a number of places closes at best (``courses``: skills with how many gaps each closes, most first)."""
    if not n_gaps:
        return "There is no gap that can be shown, so there is nothing to train for."
    if not n_closed:
        return f"{count(n_places, 'place')} close none of {count(n_gaps, 'gap')}: they fill no course."
    held = f" in {count(n_places // course, 'course')}" if course > 1 else ""
    names = [f"{name} ({closed})" for name, closed in courses]
    return (
        f"{count(n_places, 'place')}{held} close {n_closed} of {count(n_gaps, 'gap')} at best: {listed(names, most=5)}."
    )
