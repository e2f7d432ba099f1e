"""What the wall shows in each state of a room, and nothing that it must not show yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from csp_analytics.charts.words import count, listed
from csp_analytics.workshop.screens import wall_lists, wall_results
from csp_analytics.workshop.session.about import CHECKLIST, CONSENSUS, SKILLS
from csp_analytics.workshop.session.room import DOTS, DOTS_SHOWN, ENDED, LOBBY, QUEUE, Room
from csp_analytics.workshop.session.standing import AGREED, CLOSED, OPEN, REVEALED, WAITING

WORDS = {
    CONSENSUS: ("criterion", "criteria"),
    CHECKLIST: ("question", "questions"),
    SKILLS: ("skill", "skills"),
}
MOST_NAMED, MOST_CANDIDATES = 4, 10


@dataclass(frozen=True)
class Screen:
    """One screen of the wall.

    Attributes:
        name: the state, such as ``open`` or ``dots-shown``.
        template: which template draws it.
        place: where the room is, such as "Criterion 3 of 12"; empty when nowhere.
        title: the heading.
        says: what is said aloud when the state changes.
        shown: what the template gets.
    """

    name: str
    template: str
    place: str
    title: str
    says: str
    shown: Mapping[str, object]


def screen_of(room: Room, before: pd.DataFrame | None, now: float) -> Screen:
    """The screen of a room as it is now; arguments as in :func:`csp_analytics.workshop.screens.wall.page`."""
    if room.stage == LOBBY:
        return _lobby(room)
    if room.stage == ENDED:
        return _ended(room)
    if room.stage == QUEUE:
        rows = wall_lists.queue(room)
        title = "What to discuss first"
        return Screen(QUEUE, "queue", "", title, title, rows)
    if room.stage in (DOTS, DOTS_SHOWN):
        return _dots(room)
    if room.about.self_paced:
        return _self_paced(room)
    return _rating(room, before, now)


def word(room: Room, number: int = 1) -> str:
    """What a question of the room is called, for that many of them."""
    one, many = WORDS[room.about.kind]
    return one if number == 1 else many


def _lobby(room: Room) -> Screen:
    questions = room.about.questions
    minutes = sum(question.minutes for question in questions)
    today = f"Today: {count(len(questions), *WORDS[room.about.kind])}"
    shown = {
        "counters": [(room.joined, f"phone{'s have' if room.joined != 1 else ' has'} joined")],
        "today": today + (f", about {count(minutes, 'minute')}" if minutes else ""),
        "agenda": listed((question.title for question in questions), most=MOST_NAMED),
        "state": "",
    }
    return Screen(LOBBY, "join", "", room.about.title, "Join with your phone.", shown)


def _ended(room: Room) -> Screen:
    agreed = sum(standing.state == AGREED for standing in room.standings.values())
    total = len(room.about.questions)
    shown = {"agreed": agreed, "total": total, "words": word(room, total), "consensus": not room.about.self_paced}
    return Screen(ENDED, "ended", "", "Thank you. This session is over.", "This session is over.", shown)


def _dots(room: Room) -> Screen:
    if room.stage == DOTS:
        placed = len(room.dots)
        titles = [room.about.questions[room.about.places[key]].title for key in room.candidates]
        shown: dict[str, object] = {
            "placed": placed, "joined": max(room.joined, placed), "dots": room.about.dots,
            "candidates": titles[:MOST_CANDIDATES], "more": max(len(titles) - MOST_CANDIDATES, 0),
        }  # fmt: skip
        return Screen(DOTS, "dots", "", "Place your dots", "Place your dots on your phone.", shown)
    title = "Where the dots went"
    return Screen(DOTS_SHOWN, "dots_shown", "", title, title, wall_lists.dots(room))


def _rating(room: Room, before: pd.DataFrame | None, now: float) -> Screen:
    question, standing = room.question, room.standing
    place = f"{word(room).capitalize()} {room.position + 1} of {len(room.about.questions)}"
    if standing.state in (REVEALED, AGREED):
        result = wall_results.result_of(room, before)
        template = "agreed" if standing.state == AGREED else "revealed"
        said = f"Agreed: {result.agreed}." if standing.state == AGREED else f"Revealed. {result.words.rstrip('.')}."
        return Screen(standing.state, template, place, question.title, said, {"result": result})
    phones = room.answered() if standing.vote else 0
    hands = sum(standing.hands[-1].values()) if standing.vote else 0
    timed = standing.state == OPEN and standing.ends_at > 0
    shown = {
        "question": question,
        "options": wall_results.levels(room.about),
        "beside": listed((one.label for one in room.about.options if not one.on_scale), last="or"),
        "state": standing.state,
        "vote": wall_results.vote_name(standing.vote) if standing.vote > 1 else "",
        "parked": standing.parked,
        "answered": phones,
        "joined": max(room.joined, phones),
        "hands": hands,
        "n": phones + hands,
        "left": max(round(standing.ends_at - now), 0) if timed else None,
    }
    said = {WAITING: "Get ready.", OPEN: "Voting is open.", CLOSED: "Voting is closed."}[standing.state]
    return Screen(standing.state, "vote", place, question.title, f"{question.title}. {said}", shown)


def _self_paced(room: Room) -> Screen:
    state = room.standing.state
    begun = {voice for one in room.standings.values() for voice in one.answers[-1]}
    answers = sum(len(one.answers[-1]) for one in room.standings.values())
    live = room.about.kind == SKILLS
    shown: dict[str, object] = {
        "state": state,
        "counters": [
            (len(begun), "person has begun" if len(begun) == 1 else "people have begun"),
            (answers, "answer" if answers == 1 else "answers"),
        ],
        "today": f"{count(len(room.about.questions), *WORDS[room.about.kind])}, at your own pace",
        "agenda": "",
    }
    said = {OPEN: "Answer on your phone.", CLOSED: "Closed.", REVEALED: "The answers are shown."}[state]
    if state == REVEALED or live:
        shown |= wall_lists.overview(room)
        return Screen(f"{state}-overview", "overview", "", room.about.title, said, shown)
    return Screen(f"{state}-paced", "join", "", room.about.title, said, shown)
