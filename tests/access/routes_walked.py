"""Every route beside the dashboard, asked for as each person, with and without the facilitator link of the room."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from unittest.mock import patch

import httpx
from starlette.applications import Starlette

from csp_analytics.access.person import NOBODY, Person
from csp_analytics.store.connection import Store
from csp_analytics.workshop.live.addresses import lead_cookie
from csp_analytics.workshop.live.making import Made, make
from csp_analytics.workshop.web import rights
from csp_analytics.workshop.web.routes import PATHS, routes
from tests.builders.rooms import prepared

ANSWERED, REFUSED = "answered", "refused"
# What is sent with a form; the others are asked for as they are.
SENT = {
    "/join": {"code": "the code"},
    "/join/{code}": {"do": "join", "role": ""},
    "/control/{code}": {"do": "step", "by": "1"},
}


def asked() -> list[tuple[str, str]]:
    """Method and path of every route, in the order of the application."""
    return [(method, path) for path, methods, _, _ in PATHS for method in methods]


def walked(who: Person, store: Store) -> dict[tuple[str, str, bool], str]:
    """What came of asking: by method, path and whether the browser holds the facilitator link."""
    found = {}
    for linked in (True, False):
        for method, path in asked():
            room = make(store, prepared())
            found[method, path, linked] = asyncio.run(_ask(who, room, method, path, linked))
    return found


async def _ask(who: Person, room: Made, method: str, path: str, linked: bool) -> str:
    def of_cookies(cookies: Mapping[str, str]) -> Person:
        return who if cookies.get("somebody") else NOBODY

    cookies = {"somebody": "yes", **({lead_cookie(room.code): room.key} if linked else {})}
    place = path.format(code=room.code, key=room.key if linked else "x" * len(room.key))
    with patch.object(rights, "_found_by", []):
        server = httpx.ASGITransport(Starlette(routes=routes(of_cookies)))
        async with httpx.AsyncClient(transport=server, base_url="http://here", cookies=cookies) as client:
            answer = await client.get(place)  # a browser has seen the page before it sends its form
            if method == "POST":
                sent = {name: room.code if name == "code" else value for name, value in SENT[path].items()}
                answer = await client.post(place, data=sent, headers={"Accept": "text/html"})
    assert answer.status_code in (200, 204, 303, 403, 404), (method, path, answer.status_code, answer.text[-300:])
    return ANSWERED if answer.status_code < 400 else REFUSED
