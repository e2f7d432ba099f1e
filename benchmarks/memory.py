"""The most memory that a piece of Python takes at one moment, the processes that it starts counted."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress

import psutil

READY, INTERVAL = "ready", 0.005


def peak(before: str, work: str) -> float:
    """Bytes that a piece of work adds to a process of its own, at the worst moment.

    Args:
        before: Python to run first, such as imports; what it takes is not counted.
        work: Python whose memory is wanted.

    Raises:
        AssertionError: when it fails.
    """
    script = f"import sys, time\n{before}\nprint({READY!r}, flush=True)\nsys.stdin.readline()\n{work}\n"
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    if process.stdout.readline().strip() != READY:
        raise AssertionError(process.communicate()[1])
    measured = psutil.Process(process.pid)
    first = most = _together(measured)
    process.stdin.write("\n")
    process.stdin.flush()
    while process.poll() is None:
        most = max(most, _together(measured))
        time.sleep(INTERVAL)
    if process.returncode:
        raise AssertionError(process.communicate()[1])
    return float(most - first)


def _together(process: psutil.Process) -> int:
    """Memory of a process and of those it started; pages that they share are counted once for each of them."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        for one in [process, *process.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                total += one.memory_info().rss
    return total
