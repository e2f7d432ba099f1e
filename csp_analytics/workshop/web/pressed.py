"""What was pressed on the controls, as an event of the room; what a form cannot have sent is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from csp_analytics.workshop.live.rooms import Live
from csp_analytics.workshop.session import by_facilitator as do
from csp_analytics.workshop.session.next_step import next_step
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.standing import Refused

NEXT = "next"
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")
TOLD = {
    do.OPENS: "Voting is open.",
    do.CLOSES: "Voting is closed.",
    do.REVEALS: "Revealed on the wall and on the phones.",
    do.REVOTE: "Voting is open again.",
    do.CLEAR: "The answers were taken away.",
    do.HANDS: "Hands saved.",
    do.AGREE: "Agreed level saved.",
    do.ASK_DOTS: "Dots can be placed now.",
    do.DROP: "They are out, and so is everything that they answered.",
    do.REMOVE: "They are not waited for any more. They are back with whatever they do next.",
}


def event(live: Live, sent: Sequence[tuple[str, str]], now: float) -> tuple[str, dict[str, Any]]:
    """Kind and body of the event.

    Args:
        live: the room.
        sent: the fields of the form, as they came.
        now: seconds since 1970.

    Raises:
        Refused: when there is no such press.
    """
    said = dict(sent)
    kind = said.get("do", "")
    if kind == NEXT:
        step = next_step(live.room)
        if step is None:
            raise Refused("Nothing comes next by itself. Choose on the controls.")
        return step.kind, dict(step.body)
    if kind not in do.WHAT or kind == do.END:
        raise Refused("This is not known here.")
    if any(live.opens_with(word) for word in _SECRET.findall(said.get("evidence", ""))):
        raise Refused("The facilitator link stands in the evidence, and the wall would show it. Take it out.")
    return kind, _body(kind, live, sent, said, now)


def told(room: Room, kind: str) -> str:
    """What is said to the facilitator after it."""
    return TOLD.get(kind, "")


def _body(kind: str, live: Live, sent: Sequence[tuple[str, str]], said: dict[str, str], now: float) -> dict[str, Any]:
    if kind == do.HANDS:
        return {"counts": {key.removeprefix("hands-"): n for key, n in sent if key.startswith("hands-") and n.strip()}}
    if kind == do.ASK_DOTS:
        return {"candidates": [value for key, value in sent if key == "candidate"]}
    if kind == do.REMOVE:
        return {"voices": live.gone(now)}
    flags = {do.PARK: "parked", do.LOWER: "lowered", do.DOOR: "closed"}
    body: dict[str, Any] = {key: said[key] for key in FIELDS.get(kind, ()) if key in said}
    if kind in flags:
        body[flags[kind]] = said.get(flags[kind]) == "yes"
    return body


FIELDS = {
    do.STEP: ("by",),
    do.SHOW: ("stage", "position"),
    do.EXTEND: ("seconds",),
    do.AGREE: ("question", "answer", "evidence"),
    do.PARK: ("question",),
    do.DROP: ("newest",),
}
