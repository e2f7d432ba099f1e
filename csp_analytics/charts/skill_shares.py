"""Skills by the share of people who have them in place, with intervals: for a nation, a group, an area, a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from csp_analytics.analysis.small_numbers import NEARLY_ALL, NEARLY_NONE
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.sizes import DESK, LARGE_WALL, MOST_ON_A_WALL, PHONE, WALL, Screen, Size
from csp_analytics.charts.skill_rows import BEFORE, GROUP, NATION, OWN, PUBLISHED, Mark, Row, draw
from csp_analytics.charts.skill_words import SHOWN, percent, reason, says, share_words, short_reason

BY_SHARE, BY_GROUP, BY_PRINCIPLE = "share", "group", "principle"
ABOUT_LINES = (
    "A dot is the share of people who say that they have the skill in place, its band the 95% Wilson interval."
)


@dataclass(frozen=True)
class Told:
    """What goes with a chart of skills: its name, words and what it rests on."""

    name: str
    headline: str
    takeaway: str
    basis: str
    source: str
    demo: bool
    about: dict[str, str]


@dataclass(frozen=True)
class Sizes:
    """One chart drawn for a desk and for a phone."""

    desk: Exhibit
    phone: Exhibit


def shares(frame: pd.DataFrame, told: Told, names: dict[str, str], *, order: str = BY_SHARE) -> Sizes:
    """The chart of skills, lowest share first.

    Args:
        frame: a row a skill: ``short, title, group_title, principle, n, x, share, low, high, population, status``,
            ``published`` (share, may be empty) and ``published_words``, ``before`` (share in the round before), and of
            those beside it ``group_*`` and ``nation_*`` with ``share, low, high, n, status`` (may be missing);
            ``hushed`` where the reason for a missing share stands elsewhere.
        told: its words.
        names: what each kind of mark is, by kind.
        order: :data:`BY_SHARE`, :data:`BY_GROUP` or :data:`BY_PRINCIPLE`; the latter two put titles between.
    """
    ordered = in_order(frame)
    rows = _rows(ordered, order)
    table = _table(ordered, names)
    return Sizes(*(_exhibit(told, rows, names, table, size) for size in (DESK, PHONE)))


def walls(frame: pd.DataFrame, told: Told, names: dict[str, str]) -> list[Screen]:
    """The lowest and the highest, a wall each; one where all fit on it. Only what is shown; nothing when nothing is.

    Args:
        frame: as for :func:`shares`.
        told: its words; the takeaway is that of the first wall.
        names: as for :func:`shares`.
    """
    shown = in_order(frame[frame["status"].isin((SHOWN, NEARLY_NONE, NEARLY_ALL))])
    most, n = MOST_ON_A_WALL, len(shown)
    table = _table(shown, names)
    found = []
    for place, part in (("lowest", shown.head(most)), ("highest", shown.tail(min(most, n - most)).iloc[::-1])):
        if len(part):
            ends = [f"{row.said} ({share_words(row._asdict())})" for row in part.iloc[[0, -1]].itertuples()]
            said = told.takeaway if place == "lowest" else f"Most often in place: from {ends[0]} to {ends[1]}."
            head = f"{told.headline}: the {place} {len(part)} of {n}" if n > most else told.headline
            one = replace(told, name=f"{told.name}-{place}", headline=head, takeaway=said)
            rows = _rows(part, BY_SHARE)
            found.append(Screen(*(_exhibit(one, rows, names, table, size) for size in (WALL, LARGE_WALL))))
    return found


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Lowest first: nobody or nearly nobody, then shares, then all or nearly all, then what is not shown.

    Within these by share, by the share of all areas where it is there, and by name.

    Args:
        frame: ``share, status, short`` and perhaps ``nation_share``.
    """
    place = frame["status"].map({NEARLY_NONE: 0, SHOWN: 1, NEARLY_ALL: 2}).fillna(3)
    by = ["place", *(name for name in ("share", f"{NATION}_share", "short") if name in frame)]
    return frame.assign(place=place).sort_values(by, na_position="last", ignore_index=True).drop(columns="place")


def without_intervals(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without the intervals of the group and of all areas, so that they are not drawn."""
    there = [f"{kind}_{end}" for kind in (GROUP, NATION) for end in ("low", "high") if f"{kind}_{end}" in frame]
    return frame.assign(**dict.fromkeys(there, float("nan")))


def _rows(ordered: pd.DataFrame, order: str) -> list[Row]:
    if order == BY_SHARE:
        return [_row(row) for row in ordered.to_dict("records")]
    column = {BY_GROUP: "group_title", BY_PRINCIPLE: "principle"}[order]
    found = []
    means = ordered.groupby(column)["share"].mean().sort_values(na_position="last")
    for title, mean in means.items():
        part = ordered[ordered[column] == title]
        number = percent(mean) if mean == mean else ""
        found.append(Row(str(title), number=number, of="mean" if number else "", heading=True))
        found += [_row(row) for row in part.to_dict("records")]
    return found


def _row(row: dict) -> Row:
    marks = []
    if row["status"] == SHOWN:
        marks.append(Mark(OWN, row["share"], row["low"], row["high"], says(row)))
    for kind in (GROUP, NATION):
        if row.get(f"{kind}_status") == SHOWN:
            part = {name: row[f"{kind}_{name}"] for name in ("share", "low", "high", "n", "status")}
            marks.append(Mark(kind, part["share"], part["low"], part["high"], says(part)))
    for kind in (PUBLISHED, BEFORE):
        if row.get(kind, float("nan")) == row.get(kind, float("nan")):
            marks.append(Mark(kind, row[kind]))
    shown = row["status"] == SHOWN
    return Row(
        row["short"],
        tuple(marks),
        number=percent(row["share"]) if shown else "",
        of=f"of {int(row['n']):,}" if shown else "",
        absent="" if shown or row.get("hushed") else short_reason(row["status"]),
        words=row.get("published_words") or "",
    )


def _exhibit(told: Told, rows: Sequence[Row], names: dict[str, str], table: pd.DataFrame, size: Size) -> Exhibit:
    marks = ", ".join(names.values())
    return Exhibit(
        name=f"{told.name}{size.name}",
        headline=told.headline,
        takeaway=told.takeaway,
        figure=draw(rows, names, demo=told.demo, size=size),
        table=table,
        basis=told.basis,
        alt=f"Dots with intervals, one row a skill, lowest first ({marks})"
        f"{', narrow' if size is PHONE else ''}. {told.takeaway}",
        source=told.source,
        demo=told.demo,
        method=ABOUT_LINES,
        about=told.about,
    )


def _table(ordered: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    shown = ordered["status"] == SHOWN
    table = {
        "Skill": ordered["title"],
        "Group": ordered["group_title"],
        "Principle": ordered["principle"],
        "Share in place (%)": ordered["share"].where(shown),
        "Interval from": ordered["low"].where(shown),
        "Interval to": ordered["high"].where(shown),
        "Have it": ordered["x"].where(shown),
        "Answered": ordered["n"].where(shown),
    }
    for kind in (GROUP, NATION):
        if f"{kind}_share" in ordered:
            known = ordered[f"{kind}_status"] == SHOWN
            name = names.get(kind, kind)
            table |= {
                f"{name} (%)": ordered[f"{kind}_share"].where(known),
                f"{name}, from": ordered[f"{kind}_low"].where(known),
                f"{name}, to": ordered[f"{kind}_high"].where(known),
                f"{name}, answered": ordered[f"{kind}_n"].where(known),
            }
    if PUBLISHED in ordered:
        said = [percent(one) if one == one else "" for one in ordered[PUBLISHED]]
        words = [", ".join(part for part in both if part) for both in zip(said, ordered["also_said"], strict=True)]
        table[names.get(PUBLISHED, "Published").capitalize()] = words
    if BEFORE in ordered and ordered[BEFORE].notna().any():
        table[names.get(BEFORE, "Before").capitalize()] = ordered[BEFORE]
    table["Note"] = ["" if one == SHOWN else reason(one) for one in ordered["status"]]
    return pd.DataFrame(table).reset_index(drop=True)
