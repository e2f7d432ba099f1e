"""Sessions that were held in a room, told vote by vote, so that a test can count by hand what must come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.store.connection import Store
from csp_analytics.workshop.live.making import Made, make
from csp_analytics.workshop.live.rooms import Live, rooms
from csp_analytics.workshop.session.about import CONSENSUS, DONT_KNOW, NOT_APPLICABLE, About, Option, Question
from csp_analytics.workshop.session.record import Record, of_room
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.rules import apply
from csp_analytics.workshop.session.standing import Event

FIFE, FRAMEWORK = "S12000047", "safer-communities"
VISION, IDEAS, INVOLVED, INFLUENCE = [row.criterion_id for row in framework_of(FRAMEWORK).criteria[:4]]
ENDED = "2026-11-22T15:30:00+00:00"


def about(
    criteria: Sequence[str] = (VISION, IDEAS, INVOLVED, INFLUENCE),
    *,
    kind: str = CONSENSUS,
    area_code: str = FIFE,
    area_name: str = "Fife",
    framework_id: str = FRAMEWORK,
    round_: str = "2026",
    dry_run: bool = False,
    demo: bool = False,
) -> About:
    """What was prepared: some criteria of a framework, with three dots for each person."""
    framework = framework_of(framework_id)
    options = [Option(str(level.value), level.label) for level in framework.levels]
    beside = [Option(NOT_APPLICABLE, "Not applicable", "", False), Option(DONT_KNOW, "Don't know", "", False)]
    questions = [Question(key, framework.by_id[key].short, framework.by_id[key].text) for key in criteria]
    return About(
        kind, f"{area_name}: session", area_code, area_name, framework_id, framework.title, round_,
        (*options, *beside), tuple(questions), grouping_id="family-people", dots=3, dry_run=dry_run, demo=demo,
    )  # fmt: skip


class Session:
    """A room, and what happens in it in short words. Everybody has a phone: ``v1``, ``v2``, ...

    With ``live`` it happens in a room of the database in use, and is written down.
    """

    def __init__(self, prepared: About, people: int, live: Live | None = None):
        self.live = live
        self.room = live.room if live else Room(prepared)
        self.people = [f"v{number}" for number in range(1, people + 1)]
        for voice in self.people:
            self._did("join", voice, role="")

    def votes(self, question: str, answers: Sequence[str], hands: Mapping[str, int] | None = None) -> Session:
        """One vote: the first voice gives the first answer, and so on; then it is closed and revealed."""
        self._did("show", stage="rating", position=self.room.about.places[question])
        self._did("revote" if self.room.standing.vote else "open")
        for voice, answer in zip(self.people, answers, strict=False):
            self._did("answer", voice, question=question, vote=self.room.standing.vote, answer=answer)
        if hands:
            self._did("hands", counts=dict(hands))
        self._did("close")
        self._did("reveal")
        return self

    def answers(self, question: str, answers: Sequence[str]) -> Session:
        """Answers to a question of a session where everybody goes at their own pace."""
        for voice, answer in zip(self.people, answers, strict=False):
            self._did("answer", voice, question=question, vote=1, answer=answer)
        return self

    def agrees(self, question: str, answer: str, evidence: str = "") -> Session:
        """What the room settled on."""
        self._did("agree", question=question, answer=answer, evidence=evidence)
        return self

    def parks(self, question: str) -> Session:
        """Put aside for later."""
        self._did("park", question=question, parked=True)
        return self

    def lowers(self) -> Session:
        """Three answers are enough to be shown."""
        self._did("lower", lowered=True)
        return self

    def dots(self, *spent: Mapping[str, int]) -> Session:
        """Dots on every question of the agenda, from the first voices."""
        self._did("dots", candidates=[one.question_id for one in self.room.about.questions])
        for voice, placed in zip(self.people, spent, strict=False):
            self._did("spend", voice, spent=dict(placed))
        return self

    def record(self, *, ended: bool = True) -> Record:
        """What stays of it, closed on a day that does not change."""
        found = of_room(self.room, "2026-11-20T09:00:00+00:00", ended=ended)
        return replace(found, ended_at=ENDED) if ended else found

    def _did(self, kind: str, voice: str = "", **body: object) -> None:
        if self.live:
            rooms().do(self.live, kind, body, voice=voice).result(10)
        else:
            apply(self.room, Event(kind, 1000.0, voice, body))


def in_fife(live: Live | None = None, **prepared: object) -> Session:
    """Twelve people and four criteria.

    Vision: 1 1 2 2 2 2 2 2 2 2 3 na, then 2 by eleven and 3 by one; agreed at 2. Ideas: two camps, six at 1 and six at
    4; agreed at 1 without evidence. Involved: four answers only; parked. Influence: not voted on. Dots: Ideas 10 of
    18, Involved 6, Vision 2.
    """
    session = Session(about(**prepared), 12, live)  # type: ignore[arg-type]
    session.votes(VISION, [*"1122222222", "3", NOT_APPLICABLE])
    session.votes(VISION, [*"22222222222", "3"])
    session.agrees(VISION, "2", "Told at every away day <b>since</b> 2024")
    session.votes(IDEAS, [*"111111444444"]).agrees(IDEAS, "1")
    session.votes(INVOLVED, [*"3344"]).parks(INVOLVED)
    return session.dots(*[{IDEAS: 2, INVOLVED: 1}] * 4, {IDEAS: 2, VISION: 1}, {INVOLVED: 2, VISION: 1})


def opened(store: Store, prepared: About) -> tuple[Live, Made]:
    """A room of the database in use, with its code and its secret."""
    made = make(store, prepared)
    live = rooms().find(made.code)
    assert live is not None
    return live, made
