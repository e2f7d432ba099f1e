"""Who did what: lines that are only ever added, each carrying a digest of itself and of the line before it.

A line has who, what, when and about what; file names and numbers, never what stands in a cell or who answered a survey.
Every opening of the database writes two chains: one inside the transactions whose change they tell of, so that a line
is there exactly when the change is, and one for what changes no data, which never waits for a large import.
Nothing here, and nothing in the program, changes or removes a line. Whoever may write the file by other means can cut a
chain at its end unseen; what was changed or taken out before the end is told by :func:`broken`.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import socket
import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import duckdb
import pandas as pd

from csp_analytics.access.acting import person
from csp_analytics.access.rules import READ_AUDIT, require
from csp_analytics.store.connection import Store
from csp_analytics.store.look_only import LookOnly

IMPORTED, REFUSED_IMPORT = "imported", "refused import"
SUBMITTED, TAKEN_BACK = "submitted", "taken back"
DEMO_CLEARED = "demonstration data cleared"
LAYOUT_SAVED, LAYOUT_DELETED = "layout saved", "layout deleted"
LIST_SAVED, LIST_DELETED = "list saved", "list deleted"
ROOM_MADE, ROOM_CLOSED = "room made", "room closed"
EXPORTED, SIGNED_IN = "exported", "signed in"
ROLE_GIVEN, ROLE_TAKEN = "role given", "role taken"
ROUND_SET, FRAMEWORK_SET = "round set", "framework set"
BACKED_UP, RESTORED, MIGRATED = "backed up", "restored", "migrated"
WHAT = {
    IMPORTED: "A file was loaded.",
    REFUSED_IMPORT: "A file was not loaded, because of its problems.",
    SUBMITTED: "An assessment, an action plan or what a room agreed was submitted for an area.",
    TAKEN_BACK: "A submission was taken back.",
    DEMO_CLEARED: "The demonstration data was removed.",
    LAYOUT_SAVED: "What the headings of a file stand for was saved under a name.",
    LAYOUT_DELETED: "A saved layout was removed.",
    LIST_SAVED: "A choice of peers was saved under a name.",
    LIST_DELETED: "A saved choice of peers was removed.",
    ROOM_MADE: "A workshop room was made.",
    ROOM_CLOSED: "A workshop room was closed for good; its answers were deleted and its record was kept.",
    EXPORTED: "A file was taken away from a page or with a command.",
    SIGNED_IN: "Somebody opened the dashboard after signing in.",
    ROLE_GIVEN: "Somebody got a role.",
    ROLE_TAKEN: "A role was taken from somebody.",
    ROUND_SET: "What officers see of a round, or whether it is open for returns, was changed.",
    FRAMEWORK_SET: "A framework was opened or closed for returns.",
    BACKED_UP: "A copy of the database was made.",
    RESTORED: "A copy of the database was put in its place.",
    MIGRATED: "The data set was moved to another engine.",
}
COLUMNS = ("done_at", "server", "seq", "who", "what", "about", "detail", "digest")
MOST_LETTERS = 300  # of what a line is about: longer names are cut

_ADD = "insert into audit_log values ($done_at, $server, $seq, $who, $what, $about, $detail, $digest)"
_LAST = "select seq, digest from audit_log where server = $server order by seq desc limit 1"

_ABOUT = "contains(lower(about), lower($about{0})) or contains(lower(detail), lower($about{0}))"


@dataclass
class _Chain:
    """The lines of one opening of a database that stand outside transactions: how many, and the newest digest."""

    server: str
    seq: int = 0
    digest: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)


_outside: weakref.WeakKeyDictionary[Store, _Chain] = weakref.WeakKeyDictionary()
_inside: weakref.WeakKeyDictionary[Store, str] = weakref.WeakKeyDictionary()
_finding = threading.Lock()


def note(store: Store, what: str, about: str = "", /, **detail: Any) -> None:
    """Adds a line about something that changes no data, such as an export. The version of the data stays.

    Args:
        store: the database, or a view of it: the line is written to the database itself.
        what: a key of :data:`WHAT`.
        about: the area, file, room, person or round.
        detail: what belongs to it: names, numbers and lists of them.

    Raises:
        StoreProblem: when the line cannot be written.
    """
    base = _base(store)
    chain = _chain(base)
    with chain.lock:
        row = _row((chain.server, chain.seq + 1), chain.digest, what, about, detail)
        try:
            base.append(_ADD, row)
        except BaseException:
            # Whether it stands is not known: what follows begins a chain of its own.
            with _finding:
                _outside.pop(base, None)
            raise
        chain.seq, chain.digest = row["seq"], row["digest"]


def note_in(cursor: duckdb.DuckDBPyConnection, store: Store, what: str, about: str = "", /, **detail: Any) -> None:
    """Adds a line inside a transaction of the store: it is there exactly when the change is.

    Args:
        cursor: what ``store.transaction()`` gave.
        store: the store whose transaction it is.
        what: a key of :data:`WHAT`.
        about: the area, file, room, person or round.
        detail: what belongs to it.
    """
    with _finding:
        server = _inside.setdefault(_base(store), _new_server())
    # Asked and not remembered, so that what was rolled back leaves no hole. The store has one writer at a time.
    found = cursor.execute(_LAST, {"server": server}).fetchall()
    seq, digest = found[0] if found else (0, "")
    cursor.execute(_ADD, _row((server, int(seq) + 1), digest, what, about, detail))


def entries(
    store: Store,
    *,
    who: str = "",
    what: Sequence[str] = (),
    about: str | Sequence[str] = "",
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """Lines of the log, the newest first.

    Args:
        store: the database.
        who: part of the name of who did it, in any case; empty for everybody.
        what: keys of :data:`WHAT`; empty for everything.
        about: part of what it was about, or of what belongs to it, in any case; several for one or another of them;
            empty for everything.
        since: not before this time (UTC).
        until: before this time (UTC).
        limit: at most so many lines; None for all.

    Returns:
        done_at (UTC), server, seq, who, what, about, detail (JSON), digest.

    Raises:
        NotAllowed: when who asks may not read the log.
    """
    require(READ_AUDIT)
    several = [one for one in ([about] if isinstance(about, str) else about) if one]
    asked: dict[str, tuple[str, Any]] = {
        "contains(lower(who), lower($who))": ("who", who),
        "list_contains($what, what)": ("what", list(what)),
        f"({' or '.join(_ABOUT.format(place) for place in range(len(several)))})": ("", several),
        "done_at >= $since": ("since", since),
        "done_at < $until": ("until", until),
    }
    given = {sql: pair for sql, pair in asked.items() if pair[1]}
    told = {f"about{place}": one for place, one in enumerate(several)}
    told |= {name: value for name, value in given.values() if name}
    where = f" where {' and '.join(given)}" if given else ""
    most = f" limit {int(limit)}" if limit is not None else ""
    sql = f"select {', '.join(COLUMNS)} from audit_log{where} order by done_at desc, server, seq desc{most}"
    return _base(store).frame(sql, told)


def how_many(store: Store) -> int:
    """How many lines the log has.

    Raises:
        NotAllowed: when who asks may not read the log.
    """
    require(READ_AUDIT)
    return int(_base(store).value("select count(*) from audit_log"))


def broken(store: Store) -> list[str]:
    """What is wrong with the chains: sentences, one for each line that was changed and each hole; empty when sound.

    Raises:
        NotAllowed: when who asks may not read the log.
    """
    require(READ_AUDIT)
    rows = _base(store).frame(f"select {', '.join(COLUMNS)} from audit_log order by server, seq")
    said: list[str] = []
    before = ("", 0, "")  # server, place and digest of the line before
    for row in rows.to_dict("records"):
        server, seq = str(row["server"]), int(row["seq"])
        _, last, digest = before if before[0] == server else (server, 0, "")
        if seq == last:
            said.append(f"{server}: line {seq} is there twice.")
        elif seq != last + 1:
            said.append(f"{server}: {_lines(last + 1, seq - 1)} missing.")
        elif _digest(digest, {name: row[name] for name in COLUMNS[:-1]}) != row["digest"]:
            said.append(f"{server}: line {seq} is not as it was written ({row['done_at']:%-d %B %Y, %H:%M} UTC).")
        before = (server, seq, str(row["digest"]))
    return said


def servers(rows: pd.DataFrame) -> int:
    """How many openings of the database wrote some lines of :func:`entries`."""
    return int(rows["server"].nunique())


def _base(store: Store) -> Store:
    return store.base if isinstance(store, LookOnly) else store


def _chain(base: Store) -> _Chain:
    with _finding:
        if base not in _outside:
            _outside[base] = _Chain(_new_server())
        return _outside[base]


def _new_server() -> str:
    """Name of a chain: the machine, and something random because clocks and numbers of processes come again."""
    return f"{socket.gethostname()[:40]}-{secrets.token_hex(4)}"


def _row(place: tuple[str, int], before: str, what: str, about: str, detail: dict[str, Any]) -> dict[str, Any]:
    if what not in WHAT:
        raise ValueError(f"The audit log knows no '{what}'. Expected one of {', '.join(WHAT)}.")
    row = {
        "done_at": datetime.now(UTC).replace(tzinfo=None),
        "server": place[0],
        "seq": place[1],
        "who": _plain(person().name),
        "what": what,
        "about": _plain(about)[:MOST_LETTERS],
        "detail": _plain(json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)),
    }
    return {**row, "digest": _digest(before, row)}


def _plain(words: str) -> str:
    """A text that a database can hold: a file's name may have signs that are no letters at all."""
    return words.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _digest(before: str, row: dict[str, Any]) -> str:
    at = pd.Timestamp(row["done_at"]).isoformat(timespec="microseconds")
    said = [before, at, str(row["server"]), int(row["seq"]), *(str(row[name]) for name in COLUMNS[3:-1])]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8")).hexdigest()


def _lines(first: int, last: int) -> str:
    return f"line {first} is" if first == last else f"lines {first} to {last} are"
