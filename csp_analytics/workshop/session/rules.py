"""What may happen in a room, and what comes of it: the only place that says so.

A room is what its events made of it. :func:`apply` takes one event after the other, refuses what may not be, and makes
the same room again when the events are read back after a restart.
"""

from __future__ import annotations

from csp_analytics.workshop.session import by_facilitator, by_voice
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.standing import Event, Refused


def apply(room: Room, event: Event) -> None:
    """Lets one thing happen.

    Raises:
        Refused: when it may not be; nothing has changed then.
    """
    if room.ended:
        raise Refused("This session is over.")
    what = (by_voice.WHAT if event.voice else by_facilitator.WHAT).get(event.kind)
    if what is None:
        raise Refused("This is not known here.")
    shown = (room.stage, room.position)
    try:
        what(room, event)
    except Refused:
        raise
    except (TypeError, ValueError, KeyError, OverflowError):
        # What a page of ours sends always has the right shape: this was made by hand.
        raise Refused("This is not known here.") from None
    if (room.stage, room.position) != shown:
        room.shown_at = event.at
    room.version += 1
    if not event.voice:
        room.moves += 1
