"""Rooms of live workshops: what was prepared, what happens while they are open, and what stays of them.

What happens is only ever appended, so that many phones never wait for each other; the newest answer of a voice counts.
When a room is closed for good, what happened in it is deleted and its record takes its place, in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from csp_analytics.access.rules import RUN_ROOMS, require
from csp_analytics.store import audit
from csp_analytics.store.connection import Store
from csp_analytics.store.import_log import account

# One statement for many rows: what takes time is the commit.
APPEND = (
    "insert into vote_log select unnest($room_id), unnest($seq), unnest($happened_at), unnest($kind), unnest($voice), "
    "unnest($body)"
)
COLUMNS = ("room_id", "seq", "happened_at", "kind", "voice", "body")


@dataclass(frozen=True)
class Row:
    """One thing that happened in a room, as it is written down; ``body`` is JSON."""

    room_id: str
    seq: int
    happened_at: float
    kind: str
    voice: str
    body: str


@dataclass(frozen=True)
class Kept:
    """A room as it is kept: ``about`` and ``record`` as they were given; ``record`` is empty until it is over."""

    room_id: str
    code: str
    key_digest: str
    about: dict[str, Any]
    made_at: str
    ended: bool
    record: dict[str, Any]


def make(store: Store, *, room_id: str, code: str, key_digest: str, about: dict[str, Any], by: str = "") -> None:
    """Writes a new room down. ``about`` has kind, area_code, framework_id or survey_id, and round among the rest."""
    require(RUN_ROOMS)
    given = {
        "room_id": room_id,
        "code": code,
        "key_digest": key_digest,
        "kind": about["kind"],
        "area_code": about["area_code"],
        "framework": about["framework_id"] or about["survey_id"],
        "round": about["round"],
        "about": json.dumps(about, ensure_ascii=False),
        "made_at": _now(),
        "made_by": by or account(),
    }
    store.append(
        "insert into room (room_id, code, key_digest, kind, area_code, framework, round, about, made_at, made_by) "
        "values ($room_id, $code, $key_digest, $kind, $area_code, $framework, $round, $about, $made_at, $made_by)",
        given,
    )
    # After it, as making a room changes no data: one that is cut off here was told to nobody and has no line.
    audit.note(store, audit.ROOM_MADE, code, **_told(about))


def find(store: Store, *, code: str = "", key_digest: str = "") -> Kept | None:
    """The room of a code, or of a facilitator link's digest; None when there is none."""
    found = store.frame(
        "select room_id, code, key_digest, about, made_at, ended_at, record from room "
        "where code = $code or key_digest = $key_digest",
        {"code": code, "key_digest": key_digest},
    )
    if found.empty:
        return None
    row = found.iloc[0]
    over = bool(row["ended_at"] == row["ended_at"] and row["ended_at"] is not None)
    return Kept(
        row["room_id"],
        row["code"],
        row["key_digest"],
        json.loads(row["about"]),
        row["made_at"].isoformat(timespec="seconds"),
        over,
        json.loads(row["record"]) if over else {},
    )


def append(store: Store, rows: Sequence[Row]) -> None:
    """Writes down what happened, all or nothing; it is on the disk when this returns."""
    store.append(APPEND, {name: [getattr(row, name) for row in rows] for name in COLUMNS})


def happened(store: Store, room_id: str) -> list[Row]:
    """Everything that happened in a room, in order."""
    found = store.frame(
        "select room_id, seq, happened_at, kind, voice, body from vote_log where room_id = $room_id order by seq",
        {"room_id": room_id},
    )
    return [Row(*row) for row in found.itertuples(index=False)]


def take_charge(store: Store, room_id: str, server: str) -> str | None:
    """Takes a room in charge for this process, where several processes share the data.

    Args:
        store: where the rooms are kept.
        room_id: the room.
        server: where this process is reached, to be told to those who ask another one.

    Returns:
        None when this process has it now; else the address of the server that has it, empty when that is not known.
    """
    if not store.engine.is_shared:
        return None
    asked = "select server from room_server where room_id = $room_id order by taken_at desc limit 1"
    with store.told():
        mine = store.engine.take_room(room_id)
    known = store.value(asked, {"room_id": room_id})
    if not mine:
        return str(known or "")
    if known != server:
        given = {"room_id": room_id, "server": server, "now": _now()}
        store.append("insert into room_server values ($room_id, $server, $now)", given)
    return None


def close_for_good(store: Store, room_id: str, record: dict[str, Any]) -> None:
    """Deletes what happened in a room and keeps its record, in one transaction.

    Raises:
        NotAllowed: when who acts may not run rooms.
    """
    require(RUN_ROOMS)
    with store.one_writer(), store.nobody_appends(), store.transaction() as cursor:
        cursor.execute("delete from vote_log where room_id = $room_id", {"room_id": room_id})
        cursor.execute("delete from room_server where room_id = $room_id", {"room_id": room_id})
        cursor.execute(
            "update room set ended_at = $now, record = $record where room_id = $room_id",
            {"now": _now(), "record": json.dumps(record, ensure_ascii=False), "room_id": room_id},
        )
        found = cursor.execute("select code, about from room where room_id = $room_id", {"room_id": room_id}).fetchall()
        for code, about in found:
            audit.note_in(cursor, store, audit.ROOM_CLOSED, code, **_told(json.loads(about)))
    # What was deleted leaves the log beside the file too, not only the tables.
    store.fold_log_into_file()


def records(store: Store, area_code: str, framework: str, kind: str) -> list[dict[str, Any]]:
    """The records of closed rooms of an area, framework (or survey definition) and kind, the newest first."""
    found = store.frame(
        "select record from room where area_code = $area_code and framework = $framework and kind = $kind "
        "and ended_at is not null order by ended_at desc, room_id",
        {"area_code": area_code, "framework": framework, "kind": kind},
    )
    return [json.loads(text) for text in found["record"]]


def forgotten(store: Store, days: int) -> list[str]:
    """Codes of rooms that were made more than so many days ago and never closed."""
    found = store.frame(
        "select code from room where ended_at is null and made_at < $before order by code",
        {"before": _now() - timedelta(days=days)},
    )
    return list(found["code"])


def _told(about: dict[str, Any]) -> dict[str, Any]:
    """What the audit log says of a room beside its code."""
    names = {"kind": "kind", "area": "area_code", "framework": "framework_id", "survey": "survey_id", "round": "round"}
    return {name: about[key] for name, key in names.items() if about.get(key)}


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
