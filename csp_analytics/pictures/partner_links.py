"""Partners: with whom areas work now and ten years ago, where it has grown, and where there is room to do more."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis import partner_links as linking
from csp_analytics.areas.register import register
from csp_analytics.charts import partner_growth, partner_room, partner_words
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.grid import GridExhibit
from csp_analytics.charts.skill_words import SHOWN, interval, percent
from csp_analytics.charts.words import count, signed
from csp_analytics.pictures import partner_area, partner_cells
from csp_analytics.pictures.partner_asked import Asked


@dataclass(frozen=True)
class PartnersPicture:
    """Everything that the page shows.

    Attributes:
        finding: the sentence that the page opens with.
        cards: big numbers.
        growth: now against ten years ago, by partner; None when one of the two was not asked.
        room: with whom people see room to do more; None when it was not asked.
        named: what has become of the partners that a source names as links with room to grow.
        grid: areas by partners.
        area: one area in full.
        groups: shares of the groups of the peer grouping.
        table: every figure of every area.
        note: what the tables rest on.
        about: what one is looking at.
        demo: whether any of it is demonstration data.
    """

    finding: str
    cards: list[dict[str, str]]
    growth: Exhibit | None
    room: Exhibit | None
    named: str
    grid: GridExhibit
    area: partner_area.AreaLinks
    groups: pd.DataFrame
    table: pd.DataFrame
    note: str
    about: dict[str, str]
    demo: bool


def partners_picture(asked: Asked) -> PartnersPicture:
    """Partner links of a round: the nation, every area, and one area beside its peers."""
    growth = linking.growth(asked.answers.now, asked.answers.before)
    areas = {row.item_id: (row.n_most, row.n_areas) for row in linking.by_partner(asked.answers.now_areas).itertuples()}
    said = (
        partner_words.least(asked.answers.now, areas, asked.titles),
        partner_words.grown(growth, asked.titles, brief=True),
        partner_words.room(asked.answers.room, asked.titles, brief=True),
    )
    names = asked.short
    return PartnersPicture(
        finding=" ".join(part for part in said if part),
        cards=_cards(asked, growth, areas),
        growth=partner_growth.growth(growth, areas, asked.told("partners-now-and-then"), names, asked.marked)
        if growth["change"].notna().any()
        else None,
        room=partner_room.room(
            asked.answers.room, asked.answers.now, asked.told("room-to-do-more"), names, asked.marked
        )
        if (asked.answers.room["status"] == SHOWN).any()
        else None,
        named=partner_words.named(asked.answers.now, asked.marked, asked.titles, asked.source_short),
        grid=partner_cells.grid(asked),
        area=partner_area.area_links(asked),
        groups=_groups(asked),
        table=partner_cells.table(asked),
        note=f"{asked.basis} {partner_words.RULE}",
        about=asked.about,
        demo=asked.answers.demo,
    )


def _cards(asked: Asked, growth: pd.DataFrame, areas: dict[str, tuple[int, int]]) -> list[dict[str, str]]:
    cards = []
    counted = linking.by_area(asked.answers.now_areas).sort_values(["n_most", "unit"], kind="stable")
    if len(counted):
        low, high = counted.iloc[0], counted.iloc[-1]
        middle = f"{counted['n_most'].median():.1f}".removesuffix(".0")
        names = register().names
        cards.append(
            _card("Partners of an area", middle, f"of {len(asked.titles)}",
                  f"The middle area; from {low['n_most']} ({names.get(low['unit'], low['unit'])}) to {high['n_most']} "
                  f"({names.get(high['unit'], high['unit'])}); {count(len(counted), 'area')} with enough answers.")
        )  # fmt: skip
    shown = asked.answers.now[asked.answers.now["status"] == SHOWN].sort_values(["share", "item_id"])
    if len(shown):
        row = shown.iloc[0]
        n_most, n_areas = areas.get(row["item_id"], (0, 0))
        sure = interval(row["low"], row["high"])
        rest = f"{asked.titles[row['item_id']]}, {sure}. Most say so in {n_most} of {count(n_areas, 'area')}."
        cards.append(_card("Least worked with", percent(row["share"]), "of people", rest))
    known = growth[growth["change"].notna()].sort_values(["change", "item_id"], ascending=[False, True])
    if len(known):
        row = known.iloc[0]
        spans = f"{percent(row['share_before'])} ten years ago, now {percent(row['share_now'])}"
        rest = f"{asked.titles[row['item_id']]}: {spans}."
        cards.append(_card("Grew most in ten years", signed(row["change"]), "points", rest))
    wanted = asked.answers.room[asked.answers.room["status"] == SHOWN].sort_values(
        ["share", "item_id"], ascending=[False, True]
    )
    if len(wanted):
        row = wanted.iloc[0]
        rest = f"{asked.titles[row['item_id']]}. {count(int(row['n']), 'person', 'people')} answered."
        cards.append(_card("Most room to do more", percent(row["share"]), "of people", rest))
    return cards


def _card(name: str, number: str, unit: str, rest: str) -> dict[str, str]:
    return {"name": name, "number": number, "unit": unit, "rest": rest}


def _groups(asked: Asked) -> pd.DataFrame:
    """Shares of every group of the grouping, a column a group."""
    shares = asked.by_group
    if shares.empty:
        return pd.DataFrame()
    shown = [
        percent(one.share) if one.status == SHOWN else partner_cells.why(one.status) for one in shares.itertuples()
    ]
    people = shares.groupby("unit", sort=False)["n"].max()
    heads = {unit: f"{unit} ({int(n):,})" if n == n else str(unit) for unit, n in people.items()}
    wide = shares.assign(shown=shown, head=shares["unit"].map(heads)).pivot(
        index="item_id", columns="head", values="shown"
    )
    wide = wide.reindex(index=[item for item in asked.titles if item in wide.index], columns=list(heads.values()))
    wide.insert(0, "Partner", [asked.titles[item] for item in wide.index])
    return wide.reset_index(drop=True).rename_axis(columns=None)
