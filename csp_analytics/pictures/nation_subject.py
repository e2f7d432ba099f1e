"""What the pictures of all areas share: one framework in one round under one peer grouping, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import compare_with_peers
from csp_analytics.areas.groupings import OWN
from csp_analytics.areas.register import register
from csp_analytics.findings.learning import likeness
from csp_analytics.frameworks.crosswalk import crosswalk
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.frameworks.proposed_actions import proposed_actions
from csp_analytics.store import reading
from csp_analytics.store.connection import Store


def area_names(store: Store) -> dict[str, str]:
    """Name of every area that has a page: those of the register, then outside areas that were loaded."""
    return register().names | dict(reading.outside_areas(store).itertuples(index=False))


@dataclass(frozen=True)
class Nation:
    """One framework in one round under one peer grouping: what the pictures of all areas share.

    Attributes:
        store: where the data is.
        framework_id: the framework.
        round: the round.
        grouping_id: the peer grouping.
        also: an area outside the register that is looked at too, as it is by nobody else.
        together: whether many areas are looked at, so that what each asks is found for all of them at once.
    """

    store: Store
    framework_id: str
    round: str
    grouping_id: str
    also: str = ""
    together: bool = False
    _compared: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    @property
    def framework(self) -> Framework:
        """The framework."""
        return framework_of(self.framework_id)

    @property
    def others_round(self) -> str:
        """The round of the others' answers: another one where they are set beside a round that only one area has."""
        return self.store.others_round(self.framework_id, self.round)

    @property
    def rounds_in_words(self) -> str:
        """The round, such as "2026"; where the others' answers are of another, "2026 beside 2025"."""
        return self.round if self.others_round == self.round else f"{self.round} beside {self.others_round}"

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of every area."""
        return area_names(self.store)

    @cached_property
    def assessments(self) -> pd.DataFrame:
        """Current assessments under the framework, see ``reading.assessments``."""
        there = reading.assessments(self.store)
        return there[there["framework"] == self.framework_id]

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Everybody's peers."""
        return findings.pairs(self.store, self.grouping_id)

    @cached_property
    def ratings(self) -> pd.DataFrame:
        """The ratings of the round."""
        return reading.ratings(self.store, self.framework_id, rounds=(self.round,), also=self.also)

    @cached_property
    def plans(self) -> pd.DataFrame:
        """The newest action plan of every area."""
        return reading.actions(self.store)

    @cached_property
    def written(self) -> pd.DataFrame:
        """The ratings of the round with what was written beside them."""
        return reading.ratings(self.store, self.framework_id, rounds=(self.round,), also=self.also, texts=True)

    @cached_property
    def alike(self) -> pd.DataFrame:
        """Which areas are alike, see ``findings.learning.likeness``."""
        return likeness(self.store, self.grouping_id)

    @cached_property
    def defined_actions(self) -> pd.DataFrame:
        """The actions that can be proposed, see ``proposed_actions``."""
        return proposed_actions()[0]

    @cached_property
    def links(self) -> pd.DataFrame:
        """The links between criteria of different frameworks."""
        return crosswalk()[0]

    def compared(self, by: str) -> pd.DataFrame:
        """Every area beside its peers: see ``findings.comparison``."""
        if by not in self._compared:
            self._compared[by] = findings.comparison(
                self.store, self.framework_id, self.round, self.grouping_id, by=by, also=self.also
            )
        return self._compared[by]

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Everybody's gap on each principle under every peer grouping, in the columns of ``findings.sensitivity``."""
        values = self.compared(scoring.PRINCIPLE)[["area_code", "principle_id", "value"]]
        wanted = [
            key for key, one in findings.groupings(self.store).items() if one.kind != OWN or key == self.grouping_id
        ]
        compared = [
            compare_with_peers(
                values,
                findings.pairs(self.store, key),
                unit=["principle_id"],
                similar_within=self.framework.similar_within,
            ).assign(grouping_id=key)
            for key in wanted
        ]
        return pd.concat(compared, ignore_index=True)

    def demo(self, rounds: tuple[str, ...], area_code: str = "") -> bool:
        """Whether any assessment of these rounds (of one area, if named) is demonstration data."""
        there = self.assessments
        if area_code:
            there = there[there["area_code"] == area_code]
        return bool(there.loc[there["round"].isin(rounds), "demo"].any())
