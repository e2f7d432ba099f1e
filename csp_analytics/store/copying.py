"""Every row of one database into another, as it stood at one moment, and the counts that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from csp_analytics.store.connection import Store

ROWS_AT_ONCE = 100_000
MANIFEST = "backup_manifest"  # of a copy only; it goes when the copy is put in place
NOT_COPIED = ("schema_version", MANIFEST)


@dataclass(frozen=True)
class Count:
    """What stands in a table: how many rows, and a digest of all of them in any order."""

    table: str
    rows: int
    digest: str


@contextmanager
def one_moment(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor that sees the database as it was when it first asked, whatever others write meanwhile."""
    with store._cursor() as cursor:
        cursor.begin()
        try:
            yield cursor
        finally:
            cursor.rollback()


def copy_rows(source: duckdb.DuckDBPyConnection, target: Store) -> list[Count]:
    """Puts everything into another database in place of what is there; all or nothing.

    Args:
        source: a cursor of :func:`one_moment`.
        target: a new database, of the newest version of the tables.

    Returns:
        What was copied, table by table: the same in both.

    Raises:
        ValueError: when what arrived is not what was sent.
    """
    with target._cursor() as cursor:
        tables = columns_of(cursor)
        cursor.begin()
        for table, columns in tables.items():
            rows = source.sql(f"select {', '.join(columns)} from {table}").to_arrow_reader(ROWS_AT_ONCE)
            cursor.register("incoming", rows)
            cursor.execute(f"delete from {table}")
            cursor.execute(f"insert into {table} by name from incoming")
            cursor.unregister("incoming")
        version = source.execute("select data_version from schema_version").fetchall()[0][0]
        cursor.execute("update schema_version set data_version = $version", {"version": version})
        cursor.commit()
        arrived = counts(cursor, tables)
    if counts(source, tables) != arrived:
        raise ValueError("What was copied is not what was there.")
    return arrived


def counts(cursor: duckdb.DuckDBPyConnection, tables: dict[str, dict[str, str]]) -> list[Count]:
    """Rows and digest of each table; reads every value, so that damage anywhere in them shows.

    Args:
        cursor: of any database.
        tables: as :func:`columns_of` gives them: values are compared as those types.
    """
    found = []
    for table, columns in tables.items():
        values = ", ".join(f"{name}::{kind}" for name, kind in columns.items())
        row = cursor.execute(f"select count(*), coalesce(sum(hash({values})), 0)::varchar from {table}").fetchall()[0]
        found.append(Count(table, int(row[0]), str(row[1])))
    return found


def columns_of(cursor: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """The tables that hold something to copy, in order of name, each with its columns and their types."""
    found = cursor.execute(
        "select table_name, column_name, data_type from information_schema.columns join information_schema.tables "
        "using (table_catalog, table_schema, table_name) where table_type = 'BASE TABLE' "
        "and table_catalog = current_database() and table_schema = current_schema() order by table_name, column_name"
    ).fetchall()
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in found:
        if table not in NOT_COPIED:
            tables.setdefault(f'"{table}"', {})[f'"{column}"'] = kind
    return tables
