"""What people's own tables say: their headings and answers, confirmed once and saved under a name, to use again.

A mapping is kept as its text and handed back so: what it means is known where spreadsheets are read
(:mod:`csp_analytics.ingest.column_mapping`), and nothing here opens one.
"""

from __future__ import annotations

from typing import Protocol

import pandas as pd

from csp_analytics.store.connection import Store
from csp_analytics.store.named import delete_rows, not_there, replace_rows
from csp_analytics.store.survey_layouts import LayoutRefused, layout_name

TABLE = "column_layout"


class ToKeep(Protocol):
    """A mapping: its text, and what keeps a table from being read with it."""

    def as_json(self) -> str:
        """The mapping as a text."""

    def faults(self) -> list[str]:
        """Sentences; empty when a table can be read with it."""


def save(store: Store, name: str, mapping: ToKeep, *, by: str = "") -> str:
    """Saves a mapping under a name, in place of one of the same name.

    Args:
        store: where to.
        name: as people write it; spaces at the ends and doubled ones go.
        mapping: what a person confirmed: a :class:`~csp_analytics.ingest.column_mapping.ColumnMapping`.
        by: who saves it (account name); the account of the process when empty.

    Returns:
        The name under which it was saved.

    Raises:
        LayoutRefused: when it has no name, too long a name, the name of a survey tool's layout, or when the mapping
            cannot be read with (the message says why).
    """
    name = layout_name(name)
    if faults := mapping.faults():
        raise LayoutRefused(" ".join(faults))
    replace_rows(store, TABLE, name, [(mapping.as_json(),)], by=by)
    return name


def delete(store: Store, name: str) -> bool:
    """Removes a layout. Returns whether there was one of that name."""
    return delete_rows(store, TABLE, name)


def listed(store: Store) -> pd.DataFrame:
    """Every saved layout: name, mapping (JSON), saved_at (UTC), saved_by; in order of their names."""
    return store.frame(f"select name, mapping, saved_at, saved_by from {TABLE} order by lower(name), name")


def saved(store: Store) -> dict[str, str]:
    """The texts of the saved mappings by name; :func:`~csp_analytics.ingest.column_mapping.of_saved` reads them."""
    return dict(listed(store)[["name", "mapping"]].itertuples(index=False))


def saved_text(store: Store, name: str) -> str:
    """The text of the mapping that was saved under a name.

    Raises:
        LayoutRefused: when there is none of that name; the message suggests one.
    """
    texts, name = saved(store), " ".join(name.split())
    if name not in texts:
        raise LayoutRefused(not_there(name, texts, "layout"))
    return texts[name]
