"""The sections of a board paper, in order. A new section is a function here and a line in ``PARTS``."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from csp_analytics.analysis.peers import MIN_PEERS
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.peers import without_advice
from csp_analytics.charts.words import count, listed
from csp_analytics.pictures.officer_difference import difference_sentence, difference_table
from csp_analytics.pictures.officer_levels import about, of_criteria
from csp_analytics.pictures.officer_words import not_compared
from csp_analytics.pictures.paper_words import WORK_ON, Told, overall
from csp_analytics.pictures.report_subject import Part

NO_EVIDENCE = "No evidence written."


def stands(told: Told) -> Part:
    """Principles and overall beside the peers."""
    one, position = told.officer, told.own.position
    groups = [one.groups.exhibit.takeaway, one.groups.rule, one.groups.note] if one.groups is not None else []
    lines = [not_compared(one, advise=False), overall(one), *groups]
    return Part(
        "Where the partnership stands",
        [line for line in lines if line],
        [_plainly(told, position)] if position else [],
    )


def _plainly(told: Told, position: Exhibit) -> Exhibit:
    """Principles and overall beside the peers, without what only the screen can offer."""
    one = told.officer
    if one.groups is not None:
        return replace(position, about=about(one), demo_words=one.demo_words)
    basis = position.basis if one.area.peers else f"Round {one.area.round}; there are no peers."
    return replace(_without_advice(position), about=about(one), demo_words=one.demo_words, basis=basis)


def _without_advice(shown: Exhibit) -> Exhibit:
    return replace(shown, takeaway=without_advice(shown.takeaway), alt=without_advice(shown.alt))


def strengths(told: Told) -> Part:
    """The strongest criteria with their evidence."""
    word = told.officer.area.framework.row_word
    if not told.own.strengths:
        return Part("Strengths", [f"No {word} stands out as strong."])
    rows = told.own.strengths
    first = f"Strongest: {listed(row['short'] for row in rows)}."
    evidence = [row["evidence"] or NO_EVIDENCE for row in rows]
    return Part("Strengths", [first], table=_criteria(told, rows, {"Evidence": evidence}))


def work_on(told: Told) -> Part:
    """The weakest criteria: where the peers are, who to learn from, which support there is, what is done."""
    one, framework = told.officer, told.officer.area.framework
    rows = told.own.weaknesses
    if not rows:
        return Part(WORK_ON, [f"No {framework.row_word} stands out as weak."])
    ids = [row["criterion_id"] for row in rows]
    helps = [told.helps[key] for key in ids]
    notes = dict.fromkeys(note for help_ in helps for note in help_.notes)
    chart = (
        None
        if one.groups is not None
        else of_criteria(
            one,
            told.levels,
            ids,
            "weakest-levels",
            f"Weakest {framework.row_word_plural} in the distribution of the peers",
        )
    )
    columns = {
        "Who to learn from": [" ".join(help_.learn_from) for help_ in helps],
        "Support on offer": [help_.offers for help_ in helps],
        "Action": [help_.action for help_ in helps],
    }
    if one.groups is not None:  # nobody alone is seen, so there is nobody to learn from
        columns.pop("Who to learn from")
    return Part(
        WORK_ON,
        [f"Weakest: {listed(row['short'] for row in rows)}."],
        [_without_advice(chart)]
        if chart and chart.native
        else [],  # where no peer has a level there is no distribution
        _criteria(told, rows, columns),
        below=list(notes),
    )


def published(told: Told) -> Part | None:
    """What an upload changes in what is published; nothing when nothing was uploaded, or nothing is published."""
    table = difference_table(told.officer)
    if table is None:
        return None
    title = "What differs from what is published"
    return Part(title, [difference_sentence(told.officer)], table=table if len(table) else None)


def change(told: Told) -> Part | None:
    """What moved since the round before; nothing in a first round."""
    shown, moved = told.own.change, told.own.moved
    if shown is None:
        return None
    table = moved if moved is not None and len(moved) else None
    shown = replace(shown, about=about(told.officer), demo_words=told.officer.demo_words_of_change)
    return Part("What changed since the last round", [], [shown], table)


def sensitivity(told: Told) -> Part | None:
    """Whether the comparison depends on the choice of peers; nothing where there is no choice."""
    if not told.own.sensitivity:
        return None
    return Part("Does it depend on the choice of peers?", told.own.sensitivity, headline=False)


def requirements(told: Told) -> Part | None:
    """Requirements met, in hand and not met; nothing without a checklist."""
    shown = told.own.requirements
    return Part("Requirements", [], [replace(shown, about=about(told.officer))]) if shown else None


def _criteria(told: Told, rows: list[dict[str, str]], more: dict[str, list[str]]) -> pd.DataFrame:
    """Criteria with their level and what the peers say; few columns, so that they fit the page of a paper."""
    framework = told.officer.area.framework
    level = "Answer" if framework.is_checklist else "Level"
    return pd.DataFrame(
        {
            framework.row_word.capitalize(): [row["text"] for row in rows],
            f"{level} and peers": [f"{row['level']}. {_beside(told, row)}" for row in rows],
            **more,
        }
    )


def _beside(told: Told, row: dict[str, str]) -> str:
    """How the peers rate a criterion; under five of them nothing is compared."""
    if told.officer.groups is not None:
        return row["peers"]
    beside = told.officer.area.beside
    n = int(beside.loc[beside["criterion_id"] == row["criterion_id"], "n_peers"].iloc[0])
    return row["peers"] if n >= MIN_PEERS or not n else f"Not compared: only {count(n, 'peer')} rated it."


PARTS = (stands, strengths, work_on, published, change, sensitivity, requirements)
