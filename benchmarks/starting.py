"""From the start of the program until it says that it is healthy, against an empty Streamlit app."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from functools import partial

from benchmarks.comparing import Comparison, in_turns
from benchmarks.demonstration import demonstration_file
from csp_analytics.paths import ROOT
from tests.browser.server import free_port

NAME = "start"
TURNS, GOAL, PATIENCE, INTERVAL = 7, 2.0, 60.0, 0.005


def run() -> Iterator[Comparison]:
    """In turns, each in a process of its own."""
    with demonstration_file() as database:
        settings = {"CSP_DATABASE": str(database), "CSP_DEMO": "off"}
        ours = partial(healthy_after, "app.py", settings)
        empty = partial(healthy_after, "benchmarks/empty_app.py", {})
        found = in_turns({"ours": ours, "empty": empty}, TURNS)
    what = "start of the program until it says that it is healthy"
    yield Comparison(what, "an empty Streamlit app", found["ours"], found["empty"], goal=GOAL)


def healthy_after(app: str, settings: dict[str, str]) -> float:
    """Starts ``streamlit run`` on a free port and gives the seconds until ``/_stcore/health`` answers with 200.

    Raises:
        AssertionError: when it does not in time.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--server.address", "127.0.0.1"], cwd=ROOT, env={**os.environ, **settings},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while time.perf_counter() - start < PATIENCE and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - start
            except OSError:
                time.sleep(INTERVAL)
        raise AssertionError(f"{app} did not start")
    finally:
        process.terminate()
        process.wait()
