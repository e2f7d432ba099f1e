"""Who answers the demonstration surveys: how many people in which areas, their roles, sectors and dates."""

from __future__ import annotations

import datetime
import re

import numpy as np
import pandas as pd

from csp_analytics.demo.setting import Setting
from csp_analytics.surveys.model import ROLE, SECTOR, Survey

# The published survey of 2021: 50 full returns of 111 people who were asked, from 18 of 32 areas.
RETURNS, ASKED, AREAS_SHARE = 50, 111, 18 / 32
SPREAD_BY, POPULATION_SD = "population_density", 0.7
# How common each role and sector is among those who answer; others are as common as UNKNOWN.
COMMON = {
    ROLE: {"lead": 12, "strategic": 16, "analyst": 9, "practitioner": 33, "support": 20, "elected": 4, "other": 6},
    SECTOR: {"council": 45, "police": 14, "fire": 10, "health": 10, "third": 12, "housing": 5, "other": 4},
}
UNKNOWN, NOT_SAID_SHARE = 5, 0.02
# One area in ten has fewer than five people and one in five has five to nine, as surveys have it; the others share.
FEW, SOME, FEW_SHARE, SOME_SHARE, LEAST_EACH = (2, 5), (5, 10), 0.10, 0.20, 10
OPENED, DAYS = {"first": (2, 1), "last": (2, 3)}, {"first": 38, "last": 46}


def spread_areas(setting: Setting) -> list[str]:
    """Areas of the earlier wave: from the least to the most densely settled, evenly spread over that order."""
    figures = setting.context[setting.context["variable"] == SPREAD_BY].set_index("area_code")["value"]
    order = sorted(setting.codes, key=lambda code: (figures.get(code, 0.0), code))
    n = max(1, round(AREAS_SHARE * len(order)))
    start = setting.stream("survey areas").uniform()
    return [order[int((place + start) * len(order) / n)] for place in range(n)]


def nearly_all_areas(setting: Setting) -> list[str]:
    """Areas of the larger wave: all but one of those that sent no ratings in the last round."""
    absent = [code for code in setting.codes if code not in setting.answering[setting.rounds[-1]]]
    return [code for code in setting.codes if code not in absent[:1]]


def by_population(setting: Setting, areas: list[str]) -> list[str]:
    """Areas from about the fewest inhabitants to about the most: larger partnerships have more people to answer."""
    rng = setting.stream("survey population")
    chance = dict(zip(areas, POPULATION_SD * rng.normal(size=len(areas)), strict=True))
    known = {code: np.log(setting.areas[code].population or 1) for code in areas}
    return sorted(areas, key=lambda code: known[code] + chance[code])


def few_each(n_areas: int, n_people: int, rng: np.random.Generator) -> np.ndarray:
    """Numbers of people for areas that all have at least one."""
    weights = rng.gamma(1.2, size=n_areas)
    return 1 + _divided(n_people - n_areas, weights)


def some_or_many(n_areas: int, n_people: int, rng: np.random.Generator) -> np.ndarray:
    """Numbers of people for areas of which a few have under five and some five to nine, the smallest first.

    Without enough people for that, all areas are about alike.
    """
    n_few, n_some = round(FEW_SHARE * n_areas), round(SOME_SHARE * n_areas)
    small = np.concatenate([rng.integers(*FEW, size=n_few), rng.integers(*SOME, size=n_some)])
    n_rest = n_areas - len(small)
    spare = n_people - int(small.sum()) - LEAST_EACH * n_rest
    if spare < 0:
        return np.sort(_divided(n_people, rng.uniform(0.6, 1.4, size=n_areas)))
    return np.sort(np.concatenate([small, LEAST_EACH + _divided(spare, rng.uniform(0.0, 2.0, size=n_rest))]))


def people(setting: Setting, about: Survey, wave: str, areas: list[str], sizes: np.ndarray) -> pd.DataFrame:
    """The people of a wave in the order in which they answered.

    Args:
        setting: where chance comes from.
        about: a survey, for its roles and sectors.
        wave: name of the wave: ``first`` or ``last``.
        areas: codes of the areas.
        sizes: how many people of each.

    Returns:
        Frame ``area_code, role, sector, started, ended`` (ids; empty where not said; times of the wave's year).
    """
    rng = setting.stream("survey people", wave)
    n = int(sizes.sum())
    frame = pd.DataFrame({"area_code": rng.permutation(np.repeat(areas, sizes))})
    for what, common in COMMON.items():
        ids = about.respondent_ids[what]
        weights = np.array([common.get(one, UNKNOWN) for one in ids], dtype=float)
        drawn = rng.choice(ids, size=n, p=weights / weights.sum()).astype(object)
        silent = rng.uniform(size=n) < (NOT_SAID_SHARE if wave == "last" else 0)
        frame[what] = np.where(silent, "", drawn)
    opened = datetime.datetime(year_of(list(setting.waves)[0 if wave == "first" else -1]), *OPENED[wave])
    days = np.sort(rng.integers(DAYS[wave], size=n))
    minutes = rng.integers(8 * 60, 17 * 60, size=n)
    frame["started"] = [
        opened + datetime.timedelta(days=int(day), minutes=int(minute), seconds=int(minute) % 60)
        for day, minute in zip(days, minutes, strict=True)
    ]
    frame["ended"] = frame["started"] + pd.to_timedelta(rng.integers(5 * 60, 26 * 60, size=n), unit="s")
    return frame.sort_values("ended", kind="stable", ignore_index=True)


def year_of(round_: str) -> int:
    """The year in a round's name."""
    return int((re.findall(r"\d{4}", round_) or ["2000"])[0])


def _divided(n: int, weights: np.ndarray) -> np.ndarray:
    """Whole numbers that add up to ``n``, in proportion to weights as near as can be (largest remainders)."""
    exact = n * weights / weights.sum()
    whole = np.floor(exact).astype(int)
    whole[np.argsort(whole - exact, kind="stable")[: n - int(whole.sum())]] += 1
    return whole
