"""Two hundred phones in one room: what a vote takes, against a route of the same server that does nothing.

Every vote is checked too: what the server said is saved must be what the room's record counts.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.comparing import Comparison
from benchmarks.phones import Crowd, Heard
from csp_analytics.store.connection import open_store
from csp_analytics.workshop.live.making import Made, make
from csp_analytics.workshop.live.rooms import Rooms
from tests.browser.server import serve
from tests.builders.rooms import prepared

NAME = "workshop"
PHONES, VOTES, WINDOW = 200, 3, 3.0
GOAL = 3.0
SECONDS_OF_THE_WALL = 2.0


def run(phones: int = PHONES) -> Iterator[Comparison]:
    """The 95th percentile of all votes against that of the bare route; then how far the wall is behind."""
    heard = crowd(phones, VOTES, WINDOW)
    votes, bare = p95(heard.votes), p95(heard.bare)
    print(
        f"  {phones} phones, {len(heard.votes)} votes, every one kept; refused: {dict(heard.refused) or 'none'}; "
        f"the wall at most {max(heard.wall_lags):.2f} s behind",
        flush=True,
    )
    what = f"95th percentile of {len(heard.votes)} votes of {phones} phones beside the wall"
    yield Comparison(what, "a bare route of the same server, in the same moments", (votes,), (bare,), goal=GOAL)
    what = "the wall behind what happened in the room, at most"
    yield Comparison(what, "one second", (max(heard.wall_lags),), (1.0,), goal=SECONDS_OF_THE_WALL)


def crowd(phones: int, votes: int, window: float) -> Heard:
    """Lets a room full of phones vote against a server of its own, and counts with the database what was kept.

    Raises:
        AssertionError: when a vote that was acknowledged is not in the record, or one that was not is.
    """
    with tempfile.TemporaryDirectory() as folder:
        place, about = Path(folder) / "workshop.duckdb", prepared()
        store = open_store(place)
        made = make(store, about)
        store.close()
        with serve(place, app="benchmarks/workshop_app.py", CSP_DEMO="off") as server:
            one = Crowd(server.url, made, about, phones, window=window, bare=True)
            heard = asyncio.run(one.rate(votes))
        check(place, made, heard)
    return heard


def check(place: Path, made: Made, heard: Heard) -> None:
    """Reads the log as a restarted server would and compares it with what the phones were told."""
    store = open_store(place)
    live = Rooms(store).find(made.code)
    assert live is not None
    for question, standing in live.room.standings.items():
        kept, told = standing.counts(), heard.counts(question)
        assert kept == told, f"{question}: {kept} kept, {told} acknowledged"
    store.close()


def p95(seconds: list[float]) -> float:
    """The 95th percentile."""
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))]
