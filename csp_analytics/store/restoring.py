"""A copy in place of the database: proved before anything is replaced, in one step, and what was there stays aside.

At every moment the old database is there whole, or the new one is: the new one is made beside it and takes its name in
one step. What another process has open is never touched: its lock is asked for and held until the step is done.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import duckdb

from csp_analytics.access.rules import BACK_UP, require
from csp_analytics.problems import ERROR, Problem
from csp_analytics.store import audit
from csp_analytics.store.connection import StoreProblem, open_store, store_at_hand
from csp_analytics.store.copies import LOG, nothing_left_beside, on_disk
from csp_analytics.store.copying import MANIFEST
from csp_analytics.store.engines.address import is_address
from csp_analytics.store.engines.file import IN_USE, SETTINGS
from csp_analytics.store.verifying import verify

try:
    import fcntl
except ImportError:  # Windows: there a file that is open cannot be renamed, which is refusal enough
    fcntl = None  # type: ignore[assignment]


class RestoreRefused(StoreProblem):
    """The copy was not put in place; the message says why and what to do."""

    def __init__(self, message: str, problems: list[Problem] | None = None):
        super().__init__(message)
        self.problems = problems or []


@dataclass(frozen=True)
class Restored:
    """What came of it: the database, and where the one that was there before lies now (None when there was none)."""

    database: Path
    aside: Path | None


def restore(path: Path | str, database: Path | str) -> Restored:
    """Puts a copy in place of the database.

    The copy is verified, walked forward to the version of this program where it is older, verified again, and takes the
    place of the database in one step. The database that was there stays beside it under another name.

    Args:
        path: the copy.
        database: the database file; its folder has to be there, it need not.

    Raises:
        NotAllowed: when who acts may not put copies in place.
        RestoreRefused: when the copy is not whole, the database is in use, or the folder cannot be written. The
            database is as it was.
    """
    require(BACK_UP)
    if is_address(database):
        raise RestoreRefused(
            "A copy is put in place of a file. Restore it into a file, then move that to the shared data set with: "
            "python -m csp_analytics migrate"
        )
    path, place = Path(path).expanduser(), Path(database).expanduser().resolve()
    if path.exists() and place.exists() and path.samefile(place):
        raise RestoreRefused(f"{place.name} is the database itself. Name a copy of it.")
    if not place.parent.is_dir():
        raise RestoreRefused(f"There is no folder {place.parent} for the database. Make it, or name another place.")
    _proved(path, path.name)
    if store_at_hand(place) is not None:
        raise RestoreRefused(_in_use(place))
    try:
        with _room_beside(place) as room:
            ready = room / place.name
            _make_ready(path, ready)
            return _take_its_place(ready, place)
    except RestoreRefused:
        raise
    except (OSError, duckdb.Error, StoreProblem) as error:
        raise RestoreRefused(_cannot(path, place, str(error))) from error


def _proved(path: Path, name: str) -> None:
    wrong = [one for one in verify(path) if one.severity == ERROR]
    if wrong:
        said = "\n".join(f"  {one.for_file(name).sentence}" for one in wrong[:5])
        raise RestoreRefused(f"Nothing was replaced: {name} is not a whole copy.\n{said}\nTry an older copy.", wrong)


def _make_ready(path: Path, ready: Path) -> None:
    """A database of this program's version with what is in the copy, whole and on the disk."""
    shutil.copyfile(path, ready)
    if (log := Path(f"{path}{LOG}")).exists():
        shutil.copyfile(log, f"{ready}{LOG}")
    store = open_store(ready)
    try:
        with store._cursor() as cursor:
            cursor.execute(f"drop table if exists {MANIFEST}")
        audit.note(store, audit.RESTORED, path.name, version=store.version)
    finally:
        store.close()
    nothing_left_beside(ready)
    _proved(ready, path.name)
    on_disk(ready)


def _take_its_place(ready: Path, place: Path) -> Restored:
    if not place.exists():
        _set_aside_log(place, None)  # without its database a log is worth nothing, and would spoil the new one
        ready.chmod(0o600)  # everybody's roles and evidence are in it
        _first_name(ready, place)
        on_disk(place.parent)
        return Restored(place, None)
    _fold_log(place)
    with _held(place) as old:
        _as_the_other(place, ready)
        aside = _aside(place)
        _set_aside_log(place, aside)
        _second_name(place, aside, old)
        on_disk(place.parent)
        os.replace(ready, place)
        on_disk(place.parent)
    return Restored(place, aside)


def _first_name(ready: Path, place: Path) -> None:
    """Never over a database that somebody made meanwhile, where the disk has links to tell."""
    try:
        os.link(ready, place)
    except FileExistsError:
        raise
    except OSError:
        ready.rename(place)


def _fold_log(place: Path) -> None:
    """Opens and closes the database, so that one file holds all of it. One that cannot be opened stays as it is."""
    try:
        duckdb.connect(str(place), config=SETTINGS).close()
    except (duckdb.Error, RuntimeError) as error:
        if any(words in str(error).lower() for words in IN_USE):
            raise RestoreRefused(_in_use(place)) from None


@contextmanager
def _held(place: Path) -> Iterator[IO[bytes] | None]:
    """Holds the lock that DuckDB asks for, so that nobody opens what is about to be replaced."""
    if fcntl is None:
        yield None
        return
    with place.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RestoreRefused(_in_use(place)) from None
        yield file


def _aside(place: Path) -> Path:
    """A name for what is replaced that no file has."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (f"{place.stem}-replaced-{stamp}{'' if n == 1 else f'-{n}'}{place.suffix}" for n in range(1, 1000))
    return next(path for name in names if not os.path.lexists(path := place.with_name(name)))


def _set_aside_log(place: Path, aside: Path | None) -> None:
    """The log of a database that could not be opened goes with it: the new one must never meet it."""
    log = Path(f"{place}{LOG}")
    if log.exists():
        to = Path(f"{aside}{LOG}") if aside else _aside(place.with_name(f"{place.name}{LOG}"))
        os.replace(log, to)


def _second_name(place: Path, aside: Path, old: IO[bytes] | None) -> None:
    """Gives the old database its second name while it still has the first; copies it where a disk has no links."""
    try:
        os.link(place, aside)
    except OSError:
        # Read through the file that holds the lock: to open and close it a second time would let go of the lock.
        with aside.open("xb") as other:
            shutil.copyfileobj(old or place.open("rb"), other)
            other.flush()
            os.fsync(other.fileno())


def _as_the_other(place: Path, ready: Path) -> None:
    """Rights and owner as they were, so that the account of the dashboard can still open it."""
    there = place.stat()
    ready.chmod(there.st_mode & 0o7777)
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(ready, there.st_uid, there.st_gid)


@contextmanager
def _room_beside(place: Path) -> Iterator[Path]:
    """A folder beside the database, on the same disk; what a killed process left of its own goes first."""
    begins = f".{place.name}.restoring-"
    for left in place.parent.glob(f"{begins}*"):
        shutil.rmtree(left, ignore_errors=True)
    room = Path(tempfile.mkdtemp(prefix=begins, dir=place.parent))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _in_use(place: Path) -> str:
    return (
        f"{place.name} is in use, most likely by the dashboard. Nothing was replaced. Stop the dashboard, put the copy "
        "in place, then start it again."
    )


def _cannot(path: Path, place: Path, error: str) -> str:
    return (
        f"{path.name} was not put in place ({_without_folders(error, place)}). {place.name} is as it was. Check that "
        "its folder can be written and that the disk is not full."
    )


def _without_folders(error: str, place: Path) -> str:
    return error.splitlines()[0].replace(f"{place.parent}{os.sep}", "")[:160]
