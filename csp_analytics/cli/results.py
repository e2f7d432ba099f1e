"""Commands that answer: scores, compare, benchmark, change."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.change import wording_between
from csp_analytics.analysis.movers import p_words
from csp_analytics.analysis.peers import STATISTICS, compare_with_peers, rank_words
from csp_analytics.charts.words import unit_titles
from csp_analytics.cli import choose
from csp_analytics.cli.output import Refused, show
from csp_analytics.frameworks.model import WORDING_CHANGES, Framework, WordingChange
from csp_analytics.ingest.area_tables import read_area_values
from csp_analytics.problems import has_errors
from csp_analytics.store import reading
from csp_analytics.store.connection import Store, open_store

BY_HELP = "overall, principle, group, criterion, or a facet of the framework (such as hallmark)"
COMPARED = [
    "value",
    "peer_value",
    "peer_median",
    "q1",
    "q3",
    "lowest",
    "highest",
    "n_peers",
    "n_peers_all",
    "gap",
    "band",
    "rank_best",
    "rank_worst",
    "n_ranked",
    "rank",
    "moved_best",
    "moved_worst",
]
TAKEN = {"area_code", "area", "group", "grouping", "statistic", *COMPARED}


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds scores, compare, benchmark and change."""
    one = command("scores", "Maturity scores with what they rest on.")
    one.add_argument("--framework", help="only this framework")
    one.add_argument("--round", help="only this round")
    one.add_argument("--area", help="only this area")
    one.add_argument("--by", default=scoring.OVERALL, help=f"{BY_HELP} (default: overall)")
    one.set_defaults(run=scores)

    one = command("compare", "One area beside its peers.")
    one.add_argument("area", help="area by any of its names")
    one.add_argument("--framework", help="default: the first with data")
    one.add_argument("--round", help="default: the newest")
    one.add_argument("--by", default=scoring.PRINCIPLE, help=f"{BY_HELP} (default: principle)")
    _peer_options(one)
    one.set_defaults(run=compare)

    one = command("benchmark", "Any table of numbers by area beside peers: the same engine as compare.")
    one.add_argument("file", type=Path, metavar="FILE", help="csv or xlsx")
    one.add_argument(
        "--area-column", required=True, metavar="A", help="the column with the areas, by any of their names"
    )
    one.add_argument("--value-column", required=True, metavar="V", help="the column with the numbers")
    one.add_argument(
        "--by", nargs="+", action="extend", default=[], metavar="COL", help="columns that tell rows of one area apart"
    )
    _peer_options(one)
    one.set_defaults(run=benchmark)

    one = command("change", "Change between two rounds, like for like.")
    one.add_argument("--framework", help="default: the first with data")
    one.add_argument("--area", help="only this area")
    one.add_argument("--from", dest="before", metavar="ROUND", help="default: the round before")
    one.add_argument("--to", dest="after", metavar="ROUND", help="default: the newest round")
    one.add_argument("--by", default=scoring.OVERALL, help=f"{BY_HELP} (default: overall)")
    one.add_argument("--together", action="store_true", help="all areas together: a row a principle, criterion ...")
    one.set_defaults(run=change)


def _peer_options(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--grouping",
        help="peer grouping, own:NAME for a saved list (default: the one marked so in data/peer_groupings.yaml)",
    )
    one.add_argument(
        "--include-self", action="store_true", help="count the area among its peers (published convention)"
    )
    one.add_argument("--statistic", choices=STATISTICS, default="median", help="peer figure (default: median)")


def scores(chosen: argparse.Namespace) -> int:
    """``scores [--framework F] [--round R] [--area A] [--by ...]``."""
    store = open_store(chosen.db)
    first = choose.framework_with_data(store, chosen.framework)
    wanted = [first.framework_id] if chosen.framework else findings.frameworks_in_use(store)
    code = choose.area_code(chosen.area, store) if chosen.area else ""
    if chosen.round:
        choose.round_of_any(store, wanted, chosen.round)
    found = []
    for framework_id in wanted:
        framework = choose.framework(framework_id)
        by = choose.way_to_divide(framework, chosen.by)
        rounds = (chosen.round,) if chosen.round else ()
        frame = findings.scores(store, framework_id, rounds=rounds, area_code=code, by=by)
        marks = reading.assessments(store)[["framework", "round", "area_code", "demo"]]
        found.append(_described(frame, framework, by, store).merge(marks, on=["framework", "round", "area_code"]))
    frame = pd.concat(found, ignore_index=True) if found else pd.DataFrame()
    for column in (name for name in frame if str(name).startswith("level_")):
        frame[column] = frame[column].astype("Int64")  # frameworks differ in their levels: no level is not a count of 0
    show(frame, chosen.format, basis=_basis(frame))
    return 0


def compare(chosen: argparse.Namespace) -> int:
    """``compare AREA [--grouping G] [--by ...] [--include-self] [--statistic median|mean]``."""
    store = open_store(chosen.db)
    framework = choose.framework_with_data(store, chosen.framework)
    round_ = choose.round_of(store, framework.framework_id, chosen.round)
    by = choose.way_to_divide(framework, chosen.by)
    code, grouping = choose.area_with_peers(store, chosen.area), choose.grouping(chosen.grouping, store)
    frame = findings.comparison(
        store,
        framework.framework_id,
        round_,
        grouping,
        by=by,
        include_self=chosen.include_self,
        statistic=chosen.statistic,
    )
    frame[["moved_best", "moved_worst"]] = findings.rank_firmness(store, framework.framework_id, round_, frame, by=by)
    own = frame[frame["area_code"] == code].copy()
    if own.empty:
        raise Refused(f"{choose.area_names()[code]} has no assessment of {framework.title} in round {round_}.")
    own["rank"] = [rank_words(*row) for row in own[["rank_best", "rank_worst", "n_ranked"]].itertuples(index=False)]
    described = _described(own, framework, by, store)
    leading = ["framework", "round", "area_code", "area", scoring.unit_column(by), "title"]
    resting = ["n_rated", "n_applicable", "coverage", "note", "group"]
    frame = described[[*leading, *COMPARED, *resting]].assign(grouping=grouping, statistic=chosen.statistic)
    frame["demo"] = findings.rests_on_demo(store, framework.framework_id, (round_,))
    show(
        frame,
        chosen.format,
        basis=f"Peers: {grouping}; own area {'counted among them' if chosen.include_self else 'left out'}.",
    )
    return 0


def benchmark(chosen: argparse.Namespace) -> int:
    """``benchmark FILE --area-column A --value-column V [--by COL...] --grouping G ...``."""
    if taken := [column for column in chosen.by if column in TAKEN]:
        raise Refused(f"The answer has a column '{taken[0]}' of its own: give that of the file (--by) another heading.")
    values, problems = read_area_values(
        chosen.file, chosen.file.name, chosen.area_column, chosen.value_column, list(chosen.by)
    )
    if has_errors(problems):
        raise Refused("\n".join(problem.sentence for problem in problems))
    for problem in problems:
        print(f"{problem.severity}: {problem.sentence}", file=sys.stderr)
    store = choose.store_of_lists(chosen.grouping, chosen.db)
    grouping = choose.grouping(chosen.grouping, store)
    frame = compare_with_peers(
        values,
        findings.pairs(store, grouping),
        unit=list(chosen.by),
        include_self=chosen.include_self,
        statistic=chosen.statistic,
        ties_as_shown=False,
    )
    frame.insert(1, "area", frame["area_code"].map(choose.area_names()))
    frame["grouping"] = grouping
    frame["statistic"] = chosen.statistic
    self_ = "counted among them" if chosen.include_self else "left out"
    show(frame, chosen.format, basis=f"Peers: {grouping}; own area {self_}. Not compared with fewer than 5 others.")
    return 0


def change(chosen: argparse.Namespace) -> int:
    """``change [--framework F] [--area A] [--from R] [--to R] [--by ...] [--together]``."""
    store = open_store(chosen.db)
    framework = choose.framework_with_data(store, chosen.framework)
    after = choose.round_of(store, framework.framework_id, chosen.after)
    known = reading.rounds(store, framework.framework_id)
    if not chosen.before and known.index(after) == 0:
        raise Refused(f"There is no round before {after}.")
    before = choose.round_of(store, framework.framework_id, chosen.before or known[known.index(after) - 1])
    if known.index(before) >= known.index(after):
        raise Refused(f"Round {before} (--from) is not before round {after} (--to).")
    by = choose.way_to_divide(framework, chosen.by)
    code = choose.area_code(chosen.area, store) if chosen.area else ""
    if chosen.together and code:
        raise Refused("--together is about all areas: leave out --area.")
    if chosen.together:
        frame = findings.change_together(store, framework.framework_id, before, after, by=by)
    elif by == scoring.CRITERION:
        frame = findings.change_by_criterion(store, framework.framework_id, before, after, area_code=code)
        frame = _with_wording(frame, wording_between(framework, before, after))
    else:
        frame = findings.change(store, framework.framework_id, before, after, area_code=code, by=by)
    frame = frame.assign(framework=framework.framework_id, round_before=before, round_after=after)
    leading = ["framework", "round_before", "round_after"]
    if not chosen.together:
        frame["area"] = frame["area_code"].map(choose.area_names(store))
        leading += ["area_code", "area"]
    frame["demo"] = findings.rests_on_demo(store, framework.framework_id, (before, after))
    if chosen.format == "table" and "p_sign" in frame:  # one decimal, as other figures have there, would make it 0.0
        frame["p_sign"] = [p_words(p) for p in frame["p_sign"]]
    show(frame[[*leading, *(column for column in frame if column not in leading)]], chosen.format)
    return 0


def _with_wording(frame: pd.DataFrame, between: dict[str, WordingChange]) -> pd.DataFrame:
    """What is recorded of a criterion that is not like for like because its wording changed."""
    recorded = [
        between[key] if why in WORDING_CHANGES else None
        for key, why in zip(frame["criterion_id"], frame["why"], strict=True)
    ]
    return frame.assign(
        wording_round=[one.round if one else "" for one in recorded],
        wording_note=[one.note if one else "" for one in recorded],
        wording_source=[one.source if one else "" for one in recorded],
    )


def _described(frame: pd.DataFrame, framework: Framework, by: str, store: Store) -> pd.DataFrame:
    """Names beside codes, the framework in front, and levels by their counts."""
    column = scoring.unit_column(by)
    titles = unit_titles(framework, by)
    frame = frame.assign(
        framework=framework.framework_id,
        area=frame["area_code"].map(choose.area_names(store)),
        title=frame[column].map(titles),
    )
    leading = ["framework", "round", "area_code", "area", column, "title"]
    first = ["score", "mean_level", "median_level", "n_rated", "n_applicable", "coverage", "note"]
    rest = [name for name in frame.columns if name not in (*leading, *first)]
    return frame[[*leading, *first, *rest]]


def _basis(frame: pd.DataFrame) -> str:
    if frame.empty:
        return ""
    counted = f"{int(frame['n_rated'].sum()):,} ratings, {frame['area_code'].nunique()} areas"
    return f"{counted}. Overall = mean of the principle scores."
