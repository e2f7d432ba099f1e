"""The pages of live rooms beside the dashboard, in the same process: phones, the wall, the controls."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from types import ModuleType

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from csp_analytics.access.acting import acting
from csp_analytics.access.person import Person
from csp_analytics.workshop.live.in_charge import HeldElsewhere
from csp_analytics.workshop.web import rights
from csp_analytics.workshop.web.elsewhere import elsewhere
from csp_analytics.workshop.web.guard import TooMuch

CONTROLS = "control_routes"
BROKEN = "The server cannot answer this now. Nothing that was saved is lost. Wait a moment, then load this page again."
PLAIN = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
log = logging.getLogger(__name__)
_ready: dict[str, ModuleType] = {}
# Path, methods, and where the answer is made. What answers is imported when it is first asked for, so that a start of
# the dashboard without a workshop does not pay for it.
PATHS = (
    ("/join", ("GET", "POST"), "phone_routes", "entrance"),
    ("/join/{code}", ("GET", "POST"), "phone_routes", "page"),
    ("/join/{code}/now", ("GET",), "phone_routes", "now"),
    ("/wall/{code}", ("GET",), "wall_routes", "page"),
    ("/wall/{code}/now", ("GET",), "wall_routes", "now"),
    ("/lead/{key}", ("GET",), CONTROLS, "enter"),
    ("/control/{code}", ("GET", "POST"), CONTROLS, "page"),
    ("/control/{code}/now", ("GET",), CONTROLS, "now"),
)


def routes(found_by: Callable[[Mapping[str, str]], Person] | None = None) -> list[Route]:
    """The routes, for the application.

    Args:
        found_by: who asks, by the cookies of a request; None without sign-in.
    """
    if found_by:
        rights.begin(found_by)
    return [Route(path, _answering(module, name), methods=list(methods)) for path, methods, module, name in PATHS]


def _answering(module: str, name: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            answering = getattr(await _imported(module), name)
            who = await rights.leader(request) if module == CONTROLS else rights.in_the_room()
            if module == CONTROLS and (refused := rights.refused(request, who)):
                return refused
            with acting(who):
                return await answering(request)
        except HeldElsewhere as held:
            return elsewhere(request, held)
        except TooMuch as much:
            return PlainTextResponse(str(much), much.status, headers=PLAIN)
        except Exception as error:
            # What the database said in a sentence needs no traceback, once a request from every phone of a room.
            known = type(error).__name__ == "StoreProblem"
            log.error("%s could not be answered: %s", request.url.path.rpartition("/")[0], error, exc_info=not known)
            return PlainTextResponse(BROKEN, 503, headers=PLAIN)

    return answer


async def _imported(module: str) -> ModuleType:
    # Not asked of sys.modules: there a module stands while it is still being imported, and many ask at once after a
    # restart. The first time it takes a moment, during which everybody else must be answered.
    if module not in _ready:
        _ready[module] = await run_in_threadpool(import_module, f"{__package__}.{module}")
    return _ready[module]
