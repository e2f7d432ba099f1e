"""The database file: opened once in a process, one cursor for each piece of work, never shared between threads.

A DuckDB connection that threads share returns other threads' rows, so every read and write takes a cursor of its own.
A second process cannot open the file while one has it: it gets a sentence that says what to do.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from csp_analytics.store import migrate

MEMORY_LIMIT = "2GB"
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

    def frame(self, sql: str, parameters: dict[str, Any] | None = None) -> pd.DataFrame:
        """The rows of a query as a frame; parameters are named (``$name``)."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, parameters or {}).df()

    def value(self, sql: str, parameters: dict[str, Any] | None = None) -> Any:
        """The first value of the first row of a query, or None when there is no row."""
        with self._connection.cursor() as cursor:
            rows = cursor.execute(sql, parameters or {}).fetchall()
        return rows[0][0] if rows else None

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor inside a transaction: all or nothing. One writer at a time."""
        with self._writing, self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
                cursor.execute("update schema_version set data_version = data_version + 1")
                cursor.commit()
            except BaseException:
                cursor.rollback()
                raise

    @property
    def version(self) -> int:
        """Goes up with every change of data; caches are keyed by it."""
        return int(self.value("select data_version from schema_version"))

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
    place = Path(path).expanduser().resolve()
    with _opening:
        if place not in _open:
            _open[place] = _connect(place)
        return _open[place]


def _connect(place: Path) -> Store:
    if not place.parent.is_dir():
        raise StoreProblem(f"There is no folder {place.parent}. Make it, or name another place for the database.")
    try:
        connection = duckdb.connect(str(place), config={"memory_limit": MEMORY_LIMIT})
    except duckdb.IOException as error:
        raise StoreProblem(_io_sentence(place, str(error))) from None
    except (duckdb.Error, RuntimeError) as error:
        raise StoreProblem(
            f"{place.name} is damaged or is not a database of this program ({str(error).splitlines()[0][:120]}). "
            "Restore a copy, or name another file."
        ) from None
    try:
        migrate.bring_up_to_date(connection)
        # Nothing that comes in a spreadsheet can make the database read or write another file.
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    except migrate.TooNew as error:
        connection.close()
        raise StoreProblem(str(error)) from None
    except duckdb.CatalogException as error:
        connection.close()
        raise StoreProblem(
            f"{place.name} holds tables that this program did not make ({str(error).splitlines()[0][:120]}). "
            "Name another file."
        ) from None
    return Store(place, connection)


def _io_sentence(place: Path, error: str) -> str:
    if "lock" in error.lower():
        return (
            f"{place.name} is in use by another process, most likely the dashboard. Close it first, or do this in the "
            "dashboard; or name another file with --db or CSP_DATABASE."
        )
    if "not a valid duckdb" in error.lower() or "magic" in error.lower():
        return f"{place.name} is not a database of this program. Name another file with --db or CSP_DATABASE."
    return f"{place.name} cannot be opened ({error.splitlines()[0][:160]}). Check that its folder can be written."
