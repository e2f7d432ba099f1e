"""Lists on the wall: what to discuss, where the dots went, and all answers of a self-paced room."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis import room_results
from csp_analytics.charts.words import count
from csp_analytics.workshop.room import Room
from csp_analytics.workshop.standing import AGREED, OPEN
from csp_analytics.workshop.to_discuss import seen_votes, to_discuss
from csp_analytics.workshop.wall_results import levels

MOST_ROWS = 10


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
        counts: ``(count, width in percent)`` of each answer, those beside the scale last; empty with too few answers.
    """

    title: str
    n: int
    counts: tuple[tuple[int, float], ...]


def queue(room: Room) -> dict[str, object]:
    """What to discuss, most disagreement first, and how many more there are."""
    titles = {question.question_id: question.title for question in room.about.questions}
    found = to_discuss(room)
    rows = [
        Waits(int(row.place), titles[row.item_id], row.words, bool(row.two_camps), bool(row.parked))
        for row in found.head(MOST_ROWS).itertuples()
    ]
    agreed = sum(one.state == AGREED for one in room.standings.values())
    unseen = sum(not seen_votes(one) for one in room.standings.values())
    rest = []
    if len(found) > len(rows):
        rest.append(f"{len(found) - len(rows)} more below these")
    if agreed:
        rest.append(f"{agreed} agreed")
    if unseen:
        rest.append(f"{unseen} not voted on yet")
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
    rest = "" if len(rows) <= MOST_ROWS else f"{len(rows) - MOST_ROWS} more with fewer dots"
    return {"rows": rows[:MOST_ROWS], "rest": rest, "people": people, "few": few, "each": room.about.dots}


def _dotted(room: Room) -> list[Dotted]:
    titles = {question.question_id: question.title for question in room.about.questions}
    given = [
        (key, voice, spent.get(key, 0)) for key in room.candidates for voice, spent in room.dots.items()
    ]
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
    """All questions with their answers, in the order of the agenda."""
    about = room.about
    rows = []
    for question in about.questions:
        counts = room.standings[question.question_id].counts()
        n = sum(counts.values())
        shown = tuple((counts[one.answer], 100 * counts[one.answer] / n) for one in about.options) if (
            n >= room.least
        ) else ()
        rows.append(Row(question.title, n, shown))
    return {
        "rows": rows,
        "levels": levels(about),
        "beside": [one.label for one in about.options if not one.on_scale],
        "least": room.least,
        "few": sum(not row.counts for row in rows),
        "live": room.standing.state == OPEN,
    }
