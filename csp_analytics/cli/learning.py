"""The command learning: who could learn from whom, in pairs and in groups, and which training closes most gaps."""

from __future__ import annotations

import argparse
from collections.abc import Callable

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import training
from csp_analytics.analysis.learning import CRITERION, SKILL
from csp_analytics.charts.learning_words import HOW_SCORED
from csp_analytics.cli import choose
from csp_analytics.cli.output import Refused, show
from csp_analytics.findings import learning, surveys
from csp_analytics.findings.learning import BOTH, Wanted
from csp_analytics.pictures import learning_choices
from csp_analytics.pictures.learning_training import MOST_PLACES, RULES
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store, open_store

PAIRS, GROUPS, TRAINING = WHAT = ("pairs", "groups", "training")
NEVER = "No answers to the skills survey have been loaded yet. Load them with: import FILE"


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds learning."""
    one = command("learning", "Who could learn from whom, and which training closes most gaps.")
    one.add_argument("--what", choices=WHAT, default=PAIRS, help="pairs, small groups, or training (default: pairs)")
    one.add_argument("--by", choices=(BOTH, SKILL, CRITERION), help="default: both, of what has been loaded")
    one.add_argument("--area", help="only pairs and groups with this area")
    one.add_argument("--survey-round", metavar="ROUND", help="round of the skills survey (default: the newest)")
    one.add_argument("--framework", help="whose criteria count (default: the first with data)")
    one.add_argument("--round", help="round of the framework (default: the newest)")
    one.add_argument("--grouping", help="peer grouping, own:NAME for a saved list (default: as for compare)")
    one.add_argument("--most-mentored", type=int, default=2, metavar="N", help="others an area mentors (default: 2)")
    one.add_argument("--places", type=int, default=60, metavar="N", help="places of training (default: 60)")
    one.add_argument("--course", type=int, default=10, metavar="N", help="places in a course (default: 10)")
    one.add_argument("--gap", choices=tuple(RULES), default="two", help="a skill that fewer than two or half have")
    one.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """``learning [--what pairs|groups|training] [--by ...] [--area A] ...``."""
    store = open_store(chosen.db)
    if min(chosen.most_mentored, chosen.course) < 1 or not 0 <= chosen.places <= MOST_PLACES:
        raise Refused(f"--most-mentored and --course take 1 or more, --places 0 to {MOST_PLACES}.")
    if chosen.what == TRAINING:
        return _training(store, chosen)
    wanted = _wanted(store, chosen)
    code = choose.area_code(chosen.area, store) if chosen.area else ""
    found = learning.matches(store, wanted)
    frame = _groups(found, wanted, code) if chosen.what == GROUPS else _pairs(found, code)
    skills = SKILL in wanted.kinds and survey_reading.rests_on_demo(store, surveys.SKILLS, wanted.survey_round)
    levels = CRITERION in wanted.kinds and findings.rests_on_demo(store, wanted.framework_id, (wanted.round,))
    show(frame.assign(demo=bool(skills or levels)), chosen.format, basis=f"Peers: {wanted.grouping_id}. {HOW_SCORED}")
    return 0


def _wanted(store: Store, chosen: argparse.Namespace) -> Wanted:
    there = learning_choices.topics(store)
    if not there:
        raise Refused("Nothing has been loaded yet. Load files with: import FILE, or demonstration data with: demo")
    by = chosen.by or next(iter(there))
    if by not in there:
        raise Refused(NEVER if by != CRITERION else "No assessment has been loaded yet.")
    framework, round_ = "", ""
    if by != SKILL:
        framework = choose.framework_with_data(store, chosen.framework).framework_id
        round_ = choose.round_of(store, framework, chosen.round)
    survey_round = _survey_round(store, chosen.survey_round) if by != CRITERION else ""
    grouping = choose.grouping(chosen.grouping, store)
    return Wanted(by, survey_round, framework, round_, grouping, most_mentored=chosen.most_mentored)


def _survey_round(store: Store, written: str | None) -> str:
    known = survey_reading.rounds(store, surveys.SKILLS)
    if not known:
        raise Refused(NEVER)
    if written and written not in known:
        raise Refused(f"There is no round '{written}' of the skills survey. Expected one of {', '.join(known)}.")
    return written or known[-1]


def _pairs(found: learning.Matches, code: str) -> pd.DataFrame:
    topics = found.lessons.groupby(["learner", "mentor"])["topic_id"].agg("; ".join).rename("topics").reset_index()
    rows = found.chosen.merge(found.candidates, on=["learner", "mentor"]).merge(topics, on=["learner", "mentor"])
    if code:
        rows = rows[(rows["learner"] == code) | (rows["mentor"] == code)]
    names = choose.area_names()
    for place, column in enumerate(("learner", "mentor")):
        rows.insert(2 * place + 1, f"{column}_name", rows[column].map(names))
    return rows.sort_values(["learner_name", "turn"], ignore_index=True)


def _groups(found: learning.Matches, wanted: Wanted, code: str) -> pd.DataFrame:
    rows = learning.groups(found, wanted)
    if code:
        rows = rows[rows["group"].isin(rows.loc[rows["area_code"] == code, "group"])]
    rows.insert(4, "area", rows["area_code"].map(choose.area_names()))
    return rows


def _training(store: Store, chosen: argparse.Namespace) -> int:
    round_ = _survey_round(store, chosen.survey_round)
    names = choose.area_names()
    gaps = learning.training_gaps(store, round_, RULES[chosen.gap])
    plan = training.plan(gaps, chosen.places, chosen.course, names)
    rows = plan.closed.rename(columns={"kind": "who_has_it"})
    rows.insert(1, "area", rows["area_code"].map(names))
    said = f"{len(rows)} of {len(gaps)} gaps closed by {plan.n_places} places in courses of {chosen.course}."
    demo = survey_reading.rests_on_demo(store, surveys.SKILLS, round_)
    show(rows.assign(survey_round=round_, demo=demo), chosen.format, basis=said)
    return 0
