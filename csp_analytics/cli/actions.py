"""The command actions: the action plans, what is done, due or overdue, and what became of earlier plans."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime

from csp_analytics.analysis.action_tracking import SOON, STATES
from csp_analytics.charts.action_words import states_words
from csp_analytics.cli import choose
from csp_analytics.cli.output import Refused, show
from csp_analytics.findings import action_plans
from csp_analytics.store.connection import open_store
from csp_analytics.store.reading import round_order

WRITTEN = {state.replace(" ", "-"): state for state in STATES}
FIRST = ["action_id", "area_code", "area", "round"]
BEHIND = ["thread", "newest"]  # what the other columns follow from


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds actions."""
    one = command("actions", "Action plans: what is done, due or overdue, and what became of earlier plans.")
    one.add_argument("name", nargs="?", metavar="AREA", help="area by any of its names (default: all areas)")
    one.add_argument("--area", help="the same as AREA")
    one.add_argument("--round", help="the plans of this round (default: the newest plan of each area)")
    one.add_argument("--status", choices=tuple(WRITTEN), help=f"only these actions (due: within {SOON} days)")
    one.add_argument("--on", metavar="DATE", type=_day, help="count from this day, such as 2026-11-30 (default: today)")
    one.set_defaults(run=run)


def _day(written: str) -> date:
    """A day as it is written for computers; what argparse says of anything else names it."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{written}' is no day; expected one such as 2026-11-30") from None


def run(chosen: argparse.Namespace) -> int:
    """``actions [AREA] [--round R] [--status S] [--on DATE]``. Exit 2 when two areas are named."""
    if chosen.name and chosen.area:
        print("csp_analytics actions: error: name the area once, as AREA or with --area", file=sys.stderr)
        return 2
    store = open_store(chosen.db)
    written = chosen.name or chosen.area
    code = choose.area_code(written, store) if written else ""
    frame = action_plans.tracked(store, chosen.on or datetime.now(UTC).date(), code)
    if chosen.round:
        known = sorted({name for name in frame["round"] if name}, key=round_order)
        if chosen.round not in known:
            there = f"Expected one of {', '.join(known)}." if known else "No plan states its round."
            raise Refused(f"There is no action plan of the round '{chosen.round}'. {there}")
    frame = frame[frame["round"] == chosen.round] if chosen.round else frame[frame["newest"]]
    basis = states_words(frame) if len(frame) else ""
    if chosen.status:
        frame = frame[frame["state_of_time"] == WRITTEN[chosen.status]]
    frame = frame.assign(area=frame["area_code"].map(choose.area_names(store)))
    last = [name for name in frame if name not in (*FIRST, *BEHIND, "demo")]
    show(frame[[*FIRST, *last, "demo"]].reset_index(drop=True), chosen.format, basis=basis)
    return 0
