"""Lists of peers that people choose and save under a name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from csp_analytics.areas.register import register
from csp_analytics.store.connection import Store
from csp_analytics.store.writing import account

MOST_LETTERS = 60


class ListRefused(ValueError):
    """A list cannot be saved; the message says why and what to do."""


def save_peer_list(store: Store, name: str, area_codes: Collection[str], *, by: str = "") -> str:
    """Saves a list of peers, in place of one of the same name.

    Args:
        store: where to.
        name: as people write it; spaces at the ends and doubled ones go.
        area_codes: areas of the register.
        by: who saves it (account name); the account of the process when empty.

    Returns:
        The name under which it was saved.

    Raises:
        ListRefused: when it has no name, too long a name, no area, or an area that is not in the register.
    """
    name = " ".join(name.split())
    if not name:
        raise ListRefused("Give the list a name, so that it can be found again.")
    if len(name) > MOST_LETTERS:
        raise ListRefused(f"The name has {len(name)} letters; it may have {MOST_LETTERS} at most.")
    if not area_codes:
        raise ListRefused("Choose at least one area for the list.")
    if unknown := sorted(set(area_codes) - set(register().areas)):
        raise ListRefused(f"There is no area '{unknown[0]}' in the register.")
    now, by = datetime.now(UTC).replace(tzinfo=None), by or account()
    with store.one_writer(), store.transaction() as cursor:
        cursor.execute("delete from peer_list where name = $name", {"name": name})
        for code in sorted(set(area_codes)):
            cursor.execute(
                "insert into peer_list values ($name, $code, $now, $by)",
                {"name": name, "code": code, "now": now, "by": by},
            )
    return name


def delete_peer_list(store: Store, name: str) -> bool:
    """Removes a list. Returns whether there was one of that name."""
    with store.one_writer():
        there = bool(store.value("select count(*) from peer_list where name = $name", {"name": name}))
        if there:
            with store.transaction() as cursor:
                cursor.execute("delete from peer_list where name = $name", {"name": name})
    return there
