"""What may be uploaded, by whom, how much at once: the bounds that Streamlit's own address for uploads lacks.

Streamlit takes a file from every open tab, a page that asks for none included, and keeps it in memory until the tab is
closed. Here a file is taken only from a tab whose page has lately asked for one (:func:`expect`, said where the place
for files is drawn, which only people see who may upload), and only while the tab and the server hold little enough.
A pure ASGI layer: how much is held is asked of the pages (``held``), which know Streamlit.
"""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable, Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEGABYTE = 1024 * 1024
# The most that one tab and all tabs may hold, what is on its way included; a file is let go of when it has been read.
MOST_OF_A_TAB = 150 * MEGABYTE
MOST_OF_ALL = 600 * MEGABYTE
# Files that are on their way at once. The rest waits, its bytes unread, but not for ever.
MOST_AT_ONCE = 4
WAIT_SECONDS = 30.0
# How long a file may be on its way: 60 MB over a line of 4 Mbit/s take two minutes.
SLOWEST_SECONDS = 180.0
# How long a tab may bring a file after its page has shown the place for files.
EXPECTED_SECONDS = 2 * 3600.0

NOT_EXPECTED = "This page takes no files."
TOO_MUCH = "The server holds too many files now. Remove one, or try again in a few minutes."
TOO_SLOW = "The file took too long to arrive. Try again over a faster line."
NO_SIZE = "The size of the file is not told."
_ADDRESS = re.compile(r"/_stcore/upload_file/(?P<tab>[^/]+)/[^/]+/?$")
_expected: dict[str, float] = {}
_held: list[Callable[[], Mapping[str, int]]] = [dict]
_lock = threading.Lock()


def expect(tab: str, held: Callable[[], Mapping[str, int]]) -> None:
    """Says that the page of a tab takes files: each time that it shows the place for them.

    Args:
        tab: Streamlit's id of the session.
        held: gives the bytes of the files in memory, by tab.
    """
    now = time.monotonic()
    with _lock:
        _held[0] = held
        for old in [one for one, since in _expected.items() if now - since > EXPECTED_SECONDS]:
            del _expected[old]
        _expected[tab] = now


def expects(tab: str) -> bool:
    """Whether the page of a tab has lately shown a place for files."""
    with _lock:
        return time.monotonic() - _expected.get(tab, -EXPECTED_SECONDS) < EXPECTED_SECONDS


class BoundedUploads:
    """Lets uploads through within the bounds, and everything else as it is.

    Args:
        app: what answers.
    """

    def __init__(self, app: ASGIApp):
        self._app = app
        self._on_the_way: dict[str, int] = {}
        self._places: asyncio.Semaphore | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers."""
        found = _ADDRESS.search(re.sub(r"/+", "/", scope["path"])) if scope["type"] == "http" else None
        if found is None or scope["method"] not in ("PUT", "POST"):
            await self._app(scope, receive, send)
            return
        status, words = self._refusal(found["tab"], scope)
        if not status:
            status, words = await self._in_turn(found["tab"], scope, receive, send)
        if status:
            await PlainTextResponse(words, status, headers={"Connection": "close"})(scope, receive, send)

    def _refusal(self, tab: str, scope: Scope) -> tuple[int, str]:
        """Status and words with which an upload is refused; 0 when it is not."""
        if not expects(tab):
            return 403, NOT_EXPECTED
        size = _size(scope)
        if size is None:
            return 411, NO_SIZE
        held = _held[0]()
        of_tab = held.get(tab, 0) + self._on_the_way.get(tab, 0)
        if of_tab + size > MOST_OF_A_TAB:
            return 413, TOO_MUCH
        if sum(held.values()) + sum(self._on_the_way.values()) + size > MOST_OF_ALL:
            return 503, TOO_MUCH
        return 0, ""

    async def _in_turn(self, tab: str, scope: Scope, receive: Receive, send: Send) -> tuple[int, str]:
        """Waits for a place and takes the file; status and words when there came none, or nothing came of it."""
        places = self._places = self._places or asyncio.Semaphore(MOST_AT_ONCE)
        size = _size(scope) or 0
        self._on_the_way[tab] = self._on_the_way.get(tab, 0) + size
        answer = _Answer(send)
        try:
            try:
                await asyncio.wait_for(places.acquire(), WAIT_SECONDS)
            except TimeoutError:
                return 503, TOO_MUCH
            try:
                await asyncio.wait_for(self._app(scope, receive, answer), SLOWEST_SECONDS)
            except TimeoutError:
                return (0, "") if answer.begun else (408, TOO_SLOW)
            finally:
                places.release()
        finally:
            left = self._on_the_way.pop(tab) - size
            if left > 0:
                self._on_the_way[tab] = left
        return 0, ""


class _Answer:
    """Passes an answer on and remembers whether it has begun: a second one must not follow."""

    def __init__(self, send: Send):
        self._send, self.begun = send, False

    async def __call__(self, message: Message) -> None:
        self.begun = True
        await self._send(message)


def _size(scope: Scope) -> int | None:
    """How many bytes the request says it has. Servers take no more than that; one that does not say is not let in."""
    told = Headers(scope=scope).get("content-length", "")
    return int(told) if re.fullmatch(r"\d{1,15}", told, re.ASCII) else None
