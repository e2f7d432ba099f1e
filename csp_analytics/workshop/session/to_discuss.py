"""What of a room may be seen by now, in which order to discuss it, and what the dots could be for."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import pandas as pd

from csp_analytics.analysis import room_results
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.standing import AGREED, REVEALED, Standing

MOST_DISPUTED, LOWEST_AGREED = 3, 3
_Counts = tuple[tuple[str, int, str, int], ...]


def seen_votes(standing: Standing) -> int:
    """How many votes on a question the room has seen: all once revealed, else those before the one that is going on."""
    return standing.vote if standing.state in (REVEALED, AGREED) else max(standing.vote - 1, 0)


def seen_counts(room: Room, question_id: str, vote: int) -> Counter[str] | None:
    """Answers of a vote that was revealed, None when it was not or has too few answers to be shown."""
    standing = room.standing_of(question_id)
    if not 1 <= vote <= seen_votes(standing):
        return None
    counts = standing.counts(vote)
    return counts if sum(counts.values()) >= room.least else None


def to_discuss(room: Room, *, agreed_too: bool = False) -> pd.DataFrame:
    """What to discuss, most disagreement first.

    Args:
        room: the room.
        agreed_too: whether those on which a level is agreed are in it.

    Returns:
        A frame of :func:`csp_analytics.analysis.room_results.queue`: the last revealed vote of each question counts;
        what nobody has seen yet is in it only when it is parked.
    """
    counts = tuple(
        (key, votes, answer, standing.counts(votes)[answer])
        for key, standing in room.standings.items()
        if (votes := seen_votes(standing))
        for answer in room.about.answers
    )
    parked = tuple(key for key, one in room.standings.items() if one.parked)
    scale = tuple(option.answer for option in room.about.scale)
    found = _queue(counts, scale, parked, room.least)
    agreed = set() if agreed_too else {key for key, one in room.standings.items() if one.state == AGREED}
    kept = found[found["parked"] | ~found["item_id"].isin(agreed)]
    return kept.assign(place=range(1, len(kept) + 1)).reset_index(drop=True)


def suggested(room: Room) -> set[str]:
    """What dots are proposed for: parked, most disputed and lowest agreed questions.

    Of the disputed ones the three with the lowest consensus (under 1), of the agreed ones the three at the lowest
    levels, and none at the top of the scale; equal ones in the order of the agenda.
    """
    found = to_discuss(room, agreed_too=True)
    disputed = found.loc[found["consensus"] < 1, "item_id"].head(MOST_DISPUTED)
    places = {option.answer: place for place, option in enumerate(room.about.scale[:-1])}
    low = sorted(
        (key for key, one in room.standings.items() if one.state == AGREED and one.agreed in places),
        key=lambda key: places[room.standings[key].agreed],
    )
    return {*found.loc[found["parked"], "item_id"], *disputed, *low[:LOWEST_AGREED]}


# Votes come in by the second while what was revealed stays as it is.
@lru_cache(maxsize=64)
def _queue(counts: _Counts, scale: tuple[str, ...], parked: tuple[str, ...], least: int) -> pd.DataFrame:
    frame = pd.DataFrame(list(counts), columns=room_results.COUNTS)
    return room_results.queue(frame, scale, parked=parked, least=least)
