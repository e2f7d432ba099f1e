"""Lists on the wall: what to discuss, where the dots went, and all answers of a self-paced room."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis import room_results
from csp_analytics.charts.words import count
from csp_analytics.workshop.screens.wall_results import levels
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.standing import AGREED, OPEN
from csp_analytics.workshop.session.to_discuss import seen_votes, to_discuss


@dataclass(frozen=True)
class Waits:
    """One row of what to discuss: ``camps`` when the room is in two camps."""

    place: int
    title: str
    words: str
    camps: bool
    parked: bool


@dataclass(frozen=True)
class Dotted:
    """One row of the dots: ``rank`` as people say it ("2", "2 =" when tied), ``width`` as a percentage of the most."""

    rank: str
    title: str
    dots: int
    width: float


@dataclass(frozen=True)
class Row:
    """All answers to one question.

    Attributes:
        title: the question.
        n: how many answered.
        counts: of each answer, those beside the scale last; empty with too few answers.
    """

    title: str
    n: int
    counts: tuple[int, ...]


def queue(room: Room) -> dict[str, object]:
    """What to discuss, most disagreement first, and what is not on the list."""
    titles = {question.question_id: question.title for question in room.about.questions}
    found = to_discuss(room)
    rows = [
        Waits(int(row.place), titles[row.item_id], row.words, bool(row.two_camps), bool(row.parked))
        for row in found.itertuples()
    ]
    agreed = sum(one.state == AGREED for one in room.standings.values())
    unseen = sum(not seen_votes(one) for one in room.standings.values())
    rest = [f"{agreed} agreed"] * bool(agreed) + [f"{unseen} not voted on yet"] * bool(unseen)
    return {"rows": rows, "rest": " · ".join(rest)}


def dots(room: Room) -> dict[str, object]:
    """Where the dots went, most first; nothing when too few people placed theirs."""
    people = len(room.dots)
    few = (
        ""
        if people >= room.least
        else f"{count(people, 'person has', 'people have')} placed dots. They are shown from {room.least} on, so that "
        "nobody's own choice can be told."
    )
    rows = [] if few else _dotted(room)
    ties = any(row.rank.endswith("=") for row in rows)
    return {"rows": rows, "people": people, "few": few, "each": room.about.dots, "ties": ties}


def _dotted(room: Room) -> list[Dotted]:
    titles = {question.question_id: question.title for question in room.about.questions}
    given = [(key, voice, spent.get(key, 0)) for key in room.candidates for voice, spent in room.dots.items()]
    found = room_results.dots(pd.DataFrame(given, columns=["item_id", "voice", "dots"]))
    most = max(int(found["dots"].max()), 1)
    return [
        Dotted(
            f"{row.rank_best} =" if row.rank_best != row.rank_worst else f"{row.rank_best}",
            titles[row.item_id],
            int(row.dots),
            100 * row.dots / most,
        )
        for row in found.itertuples()
    ]


def overview(room: Room) -> dict[str, object]:
    """All questions with their answers, in the order of the agenda; what is open grows by five people at a time."""
    about = room.about
    rows = []
    for question in about.questions:
        standing = room.standings[question.question_id]
        counts = standing.grown if standing.state == OPEN else standing.counts()
        enough = sum(counts.values()) >= room.least
        rows.append(
            Row(question.title, standing.n(), tuple(counts[answer] for answer in about.answers) if enough else ())
        )
    return {
        "rows": rows,
        "levels": levels(about),
        "beside": [one.label for one in about.options if not one.on_scale],
        "least": room.least,
        "few": sum(not row.counts for row in rows),
        "live": room.standing.state == OPEN,
    }
