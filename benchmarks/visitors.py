"""People in front of a running app, without a browser: each speaks Streamlit's own protocol over a websocket."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote

import aiohttp
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 300.0


@dataclass
class Seen:
    """What a run of a page sent: after how many seconds it was over, charts and grids, and bytes."""

    seconds: float = 0.0
    charts: int = 0
    bytes: int = 0


@dataclass
class Visitor:
    """One person with one open page.

    Args:
        client: the connection pool, shared by all of them.
        url: the app.
    """

    client: aiohttp.ClientSession
    url: str
    pages: dict[str, str] = field(default_factory=dict)
    _socket: aiohttp.ClientWebSocketResponse | None = None
    _came: asyncio.Queue[aiohttp.WSMessage] = field(default_factory=asyncio.Queue)
    _listening: asyncio.Task[None] | None = None

    async def visit(self, page: str, query: str = "", patience: float = PATIENCE) -> Seen:
        """Opens a page, or another one in the same tab, and waits until its script is over.

        Raises:
            AssertionError: when it failed.
            TimeoutError: when it was not over after so many seconds.
        """
        asked = BackMsg()
        asked.rerun_script.query_string = query
        if self._socket is None:
            stream = self.url.replace("http", "ws", 1) + "/_stcore/stream"
            self._socket = await self.client.ws_connect(stream, protocols=("streamlit",), max_msg_size=0)
            self._listening = asyncio.create_task(self._listen(self._socket))
            asked.rerun_script.page_name = quote(page)
        else:
            asked.rerun_script.page_script_hash = self.pages.get(page, "")
        start = time.perf_counter()
        await self._socket.send_bytes(asked.SerializeToString())
        seen = await asyncio.wait_for(self._until_over(), patience)
        seen.seconds = time.perf_counter() - start
        return seen

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Takes what comes, also while nothing is waited for: who does not answer a ping is taken for gone."""
        while not socket.closed:
            await self._came.put(await socket.receive())

    async def _until_over(self) -> Seen:
        seen = Seen()
        while True:
            came = await self._came.get()
            if came.type is not aiohttp.WSMsgType.BINARY:
                raise AssertionError(f"the server closed the page: {came}")
            seen.bytes += len(came.data)
            said = ForwardMsg.FromString(came.data)
            kind = said.WhichOneof("type")
            if kind == "navigation":
                self.pages = {one.url_pathname: one.page_script_hash for one in said.navigation.app_pages}
            elif kind == "delta":
                seen.charts += _is_chart(said)
            elif kind == "script_finished" and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return seen

    async def leave(self) -> None:
        """Closes the page."""
        if self._listening is not None:
            self._listening.cancel()
        if self._socket is not None:
            with suppress(Exception):
                await self._socket.close()


def _is_chart(said: ForwardMsg) -> bool:
    element = said.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "html" and 'role="alert"' in element.html.body:
        raise AssertionError(f"the page failed: {element.html.body[-300:]}")
    return kind in ("plotly_chart", "bidi_component")


def pool() -> aiohttp.ClientSession:
    """A pool of connections without a limit; to be used within a running loop."""
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))


def walk(number: int) -> Iterator[int]:
    """Endless numbers, another order for each person and the same at every run."""
    state = number * 2654435761 % 2**32 or 1
    while True:
        state = (state * 1664525 + 1013904223) % 2**32
        yield state >> 8
