"""A room in every state that a phone can see, made by the events that make it in life."""

from __future__ import annotations

from dataclasses import dataclass, replace

from csp_analytics.workshop.session.about import SKILLS, About
from csp_analytics.workshop.session.room import Room
from tests.builders.rooms import lead, prepared, room_with, say

ME, NOBODY, PEOPLE = "v1", "", 7
NOW = 1_000_000.0
EVIDENCE = "The board saw it in May."
CLOSE, REVEAL, REVOTE = "close", "reveal", "revote"


@dataclass(frozen=True)
class Seen:
    """A state of a room, who looks at it, and at which question in a room where everybody goes at their own pace."""

    room: Room
    voice: str = ME
    place: int | None = None


def voted(about: About, given: str, *moves: str) -> Room:
    """Seven people at the first question, who answered in turn (``"4,,1"``: the second did not); then ``moves``."""
    room = room_with(PEOPLE, about)
    lead(room, "step", by=1)
    lead(room, "open", NOW)
    answered(room, given)
    for kind in moves:
        lead(room, kind, NOW)
    return room


def answered(room: Room, given: str, question: str = "") -> None:
    """The phones answer one after the other, beginning with :data:`ME`; an empty answer is none."""
    question_id = question or room.question.question_id
    for number, answer in enumerate(given.split(","), start=1):
        if answer:
            vote = room.standings[question_id].vote
            say(room, f"v{number}", "answer", NOW, question=question_id, vote=vote, answer=answer)


def states(about: About | None = None) -> dict[str, Seen]:
    """Every state of a room that a phone can see, by its name.

    Args:
        about: what is asked; three questions of the tests when None.
    """
    about = about or prepared()
    low, top = about.scale[0].answer, about.scale[-1].answer
    seven = f"{top},{low},{low},{top},{top},na,dk"
    dry = replace(about, dry_run=True, demo=True, roles=("Police", "Council", "Health"))
    lobby, first, queue = room_with(PEOPLE, about), room_with(PEOPLE, about), room_with(PEOPLE, about)
    lead(first, "step", by=1)
    lead(queue, "show", stage="queue")
    over, agreed = voted(about, ""), voted(about, seven, CLOSE, REVEAL)
    lead(over, "end")
    lead(agreed, "agree", question=about.questions[0].question_id, answer=top, evidence=EVIDENCE)
    in_time = voted(replace(about, seconds=30), "")
    return {
        "join": Seen(room_with(0, about), NOBODY),
        "join with roles": Seen(room_with(0, dry), NOBODY),
        "lobby": Seen(lobby),
        "waiting": Seen(first),
        "open": Seen(voted(about, "")),
        "open with a timer": Seen(in_time),
        "saved": Seen(voted(about, seven)),
        "closed": Seen(voted(about, seven, CLOSE)),
        "closed without an answer": Seen(voted(about, f",{seven[2:]}", CLOSE)),
        "revealed": Seen(voted(about, seven, CLOSE, REVEAL)),
        "revealed in a dry run": Seen(voted(dry, seven, CLOSE, REVEAL)),
        "revealed with few": Seen(voted(about, f"{top},{low},{top},{top}", CLOSE, REVEAL)),
        "revealed without an answer": Seen(voted(about, f",{seven[2:]}", CLOSE, REVEAL)),
        "re-vote": Seen(voted(about, seven, CLOSE, REVEAL, REVOTE)),
        "agreed": Seen(agreed),
        "queue": Seen(queue),
        **_dots(about),
        **_own_pace(about),
        "ended": Seen(over),
    }


def _dots(about: About) -> dict[str, Seen]:
    candidates = [one.question_id for one in about.questions[:8]]
    first, second = candidates[:2]
    unplaced, placed, shown, few = (room_with(PEOPLE, about) for _ in range(4))
    for room in (unplaced, placed, shown, few):
        lead(room, "dots", candidate=candidates, candidates=candidates)
    for room in (placed, shown):
        for number in range(1, 7):
            say(room, f"v{number}", "spend", spent={first: 2, second: 1} if number < 4 else {second: 1})
    say(few, ME, "spend", spent={first: 2})
    for room in (shown, few):
        lead(room, "show", stage="dots-shown")
    return {
        "dots": Seen(unplaced),
        "dots placed": Seen(placed),
        "dots shown": Seen(shown),
        "dots of a few": Seen(few),
    }


def _own_pace(about: About) -> dict[str, Seen]:
    about = replace(about, kind=SKILLS)
    low, top = about.scale[0].answer, about.scale[-1].answer
    begun, done, closed, revealed = (room_with(PEOPLE, about) for _ in range(4))
    first, second = (one.question_id for one in about.questions[:2])
    answered(begun, f"{top},{low},{low},{low},{low},{low},{low}", second)
    for question in about.questions:
        answered(done, top, question.question_id)
    for room in (closed, revealed):
        answered(room, f"{top},{low},{low},{top},{top},na,dk", first)
        lead(room, CLOSE)
    lead(revealed, REVEAL)
    return {
        "own pace": Seen(begun),
        "own pace, answered": Seen(begun, place=1),
        "own pace, what is left": Seen(begun, place=len(about.questions)),
        "own pace, all answered": Seen(done),
        "own pace, closed": Seen(closed),
        "own pace, revealed": Seen(revealed),
        "own pace, revealed without an answer": Seen(revealed, place=1),
    }
