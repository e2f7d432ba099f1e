"""What the phone of one voice shows of a room, as plain values: which screen, its words and what is drawn on it.

Nothing that is not known to everybody yet leaves this module: counts only after the reveal, and only when enough
answered; nobody else's answer ever.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from csp_analytics.workshop.session.about import Question
from csp_analytics.workshop.session.room import DOTS, DOTS_SHOWN, ENDED, LOBBY, QUEUE, Room
from csp_analytics.workshop.session.standing import AGREED, CLOSED, OPEN, REVEALED, WAITING, Standing

IN_LOBBY = "Keep this page open: the first question comes by itself. Your phone may sleep meanwhile."
IN_QUEUE = "The wall shows what the room will discuss. There is nothing to do on your phone now."
IS_OVER = (
    "Thank you. Nothing more is asked of you: you can close this page.",
    "When the facilitator closes the room, each person's answers are deleted. The counts stay.",
)
TIME_IS_UP = "The time is up. You can still answer until voting closes."


@dataclass(frozen=True)
class Screen:
    """One screen of a phone.

    Attributes:
        name: the template ``phone_<name>.j2`` that draws it.
        title: its heading.
        say: what is read out when it comes.
        saved: what is kept of this phone here, empty for nothing.
        shown: what the template draws.
        place: place of the question for those who go at their own pace, None elsewhere.
        left: seconds left of the timer, below zero when the time is up; None without one.
        last: whether nothing can come after it.
    """

    name: str
    title: str
    say: str = ""
    saved: str = ""
    shown: Mapping[str, Any] = field(default_factory=dict)
    place: int | None = None
    left: int | None = None
    last: bool = False


@dataclass(frozen=True)
class Bar:
    """How many gave one answer: ``share`` is its length, 0 to 100; ``own`` whether this phone did."""

    label: str
    n: int
    share: int
    own: bool
    on_scale: bool


def screen(room: Room, voice: str, place: int | None = None, now: float | None = None) -> Screen:
    """What a phone shows now.

    Args:
        room: the room.
        voice: whose phone; one that the room does not know is asked to join.
        place: place of the question, from 0, for those who go at their own pace; None for the first unanswered one.
            The place behind the last is the list of what is not answered.
        now: seconds since 1970, for the timer; None for the clock of this machine.
    """
    about = room.about
    if room.stage == ENDED:
        return _words("This session is over", *IS_OVER, last=True)
    if voice not in room.voices:
        return Screen("join", "Join this session", shown={"roles": about.roles})
    if room.stage == LOBBY:
        return _words("You are in. Waiting for the facilitator.", IN_LOBBY)
    if room.stage == QUEUE:
        return _words("What to discuss", IN_QUEUE)
    if room.stage == DOTS:
        return _dots(room, voice)
    if room.stage == DOTS_SHOWN:
        return _dots_shown(room, voice)
    if about.self_paced:
        return _at_own_pace(room, voice, place)
    return _question(room, voice, room.question, now=time.time() if now is None else now)


def time_left(seconds: int) -> str:
    """The timer in words: about how long is left. Nothing closes by itself (WCAG 2.2.1)."""
    if seconds <= 0:
        return TIME_IS_UP
    if seconds > 90:
        return f"About {round(seconds / 60)} minutes left"
    return f"About {math.ceil(seconds / 10) * 10} seconds left"


def _words(title: str, *words: str, last: bool = False) -> Screen:
    """A screen on which there is nothing to do."""
    return Screen("words", title, title, shown={"words": words}, last=last)


def _question(room: Room, voice: str, question: Question, *, now: float = 0.0, own_pace: bool = False) -> Screen:
    about, standing = room.about, room.standings[question.question_id]
    own = room.answer_of(voice, question.question_id)
    label = about.labels.get(own, "")
    place = about.places[question.question_id]
    shown: dict[str, Any] = {
        "question": question,
        "number": place + 1,
        "of": len(about.questions),
        "standing": standing,
        "options": about.options,
        "own": own,
        "own_label": label,
        "own_pace": own_pace,
        "before": _before(room, standing, voice),
        "bars": (),
        "agreed": None,
    }
    common: dict[str, Any] = {"title": question.title, "place": place if own_pace else None}
    if standing.state == OPEN:
        say = "" if own_pace else f"{'Re-vote' if standing.vote > 1 else 'Voting is open'}: {question.title}"
        left = math.ceil(standing.ends_at - now) if standing.ends_at else None
        saved = f"Saved: {label}" if own else ""
        return Screen("vote", say=say, saved=saved, left=left, shown=shown, **common)
    if standing.state in (REVEALED, AGREED):
        shown |= {"bars": _bars(room, standing, own), "n": standing.n(), "least": room.least, "demo": about.demo}
    if standing.state == AGREED:
        shown["agreed"] = next(one for one in about.options if one.answer == standing.agreed)
    say = _said_of(standing, question, about.labels.get(standing.agreed, ""))
    return Screen("result", say=say, shown=shown, **common)


def _said_of(standing: Standing, question: Question, agreed: str) -> str:
    return {
        WAITING: f"Next: {question.title}. Voting is not open yet.",
        CLOSED: "Voting has closed.",
        REVEALED: "Here is what the room answered.",
        AGREED: f"Agreed: {agreed}",
    }[standing.state]


def _before(room: Room, standing: Standing, voice: str) -> str:
    """What this phone answered in the vote before this one, in words."""
    if standing.vote < 2:
        return ""
    return room.about.labels.get(standing.answers[-2].get(voice, ""), "")


def _bars(room: Room, standing: Standing, own: str) -> tuple[Bar, ...]:
    """How often each answer was given; empty when too few answered for anybody's to stay their own."""
    counts = standing.counts()
    if sum(counts.values()) < room.least:
        return ()
    most = max(counts.values())
    return tuple(
        Bar(one.label, n := counts[one.answer], round(100 * n / most), one.answer == own, one.on_scale)
        for one in room.about.options
    )


def _at_own_pace(room: Room, voice: str, place: int | None) -> Screen:
    about = room.about
    unanswered = tuple(
        at for at, question in enumerate(about.questions) if not room.answer_of(voice, question.question_id)
    )
    is_open = room.standing.state == OPEN
    if place is None:
        place = 0 if not is_open else unanswered[0] if unanswered else len(about.questions)
    place = max(0, min(place, len(about.questions) if is_open else len(about.questions) - 1))
    way = {"unanswered": unanswered, "count": len(about.questions), "is_open": is_open}
    if place == len(about.questions):
        title = "Some are not answered yet" if unanswered else "You have answered everything"
        return Screen("done", title, shown=way, place=place)
    found = _question(room, voice, about.questions[place], own_pace=True)
    return Screen(**{**vars(found), "shown": {**found.shown, **way}})


def _dots(room: Room, voice: str) -> Screen:
    spent = room.dots.get(voice, {})
    placed, most = sum(spent.values()), room.about.dots
    shown = {"candidates": _candidates(room), "spent": spent, "left": most - placed, "dots": most}
    saved = f"Saved: {placed} of {most} dots placed" if voice in room.dots else ""
    say = f"You have {most} dots for what matters most."
    return Screen("dots", f"Place your {most} dots", say, saved, shown)


def _dots_shown(room: Room, voice: str) -> Screen:
    total, spent = room.spent(), room.dots.get(voice, {})
    enough = len(room.dots) >= room.least
    most = max(total.values(), default=0) or 1
    order = sorted(_candidates(room), key=lambda one: -total[one.question_id])
    rows = tuple((one, total[one.question_id], spent.get(one.question_id, 0)) for one in order) if enough else ()
    own = tuple((one, spent[one.question_id]) for one in _candidates(room) if one.question_id in spent)
    shown = {"rows": rows, "own": own, "most": most, "people": len(room.dots), "least": room.least}
    return Screen("dots_shown", "Where the dots are", "Here is where the room placed its dots.", shown=shown)


def _candidates(room: Room) -> list[Question]:
    return [room.about.questions[room.about.places[key]] for key in room.candidates]
