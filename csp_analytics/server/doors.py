"""What Streamlit opens by itself and this program does not want open: its figures and its interface for programs.

Who runs the server gets figures from :mod:`csp_analytics.server.metrics`, behind a token.
"""

from __future__ import annotations

import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# By the end of the path: the dashboard may stand below an address of its own. Slashes are folded as servers fold them.
CLOSED = re.compile(r"/_stcore/(?:metrics|agent|script-health-check|bokeh)(?:/|$)", re.IGNORECASE)


class ClosedDoors:
    """Answers "not found" for what is closed."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers."""
        if scope["type"] in ("http", "websocket") and CLOSED.search(re.sub(r"/+", "/", scope["path"])):
            if scope["type"] == "http":
                await PlainTextResponse("Not found", 404)(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, receive, send)
