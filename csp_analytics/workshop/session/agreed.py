"""What a room agreed on as an assessment: the levels and the evidence, ready to be compared and to be saved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from csp_analytics.areas.outside import PREFIX
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments.answers import DONT_KNOW, MISSING, NOT_APPLICABLE, RATED
from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.reading import ASSESSMENT, COLUMNS, Reading
from csp_analytics.workshop.session import about as prepared
from csp_analytics.workshop.session.record import Outcome, Record
from csp_analytics.workshop.session.standing import Refused

LAYOUT = "workshop"
BESIDE_THE_SCALE = {prepared.NOT_APPLICABLE: NOT_APPLICABLE, prepared.DONT_KNOW: DONT_KNOW}


@dataclass(frozen=True)
class _Answer:
    """An agreed answer as the table ``rating`` has it; ``level`` is NaN unless it is rated."""

    answer: str
    level: float
    evidence: str


def reading(record: Record, there: pd.DataFrame | None = None) -> Reading:
    """The agreed levels as an assessment of the room's area, framework and round.

    Every rated row of the framework is in it. What the room did not agree on is missing, or stands as it is ``there``.
    Rows that only areas of another tier have are *not applicable*, whatever was agreed. Where the room wrote no
    evidence, that of the level that is ``there`` stays, unless the room agreed on another answer.

    Args:
        record: what stays of the session.
        there: the assessment that the agreed levels are laid over (``criterion_id, answer, level, evidence, action``);
            None for the agreed levels alone.

    Returns:
        A reading with the table ``rating``, and ``area`` for an area outside the register. Its digest is of its
        content, so the same levels saved twice are the same.

    Raises:
        Refused: when there is nothing that may be saved; see :func:`cannot_be_saved`.
    """
    if reason := cannot_be_saved(record):
        raise Refused(reason)
    about, framework = record.about, frameworks()[record.about.framework_id]
    agreed = {key: _answer(one) for key, one in record.agreed.items()}
    rows = _laid(framework, agreed, there)
    rows = _in_its_tier(rows, framework, about.area_code)
    rating = rows.assign(area_code=about.area_code, framework=about.framework_id, round=about.round)
    rating = rating[list(COLUMNS["rating"])].reset_index(drop=True)
    tables = {"rating": rating}
    if about.area_code.startswith(PREFIX):
        tables["area"] = pd.DataFrame([(about.area_code, about.area_name)], columns=list(COLUMNS["area"]))
    digest = hashlib.sha256(rating.to_csv(index=False).encode()).hexdigest()
    facts: dict[str, object] = {"areas": 1, "round": about.round, "agreed": len(agreed)}
    return Reading(name_of(record), digest, ASSESSMENT, LAYOUT, tables, facts=facts)


def cannot_be_saved(record: Record) -> str:
    """Why nothing of the session can be saved as an assessment, in a sentence; empty when it can."""
    about = record.about
    if about.self_paced:
        kind = prepared.KIND_TITLES[about.kind].lower()
        return f"A {kind} has no agreed levels, so there is nothing to save as an assessment."
    if about.dry_run:
        return "This was a dry run with simulated participants: nothing of it can be saved as an assessment."
    if not record.agreed:
        return "The room has not agreed on a level yet, so there is nothing to save as an assessment."
    framework = frameworks().get(about.framework_id)
    if framework is None:
        return f"The framework {about.framework_title} is no longer defined here, so nothing can be saved."
    rated = {row.criterion_id for row in framework.criteria}
    levels = {str(level.value) for level in framework.levels}
    for key, one in record.agreed.items():
        if key not in rated:
            return f"{key} is no longer a {framework.row_word} of {framework.title}, so nothing can be saved."
        if one.agreed not in levels and one.agreed not in BESIDE_THE_SCALE:
            return f"{one.agreed} is no longer a level of {framework.title}, so nothing can be saved."
    return ""


def name_of(record: Record) -> str:
    """What the session is called where files are named, such as ``Workshop of 22 November 2026, Fife``."""
    return f"Workshop of {day_of(record)}, {record.about.area_name}"


def day_of(record: Record) -> str:
    """The day of the session in words: on which it was closed, else today (UTC)."""
    day = datetime.fromisoformat(record.ended_at) if record.ended_at else datetime.now(UTC)
    return f"{day:%-d %B %Y}"


def _answer(one: Outcome) -> _Answer:
    if one.agreed in BESIDE_THE_SCALE:
        return _Answer(BESIDE_THE_SCALE[one.agreed], np.nan, kept(one.evidence))
    return _Answer(RATED, float(one.agreed), kept(one.evidence))


def _laid(framework: Framework, agreed: dict[str, _Answer], there: pd.DataFrame | None) -> pd.DataFrame:
    """Every rated row: what is there, or missing, with what was agreed in its place."""
    before = {} if there is None else {row["criterion_id"]: row for row in there.to_dict("records")}
    nothing = {"answer": MISSING, "level": np.nan, "evidence": "", "action": ""}
    rows = []
    for key in framework.table["criterion_id"]:
        row = {name: before.get(key, nothing)[name] for name in nothing}
        if one := agreed.get(key):
            same = (row["answer"], row["level"]) == (one.answer, one.level) or row["answer"] == one.answer != RATED
            evidence = one.evidence or (row["evidence"] if same else "")
            row |= {"answer": one.answer, "level": one.level, "evidence": evidence}
        rows.append({"criterion_id": key, **row})
    found = pd.DataFrame(rows)
    texts = found[["criterion_id", "answer", "evidence", "action"]].fillna("").astype("str")
    return found.assign(**{name: texts[name] for name in texts}, level=found["level"].astype(float))


def _in_its_tier(rows: pd.DataFrame, framework: Framework, area_code: str) -> pd.DataFrame:
    """As assessments from files are assembled; where the tier of the area is unknown, all rows apply."""
    area = register().areas.get(area_code)
    tier = area.tier if area else ""
    applies = np.array([not tier or row.applies_in(tier) for row in framework.criteria], dtype=bool)
    answer = rows["answer"].where(applies, NOT_APPLICABLE).astype("str")
    return rows.assign(answer=answer, level=rows["level"].where(applies))
