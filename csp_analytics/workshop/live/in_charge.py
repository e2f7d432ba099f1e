"""Which server has a room in charge, where several serve one data set: a room lives in the memory of one of them.

A server takes a room when somebody asks for it there and nobody has it. When a server is gone, PostgreSQL lets go of
its rooms, and whichever is asked next reads them from what was written down and goes on.
"""

from __future__ import annotations

import os

from csp_analytics.store import room_log
from csp_analytics.store.connection import Store
from csp_analytics.workshop.session.standing import Refused


class HeldElsewhere(Refused):
    """Another server has the room; ``address`` is where that one is reached, empty when it did not say."""

    def __init__(self, code: str, address: str):
        at = f" at {address}" if address else ""
        super().__init__(f"This room is open on another server{at}. Use the address on the wall of the room.")
        self.code, self.address = code, address


def here() -> str:
    """Where this very server is reached, past any proxy that serves several: CSP_SERVER_ADDRESS, empty when not set."""
    return (os.environ.get("CSP_SERVER_ADDRESS") or "").rstrip("/")


def take(store: Store, room_id: str, code: str) -> None:
    """Takes a room in charge.

    Raises:
        HeldElsewhere: when another server has it.
    """
    address = room_log.take_charge(store, room_id, here())
    if address is not None:
        raise HeldElsewhere(code, address)
