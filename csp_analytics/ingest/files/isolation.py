"""Starts the child process that opens a workbook, watches the clock, and takes its answer apart."""

from __future__ import annotations

import datetime
import gc
import marshal
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import csp_analytics
from csp_analytics.ingest.files.safety import (
    CHILD_SECONDS,
    MAX_ANSWER_BYTES,
    MAX_CHILDREN,
    WAIT_SECONDS,
    Refusal,
)

_RESTORE: dict[str, Callable[[str], Any]] = {
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
    "time": datetime.time.fromisoformat,
    "duration": str,
}
# -I and -S give the child the standard library and nothing from the environment or the working folder; what its
# parent can import is added after it, the package first, so that it works however the package was found.
_START = "import sys; sys.path += sys.argv[1:]; from csp_analytics.ingest.files._child import main; main()"
# What the child is told of the server's environment: what its libraries are found by, and no secret.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "LANG")
_COMPLAINT = 100_000  # bytes of a complaint that are read
_places = threading.BoundedSemaphore(MAX_CHILDREN)


def read_in_child(data: bytes, *, seconds: float = CHILD_SECONDS) -> tuple[str, bool, list[tuple]]:
    """Open a workbook in a process of its own.

    Args:
        data: the bytes of a zip file.
        seconds: how long the child may take by the clock.

    Returns:
        The kind (``xlsx``, ``xlsm``, ``ods``), whether it holds macros, and for each sheet: name, visible, rows,
        errors, uncalculated, merged, hidden, as in `csp_analytics.ingest.files.workbook.Sheet`.

    Raises:
        Refusal: when the file is refused, or the child did not survive it.
        RuntimeError: when the child could not be started: a fault of the installation, not of the file.
    """
    answer = marshal.loads(ask(data, _START, seconds=seconds))
    if answer[0] == "refused":
        raise Refusal(*answer[1:])
    _, kind, macros, sheets = answer
    with collection_paused():
        return kind, macros, [_unpack(*sheet) for sheet in sheets]


def read_text_in_child(data: bytes) -> tuple[int, list[list[Any]]]:
    """Takes a long CSV apart in a process of its own.

    Returns:
        How many characters could not be read, and the rows, as `csp_analytics.ingest.files.text_file.table`.

    Raises:
        Refusal, RuntimeError: as :func:`read_in_child`.
    """
    with collection_paused():
        answer = marshal.loads(ask(data, _START))
    if answer[0] == "refused":
        raise Refusal(*answer[1:])
    return answer[1], answer[2]


def ask(data: bytes, start: str, *, seconds: float = CHILD_SECONDS) -> bytes:
    """What a child process of its own answers to some bytes, within the limits of time and length, and in its turn.

    Args:
        data: what the child reads from its standard input.
        start: the Python that the child runs; it must limit itself (`_child.limit_resources`).
        seconds: how long the child may take by the clock.

    Returns:
        The child's standard output, never empty.

    Raises:
        Refusal: when the child did not survive, or its turn did not come.
        RuntimeError: when it could not be started: a fault of the installation.
    """
    root = str(Path(csp_analytics.__file__).resolve().parent.parent)
    paths = [str(Path(path).resolve()) for path in sys.path]
    command = [sys.executable, "-I", "-S", "-c", start, root, *paths]
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise Refusal("busy", f"{MAX_CHILDREN} other files being read for longer than {WAIT_SECONDS} seconds")
    try:
        answer, said, code = _run(command, data, seconds)
    finally:
        _places.release()
    if code == 0 and answer:
        return answer
    if "ImportError" in said or "ModuleNotFoundError" in said:
        raise RuntimeError(f"the process that reads workbooks could not start: {said.strip().splitlines()[-1]}")
    raise Refusal("too-large-or-damaged", "a file that asks for more memory or time than a workbook needs")


def _run(command: list[str], data: bytes, seconds: float) -> tuple[bytes, str, int]:
    """What the child answered, what it complained of, and its exit code."""
    pipe, known = subprocess.PIPE, {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=known) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        clock = threading.Timer(seconds, child.kill)
        said: list[bytes] = []
        others = [
            clock,
            threading.Thread(target=_feed, args=(child.stdin, data)),
            threading.Thread(target=lambda: said.append(child.stderr.read(_COMPLAINT) if child.stderr else b"")),
        ]
        for one in others:
            one.start()
        try:
            answer = child.stdout.read(MAX_ANSWER_BYTES + 1)
            if len(answer) > MAX_ANSWER_BYTES:
                answer = b""
                child.kill()
            child.wait()
        finally:
            child.kill()
            clock.cancel()
            for one in others:
                one.join()
    return answer, b"".join(said).decode("utf-8", "replace"), child.returncode


def _feed(place: IO[bytes], data: bytes) -> None:
    with suppress(OSError), place:  # a child that has seen enough does not read on
        place.write(data)


@contextmanager
def collection_paused() -> Iterator[None]:
    """Reading makes a hundred thousand lists and throws none away; looking for rubbish meanwhile takes most of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unpack(
    name: str, visible: bool, packed: bytes, dates: list, errors: dict, uncalculated: dict, merged: list, hidden: list
) -> tuple:
    rows: list[list[Any]] = marshal.loads(packed)
    for kind, column, numbers, texts in dates:
        values = {text: _RESTORE[kind](text) for text in set(texts)}
        for number, text in zip(numbers, texts, strict=True):
            rows[number][column] = values[text]
    return name, visible, rows, errors, uncalculated, tuple(merged), tuple(hidden)
