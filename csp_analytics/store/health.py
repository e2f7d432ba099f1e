"""Checks of a database: what must hold between its tables, and between them and the definitions."""

from __future__ import annotations

import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks
from csp_analytics.problems import ERROR, WARNING, Problem
from csp_analytics.store.connection import Store

# Tables whose rows have a number of their own.
NUMBERS = {
    "assessment": "assessment_id",
    "action": "action_id",
    "survey": "survey_id",
    "submission": "submission_id",
    "import_log": "import_id",
}
# Each query finds rows that must not be there: (code, what is wrong, query with the columns found, n).
_MUST_BE_EMPTY = (
    (
        "orphan-rating",
        "rating without an assessment",
        "select assessment_id::varchar as found, count(*) as n from rating where assessment_id not in "
        "(select assessment_id from assessment) group by 1",
    ),
    (
        "two-current",
        "area with two current assessments of one framework and round",
        "select framework || ' ' || area_code || ' ' || round as found, count(*) as n from assessment "
        "where status = 'current' group by 1 having count(*) > 1",
    ),
    (
        "double-rating",
        "criterion rated twice in one assessment",
        "select assessment_id || ' ' || criterion_id as found, count(*) as n from rating "
        "group by assessment_id, criterion_id having count(*) > 1",
    ),
    (
        "level-without-rating",
        "level where nothing is rated, or rating without a level",
        "select criterion_id as found, count(*) as n from rating where (answer = 'rated') <> (level is not null) "
        "group by 1",
    ),
    (
        "empty-assessment",
        "assessment without any rows",
        "select assessment_id::varchar as found, 1 as n from assessment where assessment_id not in "
        "(select assessment_id from rating)",
    ),
    (
        "double-indicator",
        "second figure for one indicator, area and period",
        "select indicator_id || ' ' || area_code || ' ' || period as found, count(*) as n from indicator "
        "group by indicator_id, area_code, period having count(*) > 1",
    ),
)


def database_problems(store: Store) -> list[Problem]:
    """Everything wrong with a database; empty when it is sound."""
    name = store.path.name
    problems = [
        Problem(ERROR, name, found=f"{row.found} ({row.n})", expected=f"no {wrong}", code=code)
        for code, wrong, sql in (*_MUST_BE_EMPTY, *_numbers(store))
        for row in store.frame(sql).itertuples()
    ]
    return problems + _against_definitions(store)


def _numbers(store: Store) -> list[tuple[str, str, str]]:
    """A check of every table with numbers of its own; a database of an older version has fewer of them."""
    there = set(store.frame("select table_name from information_schema.tables")["table_name"])
    return [
        (
            "double-number",
            "number that was given twice",
            f"select '{table} ' || {number} as found, count(*) as n from {table} group by {number} having count(*) > 1",
        )
        for table, number in NUMBERS.items()
        if table in there
    ]


def _against_definitions(store: Store) -> list[Problem]:
    known = frameworks()
    problems = []
    used = store.frame(
        "select framework, criterion_id, min(level)::double as low, max(level)::double as high, count(*) as n "
        "from current_rating group by all order by all"
    )
    for row in used.itertuples():
        framework = known.get(row.framework)
        criterion = (framework.by_id | framework.taken_out).get(row.criterion_id) if framework else None
        if framework is None or criterion is None:
            problems.append(
                Problem(
                    ERROR,
                    store.path.name,
                    found=f"{row.n} ratings of {row.criterion_id}",
                    expected=f"a criterion that is defined in data/frameworks/{row.framework}",
                    advice="Put the definition back: ids are permanent.",
                    code="undefined-criterion",
                )
            )
        elif not (pd.isna(row.low) or framework.lowest <= row.low <= row.high <= framework.highest):
            problems.append(
                Problem(
                    ERROR,
                    store.path.name,
                    found=f"levels {row.low:g} to {row.high:g} on {row.criterion_id}",
                    expected=f"{framework.lowest} to {framework.highest}",
                    code="level-out-of-scale",
                )
            )
    areas = set(
        store.frame("select distinct area_code from assessment where area_code not like 'outside:%'")["area_code"]
    )
    problems += [
        Problem(WARNING, store.path.name, found=f"area {code}, which is not in the register", code="undefined-area")
        for code in sorted(areas - set(register().areas))
    ]
    return problems
