"""What the pictures of one area are made from, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import peers_of
from csp_analytics.analysis.strengths import beside_peers
from csp_analytics.areas.outside import PREFIX
from csp_analytics.charts.words import listed
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.nation_subject import Nation
from csp_analytics.store import reading
from csp_analytics.store.connection import Store


@dataclass(frozen=True)
class AreaSubject:
    """One area among all, see :class:`csp_analytics.pictures.nation_subject.Nation`."""

    nation: Nation
    area_code: str

    @classmethod
    def of(cls, store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str) -> AreaSubject:
        """An area by itself, with nothing to share."""
        also = area_code if area_code.startswith(PREFIX) else ""
        return cls(Nation(store, framework_id, round_, grouping_id, also), area_code)

    @property
    def store(self) -> Store:
        """Where the data is."""
        return self.nation.store

    @property
    def framework(self) -> Framework:
        """The framework."""
        return self.nation.framework

    @property
    def round(self) -> str:
        """The round."""
        return self.nation.round

    @property
    def name(self) -> str:
        """Name of the area."""
        return self.nation.names[self.area_code]

    @cached_property
    def rounds(self) -> list[str]:
        """Rounds in which it was assessed, earliest first."""
        there = self.nation.assessments
        return sorted(there.loc[there["area_code"] == self.area_code, "round"], key=reading.round_order)

    @property
    def before(self) -> str:
        """The round before; empty when there is none."""
        place = self.rounds.index(self.round)
        return self.rounds[place - 1] if place else ""

    @cached_property
    def peers(self) -> list[str]:
        """Codes of its peers, assessed or not."""
        return peers_of(self.nation.pairs, self.area_code)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """All areas, principle by principle and then overall: the columns of a comparison, the unit as ``measure``."""
        parts = [
            self.nation.compared(by).rename(columns={scoring.unit_column(by): "measure"})
            for by in (scoring.PRINCIPLE, scoring.OVERALL)
        ]
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def beside(self) -> pd.DataFrame:
        """Its rated criteria beside its peers: see :func:`csp_analytics.analysis.strengths.beside_peers`."""
        return beside_peers(self.nation.ratings, self.nation.pairs, self.area_code, self.framework)

    @cached_property
    def sensitivity(self) -> pd.DataFrame:
        """Its gap on each principle under every peer grouping: see ``findings.sensitivity``."""
        if self.nation.together:
            return self.nation.gaps[self.nation.gaps["area_code"] == self.area_code]
        return findings.sensitivity(
            self.store,
            self.nation.framework_id,
            self.round,
            self.area_code,
            by=scoring.PRINCIPLE,
            own=self.nation.grouping_id,
        )

    @cached_property
    def texts(self) -> pd.DataFrame:
        """Its answers with their texts: see ``findings.area_ratings``."""
        return findings.area_ratings(self.store, self.nation.framework_id, self.round, self.area_code)

    @cached_property
    def plan(self) -> pd.DataFrame:
        """Its newest action plan."""
        plans = self.nation.plans
        return plans[plans["area_code"] == self.area_code]

    def own(self, by: str) -> pd.DataFrame:
        """Its rows of a comparison."""
        frame = self.nation.compared(by)
        return frame[frame["area_code"] == self.area_code]

    @property
    def absent(self) -> str:
        """Why there is nothing to show: it was not assessed in the round; else empty."""
        if self.round in self.rounds:
            return ""
        tail = f" It was assessed in {listed(self.rounds)}." if self.rounds else ""
        return f"{self.name} has no assessment of {self.framework.title} in round {self.round}.{tail}"
