"""Areas beside criteria: the levels as a table, and orders of its areas and criteria in which something can be seen.

Likeness of two areas: the mean of their differences over the criteria that at least one of them rated. Where both
rated, the difference is the distance of their levels as a share of the scale (Gower's measure for ordered answers,
1971, Biometrics 27(4), 857-871); where only one did, it is half the scale. So two areas are 0 apart only when they gave
the same answers, and an area that rated little is near nobody. The order by likeness is average-linkage clustering
with its branches turned so that neighbours are as alike as can be (Bar-Joseph and others 2001, as in scipy).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import MIN_PEERS, compare_with_peers
from csp_analytics.analysis.spread import spread
from csp_analytics.frameworks.model import Framework

ONE_UNKNOWN = 0.5


def matrix(ratings: pd.DataFrame, framework: Framework, value: str = "level") -> pd.DataFrame:
    """Ratings of one round as a table: criteria in document order by areas in order of their code.

    Args:
        ratings: a ratings frame of one round.
        framework: the framework that the ratings belong to.
        value: which column of the ratings to show: ``level`` (empty unless rated) or ``answer`` (``missing`` where an
            assessment has no row).
    """
    wide = ratings.pivot(index="criterion_id", columns="area_code", values=value)
    wide = wide.reindex(framework.table["criterion_id"]).sort_index(axis=1)
    return wide.fillna(scoring.MISSING) if value == "answer" else wide.astype(float)


def level_counts(ratings: pd.DataFrame, framework: Framework, areas: Iterable[str]) -> pd.DataFrame:
    """How many of some areas are at each level of each criterion.

    Args:
        ratings: a ratings frame of one round.
        framework: the framework that the ratings belong to.
        areas: the areas to count; ratings of others are not looked at.

    Returns:
        One row per criterion, in document order, indexed from 0: the columns of
        :func:`csp_analytics.analysis.scores.national` by criterion and ``spread`` (0 to 1, see
        :mod:`csp_analytics.analysis.spread`). Counts are 0 where nobody of them was assessed.
    """
    own = ratings[ratings["area_code"].isin(set(areas))]
    counts = scoring.distribution(own, framework, scoring.CRITERION)
    ids = pd.Index(framework.table["criterion_id"])
    found = scoring.national(counts, framework, scoring.CRITERION).set_index("criterion_id").reindex(ids)
    numbers = [name for name in found.columns if name.startswith(("level_", "n_"))]
    found[numbers] = found[numbers].fillna(0).astype(int)
    found["spread"] = spread(found, framework)
    return found.rename_axis("criterion_id").reset_index()


def levels_beside_peers(
    ratings: pd.DataFrame,
    pairs: pd.DataFrame,
    area_code: str,
    framework: Framework,
    *,
    include_self: bool = False,
    statistic: str = "median",
) -> pd.DataFrame:
    """One area's level of every criterion beside its peers' figure, in levels.

    Args:
        ratings: a ratings frame of one round, all areas.
        pairs: peers (``area_code, peer_code, group``).
        area_code: the area; it need not have been assessed.
        framework: the framework that the ratings belong to.
        include_self: count the area among its peers (the published convention).
        statistic: ``median`` or ``mean``.

    Returns:
        One row per criterion, indexed by its id, in document order: ``value`` (empty unless rated) and the peers'
        columns of :func:`csp_analytics.analysis.peers.compare_with_peers`. ``peer_value`` is empty under five peers
        with a level; similar is within the framework's ``similar_within_levels``.
    """
    own = pairs[pairs["area_code"] == area_code]
    levels = ratings[["area_code", "criterion_id", "level"]].rename(columns={"level": "value"})
    every = pd.DataFrame({"area_code": area_code, "criterion_id": framework.table["criterion_id"]})
    theirs = levels[levels["area_code"].isin(own["peer_code"]) & (levels["area_code"] != area_code)]
    values = pd.concat([every.merge(levels, on=["area_code", "criterion_id"], how="left"), theirs])
    compared = compare_with_peers(
        values.astype({"value": float}),
        own,
        unit=["criterion_id"],
        similar_within=framework.similar_within_levels,
        include_self=include_self,
        statistic=statistic,
    )
    compared = compared[compared["area_code"] == area_code].set_index("criterion_id")
    return compared.assign(peer_value=compared["peer_value"].where(compared["n_peers"] >= MIN_PEERS))


def distances(levels: pd.DataFrame, framework: Framework) -> np.ndarray:
    """Distance between every two columns of a table of levels, 0 (the same answers) to 1 (opposite ends throughout).

    Two columns without any rating are 0 apart. See the module's docstring for the method.
    """
    values = levels.to_numpy(dtype=float).T
    rated = ~np.isnan(values)
    apart = np.array([np.nansum(np.abs(values - row), axis=1) for row in values]).reshape(len(values), -1)
    both = rated.astype(float) @ rated.T.astype(float)
    either = rated.sum(axis=1)[:, None] + rated.sum(axis=1)[None, :] - both
    total = apart / (framework.highest - framework.lowest) + ONE_UNKNOWN * (either - both)
    return total / np.where(either > 0, either, 1)


def alike(levels: pd.DataFrame, framework: Framework) -> list[str]:
    """Columns of a table of levels in an order where neighbours are alike, the end with the higher levels first."""
    levels = levels[sorted(levels.columns)]  # so that the order in which they came is irrelevant
    means = levels.mean().fillna(framework.lowest)
    if len(means) < 3:
        return list(means.sort_values(ascending=False, kind="stable").index)
    tree = linkage(squareform(distances(levels, framework), checks=False), "average", optimal_ordering=True)
    order = leaves_list(tree)
    places = np.arange(len(order)) - (len(order) - 1) / 2
    rising = float((means.to_numpy()[order] * places).sum()) > 0
    return list(levels.columns[order[::-1] if rising else order])


def by_name(codes: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Areas in the order of the alphabet."""
    return sorted(codes, key=lambda code: (names[code].casefold(), code))


def by_group(codes: Iterable[str], names: Mapping[str, str], groups: Mapping[str, str], own: str) -> list[str]:
    """Areas group by group, by name within a group: the own area first, then the rest of its group, then the others.

    Args:
        codes: the areas.
        names: their names.
        groups: group by area, the groups in the order in which they are to stand; areas without one come last.
        own: the own area.
    """
    ranked = {group: place for place, group in enumerate(dict.fromkeys(groups.values()))}
    place = {code: ranked.get(groups.get(code, ""), len(ranked)) for code in codes}
    first = place.get(own, ranked.get(groups.get(own, ""), -1))
    return sorted(
        by_name(place, names), key=lambda code: (code != own or own not in place, place[code] != first, place[code])
    )


def by_value(codes: Sequence[str], values: Mapping[str, float]) -> list[str]:
    """The highest value first; equal ones stay as they came, those without a value come last."""
    known = pd.Series({code: values.get(code, np.nan) for code in codes}, dtype=float)
    return list(known.sort_values(ascending=False, kind="stable", na_position="last").index)


def by_unit(framework: Framework, column: str, units: Sequence[str]) -> list[str]:
    """Criteria unit by unit, in document order within one.

    Args:
        framework: the framework.
        column: column of its ``table`` that tells the units apart: ``principle_id``, ``group_id`` or a facet.
        units: the units in the order in which they are to stand; criteria of none of them come last.
    """
    place = {unit: number for number, unit in enumerate(units)}
    order = framework.table[column].map(place).fillna(len(place))
    return list(framework.table["criterion_id"].iloc[np.argsort(order.to_numpy(), kind="stable")])
