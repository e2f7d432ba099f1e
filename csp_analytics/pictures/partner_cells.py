"""Areas by partners: the grid of all areas, every figure of it as a table, and what stands behind one cell."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis.partner_links import links
from csp_analytics.areas.register import register
from csp_analytics.charts import grid as grids
from csp_analytics.charts import partner_grid, partner_words
from csp_analytics.charts.grid import Column, GridExhibit
from csp_analytics.charts.skill_words import SHOWN, reason
from csp_analytics.charts.words import count, listed
from csp_analytics.pictures.partner_asked import Asked


@dataclass(frozen=True)
class Behind:
    """What stands behind a cell: which, its title, and a sentence for each question."""

    cell: str
    title: str
    sentences: tuple[str, ...]


def grid(asked: Asked) -> GridExhibit:
    """Every area of the register beside every partner: the own area, its peers, then the others by name."""
    linked = links(asked.answers.now_areas)
    columns, spans = _columns(asked)
    share = asked.answers.now.set_index("item_id")["share"]
    order = sorted(asked.short, key=lambda item: (-(share.get(item, 0.0)), asked.short[item]))
    shown = partner_grid.partner_grid(
        linked,
        columns=columns,
        spans=spans,
        rows={item: asked.short[item] for item in order if item in share.index},
    )
    return GridExhibit(
        name="partners-by-area",
        headline="Which partners each area works with",
        takeaway=_takeaway(linked, asked),
        grid=shown,
        key=partner_grid.key(shown),
        table=table(asked),
        basis=f"{asked.basis} The number in a cell is the share of people, in per cent. {partner_words.RULE}",
        source=asked.answers_from,
        demo=asked.answers.demo,
        about=asked.about,
    )


def why(status: str) -> str:
    """Why there is no figure."""
    return reason(status)


def table(asked: Asked) -> pd.DataFrame:
    """Every figure of every area: a row an area and partner."""
    key = ["unit", "item_id"]
    names = register().names
    wide = links(asked.answers.now_areas)[[*key, "n", "share", "low", "high", "status", "link"]]
    for name, rows in (("before", asked.answers.before_areas), ("room", asked.answers.room_areas)):
        wide = wide.merge(rows[[*key, "share"]].rename(columns={"share": name}), on=key, how="left")
    wide = wide[wide["unit"].isin(names)]
    return pd.DataFrame(
        {
            "Area": wide["unit"].map(names),
            "Partner": wide["item_id"].map(asked.titles),
            "Work with it now (%)": wide["share"],
            "Interval from": wide["low"],
            "Interval to": wide["high"],
            "Answered": wide["n"],
            "Who says so": wide["link"],
            "Ten years ago (%)": wide["before"],
            "See room to do more (%)": wide["room"],
            "Note": ["" if status == SHOWN else reason(status) for status in wide["status"]],
        }
    ).reset_index(drop=True)


def behind(asked: Asked, cell: str) -> Behind | None:
    """What stands behind a cell (``<area>.<partner>``), None when it is none of the grid."""
    code, _, item = cell.partition(".")
    names = register().names
    if code not in names or item not in asked.titles:
        return None
    questions = (
        (asked.answers.now_areas, "Work with it now"),
        (asked.answers.before_areas, "Worked with it ten years ago"),
        (asked.answers.room_areas, "See room to do more"),
    )
    said = []
    for rows, what in questions:
        own = rows[(rows["unit"] == code) & (rows["item_id"] == item)]
        if len(own):
            said.append(partner_words.in_full(own.iloc[0].to_dict(), what))
    return Behind(cell, f"{names[code]}: {asked.titles[item]}", tuple(said) or ("Nobody there answered.",))


def _columns(asked: Asked) -> tuple[list[Column], list[tuple[str, int]]]:
    names = register().names
    there = set(
        asked.answers.now_areas.loc[
            asked.answers.now_areas["n"].notna() | (asked.answers.now_areas["status"] != SHOWN), "unit"
        ]
    )
    codes = [code for code in sorted(names, key=lambda code: names[code]) if code in there]
    own = [code for code in codes if code == asked.area_code]
    peers = [code for code in codes if code in asked.peer_codes]
    others = [code for code in codes if code not in {*own, *peers}]
    kinds = ((own, grids.OWN, asked.area), (peers, grids.PEER, "Its peers"), (others, "", "Other areas"))
    columns = [Column(code, names[code], names[code], kind) for part, kind, _ in kinds for code in part]
    return columns, [(title, len(part)) for part, _, title in kinds if part]


def _takeaway(linked: pd.DataFrame, asked: Asked) -> str:
    known = linked[linked["link"] != "not shown"]
    if known.empty:
        return "No area has enough answers for a figure."
    n_areas = known["unit"].nunique()
    most = known[known["link"] == "most"].groupby("item_id")["unit"].nunique()
    everywhere = [asked.short[item] for item in asked.short if most.get(item, 0) >= 0.9 * n_areas]
    seldom = [item for item in asked.short if item in set(known["item_id"]) and most.get(item, 0) * 2 < n_areas]
    parts = [f"Of {count(n_areas, 'area')} with enough answers"]
    if everywhere:
        parts.append(f"at least nine in ten work with {listed(everywhere)}")
    if seldom:
        words = [f"{asked.short[item]} ({most.get(item, 0)})" for item in sorted(seldom, key=lambda i: most.get(i, 0))]
        parts.append(f"{'and ' if everywhere else ''}fewer than half work with {listed(words, most=5)}")
    if len(parts) == 1:
        parts.append("at least half work with every partner")
    return f"{parts[0]}, {' '.join(parts[1:])}."
