"""Why areas are peers: how far apart any two are on the facts of a nearest-neighbour model, and on which facts most.

Distance and z-scores are those of :mod:`csp_analytics.analysis.neighbours`, so a peer of a fixed grouping is measured
with the same rod as a nearest neighbour. The difference on one fact is the difference of the two z-scores: in standard
deviations over all areas, after a logarithm where the model takes one. Areas that lack one of the facts cannot be
placed and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from csp_analytics.analysis.neighbours import Variable, distances, z_scores

MOST = 3
ALIKE, UNLIKE, BETWEEN = ("most alike", "most unlike", "")
NEARNESS = ["peer_code", "distance", "place", "n_others"]
FACTS = ["peer_code", "variable", "own_value", "peer_value", "difference", "kind"]


def nearness(context: pd.DataFrame, variables: tuple[Variable, ...], area_code: str) -> pd.DataFrame:
    """How far every other area is from one.

    Args:
        context: tidy frame ``area_code, variable, value``.
        variables: the variables of the model.
        area_code: the area.

    Returns:
        Frame ``peer_code, distance, place, n_others``, nearest first (ties by code): distance in weighted standard
        deviations, 0 for the same figures; place from 1 among the ``n_others`` other areas. Empty when the area itself
        lacks one of the variables.
    """
    known = _complete(context, variables)
    codes = set(known["area_code"])
    if codes <= {area_code} or area_code not in codes:
        return pd.DataFrame(columns=NEARNESS)
    far = distances(known, variables)[area_code].drop(area_code).sort_index()
    # Rounded, so that the order is that of the nearest neighbours: what is equally far comes in order of codes.
    far = far.iloc[np.argsort(far.to_numpy().round(12), kind="stable")]
    return pd.DataFrame(
        {"peer_code": far.index, "distance": far.to_numpy(), "place": range(1, len(far) + 1), "n_others": len(far)}
    )


def facts_beside(
    context: pd.DataFrame, variables: tuple[Variable, ...], area_code: str, peer_codes: Sequence[str]
) -> pd.DataFrame:
    """Every fact of the model for an area beside each of its peers.

    Args:
        context: tidy frame ``area_code, variable, value``.
        variables: the variables of the model.
        area_code: the area.
        peer_codes: its peers, in the order to give back.

    Returns:
        Frame ``peer_code, variable, own_value, peer_value, difference, kind``: a row for each peer and variable, in
        their order. Values in the variable's own unit; ``difference`` is the peer's z-score minus the area's; ``kind``
        is ``most alike`` for the :data:`MOST` smallest differences of a peer, ``most unlike`` for the largest, else
        empty. No variable is both: with fewer than twice as many variables, half of them each. Peers without all
        variables have no rows, and there are none at all when the area itself lacks one.
    """
    known = _complete(context, variables)
    codes = set(known["area_code"])
    peers = [code for code in peer_codes if code in codes]
    if area_code not in codes or not peers:
        return pd.DataFrame(columns=FACTS)
    names = [variable.name for variable in variables]
    scores = z_scores(known, variables)
    values = known.pivot(index="area_code", columns="variable", values="value").astype(float)[names]
    steps = scores.loc[peers].to_numpy() - scores.loc[area_code].to_numpy()
    return pd.DataFrame(
        {
            "peer_code": np.repeat(peers, len(names)),
            "variable": np.tile(names, len(peers)),
            "own_value": np.tile(values.loc[area_code].to_numpy(), len(peers)),
            "peer_value": values.loc[peers].to_numpy().ravel(),
            "difference": steps.ravel(),
            "kind": _kinds(steps).ravel(),
        }
    )


def _kinds(steps: np.ndarray) -> np.ndarray:
    """Which facts of each peer (rows) are most alike and most unlike; ties in the order of the variables."""
    n = steps.shape[1]
    most = min(MOST, n // 2)
    place = np.argsort(np.argsort(np.abs(steps).round(12), axis=1, kind="stable"), axis=1)
    return np.where(place < most, ALIKE, np.where(place >= n - most, UNLIKE, BETWEEN))


def _complete(context: pd.DataFrame, variables: tuple[Variable, ...]) -> pd.DataFrame:
    """The rows of the model's variables, of the areas that have a value of every one."""
    rows = context[context["variable"].isin([variable.name for variable in variables]) & context["value"].notna()]
    return rows[rows.groupby("area_code")["variable"].transform("nunique") == len(variables)]
