"""What came out of a file, made up for tests of the store: as the readers of `ingest/` hand it over."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd

from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, COLUMNS, INDICATOR, UNKNOWN, Reading
from csp_analytics.problems import ERROR, Problem

FIFE, MORAY, ANGUS = "S12000047", "S12000020", "S12000041"
FRAMEWORK = "safer-communities"
ALL_ROWS = [row.criterion_id for row in framework(FRAMEWORK).criteria]


def assessment(
    *areas: str,
    level: int = 3,
    round_: str = "2025",
    file: str = "return.xlsx",
    evidence: str = "",
    action: str = "",
    outside: dict[str, str] | None = None,
) -> Reading:
    """Every criterion of a framework at one level for each area; the first carries the texts."""
    rows = [
        (area, FRAMEWORK, round_, name, "rated", float(level), evidence if first else "", action if first else "")
        for area in areas
        for first, name in ((name == ALL_ROWS[0], name) for name in ALL_ROWS)
    ]
    tables = {"rating": frame("rating", rows)}
    if outside:
        tables["area"] = frame("area", list(outside.items()))
    return Reading(file, digest_of(file, level, round_, *areas, evidence), ASSESSMENT, "long", tables)


def plan(area: str, issues: Sequence[str], *, file: str = "plan.xlsx", round_: str = "") -> Reading:
    """An action plan: one action an issue, due at the end of March 2026."""
    told = ("Do it", "March 2026", "2026-03-31", "Done by then", "Us", "", "It is done", round_)
    rows = [(area, "", "", place, "Stage one", issue, *told) for place, issue in enumerate(issues, start=1)]
    return Reading(
        file, digest_of(file, area, round_, *issues), ACTIONS, "action plan", {"action": frame("action", rows)}
    )


def figures(values: dict[tuple[str, str], float], *, indicator: str = "fires", file: str = "fires.csv") -> Reading:
    """Figures of one indicator by area and period."""
    rows = [
        (indicator, "Dwelling fires", "per 100,000", area, period, value, "A publisher")
        for (area, period), value in values.items()
    ]
    tables = {"indicator": frame("indicator", rows)}
    return Reading(file, digest_of(file, *values.items()), INDICATOR, "indicator table", tables)


def refused(file: str = "bad.xlsx") -> Reading:
    """A file that cannot be loaded."""
    problem = Problem(ERROR, file, "Ratings", "D14", "Workng", "a level", suggestion="Working towards", code="level")
    return Reading(file, digest_of(file), UNKNOWN, problems=[problem])


def frame(table: str, rows: Sequence[Sequence[object]]) -> pd.DataFrame:
    """Rows under the columns that the store wants of a table."""
    return pd.DataFrame(rows, columns=list(COLUMNS[table]))


def digest_of(*what: object) -> str:
    """A digest, the same for the same content."""
    return hashlib.sha256(repr(what).encode()).hexdigest()


TABLES = ("area", "assessment", "rating", "action", "indicator", "import_log")


def counts(store) -> dict[str, int]:
    """How many rows each table of a store has."""
    return {table: store.value(f"select count(*) from {table}") for table in TABLES}
