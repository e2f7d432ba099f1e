"""What people save under a name of their own: names tidied, kept short, and replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import duckdb

from csp_analytics.access.acting import person
from csp_analytics.access.person import ADMINISTRATOR
from csp_analytics.access.rules import LOOK, NotAllowed, require
from csp_analytics.problems import did_you_mean
from csp_analytics.store import audit
from csp_analytics.store.connection import Store
from csp_analytics.store.writing import account

MOST_LETTERS = 60
_LAYOUT, _LIST = (audit.LAYOUT_SAVED, audit.LAYOUT_DELETED), (audit.LIST_SAVED, audit.LIST_DELETED)
# What the audit log says when something is saved in a table, and when it is removed.
SAVED = {"survey_layout": _LAYOUT, "column_layout": _LAYOUT, "peer_list": _LIST}


class NameRefused(ValueError):
    """Something cannot be saved or found under a name; the message says why and what to do."""


def cleaned(name: str, what: str, refused: type[NameRefused] = NameRefused) -> str:
    """A name as it is kept: spaces at the ends and doubled ones go.

    Args:
        name: as a person wrote it.
        what: what is named, such as "list".
        refused: the error to raise.

    Raises:
        NameRefused: (or the given kind of it) when nothing is left of the name, or it is too long.
    """
    name = " ".join(name.split())
    if not name:
        raise refused(f"Give the {what} a name, so that it can be found again.")
    if len(name) > MOST_LETTERS:
        raise refused(f"The name has {len(name)} letters; it may have {MOST_LETTERS} at most.")
    return name


def replace_rows(store: Store, table: str, name: str, rows: Sequence[Sequence[str]], *, by: str = "") -> None:
    """Puts rows in place of those of the same name, in one transaction.

    Args:
        store: where to.
        table: a table whose first column is ``name`` and whose last two are ``saved_at`` and ``saved_by``.
        name: the name, cleaned.
        rows: what stands between, one sequence a row.
        by: who saves it (account name); the account of the process when empty.
    """
    require(LOOK)  # whoever may look may keep what helps looking; it says who did
    now, by = datetime.now(UTC).replace(tzinfo=None), by or account()
    with store.one_writer(), store.transaction() as cursor:
        _own(cursor, table, name)
        cursor.execute(f"delete from {table} where name = $name", {"name": name})
        for row in rows:
            values = {f"value{place}": value for place, value in enumerate(row)}
            places = ", ".join(f"${key}" for key in ("name", *values, "now", "by"))
            cursor.execute(f"insert into {table} values ({places})", {"name": name, **values, "now": now, "by": by})
        audit.note_in(cursor, store, SAVED[table][0], name)


def delete_rows(store: Store, table: str, name: str) -> bool:
    """Removes what has a name. Returns whether there was anything of that name; if not, nothing is written."""
    require(LOOK)
    with store.one_writer():
        there = bool(store.value(f"select count(*) from {table} where name = $name", {"name": name}))
        if there:
            with store.transaction() as cursor:
                _own(cursor, table, name)
                cursor.execute(f"delete from {table} where name = $name", {"name": name})
                audit.note_in(cursor, store, SAVED[table][1], name)
    return there


def not_there(name: str, known: Iterable[str], what: str) -> str:
    """The sentence that there is nothing of that name, with what there is and what was probably meant."""
    known = list(known)
    suggestion = did_you_mean(name, known)
    hint = f" Did you mean '{suggestion}'?" if suggestion else ""
    there = f"Expected one of {', '.join(known)}." if known else "None is saved yet."
    return f"There is no {what} '{name}'. {there}{hint}"


def _own(cursor: duckdb.DuckDBPyConnection, table: str, name: str) -> None:
    """What somebody else saved under a name is theirs: an administrator alone may replace it or take it away."""
    who = person()
    if who.has(ADMINISTRATOR):
        return
    others = cursor.execute(
        f"select count(*) from {table} where name = $name and saved_by <> $who", {"name": name, "who": who.name}
    ).fetchall()[0][0]
    if others:
        raise NotAllowed(f"Somebody else saved {name}. Take another name, or ask an administrator.")
