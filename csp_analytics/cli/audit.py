"""The command about the audit log: who did what, as a table or a file, and whether it is as it was written."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Hashable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from csp_analytics.charts.exhibit import table_csv
from csp_analytics.charts.words import count
from csp_analytics.cli.area_files import stamp, write
from csp_analytics.cli.output import Refused, say, show
from csp_analytics.pictures.administration import area_names, audit_table
from csp_analytics.problems import did_you_mean
from csp_analytics.store import audit as audit_log
from csp_analytics.store.connection import Store, open_store

KINDS = (".csv", ".xlsx")
NOTE = "Lines are only ever added; each carries a digest of itself and of the line before it on the same server."


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds audit."""
    one = command("audit", "Who did what and when, newest first; or whether the log is as it was written.")
    one.add_argument("--who", default="", metavar="NAME", help="only of people whose name has this in it")
    one.add_argument("--what", default="", metavar="WORDS", help=f"only this: {', '.join(audit_log.WHAT)}")
    one.add_argument("--about", default="", metavar="WORDS", help="only about what has this in it: file, round, area")
    one.add_argument("--since", metavar="DATE", help="only from this day on, such as 2026-03-31 (UTC)")
    one.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the lines to a .csv or .xlsx file")
    one.add_argument("--verify", action="store_true", help="check every line; exit 1 when one was changed or is gone")
    one.set_defaults(run=audit)


def audit(chosen: argparse.Namespace) -> int:
    """``audit [--who NAME] [--what WORDS] [--about WORDS] [--since DATE] [-o FILE] [--verify]``."""
    store = open_store(chosen.db)
    if chosen.verify:
        return _verify(store, chosen.format)
    rows = audit_log.entries(
        store,
        who=chosen.who,
        what=[_word(chosen.what)] if chosen.what else [],
        about=chosen.about,
        since=_day(chosen.since) if chosen.since else None,
    )
    if chosen.output:
        _write(store, chosen.output, rows)
        written = {"file": str(chosen.output), "lines": len(rows)}
        if chosen.format == "json":
            say(written)
        else:
            print(f"Written: {chosen.output}, {count(len(rows), 'line')}.")
    elif chosen.format == "json":
        say([_as_json(row) for row in rows.to_dict("records")])
    else:
        show(audit_table(rows, area_names(store), whole=chosen.format == "csv"), chosen.format)
    return 0


def _verify(store: Store, format_: str) -> int:
    wrong, lines = audit_log.broken(store), audit_log.how_many(store)
    if format_ == "json":
        say({"ok": not wrong, "lines": lines, "problems": wrong})
    elif format_ == "csv":
        show(pd.DataFrame({"problem": wrong}), format_)
    else:
        print(f"{count(lines, 'line')}: " + (f"{len(wrong)} places are not as written." if wrong else "as written."))
        for said in wrong:
            print(f"  {said}")
    return 1 if wrong else 0


def _write(store: Store, place: Path, rows: pd.DataFrame) -> None:
    kind = place.suffix.lower()
    if kind not in KINDS:
        raise Refused(f"The log is written as {' or '.join(KINDS)}, not as '{kind or place.name}'.")
    table, said = audit_table(rows, area_names(store), whole=True), stamp(store)
    if kind == ".csv":
        write(place, table_csv(table, {}, NOTE, said))
    else:
        from csp_analytics.exports.sheet import Sheet
        from csp_analytics.exports.workbook import Contents, workbook

        sheets = [Sheet("Audit log", table, note=NOTE)]
        write(place, workbook(Contents("Audit log", count(len(table), "line"), sheets, stamp=said)))
    audit_log.note(store, audit_log.EXPORTED, place.name, command="audit", lines=len(rows))


def _as_json(row: dict[Hashable, Any]) -> dict[str, Any]:
    at, detail = f"{row['done_at']:%Y-%m-%dT%H:%M:%S.%fZ}", json.loads(row["detail"])
    return {**{str(name): value for name, value in row.items()}, "done_at": at, "detail": detail}


def _word(written: str) -> str:
    wanted = " ".join(written.lower().split())
    if wanted not in audit_log.WHAT:
        meant = did_you_mean(wanted, audit_log.WHAT)
        hint = f" Did you mean '{meant}'?" if meant else ""
        raise Refused(f"The log knows no '{written}'. Expected one of {', '.join(audit_log.WHAT)}.{hint}")
    return wanted


def _day(written: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(written.strip()), datetime.min.time())
    except ValueError:
        raise Refused(f"'{written}' is no day. Write it as 2026-03-31.") from None
