"""Processes killed at random moments, over and over on one file: ``python -m tests.store.killed_trials --kills 1000``.

Nothing here opens a database: every process that does is forked from this one, which has everything imported, and ends
or is killed. After each kill, what is there has to be exactly what was acknowledged, with or without the one step that
was under way; what was found is where the next process goes on.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.store import killed_child
from tests.store.killed_model import Data, Rooms, Said, Step, between, plain, possible

BEGUN = b'["begin", "data"'
LONGEST = 30.0  # seconds that a process may take before it says anything


class Trials:
    """One file, the copies that were made of it, and what has to be in both."""

    def __init__(self, folder: Path, seed: int):
        self.place = folder / "csp.duckdb"
        self.copies_in = folder / "copies"
        self.copies_in.mkdir()
        self.data, self.rooms = Data(), Rooms()
        self.copies: dict[Path, tuple[Data, Rooms]] = {}
        self.draw = random.Random(seed)
        self.figures: Counter[str] = Counter()

    def work(self, name: str) -> None:
        """One process that imports, submits, takes back, copies and votes until it is killed."""
        first = "" if self.copies else "backup"
        heard = _killed(
            lambda say: killed_child.work(self.place, self.copies_in, self.data, self.rooms, name, say, first),
            self.draw,
            [self.place, Path(f"{self.place}.wal"), self.copies_in],
            steps=3,
            touches=2,
            longest=0.1,
        )
        said, marks = {"data": Said(), "rooms": Said()}, []
        steps: list[Step] = []  # in rooms, begun or done, to say what a copy may hold
        for kind, whose, step in heard:
            if step[0] == "backup" and kind == "begin":
                marks.append([len(said["rooms"].done), len(said["data"].done), None, None])
            said[whose].hear(kind, step)
            if whose == "rooms" and kind == "begin":
                steps.append(step)
            if step[0] == "backup" and kind == "done":
                marks[-1][2:] = [len(steps), Path(step[1].pop("made"))]
            if kind == "done":
                self.figures[f"{step[0]} acknowledged"] += 1
        self._count(said)
        new = sorted(set(self.copies_in.glob("*.duckdb")) - set(self.copies))
        found = _looked(self.place, new)
        before = self.data, self.rooms
        self.data = self._is_one_of(possible(self.data, said["data"]), found["data"], "data")
        self.rooms = self._is_one_of(possible(self.rooms, said["rooms"]), found["rooms"], "rooms")
        self._copies_hold(new, marks, before, said["data"], steps, found["copies"])

    def restore(self) -> None:
        """One process that puts a copy in place and is killed meanwhile: the database is the old one or the copy."""
        chosen = self.draw.choice(sorted(self.copies))
        heard = _killed(
            lambda say: killed_child.put_back(chosen, self.place, say),
            self.draw,
            [self.place.parent],
            steps=0,
            touches=5,
            longest=2.0,
        )
        acknowledged = any(kind == "done" for kind, _, _ in heard)
        found = _looked(self.place, [])
        old, new = (self.data, self.rooms), self.copies[chosen]
        fits = [pair for pair in (old, new) if self._is(pair[0], found["data"]) and self._is(pair[1], found["rooms"])]
        assert fits, "after a restore the database is neither the old one nor the copy"
        assert not acknowledged or self._is(new[0], found["data"]), "the restore was acknowledged and is not there"
        is_new = self._is(new[0], found["data"]) and self._is(new[1], found["rooms"])
        aside = sorted(self.place.parent.glob("*-replaced-*.duckdb"))
        is_old = self._is(old[0], found["data"]) and self._is(old[1], found["rooms"])  # a copy of what is there is both
        assert aside or not (acknowledged or (is_new and not is_old)), "what was replaced is nowhere"
        for one in aside:
            one.unlink()
        self.data, self.rooms = copy.deepcopy(fits[0])
        self.figures["restore acknowledged" if acknowledged else "restore cut off"] += 1
        if not acknowledged:
            self.figures["restore cut off, copy there" if is_new else "restore cut off, old one there"] += 1

    def _count(self, said: dict[str, Said]) -> None:
        for one in said.values():
            if one.begun:
                self.figures[f"{one.begun[0]} cut off"] += 1

    def _copies_hold(
        self,
        new: list[Path],
        marks: list[list[Any]],
        before: tuple[Data, Rooms],
        said: Said,
        steps: list[Step],
        found: Any,
    ) -> None:
        """Each copy holds what was there when it was made. One that was not acknowledged is whole, or is not there."""
        acknowledged = [mark[3] for mark in marks if mark[3]]
        assert set(acknowledged) <= set(new), "a copy was acknowledged and is not there"
        assert len(new) <= len(acknowledged) + 1
        rest = iter([one for one in new if one not in acknowledged])
        for first, n_data, last, place in marks:
            place = place or next(rest, None)
            if place is None:
                continue
            seen = found[str(place)]
            assert seen["problems"] == [], f"a copy is not whole: {seen['problems']}"
            state = copy.deepcopy(before[0])
            for step in said.done[:n_data]:
                state.do(step)
            assert self._is(state, seen["data"]), "a copy does not hold what was there when it was made"
            held = between(before[1], steps, first, len(steps) if last is None else last)
            fit = [one for one in held if self._is(one, seen["rooms"])]
            assert fit, "the rooms in a copy are those of no moment while it was made"
            self.copies[place] = state, fit[0]
        for old in sorted(self.copies)[:-6]:
            del self.copies[old]
            old.unlink()

    def _is_one_of(self, candidates: list[Any], found: Any, what: str) -> Any:
        for place, one in enumerate(candidates):
            if self._is(one, found):
                self.figures[f"{what}: step under way was there"] += place
                return one
        raise AssertionError(
            f"{what}: {json.dumps(found)[:3000]}\nis none of\n"
            + "\n".join(json.dumps(one.picture())[:3000] for one in candidates)
        )

    def _is(self, one: Data | Rooms, found: Any) -> bool:
        return bool(plain(one.picture()) == found)


def run(kills: int, seed: int, folder: Path) -> dict[str, Any]:
    """So many kills on one file. Returns figures; raises when anything is lost or half there."""
    trials, begun = Trials(folder, seed), time.monotonic()
    for number in range(kills):
        try:
            if trials.copies and trials.draw.random() < 0.25:
                trials.restore()
            else:
                trials.work(f"{seed}-{number}")
        except AssertionError as error:
            raise AssertionError(f"kill {number} of seed {seed}: {error}") from None
    return {"kills": kills, "seed": seed, "seconds": round(time.monotonic() - begun, 1), **sorted_(trials.figures)}


def sorted_(figures: Counter[str]) -> dict[str, int]:
    """In order of name."""
    return dict(sorted(figures.items()))


def _killed(
    do: Callable[[Any], None], draw: random.Random, watched: list[Path], *, steps: int, touches: int, longest: float
) -> list[tuple[str, str, Step]]:
    """Forks a process, kills it at some moment, and gives the lines that it wrote before.

    Args:
        do: what it does.
        draw: says when.
        watched: files and folders whose changes tell that it writes.
        steps: at most so many steps are let be done first.
        touches: at most so many changes on the disk are waited for, where a kill falls right behind one.
        longest: seconds after the beginning of a step within which a kill falls.
    """
    read, write = os.pipe()
    if not (pid := os.fork()):
        os.close(read)
        _in_child(lambda: do(lambda *line: os.write(write, json.dumps(line).encode() + b"\n")))
    os.close(write)
    told = _wait(read, 0, LONGEST)
    told += _wait(read, draw.randint(0, steps), LONGEST, told.count(BEGUN))
    how = draw.random()
    if how < 0.5:
        for _ in range(draw.randint(1, touches)):
            _until_touched(watched, longest)
    elif how < 0.75:
        time.sleep(draw.random() * longest / 10)
    else:
        time.sleep(draw.random() * longest)
    os.kill(pid, signal.SIGKILL)
    while more := os.read(read, 65536):
        told += more
    os.close(read)
    _, status = os.waitpid(pid, 0)
    ended = os.WIFEXITED(status) and os.WEXITSTATUS(status)
    assert not ended, f"the process failed before it was killed: {told[-600:].decode()}"
    lines = [json.loads(line) for line in told.split(b"\n") if line]
    return [(kind, whose, (step[0], step[1])) for kind, whose, step in lines]


def _wait(read: int, steps: int, longest: float, there: int = 0) -> bytes:
    """What is written until so many steps that change data were done and one more begun, or the writer ended."""
    told, end = b"", time.monotonic() + longest
    while time.monotonic() < end and there + told.count(BEGUN) <= steps:
        if select.select([read], [], [], max(0.0, end - time.monotonic()))[0]:
            if not (more := os.read(read, 65536)):
                break
            told += more
    return told


def _until_touched(watched: list[Path], longest: float) -> None:
    before, end = _marks(watched), time.monotonic() + longest
    while _marks(watched) == before and time.monotonic() < end:
        pass


def _marks(watched: list[Path]) -> list[tuple[int, int]]:
    found = []
    for path in watched:
        try:
            about = os.stat(path)
            found.append((about.st_size, about.st_mtime_ns))
        except FileNotFoundError:
            found.append((-1, -1))
    return found


def _looked(place: Path, new_copies: list[Path]) -> dict[str, Any]:
    """What a fresh process finds; nothing of it may be wrong."""
    read, write = os.pipe()
    if not (pid := os.fork()):
        os.close(read)

        def answer() -> None:
            with os.fdopen(write, "w") as file:
                json.dump(killed_child.look(place, new_copies), file)

        _in_child(answer)
    os.close(write)
    with os.fdopen(read) as file:
        answered = file.read()
    _, status = os.waitpid(pid, 0)
    assert (status, bool(answered)) == (0, True), f"the database could not be read: {answered[-600:]}"
    found: dict[str, Any] = json.loads(answered)
    assert (found["problems"], found["audit"]) == ([], [])
    return found


def _in_child(do: Callable[[], None]) -> None:
    code = 1
    try:
        do()
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        json.dump(run(given.kills, given.seed, Path(temporary)), sys.stdout, indent=1)
