"""Who may write what, where the answer depends on what is written: which area a survey is of, what a room was for."""

from __future__ import annotations

from collections.abc import Sequence

from csp_analytics.access.acting import person
from csp_analytics.access.person import OFFICER, Person
from csp_analytics.access.rules import IMPORT, LOAD_SURVEY, RUN_ROOMS, NotAllowed, may, require
from csp_analytics.areas.register import register
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, EVERYWHERE, POSTS, SURVEY, Reading
from csp_analytics.store.connection import Store


def require_to_load(reading: Reading, *, demo: bool = False) -> None:
    """Administrators load everything; an officer the survey or the posts of an own area alone.

    Raises:
        NotAllowed: when who acts may not load it; the message says what they may.
    """
    if may(person(), IMPORT) or demo or reading.kind not in (SURVEY, POSTS):
        require(IMPORT)
        return
    who = require(LOAD_SURVEY)
    if reading.refused:
        return  # nothing of it is loaded; that it was tried stands in the log
    if other := [code for code in _areas(reading) if not may(who, LOAD_SURVEY, code)]:
        raise NotAllowed(_not_yours(who, other))


def require_for_room(store: Store, code: str, area_code: str, readings: Sequence[Reading]) -> None:
    """Whoever runs rooms may save what a room agreed: for its area, framework and round, and for nothing else.

    Args:
        store: where the room is.
        code: the code of the room.
        area_code: the area that is submitted for.
        readings: what is submitted.

    Raises:
        NotAllowed: when who acts may not run rooms, or when the room was for something else.
    """
    require(RUN_ROOMS)
    rooms = store.frame("select area_code, framework, round from room where code = $code", {"code": code})
    room = tuple(rooms.iloc[0]) if len(rooms) else ("", "", "")
    for one in readings:
        table = one.tables["rating" if one.kind == ASSESSMENT else "action"]
        rounds, used = set(table["round"]), set(table["framework"]) - ({""} if one.kind == ACTIONS else set())
        if room[0] != area_code or not rounds <= {room[2]} or not used <= {room[1]}:
            raise NotAllowed(
                f"{one.file} is not what this room was for. What a room agreed is saved for its own area, framework "
                "and round. For anything else, an officer of the area or an administrator may submit it."
            )


def _areas(reading: Reading) -> list[str]:
    """The areas that a survey or a table of posts is of; :data:`EVERYWHERE` for a survey of several or none."""
    if reading.kind == POSTS:
        return list(dict.fromkeys(reading.tables["post"]["area_code"]))
    return list(dict.fromkeys(reading.tables["survey"]["scope"]))


def _not_yours(who: Person, other: Sequence[str]) -> str:
    names = register().names
    own = " or ".join(sorted(names.get(code, code) for code in who.areas)) if who.has(OFFICER) else ""
    about = "several areas, or of none in particular" if EVERYWHERE in other else names.get(other[0], other[0])
    return (
        f"This file is of {about}. You may load what is of {own} alone. An administrator may load the file as it is; "
        "or choose your area where it is asked for, if everybody in the file is from there."
    )
