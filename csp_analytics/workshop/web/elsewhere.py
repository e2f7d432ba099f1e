"""What is answered when another server has the room: the way there, or a sentence when its address is not known."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from csp_analytics.workshop.live.in_charge import HeldElsewhere
from csp_analytics.workshop.web.guard import html

PLAIN = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def elsewhere(request: Request, held: HeldElsewhere) -> Response:
    """The answer to a request for a room of another server.

    A page is sent there (307). A page that asks in the background whether there is anything new is told to load itself
    again (410), because it may ask nobody but the server that it came from. A form is answered with a page that goes
    there, for the same reason.
    """
    if request.url.path.endswith("/now"):
        return Response(status_code=410, headers=PLAIN)
    if not held.address or urlsplit(held.address).netloc == request.headers.get("host"):
        return PlainTextResponse(str(held), 503, headers={**PLAIN, "Retry-After": "2"})
    if request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{held.address}{request.url.path}{query}", 307, headers=PLAIN)
    if "application/json" in request.headers.get("accept", ""):
        return Response(status_code=404, headers=PLAIN)
    kind = "control" if request.url.path.startswith("/control/") else "join"
    there = f"{held.address}/{kind}/{held.code}"
    link = escape(there, quote=True)
    answer = html(f'<!doctype html><html lang="en"><title>Another server</title><p><a href="{link}">Go to the room</a>')
    answer.headers["Refresh"] = f"0; url={there}"
    return answer
