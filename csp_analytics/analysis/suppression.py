"""Which figures about people are shown: small numbers are not, and nothing that would give them away.

One plan for a survey and round covers every unit that any view offers, so no two views can be set against each other.

- Fewer than five people: no figure. Five to nine: a figure, but no breakdown by role or sector.
- Of five to nine people it is not said that all or none of them said yes: from one short of it on, words take the
  place of the figure.
- Words tell of numbers too: few is one to four, so hidden is five or more. Both are reckoned with. Few is not said of a
  unit where it would tell how many people another or itself has, nor of a place that users make up; nothing is said of
  the size of the parts of a hidden place. All these are called hidden.
- Units are taken in their order of importance. One is hidden when, with all that is shown before it, it would give
  away the count of a unit of one to four people, an all or none of five to nine, or the sum of any one to four people
  (what is left of a group when its shown areas are taken away). An all or none of ten people or more is shown, since it
  says openly the same of everybody in it; so what follows from it is not guarded.
- A unit whose people are made of shown units (a saved list, nearest neighbours) tells nothing new and is shown; else
  it is hidden.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from hashlib import sha256

import numpy as np

from csp_analytics.analysis import combinations
from csp_analytics.analysis.small_numbers import (
    FEW,
    HIDDEN,
    NEARLY_ALL,
    NEARLY_NONE,
    NO_BREAKDOWN,
    SHOWN,
    SMALL,
    STATUSES,
    TOO_FEW,
    Counted,
)
from csp_analytics.analysis.survey_units import LAST_STAGE, NO_CONTAINER, Units

__all__ = [
    "FEW", "HIDDEN", "NEARLY_ALL", "NEARLY_NONE", "NO_BREAKDOWN", "SHOWN", "SMALL", "STATUSES", "TOO_FEW",
    "Plan", "plan",
]  # fmt: skip
RULES = 3  # goes up when what is decided changes: what was kept before is then decided anew
LETTERS = "sfhban"  # a letter for each of STATUSES


@dataclass(frozen=True)
class Plan:
    """What may be shown of a survey at all: the units whose number of respondents is told.

    Attributes:
        units: every unit.
        allowed: one bool a unit.
        unsaid: units of one to four people of which not even that is said; one bool a unit.
    """

    units: Units
    allowed: np.ndarray
    unsaid: np.ndarray
    kept: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def respondents(self) -> np.ndarray:
        """Status of every unit as to how many people answered the survey."""
        counted = Counted(self.units, self.units.n)
        return self._said(counted.statuses(_with_those_that_follow(counted, self.allowed, LAST_STAGE)))

    def statuses(
        self, n: np.ndarray, x: np.ndarray, most: np.ndarray | None = None, *, stage: int = LAST_STAGE
    ) -> np.ndarray:
        """Status of every unit for one set of counts.

        Args:
            n: people of each base cell who answered.
            x: yes among them (or any sum that runs from 0).
            most: the highest that ``x`` can be in each cell; ``n`` when not given.
            stage: decide only on units up to this stage, since later ones do not bear on them; later ones are hidden.

        Returns:
            One of :data:`STATUSES` a unit.
        """
        most = n if most is None else most
        key = _key(self.units, stage, n, x, most)
        if key not in self.kept:
            with _turn(key):  # who asks the same meanwhile waits: deciding takes seconds, and twice takes twice as long
                if key not in self.kept:
                    kept_back = self.units.offered & ~self.allowed
                    self.kept[key] = _letters(self._decided(Counted(self.units, n, x, most, kept_back), stage))
        return self._said(np.array(STATUSES, dtype=object)[[LETTERS.index(letter) for letter in self.kept[key]]])

    def _said(self, statuses: np.ndarray) -> np.ndarray:
        return np.where(self._silent & np.isin(statuses, (TOO_FEW, NO_BREAKDOWN)), HIDDEN, statuses)

    @cached_property
    def _silent(self) -> np.ndarray:
        """Units of whose size no word tells: those left unsaid, places that users make up, parts of a hidden place."""
        units, counted = self.units, Counted(self.units, self.units.n)
        shown = _with_those_that_follow(counted, self.allowed, 0)
        silent = self.unsaid | (units.free & (units.stage == 0))
        hidden = ~shown & (silent | (counted.total >= FEW))
        return silent | ((units.container != NO_CONTAINER) & hidden[units.container])

    def _decided(self, counted: Counted, stage: int) -> np.ndarray:
        shown = np.zeros(len(self.allowed), dtype=bool)
        for step in range(stage + 1):
            shown |= _taken(counted, shown, self.allowed & counted.can_be_shown(shown), step)
        return counted.statuses(_with_those_that_follow(counted, shown, stage))


def plan(units: Units, kept: dict[str, str] | None = None) -> Plan:
    """The plan of a survey, from who answered it.

    Args:
        units: every unit that any view offers.
        kept: decisions made before, by their key; new ones are added. The key tells everything that they rest on.
    """
    kept = {} if kept is None else kept
    key = _key(units, LAST_STAGE)
    if key not in kept:
        allowed, unsaid = _allowed(units)
        kept[key] = "".join(np.where(allowed, "s", np.where(unsaid, "u", "h")))
    letters = np.array(list(kept[key]))
    return Plan(units, letters == "s", letters == "u", kept)


def _key(units: Units, stage: int, *counts: np.ndarray) -> str:
    """Digest of all that a decision rests on; the rules have a version, which goes up when they change."""
    said = [units.digest, *(np.ascontiguousarray(one, dtype=float).tobytes() for one in counts)]
    return sha256(f"{RULES},{stage},{len(counts)},".encode() + b"|".join(said)).hexdigest()


@lru_cache(maxsize=1024)
def _turn(key: str) -> threading.Lock:
    return threading.Lock()


def _letters(statuses: np.ndarray) -> str:
    return "".join(LETTERS[STATUSES.index(one)] for one in statuses)


def _allowed(units: Units) -> tuple[np.ndarray, np.ndarray]:
    """Units whose number of people may be told, and those of which not even the word few is said."""
    nothing = np.zeros(len(units.table), dtype=bool)
    counted, allowed = Counted(units, units.n, unsaid=nothing), nothing.copy()
    for step in range(LAST_STAGE + 1):
        counted = _with_words(counted, allowed, step)
        allowed |= _taken(counted, allowed, counted.can_be_shown(allowed), step)
    return allowed, np.asarray(counted.unsaid)


def _with_words(counted: Counted, before: np.ndarray, stage: int) -> Counted:
    """Says few of the units of a stage in turn, as far as words give nothing away together with what is shown before.

    Four areas of few people in a group of few are one person each: of the group it is not said then.
    """
    units = counted.units
    words = np.flatnonzero(counted.few & (counted.within >= SMALL) & (units.stage == stage) & units.guards)
    if stage == LAST_STAGE or not counted.given_away(before, stage).any():
        return counted
    unsaid = np.array(counted.unsaid)
    unsaid[words] = True
    for place in words:
        one = replace(counted, unsaid=unsaid & (np.arange(len(unsaid)) != place))
        if not one.given_away(before, stage).any():
            unsaid = np.asarray(one.unsaid)
    return replace(counted, unsaid=unsaid)


def _taken(counted: Counted, before: np.ndarray, wanted: np.ndarray, stage: int) -> np.ndarray:
    """Those of the wanted units of a stage that give nothing away together with those before."""
    wanted = wanted & (counted.units.stage == stage) & ~counted.units.free
    if not wanted.any():
        return wanted
    found = _by_adding_and_taking_away(counted, before, wanted, stage)
    if counted.given_away(before | found, stage).any():
        choose = _without_the_last if stage == LAST_STAGE else _by_halves
        found = choose(counted, before, found, stage)
    # Hiding what follows from the rest would hide nothing.
    return found | counted.no_news(before | found, wanted & ~found, stage)


def _by_adding_and_taking_away(counted: Counted, before: np.ndarray, wanted: np.ndarray, stage: int) -> np.ndarray:
    """Units in turn, as far as nothing guarded is a combination of those shown, nor any sum of one to four people."""
    guarded, away = counted.added_up(before | wanted, stage)
    figures = np.flatnonzero(wanted & ~counted.in_words)
    cells = counted.units.told(stage)
    there = ~counted.told(before, stage).empty  # with nobody in a cell, a sum with it is one without it
    known, found, more = cells.told_by(before & ~counted.in_words), wanted, True
    while len(away) and more:
        guarded = np.unique(np.vstack([guarded, away]), axis=0)
        left = wanted.copy()
        taken = combinations.in_turn(known[:, there], cells.of[figures][:, there], guarded[:, there])
        left[figures[~taken]] = False
        more, found = bool((left != found).any()), left
        away = counted.added_up(before | found, stage)[1]
    return found


def _by_halves(counted: Counted, before: np.ndarray, wanted: np.ndarray, stage: int) -> np.ndarray:
    """Units in turn that give nothing away; all at once where that can be, else by halves: the same, but sooner."""
    if not counted.given_away(before | wanted, stage).any():
        return wanted
    places, found = np.flatnonzero(wanted), np.zeros(len(wanted), dtype=bool)
    if len(places) < 2:
        return found
    for half in np.array_split(places, 2):
        part = np.zeros(len(wanted), dtype=bool)
        part[half] = True
        found |= _by_halves(counted, before | found, part, stage)
    return found


def _without_the_last(counted: Counted, before: np.ndarray, wanted: np.ndarray, stage: int) -> np.ndarray:
    """Leaves out, for each unit that is given away, the last of those that overlap it or stand beside it.

    Where none does, the last of its kind goes: it is given away by a chain of others.
    """
    units, found = counted.units, wanted.copy()
    beside = units.table.groupby(["by", "grouping_id", "within"], sort=False).ngroup().to_numpy()
    by = units.table["by"].to_numpy(dtype=object)
    while found.any() and (away := counted.given_away(before | found, stage)).any():
        there = np.flatnonzero(found)
        for place in np.flatnonzero(away):
            alike = by[there] == by[place]
            near = (units.holds[there] & units.holds[place]).any(axis=1) & alike | (beside[there] == beside[place])
            if near.any() or alike.any():
                found[there[near if near.any() else alike][-1]] = False
            else:
                found[there[-1]] = False
    return found


def _with_those_that_follow(counted: Counted, shown: np.ndarray, stage: int) -> np.ndarray:
    """The shown units and all that are sums and differences of those of their stage and before: these are no news."""
    units, found = counted.units, shown.copy()
    large = units.offered & (counted.total >= FEW) & (counted.within >= SMALL) & ~shown
    for step in range(stage + 1):
        found |= counted.sums_of(shown & (units.stage <= step), large & (units.stage == step), step)
    return found
