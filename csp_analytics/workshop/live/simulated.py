"""Simulated participants of a dry run: they join, think, answer and place dots, so that everything can be tried alone.

They take the way of real phones, and only a room that was made as a dry run lets them in.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import zlib
from concurrent.futures import Future

from csp_analytics.workshop.live.codes import digest, new_secret
from csp_analytics.workshop.live.rooms import Live, Rooms
from csp_analytics.workshop.session.by_voice import ANSWER, JOIN, SPEND
from csp_analytics.workshop.session.room import DOTS, Room
from csp_analytics.workshop.session.standing import OPEN, Refused

EVERY = 0.5  # seconds
ANSWER_NOW = 0.12  # share of those who have not answered yet, each time
MOST = 60


def let_in(there: Rooms, live: Live, n: int) -> list[Future[None]]:
    """So many simulated people join, with roles by chance.

    Raises:
        Refused: when the room is no dry run, or when they are too many.
    """
    if not live.room.about.dry_run:
        raise Refused("Simulated people may only join a dry run.")
    if not 0 < n <= MOST or live.room.joined + n > 2 * MOST:
        raise Refused(f"1 to {MOST} simulated people may join at a time, {2 * MOST} in all.")
    roles = live.room.about.roles or ("",)
    return [
        there.do(live, JOIN, {"role": random.choice(roles), "simulated": True}, voice=digest(new_secret())[:32])
        for _ in range(n)
    ]


def keep_going(there: Rooms, live: Live) -> None:
    """Lets the simulated people of a room act from now on, unless they do so already. Called where a loop runs."""
    if live.room.about.dry_run and live.simulating is None and any(one.simulated for one in live.room.voices.values()):
        live.simulating = asyncio.get_running_loop().create_task(_live(there, live))


async def _live(there: Rooms, live: Live) -> None:
    while not live.room.ended and not live.lost:
        for voice in [key for key, one in live.room.voices.items() if one.simulated]:
            if random.random() < ANSWER_NOW:
                with contextlib.suppress(Refused):
                    _act(there, live, voice)
        await asyncio.sleep(EVERY)


def _act(there: Rooms, live: Live, voice: str) -> None:
    room = live.room
    if room.stage == DOTS and voice not in room.dots:
        chosen = random.choices(room.candidates, k=room.about.dots)
        there.do(live, SPEND, {"spent": {one: chosen.count(one) for one in chosen}}, voice=voice)
        return
    asked = list(room.standings) if room.about.self_paced else [room.question.question_id]
    for question in asked:
        standing = room.standings[question]
        if standing.state == OPEN and not room.answer_of(voice, question):
            body = {"question": question, "vote": standing.vote, "answer": likely(room, question, standing.vote)}
            there.do(live, ANSWER, body, voice=voice)
            return


def likely(room: Room, question: str, vote: int) -> str:
    """An answer by chance: around one level for most questions, at both ends for some; closer after a re-vote."""
    scale = [option.answer for option in room.about.scale]
    if random.random() < 0.06:
        return random.choice([answer for answer in room.about.answers if answer not in scale] or scale)
    seed = zlib.crc32(question.encode())
    middle, width = seed % len(scale), 0.9 / vote
    if seed % 5 == 0 and vote == 1:
        middle = random.choice((0, len(scale) - 1))
    place = round(random.gauss(middle, width))
    return scale[min(max(place, 0), len(scale) - 1)]
