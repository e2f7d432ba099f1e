"""Matchings of forms that people confirmed and saved under a name, to use again for the next export of the form."""

from __future__ import annotations

from csp_analytics.store.connection import Store
from csp_analytics.store.named import MOST_LETTERS as MOST_LETTERS
from csp_analytics.store.named import NameRefused, cleaned, delete_rows, not_there, replace_rows
from csp_analytics.store.survey_reading import saved_layouts
from csp_analytics.surveys.layouts import layouts
from csp_analytics.surveys.load import surveys
from csp_analytics.surveys.mapping import LEAVE_OUT, Mapping

TABLE = "survey_layout"


class LayoutRefused(NameRefused):
    """A layout cannot be saved or found; the message says why and what to do."""


def save_layout(store: Store, name: str, mapping: Mapping, *, by: str = "") -> str:
    """Saves a mapping under a name, in place of one of the same name.

    Args:
        store: where to.
        name: as people write it; spaces at the ends and doubled ones go.
        mapping: what a person confirmed.
        by: who saves it (account name); the account of the process when empty.

    Returns:
        The name under which it was saved.

    Raises:
        LayoutRefused: when it has no name, too long a name, the name of an export layout, a survey definition that is
            not there, or no column that answers anything.
    """
    name = layout_name(name)
    if mapping.definition not in surveys():
        raise LayoutRefused(f"There is no survey '{mapping.definition}'. Expected one of {', '.join(surveys())}.")
    if all(target == LEAVE_OUT for target in mapping.columns.values()):
        raise LayoutRefused("No column is matched with a question yet. Match at least one, then save.")
    replace_rows(store, TABLE, name, [(mapping.definition, mapping.as_json())], by=by)
    return name


def layout_name(name: str) -> str:
    """A name under which a layout may be saved, tidied.

    Raises:
        LayoutRefused: when it is empty, too long, or the name of a survey tool's own layout.
    """
    name = cleaned(name, "layout", LayoutRefused)
    if name.casefold() in layouts():
        raise LayoutRefused(f"'{name}' is the name of a survey tool's own layout. Choose another name.")
    return name


def delete_layout(store: Store, name: str) -> bool:
    """Removes a layout. Returns whether there was one of that name."""
    return delete_rows(store, TABLE, name)


def saved_mapping(store: Store, name: str) -> Mapping:
    """The mapping that was saved under a name.

    Raises:
        LayoutRefused: when there is none of that name; the message suggests one.
    """
    saved = dict(saved_layouts(store)[["name", "mapping"]].itertuples(index=False))
    name = " ".join(name.split())
    if name in saved:
        return Mapping.of_json(saved[name])
    raise LayoutRefused(not_there(name, [*saved, *layouts()], "layout"))
