"""What the facilitator does with a room: go along the agenda, open, close, reveal, agree, and end it."""

from __future__ import annotations

from csp_analytics.workshop.session.about import LEAST, LEAST_LOWERED
from csp_analytics.workshop.session.room import DOTS, DOTS_SHOWN, ENDED, LOBBY, QUEUE, RATING, Room
from csp_analytics.workshop.session.standing import AGREED, CLOSED, OPEN, REVEALED, WAITING, Event, Refused

SHOW, STEP, OPENS, CLOSES, REVEALS, REVOTE, CLEAR, EXTEND = (
    "show", "step", "open", "close", "reveal", "revote", "clear", "extend",
)  # fmt: skip
HANDS, AGREE, PARK, LOWER, REMOVE, DOOR, DROP, ASK_DOTS, END = (
    "hands", "agree", "park", "lower", "remove", "door", "drop", "dots", "end",
)  # fmt: skip
MOST_HANDS, MOST_EVIDENCE, MOST_VOTES, MOST_SECONDS = 500, 600, 5, 3600


def show(room: Room, event: Event) -> None:
    """``stage`` and, for a question, its ``position`` from 0."""
    stage = str(event.body.get("stage", RATING))
    position = int(event.body.get("position", room.position))
    if stage not in (LOBBY, RATING, QUEUE, DOTS_SHOWN):
        raise Refused("This cannot be shown.")
    if not 0 <= position < len(room.about.questions):
        raise Refused("This is not on the agenda of this room.")
    if stage == DOTS_SHOWN and not room.candidates:
        raise Refused("No dots have been placed.")
    _leave(room)
    room.stage, room.position = stage, position


def step(room: Room, event: Event) -> None:
    """``by``: 1 or -1; from the lobby into the agenda, and along it."""
    by = 1 if int(event.body.get("by", 1)) > 0 else -1
    if room.stage == LOBBY and by < 0:
        raise Refused("This is the beginning.")
    # From elsewhere the room goes back to where it was.
    to = room.position + by if room.stage == RATING else room.position
    if to >= len(room.about.questions):
        raise Refused("This was the last one on the agenda.")
    _leave(room)
    room.stage, room.position = (LOBBY, 0) if to < 0 else (RATING, to)


def opens(room: Room, event: Event) -> None:
    """Opens the vote; one that was closed too early is open again, and those who were in time keep their answers."""
    if room.about.self_paced:
        _all(room, OPEN)
        return
    _in_rating(room)
    standing = room.standing
    if standing.state not in (WAITING, CLOSED):
        raise Refused("This was opened already.")
    ends_at = _ends_at(room, event)
    if standing.state == WAITING:
        standing.begin_vote(ends_at)
    else:
        standing.state, standing.ends_at = OPEN, ends_at


def closes(room: Room, event: Event) -> None:
    """Closes the vote: nothing is shown yet but how many answered."""
    if room.about.self_paced:
        _all(room, CLOSED)
        return
    if room.standing.state != OPEN:
        raise Refused("Voting is not open.")
    room.standing.state = CLOSED


def reveals(room: Room, event: Event) -> None:
    """Shows what was answered."""
    if room.about.self_paced:
        _all(room, REVEALED)
        return
    if room.standing.state != CLOSED:
        raise Refused("Close the voting first, then reveal.")
    room.standing.state = REVEALED


def revote(room: Room, event: Event) -> None:
    """Opens another vote on the same question; the earlier one stays beside it."""
    _in_rating(room)
    standing = room.standing
    if standing.state not in (REVEALED, AGREED):
        raise Refused("A re-vote comes after the reveal.")
    if standing.vote >= MOST_VOTES:
        raise Refused(f"{MOST_VOTES} votes on one criterion are the most. Agree, or park it for later.")
    standing.begin_vote(_ends_at(room, event))
    standing.agreed = ""


def clear(room: Room, event: Event) -> None:
    """Takes the answers of the vote away, before it was revealed."""
    _in_rating(room)
    if room.standing.state not in (OPEN, CLOSED):
        raise Refused("Only a vote that was not revealed can be cleared.")
    room.standing.answers[-1], room.standing.hands[-1] = {}, {}


def extend(room: Room, event: Event) -> None:
    """``seconds`` more from what is left, or from now when nothing is; 0 takes the timer away."""
    seconds = int(event.body.get("seconds", 30))
    if room.standing.state != OPEN or not 0 <= seconds <= MOST_SECONDS:
        raise Refused("There is no open vote whose time could be longer.")
    room.standing.ends_at = max(room.standing.ends_at, event.at) + seconds if seconds else 0.0


def hands(room: Room, event: Event) -> None:
    """``counts``: hands up by answer, of people without a phone, in place of what was typed before."""
    _in_rating(room)
    counts = {str(answer): int(n) for answer, n in dict(event.body.get("counts", {})).items() if int(n)}
    if room.standing.state not in (OPEN, CLOSED):
        raise Refused("Hands are counted while voting is open or closed, before the reveal.")
    if any(answer not in room.about.answers or n < 0 for answer, n in counts.items()):
        raise Refused("This is not one of the answers.")
    if sum(counts.values()) > MOST_HANDS:
        raise Refused(f"{MOST_HANDS} hands are the most.")
    room.standing.hands[-1] = counts


def agree(room: Room, event: Event) -> None:
    """``question``, ``answer`` and one line of ``evidence``: what the room settled on, after the reveal."""
    standing = room.standing_of(str(event.body.get("question", "")))
    answer = str(event.body.get("answer", ""))
    evidence = " ".join(str(event.body.get("evidence", "")).split())
    if room.about.self_paced or standing.state not in (REVEALED, AGREED):
        raise Refused("A level is agreed after the reveal.")
    if answer not in room.about.answers:
        raise Refused("Choose the level that the room agreed on.")
    if len(evidence) > MOST_EVIDENCE:
        raise Refused(f"The evidence has {len(evidence)} letters; {MOST_EVIDENCE} are the most.")
    standing.state, standing.agreed, standing.evidence, standing.parked = AGREED, answer, evidence, False


def park(room: Room, event: Event) -> None:
    """``question`` and ``parked``: put aside for later, or taken up again."""
    room.standing_of(str(event.body.get("question", ""))).parked = bool(event.body.get("parked", True))


def lower(room: Room, event: Event) -> None:
    """``lowered``: whether three answers are enough for a chart, instead of five."""
    room.least = LEAST_LOWERED if event.body.get("lowered", True) else LEAST


def remove(room: Room, event: Event) -> None:
    """``voices``: phones that are not seen any more are not waited for; what they answered stays."""
    for voice in event.body.get("voices", ()):
        if there := room.voices.get(str(voice)):
            there.gone = not any(one.state == OPEN and voice in one.answers[-1] for one in room.standings.values())


def door(room: Room, event: Event) -> None:
    """``closed``: whether nobody else can join. Who is in the room stays."""
    room.door_closed = bool(event.body.get("closed", True))


def drop(room: Room, event: Event) -> None:
    """``newest``: so many phones, the last that joined, are taken out with everything that they answered.

    For a phone that joined many times over: a code is no secret.
    """
    newest = int(event.body.get("newest", 0))
    if not 0 < newest <= len(room.voices):
        raise Refused(f"Choose a number from 1 to {len(room.voices)}: so many phones have joined.")
    for voice in sorted(room.voices, key=lambda key: room.voices[key].number)[-newest:]:
        del room.voices[voice]
        room.dots.pop(voice, None)
        for standing in room.standings.values():
            standing.forget(voice)


def ask_dots(room: Room, event: Event) -> None:
    """``candidates``: ids of the questions that dots may be placed on. Dots that were placed before are gone."""
    wanted = [str(key) for key in event.body.get("candidates", ())]
    if not wanted or any(key not in room.standings for key in wanted):
        raise Refused("Choose what the dots are for.")
    _leave(room)
    room.candidates, room.dots, room.stage = tuple(dict.fromkeys(wanted)), {}, DOTS


def end(room: Room, event: Event) -> None:
    """The session is over: nothing can happen in the room any more."""
    _leave(room)
    room.stage = ENDED


def _in_rating(room: Room) -> None:
    if room.stage != RATING or room.about.self_paced:
        raise Refused("Go to a criterion first.")


def _leave(room: Room) -> None:
    """An open vote is closed when the room goes elsewhere, so that nothing can be answered out of sight."""
    if room.stage == RATING and not room.about.self_paced and room.standing.state == OPEN:
        room.standing.state = CLOSED


def _all(room: Room, state: str) -> None:
    for standing in room.standings.values():
        standing.state = state


def _ends_at(room: Room, event: Event) -> float:
    return event.at + room.about.seconds if room.about.seconds else 0.0


WHAT = {
    SHOW: show,
    STEP: step,
    OPENS: opens,
    CLOSES: closes,
    REVEALS: reveals,
    REVOTE: revote,
    CLEAR: clear,
    EXTEND: extend,
    HANDS: hands,
    AGREE: agree,
    PARK: park,
    LOWER: lower,
    REMOVE: remove,
    DOOR: door,
    DROP: drop,
    ASK_DOTS: ask_dots,
    END: end,
}
