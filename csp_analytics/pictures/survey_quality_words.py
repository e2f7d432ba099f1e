"""Sentences about who answered a survey."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts.survey_quality import percent
from csp_analytics.charts.words import count, listed, points

MOST_NAMED = 4
NOT_EVERY_AREA = "Not everybody said their area, so it is not known where nobody answered."
FULL = 100.0
SELDOM = 0.5  # per cent
NOTICED = 1.0  # percentage points under which two shares are the same for people


def people(number: int) -> str:
    """``1 person``, ``450 people``."""
    return count(number, "person", "people")


def finding(title: str, round_: str, n_people: int | None, asked: int | None, n_areas: int, n_all: int) -> str:
    """Who answered in one sentence.

    Args:
        title: of the survey.
        round_: its round.
        n_people: how many answered, None when they are too few to say.
        asked: how many could have, None when it is not known.
        n_areas: in how many areas.
        n_all: of how many.
    """
    if n_people is None:
        return f"Too few people answered the {title[:1].lower()}{title[1:]} of {round_} for their number to be shown."
    rate = f", {percent(100 * n_people / asked)} of the {asked:,} asked" if asked else ""
    where = f" from {n_areas} of {n_all} areas" if n_areas else ""
    comma = "," if rate and where else ""
    return f"{people(n_people)}{rate}{comma}{where} answered the {title[:1].lower()}{title[1:]} of {round_}."


def response(rows: pd.DataFrame, overall: float, *, every_area: bool = True) -> str:
    """Where most and least of those asked answered.

    Args:
        rows: ``name, n, asked, rate`` by area (rate 0 to 100, NaN where it is not shown).
        overall: rate of the whole survey, NaN when it is not known.
        every_area: whether everybody said their area.
    """
    known = rows[rows["rate"].notna()].sort_values("rate", ascending=False)
    nobody = rows.loc[rows["nobody"], "name"].tolist()
    last = f" Nobody answered in {listed(nobody, most=MOST_NAMED)}." if nobody else ""
    last = last if every_area else f" {NOT_EVERY_AREA}"
    more = rows.loc[rows["rate"] > FULL, "name"].tolist()
    if more:
        last += f" More answered than there are posts in {listed(more, most=MOST_NAMED)}: check the number of posts."
    if len(known) < 2:
        if overall == overall:
            return f"{percent(overall)} of those asked answered; how many were asked in each area is not known.{last}"
        return f"How many were asked is not known, so there is no response rate.{last}"
    most, least = known.iloc[0], known.iloc[-1]
    return (
        f"From {percent(least['rate'])} of those asked in {least['name']} to {percent(most['rate'])} in "
        f"{most['name']}.{last}"
    )


def sample(rows: pd.DataFrame, of: str) -> str:
    """Which kinds of area are over- and under-represented.

    Args:
        rows: ``group, everybody, answered`` (0 to 100, answered NaN where it is not shown).
        of: what ``everybody`` is a share of, such as ``the people who live there``.
    """
    known = rows[rows["answered"].notna()]
    if len(known) < 2:
        return "Too few kinds of area can be shown to set them beside each other."
    gaps = known["answered"] - known["everybody"]
    said = []
    for word, row, gap in (
        ("Over-represented", known.loc[gaps.idxmax()], gaps.max()),
        ("Under-represented", known.loc[gaps.idxmin()], -gaps.min()),
    ):
        if gap >= NOTICED:
            shares = f"{percent(row['answered'])} of the answers, {percent(row['everybody'])} of {of}"
            said.append(f"{word}: {row['group']} ({shares}).")
    return " ".join(said) or "The answers come from the kinds of area in the shares that these have of Scotland."


def apart(rows: pd.DataFrame, grouping_id: str) -> str:
    """How far those who answered and the people are apart.

    Args:
        rows: ``grouping_id, dissimilarity, effective_number``.
        grouping_id: the kinds of area.
    """
    row = rows.set_index("grouping_id").loc[grouping_id]
    if row["dissimilarity"] != row["dissimilarity"]:
        return "Some numbers are hidden, so it is not said how far the answers and the people are apart."
    said = (
        f"Index of dissimilarity {points(row['dissimilarity'])} of 100: as many per cent of those who answered would "
    )
    said += "have to be elsewhere to be spread as the people are."
    if row["effective_number"] == row["effective_number"]:
        said += f" Weighted to the people they would count for {points(row['effective_number'])}."
    return said


def who(rows: pd.DataFrame, n_people: int | None) -> str:
    """The answer that most gave about themselves (``rows``: ``label, n``, n NaN where it is not shown)."""
    known = rows[rows["n"].notna()]
    if known.empty or not n_people:
        return "No group is large enough to be shown."
    most = known.loc[known["n"].idxmax()]
    return f"{most['label']}: {int(most['n']):,} of {people(n_people)}, {percent(100 * most['n'] / n_people)}."


def left_out(rows: pd.DataFrame) -> str:
    """The question that was left out most (``rows``: ``title, share``)."""
    most = rows.loc[rows["share"].idxmax()]
    if most["share"] < SELDOM:
        return "Everybody answered nearly every question."
    return f"'{most['title']}' was left out most: by {percent(most['share'])} on average."
