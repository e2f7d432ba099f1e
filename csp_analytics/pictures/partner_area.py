"""One area's partners in full, beside its peers: which, how it has changed, and where it could do more."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis import partner_links as linking
from csp_analytics.charts import partner_beside, partner_words
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.skill_words import SHOWN, percent
from csp_analytics.charts.words import count, listed
from csp_analytics.pictures.partner_asked import Asked


@dataclass(frozen=True)
class AreaLinks:
    """One area: a sentence, the chart (None when nothing may be shown), and where it could do more."""

    finding: str
    beside: Exhibit | None
    shortfalls: list[str]
    wanted: str
    grown: str


def area_links(asked: Asked) -> AreaLinks:
    """One area beside its peers."""
    found = linking.beside_peers(asked.answers.now_areas, asked.pairs, asked.area_code)
    peers = linking.by_area(asked.answers.now_areas[asked.answers.now_areas["unit"].isin(asked.peer_codes)])
    said = partner_words.of_area(found, asked.area, peers, asked.titles)
    if not (found["status"] == SHOWN).any():
        return AreaLinks(said, None, [], "", "")
    return AreaLinks(
        finding=said,
        beside=partner_beside.beside(
            found, asked.told("partners-of-an-area"), asked.short, asked.marked,
            area=asked.area, peers=f"{count(len(asked.peer_codes), 'peer')} ({asked.grouping})",
            about=asked.about, takeaway=said,
        ),
        shortfalls=partner_words.shortfalls(linking.room_to_grow(found), asked.titles),
        wanted=_wanted(asked),
        grown=_grown(asked),
    )  # fmt: skip


def _wanted(asked: Asked) -> str:
    """With whom the area's own people see room to do more."""
    own = asked.answers.room_areas[asked.answers.room_areas["unit"] == asked.area_code]
    if own.empty:
        return "Whether there is room to do more was not asked in this round."
    shown = own[own["status"] == SHOWN].sort_values(["share", "item_id"], ascending=[False, True])
    if shown.empty:
        return f"With whom people in {asked.area} see room to do more cannot be shown."
    top = shown.head(3)
    names = [f"{asked.titles[row.item_id]} ({percent(row.share)})" for row in top.itertuples()]
    n = int(shown["n"].max())
    return f"Its own {count(n, 'person', 'people')} see most room with {listed(names)}."


def _grown(asked: Asked) -> str:
    own = (asked.answers.now_areas["unit"] == asked.area_code, asked.answers.before_areas["unit"] == asked.area_code)
    moved = linking.growth(asked.answers.now_areas[own[0]], asked.answers.before_areas[own[1]])
    known: pd.DataFrame = moved[moved["change"].notna()]
    return f"In ten years: {partner_words.grown(known, asked.titles)}" if len(known) else ""
