"""What the facilitator's laptops ask for: the way in by the secret link, the controls, and what they press."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from csp_analytics.workshop.live import simulated
from csp_analytics.workshop.live.addresses import join_at, join_link, lead_link, unreachable
from csp_analytics.workshop.live.codes import as_code
from csp_analytics.workshop.live.rooms import Live
from csp_analytics.workshop.screens import control, phone
from csp_analytics.workshop.session.standing import Refused
from csp_analytics.workshop.web import asked, pressed
from csp_analytics.workshop.web.guard import TooMuch, fields, html

NO_LINK = "This is not a facilitator link of an open room. Use the link that you got when the room was made."
NOT_HOLDING = "Another laptop holds the controls. Take the controls first."
NOT_SAVED = "The server could not save this, so nothing happened. Try again."


async def enter(request: Request) -> Response:
    """The facilitator link: this browser keeps the secret and goes on to an address that may be seen on a wall."""
    key = request.path_params["key"]
    code = await run_in_threadpool((await asked.all_rooms()).led_by, key)
    if not code:
        return html(phone.over(NO_LINK), phone.SCRIPT, status=404)
    await asked.room_of(request, code)  # where it is open on another server, the browser goes there with its secret
    answer = RedirectResponse(f"/control/{code}", 303, headers={"Referrer-Policy": "no-referrer"})
    asked.give_lead(request, answer, code, key)
    return answer


async def page(request: Request) -> Response:
    """The controls, for a browser that holds the secret."""
    code = as_code(request.path_params["code"])
    live = await asked.room_of(request, code)
    if live is None:
        there = await asked.all_rooms()
        if code and await run_in_threadpool(there.led_by, asked.key_of(request, code)) == code:
            return RedirectResponse(_after(code), 303)
        return html(phone.over(NO_LINK), phone.SCRIPT, status=404)
    if not asked.leads(request, live):
        return html(phone.over(NO_LINK), phone.SCRIPT, status=403)
    if request.method == "POST":
        return await _post(request, live)
    return _shown(request, live)


async def now(request: Request) -> Response:
    """Nothing when nothing has happened and nobody came or went, else the controls as they are now."""
    code = as_code(request.path_params["code"])
    live = await asked.room_of(request, code)
    if live is None:
        return Response(status_code=410)
    if not asked.leads(request, live):
        return Response(status_code=403)
    simulated.keep_going(await asked.all_rooms(), live)
    stamp = _stamp(request, live, asked.seat_of(request))
    if request.query_params.get("seen") == stamp:
        return Response(status_code=204)
    part = control.part(live.room, code, **_values(request, live, asked.seat_of(request)))
    return Response(part, media_type="text/html", headers={"Cache-Control": "no-store", "X-Seen": stamp})


async def _post(request: Request, live: Live) -> Response:
    sent = await fields(request)
    said = dict(sent)
    wants_json = "application/json" in request.headers.get("accept", "")
    try:
        done, told = await _press(request, live, sent, said)
        for promise in done:
            await asyncio.wrap_future(promise)
    except (Refused, TooMuch) as refused:
        return _refused(request, live, str(refused), 409, wants_json)
    except Exception:  # what the disk said is in the log
        return _refused(request, live, NOT_SAVED, 503, wants_json)
    if live.room.ended:
        return JSONResponse({"go": _after(live.code)}) if wants_json else RedirectResponse(_after(live.code), 303)
    if not wants_json:
        return RedirectResponse(f"/control/{live.code}", 303)
    seat = asked.seat_of(request)
    part = control.part(live.room, live.code, **_values(request, live, seat))
    return JSONResponse({"said": told, "seen": _stamp(request, live, seat), "part": part})


async def _press(
    request: Request, live: Live, sent: Sequence[tuple[str, str]], said: dict[str, str]
) -> tuple[list[Future[None]], str]:
    there, seat, now = await asked.all_rooms(), asked.seat_of(request), time.time()
    if said.get("do") == "take":
        live.seats.take(seat, now)
        return [], "You hold the controls now."
    if not live.seats.sit(seat, now):
        raise Refused(NOT_HOLDING)
    if said.get("do") == "people":
        n = int(said["n"]) if said.get("n", "").isdecimal() else 0
        joined = simulated.let_in(there, live, n)
        simulated.keep_going(there, live)
        return joined, f"{n} simulated people are in."
    if said.get("do") == "end":
        if said.get("sure") != "yes":
            raise Refused("Say first that the session is over.")
        await run_in_threadpool(there.close_for_good, live.code, asked.key_of(request, live.code))
        return [], ""
    kind, body = pressed.event(live, sent, now)
    moves = int(said["moves"]) if said.get("moves", "").isdecimal() else None
    return [there.do(live, kind, body, moves=moves)], pressed.told(live.room, kind)


def _refused(request: Request, live: Live, why: str, status: int, wants_json: bool) -> Response:
    if not wants_json:
        return _shown(request, live, message=why, status=status)
    seat = asked.seat_of(request)
    part = control.part(live.room, live.code, **_values(request, live, seat))
    return JSONResponse({"refused": why, "seen": _stamp(request, live, seat), "part": part}, status)


def _shown(request: Request, live: Live, *, message: str = "", status: int = 200) -> Response:
    answer, seat = html("", control.SCRIPT, status=status), asked.seat_of(request)
    seat = seat or asked.give_seat(request, answer)
    answer.body = control.page(live.room, live.code, message=message, **_values(request, live, seat)).encode()
    answer.headers["content-length"] = str(len(answer.body))
    return answer


def _values(request: Request, live: Live, seat: str) -> dict[str, Any]:
    root, now = asked.root_of(request), time.time()
    return {
        "holds": live.seats.sit(seat, now),
        "others": live.seats.others(seat, now),
        "lead_link": lead_link(root, asked.key_of(request, live.code)),
        "join_at": join_at(root),
        "join_link": join_link(root, live.code),
        "unreachable": unreachable(root),
        "gone": len(live.gone(now)),
        "before": live.before,
        "now": now,
    }


def _stamp(request: Request, live: Live, seat: str) -> str:
    """What the controls show changes with the room, with who holds them and with which phones are gone."""
    now = time.time()
    holds, others = live.seats.sit(seat, now), live.seats.others(seat, now)
    return f"{live.room.version}.{int(holds)}.{others}.{len(live.gone(now))}"


def _after(code: str) -> str:
    return f"/after-workshop?room={code}"
