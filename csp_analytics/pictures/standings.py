"""Every area by one measure with its place: the figures behind the page that compares areas, and the maps' groups."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import peers_of
from csp_analytics.areas.groupings import FIXED, Grouping
from csp_analytics.areas.register import register
from csp_analytics.charts.marks import OTHER, OWN, PEER
from csp_analytics.charts.measure import Measure, measure_of
from csp_analytics.charts.standing import NOT_ASSESSED
from csp_analytics.charts.words import short_titles, unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.area import area_names
from csp_analytics.store.connection import Store

PEERS_GROUP, OTHERS_GROUP, ALL_GROUP = "The area and its peers", "Other areas", "All areas"


@dataclass(frozen=True)
class Asked:
    """What is looked at: ids, and whether peers are taken as published (mean, own area counted)."""

    framework_id: str
    round: str
    grouping_id: str
    area_code: str
    measure: str
    published: bool = False

    @property
    def by(self) -> str:
        """The way to divide the framework."""
        return self.measure.partition(":")[0]

    @property
    def unit(self) -> str:
        """The unit of it."""
        return self.measure.partition(":")[2] or scoring.ALL

    @property
    def statistic(self) -> str:
        """The peers' figure."""
        return "mean" if self.published else "median"

    @property
    def framework(self) -> Framework:
        """The framework."""
        return framework_of(self.framework_id)

    @property
    def shown(self) -> Measure:
        """The measure in words."""
        return measure_of(self.framework, self.by, self.unit)


def measures(framework_id: str) -> dict[str, str]:
    """What can be compared, title by id: overall, principles, groups, facets, criteria.

    Groups and facet values with fewer criteria than a score takes are left out: no area ever has a score on them.
    """
    framework = framework_of(framework_id)
    principles = short_titles(framework)
    found = {scoring.OVERALL: principles.pop(scoring.ALL)}
    found |= {f"{scoring.PRINCIPLE}:{key}": title for key, title in principles.items()}
    words = {scoring.GROUP: framework.group_word, **{facet.facet_id: facet.title for facet in framework.facets}}
    for by, word in words.items():
        sizes = framework.table[scoring.unit_column(by)].value_counts()
        enough = set(sizes.index[sizes >= scoring.MIN_RATED])
        titles = unit_titles(framework, by).items()
        found |= {f"{by}:{key}": f"{word.capitalize()}: {title}" for key, title in titles if key in enough}
    word = framework.row_word.capitalize()
    criteria = unit_titles(framework, scoring.CRITERION).items()
    return found | {f"{scoring.CRITERION}:{key}": f"{word}: {title}" for key, title in criteria}


def standings(store: Store, asked: Asked, pairs: pd.DataFrame) -> pd.DataFrame:
    """Every area of the register, and the own one, with its value and its place.

    Args:
        store: where from.
        asked: what is looked at.
        pairs: peers under its grouping (``findings.pairs``).

    Returns:
        Columns of ``findings.comparison`` for the one unit (empty for areas that were not assessed) and ``name``,
        ``mark``, ``reason`` (why there is no value), ``moved_best, moved_worst`` (see
        :func:`csp_analytics.analysis.ranking.ranks_one_step_away`; empty for a single criterion) and
        ``n_at_or_above`` (areas with the same or a higher value).
    """
    frame = findings.comparison(
        store, asked.framework_id, asked.round, asked.grouping_id,
        by=asked.by, also=asked.area_code, include_self=asked.published, statistic=asked.statistic,
    )  # fmt: skip
    frame = frame[frame[scoring.unit_column(asked.by)] == asked.unit].reset_index(drop=True)
    frame[["moved_best", "moved_worst"]] = findings.rank_firmness(
        store, asked.framework_id, asked.round, frame, by=asked.by, also=asked.area_code
    )
    frame["n_at_or_above"] = frame["value"].rank(method="max", ascending=False)
    names = {**register().names, asked.area_code: area_names(store)[asked.area_code]}
    rows = pd.DataFrame({"area_code": list(names), "name": list(names.values())})
    rows = rows.merge(frame, on="area_code", how="left")
    peers = peers_of(pairs, asked.area_code)
    marks = {**dict.fromkeys(peers, PEER), asked.area_code: OWN}
    rows["mark"] = rows["area_code"].map(marks).fillna(OTHER)
    rows["reason"] = _reasons(rows, asked)
    for column in ("n_rated", "n_applicable", "n_peers", "n_ranked"):
        rows[column] = rows[column].fillna(0).astype(int)
    return rows


def _reasons(rows: pd.DataFrame, asked: Asked) -> pd.Series:
    reasons = rows["note"].where(rows["note"].notna(), f"{NOT_ASSESSED} in {asked.round}")
    if asked.by == scoring.CRITERION:
        reasons = reasons.mask(rows["n_dont_know"] == 1, "don't know").mask(rows["n_missing"] == 1, "not answered")
    return reasons


def groups_of_areas(grouping: Grouping, pairs: pd.DataFrame, area_code: str = "") -> dict[str, str]:
    """Title of each area's group by code: the grouping's own, or peers and others where peers differ by area.

    Args:
        grouping: the peer grouping.
        pairs: peers under it (``findings.pairs``).
        area_code: the own area, if any.
    """
    if grouping.kind == FIXED:
        first = pairs.drop_duplicates("area_code")
        return dict(zip(first["area_code"], first["group"], strict=True))
    if not area_code:
        return dict.fromkeys(register().areas, ALL_GROUP)
    peers = {*peers_of(pairs, area_code), area_code}
    inside = {code: PEERS_GROUP for code in register().areas if code in peers}
    return inside | {code: OTHERS_GROUP for code in register().areas if code not in peers}
