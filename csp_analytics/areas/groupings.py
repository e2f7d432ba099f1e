"""Peer groupings as data: ways to divide areas, in ``data/peer_groupings.yaml`` and ``data/peer_groups.csv``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
import yaml

from csp_analytics import paths
from csp_analytics.areas.aliases import Aliases, sight
from csp_analytics.problems import did_you_mean

FIXED, COMPUTED, OWN = "fixed", "computed", "own"
OWN_PREFIX = "own:"
FEWEST = 5  # areas behind aliases in a group whose members are shown


@dataclass(frozen=True)
class ContextVariable:
    """One variable of a computed grouping: what it is, how much it weighs, how it is put on a common footing."""

    name: str
    label: str
    weight: float
    transform: str


@dataclass(frozen=True)
class Grouping:
    """One way to divide areas into peer groups."""

    grouping_id: str
    title: str
    short_title: str
    description: str
    source: str
    kind: str
    order: int
    default: bool = False
    k: int = 0
    variables: tuple[ContextVariable, ...] = ()


class UnknownGrouping(KeyError):
    """Nobody defined a peer grouping of that name."""

    def __init__(self, written: str, known: list[str]):
        suggestion = did_you_mean(written, known)
        hint = f" Did you mean '{suggestion}'?" if suggestion else ""
        self.sentence = f"There is no peer grouping '{written}'. Expected one of {', '.join(known)}.{hint}"
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return self.sentence


def groupings() -> dict[str, Grouping]:
    """Every peer grouping by id, in the order in which they are offered.

    A grouping that stands only in ``peer_groups.csv`` (a user added rows) is there too, under its own name.
    """
    folder = paths.definitions()
    known = _groupings(folder, _stamp(folder, "peer_groupings.yaml", "peer_groups.csv"))
    aliases = sight().aliases
    return {one: known[one] for one in known if one == _only(known)} if aliases and aliases.strictly else known


def _only(known: dict[str, Grouping]) -> str:
    """The one grouping behind strict aliases: membership of several would tell which area is which."""
    fixed = [one for one in known.values() if one.kind == FIXED]
    return next((one.grouping_id for one in fixed if one.default), fixed[0].grouping_id if fixed else "")


def grouping(grouping_id: str) -> Grouping:
    """One peer grouping. Raises :class:`UnknownGrouping` with a suggestion when there is none of that id."""
    known = groupings()
    if grouping_id not in known:
        raise UnknownGrouping(grouping_id, list(known))
    return known[grouping_id]


def default_grouping() -> str:
    """Id of the grouping that is used when nobody chooses one."""
    known = groupings()
    return next((one.grouping_id for one in known.values() if one.default), next(iter(known)))


def own_grouping(name: str) -> Grouping:
    """A list of peers that somebody saved, as a grouping: its members are the peers of every area."""
    return Grouping(
        grouping_id=f"{OWN_PREFIX}{name}",
        title=f"Own list: {name}",
        short_title=name,
        description="A list of areas that somebody chose and saved; they are the peers of whichever area is looked at.",
        source="A user of this dashboard",
        kind=OWN,
        order=100,
    )


def membership() -> pd.DataFrame:
    """Members of all fixed groupings: ``grouping_id, grouping, group_id, group, area_code, source``.

    Behind aliases as the register is; the groups of a grouping whose names tell an area's are numbered instead.
    """
    folder = paths.definitions()
    return _seen_membership(folder, _stamp(folder, "peer_groups.csv"), sight().aliases).copy()


def context() -> pd.DataFrame:
    """Context variables of all areas, tidy: ``area_code, variable, value, unit, year, source``."""
    folder = paths.definitions()
    table = _context(folder, _stamp(folder, "context.csv")).copy()
    if aliases := sight().aliases:
        if aliases.strictly:
            table = table[table["area_code"].isin(aliases.kept)]
        table["area_code"] = table["area_code"].map(aliases.code)
        return table.sort_values(["area_code", "variable"], kind="stable", ignore_index=True)
    return table


def context_labels() -> pd.DataFrame:
    """What each context variable is, indexed by variable: ``label, unit, year, decimals, description``."""
    table = pd.read_csv(paths.definitions() / "context_variables.csv", dtype=str, keep_default_na=False)
    return table.set_index("variable")


def stamps() -> tuple[object, ...]:
    """Tells one state of the files that say who is whose peer from another, for what is kept of them."""
    folder = paths.definitions()
    return folder, _stamp(folder, "peer_groupings.yaml", "peer_groups.csv", "context.csv")


def _stamp(folder: Path, *names: str) -> tuple[int, ...]:
    return tuple(os.stat(f"{folder}/{name}").st_mtime_ns for name in names)


@lru_cache(maxsize=4)
def _membership(folder: Path, stamp: tuple[int, ...]) -> pd.DataFrame:
    return pd.read_csv(folder / "peer_groups.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")


@lru_cache(maxsize=8)
def _seen_membership(folder: Path, stamp: tuple[int, ...], aliases: Aliases | None) -> pd.DataFrame:
    table = _membership(folder, stamp)
    if aliases is None:
        return table
    if aliases.strictly:
        table = _large(table[table["grouping_id"].isin(groupings())], aliases)
    parts = [_behind(aliases, part) for _, part in table.groupby("grouping_id", sort=False)]
    return pd.concat(parts, ignore_index=True) if parts else table


def _large(table: pd.DataFrame, aliases: Aliases) -> pd.DataFrame:
    """The members of groups in which nobody can be told from fewer than :data:`FEWEST`."""
    others = table[~table["area_code"].isin(aliases.kept)]
    sizes = others.groupby(["grouping_id", "group_id"]).size()
    enough = sizes[sizes >= FEWEST].index
    return table[table.set_index(["grouping_id", "group_id"]).index.isin(enough)]


def _behind(aliases: Aliases, grouping: pd.DataFrame) -> pd.DataFrame:
    """The members of one grouping in the order of their aliases; where its groups' names tell, numbers instead."""
    order = {code: place for place, code in enumerate(aliases.hidden.values())}
    seen = grouping.assign(area_code=grouping["area_code"].map(aliases.code), source="")
    places = seen["area_code"].map(order).fillna(len(order))
    telling = any(aliases.tells(f"{row.group_id} {row.group}") for row in grouping.itertuples())
    if telling:
        first = places.groupby(grouping["group_id"]).min().sort_values(kind="stable").index
        numbers = {group_id: str(number) for number, group_id in enumerate(first, start=1)}
        number = grouping["group_id"].map(numbers)
        seen = seen.assign(group_id="group-" + number, group="Group " + number)
    # The order of groups is part of what they are (least deprived first), that of members is not.
    groups = seen["group_id"].map({group: place for place, group in enumerate(dict.fromkeys(seen["group_id"]))})
    return (
        seen.assign(_group=0 if telling else groups, _place=places)
        .sort_values(["_group", "_place"])
        .drop(columns=["_group", "_place"])
    )


@lru_cache(maxsize=4)
def _context(folder: Path, stamp: tuple[int, ...]) -> pd.DataFrame:
    table = pd.read_csv(folder / "context.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    table["value"] = pd.to_numeric(table["value"], errors="coerce")
    return table


@lru_cache(maxsize=4)
def _groupings(folder: Path, stamp: tuple[int, ...]) -> dict[str, Grouping]:
    described = yaml.safe_load((folder / "peer_groupings.yaml").read_text("utf-8"))
    described = described["groupings"] if isinstance(described, dict) else described
    found = [_grouping(one, place) for place, one in enumerate(described, start=1)]
    known = {one.grouping_id for one in found}
    rows = _membership(folder, stamp[1:])
    for grouping_id, title in rows.drop_duplicates("grouping_id")[["grouping_id", "grouping"]].itertuples(index=False):
        if grouping_id not in known:
            found.append(Grouping(grouping_id, title, title, "", "", FIXED, 90))
    return {one.grouping_id: one for one in sorted(found, key=lambda one: one.order)}


def _grouping(one: dict, place: int) -> Grouping:
    return Grouping(
        grouping_id=one["id"],
        title=one["title"],
        short_title=one.get("short_title", one["title"]),
        description=" ".join(str(one.get("description", "")).split()),
        source=" ".join(str(one.get("source", "")).split()),
        kind=one.get("kind", FIXED),
        order=int(one.get("order", place)),
        default=bool(one.get("default", False)),
        k=int(one.get("k", 0)),
        variables=tuple(
            ContextVariable(
                v["variable"], v.get("label", v["variable"]), float(v["weight"]), v.get("transform", "none")
            )
            for v in one.get("variables") or []
        ),
    )
