"""Change of all areas together: the middle area before and after, and which areas and criteria moved most.

Counts come first: on how many criteria an area rose and fell, and in how many areas a criterion did. The sign test asks
of one criterion whether as many ups among the areas that moved would be unusual if up and down were equally likely
(exact binomial, two-sided; Conover, *Practical Nonparametric Statistics*, 1999, section 3.4). It uses the direction
alone, as befits levels that are steps.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from csp_analytics.analysis.change import BEFORE, NO_ASSESSMENT, NOW, change_summary
from csp_analytics.frameworks.model import Framework

# Under six the test cannot come out below 1 in 20, whatever the areas say: 2 x (1/2)^5 = 0.0625.
MIN_MOVED = 6
# Of fewer areas none is typical: they are named, each with its own change.
MIN_TYPICAL = 5
MOST_TIED = 8


def criteria_together(changes: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """In how many areas each criterion rose and fell.

    Args:
        changes: from :func:`csp_analytics.analysis.change.criterion_change`, of any number of areas.
        framework: gives the order of the criteria.

    Returns:
        One row per criterion that an area assessed in both rounds rated in either, in the framework's order:
        ``criterion_id, principle_id, improved, same, declined, n_compared, n_dropped, n_reworded, net`` (counts of
        these areas), ``n_moved`` (improved + declined) and ``p_sign`` (0 to 1, empty when fewer than six areas moved).
        An area that was assessed in one of the rounds only counts nowhere, so also not as dropped.
    """
    changes = changes[assessed_twice(changes)]
    known = [*framework.table["criterion_id"], *framework.taken_out]
    found = change_summary(changes, framework, ["criterion_id"]).set_index("criterion_id")
    found = found.reindex([key for key in known if key in found.index]).reset_index()
    found.insert(1, "principle_id", [framework.criterion(key).principle_id for key in found["criterion_id"]])
    found["n_moved"] = found["improved"] + found["declined"]
    found["p_sign"] = [
        sign_test(up, down) for up, down in found[["improved", "declined"]].itertuples(index=False, name=None)
    ]
    return found.drop(columns=["score_before", "score_after", "points"])


def assessed_twice(changes: pd.DataFrame) -> pd.Series:
    """Which rows of ``criterion_change`` are of areas with an assessment in both rounds, as true and false."""
    return ~changes["why"].isin([f"{NO_ASSESSMENT} {side}" for side in (BEFORE, NOW)])


def sign_test(up: int, down: int) -> float:
    """Two-sided p of the exact sign test, empty when fewer than six moved."""
    return float(binomtest(int(up), int(up + down)).pvalue) if up + down >= MIN_MOVED else np.nan


def p_words(p: float) -> str:
    """A probability with three decimals, ``under 0.001``, or a dash when there is none."""
    return "–" if p != p else "under 0.001" if p < 0.001 else f"{p:.3f}"


def areas_together(summary: pd.DataFrame, unit: str = "") -> pd.DataFrame:
    """The middle area before and after, and how many areas moved which way.

    Args:
        summary: from :func:`csp_analytics.analysis.change.change_summary` by area, and ``unit`` if given.
        unit: the column that tells units apart, such as ``principle_id``; none for overall.

    Returns:
        One row per unit (in order of first appearance): ``n_areas`` (with a like-for-like score of both rounds),
        ``middle_before, middle_after`` (medians of their scores), ``typical_points`` (median of their own changes,
        which need not be the difference of the two medians; all three empty under five areas), ``n_up, n_even, n_down``
        (areas that improved on more, as many or fewer criteria than they declined on); with ``kept_points`` in
        ``summary`` also ``typical_kept_points``, their median. Empty when no area has a score in both rounds.
    """
    scored = summary[summary["points"].notna()]
    net = np.sign(scored["net"])
    marked = scored.assign(unit=scored[unit] if unit else "all", n_up=net > 0, n_even=net == 0, n_down=net < 0)
    grouped = marked.groupby("unit", sort=False)
    found = pd.DataFrame(
        {
            "n_areas": grouped.size(),
            "middle_before": grouped["score_before"].median(),
            "middle_after": grouped["score_after"].median(),
            "typical_points": grouped["points"].median(),
            **{name: grouped[name].sum().astype(int) for name in ("n_up", "n_even", "n_down")},
        }
    )
    if "kept_points" in scored:
        found.insert(4, "typical_kept_points", grouped["kept_points"].median())
    medians = [name for name in found if name.startswith(("middle_", "typical_"))]
    found[medians] = found[medians].where(found["n_areas"] >= MIN_TYPICAL)
    return found.rename_axis(unit or "unit").reset_index()


def most_moved(rows: pd.DataFrame, column: str, *, most: int = 5, down: bool = False) -> tuple[pd.DataFrame, int]:
    """The rows that moved most in one direction, ties told.

    Args:
        rows: any frame.
        column: whole numbers; rows tie when they are equal. Rows at 0 or of the other direction never count.
        most: how many to name.
        down: those that moved down, lowest first.

    Returns:
        The rows in order (ties in the order of ``rows``), and how many more are tied with the last of them. All that
        are tied are among the rows while that makes no more than eight.
    """
    wanted = rows[rows[column] < 0] if down else rows[rows[column] > 0]
    wanted = wanted.sort_values(column, ascending=down, kind="stable")
    if len(wanted) <= most:
        return wanted, 0
    last = wanted[column].iloc[most - 1]
    upto = int((wanted[column] <= last).sum() if down else (wanted[column] >= last).sum())
    return (wanted.head(upto), 0) if upto <= MOST_TIED else (wanted.head(most), upto - most)
