"""Who may lead a room: besides the facilitator link, a signed-in facilitator or administrator.

Phones and the wall need no sign-in: partners in a room have none, and all they can do there is join, vote and look.
Without sign-in the facilitator link is enough, as everybody who reaches the server may do everything anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from csp_analytics.access.person import FACILITATOR, NOBODY, Person, everybody_here
from csp_analytics.access.rules import RUN_ROOMS, may, refusal
from csp_analytics.workshop.web.guard import html

SIGN_IN = "Sign in on the dashboard as a facilitator, then open the facilitator link again."
# What a phone or a wall is shown is what the room shows everybody in it, whoever asks.
THE_ROOM = Person("a workshop room", frozenset({FACILITATOR}))
_found_by: list[Callable[[Mapping[str, str]], Person]] = []


def begin(found_by: Callable[[Mapping[str, str]], Person]) -> None:
    """From here on, people are signed in: who asks is found by the cookies of the request."""
    _found_by[:] = [found_by]


async def leader(request: Request) -> Person:
    """Who asks for the controls; nobody when they are not signed in."""
    if not _found_by:
        return everybody_here()
    return await run_in_threadpool(_found_by[0], dict(request.cookies))


def in_the_room() -> Person:
    """Who a phone or a wall acts as: the room."""
    return THE_ROOM if _found_by else everybody_here()


def refused(request: Request, who: Person) -> Response | None:
    """What somebody gets who may not lead rooms; None for those who may."""
    if may(who, RUN_ROOMS):
        return None
    why = SIGN_IN if who == NOBODY else refusal(who, RUN_ROOMS)
    if "application/json" in request.headers.get("accept", "") and request.method == "POST":
        return JSONResponse({"refused": why}, 403, headers={"Cache-Control": "no-store"})
    from csp_analytics.workshop.screens import not_let_in  # its templates are read when somebody is refused

    return html(not_let_in.page(why), status=403)
