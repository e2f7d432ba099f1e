"""One area beside its peer group and the nation in a round that is published as group figures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.charts import group_only as charts
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, points, short_titles, unit_titles
from csp_analytics.findings.group_only import NATION, PEERS, group_only, others_are_demo, others_round, told_of
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.nation_subject import area_names
from csp_analytics.store.connection import Store

RULE = (
    "Returns of {round} are published as group figures: of the other areas there are figures of five or more areas "
    "together, and nothing of single ones."
)
NOT_OWN = "Figures of groups stand beside the areas of your own alone, and {area} is none of them."
NOBODY = "No other area has returns that could stand beside round {round} as a group."
OTHER_ROUND = "The answers of {area} are of round {round}, which nobody else has yet: the groups are of round {others}."
CALLED = {PEERS: "its peer group", NATION: "the other areas of the nation"}


@dataclass(frozen=True)
class GroupPicture:
    """What is shown of other areas.

    Attributes:
        exhibit: own scores beside the two groups, by principle.
        criteria: the same for every criterion, as a table; criteria are given as 0 to 100 points.
        demo: whether it rests on demonstration data.
        rule: what is published of the others, in a sentence.
        note: what else has to be said of the groups; empty when nothing has.
        by_criterion: where the groups stand on each criterion, in a sentence, by ``criterion_id``.
        overall: where they stand overall, to follow the own score in a sentence; empty where nothing is told.
    """

    exhibit: Exhibit
    criteria: pd.DataFrame
    demo: bool
    rule: str = ""
    note: str = ""
    by_criterion: dict[str, str] = field(default_factory=dict)
    overall: str = ""


def group_picture(
    store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str, *, own: str = ""
) -> GroupPicture:
    """One area of the person's own beside its peer group and the nation.

    ``own`` is what the area's own figures are called, such as "Your upload"; its name when empty.
    """
    framework, name = framework_of(framework_id), area_names(store)[area_code]
    others = others_round(store, framework_id, round_, area_code)
    demo = findings.rests_on_demo(store, framework_id, (round_,)) or others_are_demo(store, framework_id, others)
    by_principle = pd.concat(
        [
            group_only(store, framework_id, round_, grouping_id, area_code, by=by).rename(
                columns={scoring.unit_column(by): "principle_id"}
            )
            for by in (scoring.PRINCIPLE, scoring.OVERALL)
        ],
        ignore_index=True,
    )
    shown = charts.beside_groups(
        by_principle,
        short_titles(framework),
        unit="principle_id",
        area=name,
        called=CALLED,
        basis=_basis(by_principle, findings.grouping(store, grouping_id).title, round_, others),
        source=framework.title,
        demo=demo,
        own=own,
    )
    by_criterion = group_only(store, framework_id, round_, grouping_id, area_code, by=scoring.CRITERION)
    about = {"Area": name, "Framework": framework_id, "Round": round_, "Peers": grouping_id}
    return GroupPicture(
        replace(shown, about=about),
        charts.table(by_criterion, unit_titles(framework, scoring.CRITERION), "criterion_id", CALLED),
        demo,
        RULE.format(round=others or round_),
        _note(store, name, area_code, round_, others),
        {str(key): _levels(rows, framework) for key, rows in by_criterion.groupby("criterion_id", sort=False)},
        _overall(by_principle[by_principle["principle_id"] == scoring.ALL]),
    )


def _note(store: Store, name: str, area_code: str, round_: str, others: str) -> str:
    if not told_of(store, area_code):
        return NOT_OWN.format(area=name)
    if not others:
        return NOBODY.format(round=round_)
    return "" if others == round_ else OTHER_ROUND.format(area=name, round=round_, others=others)


def _basis(rows: pd.DataFrame, grouping: str, round_: str, others: str) -> str:
    largest = rows.groupby("group")["n"].max()
    rounds = f"Round {round_}" + (f", the groups of round {others}" if others not in ("", round_) else "")
    return (
        f"{rounds}, own area left out: {count(int(largest.get(PEERS, 0)), 'area')} of the peer group ({grouping}) and "
        f"{int(largest.get(NATION, 0))} of the nation with a score. Figures of fewer than five areas, or that would "
        "give one away, are not shown."
    )


def _told(rows: pd.DataFrame) -> list[dict]:
    return rows[rows["median"].notna()].to_dict("records")


def _levels(rows: pd.DataFrame, framework: Framework) -> str:
    """Such as "Median of its peer group: Some success (6 areas)"; a median of levels is a level or between two."""
    values = [level.value for level in framework.levels]
    low, step = min(values), (max(values) - min(values)) / 100
    said = [
        f"median of {CALLED[row['group']]}: {framework.label_of(round(2 * (low + step * row['median'])) / 2)} "
        f"({count(int(row['n']), 'area')})"
        for row in _told(rows)
    ]
    told = "; ".join(said)
    return f"{told[0].upper()}{told[1:]}." if told else "No group of areas can be shown beside it."


def _overall(rows: pd.DataFrame) -> str:
    return "; ".join(
        f"the median of {CALLED[row['group']]} is {points(row['median'])}, of {count(int(row['n']), 'area')}"
        for row in _told(rows)
    )
