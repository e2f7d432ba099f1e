"""Databases as earlier versions of the program made them: their own tables, with one assessment, plan and log line."""

from __future__ import annotations

from pathlib import Path

import duckdb

from csp_analytics.store import migrate
from tests.store.loadable import ALL_ROWS, FIFE, FRAMEWORK

# The tables of every earlier version, as its schema.sql had them. A new version adds a file here.
OLDER = sorted(int(file.stem.rpartition("_")[2]) for file in Path(__file__).parent.glob("schema_version_*.sql"))


def older_database(place: Path, version: int) -> Path:
    """A closed database file of an earlier version, made with its own tables and filled with SQL of its time."""
    with duckdb.connect(str(place)) as made:
        made.execute((Path(__file__).parent / f"schema_version_{version}.sql").read_text("utf-8"))
        made.execute("insert into schema_version values (?, 7)", [version])
        made.execute(
            "insert into import_log (file, digest, kind, started_at, finished_at, imported_by, outcome, counts, "
            "problems, demo) values ('old.xlsx', 'd', 'assessment', '2020-01-01', '2020-01-01', 'ann', 'loaded', "
            "'{}', '[]', false)"
        )
        made.execute(
            "insert into assessment (framework, area_code, round, status, source_file, source_digest, imported_at, "
            "imported_by, import_id, demo) values (?, ?, '2020', 'current', 'old.xlsx', 'd', '2020-01-01', 'ann', 1, "
            "false)",
            [FRAMEWORK, FIFE],
        )
        rows = [(1, name, "rated", 3) for name in ALL_ROWS]
        made.executemany("insert into rating (assessment_id, criterion_id, answer, level) values (?, ?, ?, ?)", rows)
        made.execute(
            "insert into action (area_code, position, issue, import_id, demo) values (?, 1, 'Theft', 1, false)", [FIFE]
        )
        if version >= 4:
            made.execute("update action set round = '', state = 'current'")
            made.execute("update assessment set left_out = 0")
    assert set(OLDER) == set(range(1, migrate.newest_version()))
    return place
