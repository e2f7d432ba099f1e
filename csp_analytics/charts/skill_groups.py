"""Skills by group and by principle: the mean of their shares, and each skill as a point."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.sizes import DESK, PHONE, Size
from csp_analytics.charts.skill_rows import OWN, SKILL, Mark, Row, draw
from csp_analytics.charts.skill_shares import Sizes, Told
from csp_analytics.charts.skill_words import SHOWN, percent
from csp_analytics.charts.words import count


def summary(frame: pd.DataFrame) -> pd.DataFrame:
    """Mean share of the skills of each group and principle, lowest first within each kind.

    Args:
        frame: ``short, said, group_title, principle, share, status``, a row a skill.

    Returns:
        ``kind`` (``group`` or ``principle``), ``name, n_skills, mean, lowest, lowest_share, highest_share, shares``.
    """
    shown = frame[frame["status"] == SHOWN]
    rows = []
    for kind, column in (("group", "group_title"), ("principle", "principle")):
        for name, part in shown[shown[column] != ""].groupby(column):
            low = part.sort_values(["share", "short"]).iloc[0]
            rows.append(
                (kind, name, len(part), part["share"].mean(), low["said"], low["share"], part["share"].max(),
                 tuple(zip(part["short"], part["share"], strict=True)))
            )  # fmt: skip
    columns = ["kind", "name", "n_skills", "mean", "lowest", "lowest_share", "highest_share", "shares"]
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values(["kind", "mean", "name"], ignore_index=True)


def sentence(found: pd.DataFrame) -> str:
    """Which group of skills is lowest and highest on the mean."""
    groups = found[found["kind"] == "group"]
    if len(groups) < 2:
        return "Too few groups of skills can be shown to compare."
    low, top = groups.iloc[0], groups.iloc[-1]
    return (
        f"{low['name']} skills are lowest on the mean ({percent(low['mean'])}; {low['lowest']} "
        f"{percent(low['lowest_share'])}), {top['name'].lower()} skills highest ({percent(top['mean'])})."
    )


def by_group(found: pd.DataFrame, told: Told) -> Sizes:
    """The chart (``found`` from :func:`summary`)."""
    rows = []
    for kind, title in (("group", "By group of skills"), ("principle", "By principle that the skills serve")):
        part = found[found["kind"] == kind]
        if len(part):
            rows += [Row(title, heading=True), *(_row(row) for row in part.to_dict("records"))]
    table = found.assign(kind=found["kind"].str.capitalize())[
        ["kind", "name", "n_skills", "mean", "lowest", "lowest_share", "highest_share"]
    ].set_axis(["Kind", "Name", "Skills", "Mean share (%)", "Lowest skill", "Lowest (%)", "Highest (%)"], axis=1)
    return Sizes(*(_exhibit(told, rows, table, size) for size in (DESK, PHONE)))


def _row(row: dict) -> Row:
    dots = tuple(Mark(SKILL, value, says=f"{name} {percent(value)}") for name, value in row["shares"])
    says = f"mean {percent(row['mean'])} of {count(row['n_skills'], 'skill')}"
    return Row(
        row["name"], (Mark(OWN, row["mean"], says=says), *dots), percent(row["mean"]), f"{row['n_skills']} skills"
    )


def _exhibit(told: Told, rows: list[Row], table: pd.DataFrame, size: Size) -> Exhibit:
    names = {OWN: "mean of the shares", SKILL: "one skill"}
    return Exhibit(
        name=f"{told.name}{size.name}",
        headline=told.headline,
        takeaway=told.takeaway,
        figure=draw(rows, names, demo=told.demo, size=size),
        table=table,
        basis=told.basis,
        alt=f"Points, one row a group of skills or a principle: each skill and their mean"
        f"{', narrow' if size is PHONE else ''}. {told.takeaway}",
        source=told.source,
        demo=told.demo,
        about=told.about,
    )
