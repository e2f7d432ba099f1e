"""What the page Learning matches is asked, and what every part of the answer needs: pairs, names, what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import learning as learn
from csp_analytics.areas.register import register
from csp_analytics.charts.learning_words import Topics
from csp_analytics.charts.skill_words import in_sentence
from csp_analytics.charts.words import count
from csp_analytics.findings import learning, surveys
from csp_analytics.findings.learning import Matches, Wanted
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.pictures.area import area_names
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store
from csp_analytics.surveys.load import survey

TITLES = {learning.BOTH: "Skills and criteria", learn.SKILL: "Skills", learn.CRITERION: "Criteria"}


@dataclass(frozen=True)
class Asked:
    """What is asked and what came of it.

    Attributes:
        wanted: what was chosen.
        found: the pairs and everything on the way to them.
        topics: names of skills and criteria.
        groups: name of every area's peer group by code (empty where groups have no name).
        grouping: title of the peer grouping.
        names: name of every area.
        source: where the figures come from.
        demo: whether any of it is demonstration data.
    """

    wanted: Wanted
    found: Matches
    topics: Topics
    groups: dict[str, str]
    grouping: str
    names: dict[str, str]
    source: str
    demo: bool

    @property
    def about(self) -> dict[str, str]:
        """What one is looking at, for files."""
        said = {
            "Topics": TITLES[self.wanted.topics],
            "Survey round": self.wanted.survey_round if learn.SKILL in self.wanted.kinds else "",
            "Framework": self.wanted.framework_id if learn.CRITERION in self.wanted.kinds else "",
            "Round": self.wanted.round if learn.CRITERION in self.wanted.kinds else "",
            "Peers": self.grouping,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def basis(self) -> str:
        """What the pairs rest on."""
        parts = []
        standings = self.found.standings
        for kind, words in ((learn.SKILL, "skills survey"), (learn.CRITERION, "levels")):
            if kind not in self.wanted.kinds:
                continue
            known = standings[(standings["kind"] == kind) & standings["value"].notna()]
            round_ = self.wanted.survey_round if kind == learn.SKILL else self.wanted.round
            areas = f"{len(set(known['area_code']))} of {count(len(register().areas), 'area')}"
            parts.append(f"{words.capitalize()}, round {round_}: {areas} with figures.")
        return " ".join(parts)

    @property
    def rules(self) -> str:
        """What a need is, what a mentor is, and who is alike."""
        said = []
        if learn.SKILL in self.wanted.kinds:
            line = learn.SKILL_LINE
            said.append(
                f"A need is a skill that fewer than half of an area's people have in place (its {learn.MOST_NEEDS} "
                f"lowest); a mentor has at least half, and {line.margin:.0f} points more."
            )
        if self.topics.framework:
            word = self.topics.framework.row_word
            said.append(
                f"A need is also a {word} in the lower half of the scale (its {learn.MOST_NEEDS} lowest); a mentor "
                "stands in the upper half."
            )
        said.append(
            f"Alike: a peer ({self.grouping}) or one of the {learn.NEAR} areas nearest by facts about the place. "
            f"Nobody mentors more than {self.wanted.most_mentored} or has more than {self.wanted.most_mentors} mentors."
        )
        return " ".join(said)

    @property
    def lines(self) -> dict[str, learn.Line]:
        """Need line and margin of each kind of topic."""
        return learning.lines(self.wanted)

    @cached_property
    def standings(self) -> dict[tuple[str, str, str], dict]:
        """Where each area stands, by area, kind and topic."""
        rows = self.found.standings.to_dict("records")
        return {(row["area_code"], row["kind"], row["topic_id"]): row for row in rows}

    @cached_property
    def lessons(self) -> dict[tuple[str, str], pd.DataFrame]:
        """What each pair is about, the largest gain first."""
        ordered = self.found.lessons.sort_values("gain", ascending=False, kind="stable")
        return {(str(a), str(b)): rows for (a, b), rows in ordered.groupby(["learner", "mentor"])}

    @cached_property
    def alike(self) -> dict[tuple[str, str], dict]:
        """Why two areas are alike."""
        return {(row["area_code"], row["peer_code"]): row for row in self.found.alike.to_dict("records")}


def ask(store: Store, wanted: Wanted) -> Asked:
    """The pairs and what they rest on."""
    framework = framework_of(wanted.framework_id) if learn.CRITERION in wanted.kinds else None
    pairs = findings.pairs(store, wanted.grouping_id).drop_duplicates("area_code")
    named = pairs[pairs["group"] != pairs["area_code"]]  # nearest neighbours are a group of each area's own
    sources = [survey(surveys.SKILLS).title] if learn.SKILL in wanted.kinds else []
    return Asked(
        wanted=wanted,
        found=learning.matches(store, wanted),
        topics=Topics(topic_names(wanted), framework),
        groups=dict(zip(named["area_code"], named["group"].astype(str), strict=True)),
        grouping=findings.grouping(store, wanted.grouping_id).title,
        names=area_names(store),
        source=", ".join([*sources, *([framework.title] if framework else [])]),
        demo=_demo(store, wanted),
    )


def topic_names(wanted: Wanted) -> dict[tuple[str, str], str]:
    """Short names of the topics by kind and id."""
    found: dict[tuple[str, str], str] = {}
    if learn.SKILL in wanted.kinds:
        items = survey(surveys.SKILLS).by_id[surveys.IN_PLACE].items
        found |= {(learn.SKILL, item.item_id): in_sentence(item.short) for item in items}
    if learn.CRITERION in wanted.kinds:
        criteria = framework_of(wanted.framework_id).criteria
        found |= {(learn.CRITERION, row.criterion_id): row.short for row in criteria}
    return found


def _demo(store: Store, wanted: Wanted) -> bool:
    skills = learn.SKILL in wanted.kinds and survey_reading.rests_on_demo(store, surveys.SKILLS, wanted.survey_round)
    levels = learn.CRITERION in wanted.kinds and findings.rests_on_demo(store, wanted.framework_id, (wanted.round,))
    return bool(skills or levels)
