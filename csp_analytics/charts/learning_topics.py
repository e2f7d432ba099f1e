"""What areas need and what the pairs are about: a bar a topic, met and not met."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.stacked import Part, stacked_bars
from csp_analytics.charts.words import count, listed

MOST_ROWS = 12
MET, OPEN = "with a mentor for it", "without"


def topics(rows: pd.DataFrame, *, basis: str, source: str, demo: bool, about: dict[str, str]) -> Exhibit:
    """The picture, the topic that most areas need on top.

    Args:
        rows: ``title, n_needs`` (areas that have it among their weakest), ``n_met`` (of these, with a mentor for it)
            and ``n_strong`` (areas over the need line) of ``n_known``, most needed first.
        basis: what it rests on.
        source: where the figures come from.
        demo: whether any of it is demonstration data.
        about: what one is looking at.
    """
    drawn = rows.head(MOST_ROWS)
    met, every = int(rows["n_met"].sum()), int(rows["n_needs"].sum())
    top = [f"{row.title} ({count(row.n_needs, 'area')})" for row in rows.head(3).itertuples()]
    takeaway = f"The pairs meet {met} of {count(every, 'need')}. Needed most: {listed(top)}."
    takeaway += _too_few_strong(rows)
    cut = f" The {MOST_ROWS} topics that most areas need; all are in the table." if len(rows) > MOST_ROWS else ""
    return Exhibit(
        name="what-areas-need",
        headline="What areas need, and for what they have a mentor",
        takeaway=takeaway,
        figure=stacked_bars(
            [theme.plain(title) for title in drawn["title"]],
            [
                Part(MET, theme.SEQUENTIAL[4][3], drawn["n_met"].tolist()),
                Part(OPEN, theme.PALE, (drawn["n_needs"] - drawn["n_met"]).tolist(), outlined=True),
            ],
            as_shares=False,
            demo=demo,
        ),
        table=pd.DataFrame(
            {
                "Topic": rows["title"],
                "Areas that need it": rows["n_needs"],
                "With a mentor for it": rows["n_met"],
                "Areas over the need line": rows["n_strong"],
                "Areas with a figure": rows["n_known"],
            }
        ).reset_index(drop=True),
        basis=f"{basis}{cut}",
        alt=f"Stacked bars, one a topic: areas that need it, with and without a mentor for it. {takeaway}",
        source=source,
        demo=demo,
        about=about,
    )


def _too_few_strong(rows: pd.DataFrame) -> str:
    """The topics that many need and few are strong in, which no mentor can meet; empty when there is none."""
    few = rows[(rows["n_needs"] >= 4 * rows["n_strong"]) & (rows["n_needs"] >= 4)]
    if few.empty:
        return ""
    said = listed((f"{row.title} ({row.n_strong} of {row.n_known})" for row in few.itertuples()), most=3)
    return f" Few areas are strong enough to share {said}: there, training can do more than a mentor."
