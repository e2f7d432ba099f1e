"""Action plans and indicators of the demonstration data, from the same seed and strengths as its ratings."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from csp_analytics.analysis.neighbours import Variable, z_scores
from csp_analytics.analysis.scores import RATED
from csp_analytics.demo import words
from csp_analytics.demo.setting import Setting
from csp_analytics.demo.topics import Step, topic_of
from csp_analytics.frameworks.model import Framework

FEWEST, MOST = 4, 8
MONTHS = ("March", "June", "September", "December")
NO_DATE, NO_DATE_SHARE = "Ongoing", 0.08
STATUSES, STATUS_SHARES = ("not started", "in progress", "done"), (0.40, 0.45, 0.15)

PERIODS = tuple(f"{year}/{(year + 1) % 100:02d}" for year in range(2013, 2022))
SOURCE = "Demonstration figures drawn from a seed, not published by anyone"
# Level and yearly change of invented figures in the shape of published ones, and what they go up with: points of the
# logarithm for each standard deviation of a context variable.
INDICATORS: dict[str, dict] = {
    "Crime rate (demonstration)": {
        "unit": "per 10,000 working-age population",
        "typical": 1500.0,
        "yearly": -0.035,
        "goes_with": {"simd20_income_deprivation_rate": 0.18, "population_density": 0.10, "pct_pop_rural": -0.04},
        "area_sd": 0.10,
        "year_sd": 0.04,
        "decimals": 1,
    },
    "Dwelling fires (demonstration)": {
        "unit": "per 100,000 population",
        "typical": 92.0,
        "yearly": -0.020,
        "goes_with": {"simd20_income_deprivation_rate": 0.16, "population_density": 0.06, "pct_pop_65_plus": 0.03},
        "area_sd": 0.14,
        "year_sd": 0.12,
        "decimals": 1,
    },
}


def actions(ratings: pd.DataFrame, framework: Framework, setting: Setting) -> pd.DataFrame:
    """An action plan for each area that answered in the last round, aimed at its weakest criteria.

    Args:
        ratings: from :func:`csp_analytics.demo.draw.ratings`, of this framework.
        framework: the framework that the plans answer to.
        setting: what they were drawn for.

    Returns:
        Frame ``area_code, issue, action, when_text, milestone, owner, status, framework, criterion_id``; 4 to 8 rows
        an area, in the order of the criteria.
    """
    last_round = setting.rounds[-1]
    last = ratings[(ratings["round"] == last_round) & (ratings["answer"] == RATED)]
    rows = []
    for code, own in last.groupby("area_code", sort=True):
        rng = setting.stream("plan", str(code))
        weak = own.assign(chance=rng.uniform(size=len(own))).sort_values(["level", "chance"])["criterion_id"]
        chosen = set(weak.head(int(rng.integers(FEWEST, MOST + 1))))
        used: set[str] = set()
        for criterion in (one for one in framework.criteria if one.criterion_id in chosen):
            step = _unused(rng, topic_of(criterion).steps, used)
            owner, status = words.OWNERS[rng.integers(len(words.OWNERS))], str(rng.choice(STATUSES, p=STATUS_SHARES))
            link = (framework.framework_id, criterion.criterion_id)
            rows.append(
                (code, step.issue, step.action, _when(rng, status, last_round), step.milestone, owner, status, *link)
            )
    columns = ["area_code", "issue", "action", "when_text", "milestone", "owner", "status", "framework", "criterion_id"]
    return pd.DataFrame(rows, columns=columns)


def indicators(setting: Setting) -> pd.DataFrame:
    """Invented figures by area and year, higher where such figures tend to be higher.

    Returns:
        Frame ``title, unit, area_code, period, value, source``, in the order of indicators, areas and periods.
    """
    codes, rows = setting.codes, []
    for title, shape in INDICATORS.items():
        rng, known = setting.stream(title), setting.context
        used = {name: by for name, by in shape["goes_with"].items() if (known["variable"] == name).any()}
        logs = np.zeros(len(codes))
        if used:
            z = z_scores(known, tuple(Variable(name, name) for name in used)).loc[list(codes)]
            logs = z.clip(-2, 2).to_numpy() @ np.array(list(used.values()))
        logs = logs + shape["area_sd"] * rng.normal(size=len(logs))
        years = np.arange(len(PERIODS)) - (len(PERIODS) - 1) / 2
        noise = shape["year_sd"] * rng.normal(size=(len(logs), len(PERIODS)))
        values = shape["typical"] * np.exp(logs[:, None] + shape["yearly"] * years + noise)
        for code in setting.names:
            own = values[codes.index(code)].round(shape["decimals"])
            rows += [(title, shape["unit"], code, p, float(v), SOURCE) for p, v in zip(PERIODS, own, strict=True)]
    return pd.DataFrame(rows, columns=["title", "unit", "area_code", "period", "value", "source"])


def _unused(rng: np.random.Generator, steps: tuple[Step, ...], used: set[str]) -> Step:
    fresh = [step for step in steps if step.issue not in used] or list(steps)
    step = fresh[int(rng.integers(len(fresh)))]
    used.add(step.issue)
    return step


def _when(rng: np.random.Generator, status: str, last_round: str) -> str:
    """A month after the last round; a done action lies in the first months."""
    year = int((re.findall(r"\d{4}", last_round) or ["2000"])[0]) + 1
    late = int(rng.integers(1 if status == "done" else 6))
    if rng.uniform() < NO_DATE_SHARE and status == "in progress":
        return NO_DATE
    return f"{MONTHS[late % len(MONTHS)]} {year + late // len(MONTHS)}"
