"""With whom people see room to do more: a dot with its interval a partner, beside how many work with it now."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.partner_rows import MARK, ShareRow, share_rows
from csp_analytics.charts.partner_told import Told
from csp_analytics.charts.partner_words import room as said_of
from csp_analytics.charts.skill_words import SHOWN, percent

KEY = (
    f"<span style='color:{theme.OWN}'>⬤</span> see room  "
    f"<span style='color:{theme.SEQUENTIAL[4][0]}'>■■</span> 95% interval  <b>|</b> work with it now"
)


def room(
    rows: pd.DataFrame, now: pd.DataFrame, told: Told, names: Mapping[str, str], marked: Collection[str]
) -> Exhibit:
    """The picture, the partner with most room on top.

    Args:
        rows: shares of people who see room to do more, by partner.
        now: shares of people who work with each now.
        told: its words.
        names: short names of the partners.
        marked: partners that a source names as links with room to grow.
    """
    today = now.set_index("item_id")["share"]
    known = rows[rows["status"] == SHOWN].sort_values(["share", "item_id"], ascending=[False, True])
    known = known.assign(now=known["item_id"].map(today))
    drawn = [
        ShareRow(
            f"{names[row.item_id]} {MARK}" if row.item_id in marked else names[row.item_id],
            f"{percent(row.share)}  (now {percent(row.now)})",
            row.share, row.low, row.high, middle=row.now,
        )
        for row in known.itertuples()
    ]  # fmt: skip
    takeaway = said_of(rows, names)
    top = list(known["item_id"].head(len(marked))) if marked else []
    among = sum(item in marked for item in top)
    mark = (
        f"{MARK} {told.named_by} names it as a link with room to grow: {among} of these {len(top)} are among the "
        f"{len(top)} named most often here."
        if top
        else ""
    )
    return Exhibit(
        name=told.name,
        headline="Where people see room to do more",
        takeaway=takeaway,
        figure=share_rows(drawn, key=KEY, demo=told.demo),
        table=_table(known, names, marked),
        basis=f"{told.basis} {mark}".strip(),
        alt=f"Dots with intervals, one row a partner, most room first; lines for who works with it now. {takeaway}",
        source=told.source,
        demo=told.demo,
        about=told.about,
    )


def _table(known: pd.DataFrame, names: Mapping[str, str], marked: Collection[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Partner": known["item_id"].map(names),
            "See room to do more (%)": known["share"],
            "Interval from": known["low"],
            "Interval to": known["high"],
            "Answered": known["n"],
            "Work with it now (%)": known["now"],
            "Named as having room to grow": ["yes" if item in marked else "" for item in known["item_id"]],
        }
    ).reset_index(drop=True)
