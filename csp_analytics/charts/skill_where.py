"""Where one skill is in place: groups of areas and areas, lowest share first, with intervals."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.sizes import DESK, LARGE_WALL, MOST_ON_A_WALL, PHONE, WALL, Screen, Size
from csp_analytics.charts.skill_rows import OWN, Mark, Row, draw
from csp_analytics.charts.skill_shares import Sizes, Told
from csp_analytics.charts.skill_words import SHOWN, interval, percent, reason, says, short_reason
from csp_analytics.charts.words import count, listed

MOST_AREAS = 12


def where(groups: pd.DataFrame, areas: pd.DataFrame, told: Told, *, title: str) -> Sizes:
    """The chart.

    Args:
        groups: ``unit, name, n, x, share, low, high, status`` of one skill; may be empty.
        areas: the same of areas; may be empty.
        told: its words.
        title: what the groups are, such as the title of the grouping.
    """
    groups, areas = in_order(groups), in_order(areas)
    lowest = areas[areas["status"] == SHOWN].head(MOST_AREAS)
    rows: list[Row] = []
    if len(groups):
        rows += [Row(title, heading=True), *(_row(row) for row in groups.to_dict("records"))]
    if len(lowest):
        n = int((areas["status"] == SHOWN).sum())
        words = f"Areas: the lowest {len(lowest)} of {n}" if n > len(lowest) else "Areas, lowest first"
        rows += [Row(words, heading=True), *(_row(row) for row in lowest.to_dict("records"))]
    table = _table(groups, areas, title)
    return Sizes(*(_exhibit(told, rows, table, size) for size in (DESK, PHONE)))


def wall(areas: pd.DataFrame, told: Told) -> Screen:
    """The areas that are lowest on a skill, on a wall."""
    lowest = in_order(areas[areas["status"] == SHOWN]).head(MOST_ON_A_WALL)
    rows = [_row(row) for row in lowest.to_dict("records")]
    table = _table(areas.head(0), areas, "")
    return Screen(*(_exhibit(told, rows, table, size) for size in (WALL, LARGE_WALL)))


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Lowest share first, what is not shown last."""
    return frame.sort_values(["share", "name"], na_position="last", ignore_index=True)


def sentence(groups: pd.DataFrame, areas: pd.DataFrame) -> str:
    """The group and the area that are lowest, and whether their intervals can be told from the highest."""
    parts = []
    for frame in (in_order(groups), in_order(areas)):
        shown = frame[frame["status"] == SHOWN]
        if len(shown) > 1:
            parts.append(_ends(shown))
    return f"{'. '.join(parts)}." if parts else "Too few groups and areas can be shown to compare."


def _ends(shown: pd.DataFrame) -> str:
    """The lowest and the highest, with those that have the same whole percentage, and whether they can be told apart.

    The interval is that of the lowest when it stands alone; of several the widest reach says whether they can differ.
    """
    whole = shown["share"].map(percent)
    lowest, highest = shown[whole == whole.iloc[0]], shown[whole == whole.iloc[-1]]
    if len(lowest) == len(shown):
        return f"All {len(shown)} have {whole.iloc[0]}"
    first = lowest.iloc[0]
    sure = f", {interval(first['low'], first['high'])}" if len(lowest) == 1 else ""
    apart = "do not meet" if lowest["high"].max() < highest["low"].min() else "overlap"
    is_, each = ("is", "") if len(lowest) == 1 else ("are", " each")
    return (
        f"{listed(lowest['name'], most=3)} {is_} lowest ({whole.iloc[0]}{each}{sure}) and "
        f"{listed(highest['name'], most=3)} highest ({whole.iloc[-1]}); their intervals {apart}"
    )


def left_out(areas: pd.DataFrame) -> str:
    """Areas whose share is not shown, by reason."""
    parts = []
    for status, part in areas[areas["status"] != SHOWN].groupby("status", sort=False):
        parts.append(f"{count(len(part), 'area')} not shown ({reason(str(status))}): {listed(sorted(part['name']))}.")
    return " ".join(parts)


def _row(row: dict) -> Row:
    if row["status"] != SHOWN:
        return Row(row["name"], absent=short_reason(row["status"]))
    mark = Mark(OWN, row["share"], row["low"], row["high"], says(row))
    return Row(row["name"], (mark,), percent(row["share"]), f"of {int(row['n']):,}")


def _exhibit(told: Told, rows: list[Row], table: pd.DataFrame, size: Size) -> Exhibit:
    return Exhibit(
        name=f"{told.name}{size.name}",
        headline=told.headline,
        takeaway=told.takeaway,
        figure=draw(rows, {OWN: "share in place"}, demo=told.demo, size=size),
        table=table,
        basis=told.basis,
        alt=f"Dots with intervals, one row a group or area, lowest first{', narrow' if size is PHONE else ''}. "
        f"{told.takeaway}",
        source=told.source,
        demo=told.demo,
        about=told.about,
    )


def _table(groups: pd.DataFrame, areas: pd.DataFrame, title: str) -> pd.DataFrame:
    both = pd.concat([groups.assign(kind=title), areas.assign(kind="Area")], ignore_index=True)
    shown = both["status"] == SHOWN
    return pd.DataFrame(
        {
            "Where": both["name"],
            "Kind": both["kind"],
            "Share in place (%)": both["share"].where(shown),
            "Interval from": both["low"].where(shown),
            "Interval to": both["high"].where(shown),
            "Have it": both["x"].where(shown),
            "Answered": both["n"].where(shown),
            "Note": ["" if one == SHOWN else reason(one) for one in both["status"]],
        }
    )
