"""What the store asks of an engine: a file of this process, or a data set that several servers share."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import duckdb


class StoreProblem(Exception):
    """The database cannot be used; the message is a sentence that says what to do."""


class Engine(Protocol):
    """One data set. ``path`` tells data sets apart and is shown to people: it holds no secret.

    ``is_shared``: whether other processes may write at the same time. ``gathering``: seconds for which what many people
    do at once is gathered into one commit. ``patience``: seconds to wait before each new try of a question that failed.
    ``troubles``: errors that :meth:`sentence` has a sentence for.
    """

    path: Path
    is_shared: bool
    gathering: float
    patience: tuple[float, ...]
    troubles: tuple[type[Exception], ...]

    def cursor(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """A cursor for one piece of work, in the catalogue of the data set."""

    def own_cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor that stays with who asked for it, until it is closed."""

    def writing(self) -> AbstractContextManager[None]:
        """Holds back the writers of every other process. Can be entered again by who is in it."""

    def appending(self) -> AbstractContextManager[None]:
        """Holds back those who append, and whoever removes what is appended, in every other process."""

    def begin(self, cursor: duckdb.DuckDBPyConnection) -> str:
        """Begins a transaction and gives its mark, with which it can be found again."""

    def commit(self, cursor: duckdb.DuckDBPyConnection, mark: str) -> None:
        """Commits; when this returns, the change is there.

        Raises:
            StoreProblem: when it is not there, or when nobody can say whether it is; the message says which.
        """

    def version(self, known: int) -> int:
        """The version of the data, given the one that this process knows."""

    def take_room(self, room_id: str) -> bool:
        """Takes a live room in charge for this process, unless another process has it."""

    def has_room(self, room_id: str) -> bool:
        """Whether this process still has a room in charge."""

    def leave_room(self, room_id: str) -> None:
        """Lets go of a room."""

    def fold(self) -> None:
        """Makes what was deleted leave the disk, as far as that can be done at once."""

    def tidy(self, days: float) -> dict[str, int]:
        """Small files into large ones, and what was deleted more than so many days ago off the disk."""

    def is_trouble(self, error: Exception) -> bool:
        """Whether :meth:`sentence` has a sentence for an error: one of ``troubles``, or one that says the same."""

    def sentence(self, error: Exception) -> str:
        """What is wrong and what to do, from what the database says of it."""

    def close(self) -> None:
        """Lets go of it."""
