"""Requirements of a checklist: met, in hand, not met, a bar a group."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.checklist import IN_HAND, MET, NOT_ANSWERED, NOT_APPLICABLE, NOT_MET, STATUSES
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count
from csp_analytics.frameworks.model import Framework

ROW, GAP = 62, 0.48
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
    chart = theme.figure(ROW * len(crossed) + 50, barmode="stack", bargap=GAP, margin={"t": 40})
    rows = list(range(len(crossed)))[::-1]
    for part in (MET, IN_HAND, NOT_MET, NOT_ANSWERED):
        colour = theme.STATUSES[part]
        chart.add_bar(
            x=crossed[part],
            y=rows,
            orientation="h",
            name=WORDS[part],
            textangle=0,
            insidetextanchor="middle",
            marker={
                "color": colour,
                "line": {"color": theme.QUIET if part == NOT_ANSWERED else theme.GROUND, "width": 1},
            },
            text=[str(n) if n else "" for n in crossed[part]],
            textfont={"color": theme.ink_on(colour), "size": 15},
            textposition="inside",
            hovertemplate=f"{WORDS[part]}: %{{x}}<extra></extra>",
        )
    for row, key in zip(rows, crossed.index, strict=True):
        chart.add_annotation(
            x=0,
            y=row,
            yshift=ROW * (1 - GAP) / 2 + 11,
            text=framework.group_titles[key],
            xanchor="left",
            showarrow=False,
            font={"size": 15.5},
        )
    chart.update_xaxes(visible=False, fixedrange=True)
    chart.update_yaxes(visible=False, range=[-0.5, len(crossed) - 0.18], fixedrange=True)
    chart.update_layout(
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": 14.5},
        },
    )
    table = crossed.rename(columns=str.capitalize).reset_index()
    table["group_id"] = table["group_id"].map(framework.group_titles)
    return Exhibit(
        name="requirements",
        headline="Requirements met, in hand and not met",
        takeaway=takeaway,
        figure=theme.finish(chart, demo=demo),
        table=table.rename(columns={"group_id": framework.group_word.capitalize()}),
        basis=f"{area}, round {round_}. A requirement is met when every question that applies is answered yes, in hand "
        "when every no has an action required.",
        alt=f"Stacked bars, one a {framework.group_word}, counting requirements by status. {takeaway}",
        source=framework.title,
        demo=demo,
    )
