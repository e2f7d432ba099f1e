"""The votes of a session as frames: what may be shown of them, how far the room agreed, and what it wants to work on.

Nothing is shown that the record does not hold: counts of fewer than five answers are not in it, and while the session
goes on no vote that was not revealed in the room.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from csp_analytics.analysis import room_priorities, room_results
from csp_analytics.analysis.agreement import LEAST, Agreement, agreement
from csp_analytics.charts.workshop_votes import Answers
from csp_analytics.workshop.session.about import LEAST_LOWERED
from csp_analytics.workshop.session.record import Record, Vote
from csp_analytics.workshop.session.standing import AGREED


@dataclass(frozen=True)
class Votes:
    """What may be shown of the votes of a record."""

    record: Record

    @cached_property
    def titles(self) -> dict[str, str]:
        """Title of each question by its id."""
        return {one.question_id: one.title for one in self.record.about.questions}

    @cached_property
    def answers(self) -> Answers:
        """The answers by their labels."""
        options = self.record.about.options
        scale, beside = ([one.label for one in options if one.on_scale is on] for on in (True, False))
        return Answers(tuple(scale), tuple(beside))

    @cached_property
    def shown(self) -> dict[str, tuple[Vote, ...]]:
        """The votes of each question, first to last. The record of an open room holds what the room has seen alone."""
        return {one.question_id: one.votes for one in self.record.outcomes}

    @cached_property
    def least(self) -> int:
        """How many answers are enough to speak of agreement: five, or three where the facilitator said so."""
        few = (vote.counts and vote.n < LEAST for votes in self.shown.values() for vote in votes)
        return LEAST_LOWERED if any(few) else LEAST

    @cached_property
    def counts(self) -> pd.DataFrame:
        """A counts frame of :mod:`csp_analytics.analysis.room_results`: the votes that are shown and kept."""
        rows = [
            (key, place, answer, vote.counts.get(answer, 0))
            for key, votes in self.shown.items()
            for place, vote in enumerate(votes, start=1)
            if vote.counts
            for answer in self.record.about.answers
        ]
        return pd.DataFrame(rows, columns=room_results.COUNTS)

    @cached_property
    def queue(self) -> pd.DataFrame:
        """Everything that was voted on or parked, in order of disagreement, also where a level was agreed."""
        parked = [one.question_id for one in self.record.outcomes if one.parked]
        scale = [one.answer for one in self.record.about.scale]
        return room_results.queue(self.counts, scale, parked=parked, least=self.least)

    @cached_property
    def priorities(self) -> tuple[pd.DataFrame, str]:
        """As :func:`csp_analytics.analysis.room_priorities.priorities`."""
        found = self.queue.set_index("item_id")
        rows = [
            {
                "item_id": one.question_id,
                "dots": one.dots,
                "consensus": found["consensus"].get(one.question_id),
                "discuss": bool(found["discuss"].get(one.question_id, False)),
                "parked": one.parked,
                "agreed": one.agreed if one.state == AGREED else "",
            }
            for one in self.record.outcomes
        ]
        return room_priorities.priorities(pd.DataFrame(rows), [one.answer for one in self.record.about.scale])

    def agreement_of(self, vote: Vote) -> Agreement:
        """How far the room agreed in one vote."""
        return agreement([vote.counts.get(one.answer, 0) for one in self.record.about.scale], self.least)

    def labelled(self, vote: Vote) -> dict[str, int]:
        """Counts of a vote by the label of the answer."""
        labels = self.record.about.labels
        return {labels[answer]: vote.counts.get(answer, 0) for answer in self.record.about.answers}

    def said_by(self, answer: str) -> str:
        """The label of an answer, empty for none."""
        return self.record.about.labels.get(answer, answer)
