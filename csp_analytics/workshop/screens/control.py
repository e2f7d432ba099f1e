"""The facilitator's control page: plain forms that work without script, kept up to date by a little script.

What a room answered stands on it only after the reveal, as on the wall: a facilitator who sees it before would lead.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from csp_analytics.workshop.screens.control_now import now_in, standing_words, state_of
from csp_analytics.workshop.screens.control_results import hint, results
from csp_analytics.workshop.screens.wall_screens import word
from csp_analytics.workshop.session import room as stages
from csp_analytics.workshop.session import standing as states
from csp_analytics.workshop.session.about import KIND_TITLES, LEAST, LEAST_LOWERED
from csp_analytics.workshop.session.by_facilitator import MOST_EVIDENCE, MOST_HANDS, MOST_VOTES
from csp_analytics.workshop.session.next_step import next_step
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.to_discuss import seen_counts, suggested, to_discuss

HERE = Path(__file__).parent
SCRIPT = (HERE / "control.js").read_text("utf-8")
STYLE = (HERE / "control.css").read_text("utf-8")
SIMULATED = 12  # people that a dry run lets in, unless another number is typed


def page(
    room: Room,
    code: str,
    *,
    holds: bool,
    others: int,
    lead_link: str,
    join_at: str,
    join_link: str,
    unreachable: str,
    gone: int,
    before: pd.DataFrame | None,
    now: float,
    message: str = "",
) -> str:
    """The whole page.

    Args:
        room: the room.
        code: its code.
        holds: whether this laptop holds the controls; else it may watch.
        others: how many other laptops have the controls open now.
        lead_link: the facilitator link, a secret.
        join_at: the short address that people type.
        join_link: the full address behind the QR code.
        unreachable: a sentence when phones cannot reach the address, else empty.
        gone: how many phones have not been seen for two minutes.
        before: what stands beside the votes after the reveal; None when nothing is known.
        now: seconds since 1970.
        message: what came of the last press, for a page without script.
    """
    return _template("control.j2").render(
        style=STYLE,
        script=SCRIPT,
        **_said(room, code, holds, others, lead_link, join_at, join_link, unreachable, gone, before, now, message),
    )


def part(
    room: Room,
    code: str,
    *,
    holds: bool,
    others: int,
    lead_link: str,
    join_at: str,
    join_link: str,
    unreachable: str,
    gone: int,
    before: pd.DataFrame | None,
    now: float,
    message: str = "",
) -> str:
    """What stands in ``<main>``, drawn again whenever something changes; arguments as :func:`page`."""
    return _template("control_part.j2").render(
        **_said(room, code, holds, others, lead_link, join_at, join_link, unreachable, gone, before, now, message)
    )


def _said(
    room: Room,
    code: str,
    holds: bool,
    others: int,
    lead_link: str,
    join_at: str,
    join_link: str,
    unreachable: str,
    gone: int,
    before: pd.DataFrame | None,
    now: float,
    message: str,
) -> dict[str, Any]:
    """Everything that the templates name."""
    about = room.about
    found = None if about.self_paced or room.stage != stages.RATING else results(room, room.question, before)
    return {
        "room": room,
        "about": about,
        "kind": KIND_TITLES[about.kind],
        "code": code,
        "holds": holds,
        "others": others,
        "lead_link": lead_link,
        "join_at": join_at,
        "join_link": join_link,
        "unreachable": unreachable,
        "gone": gone,
        "at": now,
        "message": message,
        "now": now_in(room, now),
        "next": next_step(room, word(room)),
        "begun": any(one.vote for one in room.standings.values()),
        "word": word(room),
        "words": word(room, 2),
        "found": found,
        "hint": hint(found, about.labels),
        "most_common": found.most_common if found else {},
        "stages": stages,
        "states": states,
        "least": LEAST,
        "least_lowered": LEAST_LOWERED,
        "most_evidence": MOST_EVIDENCE,
        "most_hands": MOST_HANDS,
        "most_votes": MOST_VOTES,
        "simulated": SIMULATED,
        **_lists(room),
    }


def _lists(room: Room) -> dict[str, Any]:
    """Agenda, what to discuss, and dots; for a self-paced room its progress."""
    about = room.about
    if about.self_paced:
        revealed = state_of(room) == states.REVEALED
        seen = [seen_counts(room, one.question_id, 1) if revealed else None for one in about.questions]
        return {"progress": list(zip(about.questions, seen, strict=True)), "revealed": revealed}
    titles = {one.question_id: one.title for one in about.questions}
    queue = [
        {**row, "title": titles[row["item_id"]], "position": about.places[row["item_id"]]}
        for row in to_discuss(room).to_dict("records")
    ]
    spent = room.spent()
    enough = len(room.dots) >= room.least
    dots = sorted(room.candidates, key=lambda key: -spent[key]) if enough else list(room.candidates)
    return {
        "agenda": [(one, room.standings[one.question_id]) for one in about.questions],
        "standing_words": lambda standing: standing_words(room, standing),
        "queue": queue,
        "suggested": suggested(room),
        "dots": [(titles[key], spent[key] if enough else None) for key in dots],
    }


@lru_cache(maxsize=4)
def _template(name: str) -> Template:
    # strict: what a page lacks must fail in a test, not leave a button without words
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template(name)
