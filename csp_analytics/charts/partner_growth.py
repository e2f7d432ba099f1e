"""With whom people work now and ten years ago: a dumbbell a partner."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from csp_analytics.charts.dumbbell import GLYPHS, Dumbbell, dumbbells, kind_of
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.partner_rows import MARK, SCALE, SPAN
from csp_analytics.charts.partner_told import Told
from csp_analytics.charts.partner_words import grown
from csp_analytics.charts.skill_words import percent
from csp_analytics.charts.words import signed


def growth(
    rows: pd.DataFrame,
    areas: Mapping[str, tuple[int, int]],
    told: Told,
    names: Mapping[str, str],
    marked: Collection[str],
) -> Exhibit:
    """The picture, the partner with whom most work now on top.

    Args:
        rows: from :func:`csp_analytics.analysis.partner_links.growth`, of all people together.
        areas: by partner, in how many areas most say so now, of how many.
        told: its words.
        names: short names of the partners.
        marked: partners that a source names as links with room to grow.
    """
    known = rows[rows["change"].notna()].sort_values(["share_now", "item_id"], ascending=[False, True])
    drawn = [
        Dumbbell(
            f"{names[row.item_id]} {MARK}" if row.item_id in marked else names[row.item_id],
            row.share_before,
            row.share_now,
            kind_of(row.change),
            f"{percent(row.share_before)} → {percent(row.share_now)}  {GLYPHS[kind_of(row.change)]} "
            f"{signed(row.change, none='same')}",
        )
        for row in known.itertuples()
    ]
    takeaway = grown(rows, names)
    mark = f"{MARK} {told.named_by} names it as a link with room to grow." if marked else ""
    return Exhibit(
        name=told.name,
        headline="Who works with whom, now and ten years ago",
        takeaway=takeaway,
        figure=dumbbells(drawn, before="ten years ago", after="now", span=SPAN, ticks=SCALE, demo=told.demo),
        table=_table(known, areas, names, marked),
        basis=f"{told.basis} {_answered(known)} {mark}".strip(),
        alt=f"Dumbbells, one a partner: the share of people ten years ago and now, highest now first. {takeaway}",
        source=told.source,
        demo=told.demo,
        about=told.about,
    )


def _answered(known: pd.DataFrame) -> str:
    """Who is counted: not everybody answered both questions."""
    now, then = (int(known[name].max()) for name in ("n_now", "n_before"))
    return f"Shares of the {now:,} who said with whom they work now and the {then:,} who said so of ten years ago."


def _table(
    known: pd.DataFrame, areas: Mapping[str, tuple[int, int]], names: Mapping[str, str], marked: Collection[str]
) -> pd.DataFrame:
    counts = [areas.get(item, (0, 0)) for item in known["item_id"]]
    return pd.DataFrame(
        {
            "Partner": known["item_id"].map(names),
            "Ten years ago (%)": known["share_before"],
            "Answered then": known["n_before"],
            "Now (%)": known["share_now"],
            "Answered now": known["n_now"],
            "Change in points": known["change"],
            "Areas where most say so": [n for n, _ in counts],
            "Areas with enough answers": [of for _, of in counts],
            "Named as having room to grow": ["yes" if item in marked else "" for item in known["item_id"]],
        }
    ).reset_index(drop=True)
