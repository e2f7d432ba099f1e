"""Skills by role, by area, and where a single skill is low: the parts of the page Skills gaps that look inside."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.small_numbers import SHOWN
from csp_analytics.areas.register import register
from csp_analytics.charts import skill_grids, skill_shares, skill_where
from csp_analytics.charts.grid import Column, GridExhibit
from csp_analytics.charts.skill_grids import COVERAGE, NEED, SHARE
from csp_analytics.charts.skill_shares import Sizes, Told
from csp_analytics.charts.skill_words import in_sentence, interval, percent, reason, weighted
from csp_analytics.charts.words import count
from csp_analytics.pictures import skills_asked as asking
from csp_analytics.pictures.skills_asked import Asked
from csp_analytics.store.connection import Store
from csp_analytics.surveys.model import ROLE

HEADS = {SHARE: "share in place", NEED: "weighted gap", COVERAGE: "how many people have it"}


def by_role(store: Store, round_: str, grouping_id: str, part: str) -> GridExhibit:
    """Skills beside roles: the share in place in every cell, or why there is none."""
    one = Asked(store, round_, grouping_id, part)
    frame = asking.shares_by(one, ROLE, within=one.within)
    columns = [Column(key, title, title) for key, title in one.roles.items()]
    rows = _rows(one, frame)
    shown = frame[frame["status"] == SHOWN]
    told = Told(
        "skills-by-role", "By role: share with each skill in place", _role_sentence(one, shown),
        f"People who answered in {one.name}, round {one.round}, by the role that they gave. Where a role has fewer "
        "than 5 people, or a figure would give another away, the reason stands in its place.",
        one.source, one.demo, one.about,
    )  # fmt: skip
    drawn = skill_grids.grid(frame, SHARE, name="roles", columns=columns, rows=rows, upright=False)
    return skill_grids.exhibit(drawn, frame, SHARE, told, _titles(one), "Role")


def by_area(store: Store, round_: str, grouping_id: str, part: str, measure: str) -> GridExhibit:
    """Skills beside areas: the measure in every cell, or why there is none."""
    group = part if part.startswith(asking.GROUP) else asking.NATION
    one = Asked(store, round_, grouping_id, group)
    frame = _of_areas(one, measure)
    codes, spans = _areas_in_order(one)
    names = {code: area.short_name for code, area in register().areas.items()}
    columns = [Column(code, names.get(code, code), one.names.get(code, code)) for code in codes]
    told = Told(
        "skills-by-area", f"By area: {HEADS[measure]}", _area_sentence(one, frame, measure),
        f"{count(len(one.sent & set(codes)), 'area')} of {len(codes)} sent answers, round {one.round}. "
        "Shares of few people are rough: the table under 'Where' has the intervals.",
        one.source, one.demo, one.about,
    )  # fmt: skip
    rows = _rows(one, asking.shares_by(one, "all"))
    drawn = skill_grids.grid(
        frame, measure, name="areas", columns=columns, rows=rows, spans=spans, upright=True
    )  # fmt: skip
    return skill_grids.exhibit(drawn, frame, measure, told, _titles(one), "Area")


def where(store: Store, round_: str, grouping_id: str, part: str, skill: str) -> Sizes:
    """Groups of areas and areas by their share on one skill, lowest first (of a group: its areas only)."""
    one = Asked(store, round_, grouping_id, part if part.startswith(asking.GROUP) else asking.NATION)
    areas = asking.by_area(one, asking.shares_by(one, "area"))
    areas = areas[areas["item_id"] == skill]
    areas = areas.assign(name=areas["unit"].map(one.names).fillna(areas["unit"]))
    groups = asking.shares_by(one, "group") if one.groups and not one.group else areas.head(0)
    groups = groups[groups["item_id"] == skill]
    groups = groups.assign(name=groups["unit"].map(asking.short_names(one.groups)))
    title = one.items[skill].short
    said = skill_where.sentence(groups, areas)
    told = Told(
        "skill-where", f"Where: {title}", said,
        f"Round {one.round}, 95% Wilson intervals. {skill_where.left_out(areas)}", one.source, one.demo,
        {**one.about, "Skill": title},
    )  # fmt: skip
    return skill_where.where(groups, areas, told, title=one.grouping_title)


def behind(store: Store, round_: str, grouping_id: str, part: str, cell: str) -> tuple[str, str]:
    """What stands behind a cell of either grid, as a sentence, and which grid it is of; both empty when of none."""
    unit, _, skill = cell.partition(".")
    one = Asked(store, round_, grouping_id, part)
    if skill not in one.items:
        return "", ""
    if unit in one.roles:
        return _sentence(one, asking.shares_by(one, ROLE, within=one.within), unit, skill, one.roles[unit]), "roles"
    if unit not in one.names:
        return "", ""
    nation = Asked(store, round_, grouping_id)
    frame = asking.by_area(nation, asking.shares_by(nation, "area"))
    said = _sentence(one, frame, unit, skill, one.names[unit])
    need = asking.needs_by(nation, "area")
    need = need[(need["unit"] == unit) & (need["item_id"] == skill) & (need["status"] == SHOWN)]
    if len(need):
        row = need.iloc[0]
        means = f"Importance {row['importance']:.1f}, confidence {row['confidence']:.1f}"
        said += f" {means} (weighted gap {weighted(row['mwds'])})."
    everyone = _sentence(one, asking.shares_by(nation, "all"), "all", skill, "all areas")
    return f"{said} {everyone}", "areas"


def _sentence(one: Asked, frame: pd.DataFrame, unit: str, skill: str, name: str) -> str:
    found = frame[(frame["unit"] == unit) & (frame["item_id"] == skill)]
    title = one.items[skill].title
    if found.empty:
        return f"{title}, {name}: not asked."
    row = found.iloc[0]
    if row["status"] != SHOWN:
        return f"{title}, {name}: {reason(row['status'])}."
    return (
        f"{title}, {name}: {int(row['x']):,} of {count(int(row['n']), 'person', 'people')} have it in place, "
        f"{percent(row['share'])} ({interval(row['low'], row['high'])})."
    )


def _of_areas(one: Asked, measure: str) -> pd.DataFrame:
    if measure == COVERAGE:
        return asking.coverage_of(one).rename(columns={"area_code": "unit"})
    if measure == NEED:
        frame = asking.needs_by(one, "area")
        return asking.by_area(one, frame.assign(n=frame["n_pairs"]))
    return asking.by_area(one, asking.shares_by(one, "area"))


def _rows(one: Asked, frame: pd.DataFrame) -> dict[str, str]:
    """Short names of the skills that were asked, lowest national share first."""
    if set(frame["unit"]) != {"all"}:
        frame = asking.shares_by(one, "all")
    titled = asking.titled(frame, one)
    ordered = skill_shares.in_order(titled)
    return dict(zip(ordered["item_id"], ordered["short"], strict=True))


def _titles(one: Asked) -> dict[str, str]:
    return {key: item.title for key, item in one.items.items()}


def _areas_in_order(one: Asked) -> tuple[list[str], list[tuple[str, int]]]:
    """Areas by group and name, and the titles of the groups with how many each spans; by name without groups."""
    codes = asking.areas_of(one)
    by_name = sorted(codes, key=lambda code: one.names.get(code, code))
    whole = {code for members in one.groups.values() for code in members}
    if one.group or not one.groups or not set(codes) <= whole:
        return by_name, []
    names = asking.short_names(one.groups)
    parts = [(names[name], [code for code in by_name if code in members]) for name, members in one.groups.items()]
    return [code for _, members in parts for code in members], [(name, len(members)) for name, members in parts]


def _role_sentence(one: Asked, shown: pd.DataFrame) -> str:
    if shown["unit"].nunique() < 2:
        return "Too few roles have enough people to be told apart."
    spread = shown.groupby("item_id")["share"].agg(["min", "max", "count"])
    spread = spread[spread["count"] > 1]
    widest = (spread["max"] - spread["min"]).idxmax()
    part = shown[shown["item_id"] == widest].sort_values("share")
    low, top = part.iloc[0], part.iloc[-1]
    apart = "the intervals do not meet" if low["high"] < top["low"] else "the intervals overlap"
    ends = [f"{percent(row['share'])} of '{one.roles.get(row['unit'], row['unit'])}'" for row in (top, low)]
    return f"Roles differ most on {in_sentence(one.items[widest].short)}: {ends[0]}, {ends[1]} ({apart})."


def _area_sentence(one: Asked, frame: pd.DataFrame, measure: str) -> str:
    shown = frame[frame["status"] == SHOWN]
    n = shown["unit"].nunique()
    if not n:
        return "No area has enough answers to show a figure."
    if measure == COVERAGE:
        none = frame[frame["words"] == "nobody"].groupby("unit").size().sort_values(ascending=False)
        if none.empty:
            return "In every area with enough answers somebody has each skill."
        top = none.index[0]
        return (
            f"In {count(len(none), 'area')} at least one skill is had by nobody who answered; most in "
            f"{one.names.get(top, top)} ({count(int(none.iloc[0]), 'skill')})."
        )
    column = skill_grids.VALUES[measure]
    means = shown.groupby("unit")[column].mean().sort_values(ascending=measure == SHARE)
    first, last = means.index[0], means.index[-1]
    words = percent if measure == SHARE else weighted
    what = "lowest on the mean of its skills" if measure == SHARE else "most in need on the mean of its skills"
    other = "highest" if measure == SHARE else "least"
    return (
        f"Of {count(n, 'area')} with figures, {one.names.get(first, first)} is {what} ({words(means.iloc[0])}), "
        f"{one.names.get(last, last)} {other} ({words(means.iloc[-1])})."
    )
