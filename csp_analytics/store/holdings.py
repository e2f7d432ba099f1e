"""How much of what is in the database, counted for those who look after it: by round and framework."""

from __future__ import annotations

import pandas as pd

from csp_analytics.store.connection import Store


def assessments_held(store: Store) -> pd.DataFrame:
    """Current assessments: ``round, framework, n_areas, n_demo`` (how many are demonstration data)."""
    return store.frame(
        "select round, framework, count(distinct area_code) as n_areas, count(*) filter (demo) as n_demo "
        "from assessment where status = 'current' group by round, framework order by round, framework"
    )


def surveys_held(store: Store) -> pd.DataFrame:
    """Current surveys: ``round, definition, n_respondents``."""
    return store.frame(
        "select round, definition, sum(n_respondents)::bigint as n_respondents from survey where status = 'current' "
        "group by round, definition order by round, definition"
    )


def plans_held(store: Store) -> list[str]:
    """Rounds that current action plans state."""
    found = store.frame("select distinct round from action where state = 'current' and round <> '' order by round")
    return list(found["round"])


def areas_of_round(store: Store, round_: str) -> list[str]:
    """Codes of the areas with a current assessment of a round."""
    found = store.frame(
        "select distinct area_code from assessment where status = 'current' and round = $round order by area_code",
        {"round": round_},
    )
    return list(found["area_code"])
