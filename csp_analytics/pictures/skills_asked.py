"""What is asked about skills: a round, a part of the country, a role; and the frames that answer it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from csp_analytics import findings
from csp_analytics.areas.register import register
from csp_analytics.charts.skill_words import NO_ANSWERS, in_sentence
from csp_analytics.findings import surveys as survey_findings
from csp_analytics.findings.surveys import IN_PLACE, SKILLS
from csp_analytics.frameworks.load import principles
from csp_analytics.frameworks.published import published_skills
from csp_analytics.pictures import report_subject
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store
from csp_analytics.surveys import load
from csp_analytics.surveys.model import ROLE, Item

NATION, GROUP, AREA = "all", "group:", "area:"


@dataclass(frozen=True)
class Asked:
    """What is looked at.

    Attributes:
        store: where the answers are.
        round: the round of the survey.
        grouping_id: the peer grouping whose groups are told apart.
        part: ``all``, ``group:<name>`` or ``area:<code>``.
        role: id of a role; empty for everyone.
    """

    store: Store
    round: str
    grouping_id: str
    part: str = NATION
    role: str = ""

    @cached_property
    def items(self) -> dict[str, Item]:
        """The skills by id, in order."""
        return load.survey(SKILLS).by_id[IN_PLACE].by_id

    @cached_property
    def roles(self) -> dict[str, str]:
        """Titles of roles by id, in order."""
        return load.survey(SKILLS).respondent_titles(ROLE)

    @cached_property
    def before(self) -> str:
        """The round before; empty when there is none."""
        known = survey_reading.rounds(self.store, SKILLS)
        place = known.index(self.round) if self.round in known else 0
        return known[place - 1] if place else ""

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """Areas of each group of the grouping, by the group's name; empty where there are no groups."""
        members = report_subject.members_of(self.store, self.grouping_id)
        return {str(name): rows["area_code"].tolist() for name, rows in members.groupby("group")}

    @property
    def within(self) -> str:
        """The part of the country as the findings name it."""
        return "" if self.part == NATION else self.part

    @property
    def group(self) -> str:
        """The group that is looked at; empty when it is none."""
        return self.part.removeprefix(GROUP) if self.part.startswith(GROUP) else ""

    @property
    def area(self) -> str:
        """Code of the area that is looked at; empty when it is none."""
        return self.part.removeprefix(AREA) if self.part.startswith(AREA) else ""

    @property
    def everybody(self) -> bool:
        """Whether it is all areas and all roles."""
        return self.part == NATION and not self.role

    @cached_property
    def grouping_title(self) -> str:
        """Title of the peer grouping."""
        return findings.grouping(self.store, self.grouping_id).title

    @cached_property
    def name(self) -> str:
        """The part of the country in words."""
        return self.names.get(self.area, self.area) if self.area else self.group or "all areas"

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of areas by code."""
        return register().names

    @cached_property
    def where(self) -> str:
        """Of whom it is, to begin a sentence with; empty for everybody."""
        place = "" if self.part == NATION else f"In {self.name}"
        role = f"for the role '{self.roles.get(self.role, self.role)}'" if self.role else ""
        words = ", ".join(part for part in (place, role) if part)
        return words[:1].upper() + words[1:]

    @cached_property
    def about(self) -> dict[str, str]:
        """What one is looking at, for files."""
        said = {
            "Survey": load.survey(SKILLS).title,
            "Round": self.round,
            "Part of the country": self.name,
            "Role": self.roles.get(self.role, ""),
        }
        return {name: value for name, value in said.items() if value}

    @cached_property
    def sent(self) -> set[str]:
        """Codes of the areas that any answer came from."""
        return set(survey_reading.respondent_counts(self.store, SKILLS, self.round)["area_code"]) - {""}

    @cached_property
    def demo(self) -> bool:
        """Whether any of it is demonstration data."""
        return any(survey_reading.rests_on_demo(self.store, SKILLS, one) for one in (self.round, self.before) if one)

    @property
    def source(self) -> str:
        """The survey, by name."""
        return f"{load.survey(SKILLS).title}, round {self.round}"


def shares_by(one: Asked, by: str, *, within: str = "", round_: str = "") -> pd.DataFrame:
    """Shares in place: see ``findings.surveys.shares``."""
    return survey_findings.shares(
        one.store, SKILLS, round_ or one.round, IN_PLACE, by=by, grouping_id=one.grouping_id, within=within
    )


def own_shares(one: Asked, round_: str = "") -> pd.DataFrame:
    """Shares of the part of the country and role that is looked at, a row a skill."""
    by, unit = _unit(one)
    frame = shares_by(one, by, within=one.within if by == ROLE else "", round_=round_)
    return frame[frame["unit"] == unit].reset_index(drop=True)


def needs_by(one: Asked, by: str, *, within: str = "") -> pd.DataFrame:
    """Importance against confidence: see ``findings.surveys.needs``; empty when it was not asked."""
    return survey_findings.needs(one.store, one.round, by=by, grouping_id=one.grouping_id, within=within)


def own_needs(one: Asked) -> pd.DataFrame:
    """The needs of the part and role that is looked at, with ``short`` and ``title``."""
    by, unit = _unit(one)
    frame = needs_by(one, by, within=one.within if by == ROLE else "")
    return titled(frame[frame["unit"] == unit].reset_index(drop=True), one)


def coverage_of(one: Asked) -> pd.DataFrame:
    """How many people have each skill in each area of the part that is looked at."""
    frame = survey_findings.coverage(one.store, one.round)
    return by_area(one, frame, "area_code")


def areas_of(one: Asked) -> list[str]:
    """Codes of the areas of the part that is looked at."""
    if one.area:
        return [one.area]
    return one.groups.get(one.group, []) if one.group else list(one.names)


def own_group(one: Asked) -> str:
    """The group of the area that is looked at; empty when it has none."""
    return next((name for name, codes in one.groups.items() if one.area in codes), "")


def titled(frame: pd.DataFrame, one: Asked) -> pd.DataFrame:
    """The frame with what the definitions say of each skill: ``short, said, title, group_title, principle``."""
    items = [one.items[item_id] for item_id in frame["item_id"]]
    names = {key: principle.short_name for key, principle in principles().items()}
    return frame.assign(
        short=[item.short for item in items],
        said=[in_sentence(item.short) for item in items],
        title=[item.title for item in items],
        group_title=[item.group.replace("-", " ").capitalize() for item in items],
        principle=[names.get(item.principle_id, "") for item in items],
    )


def with_published(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the published national figures: ``published``, ``published_words`` (where there are words only)
    and ``also_said`` (the words in any case).
    """
    known = published_skills()[0].set_index("skill_id")
    share = frame["item_id"].map(known["share_in_place"]).astype(float)
    words = frame["item_id"].map(known["words"]).fillna("")
    return frame.assign(published=share, published_words=words.where(share.isna(), ""), also_said=words)


def published_year() -> str:
    """The year of the published figures; empty when there are none."""
    years = published_skills()[0]["year"]
    return str(years.iloc[0]) if len(years) else ""


def beside(frame: pd.DataFrame, other: pd.DataFrame, kind: str, *, intervals: bool = True) -> pd.DataFrame:
    """The frame with the figures of another unit beside it, each column with ``<kind>_`` in front.

    Without ``intervals`` they are left out, so that they are not drawn.
    """
    columns = ["share", "low", "high", "n", "status"]
    there = other.set_index("item_id")[columns].add_prefix(f"{kind}_")
    if not intervals:
        there[[f"{kind}_low", f"{kind}_high"]] = float("nan")
    return frame.merge(there, left_on="item_id", right_index=True, how="left")


def short_names(groups: Iterable[str]) -> dict[str, str]:
    """Short names of groups: what stands before a colon, where that tells them apart."""
    names = list(groups)
    short = [name.partition(":")[0] for name in names]
    return dict(zip(names, short if len(set(short)) == len(names) else names, strict=True))


def by_area(one: Asked, frame: pd.DataFrame, column: str = "unit") -> pd.DataFrame:
    """The rows of the areas of the part that is looked at; those that sent nothing say so instead of "few"."""
    found = frame[frame[column].isin(areas_of(one))]
    return found.assign(status=found["status"].where(found[column].isin(one.sent), NO_ANSWERS)).reset_index(drop=True)


def people(one: Asked) -> int:
    """How many people answered of the part and role that is looked at; 0 where it may not be said."""
    by, unit = _unit(one)
    if by == ROLE and one.within:
        n = own_shares(one)["n"].max()
    else:
        frame = survey_findings.respondents(one.store, SKILLS, one.round, by=by, grouping_id=one.grouping_id)
        n = frame.loc[frame["unit"] == unit, "n"].max()
    return int(n) if n == n else 0


def _unit(one: Asked) -> tuple[str, str]:
    if one.role:
        return ROLE, one.role
    if one.group:
        return "group", one.group
    return ("area", one.area) if one.area else ("all", "all")
