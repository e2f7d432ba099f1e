"""Fuzzes the workbook reader with atheris: ``python -m tests.fuzz.workbook --seconds 60`` (or ``--runs 2000``).

Real workbooks are changed by chance, guided by which lines of ours they reach, and go through everything that reads
them, in this process. What makes the compiled reader set out a huge rectangle ends a child process in the product
and would end this one: such files are passed over here and tried with real children in ``test_mutated_files.py``.
A file that breaks a rule is kept in ``tests/fuzz/found/``, where a test reads it again for ever.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import re
import sys
import time
import zipfile
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["csp_analytics.ingest.files"]):
    from csp_analytics.ingest.files import _child, isolation

from csp_analytics.ingest.recognise import read_file
from tests.builders.fuzzed import NAME, seeds, wrong_with
from tests.builders.mutations import mutated

FOUND = Path(__file__).parent / "found"
SLOW = 20.0
_FAR = re.compile(rb"[\"'][A-Z]{2,}\d+|[A-Z]\d{5,}|repeated=\"\d{4,}|text:c=\"\d{5,}")


class Fuzz:
    """One run: what goes in, what is counted."""

    def __init__(self) -> None:
        self.files = list(seeds().values())
        self.tried = self.passed_over = self.read = self.refused = 0
        self.slowest = 0.0
        self.wrong: dict[str, str] = {}

    def change(self, data: bytes, most: int, seed: int) -> bytes:
        """Another file made of one: now and then of a real one, so that no run loses its way."""
        chance = Random(seed)
        return mutated(chance.choice(self.files) if chance.random() < 0.6 else data, chance)[:most]

    def one(self, data: bytes) -> None:
        """Reads one file and notes what is wrong."""
        self.tried += 1
        if _reaches_far(data):
            self.passed_over += 1
            return
        start = time.perf_counter()
        try:
            reading = read_file(data, NAME)
            told = wrong_with(reading)
            self.refused += reading.refused
            self.read += not reading.refused
        except Exception as error:
            told = [f"{type(error).__name__}: {error}"]
        took = time.perf_counter() - start
        self.slowest = max(self.slowest, took)
        if took > SLOW:
            told.append(f"it takes {took:.0f} seconds")
        if told:
            self._keep(data, told[0])

    def _keep(self, data: bytes, words: str) -> None:
        kind = re.sub(r"\d+", "0", words)[:60]
        if kind not in self.wrong:
            FOUND.mkdir(exist_ok=True)
            place = FOUND / f"{hashlib.sha256(data).hexdigest()[:12]}.bin"
            place.write_bytes(data)
            self.wrong[kind] = f"{place.name}: {words}"

    def told(self) -> str:
        """The figures in one line, and a line for each kind of fault."""
        figures = (
            f"{self.tried:,} executions: {self.read:,} read, {self.refused:,} refused, {self.passed_over:,} passed "
            f"over, {len(self.wrong)} faults; slowest {self.slowest:.2f} s"
        )
        return "\n".join([figures, *self.wrong.values()])


def _reaches_far(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [one for one in archive.infolist() if re.search(r"sheet\d*\.xml$|content\.xml$", one.filename)]
            return any(one.file_size > 5e6 or _FAR.search(archive.read(one)) for one in parts)
    except Exception:  # damaged: the check in front of the reader refuses it
        return False


def main(arguments: list[str]) -> None:
    """Runs until the time or the number is over."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--runs", type=int, default=-1)
    asked.add_argument("--seed", type=int, default=1)
    chosen = asked.parse_args(arguments)
    fuzz = Fuzz()
    isolation.ask = lambda data, start, **_: _child.reply(data)  # type: ignore[assignment]
    end = time.monotonic() + chosen.seconds

    def one(data: bytes) -> None:
        if time.monotonic() > end or 0 <= chosen.runs <= fuzz.tried:
            print(fuzz.told(), flush=True)

            os._exit(1 if fuzz.wrong else 0)
        fuzz.one(data)

    options = [sys.argv[0], f"-seed={chosen.seed}", "-max_len=300000", "-rss_limit_mb=3000", "-verbosity=0"]
    atheris.Setup(options, one, custom_mutator=fuzz.change)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
