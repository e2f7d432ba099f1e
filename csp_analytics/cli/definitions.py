"""Commands that list definitions: frameworks, areas, peers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

import pandas as pd

from csp_analytics import findings, paths
from csp_analytics.analysis.alike import ALIKE, UNLIKE
from csp_analytics.areas.groupings import OWN_PREFIX
from csp_analytics.areas.register import register
from csp_analytics.cli import choose
from csp_analytics.cli.output import Refused, print_problems, say, show
from csp_analytics.frameworks.load import read_framework
from csp_analytics.pictures import peer_members
from csp_analytics.problems import did_you_mean, has_errors
from csp_analytics.store import reading
from csp_analytics.store.connection import Store, StoreProblem, is_there, open_store
from csp_analytics.store.peer_lists import ListRefused, delete_peer_list, save_peer_list

# Of what `peers` answers, in this order; which of them are there depends on what is asked.
COLUMNS = ["grouping", "group", "area_code", "area", "peer_code", "peer", "distance", "place", "n_others", "mutual"]
COLUMNS += ["most_alike", "most_unlike", "variable", "label", "own_value", "peer_value", "unit", "year", "difference"]
COLUMNS += ["kind"]


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds frameworks, areas and peers."""
    one = command("frameworks", "Lists the frameworks, or the rows of one; says what is wrong with their files.")
    one.add_argument("framework", nargs="?", help="framework id: list its rows")
    one.set_defaults(run=list_frameworks)
    one = command("areas", "Lists the areas with their codes and other names.")
    one.set_defaults(run=list_areas)
    one = command(
        "peers",
        "Lists the peer groupings, the groups of one, or the peers of an area and why they are; keeps your own lists.",
    )
    one.add_argument("area", nargs="*", help="area by any of its names; with --save, the areas of the list")
    one.add_argument("--grouping", help="only this peer grouping; own:NAME for a saved list")
    kept = one.add_mutually_exclusive_group()
    kept.add_argument("--facts", action="store_true", help="a row for each peer and fact: both figures, how far apart")
    kept.add_argument("--save", metavar="NAME", help="save the areas as a list of peers, in place of one of that name")
    kept.add_argument("--delete", metavar="NAME", help="delete a saved list")
    one.set_defaults(run=peers)


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


def peers(chosen: argparse.Namespace) -> int:
    """``peers [AREA...] [--grouping G] [--facts | --save NAME | --delete NAME]``."""
    if chosen.save is not None:
        return _save_list(chosen)
    if chosen.delete is not None:
        return _delete_list(chosen)
    if chosen.facts and not chosen.area:
        raise Refused("--facts is about the peers of an area: name one.")
    store = _store_of_lists(chosen)
    known = findings.groupings(store)
    wanted = [choose.grouping(chosen.grouping, store)] if chosen.grouping else list(known)
    if not chosen.area and not chosen.grouping:
        about = ("title", "kind", "description", "source")
        rows = [{"grouping": key} | {name: getattr(one, name) for name in about} for key, one in known.items()]
        show(pd.DataFrame(rows), chosen.format)
        return 0
    codes = [choose.area_code(written) for written in chosen.area]
    told = _facts_of if chosen.facts else _peers_of
    found = [told(store, grouping_id, code) for grouping_id in wanted for code in codes]
    found += [findings.pairs(store, key).assign(grouping=key) for key in wanted if not codes]
    frame = pd.concat(found, ignore_index=True)
    names = register().names
    frame["area"] = frame["area_code"].map(names)
    frame["peer"] = frame["peer_code"].map(names)
    frame["peer_code"] = frame["peer_code"].where(frame["peer"].notna())  # an area alone in its group has no peer
    show(frame[[column for column in COLUMNS if column in frame]], chosen.format)
    return 0


def _peers_of(store: Store | None, grouping_id: str, code: str) -> pd.DataFrame:
    """One area's peers, nearest first, with the facts on which each is most and least like it, as the page shows."""
    found = peer_members.members(store, grouping_id, code)
    own = {"grouping": grouping_id, "group": found.group or None, "area_code": code}
    if found.frame.empty:
        return pd.DataFrame([{**own, "peer_code": ""}])
    frame = found.frame.drop(columns="peer").assign(**own)
    frame[["place", "n_others"]] = frame[["place", "n_others"]].astype("Int64")
    for column, kind in (("most_alike", ALIKE), ("most_unlike", UNLIKE)):
        facts = found.most(kind)
        told = ["; ".join(map(peer_members.fact_words, facts.get(peer, []))) for peer in frame["peer_code"]]
        frame[column] = [words or None for words in told]
    return frame


def _facts_of(store: Store | None, grouping_id: str, code: str) -> pd.DataFrame:
    """Every fact of every peer of one area."""
    found = peer_members.members(store, grouping_id, code)
    return found.facts.drop(columns="peer").assign(grouping=grouping_id, group=found.group, area_code=code)


def _store_of_lists(chosen: argparse.Namespace) -> Store | None:
    """The database for its saved lists; without it there are the defined groupings, which is said when it is in use."""
    if chosen.grouping:
        return choose.store_of_lists(chosen.grouping, chosen.db)
    try:
        return open_store(chosen.db) if is_there(chosen.db) else None
    except StoreProblem as problem:
        print(f"note: saved lists are left out. {problem}", file=sys.stderr)
        return None


def _save_list(chosen: argparse.Namespace) -> int:
    store = open_store(chosen.db)
    codes = [choose.area_code(written) for written in chosen.area]
    before = set(reading.peer_lists(store)["name"])
    try:
        name = save_peer_list(store, chosen.save, codes)
    except ListRefused as refused:
        raise Refused(str(refused)) from None
    names = register().names
    rows = [{"area_code": code, "area": names[code]} for code in sorted(set(codes), key=lambda code: names[code])]
    status = "replaced" if name in before else "saved"
    show(pd.DataFrame(rows).assign(grouping=f"{OWN_PREFIX}{name}", status=status), chosen.format)
    return 0


def _delete_list(chosen: argparse.Namespace) -> int:
    if chosen.area:
        raise Refused("To delete a list, give its name alone.")
    store = open_store(chosen.db)
    name = chosen.delete.removeprefix(OWN_PREFIX)
    if not delete_peer_list(store, name):
        suggestion = did_you_mean(name, list(reading.peer_lists(store)["name"].drop_duplicates()))
        hint = f" Did you mean '{suggestion}'?" if suggestion else ""
        raise Refused(f"There is no list '{name}'.{hint}")
    show(pd.DataFrame([{"grouping": f"{OWN_PREFIX}{name}", "status": "deleted"}]), chosen.format)
    return 0
