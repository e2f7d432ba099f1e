"""Where things lie. Nothing else in the package knows a path."""

from __future__ import annotations

import os
import re
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
DEMO = DATA / "demo"
# Addresses of databases in the ways that people write them: none of these is a file, and each may hold a password.
_ADDRESS = re.compile(r"://|^\W*(?:postgres|jdbc)[a-z+]*:|^[^/\\:]{2,}:.*@|\bpassword\s*=", re.IGNORECASE | re.DOTALL)


class NotAPlace(ArgumentTypeError):
    """What was written is neither a file nor the address of a shared data set; the message does not repeat it."""


def definitions() -> Path:
    """The folder of definitions (frameworks, areas, peer groups); ``CSP_DATA`` names another one."""
    named = os.environ.get("CSP_DATA")
    return _folder(named) if named else DATA


@lru_cache(maxsize=4)
def _folder(named: str) -> Path:
    return Path(named)  # made once: a page asks a dozen times


def demo() -> Path:
    """The demonstration workbooks for the definitions in use: ``demo`` inside their folder."""
    return definitions() / "demo"


def database() -> Path | str:
    """Where the data is: ``CSP_DATABASE``, else the file ``data/csp.duckdb``.

    Raises:
        NotAPlace: as :func:`place` does.
    """
    return place(os.environ.get("CSP_DATABASE") or str(DATA / "csp.duckdb"), "CSP_DATABASE")


def place(written: str, what: str = "it") -> Path | str:
    """A database file, or as it is written the address of a data set that several servers share (``ducklake:...``).

    Args:
        written: the place.
        what: what it was written for, as the message says it.

    Raises:
        NotAPlace: when it looks like an address and does not begin as ours do.
    """
    if written.startswith("ducklake:"):
        return written
    if _ADDRESS.search(written):
        raise NotAPlace(f"{what} looks like an address; write it as ducklake:postgres://user@host/db?data=/folder")
    return Path(written)


def backups() -> Path | None:
    """The folder for copies of the database, ``CSP_BACKUPS``; None when none is set."""
    named = os.environ.get("CSP_BACKUPS", "").strip()
    return Path(named).expanduser() if named else None


@contextmanager
def using(folder: Path) -> Iterator[None]:
    """Within it, the definitions in use are those of a folder, in the whole process (so not beside other threads)."""
    before = os.environ.get("CSP_DATA")
    os.environ["CSP_DATA"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["CSP_DATA"]
        else:
            os.environ["CSP_DATA"] = before
