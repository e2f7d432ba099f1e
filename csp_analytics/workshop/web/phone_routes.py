"""What phones ask for: the way in, the page of their room, whether it has moved on, and to have an answer counted."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import Future

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from csp_analytics.workshop.live.codes import as_code, digest, new_secret
from csp_analytics.workshop.live.rooms import Live
from csp_analytics.workshop.screens import phone
from csp_analytics.workshop.session.by_voice import ANSWER, JOIN, SPEND
from csp_analytics.workshop.session.standing import Refused
from csp_analytics.workshop.web import asked
from csp_analytics.workshop.web.guard import POSTS, POSTS_IN, Often, TooMuch, fields, html

NO_ROOM = "There is no room with this code. Look at the wall: it has five characters."
OVER = "This session is over. Thank you for taking part."
NOT_SAVED = "The server could not save this. Your answer is kept here and will be sent again."
_posts = Often(POSTS, POSTS_IN)


async def entrance(request: Request) -> Response:
    """The page that asks for the code, and what was typed into it."""
    if request.method == "GET":
        return html(phone.entrance(), phone.SCRIPT)
    said = dict(await fields(request)).get("code", "")
    code = as_code(said)
    if await asked.room_of(request, code) is None:
        return html(phone.entrance(NO_ROOM, said[:20]), phone.SCRIPT, status=404)
    return RedirectResponse(f"/join/{code}", 303)


async def page(request: Request) -> Response:
    """The page of a room as this phone sees it."""
    code = as_code(request.path_params["code"])
    if code and code != request.path_params["code"]:
        return RedirectResponse(f"/join/{code}", 307)
    live = await asked.room_of(request, code)
    if live is None:
        return html(phone.over(await why_not(code)), phone.SCRIPT, status=404)
    if request.method == "POST":
        return await _post(request, live)
    whole = phone.page(live.room, code, asked.voice_of(request, live), place=_place(request))
    return html(whole, phone.SCRIPT)


async def now(request: Request) -> Response:
    """Nothing when the facilitator has done nothing since this page was drawn, else what has become of it."""
    code = as_code(request.path_params["code"])
    live = await asked.room_of(request, code)
    if live is None:
        return Response(status_code=410)
    voice = asked.voice_of(request, live)
    if request.query_params.get("seen") == str(live.room.moves):
        return Response(status_code=204)
    part = phone.part(live.room, code, voice, place=_place(request))
    return _part(part, live)


async def _post(request: Request, live: Live) -> Response:
    sent = dict(await fields(request))
    wants_json = "application/json" in request.headers.get("accept", "")
    token = asked.token_of(request) or new_secret()
    voice = digest(token)[:32]
    place = int(sent["q"]) - 1 if sent.get("q", "").isdecimal() else None
    try:
        if _posts.too_often(voice):
            raise TooMuch("That was very fast. Wait a few seconds, then answer again.")
        _posts.note(voice)
        await _written(await _do(live, voice, sent))
        live.seen[voice] = time.time()
    except (Refused, TooMuch) as refused:
        status = 429 if isinstance(refused, TooMuch) else 409
        return _refused(live, voice, place, str(refused), status, wants_json)
    except Exception:  # whatever the disk said is in the log; the phone keeps the answer and tries again
        return _refused(live, voice, place, NOT_SAVED, 503, wants_json)
    answer = _said(live, voice, sent, place, wants_json)
    if sent.get("do") == JOIN:
        asked.give_voice(request, answer, token, live.code)
    return answer


async def _do(live: Live, voice: str, sent: dict[str, str]) -> Future[None]:
    what = sent.get("do", "")
    body: dict[str, object]
    if what == JOIN:
        body = {"role": sent.get("role", "")}
    elif what == ANSWER:
        body = {"question": sent.get("question", ""), "vote": sent.get("vote", ""), "answer": sent.get("answer", "")}
    elif what == SPEND:
        given = {key.removeprefix("dots-"): n for key, n in sent.items() if key.startswith("dots-") and n}
        body = {"spent": given}
    else:
        raise Refused("This is not known here.")
    return (await asked.all_rooms()).do(live, what, body, voice=voice)


async def _written(promise: Future[None]) -> None:
    await asyncio.wrap_future(promise)


def _said(live: Live, voice: str, sent: dict[str, str], place: int | None, wants_json: bool) -> Response:
    if not wants_json:
        return RedirectResponse(f"/join/{live.code}" + (f"?q={place + 1}" if place is not None else ""), 303)
    saved = {
        JOIN: "You are in.",
        ANSWER: f"Saved: {live.room.about.labels.get(sent.get('answer', ''), '')}",
        SPEND: "Your dots are saved.",
    }
    shown = voice if voice in live.room.voices else ""
    part = phone.part(live.room, live.code, shown, place=place)
    return JSONResponse({"saved": saved[sent["do"]], "seen": live.room.moves, "part": part}, headers=_plain())


def _refused(live: Live, voice: str, place: int | None, why: str, status: int, wants_json: bool) -> Response:
    shown = voice if voice in live.room.voices else ""
    if not wants_json:
        return html(phone.page(live.room, live.code, shown, place=place, message=why), phone.SCRIPT, status=status)
    part = phone.part(live.room, live.code, shown, place=place)
    return JSONResponse({"refused": why, "seen": live.room.moves, "part": part}, status, headers=_plain())


def _part(part: str, live: Live) -> Response:
    return Response(part, media_type="text/html", headers={**_plain(), "X-Seen": str(live.room.moves)})


def _plain() -> dict[str, str]:
    return {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def _place(request: Request) -> int | None:
    said = request.query_params.get("q", "")
    return int(said) - 1 if said.isdecimal() and len(said) < 5 else None


async def why_not(code: str) -> str:
    """Why there is no open room of a code, in a sentence."""
    return OVER if (await asked.all_rooms()).is_over(code) else NO_ROOM
