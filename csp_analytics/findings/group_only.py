"""What an officer is told of other areas in a round that is published as group figures.

The only place that looks behind what a person may see (``sights.behind``): figures of five areas or more leave it, and
no two of them can be taken apart to find an area's own (:mod:`csp_analytics.analysis.group_only`).
"""

from __future__ import annotations

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.group_only import group_figures
from csp_analytics.analysis.peers import peers_of
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.outside import PREFIX
from csp_analytics.store import reading, sights
from csp_analytics.store.connection import Store

NATION, PEERS = "nation", "peers"


def group_only(
    store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str, *, by: str = scoring.PRINCIPLE
) -> pd.DataFrame:
    """One area beside the figures of its peer group and of the nation.

    Args:
        store: the database as the person sees it, with an upload laid over it where there is one.
        framework_id: the framework.
        round_: the round of the area's answers; the others' is that of :func:`others_round`.
        grouping_id: whose peers; a list that somebody saved is none, because its members are chosen at will.
        area_code: the area; one that is not the person's own has no figures beside it, because those without it and
            those without the own area would tell what lies between.
        by: ``principle``, ``overall`` or ``criterion``.

    Returns:
        Two rows a unit: ``group`` (``peers`` or ``nation``), the unit column, ``value`` (the area's own score, 0 to
        100), ``n`` (other areas with a score), ``median, q1, q3, mean`` and ``held_back``: see ``group_figures``.
    """
    unit, known = scoring.unit_column(by), _known(store, area_code)
    own = _scores(store, framework_id, round_, by, area_code)
    others = _scores(sights.behind(store), framework_id, others_round(store, framework_id, round_, area_code), by)
    others = others[~others["area_code"].isin(known)]
    groups = {"": set(others["area_code"])} | _groups(sorted(known))
    if not told_of(store, area_code):
        groups = {name: set() for name in groups}
    wanted = {"": NATION, f"{grouping_id} {area_code}": PEERS}
    units = own.assign(value=float("nan"))  # what nobody else has a score of has its row too
    found = group_figures(pd.concat([others, units], ignore_index=True), groups, unit, known)
    found = found[found["group"].isin(wanted)].assign(group=lambda rows: rows["group"].map(wanted))
    return (
        found.assign(value=found[unit].map(own.set_index(unit)["value"]))
        .sort_values("group", ascending=False, kind="stable")
        .reset_index(drop=True)
    )


def others_round(store: Store, framework_id: str, round_: str, area_code: str) -> str:
    """The round that the figures of groups are of: the area's, else the newest that other areas have.

    Empty when nobody else has one, and when its rule is neither names nor group figures: behind aliases, figures of a
    family group would tell which letters are in it.
    """
    base, known = sights.behind(store), _known(store, area_code)
    there = reading.assessments(base)
    there = there[(there["framework"] == framework_id) & ~there["area_code"].isin(known)]
    rounds = set(there.loc[~there["area_code"].str.startswith(PREFIX), "round"])
    newest = round_ if round_ in rounds else max(rounds, key=reading.round_order, default="")
    return newest if newest and sights.may_be_summed(base, newest) else ""


def others_are_demo(store: Store, framework_id: str, round_: str) -> bool:
    """Whether anything of a round that figures of groups may rest on is demonstration data."""
    return findings.rests_on_demo(sights.behind(store), framework_id, (round_,))


def told_of(store: Store, area_code: str) -> bool:
    """Whether figures of groups may stand beside an area: one's own, or one that is in no group."""
    own = sights.own_areas(store)
    return not own or area_code in own or area_code.startswith(PREFIX)


def _known(store: Store, area_code: str) -> set[str]:
    return {area_code, *sights.own_areas(store)}


def _scores(store: Store, framework_id: str, round_: str, by: str, area_code: str = "") -> pd.DataFrame:
    """Scores of the areas of the register, or of one area; without a round there are none."""
    found = findings.scores(store, framework_id, rounds=(round_,), area_code=area_code, by=by)
    found = found.assign(value=found["score"])
    return found if area_code else found[~found["area_code"].str.startswith(PREFIX)]


def _groups(areas: list[str]) -> dict[str, set[str]]:
    """Every group that an officer of these areas could ask for, in the order of the groupings."""
    return {
        f"{grouping_id} {code}": set(peers_of(findings.pairs(None, grouping_id), code))
        for grouping_id in peer_definitions.groupings()
        for code in areas
    }
