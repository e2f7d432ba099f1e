"""One room as it is now, and what can be asked of it. What may happen in it: see rules.py."""

from __future__ import annotations

from collections import Counter

from csp_analytics.workshop.session.about import LEAST, NO_ROLE, About, Question
from csp_analytics.workshop.session.standing import Refused, Standing, Voice

LOBBY, RATING, QUEUE, DOTS, DOTS_SHOWN, ENDED = STAGES = ("lobby", "rating", "queue", "dots", "dots-shown", "ended")


class Room:
    """A room as its events made it.

    ``moves`` counts what the facilitator did, ``version`` everything; ``shown_at`` is when the room came to what it
    shows now (seconds since 1970); ``door_closed``: nobody else can join.
    """

    def __init__(self, about: About):
        self.about = about
        self.stage = LOBBY
        self.position = 0
        self.voices: dict[str, Voice] = {}
        self.standings: dict[str, Standing] = {question.question_id: Standing() for question in about.questions}
        self.dots: dict[str, dict[str, int]] = {}
        self.candidates: tuple[str, ...] = ()
        self.least = LEAST
        self.moves = 0
        self.version = 0
        self.shown_at = 0.0
        self.door_closed = False
        self.next_number = 1
        if about.self_paced:
            self.stage = RATING
            for standing in self.standings.values():
                standing.begin_vote()

    @property
    def question(self) -> Question:
        """The question that the room is at."""
        return self.about.questions[self.position]

    @property
    def standing(self) -> Standing:
        """How the question stands that the room is at."""
        return self.standings[self.question.question_id]

    @property
    def joined(self) -> int:
        """How many phones are in the room. One that is gone is not waited for, unless it has answered already."""
        here = self.standing.answers[-1] if self.standing.vote else {}
        return sum(not voice.gone or key in here for key, voice in self.voices.items())

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.stage == ENDED

    def standing_of(self, question_id: str) -> Standing:
        """How a question stands. Raises :class:`Refused` when it is not on the agenda."""
        if question_id not in self.standings:
            raise Refused("This is not on the agenda of this room.")
        return self.standings[question_id]

    def answered(self, question_id: str = "") -> int:
        """How many phones have answered the newest vote of a question (of the one the room is at, when empty)."""
        standing = self.standings[question_id or self.question.question_id]
        return len(standing.answers[-1]) if standing.vote else 0

    def answer_of(self, voice: str, question_id: str = "") -> str:
        """What a voice answered in the newest vote of a question, empty when nothing."""
        standing = self.standings[question_id or self.question.question_id]
        return standing.answers[-1].get(voice, "") if standing.vote else ""

    def by_role(self, question_id: str, vote: int = 0) -> dict[str, Counter[str]]:
        """Answers by role, only when every role that answered has enough; else empty.

        Those who chose none are a role of their own, and hands with them: otherwise the few that are not shown could
        be had by taking the roles from the total.
        """
        standing = self.standings[question_id]
        if not standing.vote or not self.about.roles:
            return {}
        found: dict[str, Counter[str]] = {}
        for voice, answer in standing.answers[(vote or standing.vote) - 1].items():
            found.setdefault(self.voices[voice].role, Counter())[answer] += 1
        if hands := standing.hands[(vote or standing.vote) - 1]:
            found.setdefault(NO_ROLE, Counter()).update(hands)
        enough = len(found) > 1 and all(sum(counts.values()) >= LEAST for counts in found.values())
        return found if enough else {}

    def spent(self) -> Counter[str]:
        """Dots on each candidate, from everybody."""
        total: Counter[str] = Counter()
        for spent in self.dots.values():
            total.update(spent)
        return total
