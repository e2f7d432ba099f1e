"""A nation of 3,760 areas, 20 rounds and 5 million survey answers on one machine, beside 32 areas and 3 rounds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil

from benchmarks.bare import drawing
from benchmarks.comparing import Comparison, often
from benchmarks.demonstration import demonstration_file
from benchmarks.nation import Nation, define, fill
from benchmarks.opened import pages_on
from benchmarks.visitors import Visitor, pool
from csp_analytics.ui.navigation import SKILLS, PageSpec
from tests.browser.server import Server, serve

NAME = "nation"
TURNS, GOAL, MOST_BYTES = 5, 3.0, 2 * 2**30
LIMIT = 20.0  # seconds; a page that is not there by then is told as such
SMALLEST = {"areas": 376, "families": 13, "rounds": 3, "people": 700}  # to see whether it works
SAME = "the same page with 32 areas and 3 rounds"


def run(nation: Nation = Nation()) -> Iterator[Comparison]:  # noqa: B008 (frozen)
    """Each page when it is opened again, every page when it is opened for the first time, and memory."""
    nation = Nation(**{name: often(getattr(nation, name), few) for name, few in SMALLEST.items()})
    with TemporaryDirectory() as place, demonstration_file() as few:
        folder, many = Path(place) / "definitions", Path(place) / "nation.duckdb"
        define(folder, nation)
        with pages_on(many, folder):
            rows = fill(many, nation)
        specs = drawing(few)
        with serve(few, CSP_DEMO="off") as small, serve(many, CSP_DEMO="off", CSP_DATA=str(folder)) as large:
            yield from _pages(specs, small, large, nation, rows)
            most = float(peak(large))
    said = f"{nation.areas:,} areas, {rows['rating']:,} ratings, {rows['answer']:,} answers"
    yield Comparison(
        f"memory of the server at the worst moment, every page opened: {said}",
        "2 GiB", (most,), (float(MOST_BYTES),), goal=1.0, unit="bytes",
    )  # fmt: skip


def _pages(
    specs: list[PageSpec], small: Server, large: Server, nation: Nation, rows: dict[str, int]
) -> Iterator[Comparison]:
    firsts: tuple[list[float], list[float]] = ([], [])
    size = f"{nation.areas:,} areas, {nation.rounds} rounds, {rows['answer'] / 1e6:.0f} million answers"
    # What nobody waits for any more still goes on in the server: pages that may take long come last.
    for spec in sorted(specs, key=lambda one: one.section == SKILLS):
        what = f"{spec.title}: {size}"
        once, again = asyncio.run(page_times(spec, small, large))
        for kept, seconds in zip(firsts, once, strict=True):
            kept.append(seconds)
        if not again[1]:
            yield Comparison(f"{what}, given up after {LIMIT:.0f} s", SAME, (once[1],), (once[0],), goal=GOAL)
            continue
        yield Comparison(f"{what}, opened again", SAME, tuple(again[1]), tuple(again[0]), goal=GOAL)
    specs = sorted(specs, key=lambda one: one.section == SKILLS)
    worst = max(zip(firsts[1], specs, strict=True), key=lambda one: one[0])
    what = (
        f"a page that nobody has opened since the data changed, each of {len(specs)}; the slowest is {worst[1].title}"
    )
    yield Comparison(f"{what} ({worst[0]:.0f} s)", "the same pages with 32 areas and 3 rounds",
                     (median(firsts[1]),), (median(firsts[0]),))  # fmt: skip


async def page_times(spec: PageSpec, small: Server, large: Server) -> tuple[list[float], list[list[float]]]:
    """Seconds of a page on both servers: when it is opened for the first time, and each time after.

    A page that was given up has the limit as its first time, and no others.
    """
    once: list[float] = []
    again: list[list[float]] = [[], []]
    async with pool() as client:
        visitors = [Visitor(client, server.url) for server in (small, large)]
        for one in visitors:
            try:
                once.append((await one.visit(spec.address, patience=LIMIT)).seconds)
            except TimeoutError:
                once.append(LIMIT)
        for _ in range(often(TURNS) if max(once) < LIMIT else 0):
            for kept, one in zip(again, visitors, strict=True):
                kept.append((await one.visit(spec.address)).seconds)
        for one in visitors:
            await one.leave()
    return once, again


def peak(server: Server) -> int:
    """Bytes that a server had at its worst moment; where the system does not say, those that it has now."""
    status = Path(f"/proc/{server.process.pid}/status")
    if status.exists():
        most = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(most.split()[1]) * 1024
    return int(psutil.Process(server.process.pid).memory_info().rss)
