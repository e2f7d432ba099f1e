"""One area beside its peer group and the nation in a round that is published as group figures."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.charts import group_only as charts
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, short_titles, unit_titles
from csp_analytics.findings.group_only import NATION, PEERS, group_only
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.pictures.nation_subject import area_names
from csp_analytics.store.connection import Store


@dataclass(frozen=True)
class GroupPicture:
    """What is shown of other areas.

    Attributes:
        exhibit: own scores beside the two groups, by principle.
        criteria: the same for every criterion, as a table; criteria are given as 0 to 100 points.
        demo: whether it rests on demonstration data.
    """

    exhibit: Exhibit
    criteria: pd.DataFrame
    demo: bool


def group_picture(store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str) -> GroupPicture:
    """One area of the person's own beside its peer group and the nation."""
    framework, name = framework_of(framework_id), area_names(store)[area_code]
    grouping = findings.grouping(store, grouping_id)
    called = {PEERS: "its peer group", NATION: "the other areas of the nation"}
    demo = findings.rests_on_demo(store, framework_id, (round_,))
    overall = group_only(store, framework_id, round_, grouping_id, area_code, by=scoring.OVERALL)
    by_principle = group_only(store, framework_id, round_, grouping_id, area_code, by=scoring.PRINCIPLE)
    by_principle = pd.concat([by_principle, overall.rename(columns={"unit": "principle_id"})], ignore_index=True)
    largest = by_principle.groupby("group")["n"].max()
    shown = charts.beside_groups(
        by_principle,
        short_titles(framework),
        unit="principle_id",
        area=name,
        called=called,
        basis=f"Round {round_}, own area left out: {count(int(largest.get(PEERS, 0)), 'area')} of the peer group "
        f"({grouping.title}) and {int(largest.get(NATION, 0))} of the nation with a score. Figures of fewer than five "
        "areas, or that would give one away, are not shown.",
        source=framework.title,
        demo=demo,
    )
    by_criterion = group_only(store, framework_id, round_, grouping_id, area_code, by=scoring.CRITERION)
    about = {"Area": name, "Framework": framework_id, "Round": round_, "Peers": grouping_id}
    return GroupPicture(
        replace(shown, about=about),
        charts.table(by_criterion, unit_titles(framework, scoring.CRITERION), "criterion_id", called),
        demo,
    )
