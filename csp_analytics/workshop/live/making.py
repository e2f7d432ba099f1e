"""A new room: its code, and the secret of its facilitator link, which is told once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from csp_analytics.store import room_log
from csp_analytics.store.connection import Store
from csp_analytics.workshop.live.codes import digest, new_code, new_secret
from csp_analytics.workshop.session.about import About
from csp_analytics.workshop.session.standing import Refused

TRIES = 50
MOST_QUESTIONS = 200


@dataclass(frozen=True)
class Made:
    """A room that was made: ``code`` is for everybody, ``key`` for the facilitator alone and nowhere written down."""

    room_id: str
    code: str
    key: str


def make(store: Store, about: About, *, by: str = "") -> Made:
    """Makes a room.

    Args:
        store: where it is kept.
        about: what was prepared.
        by: who made it; the account of the process when empty.

    Raises:
        Refused: when there is nothing to ask, or too much.
    """
    if not 0 < len(about.questions) <= MOST_QUESTIONS:
        raise Refused(f"A room asks 1 to {MOST_QUESTIONS} questions; this one would ask {len(about.questions)}.")
    if len(about.scale) < 2:
        raise Refused("A room needs two answers at least.")
    key = new_secret()
    with store.one_writer():
        code = next((one for one in (new_code() for _ in range(TRIES)) if room_log.find(store, code=one) is None), "")
        if not code:
            raise Refused("No code is free. Close rooms that are over, then try again.")
        room_id = secrets.token_hex(8)
        room_log.make(store, room_id=room_id, code=code, key_digest=digest(key), about=about.as_dict(), by=by)
    return Made(room_id, code, key)
