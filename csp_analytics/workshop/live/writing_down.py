"""Writes down what happens in the rooms: one thread, many things in one commit, told to each when it is on the disk.

A vote is acknowledged only after that, so that a server that dies in the middle has lost nothing that anybody was told
is saved. While one commit is under way the next things gather, so 200 phones cost a few commits and not 200.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from csp_analytics.store import room_log
from csp_analytics.store.connection import Store, StoreProblem
from csp_analytics.store.room_log import Row

MOST_AT_ONCE = 500
_Waiting = tuple["Row | None", "Future[None]", Callable[[Exception], None]]


class Writer:
    """The one who writes things down, in the order in which they come."""

    def __init__(self, store: Store):
        self._store = store
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="workshop-log", daemon=True)
        self._thread.start()

    def write(self, row: Row, in_vain: Callable[[Exception], None]) -> Future[None]:
        """Promises that a row is on the disk.

        The promise fails with what the store said when it could not be; ``in_vain`` is told before anybody who waits.
        """
        promise: Future[None] = Future()
        self._waiting.put((row, promise, in_vain))
        return promise

    def drain(self) -> None:
        """Waits until everything that was promised so far is on the disk, or is known not to be."""
        promise: Future[None] = Future()
        self._waiting.put((None, promise, _nothing))
        promise.result()

    def stop(self) -> None:
        """Writes what is waiting, then stops."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            time.sleep(self._store.engine.gathering)  # where a commit is dear, more is gathered for each
            batch, last = [first], False
            while len(batch) < MOST_AT_ONCE and not self._waiting.empty():
                more = self._waiting.get()
                if more is None:
                    last = True
                    break
                batch.append(more)
            self._commit(batch)
            if last:
                return

    def _commit(self, batch: list[_Waiting]) -> None:
        try:
            if rows := [row for row, *_ in batch if row]:
                for room_id in {row.room_id for row in rows}:
                    if not self._store.engine.has_room(room_id):
                        raise StoreProblem("The room went to another server, or the database cannot be asked.")
                room_log.append(self._store, rows)
        except Exception as error:
            # Whatever it was, nobody may be left waiting, and the next batch is tried.
            for _, _, in_vain in batch:
                in_vain(error)
            for row, promise, _ in batch:
                promise.set_exception(error) if row else promise.set_result(None)
            return
        for _, promise, _ in batch:
            promise.set_result(None)


def _nothing(error: Exception) -> None:
    """Who waits for the others only has lost nothing."""
