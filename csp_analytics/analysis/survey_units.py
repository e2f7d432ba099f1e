"""Of whom a survey is told: its base cells, and every sum of them that a page or a command offers.

A base cell is all who have the same area, role and sector. A unit is a set of cells: everybody, a group of areas, an
area, a role, a sector, or a role or sector within a group or an area. Which units are shown is decided for all of them
together (:mod:`csp_analytics.analysis.suppression`), so that no two views give away what each of them hides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from csp_analytics.analysis.survey_cells import Cells, of_places, of_tables
from csp_analytics.surveys.model import AREA, NOT_SAID, ROLE, SECTOR

ALL, GROUP = "all", "group"
BY = (ALL, GROUP, AREA, ROLE, SECTOR)
ABOUT = ("area_code", "role", "sector")
COLUMN = {AREA: "area_code", ROLE: "role", SECTOR: "sector"}
EVERYBODY = ""
NO_CONTAINER = -1
LAST_STAGE = 2
KEY = ["by", "grouping_id", "within", "unit"]


def within_area(area_code: str) -> str:
    """How an area is named as the place within which roles or sectors are told apart."""
    return f"{AREA}:{area_code}"


def within_group(group: str) -> str:
    """The same of a group of areas."""
    return f"{GROUP}:{group}"


@dataclass(frozen=True)
class Groups:
    """One grouping as the units need it.

    Attributes:
        grouping_id: its id.
        members: area codes by name of the group.
        fixed: whether its groups are the same whoever looks, so that they are decided on with the rest. Nearest
            neighbours and saved lists are not: they are shown only where they follow from what is shown anyway.
    """

    grouping_id: str
    members: Mapping[str, Sequence[str]]
    fixed: bool = True


@dataclass(frozen=True)
class Units:
    """Every unit of a survey, in the order in which they have a claim to be shown.

    Attributes:
        cells: the base cells: ``area_code, role, sector, n``.
        table: one row a unit: ``by, grouping_id, within, unit``; ``container`` (row of the unit that it breaks down, -1
            when none); ``offered`` (False for those whose area, role or sector is not known: nobody asks for them, yet
            they must not be given away); ``free`` (shown only where it follows from others); ``order`` (place among the
            units of its view).
        holds: units by base cells (bool).
        groupings: the groupings.
    """

    cells: pd.DataFrame
    table: pd.DataFrame
    holds: np.ndarray = field(repr=False)
    groupings: Sequence[Groups] = ()

    @cached_property
    def digest(self) -> bytes:
        """What tells these units from others: whom they hold, what they break down, how they stand, who answered."""
        parts = (self.holds, self.container, self.stage, self.free, self.offered, self.guards, self.n)
        return sha256(b"|".join(np.ascontiguousarray(one).tobytes() for one in parts)).digest()

    @cached_property
    def n(self) -> np.ndarray:
        """Respondents of each base cell."""
        return self.cells["n"].to_numpy(dtype=float)

    @cached_property
    def names(self) -> np.ndarray:
        """Name of each unit."""
        return self.table["unit"].to_numpy(dtype=object)

    @cached_property
    def container(self) -> np.ndarray:
        """Place of the unit that each unit breaks down, -1 when none."""
        return self.table["container"].to_numpy()

    @cached_property
    def free(self) -> np.ndarray:
        """Units that are shown only where they follow from others."""
        return self.table["free"].to_numpy()

    @cached_property
    def guards(self) -> np.ndarray:
        """Units that are looked after: all but those of nearest neighbours and saved lists, which users make up."""
        made_up = [one.grouping_id for one in self.groupings if not one.fixed]
        return ~self.table["grouping_id"].isin(made_up).to_numpy()

    @cached_property
    def offered(self) -> np.ndarray:
        """Units that somebody may ask for."""
        return self.table["offered"].to_numpy()

    @cached_property
    def stage(self) -> np.ndarray:
        """0 for places, 1 for roles and sectors of everybody, 2 for those within a place."""
        broken_down = self.table["by"].isin((ROLE, SECTOR)).to_numpy()
        return broken_down.astype(int) + (self.table["within"] != EVERYBODY).to_numpy()

    @cached_property
    def _sparse(self) -> csr_array:
        return csr_array(self.holds.astype(float))

    def sums(self, per_cell: np.ndarray) -> np.ndarray:
        """Sums of the units of numbers of base cells."""
        return self._sparse @ per_cell

    @cached_property
    def _places(self) -> Cells:
        return of_places(self.cells, self.holds)

    @cached_property
    def _tables(self) -> Cells:
        return of_tables(self.cells, self.holds, self.table["by"])

    def told(self, stage: int) -> Cells:
        """The cells over which what is told up to a stage is reckoned."""
        return self._places if stage == 0 else self._tables

    def rows_of(self, by: str, grouping_id: str = "", within: str = EVERYBODY) -> np.ndarray:
        """Places of the offered units of one view, in the order of their definition."""
        table = self.table
        same = (table["by"] == by) & (table["within"] == within) & table["offered"]
        if by == GROUP or within.startswith(f"{GROUP}:"):
            same &= table["grouping_id"] == grouping_id
        places = np.flatnonzero(same)
        # The order of the table would tell which area has more respondents.
        return places[np.argsort(table["order"].to_numpy()[places], kind="stable")]

    def posts(self, rows: np.ndarray, of_area: pd.Series, of_country: float | None) -> pd.Series:
        """How many could have answered: of everybody, of areas, of groups all of whose areas have a number.

        Args:
            rows: the units wanted, by place.
            of_area: posts by area code.
            of_country: posts of the whole country, None when not known.
        """
        members = {(one.grouping_id, name): codes for one in self.groupings for name, codes in one.members.items()}
        found = []
        for by, grouping_id, within, unit in self.table.iloc[rows][KEY].itertuples(index=False):
            number = float("nan")
            if by == ALL and of_country is not None:
                number = float(of_country)
            elif by == AREA and not within:
                number = float(of_area.get(unit, float("nan")))
            elif by == GROUP:
                number = float(of_area.reindex(members[grouping_id, unit]).sum(skipna=False))
            found.append(number)
        return pd.Series(found, dtype=float)


def units(
    respondents: pd.DataFrame,
    area_codes: Sequence[str],
    titles: Mapping[str, Sequence[str]],
    groupings: Sequence[Groups],
) -> Units:
    """The units of a survey.

    Everybody; the groups of the first grouping; areas, those with many respondents first; the groups of the other fixed
    groupings; roles and sectors; roles and sectors within the groups of the first grouping and within areas. Within the
    groups of a second grouping they are shown only where they follow from these: two sets of tables that overlap would
    give nearly everything away.

    Args:
        respondents: ``area_code, role, sector, n``, one row a combination.
        area_codes: the areas of the register; others that respondents name come after them.
        titles: ids of roles and sectors, by ``role`` and ``sector``.
        groupings: in the order in which they are offered.
    """
    cells = respondents.reset_index(drop=True)
    fixed = [one for one in groupings if one.fixed]
    others = [*fixed[1:], *(one for one in groupings if not one.fixed)]
    areas = list(dict.fromkeys([*area_codes, *sorted(set(cells["area_code"]) - {NOT_SAID}), NOT_SAID]))
    told = {about: list(dict.fromkeys([*titles[about], *sorted(set(cells[about]) - {NOT_SAID}), NOT_SAID]))
            for about in (ROLE, SECTOR)}  # fmt: skip
    counts = cells.groupby("area_code")["n"].sum()
    rows: list[tuple[str, str, str, str, bool]] = [(ALL, "", EVERYBODY, ALL, False)]
    rows += _groups(fixed[:1])
    rows += [(AREA, "", EVERYBODY, code, False) for code in sorted(areas, key=lambda code: -int(counts.get(code, 0)))]
    rows += _groups(others)
    rows += _broken_down(told, "", EVERYBODY, free=False)
    for one in fixed[:1]:
        for name in one.members:
            rows += _broken_down(told, one.grouping_id, within_group(name), free=False)
    for code in areas[:-1]:
        rows += _broken_down(told, "", within_area(code), free=False)
    for one in others:
        for name in one.members:
            rows += _broken_down(told, one.grouping_id, within_group(name), free=True)
    table = pd.DataFrame(rows, columns=[*KEY, "free"])
    table["offered"] = (table["unit"] != NOT_SAID) | (table["by"] == ALL)
    table["container"] = _containers(table)
    place = {code: at for at, code in enumerate(areas)}
    table["order"] = [place[unit] if by == AREA else 0 for by, unit in zip(table["by"], table["unit"], strict=True)]
    return Units(cells, table, _holds(cells, table, groupings), tuple(groupings))


def _groups(groupings: Sequence[Groups]) -> list[tuple[str, str, str, str, bool]]:
    return [(GROUP, one.grouping_id, EVERYBODY, name, not one.fixed) for one in groupings for name in one.members]


def _broken_down(
    told: Mapping[str, Sequence[str]], grouping_id: str, within: str, *, free: bool
) -> Iterator[tuple[str, str, str, str, bool]]:
    return ((about, grouping_id, within, name, free) for about in (ROLE, SECTOR) for name in told[about])


def _holds(cells: pd.DataFrame, table: pd.DataFrame, groupings: Sequence[Groups]) -> np.ndarray:
    masks = {(ALL, "", ALL): np.ones(len(cells), dtype=bool)}
    for one in groupings:
        for name, codes in one.members.items():
            masks[GROUP, one.grouping_id, name] = cells["area_code"].isin(list(codes)).to_numpy()
    nobody = np.zeros(len(cells), dtype=bool)
    for about, column in COLUMN.items():
        for name in cells[column].unique():
            masks[about, "", name] = (cells[column] == name).to_numpy()
    found = np.zeros((len(table), len(cells)), dtype=bool)
    for place, (by, grouping_id, within, unit) in enumerate(table[KEY].itertuples(index=False)):
        found[place] = masks.get((by, grouping_id if by == GROUP else "", unit), nobody)
        if within:
            kind, _, name = within.partition(":")
            found[place] &= masks.get((kind, grouping_id, name), nobody)
    return found


def _containers(table: pd.DataFrame) -> list[int]:
    whole = table[table["within"] == EVERYBODY]
    places = {
        (by, grouping_id, unit): int(place)
        for place, by, grouping_id, unit in whole[["by", "grouping_id", "unit"]].itertuples()
    }
    found = []
    for by, grouping_id, within in table[["by", "grouping_id", "within"]].itertuples(index=False):
        kind, _, name = within.partition(":")
        if by not in (ROLE, SECTOR):
            found.append(NO_CONTAINER)
        else:
            found.append(places[kind, grouping_id, name] if within else places[ALL, "", ALL])
    return found
