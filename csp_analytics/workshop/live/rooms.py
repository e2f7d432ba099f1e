"""The rooms of this process: found by code or facilitator link, changed one event at a time, written down at once."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from hmac import compare_digest
from typing import Any

import pandas as pd

from csp_analytics import paths
from csp_analytics.access.acting import acting
from csp_analytics.access.person import everybody_here
from csp_analytics.store import room_log
from csp_analytics.store.connection import Store, open_store, store_at_hand
from csp_analytics.store.room_log import Kept, Row
from csp_analytics.workshop.live import in_charge
from csp_analytics.workshop.live.beside import beside
from csp_analytics.workshop.live.codes import digest
from csp_analytics.workshop.live.seats import Seats
from csp_analytics.workshop.live.writing_down import Writer
from csp_analytics.workshop.session import about, record, rules
from csp_analytics.workshop.session.by_facilitator import END
from csp_analytics.workshop.session.record import Record
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.standing import Event, Refused

GONE_AFTER = 120.0  # seconds without a sign of a phone
LOOK_EVERY = 2.0  # seconds after which a server that shares its data looks whether its rooms are still its own
log = logging.getLogger(__name__)


class Live:
    """One room while it is open: the room, who holds its controls, and when each phone was last seen.

    ``before`` is what stands beside the votes after a reveal: the last round and the peers; None when nothing does.
    """

    def __init__(self, kept: Kept, room: Room, seq: int, before: pd.DataFrame | None):
        self.room_id, self.code, self.made_at = kept.room_id, kept.code, kept.made_at
        self.key_digest = kept.key_digest
        self.room = room
        self.before = before
        self.seats = Seats()
        self.seen: dict[str, float] = {}
        self.lock = threading.Lock()
        self.seq = seq
        self.lost = False  # what it says is not what is written down: it must be read again
        self.simulating: object = None

    def lose(self, error: Exception) -> None:
        """Something that was done here could not be written down."""
        if not self.lost:
            log.error("room %s could not be written down: %s", self.room_id, error)
        self.lost = True

    def opens_with(self, key: str) -> bool:
        """Whether this is the secret of its facilitator link."""
        return bool(key) and compare_digest(self.key_digest, digest(key))

    def gone(self, now: float) -> list[str]:
        """Phones without a sign for two minutes."""
        return [
            key
            for key, voice in self.room.voices.items()
            if not voice.gone and not voice.simulated and now - self.seen.get(key, 0.0) > GONE_AFTER
        ]


class Rooms:
    """Every room of one database. Safe to use from threads; a change takes microseconds under the room's lock."""

    def __init__(self, store: Store):
        self.store = store
        self._writer = Writer(store)
        self._live: dict[str, Live] = {}
        self._over: set[str] = set()
        self._stopped = threading.Event()
        self._opening, self._closing = threading.Lock(), threading.Lock()
        self._close_forgotten()
        if store.engine.is_shared:
            threading.Thread(target=self._watch, name="workshop-rooms", daemon=True).start()

    def at_hand(self, code: str) -> Live | None:
        """The room of a code when it is in memory; asks nobody else, so it never waits."""
        live = self._live.get(code)
        return None if live is None or live.lost else live

    def find(self, code: str) -> Live | None:
        """The open room of a code, read from the database when it is not in memory; None when there is none."""
        if live := self.at_hand(code):
            return live
        if code in self._over:  # every phone of the room asks once more
            return None
        with self._opening:
            if live := self.at_hand(code):
                return live
            self._writer.drain()  # what is on its way for this room is part of what is read
            kept = room_log.find(self.store, code=code)
            if kept is None or kept.ended:
                self._live.pop(code, None)
                if kept:
                    self._over.add(code)
                return None
            in_charge.take(self.store, kept.room_id, code)
            self._live[code] = live = self._read(kept)
        if live.room.ended:  # the server stopped between the end of the session and the closing of the room
            self._close_by_itself(live)
            return None
        return live

    def led_by(self, key: str) -> str:
        """The code of the room that a facilitator link is for, open or over; empty when there is none."""
        kept = room_log.find(self.store, key_digest=digest(key)) if digest(key) else None
        return kept.code if kept else ""

    def is_over(self, code: str) -> bool:
        """Whether a code is that of a room that was closed for good, as :meth:`find` saw when it looked for it."""
        return code in self._over

    def do(
        self, live: Live, kind: str, body: Mapping[str, Any], *, voice: str = "", moves: int | None = None
    ) -> Future[None]:
        """Lets something happen in a room and promises that it is written down.

        Args:
            live: the room.
            kind: what happens, see by_voice.py and by_facilitator.py.
            body: what belongs to it.
            voice: whose phone; empty for the facilitator, whose right was checked before.
            moves: what the facilitator's page showed; when the room has moved on since, nothing happens.

        Raises:
            Refused: when it may not be.
        """
        event = Event(kind, time.time(), voice, body)
        with live.lock:
            if moves is not None and moves != live.room.moves:
                raise Refused("The room has moved on since this page was drawn. Look again, then press.")
            rules.apply(live.room, event)
            live.seq += 1
            row = Row(live.room_id, live.seq, event.at, kind, voice, json.dumps(dict(body), ensure_ascii=False))
            return self._writer.write(row, live.lose)

    def record_of(self, code: str, key: str) -> Record:
        """The record of a room, open or over, for who holds its facilitator link.

        Raises:
            Refused: when there is no such room or this is not its link.
        """
        kept = self._kept(code, key)
        if kept.ended:
            return record.from_dict(kept.record)
        live = self.find(code)
        if live is None:
            return record.from_dict(self._kept(code, key).record)
        with live.lock:
            return record.of_room(live.room, live.made_at)

    def close_for_good(self, code: str, key: str) -> Record:
        """Ends a room: nobody's own answer stays, the counts do. Closing it again gives the same record.

        Raises:
            Refused: as :meth:`record_of`.
        """
        kept = self._kept(code, key)
        live = None if kept.ended else self.find(code)
        return self._close(live) if live else record.from_dict(self._kept(code, key).record)

    def stop(self) -> None:
        """Writes what is waiting."""
        self._stopped.set()
        self._writer.stop()

    def _kept(self, code: str, key: str) -> Kept:
        kept = room_log.find(self.store, code=code)
        if kept is None or not digest(key) or not compare_digest(kept.key_digest, digest(key)):
            raise Refused("This is not the facilitator link of this room.")
        return kept

    def _close(self, live: Live) -> Record:
        with self._closing:
            with live.lock:
                if not live.room.ended:
                    rules.apply(live.room, Event(END, time.time()))
                stays = record.of_room(live.room, live.made_at, ended=True)
            # Nothing more is accepted now. What is still on its way would be written after the others are deleted.
            self._writer.drain()
            room_log.close_for_good(self.store, live.room_id, stays.as_dict())
            self._live.pop(live.code, None)
            self._over.add(live.code)
            self.store.engine.leave_room(live.room_id)
        return stays

    def _close_by_itself(self, live: Live) -> None:
        """Closes a room that nobody is asked about: whoever's request comes first is not who closes it."""
        with acting(everybody_here()):
            self._close(live)

    def _read(self, kept: Kept) -> Live:
        prepared = about.from_dict(kept.about)
        room, seq = Room(prepared), 0
        with self.store.nobody_appends():  # what another server was still writing down is part of it
            happened = room_log.happened(self.store, kept.room_id)
        for row in happened:
            seq = row.seq
            try:
                rules.apply(room, Event(row.kind, row.happened_at, row.voice, json.loads(row.body)))
            except Refused as refused:
                log.warning("room %s: event %s is passed over: %s", kept.room_id, row.seq, refused)
        return Live(kept, room, seq, beside(self.store, prepared))

    def _close_forgotten(self) -> None:
        """Rooms that nobody closed are closed for good after CSP_ROOM_DAYS days (60): no votes stay for ever."""
        for code in room_log.forgotten(self.store, int(os.environ.get("CSP_ROOM_DAYS") or 60)):
            with suppress(in_charge.HeldElsewhere):
                if live := self.find(code):
                    self._close_by_itself(live)

    def _watch(self) -> None:
        """Drops the rooms that went to another server while this one was cut off."""
        while not self._stopped.wait(LOOK_EVERY):
            for live in list(self._live.values()):
                if not live.lost and not self.store.engine.has_room(live.room_id):
                    live.lose(in_charge.HeldElsewhere(live.code, ""))


_there: dict[str, Rooms] = {}
_making = threading.Lock()


def rooms() -> Rooms:
    """The rooms of the database in use, one object for the life of the process."""
    store = open_store(paths.database())
    place = str(store.path)
    with _making:
        if place not in _there or _there[place].store is not store:
            _there[place] = Rooms(store)
        return _there[place]


def rooms_at_hand() -> Rooms | None:
    """The same, when they are there already; never waits."""
    store = store_at_hand(paths.database())
    there = _there.get(str(store.path)) if store else None
    return there if there and there.store is store else None
