"""A data set from one engine to the other: every row, proved equal, and all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from csp_analytics.access.rules import BACK_UP, require
from csp_analytics.store import audit
from csp_analytics.store.connection import Store, StoreProblem
from csp_analytics.store.copying import ROWS_AT_ONCE, Count, columns_of, counts, one_moment


@dataclass(frozen=True)
class Moved:
    """What came of it: what stands in each table of both, and the version of the data in the new place."""

    tables: list[Count]
    version: int


def move(source: Store, target: Store) -> Moved:
    """Copies everything into an empty data set, in one transaction, and proves it row by row before that is kept.

    Nobody can write into either meanwhile. Nothing changes in the source.

    Args:
        source: what is to be moved.
        target: where to; nothing may be in it yet.

    Returns:
        The tables with their number of rows and the digest of all of them, the same in both.

    Raises:
        NotAllowed: when who acts may not move data.
        StoreProblem: when the target is not empty, is the source itself, or something cannot be read or written; the
            target is then as it was.
    """
    require(BACK_UP)
    if source.path == target.path:
        raise StoreProblem("Both are the same data set. Name another place with --to.")
    with source.one_writer(), source.nobody_appends(), target.one_writer(), target.nobody_appends():
        if there := _there(target):
            raise StoreProblem(
                f"{target.path.name} is not empty ({', '.join(there)}). Name a new one: nothing is ever overwritten."
            )
        with one_moment(source) as reading, target.transaction() as writing:
            tables = columns_of(writing)
            _copy(reading, writing, tables)
            sent = counts(reading, tables)
            if counts(writing, tables) != sent or _differing(reading, writing, tables):
                raise StoreProblem("What arrived is not what was sent. Nothing was kept; try again.")
            version = int(reading.execute("select data_version from schema_version").fetchall()[0][0])
            writing.execute("update schema_version set data_version = $version", {"version": version})
            about = {"from_": str(source.path), "rows": sum(one.rows for one in sent)}
            audit.note_in(writing, target, audit.MIGRATED, str(target.path), **about)
    return Moved(sent, target.version)


def _there(target: Store) -> list[str]:
    """The tables of a data set that have rows already."""
    with target._cursor() as cursor:
        tables = columns_of(cursor)
        return [name.strip('"') for name in tables if cursor.execute(f"from {name} limit 1").fetchall()]


def _copy(
    reading: duckdb.DuckDBPyConnection, writing: duckdb.DuckDBPyConnection, tables: dict[str, dict[str, str]]
) -> None:
    for table, columns in tables.items():
        names = ", ".join(columns)
        writing.register("incoming", reading.sql(f"select {names} from {table}").to_arrow_reader(ROWS_AT_ONCE))
        writing.execute(f"insert into {table} by name from incoming")
        writing.unregister("incoming")


def _differing(
    reading: duckdb.DuckDBPyConnection, writing: duckdb.DuckDBPyConnection, tables: dict[str, dict[str, str]]
) -> str:
    """The first table with a row that the other has not, or has another number of times; empty when there is none."""
    for table, columns in tables.items():
        values = ", ".join(f"{name}::{kind} as {name}" for name, kind in columns.items())
        sides = (f"select {values} from {table}", f"select {values} from sent")
        for first, second in (sides, sides[::-1]):
            rows = reading.sql(f"select {', '.join(columns)} from {table}").to_arrow_reader(ROWS_AT_ONCE)
            writing.register("sent", rows)
            found = writing.execute(f"select count(*) from ({first} except all {second})").fetchall()
            writing.unregister("sent")
            if found[0][0]:
                return table
    return ""
