"""Where things lie. Nothing else in the package knows a path."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
DEMO = DATA / "demo"


def definitions() -> Path:
    """The folder of definitions (frameworks, areas, peer groups); ``CSP_DATA`` names another one."""
    return Path(os.environ.get("CSP_DATA") or DATA)


def demo() -> Path:
    """The demonstration workbooks for the definitions in use: ``demo`` inside their folder."""
    return definitions() / "demo"


def database() -> Path | str:
    """Where the data is: ``CSP_DATABASE``, else the file ``data/csp.duckdb``."""
    return place(os.environ.get("CSP_DATABASE") or str(DATA / "csp.duckdb"))


def place(written: str) -> Path | str:
    """A database file, or as it is written the address of a data set that several servers share (``ducklake:...``)."""
    return written if written.startswith("ducklake:") else Path(written)


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
