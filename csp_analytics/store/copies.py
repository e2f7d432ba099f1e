"""Copies of the database in a folder: what their names say, which is the newest, which may go.

A name holds a running number, the time, the version of the data and the beginning of the file's SHA-256. Which copy is
the newest is told by its number, never by its time: a clock may be set back.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from csp_analytics.access.rules import BACK_UP, require

USUAL_DAYS = 30
LOG = ".wal"  # what was written last lies in a second file beside a database until it is folded in
DIGEST_LETTERS = 12
_NAME = re.compile(
    r"csp-backup-(?P<number>\d{6,})-(?P<time>\d{8}T\d{6}Z)-v(?P<version>\d+)-(?P<digest>[0-9a-f]{12})\.duckdb"
)
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, order=True)
class Copy:
    """A copy in a folder. Copies are in the order in which they were made.

    Attributes:
        number: running number within the folder.
        made_at: when, by the clock of the machine (UTC).
        version: version of the data.
        digest: the first twelve letters of the file's SHA-256.
        path: the file.
    """

    number: int
    made_at: datetime
    version: int
    digest: str
    path: Path


def copies(folder: Path) -> list[Copy]:
    """The copies in a folder, the oldest first. Files with other names are not ours and are passed over."""
    found = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return sorted(_copy(parts, path) for parts, path in found if parts)


def copy_of(path: Path) -> Copy | None:
    """What the name of a file says of it; None when somebody gave it another name."""
    parts = _NAME.fullmatch(path.name)
    return _copy(parts, path) if parts else None


def name_of(number: int, made_at: datetime, version: int, digest: str) -> str:
    """The name of a copy."""
    return f"csp-backup-{number:06d}-{made_at.strftime(_TIME)}-v{version}-{digest[:DIGEST_LETTERS]}.duckdb"


def newest_at(folder: Path, now: datetime) -> datetime | None:
    """When the newest copy that is not of a time to come was made; None when there is none."""
    return max((one.made_at for one in copies(folder) if one.made_at <= now), default=None)


def prune(folder: Path, days: int = USUAL_DAYS, *, now: datetime | None = None) -> list[Path]:
    """Deletes copies that are too old. Returns those that went.

    A copy goes when it was made more than so many days ago and at least as many newer copies are there. So a clock that
    is wrong, whether ahead or behind, never empties the folder, and the newest copies stay whatever their time.

    Args:
        folder: where the copies are.
        days: for how many days copies are kept, 1 or more.
        now: the time; that of the machine when left out.

    Raises:
        NotAllowed: when who acts may not.
    """
    require(BACK_UP)
    before = (now or datetime.now(UTC)) - timedelta(days=days)
    old = [one.path for one in copies(folder)[: -max(days, 1)] if one.made_at < before]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def nothing_left_beside(path: Path) -> None:
    """Raises when a closed database file is not all of it: DuckDB says nothing when it cannot fold its log in.

    Raises:
        OSError: when its log is still beside it.
    """
    if Path(f"{path}{LOG}").exists():
        raise OSError("not everything could be written into one file")


def on_disk(path: Path) -> None:
    """Returns when a file, or the names in a folder, are on the disk and not only in memory."""
    if os.name == "nt" and path.is_dir():  # Windows cannot, and writes names down at once
        return
    opened = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _copy(parts: re.Match[str], path: Path) -> Copy:
    made_at = datetime.strptime(parts["time"], _TIME).replace(tzinfo=UTC)
    return Copy(int(parts["number"]), made_at, int(parts["version"]), parts["digest"], path)
