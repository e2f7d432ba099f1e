"""Matchings of forms that people confirmed and saved under a name, to use again for the next export of the form."""

from __future__ import annotations

from datetime import UTC, datetime

from csp_analytics.problems import did_you_mean
from csp_analytics.store.connection import Store
from csp_analytics.store.survey_reading import saved_layouts
from csp_analytics.store.writing import account
from csp_analytics.surveys.layouts import layouts
from csp_analytics.surveys.load import surveys
from csp_analytics.surveys.mapping import LEAVE_OUT, Mapping

MOST_LETTERS = 60


class LayoutRefused(ValueError):
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
    name = " ".join(name.split())
    if not name:
        raise LayoutRefused("Give the layout a name, so that it can be found again.")
    if len(name) > MOST_LETTERS:
        raise LayoutRefused(f"The name has {len(name)} letters; it may have {MOST_LETTERS} at most.")
    if name.casefold() in layouts():
        raise LayoutRefused(f"'{name}' is the name of a survey tool's own layout. Choose another name.")
    if mapping.definition not in surveys():
        raise LayoutRefused(f"There is no survey '{mapping.definition}'. Expected one of {', '.join(surveys())}.")
    if all(target == LEAVE_OUT for target in mapping.columns.values()):
        raise LayoutRefused("No column is matched with a question yet. Match at least one, then save.")
    now, by = datetime.now(UTC).replace(tzinfo=None), by or account()
    with store.one_writer(), store.transaction() as cursor:
        cursor.execute("delete from survey_layout where name = $name", {"name": name})
        cursor.execute(
            "insert into survey_layout values ($name, $definition, $mapping, $now, $by)",
            {"name": name, "definition": mapping.definition, "mapping": mapping.as_json(), "now": now, "by": by},
        )
    return name


def delete_layout(store: Store, name: str) -> bool:
    """Removes a layout. Returns whether there was one of that name."""
    with store.one_writer():
        there = bool(store.value("select count(*) from survey_layout where name = $name", {"name": name}))
        if there:
            with store.transaction() as cursor:
                cursor.execute("delete from survey_layout where name = $name", {"name": name})
    return there


def saved_mapping(store: Store, name: str) -> Mapping:
    """The mapping that was saved under a name.

    Raises:
        LayoutRefused: when there is none of that name; the message suggests one.
    """
    saved = dict(saved_layouts(store)[["name", "mapping"]].itertuples(index=False))
    name = " ".join(name.split())
    if name in saved:
        return Mapping.of_json(saved[name])
    known = [*saved, *layouts()]
    suggestion = did_you_mean(name, known)
    hint = f" Did you mean '{suggestion}'?" if suggestion else ""
    raise LayoutRefused(f"There is no layout '{name}'. Expected one of {', '.join(known)}.{hint}")
