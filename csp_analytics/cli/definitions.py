"""Commands that list definitions: frameworks, areas, peers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

import pandas as pd

from csp_analytics import paths
from csp_analytics.analysis.groupings import peer_pairs
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.register import register
from csp_analytics.cli import choose
from csp_analytics.cli.output import print_problems, say, show
from csp_analytics.frameworks.load import read_framework
from csp_analytics.problems import has_errors


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds frameworks, areas and peers."""
    one = command("frameworks", "Lists the frameworks, or the rows of one; says what is wrong with their files.")
    one.add_argument("framework", nargs="?", help="framework id: list its rows")
    one.set_defaults(run=list_frameworks)
    one = command("areas", "Lists the areas with their codes and other names.")
    one.set_defaults(run=list_areas)
    one = command("peers", "Lists the peer groupings, the groups of one, or the peers of an area.")
    one.add_argument("area", nargs="?", help="area by any of its names")
    one.add_argument("--grouping", help="only this peer grouping")
    one.set_defaults(run=list_peers)


def list_frameworks(chosen: argparse.Namespace) -> int:
    """``frameworks [ID]``. Exit 1 when a definition file is wrong."""
    if chosen.framework:
        found = choose.framework(chosen.framework)
        rows = [vars(row) | row.facets for row in found.rows]
        show(pd.DataFrame(rows).drop(columns="facets"), chosen.format)
        return 0
    listed, problems = [], []
    for folder in sorted(path for path in (paths.definitions() / "frameworks").iterdir() if path.is_dir()):
        one, wrong = read_framework(folder)
        problems += wrong
        if one is not None:
            listed.append(
                {
                    "framework": one.framework_id,
                    "title": one.title,
                    "publisher": one.publisher,
                    "year": one.year,
                    "levels": [level.label for level in one.levels],
                    "groups": len(one.groups),
                    "group_word": one.group_word,
                    "rated": len(one.criteria),
                    "rows": {k: v for k, v in one.counts.items() if k not in ("groups", "rated", "levels")},
                    "source": "; ".join(one.documents.values()),
                }
            )
    if chosen.format == "json":
        say(listed)
        for problem in problems:
            print(problem.sentence, file=sys.stderr)
    else:
        frame = pd.DataFrame(listed)
        if len(frame):
            frame["levels"] = frame["levels"].map(", ".join)
            frame["rows"] = frame["rows"].map(lambda rows: ", ".join(f"{n} {kind}" for kind, n in rows.items()))
        show(frame, chosen.format)
        print_problems(problems)
    return 1 if has_errors(problems) else 0


def list_areas(chosen: argparse.Namespace) -> int:
    """``areas``."""
    show(register().table, chosen.format)
    return 0


def list_peers(chosen: argparse.Namespace) -> int:
    """``peers [AREA] [--grouping G]``."""
    known = peer_definitions.groupings()
    wanted = [choose.grouping(chosen.grouping)] if chosen.grouping else list(known)
    if not chosen.area and not chosen.grouping:
        rows = [
            {
                "grouping": g.grouping_id,
                "title": g.title,
                "kind": g.kind,
                "description": g.description,
                "source": g.source,
            }
            for g in known.values()
        ]
        show(pd.DataFrame(rows), chosen.format)
        return 0
    names = register().names
    found = []
    for grouping_id in wanted:
        pairs = peer_pairs(known[grouping_id], peer_definitions.membership(), peer_definitions.context())
        if chosen.area:
            pairs = pairs[pairs["area_code"] == choose.area_code(chosen.area)]
        found.append(pairs.assign(grouping=grouping_id))
    frame = pd.concat(found, ignore_index=True)
    frame["area"] = frame["area_code"].map(names)
    frame["peer"] = frame["peer_code"].map(names)
    frame["peer_code"] = frame["peer_code"].where(frame["peer"].notna())  # an area alone in its group has no peer
    columns = ["grouping", "group", "area_code", "area", "peer_code", "peer", "distance", "mutual"]
    show(frame[[column for column in columns if column in frame]], chosen.format)
    return 0
