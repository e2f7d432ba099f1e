"""A copy of the database every day, made by the server that has it open.

``CSP_BACKUPS`` names the folder and turns it on, ``CSP_BACKUP_DAYS`` says for how many days copies are kept. Whether
one is due is told by the times in the names of the copies; those of a time to come say nothing, so a clock that was
ahead does not stop the copies, and one that is set back makes one too many rather than one too few.
"""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from csp_analytics import paths
from csp_analytics.access.acting import acting
from csp_analytics.access.person import ADMINISTRATOR, Person
from csp_analytics.server import metrics
from csp_analytics.store.backup import back_up
from csp_analytics.store.connection import Store, StoreProblem
from csp_analytics.store.copies import USUAL_DAYS, newest_at, prune

BY = Person("daily copy", frozenset({ADMINISTRATOR}))
A_DAY = timedelta(hours=24)
TIDY_AFTER_DAYS = 7
FIRST_AFTER, THEN_EVERY = 60.0, 900.0  # seconds; a copy that failed is tried again then
log = logging.getLogger("csp_analytics.backups")
_stop = threading.Event()
_started = threading.Lock()
_thread: threading.Thread | None = None


@dataclass(frozen=True)
class Last:
    """How the newest try ended: the copy that was made, or why none was."""

    at: datetime
    made: Path | None = None
    problem: str = ""


_last: Last | None = None


def last() -> Last | None:
    """How the newest try of this process ended; None before the first, and when daily copies are off."""
    return _last


def days_kept() -> int:
    """For how many days copies are kept: ``CSP_BACKUP_DAYS``, else 30.

    Raises:
        SystemExit: when the setting is no whole number of 1 or more; the message says so.
    """
    written = os.environ.get("CSP_BACKUP_DAYS", "").strip() or str(USUAL_DAYS)
    if not (written.isascii() and written.isdigit() and int(written) >= 1):
        raise SystemExit(f"CSP_BACKUP_DAYS is '{written}'; expected a whole number of days, 1 or more.")
    return int(written)


def start(database: Callable[[], Store]) -> bool:
    """Starts the daily work once in a process: copies when a folder is set, tidying of a shared data set.

    Returns whether there is any.

    Args:
        database: gives the open database; asked in a thread of its own, each time.

    Raises:
        SystemExit: when a setting cannot be used.
    """
    global _thread
    folder, days = paths.backups(), days_kept()
    if folder is None and not shared():
        return False
    with _started:
        if _thread is None:
            _stop.clear()
            _thread = threading.Thread(target=_run, args=(database, folder, days), name="daily-copy", daemon=True)
            _thread.start()
    return True


def stop() -> None:
    """Ends the daily copies, after the one that is being made."""
    global _thread
    with _started:
        _stop.set()
        if _thread is not None:
            _thread.join()
        _thread = None


def is_due(folder: Path, now: datetime) -> bool:
    """Whether the newest copy of a time up to now is a day old, or there is none.

    Raises:
        OSError: when the folder cannot be read.
    """
    newest = newest_at(folder, now)
    return newest is None or now - newest >= A_DAY


def keep(database: Callable[[], Store], folder: Path, days: int, now: datetime | None = None) -> Last | None:
    """Makes today's copy when it is due, then lets go of what is too old. Never raises: what went wrong is logged.

    Returns:
        How it ended; None when nothing was due.
    """
    global _last
    now = now or datetime.now(UTC)
    try:
        due, newest = is_due(folder, now), newest_at(folder, now)
        if newest:
            metrics.last_backup.set(newest.timestamp())
        if not due:
            return None
        with acting(BY):
            made = back_up(database(), folder)
            gone = prune(folder, days, now=now)
        log.info("A copy of the database was made: %s (%d old ones deleted)", made.name, len(gone))
        _last = Last(now, made)
        metrics.last_backup.set(now.timestamp())
    except StoreProblem as problem:
        log.error("No copy of the database was made: %s", problem)
        metrics.failed_backups.inc()
        _last = Last(now, problem=str(problem))
    except Exception as error:  # a thread that ended would make no more copies, and nobody would know
        log.exception("No copy of the database was made")
        metrics.failed_backups.inc()
        _last = Last(now, problem=f"No copy was made in {folder} ({error}). Check that the folder is there.")
    return _last


def shared() -> bool:
    """Whether the data set is on a shared engine, which wants tidying."""
    return isinstance(paths.database(), str)


def tidy(database: Callable[[], Store]) -> bool:
    """Makes what was deleted a week ago leave the disk of a shared engine. Never raises: what went wrong is logged."""
    try:
        with acting(BY):
            done = database().tidy(TIDY_AFTER_DAYS)
        log.info("The shared data set was tidied: %s", done)
        return True
    except Exception:  # tried again at the next round
        log.exception("The shared data set was not tidied")
        return False


def _run(database: Callable[[], Store], folder: Path | None, days: int) -> None:
    wait, tidied = FIRST_AFTER, -math.inf
    while not _stop.wait(wait):
        if folder is not None:
            keep(database, folder, days)
        # By a clock that only goes forward; servers of one data set take turns, and a second time finds little to do.
        if shared() and time.monotonic() - tidied >= A_DAY.total_seconds() and tidy(database):
            tidied = time.monotonic()
        wait = THEN_EVERY
