"""Figures about the running server, in the form that Prometheus asks for, behind a token.

Nothing here says anything of areas or people: how many requests, how long, how many rooms and votes, when the last
copy was made. Without ``CSP_METRICS_TOKEN`` there is no such page.
"""

from __future__ import annotations

import hmac
import os
import re
import time

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
requests = Counter("csp_requests_total", "Requests answered, by part of the program and status", ("part", "status"))
seconds = Histogram("csp_request_seconds", "How long answers took, by part of the program", ("part",), buckets=SECONDS)
sessions = Gauge("csp_sessions", "Open pages of the dashboard (websockets)")
last_backup = Gauge("csp_last_backup_timestamp_seconds", "When the last copy of the database was made and verified")
failed_backups = Counter("csp_failed_backups_total", "Copies of the database that could not be made")
_PARTS = re.compile(r"/(?P<part>join|wall|lead|control|static|media|_stcore|metrics|auth|oauth2callback)(?:/|$)")


def routes() -> list[Route]:
    """The page of figures, for the application; none without a token."""
    return [Route("/metrics", figures, methods=["GET"])] if _token() else []


async def figures(request: Request) -> Response:
    """The figures, for those who know the token (``Authorization: Bearer TOKEN``)."""
    given = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    token = _token()
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        return PlainTextResponse("Not found", 404)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


class Counting:
    """Counts and times what is answered."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, and counts."""
        if scope["type"] == "websocket":
            with sessions.track_inprogress():
                await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun, status = time.perf_counter(), 500

        async def listening(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, listening)
        finally:
            part = part_of(scope["path"])
            requests.labels(part, str(status)).inc()
            seconds.labels(part).observe(time.perf_counter() - begun)


def part_of(path: str) -> str:
    """The part of the program that a path belongs to: few and known, whatever people ask for."""
    found = _PARTS.search(path)
    return found["part"].strip("_") if found else "page"


def _token() -> str:
    return os.environ.get("CSP_METRICS_TOKEN", "").strip()
