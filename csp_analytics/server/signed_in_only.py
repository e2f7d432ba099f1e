"""Keeps what a page was given (pictures, files to download, files that were brought) to people who are signed in.

Streamlit serves them at addresses that nobody can guess, to whoever has one; with sign-in an address alone is not
enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from csp_analytics.server.coming_back import ComingBack

KEPT = re.compile(r"/(?:media|_stcore/upload_file)/", re.IGNORECASE)
SAID = "Sign in on the dashboard first, then open this address again."


class SignedInOnly:
    """Asks who is there, where something of a page is asked for.

    Args:
        app: what answers.
        knows: whether the cookies of a request are those of somebody who has signed in.
    """

    def __init__(self, app: ASGIApp, knows: Callable[[Mapping[str, str]], bool]):
        self._app, self._knows = app, knows

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or refuses."""
        asked = scope["type"] == "http" and KEPT.search(re.sub(r"/+", "/", scope["path"]))
        if asked and scope["method"] != "OPTIONS" and not self._knows(HTTPConnection(scope).cookies):
            await PlainTextResponse(SAID, 403, headers={"Cache-Control": "no-store"})(scope, receive, send)
            return
        await self._app(scope, receive, send)


def layers(knows: Callable[[Mapping[str, str]], bool], redirect_uri: str) -> list[Middleware]:
    """The layers of a server that people sign in to.

    Args:
        knows: whether the cookies of a request are those of somebody who has signed in.
        redirect_uri: where the provider sends people back to.
    """
    secure = redirect_uri.startswith("https://")
    return [Middleware(ComingBack, secure=secure), Middleware(SignedInOnly, knows=knows)]
