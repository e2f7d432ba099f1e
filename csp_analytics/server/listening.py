"""Who may reach a dashboard without sign-in: this computer alone, unless somebody has said otherwise.

Two doors: the server does not start on another address (what Streamlit was told), and whatever server it runs in, a
request that does not come straight from this computer is refused with a sentence.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from csp_analytics.access.sign_in_settings import loopback

OPEN, ANYONE = "CSP_OPEN", "anyone-who-reaches-it"
# Set by what stands between this server and a browser: the request does not come from this computer.
BETWEEN = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
TO_DO = (
    "Set up sign-in (docs/sign-in.md), or set CSP_OPEN=anyone-who-reaches-it when everybody who can reach this "
    "dashboard may do everything in it."
)
REFUSED = f"This dashboard has no sign-in, so it answers this computer alone. {TO_DO}"


class Refused(Exception):
    """The server may not listen there; the message is a sentence that says what to do."""


def open_to_anyone(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether somebody has said that there need be no sign-in, wherever the server listens.

    Raises:
        Refused: when the setting has a value that it does not know.
    """
    said = environment.get(OPEN, "").strip()
    if said not in ("", ANYONE):
        raise Refused(f"{OPEN} is '{said}'; the only value that it knows is {ANYONE}.")
    return said == ANYONE


def check(address: str | None) -> None:
    """Looks where a server without sign-in is about to listen.

    Args:
        address: the address that Streamlit was told; None or empty is every address of the machine.

    Raises:
        Refused: when others than this computer could reach it.
    """
    if not loopback(address or ""):
        where = f"on {address}" if address else "on every address of this machine"
        raise Refused(f"The dashboard has no sign-in and does not listen {where}. {TO_DO}")


class OnlyHere:
    """Answers requests that come straight from this computer, and tells others what to do."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers."""
        if scope["type"] not in ("http", "websocket") or from_here(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            answer = PlainTextResponse(REFUSED, 403, headers={"Cache-Control": "no-store"})
            await answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def from_here(scope: Scope) -> bool:
    """Whether a request comes from a browser of this computer that asked for it by a name of this computer alone.

    The name counts too: a page of another site can have its own name lead to this computer (DNS rebinding), and a
    proxy on this computer passes on what others ask.
    """
    headers, client = Headers(scope=scope), scope.get("client")
    if not client or not loopback(str(client[0])):
        return False
    if any(name in headers for name in BETWEEN):
        return False
    try:
        return loopback(urlsplit(f"//{headers.get('host', '')}").hostname or "")
    except ValueError:
        return False


def guards(*, signed_in: bool) -> list[Middleware]:
    """The layers of the server that keep others away: none where people sign in, or need not.

    Raises:
        Refused: as :func:`open_to_anyone`.
    """
    return [] if signed_in or open_to_anyone() else [Middleware(OnlyHere)]
