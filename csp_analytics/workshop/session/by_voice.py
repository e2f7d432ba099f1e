"""What the people in a room do with their phones: join, answer, place dots."""

from __future__ import annotations

from csp_analytics.workshop.session.about import NO_ROLE
from csp_analytics.workshop.session.room import DOTS, Room
from csp_analytics.workshop.session.standing import OPEN, Event, Refused, Voice

JOIN, ANSWER, SPEND = "join", "answer", "spend"
MOST_VOICES = 400


def join(room: Room, event: Event) -> None:
    """``role``: one of the room's roles, or empty. Joining again changes the role and is no second voice."""
    role = str(event.body.get("role", NO_ROLE))
    simulated = bool(event.body.get("simulated", False))
    if role != NO_ROLE and role not in room.about.roles:
        raise Refused("This role is not on the list.")
    if simulated and not room.about.dry_run:
        raise Refused("Simulated people may only join a dry run.")
    if there := room.voices.get(event.voice):
        there.role, there.gone = role, False
        return
    if room.door_closed:
        raise Refused("The facilitator has closed the door: nobody else can join. Ask the facilitator to open it.")
    if len(room.voices) >= MOST_VOICES:
        raise Refused(f"This room is full: {MOST_VOICES} phones have joined.")
    room.voices[event.voice] = Voice(room.next_number, role, simulated)
    room.next_number += 1


def answer(room: Room, event: Event) -> None:
    """``question``, ``vote`` (its number) and ``answer``: the last one before the vote closes counts."""
    voice = _voice_of(room, event)
    standing = room.standing_of(str(event.body.get("question", "")))
    said = str(event.body.get("answer", ""))
    if said not in room.about.answers:
        raise Refused("This is not one of the answers.")
    if standing.state != OPEN or int(event.body.get("vote", 0)) != standing.vote:
        raise Refused("Voting on this has closed. Your answer was not counted.")
    standing.take(event.voice, said)
    voice.gone = False


def spend(room: Room, event: Event) -> None:
    """``spent``: how many dots on each candidate, in place of what this voice placed before."""
    voice = _voice_of(room, event)
    spent = {str(key): int(n) for key, n in dict(event.body.get("spent", {})).items() if int(n)}
    if room.stage != DOTS:
        raise Refused("Dots are not being placed now.")
    if any(key not in room.candidates or n < 0 for key, n in spent.items()):
        raise Refused("This cannot be given dots.")
    if sum(spent.values()) > room.about.dots:
        raise Refused(f"You have {room.about.dots} dots, and placed {sum(spent.values())}. Take some away.")
    room.dots[event.voice] = spent
    voice.gone = False


def _voice_of(room: Room, event: Event) -> Voice:
    if event.voice not in room.voices:
        raise Refused("Join the room first.")
    return room.voices[event.voice]


WHAT = {JOIN: join, ANSWER: answer, SPEND: spend}
