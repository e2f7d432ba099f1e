"""Action plans in time: one area's plan with what became of the plan before it, and the plans of all areas."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from csp_analytics.analysis import action_tracking
from csp_analytics.analysis.action_tracking import CARRIED, DONE, DROPPED, DUE, LATER, OVERDUE, SOON
from csp_analytics.areas.register import register
from csp_analytics.charts import action_rounds, timeline
from csp_analytics.charts.action_words import GLYPHS, are, states_words, undated_words
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed
from csp_analytics.findings import action_plans as plans
from csp_analytics.pictures import action_plan_tables as tables
from csp_analytics.pictures.area import area_names
from csp_analytics.store.connection import Store

WAY = "bring one to the page Your partnership or have actions proposed there, or begin with an empty one."
MOST_NAMED = 5
_CARDS = ((OVERDUE, "Overdue"), (DUE, f"Due within {SOON} days"), (LATER, "Due later"), (DONE, "Done"))


@dataclass(frozen=True)
class PlanPicture:
    """Everything that the page shows of one area's plan. ``absent`` says that there is none, else it is empty.

    Attributes:
        name: the area.
        finding: the plan in one sentence.
        absent: why there is nothing, and the way to a plan.
        round: the plan's round, empty when not stated.
        cards: the counts, as big numbers.
        timeline: the actions by due date, None when none has a date.
        rounds: the plans of all rounds as they stand today.
        undated: actions without a date, named.
        earlier: what became of earlier plans, a sentence each.
        became: the actions of earlier plans, a row each.
        table: the plan, a row an action.
        rows: the same as it is stored, to write it into a workbook.
    """

    name: str
    finding: str
    absent: str = ""
    round: str = ""
    cards: list[dict[str, str]] = field(default_factory=list)
    timeline: Exhibit | None = None
    rounds: Exhibit | None = None
    undated: str = ""
    earlier: list[str] = field(default_factory=list)
    became: pd.DataFrame | None = None
    table: pd.DataFrame | None = None
    rows: pd.DataFrame | None = None
    about: dict[str, str] = field(default_factory=dict)
    demo: bool = False


@dataclass(frozen=True)
class AllPlansPicture:
    """Everything that the page shows of the plans of all areas. ``absent`` says that there is none, else it is empty.

    Attributes:
        by_area: a row an area with a plan, most overdue first.
        overdue: every action that is overdue, the longest first.
        without: which areas have no plan, in words.
    """

    finding: str
    absent: str = ""
    cards: list[dict[str, str]] = field(default_factory=list)
    rounds: Exhibit | None = None
    by_area: pd.DataFrame | None = None
    overdue: pd.DataFrame | None = None
    without: str = ""
    about: dict[str, str] = field(default_factory=dict)
    demo: bool = False


def plan_picture(store: Store, area_code: str, today: date) -> PlanPicture:
    """One area's newest plan on a day, and what became of its earlier ones."""
    name = area_names(store)[area_code]
    actions = plans.tracked(store, today, area_code)
    if actions.empty:
        said = f"No action plan has been loaded for {name}: {WAY}"
        return PlanPicture(name, said, absent=said, about={"Area": name})
    newest = actions[actions["newest"]].reset_index(drop=True)
    round_ = newest["round"].iloc[0]
    about = {"Area": name, **({"Round": round_} if round_ else {})}
    demo = bool(actions["demo"].any())
    earlier = actions[~actions["newest"]]
    return PlanPicture(
        name=name,
        finding=states_words(newest),
        round=round_,
        cards=_cards(newest, ""),
        timeline=timeline.timeline(newest, today=today, whose=name, round_=round_, demo=demo, about=about),
        rounds=action_rounds.by_round(
            action_tracking.by_round(actions), today=today, whose=name, demo=demo, about={"Area": name}
        ),
        undated=undated_words(newest),
        earlier=_earlier_words(actions),
        became=tables.became_table(earlier) if len(earlier) else None,
        table=tables.plan_table(newest),
        rows=newest,
        about=about,
        demo=demo,
    )


def all_plans_picture(store: Store, today: date) -> AllPlansPicture:
    """The newest plans of all areas of the register on a day; those of outside areas are no part of the picture."""
    actions = plans.tracked(store, today)
    actions = actions[actions["area_code"].isin(register().areas)]
    if actions.empty:
        said = f"No action plan has been loaded for any area: {WAY}"
        return AllPlansPicture(said, absent=said)
    names = register().names
    counts = action_tracking.summary(actions)
    counts["area"] = counts["area_code"].map(names)
    newest = actions[actions["newest"]]
    late, done, n = (int(counts[name].sum()) for name in (OVERDUE, DONE, "n"))
    places = int((counts[OVERDUE] > 0).sum())
    demo = bool(actions["demo"].any())
    planned = set(counts["area_code"])
    without = [name for code, name in names.items() if code not in planned]
    return AllPlansPicture(
        finding=(
            f"{late:,} of {count(n, 'action')} {are(late)} overdue, in {places} of "
            f"{count(len(counts), 'area')} with a plan; {done:,} {are(done)} done."
        ),
        cards=_cards(newest, "area_code"),
        rounds=action_rounds.by_round(
            action_tracking.by_round(actions), today=today, whose="all areas", demo=demo, about={}
        ),
        by_area=tables.area_table(counts.sort_values([OVERDUE, "area"], ascending=[False, True])),
        overdue=tables.overdue_table(newest, names),
        without=f"No plan: {listed(without, most=MOST_NAMED)}." if without else "",
        demo=demo,
    )


def _cards(newest: pd.DataFrame, unit: str) -> list[dict[str, str]]:
    """The counts of the states that have a date or are done (``unit``: in how many of what, such as ``area_code``)."""
    found = []
    for state, title in _CARDS:
        rows = newest[newest["state_of_time"] == state]
        rest = f"in {count(rows[unit].nunique(), 'area')}" if unit else _next_words(rows, state)
        found.append(
            {
                "name": f"{GLYPHS[state]} {title}",
                "number": f"{len(rows):,}",
                "unit": f"of {len(newest):,}",
                "rest": rest if len(rows) else "none",
            }
        )
    return found


def _next_words(rows: pd.DataFrame, state: str) -> str:
    if rows.empty or state == DONE:
        return "by their status in the plan"
    first = rows.sort_values("due").iloc[0]
    return f"{'since' if state == OVERDUE else 'first on'} {first['due']:%-d %B %Y}"


def _earlier_words(actions: pd.DataFrame) -> list[str]:
    """What became of each earlier plan, newest first: done, carried over, dropped, and how many dates moved."""
    said = []
    for name, rows in reversed(list(actions[~actions["newest"]].groupby("round", sort=False))):
        n = rows["became"].value_counts()
        parts = [f"{int(n.get(what, 0))} {what}" for what in (DONE, CARRIED, DROPPED)]
        of = f"of {name}" if name else "without a round"
        went = actions[actions["earlier_round"] == name]
        moved = int(went["slipped"].gt(0).sum())
        later = f" {moved} of those carried over {'has' if moved == 1 else 'have'} a later date." if moved else ""
        said.append(f"Plan {of} ({count(len(rows), 'action')}): {listed(parts)}.{later}")
    return said
