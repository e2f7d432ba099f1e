"""A server's work on a shared data set, as a process: ``python -m tests.builders.shared_worker ADDRESS NAME``.

Threads import, submit, take back and write votes until standard input is closed. What was acknowledged is printed, one
JSON list a line, and only after the store said so.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from csp_analytics.store import room_log
from csp_analytics.store.connection import Store, StoreProblem, open_store
from csp_analytics.store.submitting import standing, submit, undo
from csp_analytics.store.writing import load
from csp_analytics.workshop.live.writing_down import Writer
from tests.store.loadable import ANGUS, FIFE, MORAY, assessment

_saying, _over = threading.Lock(), threading.Event()


def say(*what: object) -> None:
    """Prints what was acknowledged."""
    with _saying:
        print(json.dumps(what), flush=True)


def import_files(store: Store, name: str) -> None:
    """A new round each time, so that every import leaves one assessment of its own."""
    number = 0
    while not _over.is_set():
        number += 1
        file = f"{name}-{number}.xlsx"
        load(store, assessment(ANGUS, round_=file, file=file), by=name)
        say("import", file)


def submit_and_take_back(store: Store, name: str, area: str) -> None:
    """Submissions of one area that take each other's place; every second one is taken back."""
    number = 0
    while not _over.is_set():
        number += 1
        brought = [assessment(area, level=number % 4 + 1, file=f"{name}-{number}.xlsx")]
        done = submit(store, brought, seen=standing(store, brought), by=name)
        say("submit", done.number, area)
        if number % 2:
            undo(store, done.number, by=name)
            say("undo", done.number, area)


def vote(store: Store, writer: Writer, room_id: str) -> None:
    """Eight phones that each wait for their answer before they give the next."""
    numbers = iter(range(1, 10**9))
    drawing = threading.Lock()

    def phone() -> None:
        while not _over.is_set():
            with drawing:
                seq = next(numbers)
            row = room_log.Row(room_id, seq, time.time(), "answer", f"voice {seq % 8}", "{}")
            try:
                writer.write(row, lambda error: None).result()
            except StoreProblem:
                time.sleep(0.1)
                continue
            say("vote", room_id, seq)

    with ThreadPoolExecutor(8) as phones:
        for one in [phones.submit(phone) for _ in range(8)]:
            one.result()


def again(work, *given) -> None:
    """Goes on with a piece of work whatever the store says: a person would press again."""
    while not _over.is_set():
        try:
            work(*given)
        except StoreProblem as problem:
            say("sorry", str(problem))
            time.sleep(0.2)
        except Exception as error:  # the counterpart is told, and what was lost shows in the count
            say("broken", repr(error))
            raise


def main(address: str, name: str) -> None:
    """Works until standard input ends."""
    store = open_store(address)
    store.engine.take_room(name)
    area = {"one": FIFE, "two": MORAY}[name]
    work = [(import_files, store, name), (submit_and_take_back, store, name, area)]
    work += [(vote, store, Writer(store), name)]
    threads = [threading.Thread(target=again, args=one, daemon=True) for one in work]
    for thread in threads:
        thread.start()
    say("ready")
    sys.stdin.read()
    _over.set()
    for thread in threads:
        thread.join(60)
    say("done", store.version)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
