"""Sentences and tables about the answers to one question of a survey."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts.survey_answers import steps_named
from csp_analytics.charts.survey_words import STATUS_WORDS
from csp_analytics.charts.words import count, listed, share
from csp_analytics.surveys.model import Item, Step, Survey, SurveyQuestion

SHOWN = "shown"
NAME = "Answer"
MOST_NAMED = 2  # of things that share the highest or the lowest place


def nothing(who: str, statuses: pd.Series) -> str:
    """Why nothing is shown of some people."""
    why = [STATUS_WORDS.get(status, status) for status in dict.fromkeys(statuses) if status != SHOWN]
    return f"Nothing can be shown for {who}: {listed(why) if why else 'nobody answered'}."


def some_hidden(statuses: pd.Series) -> str:
    """How many things are not among the bars and why; empty when all are."""
    gone = statuses[statuses != SHOWN]
    if gone.empty:
        return ""
    why = listed([STATUS_WORDS.get(status, status) for status in dict.fromkeys(gone)])
    return f"{count(len(gone), 'thing')} that {'was' if len(gone) == 1 else 'were'} asked about cannot be shown: {why}."


def high_steps(question: SurveyQuestion) -> tuple[Step, ...]:
    """The steps above the middle of the scale, which count as yes."""
    middle = (question.scale[0].value + question.scale[-1].value) / 2
    return tuple(step for step in question.scale if step.value > middle)


def saying(question: SurveyQuestion) -> str:
    """What a share counts, after "of people"."""
    if question.is_ticked:
        return "ticked it"
    return f"said {_high(question)}"


def being(question: SurveyQuestion) -> str:
    """What a share of answers counts, after "of answers"."""
    return f"are {_high(question)}"


def highest_and_lowest(rows: pd.DataFrame, said: str, *, people: str = "people") -> str:
    """Where the share is highest and lowest.

    Args:
        rows: ``label, n, x``.
        said: what they said, as from :func:`saying`.
        people: what is counted: people, or answers of people to several statements.
    """
    shown = [share(row.x, row.n) for row in rows.itertuples()]
    part = (rows["x"] / rows["n"]).tolist()
    high, low = shown[part.index(max(part))], shown[part.index(min(part))]
    best, least = ([name for name, one in zip(rows["label"], shown, strict=True) if one == end] for end in (high, low))
    n = int(rows["n"].iloc[part.index(max(part))])
    words = f"{_named(best)}: {high} of {n:,} {people} {said}"
    if len(rows) == 1:
        return f"{words}."
    if high == low:
        return f"The shares do not differ: {high} of {n:,} {people} {said}."
    have = "has" if len(least) == 1 else "have"
    return f"{words}, the highest share. {_named(least)} {have} the lowest, {low}."


def most_often(rows: pd.DataFrame) -> str:
    """The answer that most people gave (``label, n, x``)."""
    first = rows.iloc[int(rows["x"].argmax())]
    return f"'{first['label']}' is the answer of most people: {share(first['x'], first['n'])} of {int(first['n']):,}."


def by_answer(levels: pd.DataFrame, question: SurveyQuestion) -> pd.DataFrame:
    """Answers to a question that is asked once: ``label, n, x, share, low, high``, in order, without intervals.

    Args:
        levels: shown rows ``lowest, highest, n`` of one unit.
        question: gives the labels.
    """
    rows = levels[levels["n"] > 0].reset_index(drop=True)
    names = [steps_named(question.scale, row.lowest, row.highest) for row in rows.itertuples()]
    found = pd.DataFrame({"label": names, "n": rows["n"].sum(), "x": rows["n"], "share": 100 * rows["n"]})
    found["share"] /= found["n"]
    return found.assign(low=float("nan"), high=float("nan"))


def share_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The bars as a table."""
    table = pd.DataFrame({NAME: rows["label"], "People": rows["x"].astype(int), "Of": rows["n"].astype(int)})
    table["Share (%)"] = rows["share"].astype(float).round(1)
    if rows["low"].notna().any():
        table["Low (%)"] = rows["low"].astype(float).round(1)
        table["High (%)"] = rows["high"].astype(float).round(1)
    return table.reset_index(drop=True)


def step_table(parts: pd.DataFrame, rows: pd.DataFrame, question: SurveyQuestion) -> pd.DataFrame:
    """The stacked bars as a table, with the share of high answers.

    Args:
        parts: ``item_id, lowest, highest, n``.
        rows: ``item_id, label, n, share`` in order.
        question: gives the steps.
    """
    cells: dict[tuple[str, float], int | str] = {}
    for part in parts.itertuples():
        if part.lowest != part.highest:
            cells |= {(part.item_id, step): "with the next" for step in _within(question, part.lowest, part.highest)}
        cells[part.item_id, part.highest] = int(part.n)
    table = pd.DataFrame({NAME: rows["label"]})
    for step in question.scale:
        table[step.label] = [cells.get((key, step.value), 0) for key in rows["item_id"]]
    table["Answered"] = rows["n"].astype(int)
    table[f"Share who {saying(question)} (%)"] = rows["share"].astype(float).round(1)
    return table.reset_index(drop=True)


def side_by_side(shares: pd.DataFrame, items: dict[str, Item], titles: dict[str, str]) -> pd.DataFrame:
    """Shares of every item, a column a unit, in words where they are not shown.

    Args:
        shares: from :func:`csp_analytics.findings.surveys.shares`.
        items: the items by id, in order.
        titles: title of units by id; the id where there is none.
    """
    cells = {
        (row.unit, row.item_id): f"{share(row.x, row.n)} of {int(row.n):,}"
        if row.status == SHOWN
        else STATUS_WORDS.get(row.status, row.status)
        for row in shares.itertuples()
    }
    asked = set(shares["item_id"])
    known = [key for key in items if key in asked]
    table = pd.DataFrame({NAME: [items[key].title for key in known]})
    for unit in dict.fromkeys(shares["unit"]):
        table[titles.get(unit, unit)] = [cells.get((unit, key), "–") for key in known]
    return table


def interval_basis(rows: pd.DataFrame) -> str:
    """What the lines mean, and whether they know how many people there are."""
    if rows["low"].isna().any():
        return ""
    known = rows["population"].notna().any()
    return f"Lines are 95% intervals (Wilson{', made for the number of people who were asked' if known else ''})."


def group_title(group: str) -> str:
    """The name of a group of items, as a title."""
    return group[:1].upper() + group[1:].replace("-", " ")


def group_word(survey: Survey) -> str:
    """What the groups of a survey's items are called: themes in a survey about themes."""
    return "theme" if "theme" in survey.title.casefold() else "group"


def _named(labels: list[str]) -> str:
    return listed(labels, most=MOST_NAMED) if len(labels) > MOST_NAMED + 1 else listed(labels)


def _high(question: SurveyQuestion) -> str:
    return listed([f"'{step.label}'" for step in high_steps(question)], last="or")


def _within(question: SurveyQuestion, lowest: float, highest: float) -> list[int]:
    return [step.value for step in question.scale if lowest <= step.value < highest]
