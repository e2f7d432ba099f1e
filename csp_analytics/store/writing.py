"""Readings into the database: one transaction a file, nothing twice, and a line in the log whatever happens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from csp_analytics.access.rules import IMPORT, require
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, COLUMNS, INDICATOR, POSTS, SURVEY, Reading
from csp_analytics.problems import NOTE, Problem
from csp_analytics.store import audit, survey_writing
from csp_analytics.store.connection import Store
from csp_analytics.store.import_log import account, log, told
from csp_analytics.store.may_write import require_to_load
from csp_analytics.store.numbers import give
from csp_analytics.store.standing_rules import closed_problems

LOADED, UNCHANGED, REFUSED, CLEARED = "loaded", "unchanged", "refused", "cleared"


@dataclass(frozen=True)
class Outcome:
    """How the import of one file ended: ``loaded``, ``unchanged`` (it was there already) or ``refused``."""

    file: str
    kind: str
    layout: str
    status: str
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON: file, kind, layout, status, counts and problems."""
        return {
            "file": self.file,
            "kind": self.kind,
            "layout": self.layout,
            "status": self.status,
            "counts": self.counts,
            "problems": [problem.as_dict() for problem in self.problems],
        }


def load(store: Store, reading: Reading, *, by: str = "", demo: bool = False, dry_run: bool = False) -> Outcome:
    """Loads one file's reading, all or nothing.

    A file that is there already changes nothing. A newer file for the same area, framework and round takes the place
    of the older one, which stays in the database as replaced. A new action plan of an area takes the place of the
    area's earlier plan, and a figure of an indicator that of the same area and period. A survey takes the place of the
    earlier one of the same definition, round and scope. Demonstration data never takes the place of real data: rows for
    which there is real data are left out.

    Args:
        store: where to.
        reading: what was read; a refused one is only written to the log.
        by: who loads it (account name); the account of the process when empty.
        demo: whether it is demonstration data.
        dry_run: say what would happen and change nothing, not even the log.

    Raises:
        NotAllowed: when who acts may not load it.
    """
    started = datetime.now(UTC).replace(tzinfo=None)
    require_to_load(reading, demo=demo)
    by = by or account()
    if reading.refused:
        return _refuse(store, reading, started, by, demo, dry_run)
    with store.one_writer():
        if demo:
            reading = _without_real_data(store, reading)
        if is_there(store, reading):
            return Outcome(reading.file, reading.kind, reading.layout, UNCHANGED, reading.counts, reading.problems)
        if closed := closed_problems(store, reading):
            return _refuse(store, replace(reading, problems=[*reading.problems, *closed]), started, by, demo, dry_run)
        problems = [*reading.problems, *([] if demo else [*_replaced(store, reading), *_demo_note(store, reading)])]
        if not dry_run:
            with store.transaction() as cursor:
                import_id = log(cursor, reading, started, by, LOADED, reading.counts, demo)
                write(cursor, reading, import_id, by, demo)
                audit.note_in(
                    cursor, store, audit.IMPORTED, reading.file, import_id=import_id, demo=demo, **told(reading)
                )
        return Outcome(reading.file, reading.kind, reading.layout, LOADED, reading.counts, problems)


def _refuse(store: Store, reading: Reading, started: datetime, by: str, demo: bool, dry_run: bool) -> Outcome:
    """What a refused file leaves behind: a line in the log of imports and one in the audit log, unless it is a try."""
    if not dry_run:
        with store.transaction() as cursor:
            log(cursor, reading, started, by, REFUSED, {}, demo)
            said = {"kind": reading.kind, "problems": len(reading.problems)}
            audit.note_in(cursor, store, audit.REFUSED_IMPORT, reading.file, **said)
    return Outcome(reading.file, reading.kind, reading.layout, REFUSED, {}, reading.problems)


def clear_demo(store: Store, *, by: str = "") -> dict[str, int]:
    """Removes all demonstration data and says how many rows of each table went. Real data is not touched."""
    require(IMPORT)
    now = datetime.now(UTC).replace(tzinfo=None)
    tables = ("assessment", "action", "indicator", "survey", "post")
    with store.one_writer():
        gone = {table: int(store.value(f"select count(*) from {table} where demo")) for table in tables}
        if not any(gone.values()):
            return gone
        with store.transaction() as cursor:
            cursor.execute(
                "delete from rating where assessment_id in (select assessment_id from assessment where demo)"
            )
            survey_writing.clear_demo_answers(cursor)
            for table in tables:
                cursor.execute(f"delete from {table} where demo")
            log(cursor, Reading("demonstration data", "", "demo"), now, by or account(), CLEARED, gone, True)
            audit.note_in(cursor, store, audit.DEMO_CLEARED, "demonstration data", counts=gone)
    return gone


# Where a row of demonstration data would meet real data: its table, the keys, and the real rows.
_REAL = {
    ASSESSMENT: ("rating", ["framework", "area_code", "round"], "assessment where status = 'current' and not demo"),
    ACTIONS: ("action", ["area_code"], "action where not demo and state = 'current'"),
    INDICATOR: ("indicator", ["indicator_id", "area_code", "period"], "indicator where not demo"),
    POSTS: ("post", ["definition", "round", "area_code"], "post where not demo"),
}


def _without_real_data(store: Store, reading: Reading) -> Reading:
    if reading.kind == SURVEY:
        return survey_writing.without_real_surveys(store, reading)
    if reading.kind not in _REAL:
        return reading
    name, keys, real = _REAL[reading.kind]
    there = store.frame(f"select distinct {', '.join(keys)} from {real}")
    table = reading.tables[name]
    taken = pd.MultiIndex.from_frame(table[keys]).isin(pd.MultiIndex.from_frame(there))
    return replace(reading, tables={**reading.tables, name: table[~taken]})


def write(cursor: duckdb.DuckDBPyConnection, reading: Reading, import_id: int, by: str, demo: bool) -> None:
    """Writes the tables of a reading inside a transaction; what they take the place of is marked as replaced."""
    for name, table in reading.tables.items():
        # As Arrow, which pandas keeps its texts in: a registered frame would have every text made into an object.
        cursor.register(f"incoming_{name}", pa.Table.from_pandas(table[list(COLUMNS[name])], preserve_index=False))
    given = {"import_id": import_id, "demo": demo}
    if len(reading.tables.get("area", ())):
        cursor.execute(
            "insert into area select area_code, any_value(name), true from incoming_area "
            "where area_code not in (select area_code from area) group by area_code"
        )
    if reading.kind == ASSESSMENT:
        about = {"file": reading.file, "digest": reading.digest, "by": by, "left_out": reading.left_out}
        _write_ratings(cursor, {**given, **about})
    elif reading.kind == ACTIONS:
        _write_plans(cursor, given)
    elif reading.kind == INDICATOR:
        cursor.execute(
            "delete from indicator where (indicator_id, area_code, period) in "
            "(select (indicator_id, area_code, period) from incoming_indicator)"
        )
        columns = ", ".join(COLUMNS["indicator"])
        cursor.execute(
            f"insert into indicator ({columns}, import_id, demo) "
            f"select {columns}, $import_id, $demo from incoming_indicator",
            given,
        )
    elif reading.kind == SURVEY:
        survey_writing.write_surveys(cursor, {**given, "file": reading.file, "digest": reading.digest, "by": by})
    elif reading.kind == POSTS:
        survey_writing.write_posts(cursor, given)
    for name in reading.tables:
        cursor.unregister(f"incoming_{name}")


def _write_ratings(cursor: duckdb.DuckDBPyConnection, given: dict[str, Any]) -> None:
    cursor.execute(
        "update assessment set status = 'replaced', replaced_by = $import_id where status = 'current' "
        "and (framework, area_code, round) in (select distinct (framework, area_code, round) from incoming_rating)",
        {"import_id": given["import_id"]},
    )
    asked = "(select distinct framework, area_code, round from incoming_rating)"
    many = int(cursor.execute(f"select count(*) from {asked}").fetchall()[0][0])
    cursor.execute(
        "insert into assessment (assessment_id, framework, area_code, round, status, source_file, source_digest, "
        "imported_at, imported_by, import_id, demo, left_out) "
        "select $first - 1 + row_number() over (order by framework, area_code, round), framework, area_code, round, "
        "'current', $file, $digest, now()::timestamp, $by, $import_id, $demo, $left_out "
        f"from {asked} order by all",
        {**given, "first": give(cursor, "assessment", many)},
    )
    cursor.execute(
        "insert into rating select a.assessment_id, i.criterion_id, i.answer, i.level::smallint, "
        "nullif(i.evidence, ''), nullif(i.action, '') from incoming_rating i join assessment a "
        "on a.framework = i.framework and a.area_code = i.area_code and a.round = i.round "
        "and a.import_id = $import_id",
        {"import_id": given["import_id"]},
    )


def _write_plans(cursor: duckdb.DuckDBPyConnection, given: dict[str, Any]) -> None:
    """A plan takes the place of the area's plan of the same round; a plan of another round stays beside it.

    One that states no round takes the place of every plan of the area, and is itself replaced by the next. A real plan
    takes the place of every demonstration plan of the area.
    """
    cursor.execute(
        # Not "update ... from": where two rows of the plan match one, a shared engine would write it twice.
        "update action set state = 'replaced', replaced_by = $import_id where state = 'current' and action_id in "
        "(select a.action_id from action a join (select distinct area_code, round from incoming_action) i "
        "on a.area_code = i.area_code where i.round in (a.round, '') or a.round = '' or (a.demo and not $demo))",
        given,
    )
    columns = ", ".join(COLUMNS["action"])
    values = columns.replace("due", "due::date")
    many = int(cursor.execute("select count(*) from incoming_action").fetchall()[0][0])
    cursor.execute(
        f"insert into action (action_id, {columns}, state, import_id, demo) "
        "select $first - 1 + row_number() over (order by area_code, round, position), "
        f"{values}, 'current', $import_id, $demo from incoming_action",
        {**given, "first": give(cursor, "action", many)},
    )


def is_there(store: Store, reading: Reading) -> bool:
    """Whether everything of a reading is in the database already, from the same file."""
    if reading.kind == ASSESSMENT:
        keys = reading.tables["rating"][["framework", "area_code", "round"]].drop_duplicates()
        there = store.frame(
            "select framework, area_code, round from assessment where status = 'current' and source_digest = $digest",
            {"digest": reading.digest},
        )
        return len(keys.merge(there)) == len(keys)
    if reading.kind in (SURVEY, POSTS):
        return survey_writing.is_there(store, reading)
    if reading.kind not in (ACTIONS, INDICATOR):
        return False
    table = "action" if reading.kind == ACTIONS else "indicator"
    valid = "and state = 'current' " if reading.kind == ACTIONS else ""
    areas = reading.tables[table]["area_code"].unique()
    there = store.frame(
        f"select area_code, count(*) as n from {table} join import_log using (import_id) where digest = $digest "
        f"{valid}group by area_code",
        {"digest": reading.digest},
    )
    return set(areas) == set(there["area_code"]) and int(there["n"].sum()) == len(reading.tables[table])


def _replaced(store: Store, reading: Reading) -> list[Problem]:
    """What the file takes the place of: one note, with the newest of the files that it replaces."""
    if reading.kind == SURVEY:
        return survey_writing.replaced(store, reading)
    if reading.kind != ASSESSMENT:
        return []
    keys = reading.tables["rating"][["framework", "area_code", "round"]].drop_duplicates()
    there = store.frame(
        "select framework, area_code, round, source_file, imported_at from assessment "
        "where status = 'current' and not demo"
    )
    replaced = keys.merge(there).sort_values("imported_at")
    if replaced.empty:
        return []
    last = replaced.iloc[-1]
    return [
        Problem(
            NOTE,
            reading.file,
            found=f"{len(replaced)} of {len(keys)} assessments that are there already, the last from "
            f"{last['source_file']} of {last['imported_at']:%-d %B %Y}",
            advice="This file takes their place; they stay in the database as replaced.",
            code="replaces",
        )
    ]


def _demo_note(store: Store, reading: Reading) -> list[Problem]:
    there = store.value("select count(*) from assessment where demo and status = 'current'")
    if not there:
        return []
    return [
        Problem(
            NOTE,
            reading.file,
            found=f"demonstration data ({there} assessments) in this database",
            advice="It stays until you remove it with: python -m csp_analytics demo --clear",
            code="demo-present",
        )
    ]
