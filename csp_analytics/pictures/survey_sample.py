"""Who answered a survey, as exhibits: by area, kind of area, role and sector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from csp_analytics.areas.groupings import groupings
from csp_analytics.areas.register import register
from csp_analytics.charts import survey_quality as charts
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.survey_quality import percent
from csp_analytics.charts.survey_words import SHORT_STATUS_WORDS, STATUS_WORDS
from csp_analytics.charts.words import count
from csp_analytics.findings import surveys as asked_of_surveys
from csp_analytics.findings.surveys import WhoAnswered
from csp_analytics.pictures import survey_quality_words as words
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA, NOT_SAID, ROLE, Survey

SMALL = "Fewer than 5 people are never shown, nor what would give them away."


@dataclass(frozen=True)
class Answered:
    """Who answered one survey in one round, with what the areas are called.

    Attributes:
        who: the figures.
        areas: every area: ``area_code, name, n`` (NaN where it is not shown), ``status, asked, rate`` (NaN where it is
            not known or not shown) and ``nobody`` (no answer is known from there).
        said: what of ``area, role, sector`` anybody said.
        every_area: whether everybody said their area, so that it is known where nobody answered.
    """

    who: WhoAnswered
    areas: pd.DataFrame
    said: frozenset[str]
    every_area: bool

    @property
    def asked(self) -> int | None:
        """How many could have answered in the whole country; None when it is not known."""
        return None if self.who.posts != self.who.posts else int(self.who.posts)

    @property
    def n_people(self) -> int | None:
        """How many answered; None when they are too few to say."""
        return None if self.who.n != self.who.n else int(self.who.n)


def answered(store: Store, definition: str, round_: str) -> Answered:
    """Who answered, with small numbers taken out."""
    who = asked_of_surveys.who_answered(store, definition, round_)
    counts = survey_reading.respondent_counts(store, definition, round_).rename(columns={"area_code": AREA})
    there = set(counts[AREA])
    said = frozenset(about for about in ABOUT_RESPONDENT if (counts[about] != NOT_SAID).any())
    rows = who.by_area.rename(columns={"unit": "area_code", "posts": "asked", "response_rate": "rate"})
    names = register().names
    rows = rows[rows["area_code"].isin(list(names))].assign(name=rows["area_code"].map(names))
    rows = rows.assign(nobody=~rows["area_code"].isin(there)).reset_index(drop=True)
    return Answered(who, rows, said, NOT_SAID not in there)


def response(given: Answered, *, basis: str, demo: bool) -> Exhibit | None:
    """Every area: who was asked and who answered; None when nobody said their area."""
    if AREA not in given.said:
        return None
    by_rate = given.areas["rate"].notna().any()
    rows = given.areas.sort_values(
        ["nobody", "rate" if by_rate else "n", "name"], ascending=[True, False, True], na_position="last"
    ).reset_index(drop=True)
    rows["words"] = [percent(rate) if rate == rate else "" for rate in rows["rate"]]
    nobody = "nobody" if given.every_area else "no answer known"
    rows["behind"] = [nobody if row["nobody"] else _behind(row) for row in rows.to_dict("records")]
    takeaway = words.response(given.areas, given.who.response_rate, every_area=given.every_area)
    table = pd.DataFrame(
        {
            "Area": rows["name"],
            "Asked": rows["asked"].astype("Int64"),
            "Answered": rows["n"].astype("Int64"),
            "Response rate": [percent(rate) for rate in rows["rate"]],
            "Note": [
                nobody.capitalize() if row["nobody"] else STATUS_WORDS.get(row["status"], "").capitalize()
                for row in rows.to_dict("records")
            ],
        }
    )
    known = rows["asked"].notna().any()
    return Exhibit(
        name="survey-response",
        headline="Who answered, by area" if not by_rate else "Response rate by area",
        takeaway=takeaway,
        figure=charts.response(rows, demo=demo),
        table=table if known else table.drop(columns=["Asked", "Response rate"]),
        basis=f"{basis} {_asked_words(given, known=bool(known))} {SMALL}",
        alt=f"Bars, one an area: how many were asked, and how many of them answered. {takeaway}",
        demo=demo,
    )


def _asked_words(given: Answered, *, known: bool) -> str:
    if known:
        return "Asked are the posts of each area, as loaded."
    if given.asked:
        return f"{given.asked:,} were asked in the whole country; numbers by area have not been loaded."
    return "How many could have answered has not been loaded."


def _behind(row: dict[str, Any]) -> str:
    if row["n"] == row["n"]:
        return f"{row['n']:.0f} of {row['asked']:.0f}" if row["asked"] == row["asked"] else f"{row['n']:.0f}"
    return SHORT_STATUS_WORDS.get(row["status"], "not shown")


def beside_everybody(given: Answered, grouping_id: str, *, basis: str, demo: bool) -> Exhibit | None:
    """Kinds of area: their share of the people who live in Scotland against their share of those who answered."""
    if AREA not in given.said:
        return None
    title, found = groupings()[grouping_id].title, given.who.by_place[grouping_id]
    rows = found.rename(columns={"unit": "group", "share": "answered", "share_population": "everybody"})
    rows = rows.sort_values("everybody", ascending=False)
    takeaway = words.sample(rows, "the people")
    figure = charts.pairs(
        [charts.Pair(row["group"], row["everybody"], row["answered"] if row["n"] == row["n"] else None,
                     f"{percent(row['everybody'])} → {_share_words(row)}") for row in rows.to_dict("records")],
        everybody="of the people who live there", answered="of those who answered", demo=demo,
    )  # fmt: skip
    table = pd.DataFrame(
        {
            title: rows["group"],
            "Areas": rows["n_areas"],
            "Share of areas": [percent(100 * n / rows["n_areas"].sum()) for n in rows["n_areas"]],
            "Share of people": rows["everybody"].map(percent),
            "Answered": rows["n"].astype("Int64"),
            "Share of answers": rows["answered"].map(percent),
            "Response rate": rows["response_rate"].map(percent),
            "Note": [STATUS_WORDS.get(status, "").capitalize() for status in rows["status"]],
        }
    )
    return Exhibit(
        name="survey-sample",
        headline=f"Do the answers stand for everybody? {title}",
        takeaway=takeaway,
        figure=figure,
        table=table.reset_index(drop=True),
        basis=f"{basis} {count(int(rows['n_areas'].sum()), 'area')}, residents as in data/areas.csv. "
        + words.apart(given.who.apart, grouping_id),
        alt="Dumbbells, one a kind of area: its share of the people who live in Scotland, and its share of those who "
        f"answered. {takeaway}",
        demo=demo,
    )


def _share_words(row: dict[str, Any]) -> str:
    return percent(float(row["answered"])) if row["n"] == row["n"] else "not shown"


def who(survey: Survey, given: Answered, about: str, *, basis: str, demo: bool) -> Exhibit | None:
    """Those who answered by role or sector, in the order of the form; None when nobody said."""
    titles = survey.respondent_titles(about)
    found = given.who.by_role if about == ROLE else given.who.by_sector
    if about not in given.said:
        return None
    rows = found.assign(label=[titles.get(key, key) for key in found["unit"]])
    takeaway = words.who(rows, given.n_people)
    question = survey.respondent[about].title.lower()
    figure = charts.bars(
        [charts.Bar(row["label"], _people_words(row), row["n"] if row["n"] == row["n"] else None)
         for row in rows.to_dict("records")],
        full=max(float(rows["n"].fillna(0).max()), 1.0), demo=demo,
    )  # fmt: skip
    table = pd.DataFrame(
        {
            question.capitalize(): rows["label"],
            "People": rows["n"].astype("Int64"),
            "Share": rows["share"].map(percent),
            "Note": [STATUS_WORDS.get(status, "").capitalize() for status in rows["status"]],
        }
    )
    return Exhibit(
        name=f"survey-{about}",
        headline=f"Who answered, by {question}",
        takeaway=takeaway,
        figure=figure,
        table=table,
        basis=f"{basis} {SMALL}",
        alt=f"Bars, one a {question}: how many people answered. {takeaway}",
        demo=demo,
    )


def _people_words(row: dict[str, Any]) -> str:
    if row["n"] != row["n"]:
        return SHORT_STATUS_WORDS.get(row["status"], "not shown")
    return f"{row['n']:.0f} · {percent(float(row['share']))}"
