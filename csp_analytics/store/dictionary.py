"""Writes docs/data-dictionary.md from the comments of ``schema.sql``, so that the page cannot fall behind the tables.

``python -m csp_analytics.store.dictionary docs/data-dictionary.md``
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

import duckdb

from csp_analytics.store import migrate

HEAD = """# Data dictionary

Tables of the database (schema version {version}), tidy: one fact a row. The same column names go from the store to
the pages.

This page is written from `csp_analytics/store/schema.sql` (`make docs`): change the comments there. Where definitions
come from (frameworks, areas, peer groups, context) stands in [data/README.md](../data/README.md).
"""
_TABLE = re.compile(r"^create (?:table|view) (?P<name>\w+) (?:\(|as)\s+-- (?P<said>.+)$")
_COLUMN = re.compile(r"^ +(?P<name>\w+) .*?-- (?P<said>.+)$")


@dataclass(frozen=True)
class Column:
    """One column: its name, its type, whether it is always filled, and what it holds."""

    name: str
    type: str
    filled: bool
    said: str


@dataclass(frozen=True)
class Table:
    """One table or view, what a row of it is, and its columns in order."""

    name: str
    kind: str
    said: str
    columns: tuple[Column, ...]


def tables(sql: str) -> list[Table]:
    """Every table and view of a schema: columns and types as DuckDB has them, meanings from the comments.

    A column of a view means what the column of that name means in a table.

    Args:
        sql: the schema, a comment (``-- ``) at the end of the line of every table, view and column of a table.

    Raises:
        ValueError: when a table, view or column has no comment; the message names every one.
    """
    said, found = _comments(sql), _columns(sql)
    meaning = {column: words for (_, column), words in reversed(said.items())}
    wanted = [(table, "") for table, _ in found]
    wanted += [(table, column) for (table, kind), rows in found.items() if kind == "table" for column, *_ in rows]
    if silent := [".".join(filter(None, key)) for key in wanted if key not in said]:
        raise ValueError(f"no comment in the schema: {', '.join(silent)}")
    order = list(said)
    return [
        Table(
            table,
            kind,
            said[table, ""],
            tuple(Column(*row, said.get((table, row[0])) or meaning[row[0]]) for row in rows),
        )
        for (table, kind), rows in sorted(found.items(), key=lambda one: order.index((one[0][0], "")))
    ]


def page(sql: str, version: int) -> str:
    """The page as Markdown."""
    parts = [HEAD.format(version=version)]
    for table in tables(sql):
        parts.append(f"## {table.name}\n\n{table.said}{' (a view)' if table.kind == 'view' else ''}.\n")
        empty = "" if table.kind == "view" else " can be empty |"
        parts.append(f"| column | type |{empty} what it holds |\n|---|---|{'---|' if empty else ''}---|")
        for column in table.columns:
            blank = f" {'' if column.filled else 'yes'} |" if empty else ""
            parts.append(f"| `{column.name}` | {column.type} |{blank} {_plain(column.said)} |")
        parts.append("")
    return "\n".join(parts)


def _plain(said: str) -> str:
    """Text that Markdown shows as it is written."""
    return escape(said, quote=False).replace("|", "\\|")


def _columns(sql: str) -> dict[tuple[str, str], list[tuple[str, str, bool]]]:
    """Name, type and whether it is always filled of every column, by table and kind (``table`` or ``view``)."""
    found: dict[tuple[str, str], list[tuple[str, str, bool]]] = {}
    with duckdb.connect() as database:
        database.execute(sql)
        rows = database.execute(
            "select table_name, if(table_type = 'VIEW', 'view', 'table'), column_name, lower(data_type), "
            "is_nullable = 'NO' from information_schema.columns join information_schema.tables using (table_name) "
            "order by table_name, ordinal_position"
        )
        for table, kind, *column in rows.fetchall():
            found.setdefault((table, kind), []).append(tuple(column))
    return found


def _comments(sql: str) -> dict[tuple[str, str], str]:
    """Comments by table and column (the column is empty for the table itself), in order."""
    found: dict[tuple[str, str], str] = {}
    table = ""
    for line in sql.splitlines():
        if head := _TABLE.match(line):
            table = head["name"]
            found[table, ""] = head["said"].rstrip(".")
        elif line.startswith((")", "select")):
            table = ""
        elif table and (column := _COLUMN.match(line)):
            found[table, column["name"]] = column["said"]
    return found


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(migrate.schema_sql(), migrate.newest_version()), encoding="utf-8")
