"""Rooms for tests: prepared by hand, with what happens in them in one line each."""

from __future__ import annotations

from csp_analytics.workshop.session.about import CONSENSUS, About, Option, Question
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.rules import apply
from csp_analytics.workshop.session.standing import Event

FIFE = "S12000047"
LEVELS = (
    Option("1", "Not started", "Nothing is in place."),
    Option("2", "Working towards", "Some of it is in place."),
    Option("3", "Doing well", "Most of it is in place."),
    Option("4", "Leading", "Others come to learn."),
)
BESIDE = (
    Option("na", "Not applicable", "", on_scale=False),
    Option("dk", "Don't know", "", on_scale=False),
)
FIRST, SECOND, THIRD = (f"safer-communities.leadership.0{place}" for place in (1, 2, 3))


def prepared(kind: str = CONSENSUS, **other: object) -> About:
    """What was prepared: three criteria of leadership, four levels."""
    questions = (
        Question(FIRST, "Leaders explain the vision", "Leaders make the common vision clear.", "Leadership", 10),
        Question(SECOND, "New ideas", "Fresh ways of dealing with problems are encouraged.", "Leadership", 10),
        Question(THIRD, "All partners committed", "Every partner takes part.", "Leadership", 10),
    )
    given = {
        "kind": kind,
        "title": "Fife: consensus session",
        "area_code": FIFE,
        "area_name": "Fife",
        "framework_id": "safer-communities",
        "framework_title": "Safer Communities",
        "round": "2027",
        "options": LEVELS + BESIDE,
        "questions": questions,
    }
    return About(**{**given, **other})


def room_with(n: int = 0, about: About | None = None) -> Room:
    """A room in which so many phones (v1, v2 ...) have joined."""
    room = Room(about or prepared())
    for number in range(1, n + 1):
        say(room, f"v{number}", "join")
    return room


def say(room: Room, voice: str, kind: str, at: float = 0.0, **body: object) -> None:
    """A phone does something."""
    apply(room, Event(kind, at, voice, body))


def lead(room: Room, kind: str, at: float = 0.0, **body: object) -> None:
    """The facilitator does something."""
    apply(room, Event(kind, at, "", body))


def vote(room: Room, answers: str) -> None:
    """Phones answer the open question in turn: ``"1,2,dk"`` are v1, v2 and v3."""
    for number, answer in enumerate(answers.split(","), start=1):
        say(room, f"v{number}", "answer", question=room.question.question_id, vote=room.standing.vote, answer=answer)


def to_first(room: Room, *, open_: bool = True) -> None:
    """The room goes to the first question, and voting opens."""
    lead(room, "step", by=1)
    if open_:
        lead(room, "open")
