"""One sheet for the day of a session: what to try out in the venue, the agenda, and how to go on without a network.

It is printed and lies about, so nothing on it is secret: the facilitator link is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from csp_analytics.analysis.agenda import CLOSING, OPENING
from csp_analytics.workshop.screens import qr
from csp_analytics.workshop.session.about import CHECKLIST, CONSENSUS, About, Question

TEMPLATE = "day_sheet.j2"
MOST_LINES = 60
BEFORE = (
    "Make a dry run of the room and go through two criteria with simulated people.",
    "Ask the venue for the name and the password of a network that phones may use, and for how many at once.",
    "Put the facilitator link where you find it on another laptop too, and nowhere that others can read it.",
    "Print this sheet twice, and bring a pen that writes on it.",
)
VENUE = (
    "Join with your own phone: once on the venue's network, once on mobile data.",
    "Scan the QR code on the wall from the last row. If it fails, type the address and the code.",
    "Read the wall from the last row. If the room is bright, add ?contrast=high to the address of the wall.",
    "Press next and back on the clicker, with the wall page in front.",
    "Open the facilitator link on a second laptop, and take the controls there and back.",
    "Have somebody try it who uses large letters or a screen reader.",
)
SENDING = (
    "Answer it once yourself, on a phone, in a dry run.",
    "Say by which day people should answer, and when you close it.",
    "Ask more than five people: with fewer than five answers no result is shown.",
    "Say that nobody sees who answered what, and that nobody is asked for a name.",
    "Keep some paper copies for those who can use neither a phone nor a computer.",
)
FAILS = (
    "Phones: read it out, then the answers one by one, lowest first. Everybody raises a hand once. Count, and type the "
    "counts under Hands up at the controls.",
    "No network at all: write the counts into the table, and type them in afterwards.",
    "The laptop: open the facilitator link on another one. Every answer that a phone called saved is there.",
    "Fewer than five answers: no chart is shown, to protect the people who answered. Talk, and agree without one.",
)


@dataclass(frozen=True)
class Line:
    """One line of the agenda: when it starts (``1:05`` from the beginning), how long it takes, and what it is."""

    starts: str
    minutes: int
    question: Question


def page(about: About, code: str, join_at: str, join_link: str) -> bytes:
    """The sheet as one HTML file (UTF-8) that needs no network and prints on A4.

    Args:
        about: what was prepared.
        code: of the room.
        join_at: the short address as people type it.
        join_link: what the QR code opens.
    """
    said = _template().render(
        about=about,
        code=code,
        join_at=join_at,
        picture=qr.inline(join_link, f"QR code that opens {join_link}"),
        lines=lines(about),
        opening=OPENING,
        closing=CLOSING,
        together=about.kind == CONSENSUS,
        in_a_room=about.kind != CHECKLIST,
        before=BEFORE,
        venue=VENUE,
        fails=FAILS,
        sending=SENDING,
        ends=clock(OPENING + sum(question.minutes for question in about.questions)),
        left_out=max(len(about.questions) - MOST_LINES, 0),
    )
    return said.encode()


def lines(about: About) -> tuple[Line, ...]:
    """What is asked with its times, as many as a sheet takes; the times mean something in a consensus session only."""
    found, at = [], OPENING
    for question in about.questions[:MOST_LINES]:
        found.append(Line(clock(at), question.minutes, question))
        at += question.minutes
    return tuple(found)


def clock(minutes: int) -> str:
    """Minutes from the beginning as ``1:05``."""
    return f"{minutes // 60}:{minutes % 60:02d}"


@lru_cache(maxsize=1)
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined).get_template(TEMPLATE)
