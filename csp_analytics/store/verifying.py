"""Whether a database file can be put in place of the database: opened to read only, every value read once."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import duckdb

from csp_analytics.problems import ERROR, WARNING, Problem
from csp_analytics.store import migrate
from csp_analytics.store.connection import Store, StoreProblem
from csp_analytics.store.copies import copy_of, digest_of
from csp_analytics.store.copying import MANIFEST, Count, columns_of, counts
from csp_analytics.store.engines.file import SETTINGS, FileEngine
from csp_analytics.store.health import database_problems


def verify(path: Path | str) -> list[Problem]:
    """Everything wrong with a copy: of its bytes, its tables, its rows and what must hold between them.

    Args:
        path: a file that :func:`csp_analytics.store.backup.back_up` made, or any other file of the database.

    Returns:
        Problems; empty when it is whole. A copy that was made by other means has no list of what it must hold: a
        warning says so, and everything else is checked.
    """
    path = Path(path).expanduser()
    if not os.path.isfile(path):
        return [_wrong(path, "no file", "a copy of the database", "not-there")]
    said = copy_of(path)
    try:
        if said and not digest_of(path).startswith(said.digest):
            return [_wrong(path, "other bytes than when it was made", f"SHA-256 {said.digest}...", "changed")]
        with closing(duckdb.connect(str(path), read_only=True, config=SETTINGS)) as opened:
            opened.execute("set enable_external_access = false")
            return _inside(path, opened)
    except (duckdb.Error, StoreProblem, OSError, RuntimeError) as error:
        return [_wrong(path, str(error).splitlines()[0][:160], "a database that can be read", "cannot-be-read")]


def _inside(path: Path, opened: duckdb.DuckDBPyConnection) -> list[Problem]:
    try:
        version = migrate._version(opened)
    except migrate.NotOurs as error:
        return [_wrong(path, str(error), "a copy of the database", "not-ours")]
    if version is None:
        return [_wrong(path, "a database without tables", "a copy of the database", "not-ours")]
    if version > (known := migrate.newest_version()):
        return [_wrong(path, f"version {version}", f"at most {known}: install the newer program", "too-new")]
    return _rows(path, opened) + database_problems(Store(FileEngine(path, opened)))


def _rows(path: Path, opened: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Rows of each table against the list inside. Reads every value, with a list or without."""
    tables = columns_of(opened)
    found = {one.table: one for one in counts(opened, tables)}
    there = opened.execute(
        "select count(*) from information_schema.tables where table_name = $name", {"name": MANIFEST}
    ).fetchall()
    if not there[0][0]:
        return [Problem(WARNING, path.name, found="no list of what it must hold", code="no-list")]
    listed = opened.execute(f"select table_name, n_rows, digest, duckdb from {MANIFEST}").fetchall()
    wrong = [
        _wrong(path, f"{found[table].rows if table in found else 'no'} rows of {table}", f"{rows} rows", "rows")
        for table, rows, _, _ in listed
        if table not in found or found[table].rows != rows
    ]
    # How DuckDB digests a row may change with its version; how many rows there are may not.
    return wrong or [
        _wrong(path, f"other rows of {table}", "those that were copied", "rows")
        for table, rows, digest, by in listed
        if by == duckdb.__version__ and found[table] != Count(table, rows, digest)
    ]


def _wrong(path: Path, found: str, expected: str, code: str) -> Problem:
    return Problem(ERROR, path.name, found=found, expected=expected, code=code)
