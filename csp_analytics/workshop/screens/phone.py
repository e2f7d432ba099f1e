"""The pages of a phone in a room as HTML: plain forms that work without script, and a small script that helps.

Pure functions: a room and plain values in, text out. Jinja escapes everything that comes from a definition, a form or
the facilitator. What is shown and what is not yet: see phone_screen.py. All of it is under 15 KB for a framework.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from csp_analytics.workshop.live.codes import LENGTH
from csp_analytics.workshop.screens.phone_screen import Screen, screen, time_left
from csp_analytics.workshop.session.room import Room

HERE = Path(__file__).parent


def _squeezed(file: str) -> str:
    """A file without its comments and indents: what a phone need not load."""
    lines = (line.strip() for line in (HERE / file).read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not re.match(r"//|/\*.*\*/$", line))


SCRIPT = _squeezed("phone.js")
STYLE = _squeezed("phone.css")


def page(
    room: Room, code: str, voice: str, *, place: int | None = None, message: str = "", now: float | None = None
) -> str:
    """The whole page of a phone.

    Args:
        room: the room.
        code: its code.
        voice: whose phone, empty for a browser that has not joined.
        place: place of the question, from 0, in a room where everybody goes at their own pace; None for the first
            unanswered one, the number of questions for the list of what is not answered.
        message: a sentence about what was just tried, such as why it was refused.
        now: seconds since 1970, for the timer; None for the clock of this machine.
    """
    shows = screen(room, voice, place, now)
    said = "" if message == shows.saved else message
    part = _render("part", screen=shows, time_left=time_left, message="")
    return _render("page", screen=shows, room=room, code=code, message=said, part=part)


def part(
    room: Room, code: str, voice: str, *, place: int | None = None, message: str = "", now: float | None = None
) -> str:
    """What stands in ``<main>`` of the page: what the script puts there when something has changed.

    Args: as :func:`page`.
    """
    return _render("part", screen=screen(room, voice, place, now), time_left=time_left, message=message)


def entrance(message: str = "", code: str = "") -> str:
    """The page that asks for the code.

    Args:
        message: why the code that was typed leads nowhere, empty at first.
        code: what was typed.
    """
    return _render("entrance", message=message, code=code, length=LENGTH)


def over(message: str) -> str:
    """The page of a room that is not there, or not any more, with the way to another one."""
    return _render("over", message=message)


def _render(template: str, **values: object) -> str:
    shows = values.get("screen")
    own = shows.shown if isinstance(shows, Screen) else {}
    return _templates().get_template(f"phone_{template}.j2").render({**own, **values})


@lru_cache(maxsize=1)
def _templates() -> Environment:
    # strict: a value that is missing must fail here, not leave a hole in the page
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"SCRIPT": SCRIPT, "STYLE": STYLE}
    return made
