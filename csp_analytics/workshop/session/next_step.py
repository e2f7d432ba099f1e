"""What comes next in a room: the one button of the facilitator, and the key of a clicker before the wall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from csp_analytics.workshop.session.by_facilitator import CLOSES, OPENS, REVEALS, SHOW, STEP
from csp_analytics.workshop.session.room import ENDED, LOBBY, QUEUE, RATING, Room
from csp_analytics.workshop.session.standing import CLOSED, OPEN, REVEALED, WAITING


@dataclass(frozen=True)
class NextStep:
    """What the facilitator does next: the event's kind and body, and the words on the button."""

    kind: str
    label: str
    body: Mapping[str, Any] = field(default_factory=dict)


def next_step(room: Room, word: str = "criterion") -> NextStep | None:
    """The natural next step, None when nothing follows by itself (dots, the end).

    Args:
        room: the room.
        word: what one question is called on screen.
    """
    if room.stage == ENDED:
        return None
    if room.about.self_paced:
        states = {one.state for one in room.standings.values()}
        if OPEN in states:
            return NextStep(CLOSES, "Close the answers")
        return NextStep(REVEALS, "Reveal the results") if CLOSED in states else None
    if room.stage == LOBBY:
        begun = any(one.vote for one in room.standings.values())
        label = f"Go on with {word} {room.position + 1}" if begun else f"Begin with the first {word}"
        return NextStep(STEP, label, {"by": 1})
    if room.stage != RATING:
        return None
    state = room.standing.state
    if state == WAITING:
        return NextStep(OPENS, "Open voting")
    if state == OPEN:
        return NextStep(CLOSES, "Close voting")
    if state == CLOSED:
        return NextStep(REVEALS, "Reveal")
    last = room.position == len(room.about.questions) - 1
    if last:
        return NextStep(SHOW, "Show what to discuss", {"stage": QUEUE})
    skipped = "Go on without agreeing" if state == REVEALED else f"Next {word}"
    return NextStep(STEP, skipped, {"by": 1})
