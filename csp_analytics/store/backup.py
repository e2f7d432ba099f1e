"""Copies of the database while the program runs, and the proof that one is whole. Putting one back: `restoring.py`.

A copy is an ordinary database file. It is made under a name of its own and gets its place in the folder in one step
when it is whole and on the disk: whatever happens before that, no copy is there.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from csp_analytics import __version__
from csp_analytics.access.rules import BACK_UP, require
from csp_analytics.problems import Problem, has_errors
from csp_analytics.store import audit
from csp_analytics.store.connection import Store, StoreProblem, open_store
from csp_analytics.store.copies import copies, digest_of, name_of, nothing_left_beside, on_disk, prune
from csp_analytics.store.copying import MANIFEST, Count, copy_rows, one_moment
from csp_analytics.store.look_only import LookOnly
from csp_analytics.store.restoring import restore
from csp_analytics.store.verifying import verify

__all__ = ["BackupProblem", "back_up", "prune", "restore", "verify"]

_UNFINISHED = ".unfinished-"
_UNFINISHED_NAME = "copy.duckdb"
_A_DAY = 24 * 60 * 60


class BackupProblem(StoreProblem):
    """A copy could not be made; the message says why and what to do."""


def back_up(store: Store, folder: Path | str) -> Path:
    """Makes a copy of everything in the database, as it stands at one moment; others may read and write meanwhile.

    Args:
        store: the database, open; on whichever engine.
        folder: where to; it has to be there, so that a disk that is not mounted is not overlooked.

    Returns:
        The new file, checked and on the disk. Its name has a running number, the time (UTC) and the data version.

    Raises:
        NotAllowed: when who acts may not make copies.
        BackupProblem: when the folder is not there or cannot be written, the disk is full, or the copy is not whole.
    """
    require(BACK_UP)
    if isinstance(store, LookOnly):
        raise BackupProblem(LookOnly.REFUSAL)
    folder = Path(folder).expanduser().resolve()
    if not folder.is_dir():
        raise BackupProblem(f"There is no folder {folder} for the copy. Make it, or name another one.")
    made_at = datetime.now(UTC)
    try:
        with _room_of_its_own(folder) as room:
            unfinished = room / _UNFINISHED_NAME
            version = _write(store, unfinished, made_at)
            if has_errors(problems := verify(unfinished)):
                raise BackupProblem(f"The copy is not whole and was thrown away: {_first(problems)}")
            on_disk(unfinished)
            place = _take_its_place(unfinished, folder, made_at, version)
    except (OSError, duckdb.Error, ValueError) as error:
        raise BackupProblem(_not_made(folder, str(error))) from error
    except StoreProblem as problem:
        if isinstance(problem, BackupProblem) or _UNFINISHED_NAME not in str(problem):  # told already, or not of it
            raise
        raise BackupProblem(_not_made(folder, str(problem).partition(". ")[0])) from problem
    audit.note(store, audit.BACKED_UP, place.name, version=version, bytes=place.stat().st_size)
    return place


def _write(store: Store, place: Path, made_at: datetime) -> int:
    """Writes a database file with every row and the list of what it must hold. Returns the version of the data."""
    target = open_store(place)
    try:
        with one_moment(store) as source:
            version = int(source.execute("select data_version from schema_version").fetchall()[0][0])
            copied = copy_rows(source, target)
        _list_inside(target, copied, made_at)
    finally:
        target.close()
    nothing_left_beside(place)
    place.chmod(0o600)  # everything is in it
    return version


def _list_inside(target: Store, copied: list[Count], made_at: datetime) -> None:
    with target._cursor() as cursor:
        cursor.execute(
            f"create table {MANIFEST} (table_name varchar, n_rows bigint, digest varchar, made_at timestamp, "
            "program varchar, duckdb varchar)"
        )
        made = (made_at.replace(tzinfo=None), __version__, duckdb.__version__)
        rows = [(one.table, one.rows, one.digest, *made) for one in copied]
        cursor.executemany(f"insert into {MANIFEST} values (?, ?, ?, ?, ?, ?)", rows)


def _take_its_place(unfinished: Path, folder: Path, made_at: datetime, version: int) -> Path:
    """Gives the finished copy its name, in one step and never over another file."""
    digest = digest_of(unfinished)
    number = max((one.number for one in copies(folder)), default=0) + 1
    while True:
        place = folder / name_of(number, made_at, version, digest)
        # Two servers with one folder may have counted at the same moment; the number alone decides who was first.
        if any(folder.glob(f"{place.name[: len('csp-backup-') + 6]}-*")):
            number += 1
            continue
        unfinished.rename(place)
        on_disk(folder)
        return place


@contextmanager
def _room_of_its_own(folder: Path) -> Iterator[Path]:
    """A folder for the unfinished copy; those that were left behind by a process that was killed go first."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        with suppress(OSError):
            if abs(time.time() - left.stat().st_mtime) > _A_DAY:
                shutil.rmtree(left, ignore_errors=True)
    room = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _first(problems: list[Problem]) -> str:
    return next(one.sentence for one in problems if has_errors([one]))


def _not_made(folder: Path, error: str) -> str:
    return (
        f"No copy was made in {folder} ({error.splitlines()[0][:160]}). The database is as it was. Check that the "
        "folder can be written and that its disk is not full, or name another folder."
    )
