"""Small numbers of people in one set of counts: what is too few, what is told in words, what is guarded."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from csp_analytics.analysis.disclosure import Counts, Limits, Told
from csp_analytics.analysis.survey_units import LAST_STAGE, NO_CONTAINER, Units
from csp_analytics.surveys.model import AREA

FEW, SMALL = 5, 10
STATUSES = ("shown", "few", "hidden", "no breakdown", "nearly all", "nearly none")
SHOWN, TOO_FEW, HIDDEN, NO_BREAKDOWN, NEARLY_ALL, NEARLY_NONE = STATUSES


@dataclass(frozen=True)
class Counted:
    """Counts of one question and thing over the units of a survey, or of its respondents.

    Attributes:
        units: the units.
        n: people of each base cell.
        x: yes among them, or any sum from 0 to ``most``; None when only the number of people is told.
        most: the highest that ``x`` can be in each cell.
        kept_back: units that no view of the survey shows; none when not given.
        unsaid: units of which not even the word few is said; none when not given.
    """

    units: Units
    n: np.ndarray
    x: np.ndarray | None = None
    most: np.ndarray | None = None
    kept_back: np.ndarray | bool = False
    unsaid: np.ndarray | bool = False
    _proofs: dict[bool, list[np.ndarray]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def total(self) -> np.ndarray:
        """People of each unit."""
        return self.units.sums(self.n)

    @cached_property
    def _yes(self) -> np.ndarray:
        return self.total if self.x is None else self.units.sums(self.x)

    @cached_property
    def _top(self) -> np.ndarray:
        return np.full(len(self.total), np.inf) if self.most is None else self.units.sums(self.most)

    @cached_property
    def few(self) -> np.ndarray:
        """Units of one to four people."""
        return (self.total > 0) & (self.total < FEW)

    @cached_property
    def within(self) -> np.ndarray:
        """People of the unit that each unit breaks down; plenty for a unit that breaks down none."""
        container = self.units.container
        return np.where(container == NO_CONTAINER, SMALL, self.total[container])

    @cached_property
    def nearly_none(self) -> np.ndarray:
        """Units of five to nine people of whom nobody or one said yes."""
        return self._small & (self._yes <= 1)

    @cached_property
    def nearly_all(self) -> np.ndarray:
        """Units of five to nine people of whom all or all but one said yes."""
        return self._small & (self._yes >= self._top - 1)

    @property
    def in_words(self) -> np.ndarray:
        """Units whose figure is told in words."""
        return self.nearly_none | self.nearly_all

    @property
    def _small(self) -> np.ndarray:
        return np.array((self.total >= FEW) & (self.total < SMALL) & (self.x is not None))

    @cached_property
    def _at_an_end(self) -> np.ndarray:
        return np.array((self.x is not None) & (self.total > 0) & ((self._yes <= 0) | (self._yes >= self._top)))

    def guarded_at(self, stage: int) -> np.ndarray:
        """Units whose count must not be given away by figures up to a stage.

        One to four people, and all or none of five to nine. Words stand for one short of all too, so that they do not
        say all: only all and none are guarded themselves. Of places alone, also all or none of any area, which would
        tell of its roles and sectors; and the units that are kept back in every view.
        """
        found = self.few | (self.in_words & self._at_an_end)
        if stage == 0:
            found = found | (self._at_an_end & (self.units.table["by"] == AREA).to_numpy())
            found = (found | (self.kept_back & (self.total > 0))) & (self.units.stage == 0)
        return found & self.units.guards

    def statuses(self, shown: np.ndarray) -> np.ndarray:
        """Status of every unit, when these are shown."""
        found = np.where(shown, SHOWN, HIDDEN).astype(object)
        found[shown & self.nearly_all] = NEARLY_ALL
        found[shown & self.nearly_none] = NEARLY_NONE
        found[self.total < FEW] = TOO_FEW
        # Of a place of five to nine people not even the size of its parts is told.
        found[self.within < SMALL] = NO_BREAKDOWN
        found[self.within < FEW] = TOO_FEW
        return found

    def can_be_shown(self, shown: np.ndarray) -> np.ndarray:
        """Units that are large enough, and whose container is shown when they break one down."""
        container = self.units.container
        within_shown = (container == NO_CONTAINER) | shown[container]
        return within_shown & (self.total >= FEW) & (self.within >= SMALL) & self.units.offered

    def told(self, shown: np.ndarray, stage: int) -> Told:
        """What is told when these units (one bool a unit, up to a stage) are shown."""
        cells, words = self.units.told(stage), shown & self.in_words
        rows = cells.told_by(shown & ~words)
        if self.x is None:
            n = cells.summed(self.n)
            return Told(rows, self._said_of_people(shown, stage), Counts(n, np.full(len(n), np.inf)), cells.grids)
        lower = np.where(self.nearly_none[words], 0, self._top[words] - 1)
        counts = Counts(cells.summed(self.x), cells.summed(self.n if self.most is None else self.most))
        return Told(rows, Limits(cells.of[words], lower, lower + 1), counts, cells.grids)

    def _said_of_people(self, shown: np.ndarray, stage: int) -> Limits:
        """What words tell of the number of people: few is one to four; hidden is more, where few is said of others.

        That somebody of a place or role answered is known anyway; within a place nobody knows which are empty.
        """
        units, by = self.units, self.units.table["by"].to_numpy(dtype=object)
        there = units.guards & (units.stage < min(stage + 1, LAST_STAGE)) & (self.total > 0) & ~shown
        worded, unsaid = self.within >= SMALL, np.broadcast_to(self.unsaid, there.shape)
        hidden = there & ~self.few & units.offered & worded & ~np.isin(by, by[unsaid])
        said = hidden | (there & self.few)
        lower = np.where(hidden, FEW, 1.0)[said]
        upper = np.where(self.few & worded & ~unsaid, FEW - 1.0, np.inf)[said]
        return Limits(units.told(stage).of[said], lower, upper)

    def given_away(self, shown: np.ndarray, stage: int) -> np.ndarray:
        """Guarded units whose count these units give away, as one bool a unit."""
        wanted, sets = self._to_guard(shown, stage)
        if self.x is None:
            sets, wanted = sets[self.units.stage[wanted] < LAST_STAGE], wanted[self.units.stage[wanted] < LAST_STAGE]
        found = np.zeros(len(shown), dtype=bool)
        found[wanted] = self.told(shown, stage).given_away(sets, self._proofs.setdefault(stage > 0, []))
        return found

    def no_news(self, shown: np.ndarray, wanted: np.ndarray, stage: int) -> np.ndarray:
        """Those of the wanted units (one bool a unit) whose figure follows from the shown ones, limits and all."""
        found = wanted & ~self.in_words
        sets = self.units.told(stage).of[found]
        found[found] = self.told(shown, stage).given_away(sets, self._proofs.setdefault(stage > 0, []))
        return found

    def sums_of(self, shown: np.ndarray, wanted: np.ndarray, stage: int) -> np.ndarray:
        """Those of the wanted units that are sums and differences of the shown ones, people and all."""
        found = wanted & ~self.in_words
        found[found] = self.told(shown, stage).is_combination(self.units.told(stage).of[found])
        return found

    def added_up(self, shown: np.ndarray, stage: int) -> tuple[np.ndarray, np.ndarray]:
        """What these units give away by adding and taking away.

        Returns:
            Guarded sets of cells to keep an eye on, and those of them, or others of one to four people, that are given
            away; both as rows of the stage's cells.
        """
        _, sets = self._to_guard(shown, stage)
        told, openly = self.told(shown, stage), self.openly(shown, stage)
        found = told.small_sets(self.units.told(stage).summed(self.n), FEW)
        small = np.zeros((len(found), sets.shape[1]), dtype=bool)
        for row, places in enumerate(found):
            small[row, places] = not openly[places].all()
        return sets, np.vstack([sets[told.is_combination(sets)], small[small.any(axis=1)]])

    def _to_guard(self, shown: np.ndarray, stage: int) -> tuple[np.ndarray, np.ndarray]:
        """Places of the guarded units of whom not everything is said openly, and the rest of them as sets of cells."""
        cells = self.units.told(stage)
        places = np.flatnonzero(self.guarded_at(stage))
        sets = cells.of[places] & ~self.openly(shown, stage)
        there = (sets @ cells.summed(self.n)) > 0
        return places[there], sets[there]

    def openly(self, shown: np.ndarray, stage: int) -> np.ndarray:
        """Cells of whose people it is said openly that all or none said yes: those of shown units of ten or more."""
        cells = self.units.told(stage)
        if self.x is None:
            return np.zeros(cells.of.shape[1], dtype=bool)
        ends = (self._yes <= 0) | (self._yes >= self._top)
        base = np.asarray(self.units.holds[shown & (self.total >= SMALL) & ends].any(axis=0))
        covered, every = cells.summed(base.astype(float)), cells.summed(np.ones(len(base)))
        return np.asarray(covered >= every)
