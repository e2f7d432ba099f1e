"""One area beside its peers under every grouping: what the page Peers is made of."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import MIN_PEERS, compare_with_peers, peers_of
from csp_analytics.areas.groupings import OWN, Grouping
from csp_analytics.areas.register import register
from csp_analytics.charts.words import points, short_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.area import area_names
from csp_analytics.store.connection import Store


def convention(published: bool) -> dict[str, str]:
    """What files say of the published convention for peers; nothing of the usual one."""
    return {"Convention": "As published: mean, own area counted"} if published else {}


@dataclass(frozen=True)
class Asked:
    """What is asked, and what every part of the answer needs.

    Attributes:
        framework, round, grouping_id, second_id, area_code, published: what was chosen.
        groupings: every peer grouping by id, saved lists among them.
        pairs: pairs of the area's peers by grouping.
        names: name of every area.
        scores: ``area_code, measure, value, note`` of all areas, by principle and overall; the area itself has rows
            without a value when it was not assessed.
    """

    framework: Framework
    round: str
    grouping_id: str
    second_id: str
    area_code: str
    published: bool
    groupings: dict[str, Grouping]
    pairs: dict[str, pd.DataFrame]
    names: dict[str, str]
    scores: pd.DataFrame

    @property
    def area(self) -> str:
        """Name of the area."""
        return self.names[self.area_code]

    @property
    def titles(self) -> dict[str, str]:
        """Title of every grouping."""
        return {key: one.title for key, one in self.groupings.items()}

    @property
    def labels(self) -> dict[str, str]:
        """The same for rows of a picture: a saved list by its name alone."""
        return {key: one.short_title if one.kind == OWN else one.title for key, one in self.groupings.items()}

    @property
    def measures(self) -> dict[str, str]:
        """Title of every measure: the principles in use, then overall."""
        return short_titles(self.framework)

    @property
    def statistic(self) -> str:
        """Which peer figure."""
        return "mean" if self.published else "median"

    @property
    def counted_as(self) -> str:
        """What is counted in a group: with the area itself among them they are not all peers."""
        return "area" if self.published else "peer"

    @property
    def basis(self) -> str:
        """Round and peer figure, in words."""
        how = "the mean, own area counted, as published" if self.published else "the median, own area left out"
        return f"Round {self.round}. Peer figure: {how}."

    @property
    def rules(self) -> str:
        """When something is similar, and when it is not compared."""
        within = f"Similar: within {points(self.framework.similar_within)} points of the peers' {self.statistic}."
        return f"{within} Under {MIN_PEERS} peers with a score nothing is compared."

    @property
    def wanted(self) -> list[str]:
        """Groupings that count in the sentence: saved lists are other people's choices, so only those chosen.

        An area outside the register is in no group of the defined ones, so they say nothing about it.
        """
        chosen = (self.grouping_id, self.second_id)
        usual = [key for key, one in self.groupings.items() if one.kind != OWN or key in chosen]
        return [key for key in usual if self.peers(key)] if self.outside else usual

    @property
    def outside(self) -> bool:
        """Whether the area is outside the register."""
        return self.area_code not in register().areas

    def peers(self, grouping_id: str) -> list[str]:
        """Codes of the area's peers."""
        return peers_of(self.pairs[grouping_id], self.area_code)


def ask(
    store: Store, framework_id: str, round_: str, grouping_id: str, second_id: str, area_code: str, published: bool
) -> Asked:
    """Everything that the store knows for the page Peers."""
    framework, known = framework_of(framework_id), findings.groupings(store)
    pairs = {key: findings.pairs(store, key) for key in known}
    parts = []
    for by in (scoring.PRINCIPLE, scoring.OVERALL):
        found = findings.scores(store, framework_id, rounds=(round_,), also=area_code, by=by)
        parts.append(found.rename(columns={scoring.unit_column(by): "measure", "score": "value"}))
    scores = pd.concat(parts, ignore_index=True)[["area_code", "measure", "value", "note"]]
    if area_code not in set(scores["area_code"]):
        none = [(area_code, key, float("nan"), "") for key in short_titles(framework)]
        scores = pd.concat([scores, pd.DataFrame(none, columns=scores.columns)], ignore_index=True)
    return Asked(
        framework, round_, grouping_id, second_id, area_code, published, known,
        {key: every[every["area_code"] == area_code] for key, every in pairs.items()}, area_names(store), scores,
    )  # fmt: skip


def gaps_of(asked: Asked) -> pd.DataFrame:
    """The area beside its peers under every grouping: a row for each ``grouping_id`` and ``measure``.

    The other columns are those of ``compare_with_peers``; ranks among the peers alone mean nothing.
    """
    found = []
    for key, pairs in asked.pairs.items():
        used = asked.scores[asked.scores["area_code"].isin({asked.area_code, *asked.peers(key)})]
        compared = compare_with_peers(
            used, pairs, unit=["measure"], similar_within=asked.framework.similar_within,
            include_self=asked.published, statistic=asked.statistic,
        )  # fmt: skip
        found.append(compared[compared["area_code"] == asked.area_code].assign(grouping_id=key))
    return pd.concat(found, ignore_index=True)
