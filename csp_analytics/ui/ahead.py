"""What takes seconds after the data changed, done before anybody waits for it: which figures of a survey are shown.

Only a server that was told to (``begin``) works ahead, in one thread, a while after a change of the data was seen, so
that a start and a row of imports come first.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from typing import TYPE_CHECKING

from csp_analytics import paths
from csp_analytics.access.acting import acting
from csp_analytics.access.person import everybody_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from csp_analytics.store.connection import Store

EVERY, QUIET_FOR = 5.0, 15.0  # seconds
ALONE_FOR, MOST_WAITED = 2.0, 30.0  # seconds without a run of a page, and how long that is waited for
log = logging.getLogger(__name__)
_begun = threading.Lock()
_last_run = 0.0


def begin() -> None:
    """Starts working ahead, once in a process; not where ``CSP_AHEAD`` is ``off``."""
    if os.environ.get("CSP_AHEAD", "").strip().lower() != "off" and _begun.acquire(blocking=False):
        threading.Thread(target=_watch, name="csp-ahead", daemon=True).start()


def somebody_is_here() -> None:
    """Says that a page runs now: what is done ahead waits, so that whoever looks is not slowed."""
    global _last_run
    _last_run = time.monotonic()


def _give_way() -> None:
    start = time.monotonic()
    while (now := time.monotonic()) - _last_run < ALONE_FOR and now - start < MOST_WAITED:
        time.sleep(0.2)


def _watch() -> None:
    time.sleep(EVERY)
    # Not at the start, which would wait for pandas and DuckDB; the first visitor finds them read.
    from csp_analytics.store.connection import StoreProblem, store_at_hand

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
                    decide(store, _give_way)
                done = seen
        except StoreProblem as problem:
            log.error("could not work ahead: %s", problem)
        except Exception:  # whoever opens the page decides then; a thread that ended would never try again
            log.exception("could not work ahead")
            done = seen


def decide(store: Store, give_way: Callable[[], None] = lambda: None) -> int:
    """Decides what pages ask first of every survey and round, the newest first. Returns of how many.

    Args:
        store: where the answers are.
        give_way: called before each piece of work, which takes seconds.
    """
    from csp_analytics.findings import survey_deciding
    from csp_analytics.store import survey_reading

    there = survey_reading.surveys(store)[["definition", "round"]].drop_duplicates()
    for one in there.sort_values("round", ascending=False).itertuples():
        survey_deciding.decide(store, str(one.definition), str(one.round), give_way)
    return len(there)
