"""Which questions of a survey people left out, as an exhibit."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis import item_nonresponse
from csp_analytics.charts import survey_quality as charts
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.survey_quality import percent
from csp_analytics.findings import surveys as asked_of_surveys
from csp_analytics.pictures import survey_quality_words as words
from csp_analytics.pictures.survey_sample import Answered
from csp_analytics.store.connection import Store
from csp_analytics.surveys.model import TEXT, Survey


def left_out(store: Store, survey: Survey, given: Answered) -> pd.DataFrame:
    """Questions with how often they were left out: the columns of ``item_nonresponse.left_out`` and ``title, item``."""
    parts = []
    for question in survey.questions:
        if question.kind == TEXT:
            continue
        rows = asked_of_surveys.shares(store, given.who.definition, given.who.round, question.question_id, by="all")
        parts.append(rows[["item_id", "n"]].assign(question_id=question.question_id))
    there = [part for part in parts if len(part)]
    found = pd.concat(there, ignore_index=True) if there else pd.DataFrame(columns=["item_id", "n", "question_id"])
    rows = item_nonresponse.left_out(found, given.n_people or 0)
    by_id = survey.by_id
    rows["title"] = [by_id[key].title for key in rows["question_id"]]
    rows["item"] = [
        by_id[key].by_id[item].title if item else ""
        for key, item in zip(rows["question_id"], rows["item_id"], strict=True)
    ]
    return rows


def exhibit(rows: pd.DataFrame, *, basis: str, demo: bool) -> Exhibit | None:
    """How often each question was left out."""
    if rows.empty:
        return None
    takeaway = words.left_out(rows)
    figure = charts.bars(
        [charts.Bar(row["title"], percent(row["share"]), row["share"]) for row in rows.to_dict("records")],
        full=max(10.0, float(rows["share"].max())), demo=demo,
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "Question": rows["title"],
            "Things asked about": rows["n_items"],
            "Left out": rows["share"].map(percent),
            "Least": rows["least"].map(percent),
            "Most": rows["most"].map(percent),
            "Left out most": rows["item"],
        }
    )
    return Exhibit(
        name="survey-left-out",
        headline="Questions that were left out",
        takeaway=takeaway,
        figure=figure,
        table=table,
        basis=f"{basis} A question about several things counts as left out as often as they were, on average. Whoever "
        "was not asked counts too: an export does not tell.",
        alt=f"Bars, one a question: the share of people who left it out. {takeaway}",
        demo=demo,
    )
