"""What is asked about frameworks side by side: read from the store, hand to the analysis, return a frame."""

from __future__ import annotations

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import crosswalk as linking
from csp_analytics.analysis import scores as scoring
from csp_analytics.areas.outside import PREFIX
from csp_analytics.areas.register import register
from csp_analytics.frameworks.crosswalk import crosswalk
from csp_analytics.frameworks.load import frameworks
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

ANSWERS = ("area_code", "framework", "round", "criterion_id", "answer", "level", "evidence", "action")


def rounds_by_framework(store: Store, area_code: str = "") -> dict[str, list[str]]:
    """Rounds of each framework with data, earliest first, of one area or of all areas of the register."""
    there = reading.assessments(store)
    if area_code:
        there = there[there["area_code"] == area_code]
    else:
        there = there[~there["area_code"].str.startswith(PREFIX)]
    return {
        name: sorted(there.loc[there["framework"] == name, "round"].unique(), key=reading.round_order)
        for name in frameworks()
        if name in set(there["framework"])
    }


def link_agreements(store: Store, area_code: str = "", *, everyone: bool = False) -> pd.DataFrame:
    """Every link of one area, or of every area of the register with an assessment in one of the rounds compared.

    Rounds are chosen for each pair of frameworks: the newest that both have, else the newest of each; for one area
    among its own.

    Args:
        store: where from.
        area_code: the area; all areas when empty.
        everyone: every area of the register, in the rounds of that area.

    Returns:
        The columns of :func:`csp_analytics.analysis.crosswalk.agreements`, with ``evidence_x`` and ``action_x`` as
        written on each side (empty where none). Links with a problem in their file are left out.
    """
    links = linking.with_rounds(crosswalk()[0], rounds_by_framework(store, area_code))
    only = "" if everyone else area_code
    used = {
        (row[f"framework_{side}"], row[f"round_{side}"]) for row in links.to_dict("records") for side in linking.SIDES
    }
    answers = [_answers(store, name, round_, only) for name, round_ in sorted(used) if round_]
    rows = pd.concat([pd.DataFrame(columns=list(ANSWERS), dtype=object), *answers])
    there = set(rows["area_code"])
    assessed = [code for code in register().areas if code in there]
    return linking.agreements(rows, links, frameworks(), [only] if only else assessed)


def principle_scores(store: Store, area_code: str = "") -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Scores by principle under every framework with data, each in the round of ``findings.latest_round``.

    Returns:
        The scores of all areas of the register (the columns of ``maturity_scores`` and ``framework``) and, with
        ``area_code``, those of that area. Rounds are the newest of the area where it has one, else that of all areas.
    """
    everyone, own = [], []
    usual = {name: findings.latest_round(store, name) for name in findings.frameworks_in_use(store)}
    own_newest = {name: known[-1] for name, known in rounds_by_framework(store, area_code).items()} if area_code else {}
    for name in frameworks():
        round_ = own_newest.get(name) or usual.get(name)
        if not round_:
            continue
        found = findings.scores(store, name, rounds=(round_,), also=area_code, by=scoring.PRINCIPLE)
        found = found.assign(framework=name)
        everyone.append(found[~found["area_code"].str.startswith(PREFIX)])
        own.append(found[found["area_code"] == area_code])
    if not everyone:
        empty = pd.DataFrame(columns=["framework", "area_code", "round", "principle_id", "score", "note"], dtype=object)
        return empty, empty if area_code else None
    return pd.concat(everyone), pd.concat(own) if area_code else None


def _answers(store: Store, framework_id: str, round_: str, area_code: str) -> pd.DataFrame:
    rows = reading.ratings(store, framework_id, rounds=(round_,), area_code=area_code, texts=True)
    return rows.assign(framework=framework_id)
