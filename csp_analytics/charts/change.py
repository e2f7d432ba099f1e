"""Change since an earlier round: improved, same, declined, a bar a principle."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.change import DECLINED, IMPROVED, SAME
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.stacked import Part, stacked_bars
from csp_analytics.charts.words import count

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
        f"and {total[DECLINED]} declined."
    )
    dropped = total["n_dropped"]
    basis = f"Like for like: only {word} rated in both {before} and {after}" + (
        f"; {dropped} rated in one round only {'is' if dropped == 1 else 'are'} left out." if dropped else "."
    )
    parts = [Part(name, theme.CHANGES[part], list(summary[part])) for part, name in PARTS]
    chart = stacked_bars([titles[key] for key in summary[unit]], parts, as_shares=False, demo=demo)
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
        figure=chart,
        table=table,
        basis=basis,
        alt=f"Stacked bars, one a principle, counting {word} that improved, stayed or declined. {takeaway} "
        f"{count(len(summary), 'bar')}.",
        source=source,
        demo=demo,
    )
