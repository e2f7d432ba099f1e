"""Starts the child process that opens a workbook, watches the clock, and takes its answer apart."""

from __future__ import annotations

import datetime
import gc
import marshal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import csp_analytics
from csp_analytics.ingest.files.safety import CHILD_SECONDS, Refusal

_RESTORE: dict[str, Callable[[str], Any]] = {
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
    "time": datetime.time.fromisoformat,
    "duration": str,
}
# -I and -S give the child the standard library and nothing from the environment or the working folder; what its
# parent can import is added after it, the package first, so that it works however the package was found.
_START = "import sys; sys.path += sys.argv[1:]; from csp_analytics.ingest.files._child import main; main()"


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


def ask(data: bytes, start: str, *, seconds: float = CHILD_SECONDS) -> bytes:
    """What a child process of its own answers to some bytes, within the limits of time.

    Args:
        data: what the child reads from its standard input.
        start: the Python that the child runs; it must limit itself (`_child.limit_resources`).
        seconds: how long the child may take by the clock.

    Returns:
        The child's standard output, never empty.

    Raises:
        Refusal: when the child did not survive.
        RuntimeError: when it could not be started: a fault of the installation.
    """
    root = str(Path(csp_analytics.__file__).resolve().parent.parent)
    paths = [str(Path(path).resolve()) for path in sys.path]
    command = [sys.executable, "-I", "-S", "-c", start, root, *paths]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise Refusal("too-large-or-damaged", f"a file that takes longer than {seconds:g} seconds to read") from error
    if done.returncode == 0 and done.stdout:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace")
    if "ImportError" in said or "ModuleNotFoundError" in said:
        raise RuntimeError(f"the process that reads workbooks could not start: {said.strip().splitlines()[-1]}")
    raise Refusal("too-large-or-damaged", "a file that asks for more memory or time than a workbook needs")


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
