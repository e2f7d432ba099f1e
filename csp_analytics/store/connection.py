"""The database file: opened once in a process, one cursor for each piece of work, never shared between threads.

A DuckDB connection that threads share returns other threads' rows, so every read and write takes a cursor of its own.
A second process cannot open the file while one has it: it gets a sentence that says what to do.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from csp_analytics.store import migrate

# Extensions are never fetched: a file that is another program's database must not make this one call the network.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "2GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# How DuckDB words these troubles: a lock on Linux and macOS, a sharing violation on Windows.
IN_USE = ("could not set lock", "used by another process")
NOT_A_DATABASE = ("not a valid duckdb", "magic bytes", "sqlite_scanner")
DAMAGED = ("corrupt", "checksum", "could not read enough bytes", "serialization error", "fatal error")
_open: dict[Path, Store] = {}
_opening = threading.Lock()


class StoreProblem(Exception):
    """The database cannot be used; the message is a sentence that says what to do."""


class Store:
    """One database file. Get it with :func:`open_store`."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection):
        self.path = path
        self._connection = connection
        self._writing = threading.RLock()
        self._version = int(self.value("select data_version from schema_version"))

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own; a damaged file or a full disk is told in a sentence, not as a traceback."""
        try:
            with self._connection.cursor() as cursor:
                yield cursor
        except (duckdb.IOException, duckdb.FatalException) as error:
            raise StoreProblem(_sentence(self.path, str(error))) from error

    def frame(self, sql: str, parameters: dict[str, Any] | None = None) -> pd.DataFrame:
        """The rows of a query as a frame; parameters are named (``$name``)."""
        with self._cursor() as cursor:
            return cursor.execute(sql, parameters or {}).df()

    def value(self, sql: str, parameters: dict[str, Any] | None = None) -> Any:
        """The first value of the first row of a query, or None when there is no row."""
        with self._cursor() as cursor:
            rows = cursor.execute(sql, parameters or {}).fetchall()
        return rows[0][0] if rows else None

    @contextmanager
    def one_writer(self) -> Iterator[None]:
        """Holds back every other writer of this process, for a look and a write that belong together."""
        with self._writing:
            yield

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor inside a transaction: all or nothing. One writer at a time."""
        with self._writing, self._cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
                raised = "update schema_version set data_version = data_version + 1 returning data_version"
                version = int(cursor.execute(raised).fetchall()[0][0])
                cursor.commit()
                self._version = version
            except BaseException:
                cursor.rollback()
                raise

    def note(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """Writes rows of what follows from the data and is none itself: the version of the data stays."""
        with self._writing, self._cursor() as cursor:
            cursor.begin()
            try:
                cursor.executemany(sql, rows)
                cursor.commit()
            except BaseException:
                cursor.rollback()
                raise

    def append(self, sql: str, parameters: dict[str, Any]) -> None:
        """Adds rows to a table that nothing else is read together with, without waiting for other writers.

        Appended rows never meet those of another transaction, so a vote need not wait until a large file is loaded.
        The version of the data stays.
        """
        with self._cursor() as cursor:
            cursor.execute(sql, parameters)

    def fold_log_into_file(self) -> None:
        """Writes the log beside the file into it, so that what was deleted is in neither. Done later when busy."""
        with self._cursor() as cursor, suppress(duckdb.TransactionException):
            cursor.execute("checkpoint")

    def others_round(self, framework: str, round_: str) -> str:
        """The round of the others' answers that stand in a round: the same, unless something is laid over the store."""
        return round_

    @property
    def version(self) -> int:
        """Goes up with every change of data; caches are keyed by it.

        Remembered rather than asked, because pages ask often and only :meth:`transaction` of this process can raise it.
        """
        return self._version

    def close(self) -> None:
        """Writes everything into the file and lets go of it."""
        with _opening:
            _open.pop(self.path, None)
        self._connection.close()


def open_store(path: Path | str) -> Store:
    """The store of a database file, made when it does not exist, walked forward when it is older.

    The same path gives the same store for the life of the process.

    Raises:
        StoreProblem: when another process has the file, when it is damaged, is no database, comes from a newer
            version of the program, or its folder cannot be written.
    """
    if there := _open.get(Path(path)):
        return there
    place = Path(path).expanduser().resolve()
    with _opening:
        if place not in _open:
            _open[place] = _connect(place)
        return _open[place]


def store_at_hand(path: Path | str) -> Store | None:
    """The store of a database file when this process has it open already; never waits."""
    return _open.get(Path(path))


def _connect(place: Path) -> Store:
    # os.path, unlike Path, answers False for a name that cannot be looked up (too long, no right to look).
    if os.path.isdir(place):
        raise StoreProblem(f"{place} is a folder. Name a file for the database.")
    if not os.path.isdir(place.parent):
        raise StoreProblem(f"There is no folder {place.parent}. Make it, or name another place for the database.")
    try:
        connection = duckdb.connect(str(place), config=SETTINGS)
    except (duckdb.Error, RuntimeError) as error:
        raise StoreProblem(_sentence(place, str(error))) from None
    try:
        migrate.bring_up_to_date(connection)
        # Nothing that comes in a spreadsheet can make the database read or write another file.
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    except (migrate.TooNew, migrate.NotOurs) as error:
        connection.close()
        raise StoreProblem(f"{place.name}: {error}") from None
    except duckdb.Error as error:
        connection.close()
        raise StoreProblem(_sentence(place, str(error))) from None
    return Store(place, connection)


def _sentence(place: Path, error: str) -> str:
    """What is wrong with a file and what to do, from what DuckDB says of it."""
    said = error.lower()
    if any(words in said for words in IN_USE):
        return (
            f"{place.name} is in use by another process, most likely the dashboard. Close it first, or do this in the "
            "dashboard; or name another file with --db or CSP_DATABASE."
        )
    if any(words in said for words in NOT_A_DATABASE):
        return f"{place.name} is not a database of this program. Name another file with --db or CSP_DATABASE."
    if any(words in said for words in DAMAGED):
        return f"{place.name} is damaged. Put a copy in its place, or name another file and load your files again."
    return (
        f"{place.name} cannot be used ({error.splitlines()[0][:160]}). Check that it and its folder can be written "
        "and that the disk is not full, or name another file with --db or CSP_DATABASE."
    )
