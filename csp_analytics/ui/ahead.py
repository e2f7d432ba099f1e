"""What takes seconds after the data changed, done before anybody waits for it: which figures of a survey are shown.

Only a server that was told to (``begin``) works ahead, in one thread, a while after a change of the data was seen, so
that a start and a row of imports come first.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from csp_analytics import paths
from csp_analytics.access.acting import acting
from csp_analytics.access.person import everybody_here

if TYPE_CHECKING:
    from csp_analytics.store.connection import Store

EVERY, QUIET_FOR = 5.0, 15.0  # seconds
log = logging.getLogger(__name__)
_begun = threading.Lock()


def begin() -> None:
    """Starts working ahead, once in a process."""
    if _begun.acquire(blocking=False):
        threading.Thread(target=_watch, name="csp-ahead", daemon=True).start()


def _watch() -> None:
    time.sleep(EVERY)
    # Not at the start, which would wait for pandas and DuckDB; the first visitor finds them read.
    from csp_analytics.store.connection import store_at_hand

    done, seen, since = -1, -1, 0.0
    while True:
        time.sleep(EVERY)
        try:
            store = store_at_hand(paths.database())
            if store is None or store.version == done:
                continue
            if store.version != seen:
                seen, since = store.version, time.monotonic()
            elif time.monotonic() - since >= QUIET_FOR:
                with acting(everybody_here()):  # nobody's page: what follows from the data
                    decide(store)
                done = seen
        except Exception:  # whoever opens the page decides then; a thread that ended would never try again
            log.exception("could not work ahead")
            done = seen


def decide(store: Store) -> int:
    """Decides what pages ask first of every survey and round, the newest first. Returns of how many."""
    from csp_analytics.findings import survey_deciding
    from csp_analytics.store import survey_reading

    there = survey_reading.surveys(store)[["definition", "round"]].drop_duplicates()
    for one in there.sort_values("round", ascending=False).itertuples():
        survey_deciding.decide(store, str(one.definition), str(one.round))
    return len(there)
