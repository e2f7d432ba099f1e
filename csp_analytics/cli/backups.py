"""The commands about copies of the database: backup and restore."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from csp_analytics import paths
from csp_analytics.cli.output import Refused, print_problems, say
from csp_analytics.problems import has_errors
from csp_analytics.store.backup import back_up, restore, verify
from csp_analytics.store.connection import StoreProblem, is_there, open_store


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds backup and restore."""
    one = command("backup", "Makes a copy of the database, checks it, and says where it is.")
    one.add_argument("-o", type=Path, metavar="FOLDER", help="folder for the copy (default: CSP_BACKUPS)")
    one.set_defaults(run=backup)
    one = command("restore", "Puts a copy in place of the database; what was there stays beside it.")
    one.add_argument("file", type=Path, metavar="FILE", help="the copy")
    one.add_argument("--check", action="store_true", help="only check the copy: nothing is replaced")
    one.set_defaults(run=put_back)


def backup(chosen: argparse.Namespace) -> int:
    """``backup [-o FOLDER]``."""
    folder = chosen.o or paths.backups()
    if folder is None:
        raise Refused("Name a folder for the copy with -o, or set CSP_BACKUPS.")
    if not is_there(chosen.db):
        # To make a new one and copy it would tell somebody before an upgrade that there is a copy of theirs.
        raise Refused(
            f"There is no database {Path(chosen.db).name} here, so nothing was copied. Name it with --db, or set "
            "CSP_DATABASE as the dashboard has it."
        )
    try:
        store = open_store(chosen.db)
    except StoreProblem as problem:
        if "in use" not in str(problem):
            raise
        raise Refused(
            f"{Path(chosen.db).name} is in use, most likely by the dashboard, which alone can copy it now. Press Make "
            "a copy now on its page Imports, or set CSP_BACKUPS to a folder and it makes one every day; or close it "
            "and do this again."
        ) from None
    place = back_up(store, folder)
    size = place.stat().st_size
    if chosen.format == "json":
        say({"file": str(place), "bytes": size, "data_version": store.version})
    else:
        print(f"A copy was made and checked: {place} ({size / 1e6:.1f} MB, data version {store.version}).")
    return 0


def put_back(chosen: argparse.Namespace) -> int:
    """``restore FILE [--check]``."""
    if chosen.check:
        return _check(chosen)
    done = restore(chosen.file, chosen.db)
    if chosen.format == "json":
        say({"database": str(done.database), "aside": str(done.aside) if done.aside else None})
        return 0
    print(f"{chosen.file.name} was checked and is now {done.database}.")
    if done.aside is None:
        print("No database was there before. If there should have been one, name it with --db or set CSP_DATABASE.")
    else:
        print(f"What was there before is {done.aside}. Delete it when you need it no longer.")
    return 0


def _check(chosen: argparse.Namespace) -> int:
    problems = verify(chosen.file)
    wrong = has_errors(problems)
    if chosen.format == "json":
        say({"whole": not wrong, "problems": [one.as_dict() for one in problems]})
    else:
        print(f"{chosen.file.name} is {'not ' if wrong else ''}a whole copy.")
        print_problems(problems)
    return int(wrong)
