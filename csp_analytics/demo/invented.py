"""A country that does not exist, as tables of definitions: areas, their context, and who is compared with whom."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd

from csp_analytics.analysis.groupings import model_variables
from csp_analytics.analysis.neighbours import z_scores
from csp_analytics.areas.groupings import Grouping
from csp_analytics.demo.names import invented_names
from csp_analytics.demo.setting import stream

SOURCE = "Invented, drawn from a seed"
FAMILY, REGION = ("family", "Family of like areas"), ("region", "Region")
AREAS_PER_REGION = 9  # about as many partnerships as a police force area of England and Wales has
TIERS = ("single", "two-tier")
POPULATION = "population"


def areas(n: int, seed: int) -> pd.DataFrame:
    """Invented areas in the columns of ``areas.csv``: none has a place on a tile map, about half have two tiers.

    Args:
        n: how many, at most :data:`csp_analytics.demo.names.MOST`.
        seed: where chance comes from.
    """
    named = invented_names(n, stream(seed, "names"))
    tiers = stream(seed, "tiers").choice(TIERS, size=n)
    nothing = {"aliases": "", "former_codes": "", "population": "", "tile_col": "", "tile_row": ""}
    rows = [
        {"area_code": f"X{place:08}", "name": name, "short_name": name, "tile_label": label, "tier": str(tier)}
        for place, ((name, label), tier) in enumerate(zip(named, tiers, strict=True), start=1)
    ]
    return pd.DataFrame(rows).assign(**nothing, source=SOURCE)


def context(areas: pd.DataFrame, real: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Invented context figures: each within the range of the real ones, and going together as those do.

    Every invented area is a random mixture of the real areas: the normal scores of their ranks are mixed, and each
    result is read back as a quantile of the real figures (a Gaussian copula).

    Args:
        areas: from :func:`areas`.
        real: the figures of real areas, tidy: ``area_code, variable, value, unit, year``.
        seed: where chance comes from.

    Returns:
        The columns of ``context.csv``, a row for each variable and area.
    """
    about = real.drop_duplicates("variable").set_index("variable")
    wide = real.pivot(index="area_code", columns="variable", values="value")[about.index]
    scores = ((wide.rank() - 0.5) / wide.count()).map(NormalDist().inv_cdf, na_action="ignore")
    scores = (scores / scores.std(ddof=0)).fillna(0.0)
    mixture = stream(seed, "context").normal(size=(len(areas), len(wide))) / np.sqrt(len(wide))
    shares = pd.DataFrame(mixture @ scores.to_numpy(), columns=about.index).map(NormalDist().cdf)
    parts = [
        pd.DataFrame(
            {
                "area_code": areas["area_code"],
                "area_name": areas["name"],
                "variable": variable,
                "value": _quantiles(wide[variable].dropna().to_numpy(), shares[variable].to_numpy()),
                "unit": about.loc[variable, "unit"],
                "year": about.loc[variable, "year"],
                "source": SOURCE,
                "note": "",
            }
        )
        for variable in about.index
    ]
    return pd.concat(parts, ignore_index=True)


def with_population(areas: pd.DataFrame, context: pd.DataFrame) -> pd.DataFrame:
    """The areas with their population, where it is among the context figures."""
    known = context[context["variable"] == POPULATION].set_index("area_code")["value"]
    people = areas["area_code"].map(known).map("{:.0f}".format, na_action="ignore")
    return areas.assign(population=people.fillna(""))


def peer_groups(
    areas: pd.DataFrame, context: pd.DataFrame, likeness: Grouping | None, n_families: int, seed: int
) -> pd.DataFrame:
    """Families of like areas, all about the same size, and regions of any size, in the columns of ``peer_groups.csv``.

    Areas are put in order of the first principal component of the variables of nearest neighbours, and the order is
    cut into families; without such variables the order is chance. Regions are drawn.
    """
    n, rng = len(areas), stream(seed, "groups")
    place = np.argsort(rng.permutation(n) if likeness is None else _first_component(context, likeness), kind="stable")
    family = np.empty(n, dtype=int)
    family[place] = np.arange(n) * n_families // n
    region = rng.integers(max(1, round(n / AREAS_PER_REGION)), size=n)
    return pd.concat([_members(areas, *FAMILY, family), _members(areas, *REGION, region)], ignore_index=True)


def _quantiles(known: np.ndarray, shares: np.ndarray) -> np.ndarray:
    whole = bool((known == known.round()).all())
    return np.quantile(known, shares).round(0 if whole else 4)


def _first_component(context: pd.DataFrame, likeness: Grouping) -> np.ndarray:
    """Place of each area (sorted by code) on the line along which the areas differ most."""
    scores = z_scores(context, model_variables(likeness)).to_numpy()
    first = np.linalg.svd(scores, full_matrices=False)[2][0]
    # A component has no direction of its own: the variable that counts most gives it one.
    return scores @ first * np.sign(first[np.abs(first).argmax()])


def _members(areas: pd.DataFrame, grouping_id: str, grouping: str, group: np.ndarray) -> pd.DataFrame:
    """Rows of one grouping, group by group; groups count from 1 and all have as many digits."""
    digits, word = len(str(group.max() + 1)), grouping.split()[0]
    number = pd.Series(group + 1).map(lambda one: f"{one:0{digits}}")
    rows = pd.DataFrame(
        {
            "grouping_id": grouping_id,
            "grouping": grouping,
            "group_id": f"{grouping_id}-" + number,
            "group": f"{word} " + number,
            "area_code": areas["area_code"],
            "source": SOURCE,
        }
    )
    return rows.sort_values(["group_id", "area_code"])
