"""How firm a place among all areas is: what one answer could move, and how close together the areas lie.

A rank among self-assessed areas looks firmer than it is. Two plain checks say so: how far the rank would move if one
rated criterion had been put one level higher or lower, every other area staying as it is; and how many areas lie
within the distance that counts as similar of the middle one. Areas are all there are and no sample, so neither is a
confidence interval.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from csp_analytics.frameworks.model import Framework


def one_step(counts: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """How far a score moves at most when one rated criterion goes to the next level.

    A level up of *d* adds ``100 * d / (highest - lowest) / n_rated`` points. Only what the answers allow counts: at the
    highest level everywhere nothing can go up.

    Args:
        counts: a column ``level_<value>`` a level and ``n_rated``, one row a score.
        framework: gives the levels.

    Returns:
        Frame aligned with ``counts``: ``down`` and ``up`` in points, 0 or more; empty where nothing is rated.
    """
    steps = np.diff([level.value for level in framework.levels])
    there = counts[[f"level_{level.value}" for level in framework.levels]].to_numpy() > 0
    rated = counts["n_rated"].astype(float)
    point = 100 / (framework.highest - framework.lowest) / rated.where(rated > 0)
    return pd.DataFrame(
        {
            "down": (there * np.concatenate([[0], steps])).max(axis=1) * point,
            "up": (there * np.concatenate([steps, [0]])).max(axis=1) * point,
        },
        index=counts.index,
    )


def one_step_overall(by_principle: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The same for the overall score, the mean of the principle scores: the largest step that any principle allows.

    Args:
        by_principle: counts as for :func:`one_step` with ``area_code`` and ``n_applicable``, one row an area and
            principle, of one round.
        framework: gives the levels.

    Returns:
        Frame by ``area_code`` (the index): ``down`` and ``up`` in points.
    """
    area = by_principle["area_code"]
    n_principles = (by_principle["n_applicable"] > 0).groupby(area).sum()
    largest = one_step(by_principle, framework).groupby(area).max()
    return largest.div(n_principles.where(n_principles > 0), axis=0)


def rank_firmness(
    compared: pd.DataFrame, framework: Framework, unit: str, by_principle: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Where each rank could move by one answer, unit by unit: see :func:`ranks_one_step_away`.

    Args:
        compared: a row an area and unit with ``area_code``, the unit column, ``value`` and the counts of
            :func:`one_step`.
        framework: gives the levels.
        unit: the unit column.
        by_principle: for the overall score, what :func:`one_step_overall` takes.

    Returns:
        Frame aligned with ``compared``: ``moved_best`` and ``moved_worst``.
    """
    if by_principle is None:
        steps = one_step(compared, framework)
    else:
        steps = one_step_overall(by_principle, framework).reindex(compared["area_code"]).set_axis(compared.index)
    parts = [
        ranks_one_step_away(rows["value"], steps.loc[rows.index]) for _, rows in compared.groupby(unit, sort=False)
    ]
    return pd.concat(parts).reindex(compared.index) if parts else pd.DataFrame(columns=["moved_best", "moved_worst"])


def ranks_one_step_away(values: pd.Series, steps: pd.DataFrame) -> pd.DataFrame:
    """The highest and the lowest rank of each area when its own score moves and the others stay.

    Args:
        values: scores, empty where there is none; ties as in :func:`csp_analytics.analysis.peers.rank_range`.
        steps: ``down`` and ``up`` in points, aligned with ``values``.

    Returns:
        Frame aligned with ``values``: ``moved_best`` (first rank of those it would tie with after going up) and
        ``moved_worst`` (last rank after going down); empty without a score.
    """
    exact = values.astype(float)
    everyone = np.sort(np.floor(exact.dropna().to_numpy() + 0.5))
    after_up, after_down = (np.floor(exact + move + 0.5) for move in (steps["up"], -steps["down"]))
    # Nobody's own score is above what it becomes by going up, and it is one of those at or above what it becomes by
    # going down; so counting all areas gives the first rank and the last, without taking the area itself out.
    above = len(everyone) - np.searchsorted(everyone, after_up, side="right")
    at_or_above = len(everyone) - np.searchsorted(everyone, after_down, side="left")
    known = after_up.notna() & after_down.notna()
    return pd.DataFrame(
        {
            "moved_best": pd.Series(above + 1.0, index=values.index).where(known),
            "moved_worst": pd.Series(at_or_above.astype(float), index=values.index).where(known),
        }
    )


def around_middle(values: pd.Series, within: float) -> tuple[float, int, int]:
    """How many areas lie close to the middle one.

    Args:
        values: scores, empty where there is none.
        within: the distance in points that counts as close, such as that of the bands.

    Returns:
        The median, how many lie within the distance of it, and how many have a score (median empty without any).
    """
    known = values.dropna().astype(float)
    middle = float(known.median())
    # The hair's breadth of tolerance that bands have: sums of thirds must not push an exact half level over the edge.
    return middle, int(((known - middle).abs() <= within + 1e-9).sum()), len(known)
