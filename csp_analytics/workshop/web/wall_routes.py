"""What the wall asks for: its page, and whether anything has happened since it was drawn."""

from __future__ import annotations

import time
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from csp_analytics.workshop.live import simulated
from csp_analytics.workshop.live.addresses import join_at, join_link
from csp_analytics.workshop.live.codes import as_code
from csp_analytics.workshop.live.rooms import Live
from csp_analytics.workshop.screens import phone, wall
from csp_analytics.workshop.web import asked
from csp_analytics.workshop.web.guard import html
from csp_analytics.workshop.web.phone_routes import why_not


async def page(request: Request) -> Response:
    """The wall page of a room. It shows what everybody in the room may see, so the code is enough to open it."""
    code = as_code(request.path_params["code"])
    if code and code != request.path_params["code"]:
        return RedirectResponse(f"/wall/{code}", 307)
    live = await asked.room_of(request, code)
    if live is None:
        return html(phone.over(await why_not(code)), phone.SCRIPT, status=404)
    return html(wall.page(live.room, code, **_shown(request, live)), wall.SCRIPT)


async def now(request: Request) -> Response:
    """Nothing when nothing has happened, else the wall as it is now."""
    code = as_code(request.path_params["code"])
    live = await asked.room_of(request, code)
    if live is None:
        return Response(status_code=410)
    simulated.keep_going(await asked.all_rooms(), live)
    if asked.leads(request, live):
        live.seats.alive(asked.seat_of(request), time.time())
    if request.query_params.get("seen") == str(live.room.version):
        return Response(status_code=204)
    part = wall.part(live.room, code, **_shown(request, live))
    return Response(
        part, media_type="text/html", headers={"Cache-Control": "no-store", "X-Seen": str(live.room.version)}
    )


def _shown(request: Request, live: Live) -> dict[str, Any]:
    root = asked.root_of(request)
    return {
        "join_at": join_at(root),
        "join_link": join_link(root, live.code),
        "before": live.before,
        "holds": asked.leads(request, live),
        "contrast": request.query_params.get("contrast") == "high",
        "now": time.time(),
    }
