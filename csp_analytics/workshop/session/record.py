"""What stays of a room when it is over: counts, agreed levels and evidence. Nobody's own answer, no phone, no token."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from csp_analytics.workshop.session import about as prepared
from csp_analytics.workshop.session.about import About
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.standing import AGREED, Standing
from csp_analytics.workshop.session.to_discuss import seen_votes


@dataclass(frozen=True)
class Vote:
    """One vote on one question.

    Attributes:
        phones: how many answered with a phone.
        hands: how many hands the facilitator counted.
        counts: answers given, by answer, phones and hands together; empty when fewer than five answered, or when
            the vote was never revealed.
        by_role: answers by role, hands under no role; empty unless every role that answered has five or more.
    """

    phones: int
    hands: int
    counts: dict[str, int] = field(default_factory=dict)
    by_role: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """How many answered."""
        return self.phones + self.hands


@dataclass(frozen=True)
class Outcome:
    """What became of one question: ``votes`` first to last; ``agreed`` empty when nothing was; ``dots`` in all."""

    question_id: str
    state: str
    votes: tuple[Vote, ...]
    agreed: str = ""
    evidence: str = ""
    parked: bool = False
    dots: int = 0


@dataclass(frozen=True)
class Record:
    """What stays of a session.

    Attributes:
        about: what was prepared.
        outcomes: one for each question, in the order of the agenda.
        joined: how many phones joined in all.
        candidates: what dots could be placed on; empty when there was no dot voting.
        dotted: how many people placed dots.
        made_at, ended_at: when it was prepared and closed (UTC, ISO); ``ended_at`` is empty while it is going on.
    """

    about: About
    outcomes: tuple[Outcome, ...]
    joined: int
    candidates: tuple[str, ...]
    dotted: int
    made_at: str
    ended_at: str = ""

    @property
    def agreed(self) -> dict[str, Outcome]:
        """The questions on which the room agreed, by id."""
        return {one.question_id: one for one in self.outcomes if one.state == AGREED}

    @property
    def counts(self) -> pd.DataFrame:
        """Columns question_id, vote (1 the first), answer, n: a row for each answer of each vote that may be shown."""
        rows = [
            (one.question_id, place, answer, vote.counts.get(answer, 0))
            for one in self.outcomes
            for place, vote in enumerate(one.votes, start=1)
            if vote.counts
            for answer in self.about.answers
        ]
        return pd.DataFrame(rows, columns=["question_id", "vote", "answer", "n"])

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def of_room(room: Room, made_at: str, *, ended: bool = False) -> Record:
    """The record of a room as it is now."""
    spent = room.spent()
    outcomes = tuple(
        Outcome(
            key,
            standing.state,
            _votes(room, key, standing, ended),
            standing.agreed,
            standing.evidence,
            standing.parked,
            # Dots of a few people would tell who wanted what.
            spent[key] if len(room.dots) >= room.least else 0,
        )
        for key, standing in room.standings.items()
    )
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Record(
        room.about, outcomes, len(room.voices), room.candidates, len(room.dots), made_at, now if ended else ""
    )


def from_dict(said: dict[str, Any]) -> Record:
    """What :meth:`Record.as_dict` gave."""
    outcomes = tuple(
        Outcome(**{**one, "votes": tuple(Vote(**vote) for vote in one["votes"])}) for one in said["outcomes"]
    )
    given = {**said, "about": prepared.from_dict(said["about"]), "outcomes": outcomes}
    return Record(**{**given, "candidates": tuple(said["candidates"])})


def _votes(room: Room, key: str, standing: Standing, ended: bool) -> tuple[Vote, ...]:
    """What may be looked at: while the room is open no more than the wall has shown.

    Of a vote in the room that nobody revealed only how many answered stays; a checklist or a snapshot that is closed
    for good is shown by that.
    """
    seen = seen_votes(standing)
    last = standing.vote if ended else seen
    shown = last if room.about.self_paced else seen
    return tuple(_vote(room, key, standing, place, place <= shown) for place in range(1, last + 1))


def _vote(room: Room, key: str, standing: Standing, place: int, seen: bool) -> Vote:
    counts = standing.counts(place)
    by_role = {role: dict(found) for role, found in room.by_role(key, place).items()} if seen else {}
    shown = dict(counts) if seen and sum(counts.values()) >= room.least else {}
    return Vote(len(standing.answers[place - 1]), sum(standing.hands[place - 1].values()), shown, by_role)
