"""How one question of a room stands, who is in the room, and what can happen to either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from csp_analytics.workshop.session.about import LEAST, NO_ROLE

WAITING, OPEN, CLOSED, REVEALED, AGREED = STATES = ("waiting", "open", "closed", "revealed", "agreed")


class Refused(ValueError):
    """Something that may not be in this room now; the message is a sentence for the person who tried."""


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    ``at``: seconds since 1970 (UTC). ``voice``: whose phone, empty when the facilitator did it.
    """

    kind: str
    at: float
    voice: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Voice:
    """One phone, or one browser: a number, and a role when one was chosen. Never a name.

    ``gone``: not seen any more, and not waited for; it is back with whatever it does next.
    """

    number: int
    role: str = NO_ROLE
    simulated: bool = False
    gone: bool = False


@dataclass
class Standing:
    """How one question stands.

    Attributes:
        state: one of :data:`STATES`.
        vote: which vote it is at, 1 for the first and 2 for the first re-vote; 0 before any.
        answers: for each vote, the answer of each voice (the last one counts).
        hands: for each vote, what the facilitator counted by hand, by answer.
        ends_at: when the timer of the open vote runs out (seconds since 1970), 0 for none. Nothing closes by itself.
        agreed: the answer that the room agreed on, empty before.
        evidence: one line of evidence that goes with it.
        parked: put aside for later.
        grown: answers as a chart may show them while they come in.
        waiting: who has answered, or answered otherwise, since that was brought up to date.
    """

    state: str = WAITING
    vote: int = 0
    answers: list[dict[str, str]] = field(default_factory=list)
    hands: list[dict[str, int]] = field(default_factory=list)
    ends_at: float = 0.0
    agreed: str = ""
    evidence: str = ""
    parked: bool = False
    grown: Counter[str] = field(default_factory=Counter)
    waiting: set[str] = field(default_factory=set)

    def counts(self, vote: int = 0) -> Counter[str]:
        """Answers of a vote, phones and hands together (0: the newest vote)."""
        if not self.vote:
            return Counter()
        place = (vote or self.vote) - 1
        return Counter(self.answers[place].values()) + Counter(self.hands[place])

    def n(self, vote: int = 0) -> int:
        """How many answered a vote, phones and hands together (0: the newest vote)."""
        return sum(self.counts(vote).values())

    def begin_vote(self, ends_at: float = 0.0) -> None:
        """Opens the first vote, or the next one; ``ends_at`` as above."""
        self.state = OPEN
        self.vote += 1
        self.answers.append({})
        self.hands.append({})
        self.ends_at = ends_at

    def take(self, voice: str, answer: str) -> None:
        """Takes an answer of a voice in place of an earlier one.

        What may be shown while answers come in is brought up to date when five people have answered or changed their
        answer: from one answer to the next somebody who watches would see whose bar grew.
        """
        if self.answers[-1].get(voice) == answer:
            return
        self.answers[-1][voice] = answer
        self.waiting.add(voice)
        if len(self.waiting) >= LEAST:
            self.grown, self.waiting = self.counts(), set()

    def forget(self, voice: str) -> None:
        """Takes every answer of a voice away."""
        for answers in self.answers:
            answers.pop(voice, None)
        self.waiting.discard(voice)
        self.grown = Counter()
        if self.vote:
            self.grown = self.counts() if self.n() >= LEAST else Counter()
