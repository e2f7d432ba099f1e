"""Tidying a shared data set: rows out of the catalogue into files, small files into large ones, old states away."""

from __future__ import annotations

import duckdb


def tidy(cursor: duckdb.DuckDBPyConnection, catalogue: str, days: float) -> dict[str, int]:
    """Does all of it. Nobody may write meanwhile; everybody may read.

    Args:
        cursor: outside a transaction.
        catalogue: name of the attached data set.
        days: how long earlier states are kept. Until then a row that was deleted is still in a data file.

    Returns:
        What was done: states forgotten, files removed.
    """
    ago = f"now() - interval '{int(days * 86_400)} seconds'"
    # Somebody may be reading a file that was replaced just now; with no days asked for, nobody is waited for.
    old = "cleanup_all => true" if not days else "older_than => now() - interval '1 hour'"
    done: dict[str, int] = {}
    steps = (
        ("", f"call ducklake_flush_inlined_data('{catalogue}')"),
        ("", f"call ducklake_rewrite_data_files('{catalogue}', delete_threshold => 0.0)"),
        ("", f"call ducklake_merge_adjacent_files('{catalogue}')"),
        ("states forgotten", f"call ducklake_expire_snapshots('{catalogue}', older_than => {ago})"),
        ("files removed", f"call ducklake_cleanup_old_files('{catalogue}', {old})"),
        # What a process left that was killed while it wrote.
        (
            "files removed",
            f"call ducklake_delete_orphaned_files('{catalogue}', older_than => now() - interval '1 day')",
        ),
    )
    for name, sql in steps:
        rows = cursor.execute(sql).fetchall()
        if name:
            done[name] = done.get(name, 0) + len(rows)
    return done
