"""The data set in use: opened once in a process, one cursor for each piece of work, never shared between threads.

It is a file of this machine, or a data set that several servers share; what differs between them is in ``engines/``.
A DuckDB connection that threads share returns other threads' rows, so every read and write takes a cursor of its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from csp_analytics.store.engines.address import address, is_address
from csp_analytics.store.engines.engine import Engine
from csp_analytics.store.engines.engine import StoreProblem as StoreProblem
from csp_analytics.store.engines.file import open_file

TRIES = 20  # of appending, when another server appends at the very same moment
_open: dict[Path | str, Store] = {}
_opening = threading.Lock()


class Store:
    """One data set. Get it with :func:`open_store`."""

    def __init__(self, engine: Engine):
        self.engine = engine
        self.path = engine.path
        self._writing = threading.RLock()
        self._version = int(self.value("select data_version from schema_version"))

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own; a damaged file, a full disk, a lost server is told in a sentence, not as a traceback."""
        with self.told(), self.engine.cursor() as cursor:
            yield cursor

    @contextmanager
    def told(self, *left: type[Exception]) -> Iterator[None]:
        """The engine's troubles in a sentence; those that are named are left as they are, for who tries again."""
        caught: tuple[type[Exception], ...] = (duckdb.Error, *self.engine.troubles)
        try:
            yield
        except caught as error:
            if isinstance(error, left) or not self.engine.is_trouble(error):
                raise
            raise StoreProblem(self.engine.sentence(error)) from error

    def own_cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor that stays with who asked for it, such as a view that is laid over the tables."""
        with self.told():
            return self.engine.own_cursor()

    def _asked(self, sql: str, parameters: dict[str, Any] | None, take: str) -> Any:
        """The answer to a question; asked again a few times where a connection can be lost."""
        for wait in (*self.engine.patience, None):
            try:
                with self._cursor() as cursor:
                    return getattr(cursor.execute(sql, parameters or {}), take)()
            except StoreProblem:
                if wait is None:
                    raise
            time.sleep(wait)
        raise AssertionError("unreachable")

    def frame(self, sql: str, parameters: dict[str, Any] | None = None) -> pd.DataFrame:
        """The rows of a query as a frame; parameters are named (``$name``)."""
        frame: pd.DataFrame = self._asked(sql, parameters, "df")
        return frame

    def value(self, sql: str, parameters: dict[str, Any] | None = None) -> Any:
        """The first value of the first row of a query, or None when there is no row."""
        rows = self._asked(sql, parameters, "fetchall")
        return rows[0][0] if rows else None

    @contextmanager
    def one_writer(self) -> Iterator[None]:
        """Holds back every other writer, of other servers too, for a look and a write that belong together."""
        with self._writing, self.told(), self.engine.writing():
            yield

    @contextmanager
    def nobody_appends(self) -> Iterator[None]:
        """Holds back those who append, of other servers too, for who removes what is appended.

        Who needs :meth:`one_writer` too takes that first: two who took them in different order would wait for ever.
        """
        with self.told(), self.engine.appending():
            yield

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor inside a transaction: all or nothing. One writer at a time."""
        with self.one_writer(), self._committing() as cursor:
            yield cursor
            cursor.execute("update schema_version set data_version = data_version + 1")
            version = int(cursor.execute("select data_version from schema_version").fetchall()[0][0])
        self._version = max(self._version, version)

    def note(self, sql: str, parameters: dict[str, Any]) -> None:
        """Writes rows of what follows from the data and is none itself: the version of the data stays."""
        with self.one_writer(), self._committing() as cursor:
            cursor.execute(sql, parameters)

    def append(self, sql: str, parameters: dict[str, Any]) -> None:
        """Adds rows to a table that nothing else is read together with, without waiting for other writers.

        Appended rows never meet those of another transaction, so a vote need not wait until a large file is loaded.
        The version of the data stays.
        """
        with self.told(), self.engine.appending():
            for left in reversed(range(TRIES)):
                try:
                    with self._committing() as cursor:
                        cursor.execute(sql, parameters)
                    return
                except duckdb.TransactionException:
                    if not left:
                        raise
                    time.sleep(0.05)

    @contextmanager
    def _committing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor inside a transaction that is committed at the end, or rolled back."""
        with self.told(duckdb.TransactionException), self.engine.cursor() as cursor:
            try:
                mark = self.engine.begin(cursor)
                yield cursor
                self.engine.commit(cursor, mark)
            except BaseException:
                # After a failed commit there is nothing to roll back; after a lost connection nobody to tell.
                with suppress(duckdb.Error):
                    cursor.rollback()
                raise

    def fold_log_into_file(self) -> None:
        """Makes what was deleted leave the disk at once, where that can be; a shared data set does it when tidied."""
        with self.told():
            self.engine.fold()

    def tidy(self, days: float) -> dict[str, int]:
        """Small files of a shared data set into large ones, and what was deleted so many days ago off the disk."""
        with self._writing, self.told():
            return self.engine.tidy(days)

    def others_round(self, framework: str, round_: str) -> str:
        """The round of the others' answers that stand in a round: the same, unless something is laid over the store."""
        return round_

    @property
    def version(self) -> int:
        """Goes up with every change of data; caches are keyed by it.

        Remembered rather than asked, because pages ask often. A shared data set looks after what other servers changed
        twice a second at most.
        """
        self._version = self.engine.version(self._version)
        return self._version

    def close(self) -> None:
        """Writes everything where it belongs and lets go of it."""
        with _opening:
            for where in [where for where, store in _open.items() if store is self]:
                del _open[where]
        self.engine.close()


def open_store(where: Path | str) -> Store:
    """The store of a database file or of a shared data set, made when it does not exist, walked forward when older.

    The same place gives the same store for the life of the process.

    Args:
        where: path of a file, or an address as :mod:`csp_analytics.store.engines.address` reads it.

    Raises:
        StoreProblem: when another process has the file, when it is damaged, is no database, comes from a newer
            version of the program, or its folder cannot be written; when a shared one cannot be reached.
    """
    if there := store_at_hand(where):
        return there
    place: Path | str = str(where) if is_address(where) else Path(where).expanduser().resolve()
    with _opening:
        if place not in _open:
            _open[place] = Store(_engine(place))
        return _open[place]


def store_at_hand(where: Path | str) -> Store | None:
    """The store of a place when this process has it open already; never waits."""
    return _open.get(str(where) if is_address(where) else Path(where))


def is_there(where: Path | str) -> bool:
    """Whether a file is there; a shared data set always is, or says itself that it cannot be reached."""
    return is_address(where) or Path(where).is_file()


def _engine(place: Path | str) -> Engine:
    if isinstance(place, Path):
        return open_file(place)
    # Imported for those who share a data set: the others need not have PostgreSQL's driver.
    from csp_analytics.store.engines.lake import open_lake

    return open_lake(address(place))
