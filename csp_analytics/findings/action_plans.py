"""Action plans: which actions are done, overdue or due, and what became of those of earlier plans?"""

from __future__ import annotations

from datetime import date

import pandas as pd

from csp_analytics.analysis import action_tracking
from csp_analytics.store import reading
from csp_analytics.store.connection import Store


def tracked(store: Store, today: date, area_code: str = "") -> pd.DataFrame:
    """Every action of every plan, of all areas or of one: see :func:`csp_analytics.analysis.action_tracking.tracked`.

    Args:
        store: where the plans are.
        today: the day to count from.
        area_code: the area; all of them when empty.
    """
    return action_tracking.tracked(reading.plans(store, area_code), today)
