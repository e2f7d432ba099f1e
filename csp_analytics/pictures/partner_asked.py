"""What is asked of the survey of partner links, and the shares that every part of the answer needs."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis.peers import peers_of
from csp_analytics.analysis.survey_units import ALL, GROUP
from csp_analytics.areas.register import register
from csp_analytics.charts.partner_told import Told
from csp_analytics.charts.words import count
from csp_analytics.findings import surveys
from csp_analytics.pictures.area import area_names
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store
from csp_analytics.surveys.load import survey
from csp_analytics.surveys.model import AREA

DEFINITION, NOW, BEFORE, ROOM = "partners", "now", "ten-years-ago", "room-to-grow"
MARK, YES = "room_to_grow", "yes"


@dataclass(frozen=True)
class Answers:
    """The answers of one round, whichever area and peers are looked at.

    Attributes:
        round: the round.
        now, before, room: shares of everybody, by partner (no rows for a question that was not asked).
        now_areas, before_areas, room_areas: the same of areas.
        n_people, n_areas: who answered, and of how many areas of the register.
        demo: whether any of it is demonstration data.
    """

    round: str
    now: pd.DataFrame
    before: pd.DataFrame
    room: pd.DataFrame
    now_areas: pd.DataFrame
    before_areas: pd.DataFrame
    room_areas: pd.DataFrame
    n_people: int
    n_areas: int
    demo: bool


@dataclass(frozen=True)
class Asked:
    """What was chosen, the answers, and the names.

    Attributes:
        answers: the answers of the round.
        area_code, area, grouping: the area, its name, the title of the peer grouping.
        titles, short: names of the partners by id, in order.
        marked: partners that the source of the list names as links with room to grow.
        survey: what the survey is called; the answers come from it.
        source: where the list of partners and the marks come from.
        by_group: shares of the groups of the grouping, now.
        pairs: peers of every area.
    """

    answers: Answers
    area_code: str
    area: str
    grouping: str
    titles: dict[str, str]
    short: dict[str, str]
    marked: list[str]
    survey: str
    source: str
    by_group: pd.DataFrame
    pairs: pd.DataFrame

    @property
    def basis(self) -> str:
        """Who answered, in words."""
        areas = count(self.answers.n_areas, "area")
        people = count(self.answers.n_people, "person", "people")
        return f"{people} from {areas} answered, round {self.answers.round}."

    @property
    def about(self) -> dict[str, str]:
        """What one is looking at, for files."""
        return {"Survey": self.survey, "Round": self.answers.round, "Peers": self.grouping, "Area": self.area}

    @property
    def source_short(self) -> str:
        """The source of the list of partners by its title alone."""
        return self.source.split(",")[0]

    @property
    def answers_from(self) -> str:
        """Where the figures come from: the survey and its round, never the research that named the partners."""
        return f"{self.survey} survey, round {self.answers.round}"

    @property
    def peer_codes(self) -> list[str]:
        """The area's peers."""
        return peers_of(self.pairs, self.area_code)

    def told(self, name: str) -> Told:
        """What goes with every exhibit of all people."""
        about = {key: value for key, value in self.about.items() if key in ("Survey", "Round")}
        return Told(name, self.basis, self.answers_from, self.answers.demo, about, self.source_short)


def answers_of(store: Store, round_: str) -> Answers:
    """The answers of one round."""
    frames = {
        (key, by): surveys.shares(store, DEFINITION, round_, key, by=by)
        for key in (NOW, BEFORE, ROOM)
        for by in (ALL, AREA)
    }
    respondents = survey_reading.respondent_counts(store, DEFINITION, round_)
    known = respondents[respondents["area_code"].isin(register().areas)]
    return Answers(
        round=round_,
        now=frames[NOW, ALL],
        before=frames[BEFORE, ALL],
        room=frames[ROOM, ALL],
        now_areas=frames[NOW, AREA],
        before_areas=frames[BEFORE, AREA],
        room_areas=frames[ROOM, AREA],
        n_people=int(respondents["n"].sum()),
        n_areas=len(set(known["area_code"])),
        demo=survey_reading.rests_on_demo(store, DEFINITION, round_),
    )


def ask(store: Store, answers: Answers, grouping_id: str, area_code: str) -> Asked:
    """The answers, seen from one area and its peers."""
    definition = survey(DEFINITION)
    items = definition.by_id[NOW].items
    return Asked(
        answers=answers,
        area_code=area_code,
        area=area_names(store)[area_code],
        grouping=findings.grouping(store, grouping_id).title,
        titles={item.item_id: item.title for item in items},
        short={item.item_id: item.short for item in items},
        marked=[item.item_id for item in items if item.marks.get(MARK) == YES],
        survey=definition.title,
        source=definition.source,
        by_group=surveys.shares(store, DEFINITION, answers.round, NOW, by=GROUP, grouping_id=grouping_id),
        pairs=findings.pairs(store, grouping_id),
    )
