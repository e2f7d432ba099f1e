"""Action plans and indicators of the demonstration data, from the same seed and strengths as its ratings."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
NOT_STARTED, IN_PROGRESS, DONE = "not started", "in progress", "done"
# Chances of these by when an action is due: in the first quarters after the assessment, or later.
STATUSES, EARLY, SHARES = (NOT_STARTED, IN_PROGRESS, DONE), 3, {True: (0.08, 0.30, 0.62), False: (0.62, 0.36, 0.02)}
MEASURES = (
    "Every partner says in the yearly check that it is in place",
    "Minutes of two meetings in a row show it",
    "Nine of ten members know of it when asked",
    "The next assessment is one level higher",
    "Half as many delays as in the year before",
    "In use in every project that starts in the year",
)
# One area in so many has a plan of the round before, too; of its actions so many went on into the newest plan.
WITH_EARLIER, WENT_ON, OWN = 4, 2, 4

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
    """Action plans aimed at the weakest criteria: one for each area that answered last, an earlier one for a few.

    Of an earlier plan two actions went on into the newest with a later date; of the others most were done.

    Args:
        ratings: from :func:`csp_analytics.demo.draw.ratings`, of this framework.
        framework: the framework that the plans answer to.
        setting: what they were drawn for.

    Returns:
        Frame ``area_code, round, issue, action, when_text, milestone, owner, status, measure, framework,
        criterion_id``; 4 to 8 rows an area and round, earlier round first.
    """
    rounds = setting.rounds[-2:]
    newest = _plans(ratings, framework, setting, rounds[-1], setting.codes)
    if len(rounds) == 1:
        return newest
    answered = [code for code in setting.codes if all(code in setting.answering[name] for name in rounds)]
    few = {str(code) for code in setting.stream("earlier plans").permutation(answered)[: len(answered) // WITH_EARLIER]}
    drawn = _plans(ratings, framework, setting, rounds[0], sorted(few | {setting.keen_area}))
    return pd.concat([_with_what_went_on(drawn, newest, setting, rounds[0]), newest], ignore_index=True)


def _plans(
    ratings: pd.DataFrame, framework: Framework, setting: Setting, round_: str, codes: Sequence[str]
) -> pd.DataFrame:
    """A plan of a round for each of these areas that answered."""
    last = ratings[(ratings["round"] == round_) & (ratings["answer"] == RATED) & ratings["area_code"].isin(codes)]
    rows = []
    for code, own in last.groupby("area_code", sort=True):
        rng = setting.stream("improvement plan", round_, str(code))
        weak = own.assign(chance=rng.uniform(size=len(own))).sort_values(["level", "chance"])["criterion_id"]
        chosen = set(weak.head(int(rng.integers(FEWEST, MOST + 1))))
        used: set[str] = set()
        for criterion in (one for one in framework.criteria if one.criterion_id in chosen):
            step = _unused(rng, topic_of(criterion).steps, used)
            when, status = _when_and_status(rng, round_)
            owner, measure = (words_[rng.integers(len(words_))] for words_ in (words.OWNERS, MEASURES))
            link = (framework.framework_id, criterion.criterion_id)
            rows.append((code, round_, step.issue, step.action, when, step.milestone, owner, status, measure, *link))
    columns = ["area_code", "round", "issue", "action", "when_text", "milestone", "owner", "status", "measure",
               "framework", "criterion_id"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _with_what_went_on(drawn: pd.DataFrame, newest: pd.DataFrame, setting: Setting, round_: str) -> pd.DataFrame:
    """Earlier plans: a few actions of their own, most of them done, and two that the newest plan has again."""
    parts = []
    for code, own in drawn.groupby("area_code", sort=True):
        rng = setting.stream("went on", str(code))
        after = newest[newest["area_code"] == code]
        fresh = own[~own["action"].isin(after["action"]) & (own["when_text"] != NO_DATE)].head(OWN)
        done = rng.uniform(size=len(fresh)) < SHARES[True][-1]
        fresh = fresh.assign(status=np.where(done, DONE, NOT_STARTED))
        again = after[after["status"] != DONE].head(WENT_ON)
        late = [_month(round_, int(rng.integers(EARLY, EARLY + 2))) for _ in range(len(again))]
        parts += [fresh, again.assign(round=round_, when_text=late)]
    return pd.concat(parts, ignore_index=True)


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


def _when_and_status(rng: np.random.Generator, round_: str) -> tuple[str, str]:
    """A month in the year and a half after a round, and a status that goes with it."""
    late = int(rng.integers(6))
    status = str(rng.choice(STATUSES, p=SHARES[late < EARLY]))
    if rng.uniform() < NO_DATE_SHARE and status == IN_PROGRESS:
        return NO_DATE, status
    return _month(round_, late), status


def _month(round_: str, late: int) -> str:
    """The month that is so many quarters after the first of the year that follows a round."""
    year = int((re.findall(r"\d{4}", round_) or ["2000"])[0]) + 1
    return f"{MONTHS[late % len(MONTHS)]} {year + late // len(MONTHS)}"
