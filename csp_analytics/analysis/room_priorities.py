"""What a room wants to work on: the order in which criteria become rows of an action plan.

Dots come first, because they are what the room chose. Among equal dots the criterion on which the room agrees least
goes before, then the one at the lower agreed level, then the agenda. Where no dots are known, those count that are put
aside, worth discussing, or agreed in the lower half of the scale. This order is a convention of this project.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

COLUMNS = ["item_id", "place", "dots", "consensus", "level"]
BY_DOTS, BY_RESULT = "dots", "result"


def priorities(items: pd.DataFrame, scale: Sequence[str]) -> tuple[pd.DataFrame, str]:
    """The criteria to plan for, most wanted first.

    Args:
        items: a row a criterion in the order of the agenda: ``item_id, dots, consensus`` (0 to 1, empty when not
            known), ``discuss`` (whether it is worth discussing), ``parked`` and ``agreed`` (an answer, empty for none).
        scale: answers on the scale, lowest first.

    Returns:
        Frame ``item_id, place`` (from 1), ``dots, consensus, level`` (place on the scale from 0, empty when no level
        was agreed), and what it goes by: :data:`BY_DOTS`, or :data:`BY_RESULT` where no dots are known.
    """
    places = {answer: place for place, answer in enumerate(scale)}
    # To twelve places, so that the same split of different rooms ties whatever the order of the sums.
    consensus = items["consensus"].astype(float).round(12)
    found = items.assign(level=items["agreed"].map(places).astype(float), consensus=consensus)
    by = BY_DOTS if (found["dots"] > 0).any() else BY_RESULT
    low = found["level"] < (len(scale) - 1) / 2
    wanted = found["dots"] > 0 if by == BY_DOTS else found["parked"] | found["discuss"] | low
    ordered = found[wanted].sort_values(
        ["dots", "consensus", "level"], ascending=[False, True, True], kind="stable", na_position="last"
    )
    return ordered.assign(place=range(1, len(ordered) + 1))[COLUMNS].reset_index(drop=True), by
