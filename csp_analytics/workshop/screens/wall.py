"""The wall page of a workshop: what the whole room looks at, as plain HTML.

Which numbers may be on it in which state stands in :mod:`csp_analytics.workshop.screens.wall_screens`; the templates
get nothing else, so that nothing can be read out of the page before it is revealed.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from csp_analytics.charts import theme
from csp_analytics.workshop.screens import qr
from csp_analytics.workshop.screens.wall_screens import screen_of
from csp_analytics.workshop.session.about import LEAST
from csp_analytics.workshop.session.room import ENDED, LOBBY, Room

HERE = Path(__file__).parent
LONG_ADDRESS = 30
_COLOURS = {
    "ink": theme.INK, "quiet": theme.QUIET, "line": theme.LINE, "ground": theme.GROUND, "pale": theme.PALE,
    "own": theme.OWN, "warn": theme.BANDS["lower"],
}  # fmt: skip
STYLE = f":root{{{';'.join(f'--{name}:{colour}' for name, colour in _COLOURS.items())}}}\n" + (
    HERE / "wall.css"
).read_text("utf-8")
SCRIPT = (HERE / "wall.js").read_text("utf-8")


def page(
    room: Room,
    code: str,
    *,
    join_at: str,
    join_link: str,
    before: pd.DataFrame | None,
    holds: bool,
    contrast: bool,
    now: float,
) -> str:
    """The whole page.

    Args:
        room: the room.
        code: its five characters.
        join_at: the short address, as people type it.
        join_link: the full address behind the QR code.
        before: :func:`csp_analytics.findings.agenda.before`; None when nothing is known. Shown after the reveal only.
        holds: whether this browser may go on and back with its keys.
        contrast: whether everything is black on white with patterns.
        now: seconds since 1970, for the timer.
    """
    inside = part(
        room, code, join_at=join_at, join_link=join_link, before=before, holds=holds, contrast=contrast, now=now
    )
    return _template("wall.j2").render(
        title=room.about.title, code=code, seen=room.version, part=inside, holds=holds, contrast=contrast, style=STYLE,
        script=SCRIPT,
    )  # fmt: skip


def part(
    room: Room,
    code: str,
    *,
    join_at: str,
    join_link: str,
    before: pd.DataFrame | None,
    holds: bool,
    contrast: bool,
    now: float,
) -> str:
    """What stands in the page's ``<main>``: the same arguments as :func:`page`."""
    screen = screen_of(room, before, now)
    return _template(f"wall_{screen.template}.j2").render(
        screen=screen, shown=screen.shown, about=room.about, moves=room.moves, code=code, join_at=join_at,
        long_address=len(join_at) > LONG_ADDRESS, corner=room.stage != LOBBY, marks=marks(room),
        qr=qr.inline(join_link, f"QR code that opens {join_at} with the code {code}"),
    )  # fmt: skip


def marks(room: Room) -> list[str]:
    """What must be said on every screen of a room: a dry run, and that few answers are enough for a chart."""
    said = []
    if room.about.dry_run:
        said.append("Dry run: simulated participants")
    if room.least < LEAST and room.stage not in (LOBBY, ENDED):
        said.append(f"Shown from {room.least} answers on, not {LEAST}: own answers may be told")
    return said


@lru_cache(maxsize=16)
def _template(name: str) -> Template:
    # strict: what a screen lacks must fail here, not print an empty line on the wall
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return made.get_template(name)
