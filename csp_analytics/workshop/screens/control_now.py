"""Where a session is, in words for the facilitator: the place on the agenda, the state, and what to do now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from csp_analytics.charts.words import count
from csp_analytics.workshop.screens.wall_screens import word
from csp_analytics.workshop.session.about import SKILLS
from csp_analytics.workshop.session.room import DOTS, DOTS_SHOWN, ENDED, LOBBY, QUEUE, RATING, Room
from csp_analytics.workshop.session.standing import AGREED, CLOSED, OPEN, REVEALED, WAITING, Standing
from csp_analytics.workshop.session.to_discuss import seen_counts

STATES = {
    WAITING: "Not opened yet",
    OPEN: "Voting is open",
    CLOSED: "Closed, not revealed",
    REVEALED: "Revealed",
    AGREED: "Agreed",
}
TO_DO = {
    WAITING: "Read it out and say what the levels mean. Then open voting.",
    OPEN: "People answer on their phones. Close voting when you have waited long enough: nothing closes by itself.",
    CLOSED: "Nobody has seen the answers. Count the hands of people without a phone, if there are any. Then reveal.",
    REVEALED: "Let the lowest and the highest say why. Then vote again, or choose below what the room agrees on.",
    AGREED: "The agreed level is saved. Go on.",
}
TOO_FEW = "Too few answered, so nothing is shown. Talk, then vote again, or choose below what the room agrees on."
SELF_PACED_STATES = {OPEN: "Answers are open", CLOSED: "Closed, not revealed", REVEALED: "Revealed"}
SELF_PACED_TO_DO = {
    OPEN: "People go through the list on their phones, at their own pace. Close when most have finished.",
    CLOSED: "Nobody can answer any more. Reveal the results, or open again.",
    REVEALED: "The wall shows the results. You can open the answers again for people who were late.",
}
GROWS = "The wall grows with every answer."
STAGES = {
    LOBBY: (
        "Joining",
        "People are joining",
        "Open the wall on the big screen. When everybody is in, begin. People who come late can still join.",
    ),
    QUEUE: (
        "What to discuss",
        "The wall shows what to discuss",
        "Talk about the first ones on the list. Go to one to vote on it again, or let people place dots.",
    ),
    DOTS: (
        "Dots",
        "People are placing dots",
        "Wait until most have placed their dots. Then show where they went.",
    ),
    DOTS_SHOWN: (
        "Dots",
        "The wall shows the dots",
        "What has most dots comes first in the action plan. Then end the session.",
    ),
    ENDED: ("Over", "This session is over", "Go on with the results, the action plan and the files."),
}


@dataclass(frozen=True)
class Now:
    """Where the session is.

    Attributes:
        place: such as "Criterion 3 of 9".
        heading: the question, or what the wall shows.
        text: the question's wording, empty between questions.
        state: such as "Voting is open".
        answered: such as "11 of 12 answered".
        to_do: what to do now, a sentence or two.
        back: words on the button that goes back, empty when there is nothing before.
        time: how the time goes, a sentence; empty without planned minutes.
        minutes_left: planned minutes from here to the end of the agenda.
    """

    place: str
    heading: str
    text: str
    state: str
    answered: str
    to_do: str
    back: str
    time: str = ""
    minutes_left: int = 0


def state_of(room: Room) -> str:
    """The state that all questions of a self-paced room share."""
    return next(iter(room.standings.values())).state


def now_in(room: Room, now: float) -> Now:
    """Where the session is.

    Args:
        room: the room.
        now: seconds since 1970.
    """
    if room.about.self_paced and room.stage == RATING:
        return _self_paced(room)
    if room.stage == RATING:
        return _at_question(room, now)
    place, state, to_do = STAGES[room.stage]
    joined = f"{count(room.joined, 'phone')} joined"
    answered = {DOTS: f"{len(room.dots)} of {max(room.joined, len(room.dots))} have placed dots", LOBBY: joined}
    here = f"Back to {word(room)} {room.position + 1}"
    back = "" if room.stage in (LOBBY, ENDED) or room.about.self_paced else here
    minutes = _planned(room, 0) if room.stage == LOBBY else 0
    in_all = f"Planned: {count(minutes, 'minute')}." if minutes else ""
    heading = "Waiting for people to join" if room.stage == LOBBY else state
    return Now(place, heading, "", state, answered.get(room.stage, ""), to_do, back, in_all, _left(room, now))


def standing_words(room: Room, standing: Standing) -> str:
    """How a question stands, for the list of the agenda."""
    state = f"Agreed: {room.about.labels[standing.agreed]}" if standing.agreed else STATES[standing.state]
    if standing.vote > 1 and standing.state in (OPEN, CLOSED):
        state = f"{state} (re-vote)"
    return f"Parked for later. {state}" if standing.parked else state


def _at_question(room: Room, now: float) -> Now:
    question, standing = room.question, room.standing
    one = word(room)
    answered = ""
    if standing.vote:
        phones = room.answered()
        answered = f"{phones} of {max(room.joined, phones)} answered"
        if hands := sum(standing.hands[-1].values()):
            answered = f"{answered}, and {count(hands, 'hand')}"
    back = f"Back to {one} {room.position}" if room.position else "Back to joining"
    state = STATES[standing.state]
    if standing.state == AGREED:
        state = f"Agreed: {room.about.labels[standing.agreed]}"
    elif standing.vote > 1:
        state = f"{state} (re-vote {standing.vote - 1})"
    place = f"{one.capitalize()} {room.position + 1} of {len(room.about.questions)}"
    hidden = standing.state == REVEALED and seen_counts(room, question.question_id, standing.vote) is None
    to_do, time = TOO_FEW if hidden else TO_DO[standing.state], _time(room, now)
    return Now(place, question.title, question.text, state, answered, to_do, back, time, _left(room, now))


def _self_paced(room: Room) -> Now:
    state, total = state_of(room), len(room.about.questions)
    answers = Counter(voice for one in room.standings.values() for voice in one.answers[-1])
    finished = sum(n == total for n in answers.values())
    answered = f"{len(answers)} of {max(room.joined, len(answers))} have begun, {finished} answered everything"
    place = f"{count(total, word(room), word(room, 2))}, at everybody's own pace"
    said, to_do = SELF_PACED_STATES[state], SELF_PACED_TO_DO[state]
    if state == OPEN and room.about.kind == SKILLS:
        to_do = f"{to_do} {GROWS}"
    return Now(place, said, "", said, answered, to_do, "")


def _time(room: Room, now: float) -> str:
    """Planned minutes of the question, and for how long the room has been at it when that is known."""
    planned, gone = room.question.minutes, _gone(room, now)
    if not planned:
        return ""
    words = "" if gone is None else f" ({gone} gone)"
    return f"Planned: {count(planned, 'minute')}{words}{_ahead(room)}."


def _ahead(room: Room) -> str:
    """Planned minutes of what comes after the question."""
    minutes = _planned(room, room.position + 1)
    return f", then {count(minutes, 'minute')} for what comes after it" if minutes else ""


def _left(room: Room, now: float) -> int:
    """Planned minutes from here to the end of the agenda; none beside the agenda."""
    if room.stage == LOBBY:
        return _planned(room, 0)
    if room.stage != RATING:
        return 0
    return max(room.question.minutes - (_gone(room, now) or 0), 0) + _planned(room, room.position + 1)


def _planned(room: Room, first: int) -> int:
    return sum(one.minutes for one in room.about.questions[first:])


def _gone(room: Room, now: float) -> int | None:
    """Whole minutes that the room has been at the question, None when that is not known."""
    since = room.shown_at
    return int(max(now - since, 0) // 60) if since else None
