"""Memory of the server for each page that is open, beside a bare Streamlit app that draws the same figures."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import psutil

from benchmarks.bare import Both, both
from benchmarks.comparing import Comparison, often
from benchmarks.demonstration import demonstration_file
from benchmarks.visitors import Visitor, pool
from tests.browser.server import Server

NAME = "memory"
BATCH, BATCHES, BEFORE, GOAL = 48, 3, 3, 2.0
QUICK = 16  # pages in a batch, to see whether it works


def run() -> Iterator[Comparison]:
    """What each further open page takes, in three batches; then the whole server."""
    with (
        TemporaryDirectory() as place,
        demonstration_file() as database,
        both(database, Path(place) / "figures") as apps,
    ):
        ours, bare = (asyncio.run(measured(apps, number)) for number in (0, 1))
    against, batch = "a bare page that draws the same figures", often(BATCH, QUICK)
    each = [[(after - first) / batch for first, after in pairwise(one)] for one in (ours, bare)]
    what = f"memory of the server for each further open page, {batch} at a time"
    yield Comparison(what, against, tuple(each[0]), tuple(each[1]), goal=GOAL, unit="bytes")
    what = f"memory of the whole server with {batch * BATCHES} pages open"
    yield Comparison(what, against, (ours[-1],), (bare[-1],), unit="bytes")


async def measured(apps: Both, number: int) -> list[float]:
    """Bytes of a server: with every page seen before, then after each batch of pages that stay open.

    Args:
        apps: both servers.
        number: 0 for the dashboard, 1 for the bare app.
    """
    server: Server = (apps.ours, apps.bare)[number]
    places = [(spec.address, f"page={spec.address}" if number else "") for spec in apps.drawing]
    visitors: list[Visitor] = []
    async with pool() as client:
        for turn in range(often(BEFORE)):
            await _open(client, server, number, places, len(places), turn, [])
        found = [float(psutil.Process(server.process.pid).memory_info().rss)]
        for batch in range(BATCHES):
            await _open(client, server, number, places, often(BATCH, QUICK), batch, visitors)
            found.append(float(psutil.Process(server.process.pid).memory_info().rss))
        for one in visitors:
            await one.leave()
    return found


async def _open(
    client: aiohttp.ClientSession,
    server: Server,
    number: int,
    places: list[tuple[str, str]],
    n: int,
    turn: int,
    visitors: list[Visitor],
) -> None:
    for place in range(n):
        address, query = places[(turn * n + place) % len(places)]
        visitors.append(Visitor(client, server.url))
        if not (await visitors[-1].visit("" if number else address, query)).charts:
            raise AssertionError(f"{address} drew nothing")
