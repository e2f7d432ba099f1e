"""The database as a room may see it: areas behind aliases, or the figures of one area alone.

Every table that says something of an area is seen through a view of one connection, so whatever is asked gets codes
that stand for the areas' own, and texts with aliases in the place of names. Nothing of it is in the file.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from csp_analytics.areas.aliases import Aliases, Sight
from csp_analytics.store.connection import Store
from csp_analytics.store.look_only import LookOnly

# What people wrote, table by table. What a file was called and who loaded it can name an area too: left out below.
_TEXTS = {
    "rating": ("evidence", "action"),
    "action": ("issue", "action", "when_text", "milestone", "owner", "measure"),
    "indicator": ("title", "source"),
    "peer_list": ("name",),
    "free_text": ("value",),
}
_BLANK = {
    "assessment": ("source_file", "imported_by"),
    "peer_list": ("saved_by",),
    "submission": ("file", "submitted_by"),
}
_OF_AREAS = ("area", "assessment", "action", "indicator", "peer_list", "respondent", "post", "submission")
_VIEWS = ("current_rating", "current_answer")  # made anew, over what is seen of the tables


class InSight(LookOnly):
    """A store through which a sight of the areas is all that can be seen: can be asked everything and told nothing."""

    REFUSAL = "Nothing can be changed while a page is presented. Stop presenting first."

    def __init__(self, base: Store, sight: Sight):
        super().__init__(base)
        if sight.aliases:
            self._connection.register("seen_code", _codes(sight.aliases))
        for table in dict.fromkeys((*_OF_AREAS, *_TEXTS)):
            self._lay(table, sight)
        for view in _VIEWS:
            self._connection.execute(f"create or replace temp view {view} as {self._sql_of(view)}")

    def _lay(self, table: str, sight: Sight) -> None:
        """A view in the place of a table, for this connection."""
        there = [row[0] for row in self._connection.execute(f"describe {self._of(table)}").fetchall()]
        seen = {name: f't."{name}"' for name in there}
        joins = ""
        if sight.aliases:
            seen |= {name: "''::varchar" for name in _BLANK.get(table, ()) if name in seen}
            if "area_code" in seen:
                seen["area_code"] = "coalesce(c.seen, t.area_code)"
                joins += " left join seen_code c on c.code = t.area_code"
            if table == "area":
                seen["name"] = "coalesce(c.name, t.name)"
            if written := [name for name in _TEXTS.get(table, ()) if name in seen]:
                self._connection.register(f"seen_{table}", self._texts(table, written, sight.aliases))
                for number, name in enumerate(written):
                    joins += f' left join seen_{table} w{number} on w{number}.written = t."{name}"'
                    seen[name] = f'coalesce(w{number}.seen, t."{name}")'
        where = ""
        if sight.alone and table in ("assessment", "action", "indicator"):
            where = f" where {seen['area_code']} = '{sight.alone.replace(chr(39), chr(39) * 2)}'"
        columns = ", ".join(f'{sql} as "{name}"' for name, sql in seen.items())
        self._connection.execute(
            f"create or replace temp view {table} as select {columns} from {self._of(table)} t{joins}{where}"
        )

    def _texts(self, table: str, columns: list[str], aliases: Aliases) -> pd.DataFrame:
        """The texts of a table that name an area, each with what is seen of it: ``written, seen``."""
        asked = " union ".join(f'select "{name}" from {self._of(table)}' for name in columns)
        every = [row[0] for row in self._connection.execute(asked).fetchall() if row[0]]
        changed = {text: seen for text in every if (seen := aliases.words(text)) != text}
        return _plain(written=list(changed), seen=list(changed.values()))


def in_sight(base: Store, sight: Sight) -> InSight:
    """The store as a room may see it."""
    return InSight(base, sight)


def _codes(aliases: Aliases) -> pd.DataFrame:
    names = [aliases.name(code) for code in aliases.hidden]
    return _plain(code=list(aliases.hidden), seen=list(aliases.hidden.values()), name=names)


def _plain(**columns: list[str]) -> pd.DataFrame:
    """A frame with the types of the database: its joins cannot filter Arrow tables of texts."""
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}).to_pandas(
        strings_to_categorical=False
    )
