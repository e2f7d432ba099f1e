"""The log of imports: a line for every file, whatever became of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import duckdb

from csp_analytics.access.acting import person
from csp_analytics.ingest.reading import Reading


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
    return int(
        cursor.execute(
            "insert into import_log (file, digest, kind, layout, started_at, finished_at, imported_by, outcome, "
            "counts, problems, demo, submission_id) values ($file, $digest, $kind, $layout, $started, $finished, $by, "
            "$outcome, $counts, $problems, $demo, $submission) returning import_id",
            {
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
        ).fetchall()[0][0]
    )


def account() -> str:
    """Name of who acts now, for the log."""
    return person().name
