"""What a report is about: a framework in a round, and all areas or those of one peer group."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from csp_analytics import findings
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.register import register
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed
from csp_analytics.frameworks.model import Framework
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

EVERYWHERE = "all"


@dataclass(frozen=True)
class Part:
    """One section: its title, what it says, its exhibits, and a table that has no picture.

    ``headline`` says whether what it says first belongs to the headlines of the report. ``below`` is what must be said
    after its table.
    """

    title: str
    sentences: list[str]
    exhibits: list[Exhibit] = field(default_factory=list)
    table: pd.DataFrame | None = None
    headline: bool = True
    below: list[str] = field(default_factory=list)

    @property
    def first(self) -> str:
        """What it says first: its first sentence, else that of its first exhibit."""
        return self.sentences[0] if self.sentences else self.exhibits[0].takeaway if self.exhibits else ""


@dataclass(frozen=True)
class Subject:
    """What a report is about: a framework in a round, and some of the areas.

    Attributes:
        store: where the data is.
        framework: the framework.
        round: the round.
        before: the round before, empty when there is none.
        grouping_id: the peer grouping whose groups stand beside each other.
        group: the group that the report is about, :data:`EVERYWHERE` for all areas.
        codes: the areas that it is about.
        demo: whether any of it is demonstration data.
    """

    store: Store
    framework: Framework
    round: str
    before: str
    grouping_id: str
    group: str
    codes: tuple[str, ...]
    demo: bool

    @property
    def everywhere(self) -> bool:
        """Whether it is about all areas."""
        return self.group == EVERYWHERE

    @property
    def where(self) -> str:
        """Who it is about, in words."""
        return "all areas" if self.everywhere else self.group

    def scores(self, by: str, *, round_: str = "", everyone: bool = False) -> pd.DataFrame:
        """Scores of the areas that the report is about, of all areas with ``everyone``."""
        found = findings.scores(self.store, self.framework.framework_id, rounds=(round_ or self.round,), by=by)
        return found if everyone or self.everywhere else found[found["area_code"].isin(self.codes)]

    def basis(self, frame: pd.DataFrame) -> str:
        """What a frame of scores rests on."""
        rated = frame[frame["n_rated"] > 0]
        n = rated["area_code"].nunique()
        return f"{n} of {len(self.codes)} areas, round {self.round}, {count(int(frame['n_rated'].sum()), 'rating')}."


def groups_of(store: Store, grouping_id: str) -> dict[str, str]:
    """What a report can be about: all areas, or a group of a grouping that has groups, title by id."""
    grouping = findings.grouping(store, grouping_id)
    if grouping.kind == peer_definitions.COMPUTED:
        return {EVERYWHERE: "All areas"}
    members = members_of(store, grouping_id)
    return {EVERYWHERE: "All areas"} | {str(name): str(name) for name in members["group"].drop_duplicates()}


def members_of(store: Store, grouping_id: str) -> pd.DataFrame:
    """Who is in which group of a grouping, in order of groups: ``group, area_code``; empty for computed ones."""
    grouping = findings.grouping(store, grouping_id)
    if grouping.kind == peer_definitions.OWN:
        lists = reading.peer_lists(store)
        own = lists[lists["name"] == grouping.short_title]
        return own.rename(columns={"name": "group"})[["group", "area_code"]].reset_index(drop=True)
    rows = peer_definitions.membership()
    rows = rows[rows["grouping_id"] == grouping_id].sort_values(["group", "area_code"], kind="stable")
    return rows[["group", "area_code"]].reset_index(drop=True)


def codes_of(store: Store, grouping_id: str, group: str) -> tuple[str, ...]:
    """The areas that a report on a group is about; every area of the register for :data:`EVERYWHERE`."""
    if group == EVERYWHERE:
        return tuple(register().areas)
    members = members_of(store, grouping_id)
    return tuple(members.loc[members["group"] == group, "area_code"])


def names(codes: tuple[str, ...] | list[str], *, most: int = 0) -> str:
    """Areas by name, in alphabetical order."""
    return listed(sorted(register().names[code] for code in codes), most=most)
