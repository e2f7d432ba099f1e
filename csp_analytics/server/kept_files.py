"""Files of the program that never change, compressed once and then sent from memory.

Streamlit's scripts are sent with a name that changes with their content. Compressing them anew for every first visit
costs the server a quarter of a second of work each.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csp_analytics.server.compressing import encoding

MOST_BYTES, MOST_FILES = 32 * 2**20, 500
FOR_EVER = "immutable"
_ASKS_FOR_A_PART = ("range", "if-range", "if-none-match", "if-modified-since")


class KeptFiles:
    """Keeps what the layers below answer about a file that never changes, as it was sent, compressed or not.

    Args:
        app: the layers below, compression among them.
        folder: where such files stand in an address.
    """

    def __init__(self, app: ASGIApp, folder: str = "/static/") -> None:
        self._app, self._folder = app, folder
        self._kept: dict[tuple[str, str], list[Message]] = {}
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from memory, or asks below and keeps the answer."""
        key = self._key(scope)
        if key is None:
            await self._app(scope, receive, send)
            return
        if there := self._kept.get(key):
            for message in there:
                await send(dict(message))
            return
        heard: list[Message] = []

        async def listening(message: Message) -> None:
            heard.append({**message, "headers": list(message["headers"])} if "headers" in message else message)
            await send(message)

        await self._app(scope, receive, listening)
        self._keep(key, heard)

    def _key(self, scope: Scope) -> tuple[str, str] | None:
        if scope["type"] != "http" or scope["method"] != "GET" or self._folder not in scope["path"]:
            return None
        asked = Headers(scope=scope)
        if any(name in asked for name in _ASKS_FOR_A_PART):
            return None
        return scope["path"], encoding(scope)

    def _keep(self, key: tuple[str, str], heard: list[Message]) -> None:
        whole = heard and heard[0]["type"] == "http.response.start" and heard[0]["status"] == 200
        if not whole or any(one["type"] != "http.response.body" for one in heard[1:]):
            return
        if heard[-1].get("more_body") or FOR_EVER not in Headers(raw=heard[0]["headers"]).get("cache-control", ""):
            return
        size = sum(len(one.get("body", b"")) for one in heard[1:])
        if key not in self._kept and len(self._kept) < MOST_FILES and self._bytes + size <= MOST_BYTES:
            self._kept[key] = heard
            self._bytes += size
