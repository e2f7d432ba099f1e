"""What the routes ask first: which room, whose phone, whose laptop."""

from __future__ import annotations

import re
import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from csp_analytics.workshop.live.addresses import base, lead_cookie
from csp_analytics.workshop.live.codes import digest, new_secret
from csp_analytics.workshop.live.rooms import Live, Rooms, rooms, rooms_at_hand
from csp_analytics.workshop.web.guard import IN_SECONDS, WRONG_CODES, Often, TooMuch

VOICE_COOKIE, SEAT_COOKIE = "csp_voice", "csp_seat"
A_MONTH, A_WEEK = 31 * 86_400, 7 * 86_400
_wrong_codes = Often(WRONG_CODES, IN_SECONDS)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


async def all_rooms() -> Rooms:
    """The rooms of this process; the first time, a thread opens the database."""
    there = rooms_at_hand()
    return there if there is not None else await run_in_threadpool(rooms)


async def room_of(request: Request, code: str) -> Live | None:
    """The open room of a code, None when there is none.

    Raises:
        TooMuch: when this address asked for too many rooms that do not exist.
    """
    there = await all_rooms()
    if live := there.at_hand(code):
        return live
    if there.is_over(code):
        return None
    guessing(request)
    live = await run_in_threadpool(there.find, code) if code else None
    if live is None and not there.is_over(code):
        guessed(request)
    return live


def guessing(request: Request) -> None:
    """Refuses to look for another room when too many that do not exist were asked for from an address.

    An open room is found without this, however many stand behind the address, so a guesser among them locks nobody
    out. What a guessed code gives is one voice, which the count on the wall shows.

    Raises:
        TooMuch: with a sentence.
    """
    if _wrong_codes.too_often(_address(request)):
        raise TooMuch("Too many wrong codes from here. Wait a minute, then type the code on the wall.")


def guessed(request: Request) -> None:
    """Somebody asked for what does not exist."""
    _wrong_codes.note(_address(request))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def token_of(request: Request) -> str:
    """The token of this phone in this room; empty when it has none."""
    token = request.cookies.get(VOICE_COOKIE, "")
    return token if _TOKEN.fullmatch(token) else ""


def voice_of(request: Request, live: Live) -> str:
    """Whose phone it is, empty when it has not joined; it is alive, whatever it asks for."""
    token = token_of(request)
    voice = digest(token)[:32] if token else ""
    if voice not in live.room.voices:
        return ""
    live.seen[voice] = time.time()
    return voice


def give_voice(request: Request, response: Response, token: str, code: str) -> None:
    """The phone keeps its token, for this room alone."""
    _cookie(request, response, VOICE_COOKIE, token, f"/join/{code}", A_MONTH)


def leads(request: Request, live: Live) -> bool:
    """Whether this browser holds the facilitator's secret of a room."""
    return live.opens_with(key_of(request, live.code))


def key_of(request: Request, code: str) -> str:
    """The secret of a room that this browser holds, not yet checked."""
    return request.cookies.get(lead_cookie(code), "")


def give_lead(request: Request, response: Response, code: str, key: str) -> None:
    """The browser keeps the facilitator's secret; the whole site may read it, because results stand on other pages."""
    _cookie(request, response, lead_cookie(code), key, "/", A_WEEK)


def seat_of(request: Request) -> str:
    """Which laptop (browser) it is; empty when it has no number yet."""
    seat = request.cookies.get(SEAT_COOKIE, "")
    return seat if _TOKEN.fullmatch(seat) else ""


def give_seat(request: Request, response: Response) -> str:
    """The laptop gets a number of its own."""
    seat = new_secret()
    _cookie(request, response, SEAT_COOKIE, seat, "/", A_WEEK)
    return seat


def root_of(request: Request) -> str:
    """Where this server is reached."""
    return base(f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}")


def _cookie(request: Request, response: Response, name: str, value: str, path: str, seconds: int) -> None:
    secure = root_of(request).startswith("https:")
    response.set_cookie(name, value, max_age=seconds, path=path, httponly=True, samesite="lax", secure=secure)
