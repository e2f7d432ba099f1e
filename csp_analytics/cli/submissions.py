"""The command about what officers submitted: submissions, and taking one back."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from csp_analytics.cli import choose
from csp_analytics.cli.output import Refused, say, show
from csp_analytics.store import reading
from csp_analytics.store.connection import open_store
from csp_analytics.store.submitting import SubmissionRefused, undo


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds submissions."""
    one = command("submissions", "What was submitted on the page Your partnership, newest first; or takes one back.")
    one.add_argument("area", nargs="?", metavar="AREA", help="only those of this area")
    one.add_argument("--undo", type=int, metavar="NUMBER", help="take this one back; what was there before is back")
    one.set_defaults(run=submissions)


def submissions(chosen: argparse.Namespace) -> int:
    """``submissions [AREA] [--undo NUMBER]``."""
    store = open_store(chosen.db)
    if chosen.undo is not None:
        try:
            what = undo(store, chosen.undo)
        except SubmissionRefused as refused:
            raise Refused(str(refused)) from None
        if chosen.format == "json":
            say({"submission": chosen.undo, "undone": what})
        else:
            print(f"Submission {chosen.undo} was taken back: {what}.")
        return 0
    found = reading.submissions(store, choose.area_code(chosen.area) if chosen.area else "")
    show(found, chosen.format)
    return 0
