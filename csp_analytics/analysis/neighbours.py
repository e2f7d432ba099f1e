"""Nearest neighbours: the areas most like an area on chosen context variables.

Method: each variable is put on a common footing as a z-score (population standard deviation over all areas),
skewed ones after a logarithm; the distance is Euclidean with weights; the k nearest are the peers. The same method as
the published nearest-neighbour models of English and UK local government (CIPFA; ONS). Neighbours need not be mutual.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial.distance import pdist, squareform


@dataclass(frozen=True)
class Variable:
    """One context variable of a nearest-neighbour model."""

    name: str
    label: str
    weight: float = 1.0
    transform: str = "none"


def distances(context: pd.DataFrame, variables: tuple[Variable, ...]) -> pd.DataFrame:
    """Distance between every two areas.

    Args:
        context: tidy frame ``area_code, variable, value``.
        variables: the variables to use, with weights (relative: only their ratios matter) and transforms
            (``none`` or ``log``).

    Returns:
        Square frame, areas by areas (sorted by code), in weighted standard deviations: 0 on the diagonal. With
        equal weights the figure is a root mean square of the differences, so it does not grow with the number of
        variables.

    Raises:
        ValueError: when an area lacks one of the variables, or a logarithm of a value that is not above zero is asked.
    """
    scores = z_scores(context, variables)
    weights = np.array([variable.weight for variable in variables], dtype=float)
    scaled = scores.to_numpy() * np.sqrt(weights / weights.sum())
    return pd.DataFrame(squareform(pdist(scaled)), index=scores.index, columns=scores.index)


def z_scores(context: pd.DataFrame, variables: tuple[Variable, ...]) -> pd.DataFrame:
    """Variables as z-scores: areas (sorted by code) by variable names, mean 0 and standard deviation 1."""
    names = [variable.name for variable in variables]
    wide = context[context["variable"].isin(names)].pivot(index="area_code", columns="variable", values="value")
    absent = [name for name in names if name not in wide]
    if absent:
        raise ValueError(f"no area has a value of '{absent[0]}'")
    wide = wide.reindex(columns=names).astype(float).sort_index()
    if wide.isna().any(axis=None):
        area, variable = wide.isna().stack().idxmax()
        raise ValueError(f"no value of '{variable}' for {area}")
    for variable in variables:
        if variable.transform == "log":
            if (wide[variable.name] <= 0).any():
                raise ValueError(f"'{variable.name}' has values that are not above zero, so no logarithm")
            wide[variable.name] = np.log(wide[variable.name])
    spread = wide.std(ddof=0)
    if (spread == 0).any():
        raise ValueError(f"'{spread.idxmin()}' is the same everywhere, so it tells no areas apart")
    return (wide - wide.mean()) / spread


def pairs_of_neighbours(distance: pd.DataFrame, k: int) -> pd.DataFrame:
    """The k nearest areas of each area as peers.

    Returns:
        Frame ``area_code, peer_code, group, distance, mutual``: k rows an area, nearest first (ties by code); group
        names the area, since every area has a group of its own; mutual says whether each is among the other's k.
    """
    codes = distance.index.to_numpy()
    matrix = distance.to_numpy(copy=True)
    np.fill_diagonal(matrix, np.inf)
    # Rounded, so that what is equally far comes in order of codes and not of the last bit.
    nearest = np.argsort(matrix.round(12), axis=1, kind="stable")[:, : min(k, len(codes) - 1)]
    rows = [
        {"area_code": codes[i], "peer_code": codes[j], "group": codes[i], "distance": float(matrix[i, j])}
        for i in range(len(codes))
        for j in nearest[i]
    ]
    frame = pd.DataFrame(rows, columns=["area_code", "peer_code", "group", "distance"])
    chosen = set(zip(frame["area_code"], frame["peer_code"], strict=True))
    frame["mutual"] = [
        (peer, area) in chosen for area, peer in zip(frame["area_code"], frame["peer_code"], strict=True)
    ]
    return frame
