"""A store that is only looked at: what is asked of it is seen through views of one connection, and nothing is kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from csp_analytics.store.connection import Store, StoreProblem

BENEATH = "beneath_"  # what names of views begin with that another store's views are laid over


class LookOnly(Store):
    """A store over another one. Whoever makes it lays views over the tables, for its connection alone."""

    REFUSAL = "This can only be looked at."

    def __init__(self, base: Store):
        self.base: Store = base.base if isinstance(base, LookOnly) else base  # what is written to, beneath every view
        self.path = base.path
        self._version = base.version
        self.engine = base.engine
        self._connection = base.own_cursor()
        self._asking = self._writing = threading.RLock()
        self._main = f'"{self._connection.execute("select current_database()").fetchall()[0][0]}".main'
        self._under = base if isinstance(base, LookOnly) else None
        if self._under:
            self._under.lay_beneath(self._connection)

    def lay_beneath(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Lays what must be seen through in a store over this one: what a person may see, see sights.py.

        What this one itself shows (aliases of a wall, an upload) is not laid again.
        """
        if self._under:
            self._under.lay_beneath(connection)

    def _of(self, table: str) -> str:
        """What a view is laid over: the table, or what the store beneath shows of it."""
        beneath = f"{BENEATH}{table}"
        asked = "select count(*) from duckdb_views() where temporary and view_name = $name"
        there = self._connection.execute(asked, {"name": beneath}).fetchall()[0][0]
        return beneath if there else f"{self._main}.{table}"

    def _sql_of(self, view: str) -> str:
        """What a view of the database asks, of whatever stands in the place of its tables."""
        asked = "select sql from duckdb_views() where schema_name = 'main' and view_name = $view and not temporary"
        sql = self._connection.execute(asked, {"view": view}).fetchall()[0][0]
        return sql.rstrip().rstrip(";").split(" AS ", 1)[1].replace("main.", "")

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        # The views belong to one connection, so those who ask take turns.
        with self._asking:
            yield self._connection

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Refused: this is for looking only."""
        raise StoreProblem(self.REFUSAL)
        yield  # pragma: no cover - makes it a context manager like the one that it stands for

    def append(self, sql: str, parameters: dict[str, Any]) -> None:
        """Refused: this is for looking only."""
        raise StoreProblem(self.REFUSAL)

    def note(self, sql: str, parameters: dict[str, Any]) -> None:
        """Keeps nothing: what follows from what is seen here is not what follows from the database."""

    @property
    def version(self) -> int:
        """The version of the data when it was laid over."""
        return self._version

    def close(self) -> None:
        """Lets go of the views. The database stays open for everybody else."""
        self._connection.close()
