"""What people's own tables say: their headings and answers, confirmed once and saved under a name, to use again."""

from __future__ import annotations

import pandas as pd

from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.store.connection import Store
from csp_analytics.store.named import delete_rows, not_there, replace_rows
from csp_analytics.store.survey_layouts import LayoutRefused, layout_name

TABLE = "column_layout"


def save(store: Store, name: str, mapping: ColumnMapping, *, by: str = "") -> str:
    """Saves a mapping under a name, in place of one of the same name.

    Args:
        store: where to.
        name: as people write it; spaces at the ends and doubled ones go.
        mapping: what a person confirmed.
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


def saved(store: Store) -> dict[str, ColumnMapping]:
    """The saved mappings by name; without those that no longer fit the definitions, such as a framework that went."""
    found = {}
    for name, text in listed(store)[["name", "mapping"]].itertuples(index=False):
        try:
            found[name] = ColumnMapping.of_json(text)
        except ValueError:
            continue  # `saved_mapping` says why, to whoever asks for it by name
    return found


def saved_mapping(store: Store, name: str) -> ColumnMapping:
    """The mapping that was saved under a name.

    Raises:
        LayoutRefused: when there is none of that name (the message suggests one), or when it no longer fits the
            definitions (the message says why).
    """
    texts = dict(listed(store)[["name", "mapping"]].itertuples(index=False))
    name = " ".join(name.split())
    if name not in texts:
        raise LayoutRefused(not_there(name, texts, "layout"))
    try:
        return ColumnMapping.of_json(texts[name])
    except ValueError as error:
        raise LayoutRefused(f"The layout '{name}' can no longer be used. {error}") from None
