"""Taking turns among servers: locks of PostgreSQL, which are gone with the connection, so also with the process.

A lock of this kind is held by a connection and not by a transaction. When a process is killed or its machine is cut
off, PostgreSQL closes its connection and the next in line goes on.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg

from csp_analytics.store.engines.engine import StoreProblem

# Numbers of our locks within the catalogue's database; rooms have numbers of their own under ROOM.
WRITING, APPENDING, ROOM = 7_203_001, 7_203_002, 7_203_003
LONGEST_TURN = 300  # seconds to wait for somebody else's turn
UNREACHABLE_FOR = 10.0  # seconds in which the catalogue is tried again
BUSY = (
    "Another server is writing into the shared database and has not finished within {minutes} minutes. Try again later."
)

Connecting = Callable[[], "psycopg.Connection[Any]"]


class Turn:
    """One lock among servers, and among the threads of this process. Who is in it can enter it again."""

    def __init__(self, connecting: Connecting, number: int):
        self._connecting = connecting
        self._number = number
        self._mine = threading.RLock()
        self._depth = 0
        self._connection: psycopg.Connection[Any] | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else is in it meanwhile.

        Raises:
            StoreProblem: when PostgreSQL cannot be reached, or somebody else does not come to an end.
        """
        with self._mine:
            if not self._depth:
                self._take()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth:
                    self._give_back()

    def close(self) -> None:
        """Lets go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _take(self) -> None:
        end = time.monotonic() + UNREACHABLE_FOR
        while True:
            try:
                if self._connection is None:
                    self._connection = self._connecting()
                    self._connection.execute(f"set lock_timeout = '{LONGEST_TURN}s'")
                self._connection.execute("select pg_advisory_lock(%s)", [self._number])
                return
            except psycopg.errors.LockNotAvailable:
                raise StoreProblem(BUSY.format(minutes=LONGEST_TURN // 60)) from None
            except psycopg.OperationalError:
                self.close()
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def _give_back(self) -> None:
        try:
            if self._connection is not None:
                self._connection.execute("select pg_advisory_unlock(%s)", [self._number])
        except psycopg.Error:
            self.close()  # the lock went with the connection


class RoomsInCharge:
    """The live rooms that this process has in charge: a lock each, on one connection that stays."""

    def __init__(self, connecting: Connecting):
        self._connecting = connecting
        self._asking = threading.Lock()
        self._connection: psycopg.Connection[Any] | None = None
        self._held: set[str] = set()

    def take(self, room_id: str) -> bool:
        """Takes a room in charge; False when another process has it."""
        with self._asking:
            if self._alive() and room_id in self._held:
                return True
            return self._lock(room_id)

    def has(self, room_id: str) -> bool:
        """Whether the room is still this process's: asked of PostgreSQL, because a connection can be lost unnoticed."""
        with self._asking:
            with suppress(psycopg.Error):
                return self._alive() and room_id in self._held
            return False

    def leave(self, room_id: str) -> None:
        """Lets go of a room."""
        with self._asking:
            if room_id in self._held:
                self._held.discard(room_id)
                with suppress(psycopg.Error):
                    if self._connection is not None:
                        self._connection.execute("select pg_advisory_unlock(%s, %s)", _key(room_id))

    def close(self) -> None:
        """Lets go of every room."""
        with self._asking:
            if self._connection is not None:
                self._connection.close()
            self._connection, self._held = None, set()

    def _alive(self) -> bool:
        """Whether the connection is the one that has the locks. A new one takes those again that nobody took since."""
        try:
            if self._connection is not None:
                self._connection.execute("select 1")
                return True
        except psycopg.Error:
            self._connection = None
        self._connection = self._connecting()
        held, self._held = self._held, set()
        for room_id in held:
            self._lock(room_id)
        return True

    def _lock(self, room_id: str) -> bool:
        assert self._connection is not None
        asked = self._connection.execute("select pg_try_advisory_lock(%s, %s)", _key(room_id)).fetchone()
        if asked and asked[0]:
            self._held.add(room_id)
            return True
        return False


def _key(room_id: str) -> tuple[int, int]:
    return ROOM, zlib.crc32(room_id.encode()) - 2**31
