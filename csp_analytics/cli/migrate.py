"""The commands about where the data is kept: migrate and tidy."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from csp_analytics import paths
from csp_analytics.cli.output import Refused, say
from csp_analytics.store.connection import is_there, open_store
from csp_analytics.store.moving import move

DAYS = 7.0


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds migrate and tidy."""
    one = command("migrate", "Moves a data set from a file to a shared engine, or back; proved row by row.")
    one.add_argument("--to", type=paths.place, required=True, metavar="WHERE", help="an empty place: file or address")
    one.add_argument("--from", dest="source", type=paths.place, metavar="WHERE", help="what is moved (default: --db)")
    one.set_defaults(run=migrate)
    one = command("tidy", "Tidies a shared data set: small files into large ones, deleted rows off the disk.")
    one.add_argument(
        "--days", type=float, default=DAYS, help=f"how long earlier states are kept (default: {DAYS:g} days)"
    )
    one.set_defaults(run=tidy)


def migrate(chosen: argparse.Namespace) -> int:
    """``migrate --to WHERE [--from WHERE]``."""
    where = chosen.source or chosen.db
    if not is_there(where):
        raise Refused(f"There is no database {where} to move.")
    moved = move(open_store(where), open_store(chosen.to))
    rows = sum(one.rows for one in moved.tables)
    place = open_store(chosen.to).path
    if chosen.format == "json":
        tables = [{"table": one.table.strip('"'), "rows": one.rows, "digest": one.digest} for one in moved.tables]
        say({"to": str(place), "rows": rows, "data_version": moved.version, "tables": tables})
    else:
        print(
            f"{rows:,} rows of {len(moved.tables)} tables were moved to {place.name} and compared row by row: the same."
        )
        print("Nothing changed in the old place. Set CSP_DATABASE to the new one, then start the dashboard.")
    return 0


def tidy(chosen: argparse.Namespace) -> int:
    """``tidy [--days N]``."""
    if not chosen.days >= 0:
        raise Refused("--days must be 0 or more.")
    if not is_there(chosen.db):
        raise Refused(f"There is no database {chosen.db}.")
    done = open_store(chosen.db).tidy(chosen.days)
    if chosen.format == "json":
        say(done)
    else:
        print(", ".join(f"{count} {what}" for what, count in done.items()) + "." if done else "It is tidy.")
    return 0
