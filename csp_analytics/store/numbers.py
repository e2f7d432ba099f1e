"""Numbers of rows: given out inside the transaction that writes them, from a table, and none is ever given twice.

A file's database has sequences for this; an engine that several servers share has none. One way serves both, because
only one writer is in a transaction at a time.
"""

from __future__ import annotations

import duckdb


def give(cursor: duckdb.DuckDBPyConnection, table: str, many: int = 1) -> int:
    """Gives out new numbers of a table, inside a transaction of the store.

    Args:
        cursor: what ``store.transaction()`` gave.
        table: the table that they are for.
        many: how many, one after the other.

    Returns:
        The first of them.
    """
    given = {"table": table, "many": many}
    newest = cursor.execute("select newest from given_number where name = $table", {"table": table}).fetchall()
    if newest:
        cursor.execute("update given_number set newest = newest + $many where name = $table", given)
        return int(newest[0][0]) + 1
    cursor.execute("insert into given_number values ($table, $many)", given)
    return 1
