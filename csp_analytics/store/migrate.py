"""Schema versions: a new database gets ``schema.sql``, an older one walks forward through ``migrations/``."""

from __future__ import annotations

from pathlib import Path

import duckdb

HERE = Path(__file__).parent
MIGRATIONS = HERE / "migrations"
FIRST_VERSION = 1


class TooNew(Exception):
    """The database comes from a newer version of the program."""


class NotOurs(Exception):
    """The database holds tables of another program."""


def schema_sql() -> str:
    """The text of ``schema.sql``, the single description of the tables."""
    return (HERE / "schema.sql").read_text("utf-8")


def migrations() -> dict[int, str]:
    """SQL of each migration by the version it leads to, in order (``0002_add_something.sql`` leads to 2)."""
    return {int(file.name[:4]): file.read_text("utf-8") for file in sorted(MIGRATIONS.glob("[0-9]*.sql"))}


def newest_version() -> int:
    """The version that this program writes."""
    return max(migrations(), default=FIRST_VERSION)


def bring_up_to_date(connection: duckdb.DuckDBPyConnection) -> int:
    """Makes the tables, or walks an older database forward, in one transaction.

    Returns:
        The version the database has now.

    Raises:
        TooNew: when the database is newer than the program.
        NotOurs: when it holds tables, but not those of this program.
    """
    newest = newest_version()
    found = _version(connection)
    if found is not None and found > newest:
        raise TooNew(
            f"it is of version {found}, this program knows versions up to {newest}. "
            "Install the newer program, or name another file."
        )
    if found == newest:
        return newest
    connection.begin()
    try:
        if found is None:
            connection.execute(schema_sql())
            connection.execute("insert into schema_version values (?, 0)", [newest])
            found = newest
        for version, sql in migrations().items():
            if version > found:
                connection.execute(sql)
        connection.execute("update schema_version set version = ?", [newest])
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return newest


def _version(connection: duckdb.DuckDBPyConnection) -> int | None:
    tables = {name for (name,) in connection.execute("select table_name from information_schema.tables").fetchall()}
    if not tables:
        return None
    try:
        found = connection.execute("select version from schema_version").fetchall()
        return int(found[0][0])
    except (duckdb.CatalogException, duckdb.BinderException, IndexError, TypeError):
        some = ", ".join(sorted(tables)[:3])
        raise NotOurs(f"it holds tables that this program did not make ({some}). Name another file.") from None
