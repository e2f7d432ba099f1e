"""A store that is only looked at: what is asked of it is seen through views of one connection, and nothing is kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from csp_analytics.store.connection import Store, StoreProblem


class LookOnly(Store):
    """A store over another one. Whoever makes it lays views over the tables, for its connection alone."""

    REFUSAL = "This can only be looked at."

    def __init__(self, base: Store):
        self.path = base.path
        self._version = base.version
        self._connection = base._connection.cursor()
        self._asking = self._writing = threading.RLock()
        self._main = f'"{self._connection.execute("select current_database()").fetchall()[0][0]}".main'

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

    def note(self, sql: str, rows: list[tuple]) -> None:
        """Keeps nothing: what follows from what is seen here is not what follows from the database."""

    def close(self) -> None:
        """Lets go of the views. The database stays open for everybody else."""
        self._connection.close()
