"""A room full of phones against a real server: each joins, asks every two seconds what is new, and votes."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field

import aiohttp

from csp_analytics.workshop.live.making import Made
from csp_analytics.workshop.session.about import About

ASKS_EVERY = 2.0  # seconds, as the script of the phone page does
JSON = {"Accept": "application/json"}
PATIENCE = 30.0


@dataclass(frozen=True)
class Answer:
    """What the server answered, the cookies that it gave, and how long it took."""

    status: int
    text: str
    cookie: str
    seen: str
    seconds: float


@dataclass
class Heard:
    """What came of it.

    Attributes:
        acknowledged: for each question, the last answer of each phone that the server said is saved.
        votes, bare: seconds of every vote, and of every request to the bare route, made in the same moments.
        wall_lags: seconds from the last vote, and from each reveal, until the wall's own asking told of it.
        refused: requests that were not answered with 200 or 204, by status.
    """

    acknowledged: dict[str, dict[int, str]] = field(default_factory=dict)
    votes: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    wall_lags: list[float] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)

    def counts(self, question: str) -> Counter[str]:
        """Answers to a question that were acknowledged."""
        return Counter(self.acknowledged.get(question, {}).values())


class Crowd:
    """So many phones in one room, and the facilitator who leads it.

    Args:
        url: the server.
        made: the room.
        about: what it asks.
        n: how many phones.
        window: seconds in which all of them vote.
        bare: whether each vote goes with a request to a route that does nothing.
    """

    def __init__(self, url: str, made: Made, about: About, n: int, *, window: float, bare: bool, seed: int = 1):
        self.url, self.made, self.about, self.n, self.window, self.bare = url, made, about, n, window, bare
        self.heard = Heard()
        self._random = random.Random(seed)
        self._cookies: dict[int, dict[str, str]] = {}
        self._over = False

    async def rate(self, votes: int) -> Heard:
        """Everybody joins and answers each question so many times before it closes."""
        # No jar: each phone sends the cookies that it got itself.
        jar, connector = aiohttp.DummyCookieJar(), aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(self.url, cookie_jar=jar, connector=connector) as client:
            await self._enter(client)
            await asyncio.gather(*(self._join(client, number) for number in range(self.n)))
            asking = [asyncio.create_task(self._ask(client, number)) for number in range(self.n)]
            for place, question in enumerate(self.about.questions):
                await self._press(client, "show", stage="rating", position=str(place))
                await self._press(client, "open")
                for _ in range(votes):
                    await asyncio.gather(*(self._vote(client, n, question.question_id) for n in range(self.n)))
                await self._until_the_wall_says(client, f"{self.n} of {self.n}")
                await self._press(client, "close")
                await self._press(client, "reveal")
                await self._until_the_wall_says(client, 'data-state="revealed"')
            self._over = True
            await asyncio.gather(*asking)
        return self.heard

    async def _enter(self, client: aiohttp.ClientSession) -> None:
        went = await self._send(client, "get", f"/lead/{self.made.key}")
        self._leader = {"Cookie": went.cookie}
        controls = await self._send(client, "get", f"/control/{self.made.code}", self._leader)
        self._leader["Cookie"] += f"; {controls.cookie}"

    async def _press(self, client: aiohttp.ClientSession, what: str, **more: str) -> None:
        address, sent = f"/control/{self.made.code}", {"do": what, **more}
        answer = await self._send(client, "post", address, {**self._leader, **JSON}, sent)
        assert answer.status == 200, answer.text

    async def _join(self, client: aiohttp.ClientSession, number: int) -> None:
        await asyncio.sleep(self._random.random() * self.window)
        answer = await self._send(client, "post", f"/join/{self.made.code}", JSON, {"do": "join"})
        self._cookies[number] = {"Cookie": answer.cookie}

    async def _ask(self, client: aiohttp.ClientSession, number: int) -> None:
        seen = "0"
        while not self._over:
            await asyncio.sleep(ASKS_EVERY * (0.9 + 0.2 * self._random.random()))
            address = f"/join/{self.made.code}/now?seen={seen}"
            seen = (await self._send(client, "get", address, self._cookies[number])).seen or seen

    async def _vote(self, client: aiohttp.ClientSession, number: int, question: str) -> None:
        await asyncio.sleep(self._random.random() * self.window)
        said = self._random.choice(self.about.answers)
        sent = {"do": "answer", "question": question, "vote": "1", "answer": said}
        headers = {**self._cookies[number], **JSON}
        if self.bare:
            self.heard.bare.append((await self._send(client, "post", "/bare", headers, sent)).seconds)
            await asyncio.sleep(0.05)
        answer = await self._send(client, "post", f"/join/{self.made.code}", headers, sent)
        self.heard.votes.append(answer.seconds)
        if answer.status == 200:
            self.heard.acknowledged.setdefault(question, {})[number] = said

    async def _until_the_wall_says(self, client: aiohttp.ClientSession, words: str) -> None:
        """Asks as the wall's script does, once a second."""
        start = time.perf_counter()
        await asyncio.sleep(self._random.random())  # anywhere in the wall's second
        while True:
            text = (await self._send(client, "get", f"/wall/{self.made.code}/now?seen=-1")).text
            if words in text or words in " ".join(re.sub(r"<[^>]*>", " ", text).split()):
                self.heard.wall_lags.append(time.perf_counter() - start)
                return
            if time.perf_counter() - start > PATIENCE:
                raise AssertionError(f"the wall never said {words!r}")
            await asyncio.sleep(1.0)

    async def _send(
        self, client: aiohttp.ClientSession, method: str, address: str, headers: dict[str, str] | None = None,
        sent: dict[str, str] | None = None,
    ) -> Answer:  # fmt: skip
        start = time.perf_counter()
        async with client.request(method, address, headers=headers, data=sent, allow_redirects=False) as answer:
            text = await answer.text()
        seconds = time.perf_counter() - start
        if answer.status not in (200, 204, 303):
            self.heard.refused[answer.status] += 1
        cookie = "; ".join(f"{name}={one.value}" for name, one in answer.cookies.items())
        return Answer(answer.status, text, cookie, answer.headers.get("X-Seen", ""), seconds)
