"""Skills for a wall: a few screens, each with one finding and one chart."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.small_numbers import SHOWN
from csp_analytics.charts import skill_coverage, skill_needs, skill_shares, skill_where, skill_words
from csp_analytics.charts.sizes import Screen
from csp_analytics.charts.skill_shares import Told
from csp_analytics.charts.words import count
from csp_analytics.pictures import skill_gaps, skills_area
from csp_analytics.pictures import skills_asked as asking
from csp_analytics.pictures.skills_asked import Asked
from csp_analytics.store.connection import Store

INTERVALS = "Bands are 95% Wilson intervals."


def gaps_walls(store: Store, round_: str, grouping_id: str, part: str, role: str) -> list[Screen]:
    """The screens of the page Skills gaps: least and most in place, needs, coverage, where the lowest skill is low."""
    one = Asked(store, round_, grouping_id, part, role)
    shares = skill_gaps.shares_of(one)
    told = _told(
        one, "wall-in-place", "Skills in place", skill_words.in_place(shares, one.where, brief=True), INTERVALS
    )
    found = skill_shares.walls(shares, told, skill_gaps.mark_names(one, shares))
    found += _needs(one, asking.own_needs(one)) + _coverage(one)
    if not one.area and len(found):
        found += _where(one, shares)
    return found


def area_walls(store: Store, round_: str, grouping_id: str, area_code: str) -> list[Screen]:
    """The screens of the page Skills in your area; of an area without figures those of its group and all areas."""
    one = Asked(store, round_, grouping_id, f"{asking.AREA}{area_code}")
    frame = skills_area.beside_others(one)
    if not (frame["status"] == SHOWN).any():
        nation = Asked(store, round_, grouping_id)
        shares = skill_gaps.shares_of(nation)
        said = f"{skills_area.absent_in_short(one, frame)} {skill_words.lowest_in_short(shares, 'In all areas')}"
        told = _told(nation, "wall-in-place", "All areas", said, INTERVALS)
        return skill_shares.walls(shares, told, skill_gaps.mark_names(nation, shares))
    told = _told(one, "wall-in-place", one.name, skill_words.in_place(frame, one.where, brief=True), INTERVALS)
    plain = skill_shares.without_intervals(frame)
    return [
        *skill_shares.walls(plain, told, skills_area.mark_names(one)),
        *_needs(one, asking.own_needs(one)),
        *_coverage(one),
    ]


def _told(one: Asked, name: str, headline: str, takeaway: str, *notes: str) -> Told:
    n = asking.people(one)
    who = f"{count(n, 'person', 'people')} answered, round {one.round}." if n else f"Round {one.round}."
    return Told(name, headline, takeaway, " ".join([who, *notes]), one.source, one.demo, one.about)


def _needs(one: Asked, needs: pd.DataFrame) -> list[Screen]:
    if not (needs["status"] == SHOWN).any():
        return []
    said = skill_words.needs(needs, one.where, brief=True)
    note = "Weighted gap: mean importance × (mean importance − mean confidence)."
    return [skill_needs.wall(needs, _told(one, "wall-needs", "Where learning is needed most", said, note))]


def _coverage(one: Asked) -> list[Screen]:
    counts = skill_gaps.coverage_counts(one)
    if not counts["n_areas"].max() > 0:
        return []
    said = skill_words.coverage_of(one.name, counts) if one.area else skill_words.coverage(counts, brief=True)
    told = _told(one, "wall-coverage", "How many people have each skill", said, "Counted among those who answered.")
    return [skill_coverage.wall(counts, told)]


def _where(one: Asked, shares: pd.DataFrame) -> list[Screen]:
    lowest = skill_shares.in_order(shares).iloc[0]
    areas = asking.by_area(one, asking.shares_by(one, "area"))
    areas = areas[areas["item_id"] == lowest["item_id"]]
    if (areas["status"] == SHOWN).sum() < 2:
        return []
    areas = areas.assign(name=areas["unit"].map(one.names).fillna(areas["unit"]))
    said = skill_where.sentence(areas.head(0), areas)
    return [skill_where.wall(areas, _told(one, "wall-where", f"Where {lowest['said']} is low", said, INTERVALS))]
