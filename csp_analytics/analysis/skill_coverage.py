"""How many people of an area have each skill: nobody, one person (a single point of failure), two or more."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.suppression import NEARLY_ALL, NEARLY_NONE, SHOWN

NOBODY, ONE, SEVERAL = 0, 1, 2
# Of 5 to 9 people it is not said that none of them has a skill, only that at most one has.
WORDS = BY_NOBODY, BY_ONE, BY_SEVERAL, AT_MOST_ONE = ("nobody", "one person", "two or more", "at most one")


def coverage(shares: pd.DataFrame) -> pd.DataFrame:
    """Coverage from shares of areas.

    Args:
        shares: the frame of :func:`csp_analytics.analysis.shares.shares` by area, of a question answered by yes or no.

    Returns:
        One row an area and item: ``area_code, item_id, n_people`` (0, 1, 2 for two or more, empty when it is not
        known), ``words`` (``nobody``, ``one person``, ``two or more``, ``at most one``, or empty), ``n, status``.
    """
    yes = shares["x"].clip(upper=SEVERAL).where(shares["status"] == SHOWN)
    yes = yes.mask(shares["status"] == NEARLY_ALL, SEVERAL)
    words = yes.map({NOBODY: BY_NOBODY, ONE: BY_ONE, SEVERAL: BY_SEVERAL}).astype(object).fillna("")
    words = words.mask(shares["status"] == NEARLY_NONE, AT_MOST_ONE)
    return pd.DataFrame(
        {
            "area_code": shares["unit"],
            "item_id": shares["item_id"],
            "n_people": yes,
            "words": words,
            "n": shares["n"],
            "status": shares["status"],
        }
    )


def by_area(covered: pd.DataFrame) -> pd.DataFrame:
    """Each area: how many items are covered by nobody, one person, two or more.

    Returns:
        ``area_code, n_items`` (with a figure), ``n_nobody, n_one, n_several, n_at_most_one, complete`` (every item
        known, and covered by somebody), in order of appearance; areas without any figure are there with zeros.
    """
    # Of all or nearly all of 5 to 9 people, at least four have the skill: two or more, whichever it is.
    return _counted(covered, "area_code", "n_items")


def by_item(covered: pd.DataFrame) -> pd.DataFrame:
    """Each item: in how many areas nobody, one person, two or more have it.

    Returns:
        ``item_id, n_areas`` (with a figure), ``n_nobody, n_one, n_several, n_at_most_one, hangs_on_one`` (one person
        in more than half of the areas with a figure), in order of appearance.
    """
    found = _counted(covered, "item_id", "n_areas")
    return found.drop(columns="complete").assign(hangs_on_one=2 * found["n_one"] > found["n_areas"])


def _counted(covered: pd.DataFrame, by: str, counted: str) -> pd.DataFrame:
    flags = pd.DataFrame(
        {
            by: covered[by],
            counted: covered["words"] != "",
            "n_nobody": covered["words"] == BY_NOBODY,
            "n_one": covered["words"] == BY_ONE,
            "n_several": covered["words"] == BY_SEVERAL,
            "n_at_most_one": covered["words"] == AT_MOST_ONE,
            "rows": True,
        }
    )
    found = flags.groupby(by, sort=False).sum().reset_index()
    found["complete"] = found["n_one"] + found["n_several"] == found["rows"]
    return found.drop(columns="rows")
