"""Lists of peers that people choose and save under a name."""

from __future__ import annotations

from collections.abc import Collection

from csp_analytics.areas.register import register
from csp_analytics.store.connection import Store
from csp_analytics.store.named import MOST_LETTERS as MOST_LETTERS
from csp_analytics.store.named import NameRefused, cleaned, delete_rows, replace_rows

TABLE = "peer_list"


class ListRefused(NameRefused):
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
    name = cleaned(name, "list", ListRefused)
    if not area_codes:
        raise ListRefused("Choose at least one area for the list.")
    if unknown := sorted(set(area_codes) - set(register().areas)):
        raise ListRefused(f"There is no area '{unknown[0]}' in the register.")
    replace_rows(store, TABLE, name, [(code,) for code in sorted(set(area_codes))], by=by)
    return name


def delete_peer_list(store: Store, name: str) -> bool:
    """Removes a list. Returns whether there was one of that name."""
    return delete_rows(store, TABLE, name)
