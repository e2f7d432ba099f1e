"""Change since an earlier round: improved, same, declined, a bar a principle."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.change import DECLINED, IMPROVED, SAME
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count

ROW, GAP = 62, 0.48
PARTS = ((IMPROVED, "▲ improved"), (SAME, "● same"), (DECLINED, "▼ declined"))


def steps(
    summary: pd.DataFrame,
    titles: dict[str, str],
    *,
    unit: str,
    area: str,
    before: str,
    after: str,
    word: str,
    source: str,
    demo: bool,
) -> Exhibit:
    """How many criteria moved.

    Args:
        summary: from ``change_summary`` of one area by unit.
        titles: title of each unit.
        unit: the unit column.
        area: name of the area.
        before: the earlier round.
        after: the later round.
        word: what a rated row is called, in the plural.
        source: the framework's title.
        demo: whether it is demonstration data.
    """
    total = summary[[IMPROVED, SAME, DECLINED, "n_compared", "n_dropped"]].sum()
    takeaway = (
        f"Since {before}, {total[IMPROVED]} of {total['n_compared']} {word} improved, {total[SAME]} stayed the same "
        "and "
        f"{total[DECLINED]} declined."
    )
    dropped = total["n_dropped"]
    basis = f"Like for like: only {word} rated in both {before} and {after}" + (
        f"; {dropped} rated in one round only are left out." if dropped else "."
    )
    chart = theme.figure(ROW * len(summary) + 50, barmode="stack", bargap=GAP, margin={"t": 40})
    rows = list(range(len(summary)))[::-1]
    for part, name in PARTS:
        colour = theme.CHANGES[part]
        chart.add_bar(
            x=summary[part],
            y=rows,
            orientation="h",
            name=name,
            textangle=0,
            textposition="inside",
            marker={"color": colour, "line": {"color": theme.GROUND, "width": 1.5}},
            insidetextanchor="middle",
            text=[str(n) if n else "" for n in summary[part]],
            textfont={"color": theme.ink_on(colour), "size": 15},
            hovertemplate=f"{name}: %{{x}}<extra></extra>",
        )
    for row, key in zip(rows, summary[unit], strict=True):
        chart.add_annotation(
            x=0,
            y=row,
            yshift=ROW * (1 - GAP) / 2 + 11,
            text=titles[key],
            xanchor="left",
            showarrow=False,
            font={"size": 15.5},
        )
    chart.update_xaxes(visible=False, fixedrange=True, range=[0, max(int(summary["n_compared"].max()), 1)])
    chart.update_yaxes(visible=False, range=[-0.5, len(summary) - 0.18], fixedrange=True)
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
    table = pd.DataFrame(
        {
            "Measure": [titles[key] for key in summary[unit]],
            "Improved": summary[IMPROVED],
            "Same": summary[SAME],
            "Declined": summary[DECLINED],
            "Compared": summary["n_compared"],
            "Rated in one round only": summary["n_dropped"],
            f"Like-for-like score {before}": summary["score_before"],
            f"Like-for-like score {after}": summary["score_after"],
        }
    )
    return Exhibit(
        name=f"change-{before}-{after}",
        headline=f"Change since {before}",
        takeaway=takeaway,
        figure=theme.finish(chart, demo=demo),
        table=table,
        basis=basis,
        alt=f"Stacked bars, one a principle, counting {word} that improved, stayed or declined. {takeaway} "
        f"{count(len(summary), 'bar')}.",
        source=source,
        demo=demo,
    )
