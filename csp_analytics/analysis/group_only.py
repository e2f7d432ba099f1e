"""Figures of groups of areas and of nobody alone, for a round whose single areas are not shown.

A median, quartiles and a mean of five areas or more; and no two groups that could be taken apart to find fewer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from csp_analytics.analysis.peers import MIN_PEERS

FIGURES = ["median", "q1", "q3", "mean"]
_NEAR = 1e-6


def group_figures(
    values: pd.DataFrame, groups: Mapping[str, Collection[str]], unit: str, own: Collection[str] = ()
) -> pd.DataFrame:
    """The figures of groups of areas, unit by unit.

    Args:
        values: ``area_code``, the unit column and ``value``; at most one row an area and unit.
        groups: members of every group that the same person may ask for, by name, in an order that never changes; a
            group that would give something away beside those before it has no figures.
        unit: the unit column, such as ``principle_id``.
        own: areas that the person knows; they are counted in no group and make no minimum.

    Returns:
        One row per group and unit, in the order given: ``group``, the unit column, ``n`` (areas with a value),
        ``median, q1, q3`` (type 7) and ``mean``, all of them empty where they are held back, and ``held_back``.
    """
    known = values[values["value"].notna() & ~values["area_code"].isin(list(own))]
    rows = []
    for key in values[unit].drop_duplicates():
        of_unit = known[known[unit] == key].set_index("area_code")["value"]
        safe = may_be_told({name: set(of_unit.index) & set(members) for name, members in groups.items()})
        for name, members in groups.items():
            shown = of_unit[of_unit.index.isin(list(members))]
            q1, median, q3 = np.percentile(shown, [25, 50, 75]) if name in safe else (np.nan,) * 3
            mean = shown.mean() if name in safe else np.nan
            rows.append((name, key, len(shown), median, q1, q3, mean, name not in safe))
    return pd.DataFrame(rows, columns=["group", unit, "n", *FIGURES, "held_back"])


def may_be_told(groups: Mapping[str, Collection[str]]) -> list[str]:
    """Which groups' means may be told to one person, taken in order.

    A group is left out when it has fewer than five areas, when what is over between it and a group told before it is
    one to four areas, or when sums and differences of the groups told would give one area's own figure: an area's
    figure follows from means exactly when its unit vector lies in the space that their members' vectors span.

    Args:
        groups: areas with a value, by name of the group.
    """
    areas = sorted(set().union(*groups.values())) if groups else []
    place = {code: number for number, code in enumerate(areas)}
    told: list[str] = []
    vectors = np.empty((0, len(areas)))
    for name, members in groups.items():
        if len(members) < MIN_PEERS or any(_little_over(set(groups[other]), set(members)) for other in told):
            continue
        vector = np.zeros((1, len(areas)))
        vector[0, [place[code] for code in members]] = 1.0
        with_it = np.vstack([vectors, vector])
        if (np.diag(np.linalg.pinv(with_it) @ with_it) > 1 - _NEAR).any():
            continue
        told.append(name)
        vectors = with_it
    return told


def _little_over(one: set[str], other: set[str]) -> bool:
    """Whether one holds the other and fewer than five areas more."""
    small, large = sorted((one, other), key=len)
    return small < large and len(large - small) < MIN_PEERS
