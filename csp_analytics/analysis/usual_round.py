"""Which round is looked at when nobody chooses one."""

from __future__ import annotations

import pandas as pd

from csp_analytics.areas.outside import PREFIX
from csp_analytics.frameworks.wording import round_order

ENOUGH = 0.5  # of the areas of the round with most of them


def usual_round(assessed: pd.DataFrame) -> str:
    """The newest round in which at least half as many areas were assessed as in the round with most areas.

    The first areas of a new round would else empty every page that compares. Areas outside the register count only
    where there are no others.

    Args:
        assessed: one framework's assessments, ``area_code, round``, one row an area and round.

    Returns:
        The round; empty when there is no assessment.
    """
    inside = assessed[~assessed["area_code"].str.startswith(PREFIX)] if len(assessed) else assessed
    counts = (inside if len(inside) else assessed)["round"].value_counts()
    enough = counts[counts >= ENOUGH * counts.max()] if len(counts) else counts
    return max(enough.index, key=round_order, default="")
