"""Requirements of a checklist: met, in hand or not met, from the answers to their questions.

A requirement is *met* when all its applicable questions are answered yes, *in hand* when every no has an action
required written beside it, *not met* when any no has none; *not answered* when an answer is still missing and nothing
is answered no, *not applicable* when none of its questions applies.
"""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.scores import MISSING, NOT_APPLICABLE, RATED
from csp_analytics.frameworks.model import Framework

MET, IN_HAND, NOT_MET, NOT_ANSWERED = "met", "in hand", "not met", "not answered"
STATUSES = (MET, IN_HAND, NOT_MET, NOT_ANSWERED, NOT_APPLICABLE)


def requirement_status(ratings: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Status of every requirement of a checklist.

    Args:
        ratings: a ratings frame with the column ``action`` (text, empty where none).
        framework: a checklist; a rated row without a parent is a requirement answered as it stands.

    Returns:
        One row per area, round and requirement: ``area_code, round, requirement_id, status, n_yes, n_no,
        n_no_with_action, n_questions`` (applicable ones).
    """
    parents = {row.criterion_id: row.parent_id or row.criterion_id for row in framework.criteria}
    rows = ratings[ratings["criterion_id"].isin(parents)]
    rated = rows["answer"] == RATED
    no = rated & (rows["level"] == framework.lowest)
    marked = pd.DataFrame(
        {
            "area_code": rows["area_code"],
            "round": rows["round"],
            "requirement_id": rows["criterion_id"].map(parents),
            "n_yes": (rated & (rows["level"] == framework.highest)).astype(int),
            "n_no": no.astype(int),
            "n_no_with_action": (no & (rows["action"].fillna("").str.strip() != "")).astype(int),
            "n_questions": (rows["answer"] != NOT_APPLICABLE).astype(int),
        }
    )
    keys = ["area_code", "round", "requirement_id"]
    summed = marked.groupby(keys, sort=False).sum().reset_index()
    summed["status"] = [_status(row) for row in summed.itertuples(index=False)]
    return summed


def _status(row: object) -> str:
    n_no, n_yes, n_questions = row.n_no, row.n_yes, row.n_questions  # type: ignore[attr-defined]
    if n_questions == 0:
        return NOT_APPLICABLE
    if n_no:
        return IN_HAND if row.n_no_with_action == n_no else NOT_MET  # type: ignore[attr-defined]
    return MET if n_yes == n_questions else NOT_ANSWERED


__all__ = ["IN_HAND", "MET", "MISSING", "NOT_ANSWERED", "NOT_MET", "STATUSES", "requirement_status"]
