"""One area by itself: its own scores, levels and change, without a word about any other area.

For a room that rates itself first and sees its peers when it is asked to.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.charts import change as change_charts
from csp_analytics.charts import checklist
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed, points, unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.nation_subject import area_names
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

UNRATED = "Not rated"


@dataclass(frozen=True)
class OwnPicture:
    """What there is to show of one area alone.

    Attributes:
        area: its name.
        finding: the answer in a sentence, or why there is none.
        cards: its score on each principle.
        change: what moved since the round before; None when there is none.
        requirements: of a checklist; else None.
        levels: its criteria, short, by the level that it has, the highest first, and those without one.
        levels_finding: how many stand at each level.
        basis: what it rests on.
        demo: whether any of it is demonstration data.
    """

    area: str
    finding: str
    cards: list[dict[str, str]] = field(default_factory=list)
    change: Exhibit | None = None
    requirements: Exhibit | None = None
    levels: dict[str, list[str]] = field(default_factory=dict)
    levels_finding: str = ""
    basis: str = ""
    demo: bool = False


def own_picture(store: Store, framework_id: str, round_: str, area_code: str) -> OwnPicture:
    """One area in one round, alone."""
    framework, name = framework_of(framework_id), area_names(store)[area_code]
    there = reading.assessments(store)
    there = there[(there["area_code"] == area_code) & (there["framework"] == framework_id)]
    rounds = sorted(there["round"], key=reading.round_order)
    if round_ not in rounds:
        tail = f" It was assessed in {listed(rounds)}." if rounds else ""
        absent = f"{name} has no assessment of {framework.title} in round {round_}.{tail}"
        return OwnPicture(name, absent, levels_finding=absent)
    demo = findings.rests_on_demo(store, framework_id, (round_,), area_code)
    before = rounds[rounds.index(round_) - 1] if rounds.index(round_) else ""
    change = _change(store, framework, before, round_, area_code, name) if before else None
    by_principle = findings.scores(store, framework_id, rounds=(round_,), area_code=area_code, by=scoring.PRINCIPLE)
    levels = _levels(findings.area_ratings(store, framework_id, round_, area_code), framework)
    n_rated = int(by_principle["n_rated"].sum())
    return OwnPicture(
        area=name,
        finding=" ".join(part for part in (_finding(by_principle, framework, name), _said(change)) if part),
        cards=_cards(by_principle, framework),
        change=change,
        requirements=_requirements(store, framework, round_, area_code, name, demo),
        levels=levels,
        levels_finding=_at_each(levels, framework, name),
        basis=f"Round {round_}, {count(n_rated, 'rating')} of {name} alone. Source: {framework.title}.",
        demo=demo,
    )


def _finding(scores: pd.DataFrame, framework: Framework, name: str) -> str:
    """Its highest and lowest principle."""
    titles, shown = unit_titles(framework, scoring.PRINCIPLE), scores.dropna(subset="score")
    if shown.empty:
        return f"{name} has not enough answers for a score in this round."
    whole = shown["score"].map(points)
    if len(set(whole)) == 1:
        who = titles[shown["principle_id"].iloc[0]] if len(shown) == 1 else "every principle with a score"
        return f"{name} rates itself {whole.iloc[0]} of 100 on {who}."
    ends = [shown[whole == points(end)] for end in (shown["score"].max(), shown["score"].min())]
    (high, low), marks = (
        [listed(titles[key] for key in end["principle_id"]) for end in ends],
        [points(end["score"].iloc[0]) for end in ends],
    )
    return f"{name} rates itself highest on {high} ({marks[0]} of 100) and lowest on {low} ({marks[1]})."


def _said(change: Exhibit | None) -> str:
    return change.takeaway if change else ""


def _cards(scores: pd.DataFrame, framework: Framework) -> list[dict[str, str]]:
    titles = unit_titles(framework, scoring.PRINCIPLE)
    word = (framework.row_word, framework.row_word_plural)
    return [
        {
            "name": titles[row["principle_id"]],
            "number": points(row["score"]) if row["score"] == row["score"] else "–",
            "unit": "of 100" if row["score"] == row["score"] else "",
            "rest": f"{row['n_rated']} of {count(int(row['n_applicable']), *word)} rated."
            + (f" {row['note'].capitalize()}." if row["score"] != row["score"] and row["note"] else ""),
        }
        for row in scores.to_dict("records")
    ]


def _change(store: Store, framework: Framework, before: str, after: str, area_code: str, name: str) -> Exhibit:
    by_principle = findings.change(
        store, framework.framework_id, before, after, area_code=area_code, by=scoring.PRINCIPLE
    )
    return change_charts.steps(
        by_principle,
        unit_titles(framework, scoring.PRINCIPLE),
        unit="principle_id",
        area=name,
        before=before,
        after=after,
        word=framework.row_word_plural,
        source=framework.title,
        demo=findings.rests_on_demo(store, framework.framework_id, (before, after), area_code),
    )


def _requirements(
    store: Store, framework: Framework, round_: str, area_code: str, name: str, demo: bool
) -> Exhibit | None:
    if not framework.is_checklist:
        return None
    status = findings.requirements(store, framework.framework_id, round_, area_code=area_code)
    return checklist.requirements(status, framework, area=name, round_=round_, demo=demo)


def _levels(rows: pd.DataFrame, framework: Framework) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {level.label: [] for level in reversed(framework.levels)}
    found[UNRATED] = []
    for row in rows.to_dict("records"):
        label = framework.label_of(row["level"]) if row["level"] == row["level"] else UNRATED
        found[label].append(framework.by_id[row["criterion_id"]].short)
    return {label: criteria for label, criteria in found.items() if criteria or label != UNRATED}


def _at_each(levels: dict[str, list[str]], framework: Framework, name: str) -> str:
    n = sum(len(criteria) for label, criteria in levels.items() if label != UNRATED)
    told = [f"{len(criteria)} at '{label}'" for label, criteria in levels.items() if label != UNRATED and criteria]
    rated = count(n, framework.row_word, framework.row_word_plural)
    return f"{name} rates {rated}: {listed(told)}." if told else f"{name} has rated nothing in this round."
