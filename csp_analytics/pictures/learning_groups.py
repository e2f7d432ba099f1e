"""Small groups that learn together around one topic: who shares, who learns, with the figures."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis.learning_groups import LARGEST, LEARNS, SHARES, SMALLEST
from csp_analytics.areas.register import register
from csp_analytics.charts.words import count, listed
from csp_analytics.findings import learning
from csp_analytics.pictures.learning_asked import Asked

PART_WORDS = {SHARES: "shares what it does", LEARNS: "learns"}


@dataclass(frozen=True)
class GroupCard:
    """One group: its topic, who shares and who learns (each with its figure), how alike they are in words."""

    title: str
    shares: list[str]
    learns: list[str]
    alike: str


@dataclass(frozen=True)
class GroupsPicture:
    """The groups: a sentence, a card each, one table, what it rests on."""

    finding: str
    cards: list[GroupCard]
    table: pd.DataFrame
    note: str
    demo: bool


def groups_picture(asked: Asked, most_for_area: int = 1) -> GroupsPicture:
    """Groups of four to six areas, an area in at most ``most_for_area`` of them."""
    found = learning.groups(asked.found, asked.wanted, most_for_area=most_for_area)
    cards = [_card(asked, rows) for _, rows in found.groupby("group")]
    often = "one" if most_for_area == 1 else f"{most_for_area}"
    return GroupsPicture(
        finding=_finding(asked, found, cards),
        cards=cards,
        table=_table(asked, found),
        note=f"{asked.basis} Groups of {SMALLEST} to {LARGEST} areas: one or two that are strong, and those with a "
        f"need that gain most and are most alike to them. An area is in at most {often}. The group with most to gain "
        "comes first; every topic comes once.",
        demo=asked.demo,
    )


def _finding(asked: Asked, found: pd.DataFrame, cards: list[GroupCard]) -> str:
    if not cards:
        return f"No topic has an area that is strong and {SMALLEST - 1} that are alike and have a need."
    areas = count(found["area_code"].nunique(), "area")
    groups = count(len(cards), "group")
    return f"{groups} would bring {areas} together, on {listed(card.title for card in cards)}."


def _card(asked: Asked, rows: pd.DataFrame) -> GroupCard:
    first = rows.iloc[0]
    near = rows["likeness"].mean()
    words = "very alike" if near >= 0.75 else "alike" if near >= 0.5 else "less alike than most pairs"
    said = {part: [_member(asked, row) for row in rows[rows["part"] == part].to_dict("records")] for part in PART_WORDS}
    return GroupCard(asked.topics.name(first["kind"], first["topic_id"]), said[SHARES], said[LEARNS], words)


def _member(asked: Asked, row: dict) -> str:
    standing = asked.standings[row["area_code"], row["kind"], row["topic_id"]]
    return f"{register().names[row['area_code']]}: {asked.topics.figure(standing)}"


def _table(asked: Asked, found: pd.DataFrame) -> pd.DataFrame:
    names = register().names
    keys = zip(found["area_code"], found["kind"], found["topic_id"], strict=True)
    return pd.DataFrame(
        {
            "Group": found["group"],
            "Topic": [asked.topics.name(*key) for key in zip(found["kind"], found["topic_id"], strict=True)],
            "Area": found["area_code"].map(names),
            "Part": found["part"].map(PART_WORDS),
            "Figure": [asked.topics.figure(asked.standings[key]) for key in keys],
            "Likeness to those who share (0 to 1)": found["likeness"].round(3),
        }
    )
