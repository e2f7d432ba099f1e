"""The engine of several servers: DuckLake, its catalogue in PostgreSQL, its data files in a folder or object storage.

Everybody reads without waiting, each question from the newest state. Writers of all servers take turns. Every change
also raises one number in one row, which DuckLake lets two writers never do at once: whoever lost his turn unnoticed
(his lock went with a lost connection) is refused and has written nothing.
"""

from __future__ import annotations

import logging
import os
import queue
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import psycopg

from csp_analytics.store import migrate
from csp_analytics.store.engines import extensions, tidying
from csp_analytics.store.engines.address import Address
from csp_analytics.store.engines.attaching import attach
from csp_analytics.store.engines.engine import StoreProblem
from csp_analytics.store.engines.turns import APPENDING, WRITING, RoomsInCharge, Turn

CATALOGUE = "csp"
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "2GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
ASK_AGAIN = 0.5  # seconds for which the version that was seen is believed
MOST_IDLE = 16  # cursors that are kept for the next questions
# What the drivers say when a connection is gone, whichever of them notices.
LOST = ("connect", "closed", "terminat", "receive data", "send data", "eof detected", "shutting down", "starting up")
CONFLICT = "Transaction conflict"
UNKNOWN = (
    "The connection to the shared database {name} was lost at the moment of saving, and it could not be asked since. "
    "Whether this was saved is not known: look before you do it again."
)
log = logging.getLogger(__name__)


class LakeEngine:
    """A shared data set, as one process sees it."""

    is_shared = True
    gathering = 0.1
    patience: tuple[float, ...] = (0.2, 0.5, 1.0, 2.0)
    troubles: tuple[type[Exception], ...] = (
        duckdb.IOException,
        duckdb.FatalException,
        duckdb.TransactionException,
        psycopg.Error,
    )

    def __init__(self, address: Address):
        self._address = address
        self.path: Path = address.path
        self._idle: queue.LifoQueue[duckdb.DuckDBPyConnection] = queue.LifoQueue()
        self._writing = Turn(self.connecting, WRITING)
        self._appending = Turn(self.connecting, APPENDING)
        self._rooms = RoomsInCharge(self.connecting)
        self._who = f"{socket.gethostname()[:40]}-{os.getpid()}"
        self._asking, self._asked_at = threading.Lock(), 0.0
        self._listening: psycopg.Connection[Any] | None = None
        self._seen = (-1, 0)  # newest state of the catalogue, and the version of the data then
        self._connection = duckdb.connect(":memory:", config=SETTINGS)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def connecting(self) -> psycopg.Connection[Any]:
        """A new connection to PostgreSQL itself."""
        where = self._address
        given: dict[str, Any] = {
            "host": where.host,
            "port": where.port,
            "dbname": where.database,
            "application_name": "csp-analytics",
        }
        given |= {"user": where.user} if where.user else {}
        given |= {"password": where.password} if where.password else {}
        connection = psycopg.connect(
            **given, autocommit=True, connect_timeout=3, keepalives_idle=10, keepalives_interval=5, keepalives_count=3
        )
        # A machine that is cut off must not hold a lock for hours: PostgreSQL looks for it too.
        with suppress(psycopg.Error):
            connection.execute(
                "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3"
            )
        return connection

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one piece of work. Kept for the next one when all went well: to begin one asks the catalogue."""
        try:
            cursor = self._idle.get_nowait()
        except queue.Empty:
            cursor = self.own_cursor()
        try:
            yield cursor
        except BaseException:
            cursor.close()
            raise
        if self._idle.qsize() < MOST_IDLE:
            self._idle.put(cursor)
        else:
            cursor.close()

    def own_cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor that stays with who asked for it."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(f"use {CATALOGUE}")
        except BaseException:
            cursor.close()
            raise
        return cursor

    def writing(self) -> AbstractContextManager[None]:
        """Holds back the writers of every other process."""
        return self._writing.held()

    def appending(self) -> AbstractContextManager[None]:
        """Holds back those who append in every other process."""
        return self._appending.held()

    def begin(self, cursor: duckdb.DuckDBPyConnection) -> str:
        """Begins a transaction under a mark that nobody else has."""
        mark = secrets.token_hex(12)
        cursor.begin()
        cursor.execute(
            f"call ducklake_set_commit_message('{CATALOGUE}', $who, $mark)", {"who": self._who, "mark": mark}
        )
        return mark

    def commit(self, cursor: duckdb.DuckDBPyConnection, mark: str) -> None:
        """Commits. When the answer is lost on the way, the catalogue is asked whether the change is there."""
        try:
            cursor.commit()
        except duckdb.Error as error:
            if CONFLICT in str(error):
                raise
            stands = self._stands(mark)
            if stands is None:
                raise StoreProblem(UNKNOWN.format(name=self.path.name)) from error
            if not stands:
                raise

    def version(self, known: int) -> int:
        """The version of the data: asked at most twice a second, by one thread; the others take what was seen."""
        if time.monotonic() - self._asked_at > ASK_AGAIN and self._asking.acquire(blocking=False):
            try:
                self._look()
                self._asked_at = time.monotonic()
            except (psycopg.Error, duckdb.Error) as error:
                log.warning("shared database %s: %s", self.path.name, self.sentence(error))
                self._asked_at = time.monotonic() + 2.0
                self._listening = None
            finally:
                self._asking.release()
        return max(known, self._seen[1])

    def take_room(self, room_id: str) -> bool:
        """Takes a live room in charge for this process, unless another process has it."""
        return self._rooms.take(room_id)

    def has_room(self, room_id: str) -> bool:
        """Whether this process still has a room in charge."""
        return self._rooms.has(room_id)

    def leave_room(self, room_id: str) -> None:
        """Lets go of a room."""
        self._rooms.leave(room_id)

    def fold(self) -> None:
        """Nothing at once: what was deleted leaves the disk with :meth:`tidy`."""

    def tidy(self, days: float) -> dict[str, int]:
        """Small files into large ones; what was deleted more than so many days ago off the disk."""
        with self.writing(), self.appending(), self.cursor() as cursor:
            return tidying.tidy(cursor, CATALOGUE, days)

    def is_trouble(self, error: Exception) -> bool:
        """Whether there is a sentence for an error; a connection that goes in the middle is told in many classes."""
        return isinstance(error, self.troubles) or is_lost(error)

    def sentence(self, error: Exception) -> str:
        """What is wrong and what to do."""
        return sentence(self._address, error)

    def close(self) -> None:
        """Lets go of it."""
        for turn in (self._writing, self._appending, self._rooms):
            with suppress(psycopg.Error):
                turn.close()
        if self._listening is not None:
            self._listening.close()
        self._connection.close()

    def _open(self) -> None:
        extensions.load(self._connection, objects=self._address.in_objects)
        with self.writing():  # one server makes the catalogue and the tables, the others find them
            attach(self._connection, self._address, CATALOGUE)
            migrate.bring_up_to_date(self._connection)

    def _look(self) -> None:
        if self._listening is None:
            self._listening = self.connecting()
        found = self._listening.execute("select max(snapshot_id) from ducklake_snapshot").fetchone()
        newest = int(found[0]) if found else -1
        if newest != self._seen[0]:
            with self.cursor() as cursor:
                version = int(cursor.execute("select data_version from schema_version").fetchall()[0][0])
            self._seen = (newest, version)

    def _stands(self, mark: str) -> bool | None:
        """Whether a transaction is there; None when that cannot be found out."""
        end = time.monotonic() + 10.0
        while time.monotonic() < end:
            try:
                with self.connecting() as asking:
                    # Waits for whoever is still writing into the catalogue: the answer is final then.
                    asking.execute(
                        "begin; set local lock_timeout = '5s'; lock table ducklake_snapshot_changes in share mode"
                    )
                    asked = "select count(*) from ducklake_snapshot_changes where commit_message = %s"
                    found = asking.execute(asked, [mark]).fetchone()
                    asking.execute("commit")
                    return bool(found and found[0])
            except psycopg.Error:
                time.sleep(0.3)
        return None


def is_lost(error: Exception) -> bool:
    """Whether it is the connection that failed, so that the same may be tried again."""
    said = str(error).lower()
    # DuckLake tells of a catalogue that went away in the middle with an error of no class but the most general one.
    drivers = isinstance(error, psycopg.OperationalError | duckdb.IOException) or type(error) is duckdb.Error
    return drivers and any(words in said for words in LOST)


def open_lake(address: Address) -> LakeEngine:
    """The engine of a shared data set, made when it is not there, walked forward when it is older.

    Raises:
        StoreProblem: when it cannot be used.
    """
    name = address.path.name
    try:
        return LakeEngine(address)
    except (migrate.TooNew, migrate.NotOurs) as error:
        raise StoreProblem(f"{name}: {error}") from None
    except (duckdb.Error, psycopg.Error) as error:
        raise StoreProblem(sentence(address, error)) from None


def sentence(address: Address, error: Exception) -> str:
    """What is wrong and what to do, from what the drivers say; never with the password in it."""
    said = address.without_secret(str(error))
    name = address.path.name
    if CONFLICT in said:
        return f"Somebody else changed the same thing in {name} at the same moment. Nothing was saved. Try again."
    if "does not exist" in said and "database" in said.lower() and "FATAL" in said:
        return f"PostgreSQL at {address.host} has no database {name}. Make it first: createdb {name}"
    if "authentication failed" in said or "no password supplied" in said:
        return (
            f"PostgreSQL at {address.host} refused the user or the password. Check the address in "
            "CSP_DATABASE, and CSP_DATABASE_PASSWORD or PGPASSFILE."
        )
    if is_lost(error):
        return (
            f"The shared database {name} cannot be reached now. Nothing that was saved is lost, and nothing was "
            "half saved. Wait a moment, then try again; if it stays so, see that PostgreSQL and the data folder are up."
        )
    return f"The shared database {name} cannot be used ({said.splitlines()[0][:160]})."
