"""Where frameworks agree and where they contradict each other, by links between criteria that ask the same thing.

Each answer has a place on its scale: 0 for the lowest level, 1 for the highest, in between
``(level - lowest) / (highest - lowest)``. Two linked answers **agree** when their places are at most a third apart (one
step of four levels), **contradict** each other when they are at least three quarters apart (opposite ends), and
**differ** in between. A no of a checklist that has an action written beside it is softer: it differs where it would
contradict. With an answer on one side only, or none, they are **not comparable**. The rule is ours; it treats both
sides alike.

Many linked answers agree whatever they are about, because many areas give the same answers. So **chance** stands beside
what is found: the share that would agree if every area's answer on one side met the answer of every other area on the
other side. All those pairs are counted, so nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from csp_analytics.analysis.scores import RATED
from csp_analytics.frameworks.model import Framework

AGREE, DIFFER, CONTRADICT, NOT_COMPARABLE = VERDICTS = ("agree", "differ", "contradict", "not comparable")
AGREE_WITHIN, CONTRADICT_FROM = 1 / 3, 3 / 4
NOT_ASSESSED = "not assessed"
SIDES = ("a", "b")
# Places are sums of fractions such as 1/3: equal up to this.
TINY = 1e-9


def with_rounds(links: pd.DataFrame, known: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Links with the rounds to compare: the newest that both frameworks have, else the newest of each.

    Args:
        links: ``framework_a, framework_b`` among other columns.
        known: rounds of each framework, earliest first; a framework without rounds may be left out.

    Returns:
        The links with ``round_a`` and ``round_b``, empty where a framework has no round.
    """
    chosen = {}
    for a, b in links[["framework_a", "framework_b"]].drop_duplicates().itertuples(index=False):
        first, second = known.get(a, ()), known.get(b, ())
        both = [name for name in first if name in second]
        chosen[a, b] = (both[-1], both[-1]) if both else ("".join(first[-1:]), "".join(second[-1:]))
    pairs = [chosen[pair] for pair in zip(links["framework_a"], links["framework_b"], strict=True)]
    sides = pd.DataFrame(pairs, columns=["round_a", "round_b"], index=links.index, dtype=object)
    return pd.concat([links, sides], axis=1)


def agreements(
    ratings: pd.DataFrame, links: pd.DataFrame, frameworks: Mapping[str, Framework], area_codes: Sequence[str]
) -> pd.DataFrame:
    """Every link of every area, with both answers and the verdict.

    Args:
        ratings: ``area_code, framework, round, criterion_id, answer, level, action`` (text, empty where none) and
            other texts such as ``evidence``; at most one row an area, round and criterion.
        links: from :func:`with_rounds`, with ``link_id, criterion_a, criterion_b`` too.
        frameworks: every framework of the links, by id.
        area_codes: the areas to give rows to, rated or not.

    Returns:
        One row per area and link, in the order given: ``area_code``, the columns of ``links``, and for each side
        ``answer_x`` (as in a ratings frame, or ``not assessed``), ``level_x``, ``action_x`` and other texts,
        ``place_x`` (0 to 1, empty unless rated) and ``in_hand_x`` (a checklist's no with an action); then ``apart``
        (0 to 1, empty unless both are rated) and ``verdict`` (one of :data:`VERDICTS`).
    """
    found = pd.DataFrame({"area_code": list(area_codes)}, dtype=object).merge(links, how="cross")
    for side in SIDES:
        found = _with_side(found, ratings, frameworks, side)
    return found.assign(apart=(found["place_a"] - found["place_b"]).abs(), verdict=_verdicts(found))


def by_chance(found: pd.DataFrame) -> pd.DataFrame:
    """How often the two sides of each link would agree if each came from another area.

    Of every two different areas, the one's answer on side a meets the other's on side b. All such pairs are counted,
    from how many areas gave each answer on each side; the pairs of one area with itself are taken off.

    Args:
        found: from :func:`agreements`, of all areas.

    Returns:
        One row per link: ``link_id``, ``n_pairs`` (pairs of different areas, both rated), and ``agree`` and
        ``contradict`` (shares of them, 0 to 1, empty without a pair).
    """
    sides = [_answers_given(found, side) for side in SIDES]
    met = sides[0].merge(sides[1], on="link_id")
    met = met.assign(verdict=_verdicts(met), n=met["n_a"] * met["n_b"])
    every = met.pivot_table(index="link_id", columns="verdict", values="n", aggfunc="sum", fill_value=0)
    own = pd.crosstab(found["link_id"], found["verdict"])
    links = pd.Index(found["link_id"].drop_duplicates())
    compared = [AGREE, DIFFER, CONTRADICT]
    other = every.reindex(index=links, columns=compared, fill_value=0) - own.reindex(
        index=links, columns=compared, fill_value=0
    )
    n_pairs = other.sum(axis=1)
    shares = other.div(n_pairs.where(n_pairs > 0), axis=0)
    result = {"n_pairs": n_pairs, AGREE: shares[AGREE], CONTRADICT: shares[CONTRADICT]}
    return pd.DataFrame(result).rename_axis("link_id").reset_index()


def expected(found: pd.DataFrame, chance: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """What chance would give on the links that are compared, each link counted as often as it is compared.

    Args:
        found: from :func:`agreements`, of all areas or of one.
        chance: from :func:`by_chance`, of all areas in the same rounds.
        by: columns to count by; none gives one row for everything.

    Returns:
        One row per combination with a pair compared, in order of appearance: the ``by`` columns, ``n_compared``,
        ``agree, contradict`` (shares found, 0 to 1) and ``expected_agree, expected_contradict`` (shares by chance,
        over the links that two different areas answered; empty when there is none).
    """
    rows = found.loc[found["apart"].notna(), ["link_id", "verdict", *by]].merge(
        chance.rename(columns={AGREE: "expected_agree", CONTRADICT: "expected_contradict"}), on="link_id", how="left"
    )
    rows = rows.assign(**{said: (rows["verdict"] == said).astype(float) for said in (AGREE, CONTRADICT)})
    grouped = rows.assign(_all=0).groupby(by or "_all", sort=False)
    shares = grouped[[AGREE, "expected_agree", CONTRADICT, "expected_contradict"]].mean()
    shares.insert(0, "n_compared", grouped.size())
    return shares.reset_index(drop=not by)


def summary(found: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """How many links agree, differ and contradict, by any columns of :func:`agreements`.

    Returns:
        One row per combination, in order of appearance: the ``by`` columns, a count for each of :data:`VERDICTS`,
        ``n_compared`` (all but the last), ``n_areas`` (areas with a link compared) and ``n_areas_contradict`` (areas
        with at least one contradiction).
    """
    counted = found[by].assign(**{verdict: (found["verdict"] == verdict).astype(int) for verdict in VERDICTS})
    result = counted.groupby(by, sort=False)[list(VERDICTS)].sum()
    result["n_compared"] = result[[AGREE, DIFFER, CONTRADICT]].sum(axis=1)
    for column, wanted in (("n_areas", found["apart"].notna()), ("n_areas_contradict", found["verdict"] == CONTRADICT)):
        areas = found[wanted].groupby(by, sort=False)["area_code"].nunique()
        result[column] = areas.reindex(result.index, fill_value=0).astype(int)
    return result.reset_index()


def contradictions(found: pd.DataFrame) -> pd.DataFrame:
    """The rows that contradict: furthest apart first, then topics with most of them, then the order of the links."""
    rows = found[found["verdict"] == CONTRADICT].reset_index(drop=True)
    topics = rows.groupby(["area_code", "topic"], sort=False)["link_id"]
    rows = rows.assign(_n=topics.transform("size"), _first=topics.ngroup())
    ordered = rows.sort_values(["apart", "_n", "_first"], ascending=[False, False, True], kind="stable")
    return ordered.drop(columns=["_n", "_first"]).reset_index(drop=True)


def _verdicts(met: pd.DataFrame) -> np.ndarray:
    """The verdict on each row's two places, empty where not rated, and on whether a no is in hand."""
    apart = (met["place_a"] - met["place_b"]).abs()
    softer = met["in_hand_a"] | met["in_hand_b"]
    return np.select(
        [apart.isna(), apart <= AGREE_WITHIN + TINY, (apart >= CONTRADICT_FROM - TINY) & ~softer],
        [NOT_COMPARABLE, AGREE, CONTRADICT],
        DIFFER,
    )


def _answers_given(found: pd.DataFrame, side: str) -> pd.DataFrame:
    """How many areas gave each answer on one side of each link."""
    what = ["link_id", f"place_{side}", f"in_hand_{side}"]
    return found.groupby(what, sort=False).size().rename(f"n_{side}").reset_index()


def _with_side(
    found: pd.DataFrame, ratings: pd.DataFrame, frameworks: Mapping[str, Framework], side: str
) -> pd.DataFrame:
    keys = {"framework": f"framework_{side}", "round": f"round_{side}", "criterion_id": f"criterion_{side}"}
    values = {name: f"{name}_{side}" for name in ratings.columns if name not in ("area_code", *keys)}
    theirs = ratings.rename(columns=keys | values)
    found = found.merge(theirs, on=["area_code", *keys.values()], how="left", validate="many_to_one")
    texts = [column for name, column in values.items() if name not in ("answer", "level")]
    found[texts] = found[texts].fillna("")
    rated = found[f"answer_{side}"] == RATED
    level = found[f"level_{side}"].astype(float).where(rated)
    scale = found[f"framework_{side}"]
    lowest = scale.map({name: float(one.lowest) for name, one in frameworks.items()}).astype(float)
    highest = scale.map({name: float(one.highest) for name, one in frameworks.items()}).astype(float)
    checklist = scale.map({name: one.is_checklist for name, one in frameworks.items()}).astype(bool)
    written = found[f"action_{side}"].astype(str).str.strip() != ""
    return found.assign(
        **{
            f"answer_{side}": found[f"answer_{side}"].fillna(NOT_ASSESSED),
            f"level_{side}": level,
            f"place_{side}": (level - lowest) / (highest - lowest),
            f"in_hand_{side}": checklist & written & (level == lowest),
        }
    )
