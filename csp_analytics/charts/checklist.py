"""Requirements of a checklist: met, in hand, not met, a bar a group."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.checklist import IN_HAND, MET, NOT_ANSWERED, NOT_APPLICABLE, NOT_MET, STATUSES
from csp_analytics.charts import editable, theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.stacked import Part, stacked_bars
from csp_analytics.charts.words import count
from csp_analytics.frameworks.model import Framework

WORDS = {
    MET: "✔ met",
    IN_HAND: "◐ in hand",
    NOT_MET: "✘ not met",
    NOT_ANSWERED: "not answered",
    NOT_APPLICABLE: "not applicable",
}


def requirements(status: pd.DataFrame, framework: Framework, *, area: str, round_: str, demo: bool) -> Exhibit:
    """How many requirements of one area stand where, by group.

    Args:
        status: from ``requirement_status`` of one area and round.
        framework: the checklist.
        area: name of the area.
        round_: the round.
        demo: whether it is demonstration data.
    """
    groups = [framework.by_id[key].group_id for key in status["requirement_id"]]
    crossed = pd.crosstab(pd.Series(groups, name="group_id"), status["status"].to_numpy())
    crossed = crossed.reindex(index=[g.group_id for g in framework.groups], columns=list(STATUSES), fill_value=0)
    total = crossed.sum()
    applicable = int(total.sum() - total[NOT_APPLICABLE])
    takeaway = (
        f"{total[MET]} of {count(applicable, 'requirement')} are met, {total[IN_HAND]} are in hand (every no has an "
        f"action) and {total[NOT_MET]} are not met."
    )
    parts = [
        Part(WORDS[part], theme.STATUSES[part], list(crossed[part]), outlined=part == NOT_ANSWERED)
        for part in (MET, IN_HAND, NOT_MET, NOT_ANSWERED)
    ]
    labels = [framework.group_titles[key] for key in crossed.index]
    chart = stacked_bars(labels, parts, as_shares=False, demo=demo)
    table = crossed.rename(columns=str.capitalize).reset_index()
    table["group_id"] = table["group_id"].map(framework.group_titles)
    return Exhibit(
        name="requirements",
        headline="Requirements met, in hand and not met",
        takeaway=takeaway,
        figure=chart,
        table=table.rename(columns={"group_id": framework.group_word.capitalize()}),
        basis=f"{area}, round {round_}. A requirement is met when every question that applies is answered yes, in hand "
        "when every no has an action required.",
        alt=f"Stacked bars, one a {framework.group_word}, counting requirements by status. {takeaway}",
        source=framework.title,
        demo=demo,
        native=editable.of_parts(labels, parts, axis="Number of requirements"),
    )
