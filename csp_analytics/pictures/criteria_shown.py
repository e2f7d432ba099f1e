"""What a person can have shown on the page of criteria: which areas, and in which order areas and criteria."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from csp_analytics.analysis import heat
from csp_analytics.analysis import scores as scoring
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.groupings import FIXED
from csp_analytics.areas.groupings import OWN as OWN_LIST
from csp_analytics.areas.register import register
from csp_analytics.charts.grid import HERE, OWN, PEER, PEERS, Column
from csp_analytics.charts.words import count, unit_titles
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.criteria_subject import Subject

ALL, OWN_GROUP = "all", "own"
GROUP, NAME, SCORE, ALIKE = "group", "name", "score", "alike"
DOCUMENT, LEVEL, SPREAD, OWN_LEVEL = "document", "level", "spread", "own"
MOST_AREAS = 64  # more columns than this no table can show at once


def area_sets(one: Subject) -> dict[str, str]:
    """Which areas can be shown together, title by id: all, the own area with its peers, each group of the grouping.

    The numbers are of areas that count, so an own area outside the register is not among them.
    """
    sets = {
        ALL: f"All areas ({len(one.nation)} assessed)",
        OWN_GROUP: f"{one.area} and its peers ({len(one.counted_group)} assessed)",
    }
    groups = _fixed_groups(one).drop_duplicates("group_id")
    return sets | dict(groups[["group_id", "group"]].itertuples(index=False))


def first_set(one: Subject) -> str:
    """The areas that are shown when nobody chose: all while one table can show them, else the own group."""
    return ALL if len(one.assessed) <= MOST_AREAS else OWN_GROUP


def members(one: Subject, set_id: str) -> list[str]:
    """Assessed areas of a set (a key of :func:`area_sets`), by name."""
    if set_id == ALL:
        return one.assessed
    if set_id == OWN_GROUP:
        return one.group
    rows = _fixed_groups(one)
    wanted = set(rows.loc[rows["group_id"] == set_id, "area_code"])
    return [code for code in one.assessed if code in wanted]


def area_orders(one: Subject) -> dict[str, str]:
    """Orders of the areas, title by id."""
    return {
        GROUP: f"By {'own list: ' if one.grouping.kind == OWN_LIST else ''}{one.grouping.short_title}",
        NAME: "By name",
        SCORE: "By overall score",
        ALIKE: "Similar areas together",
    }


def criteria_orders(framework: Framework) -> dict[str, str]:
    """Orders of the criteria, title by id: the ways in which the framework divides them first."""
    facets = {facet.facet_id: f"By {facet.title.lower()}" for facet in framework.facets}
    return {
        scoring.PRINCIPLE: "By principle",
        scoring.GROUP: f"By {framework.group_word}",
        **facets,
        DOCUMENT: "As in the document",
        LEVEL: "Highest level first",
        SPREAD: "Widest spread first",
        OWN_LEVEL: "Own area's level",
        ALIKE: f"Similar {framework.row_word_plural} together",
    }


def ordered_areas(one: Subject, codes: list[str], order: str) -> list[str]:
    """Areas in an order (a key of :func:`area_orders`)."""
    named = heat.by_name(codes, one.names)
    if order == NAME:
        return named
    if order == GROUP:
        return heat.by_group(codes, one.names, _group_of(one), one.area_code)
    own = one.ratings[one.ratings["area_code"].isin(codes)]
    if order == SCORE:
        scores = scoring.maturity_scores(own, one.framework)
        return heat.by_value(named, dict(zip(scores["area_code"], scores["score"], strict=True)))
    return heat.alike(heat.matrix(own, one.framework), one.framework)


def ordered_criteria(one: Subject, counts: pd.DataFrame, codes: list[str], order: str) -> list[tuple[str, list[str]]]:
    """Criteria in an order (a key of :func:`criteria_orders`), under the titles that they share (may be empty).

    ``counts`` are the ``level_counts`` of the areas ``codes``: mean level and spread are theirs. Criteria that apply to
    none of them are left out.
    """
    bands = _bands_of(one, counts, codes, order)
    applying = set(counts.loc[counts["n_applicable"] > 0, "criterion_id"])
    kept = [(title, [key for key in ids if key in applying]) for title, ids in bands]
    return [(title, ids) for title, ids in kept if ids]


def _bands_of(one: Subject, counts: pd.DataFrame, codes: list[str], order: str) -> list[tuple[str, list[str]]]:
    framework = one.framework
    ids = list(counts["criterion_id"])
    if order in scoring.ways_to_divide(framework):
        column, titles = scoring.unit_column(order), unit_titles(framework, order)
        unit = dict(zip(ids, framework.table[column], strict=True))
        arranged = heat.by_unit(framework, column, list(titles))
        return _bands(arranged, {key: titles.get(unit[key], "") for key in ids})
    if order == ALIKE:
        levels = heat.matrix(one.ratings[one.ratings["area_code"].isin(codes)], framework)
        return [("", heat.alike(levels.T, framework))]
    column = {LEVEL: "mean_level", SPREAD: "spread"}.get(order, "")
    if column:
        return [("", heat.by_value(ids, dict(zip(ids, counts[column], strict=True))))]
    if order == OWN_LEVEL:
        own = one.ratings[one.ratings["area_code"] == one.area_code]
        return [("", heat.by_value(ids, dict(zip(own["criterion_id"], own["level"], strict=True))))]
    return [("", ids)]


def columns(one: Subject, codes: list[str]) -> tuple[Column, ...]:
    """A column for each area, the own area and its peers marked."""
    group = _group_of(one)

    def column(code: str) -> Column:
        kind = OWN if code == one.area_code else PEER if code in one.peers else ""
        sign = {OWN: f"{HERE} ", PEER: f"{PEERS} "}.get(kind, "")
        area = register().areas.get(code)
        where = f", {group[code]}" if code in group else ""
        return Column(code, sign + (area.short_name if area else one.names[code]), one.names[code] + where, kind)

    return tuple(column(code) for code in codes)


def spans(one: Subject, codes: list[str]) -> list[tuple[str, int]]:
    """Titles of the groups above areas that stand group by group, each with its number of areas."""
    group = _group_of(one)
    return [(title or "No group", len(ids)) for title, ids in _bands(codes, {c: group.get(c, "") for c in codes})]


def _bands(ordered: list[str], title: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for key in ordered:
        if not found or found[-1][0] != title[key]:
            found.append((title[key], []))
        found[-1][1].append(key)
    return found


def _fixed_groups(one: Subject) -> pd.DataFrame:
    rows = peer_definitions.membership()
    return rows[(rows["grouping_id"] == one.grouping.grouping_id) & (one.grouping.kind == FIXED)]


def _group_of(one: Subject) -> dict[str, str]:
    """Group of each area: of a fixed grouping its groups; otherwise the own area with its peers, and the others."""
    rows = _fixed_groups(one)
    if len(rows):
        return dict(zip(rows["area_code"], rows["group"], strict=True))
    together = [one.area_code, *one.peers]
    others = [code for code in one.assessed if code not in set(together)]
    title = f"{one.area} and {count(len(one.peers), 'peer')}"
    return dict.fromkeys(together, title) | dict.fromkeys(others, "Other areas")
