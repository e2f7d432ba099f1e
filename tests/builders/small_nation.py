"""People of a made-up nation who answered one question about one thing, and what the program shows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from csp_analytics.analysis import suppression, survey_units
from csp_analytics.analysis.shares import per_cell
from csp_analytics.analysis.suppression import Plan
from csp_analytics.analysis.survey_units import Groups

ROLES, SECTORS = ("lead", "analyst", "elected"), ("council", "police")
# Two families of four areas, and another grouping that cuts across them.
AREAS = tuple("ABCDEFGH")
FAMILIES = Groups("family", {"first": list("ABCD"), "second": list("EFGH")})
KINDS = Groups("kind", {"urban": list("ABEF"), "rural": list("CDGH")})


def people(of_area: Mapping[str, tuple[int, int]], *, role: str = "lead", sector: str = "council") -> pd.DataFrame:
    """``people({"A": (12, 5)})``: 12 people of A, 5 of whom said yes, one row a person."""
    rows = [(area, role, sector, int(k < x)) for area, (n, x) in of_area.items() for k in range(n)]
    return pd.DataFrame(rows, columns=["area_code", "role", "sector", "yes"])


def counts(persons: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Respondents and answers as the store counts them."""
    about = ["area_code", "role", "sector"]
    respondents = persons.groupby(about, sort=True).size().rename("n").reset_index()
    answers = persons[persons["yes"] >= 0].groupby([*about, "yes"], sort=True).size().rename("n").reset_index()
    return respondents, answers.rename(columns={"yes": "value"}).assign(item_id="thing")


def plan(persons: pd.DataFrame, groupings: Sequence[Groups] = (FAMILIES, KINDS), areas: Sequence[str] = AREAS) -> Plan:
    """The plan of a survey that these people answered (``yes`` is -1 for somebody who left the question out)."""
    respondents, _ = counts(persons)
    return suppression.plan(
        survey_units.units(respondents, list(areas), {"role": list(ROLES), "sector": list(SECTORS)}, list(groupings))
    )


def decided(persons: pd.DataFrame, made: Plan) -> pd.DataFrame:
    """Every unit with its true counts and its status."""
    _, answers = counts(persons)
    n = per_cell(answers, made.units, ["thing"])[0]
    x = per_cell(answers, made.units, ["thing"], lambda rows: rows["value"])[0]
    table = made.units.table[["by", "grouping_id", "within", "unit", "offered", "free"]]
    return table.assign(n=made.units.sums(n), x=made.units.sums(x), status=made.statuses(n, x))


def status(found: pd.DataFrame, by: str, grouping_id: str = "", within: str = "") -> dict[str, str]:
    """Status of each offered unit of one view."""
    rows = found[(found["by"] == by) & (found["within"] == within) & found["offered"]]
    if grouping_id:
        rows = rows[rows["grouping_id"] == grouping_id]
    return dict(sorted(zip(rows["unit"], rows["status"], strict=True)))


def random_people(seed: int, areas: Sequence[str], most: int, share: float) -> pd.DataFrame:
    """People drawn from a seed: up to so many in an area, in all roles and sectors, some without an area or role."""
    draw = np.random.default_rng(seed)
    rows = []
    for area in [*areas, ""]:
        for _ in range(int(draw.integers(0, (most if area else 3) + 1))):
            role = "" if draw.random() < 0.03 else str(draw.choice(ROLES, p=[0.5, 0.3, 0.2]))
            yes = -1 if draw.random() < 0.05 else int(draw.random() < share)
            rows.append((area, role, str(draw.choice(SECTORS, p=[0.7, 0.3])), yes))
    return pd.DataFrame(rows or [("A", "lead", "council", 1)], columns=["area_code", "role", "sector", "yes"])
