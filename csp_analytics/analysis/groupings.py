"""Peers under any grouping, fixed or computed, in one shape."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.neighbours import Variable, distances, pairs_of_neighbours
from csp_analytics.analysis.peers import pairs_of_groups
from csp_analytics.areas.groupings import COMPUTED, Grouping


def peer_pairs(grouping: Grouping, membership: pd.DataFrame, context: pd.DataFrame) -> pd.DataFrame:
    """Every area's peers under a grouping.

    Args:
        grouping: the grouping.
        membership: members of the fixed groupings (``grouping_id, group, area_code``).
        context: context variables (``area_code, variable, value``), for a computed grouping.

    Returns:
        Frame ``area_code, peer_code, group`` (plus ``distance, mutual`` when computed), without the area itself.
    """
    if grouping.kind == COMPUTED:
        return pairs_of_neighbours(distances(context, model_variables(grouping)), grouping.k)
    return pairs_of_groups(membership, grouping.grouping_id)


def model_variables(grouping: Grouping) -> tuple[Variable, ...]:
    """The variables of a computed grouping, ready for :mod:`csp_analytics.analysis.neighbours`."""
    return tuple(Variable(v.name, v.label, v.weight, v.transform) for v in grouping.variables)
