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
from csp_analytics.store import sights
from csp_analytics.store.connection import Store

NATION, PEERS = "nation", "peers"


def group_only(
    store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str, *, by: str = scoring.PRINCIPLE
) -> pd.DataFrame:
    """One area beside the figures of its peer group and of the nation.

    Args:
        store: the database as the person sees it.
        framework_id: the framework.
        round_: the round.
        grouping_id: whose peers; a list that somebody saved is none, because its members are chosen at will.
        area_code: the area, one of the person's own.
        by: ``principle``, ``overall`` or ``criterion``.

    Returns:
        Two rows a unit: ``group`` (``peers`` or ``nation``), the unit column, ``value`` (the area's own score, 0 to
        100), ``n`` (other areas with a score), ``median, q1, q3, mean`` and ``held_back``: see ``group_figures``.
    """
    unit = scoring.unit_column(by)
    scores = findings.scores(sights.behind(store), framework_id, rounds=(round_,), by=by, also=area_code)
    scores = scores.assign(value=scores["score"])
    own = scores[scores["area_code"] == area_code].set_index(unit)["value"]
    others = scores[~scores["area_code"].str.startswith(PREFIX)]
    known = {area_code, *sights.own_areas(store)}
    groups = {"": set(others["area_code"])} | _groups(sorted(known))
    wanted = {"": NATION, f"{grouping_id} {area_code}": PEERS}
    found = group_figures(others, groups, unit, known)
    found = found[found["group"].isin(wanted)].assign(group=lambda rows: rows["group"].map(wanted))
    return (
        found.assign(value=found[unit].map(own))
        .sort_values("group", ascending=False, kind="stable")
        .reset_index(drop=True)
    )


def _groups(areas: list[str]) -> dict[str, set[str]]:
    """Every group that an officer of these areas could ask for, in the order of the groupings."""
    return {
        f"{grouping_id} {code}": set(peers_of(findings.pairs(None, grouping_id), code))
        for grouping_id in peer_definitions.groupings()
        for code in areas
    }
