"""The log of imports: a line for every file, whatever became of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import duckdb

from csp_analytics.access.acting import person
from csp_analytics.ingest.reading import Reading
from csp_analytics.store.numbers import give

MOST_AREAS = 10  # named in a line of the audit log; of more, how many they are


def log(
    cursor: duckdb.DuckDBPyConnection,
    reading: Reading,
    started: datetime,
    by: str,
    outcome: str,
    counts: dict[str, int],
    demo: bool,
    *,
    submission_id: int | None = None,
) -> int:
    """Writes the line of one file into the log, inside a transaction. Returns its number."""
    number = give(cursor, "import_log")
    cursor.execute(
        "insert into import_log (import_id, file, digest, kind, layout, started_at, finished_at, imported_by, outcome, "
        "counts, problems, demo, submission_id) values ($number, $file, $digest, $kind, $layout, $started, $finished, "
        "$by, $outcome, $counts, $problems, $demo, $submission)",
        {
            "number": number,
            "file": reading.file,
            "digest": reading.digest,
            "kind": reading.kind,
            "layout": reading.layout,
            "started": started,
            "finished": datetime.now(UTC).replace(tzinfo=None),
            "by": by,
            "outcome": outcome,
            "counts": json.dumps(counts),
            "problems": json.dumps([problem.as_dict() for problem in reading.problems], ensure_ascii=False),
            "demo": demo,
            "submission": submission_id,
        },
    )
    return number


def told(reading: Reading) -> dict[str, Any]:
    """What the audit log says of a file beside its name: what it holds, never what stands in it."""
    tables = list(reading.tables.values())

    def named(column: str) -> list[str]:
        return sorted({str(name) for table in tables if column in table for name in table[column].unique() if name})

    said: dict[str, Any] = {"kind": reading.kind, "layout": reading.layout, "digest": reading.digest[:16]}
    said |= {"rounds": named("round"), "frameworks": named("framework"), "surveys": named("definition")}
    areas = named("area_code")
    said |= {"areas": areas if len(areas) <= MOST_AREAS else len(areas), "counts": reading.counts}
    return {name: value for name, value in said.items() if value}


def account() -> str:
    """Name of who acts now, for the log."""
    return person().name
