"""Fifty people who explore at once, beside as many who look at bare pages that draw the same figures."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from benchmarks.bare import Both, both
from benchmarks.comparing import Comparison, often
from benchmarks.demonstration import demonstration_file
from benchmarks.visitors import Seen, Visitor, pool, walk
from csp_analytics.areas.register import register
from csp_analytics.ui.navigation import EXPLORE, PageSpec

NAME = "people"
PEOPLE, STEPS, THINK, GOAL = 50, 6, (2.0, 6.0), 2.0
LEAST_DRAWN = 0.9
AREAS_OF_ONE = 3  # areas that one person looks at


def run() -> Iterator[Comparison]:
    """The same walk three times: through pages that nobody has opened yet, then twice through kept ones."""
    with (
        TemporaryDirectory() as place,
        demonstration_file() as database,
        both(database, Path(place) / "figures") as apps,
    ):
        bare, first = asyncio.run(crowd(apps, 1)), asyncio.run(crowd(apps, 0))
        again = [(asyncio.run(crowd(apps, 0)), asyncio.run(crowd(apps, 1))) for _ in range(often(2))]
    against = "as many at bare pages that draw the same figures"
    people, steps = often(PEOPLE, 5), often(PEOPLE, 5) * often(STEPS, 3)
    what = f"{people} people exploring at once, 95th percentile of {steps} pages"
    ours, beside = tuple(p95(one) for one, _ in again), tuple(p95(other) for _, other in again)
    yield Comparison(what, against, ours, beside, goal=GOAL)
    yield Comparison(f"{what}, every picture made anew for the first to see it", against, (p95(first),), (p95(bare),))


async def crowd(apps: Both, number: int) -> list[float]:
    """Seconds of every page that the crowd opened. ``number``: 0 for the dashboard, 1 for the bare app."""
    specs = [spec for spec in apps.drawing if spec.section == EXPLORE]
    async with pool() as client:
        url = (apps.ours, apps.bare)[number].url
        found = await asyncio.gather(
            *(_person(client, url, person, number, specs) for person in range(often(PEOPLE, 5)))
        )
    seen = [one for walked in found for one in walked]
    # A page that has nothing to say of an area (no second round) is quick: there must be few of them.
    if sum(one.charts > 0 for one in seen) < LEAST_DRAWN * len(seen):
        raise AssertionError("most pages drew nothing")
    return [one.seconds for one in seen]


async def _person(
    client: aiohttp.ClientSession, url: str, person: int, number: int, specs: list[PageSpec]
) -> list[Seen]:
    """Opens a page, reads, opens the next; most people look at a few areas only."""
    numbers, visitor = walk(person + 1), Visitor(client, url)
    seen: list[Seen] = []
    codes = list(register().areas)
    own = [codes[next(numbers) % len(codes)] for _ in range(AREAS_OF_ONE)]
    await asyncio.sleep(THINK[1] * (next(numbers) % 1000) / 1000)
    for _ in range(often(STEPS, 3)):
        spec, area = specs[next(numbers) % len(specs)], own[next(numbers) % len(own)]
        page, query = ("", f"page={spec.address}") if number else (spec.address, f"area={area}")
        seen.append(await visitor.visit(page, query))
        await asyncio.sleep(THINK[0] + (THINK[1] - THINK[0]) * (next(numbers) % 1000) / 1000)
    await visitor.leave()
    return seen


def p95(seconds: list[float]) -> float:
    """The 95th percentile."""
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))]
