"""The exhibits of the answers to one question: by what kind of question it is and how much of it can be shown."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from csp_analytics.charts import survey_answers as charts
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.pictures import survey_answer_words as words
from csp_analytics.pictures.survey_answer_words import SHOWN
from csp_analytics.surveys.model import Survey, SurveyQuestion

OVERVIEW_BASIS = "A person who answered several statements is counted once for each."


@dataclass(frozen=True)
class Given:
    """Figures about one question and some people.

    Attributes:
        survey: the survey.
        question: the question.
        who: the people, in words.
        shares: rows of :func:`csp_analytics.findings.surveys.shares` about them.
        levels: rows of :func:`csp_analytics.findings.surveys.level_counts` about them.
        demo: whether it is demonstration data.
    """

    survey: Survey
    question: SurveyQuestion
    who: str
    shares: pd.DataFrame
    levels: pd.DataFrame
    demo: bool

    @property
    def headline(self) -> str:
        """The question and the people."""
        return f"{self.question.title}: {self.who}"

    def rows(self) -> pd.DataFrame:
        """Shown shares with the ``label`` and ``group`` of their items, in the order of the items."""
        known = self.question.by_id
        shown = self.shares[self.shares["status"] == SHOWN]
        return shown.assign(
            label=[known[key].title if key in known else self.question.title for key in shown["item_id"]],
            group=[known[key].group if key in known else "" for key in shown["item_id"]],
        ).reset_index(drop=True)


@dataclass(frozen=True)
class Made:
    """What can be shown.

    Attributes:
        finding: in one sentence.
        overview: by group of items, or None.
        exhibits: the answers.
        n: the fewest and the most people who answered about one thing.
    """

    finding: str
    overview: Exhibit | None = None
    exhibits: list[Exhibit] = field(default_factory=list)
    n: tuple[int, int] = (0, 0)


def made(given: Given) -> Made:
    """Ticked things as bars with intervals, scales as stacked bars, a question asked once as bars of its answers."""
    if given.question.is_ticked:
        return _ticked(given)
    return _scaled(given) if given.question.items else _chosen(given)


def _ticked(given: Given) -> Made:
    rows = given.rows().sort_values("share", ascending=False, kind="stable")
    if rows.empty:
        return Made(words.nothing(given.who, given.shares["status"]))
    exhibit = _shares(given, "answers", given.headline, rows)
    return Made(exhibit.takeaway, None, [exhibit], _n(rows))


def _scaled(given: Given) -> Made:
    rows = given.rows()
    parts = given.levels[given.levels["status"] == SHOWN]
    if rows.empty:
        return Made(words.nothing(given.who, given.shares["status"]))
    overview = _overview(given, rows)
    if parts.empty:  # enough people for a share, too few to divide them over the steps
        exhibit = _shares(given, "answers", given.headline, rows)
        return Made((overview or exhibit).takeaway, overview, [exhibit], _n(rows))
    shown = [
        _steps(given, f"answers-{group or 'all'}", words.group_title(str(group)) or given.headline, own, parts)
        for group, own in rows[rows["item_id"].isin(parts["item_id"])].groupby("group", sort=False)
    ]
    finding = overview.takeaway if overview else words.highest_and_lowest(rows, words.saying(given.question))
    return Made(finding, overview, shown, _n(rows))


def _chosen(given: Given) -> Made:
    parts = given.levels[given.levels["status"] == SHOWN]
    if parts.empty:
        return Made(words.nothing(given.who, given.levels["status"]))
    rows = words.by_answer(parts, given.question)
    finding = words.most_often(rows)
    exhibit = Exhibit(
        name="answers",
        headline=given.headline,
        takeaway=finding,
        figure=charts.share_bars(rows, demo=given.demo),
        table=words.share_table(rows),
        basis=charts.TOGETHER if (parts["lowest"] != parts["highest"]).any() else "",
        alt=f"Bars, one an answer, with the share of people who gave it. {finding}",
        source=given.survey.title,
        demo=given.demo,
    )
    return Made(finding, None, [exhibit], _n(rows))


def _overview(given: Given, rows: pd.DataFrame) -> Exhibit | None:
    """High answers by group of items, where there are several groups."""
    if rows["group"].nunique() < 2 or "" in set(rows["group"]):
        return None
    pooled = rows.groupby("group", sort=False)[["x", "n"]].sum().reset_index()
    pooled = pooled.assign(
        label=[words.group_title(name) for name in pooled["group"]],
        share=100 * pooled["x"] / pooled["n"],
        low=float("nan"),
        high=float("nan"),
    ).sort_values("share", ascending=False, kind="stable")
    word = words.group_word(given.survey)
    takeaway = words.highest_and_lowest(pooled, words.being(given.question), people="answers")
    return Exhibit(
        name="by-group",
        headline=f"{given.headline}, by {word}",
        takeaway=takeaway,
        figure=charts.share_bars(pooled, demo=given.demo),
        table=words.share_table(pooled).rename(columns={"People": "Answers"}),
        basis=OVERVIEW_BASIS,
        alt=f"Bars, one a {word}, with the share of answers that {words.being(given.question)}. {takeaway}",
        source=given.survey.title,
        demo=given.demo,
    )


def _shares(given: Given, name: str, headline: str, rows: pd.DataFrame) -> Exhibit:
    takeaway = words.highest_and_lowest(rows, words.saying(given.question))
    basis = [words.interval_basis(rows), words.some_hidden(given.shares["status"])]
    return Exhibit(
        name=name,
        headline=headline,
        takeaway=takeaway,
        figure=charts.share_bars(rows, demo=given.demo),
        table=words.share_table(rows),
        basis=" ".join(part for part in basis if part),
        alt=f"Bars, one for each thing asked about, with the share who {words.saying(given.question)}. {takeaway}",
        source=given.survey.title,
        demo=given.demo,
    )


def _steps(given: Given, name: str, headline: str, rows: pd.DataFrame, parts: pd.DataFrame) -> Exhibit:
    own = parts[parts["item_id"].isin(rows["item_id"])]
    labels = dict(zip(rows["item_id"], rows["label"], strict=True))
    takeaway = words.highest_and_lowest(rows, words.saying(given.question))
    return Exhibit(
        name=name,
        headline=headline,
        takeaway=takeaway,
        figure=charts.step_bars(own, labels, given.question.scale, demo=given.demo),
        table=words.step_table(own, rows, given.question),
        basis=charts.TOGETHER if (own["lowest"] != own["highest"]).any() else "",
        alt=f"Stacked bars of how many people gave each answer. {takeaway}",
        source=given.survey.title,
        demo=given.demo,
    )


def _n(rows: pd.DataFrame) -> tuple[int, int]:
    return int(rows["n"].min()), int(rows["n"].max())
