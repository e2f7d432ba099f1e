"""A real dashboard in a process of its own, on a free port, with a database of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from csp_analytics.paths import ROOT

PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address, its database file, the file that its log goes to, and its process."""

    url: str
    database: Path
    log: Path
    process: subprocess.Popen

    def address(self, page: str = "", query: str = "") -> str:
        """The address of a page (empty: the National picture) with what one is looking at."""
        return f"{self.url}/{page}{'?' + query if query else ''}"


@contextmanager
def serve(database: Path, *, app: str = "app.py", port: int = 0, **settings: str) -> Iterator[Server]:
    """Starts ``streamlit run app.py`` (or another ``app``) on a free port and stops it at the end.

    Args:
        database: the database file; need not exist.
        app: the file that is started.
        port: where it listens; 0 for a free one.
        settings: environment variables on top, such as ``CSP_DEMO="off"``.
    """
    port, log = port or free_port(), database.with_suffix(".log")
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)]
    # Nothing is worked out ahead, unless a test is about that: two cores serve many servers of tests at once.
    usual = {"CSP_DATABASE": str(database), "PYTHONUNBUFFERED": "1", "CSP_AHEAD": "off"}
    environment = {**os.environ, **usual, **settings}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--server.address", "127.0.0.1"], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        _wait_until_up(process, port, log)
        yield Server(f"http://127.0.0.1:{port}", database, log, process)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def _wait_until_up(process: subprocess.Popen, port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The dashboard did not start:\n{log.read_text(errors='replace')}")
