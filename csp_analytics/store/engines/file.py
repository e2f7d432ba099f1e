"""The engine of one machine: a DuckDB file, which one process has open at a time."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

import duckdb

from csp_analytics.store import migrate
from csp_analytics.store.engines.address import SHAPE
from csp_analytics.store.engines.engine import StoreProblem

# Extensions are never fetched: a file that is another program's database must not make this one call the network.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "2GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# How DuckDB words these troubles: a lock on Linux and macOS, a sharing violation on Windows.
IN_USE = ("could not set lock", "used by another process")
NOT_A_DATABASE = ("not a valid duckdb", "magic bytes", "sqlite_scanner")
FULL = ("no space left", "file too large", "disk quota", "not enough space")
DAMAGED = (
    "corrupt",
    "checksum",
    "could not read enough bytes",
    "serialization error",
    "fatal error",
    "failure while replaying wal",  # most often the log of another file, left beside this one
)


class FileEngine:
    """A database file, opened once in the process."""

    is_shared = False
    gathering = 0.0
    patience: tuple[float, ...] = ()
    troubles: tuple[type[Exception], ...] = (duckdb.IOException, duckdb.FatalException)

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection):
        self.path = path
        self._connection = connection

    def cursor(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """A cursor of its own: threads that share one would get each other's rows."""
        return self._connection.cursor()

    def own_cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor that stays with who asked for it."""
        return self._connection.cursor()

    def writing(self) -> AbstractContextManager[None]:
        """Nobody else can have the file open."""
        return nullcontext()

    def appending(self) -> AbstractContextManager[None]:
        """Appended rows of one process never meet."""
        return nullcontext()

    def begin(self, cursor: duckdb.DuckDBPyConnection) -> str:
        """Begins a transaction."""
        cursor.begin()
        return ""

    def commit(self, cursor: duckdb.DuckDBPyConnection, mark: str) -> None:
        """Commits; it is on the disk when this returns."""
        try:
            cursor.commit()
        except duckdb.TransactionException as error:
            if is_of_the_disk(error):
                raise StoreProblem(self.sentence(error)) from error
            raise

    def version(self, known: int) -> int:
        """What this process knows: nobody else can change anything."""
        return known

    def take_room(self, room_id: str) -> bool:
        """Every room is this process's."""
        return True

    def has_room(self, room_id: str) -> bool:
        """Every room is this process's."""
        return True

    def leave_room(self, room_id: str) -> None:
        """Nobody else waits for it."""

    def fold(self) -> None:
        """Writes the log beside the file into it, so that what was deleted is in neither. Done later when busy."""
        with self._connection.cursor() as cursor, suppress(duckdb.TransactionException):
            cursor.execute("checkpoint")

    def tidy(self, days: float) -> dict[str, int]:
        """A file is tidy once its log is in it."""
        self.fold()
        return {}

    def is_trouble(self, error: Exception) -> bool:
        """Whether there is a sentence for an error."""
        return isinstance(error, self.troubles)

    def sentence(self, error: Exception) -> str:
        """What is wrong with the file and what to do."""
        return sentence(self.path, str(error))

    def close(self) -> None:
        """Writes everything into the file and lets go of it."""
        self._connection.close()


def open_file(place: Path) -> FileEngine:
    """The engine of a file, made when it is not there, walked forward when it is older.

    Raises:
        StoreProblem: when it cannot be used.
    """
    # os.path, unlike Path, answers False for a name that cannot be looked up (too long, no right to look).
    if os.path.isdir(place):
        raise StoreProblem(f"{place} is a folder. Name a file for the database.")
    if not os.path.isdir(place.parent):
        if any(":" in part for part in place.parts[1:]):
            # It was meant for an address: there may be a password in it.
            raise StoreProblem(f"The place of the database looks like an address; write it as {SHAPE}.")
        raise StoreProblem(f"There is no folder {place.parent}. Make it, or name another place for the database.")
    try:
        connection = duckdb.connect(str(place), config=SETTINGS)
    except (duckdb.Error, RuntimeError) as error:
        raise StoreProblem(sentence(place, str(error))) from None
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
        raise StoreProblem(sentence(place, str(error))) from None
    return FileEngine(place, connection)


def sentence(place: Path, error: str) -> str:
    """What is wrong with a file and what to do, from what DuckDB says of it."""
    said = error.lower()
    if any(words in said for words in IN_USE):
        return (
            f"{place.name} is in use by another process, most likely the dashboard. Close it first, or do this in the "
            "dashboard; or name another file with --db or CSP_DATABASE."
        )
    if any(words in said for words in FULL):  # before damage: a write that fails may end in a fatal error
        return (
            f"The disk of {place.name} is full. This was not saved; what was saved before is there. Make room on the "
            "disk, start the program again and do this again."
        )
    if any(words in said for words in NOT_A_DATABASE):
        return f"{place.name} is not a database of this program. Name another file with --db or CSP_DATABASE."
    if any(words in said for words in DAMAGED):
        return (
            f"{place.name} is damaged. Put a copy in its place with: python -m csp_analytics restore FILE; or name "
            "another file and load your files again."
        )
    told = error.splitlines()[0].replace(f"{place.parent}{os.sep}", "")[:160]  # people need no folder of the server
    return (
        f"{place.name} cannot be used ({told}). Check that it and its folder can be written "
        "and that the disk is not full, or name another file with --db or CSP_DATABASE."
    )


def is_of_the_disk(error: Exception) -> bool:
    """Whether a commit failed because it could not be written, rather than because others wrote at the same time."""
    return any(words in str(error).lower() for words in ("could not write", "write to file", *FULL))
