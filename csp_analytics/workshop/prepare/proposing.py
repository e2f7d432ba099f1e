"""In which order a session takes its criteria, with what was before it: the newest checklist and the last session.

Dry runs are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from csp_analytics.analysis.agenda import NONE_KNOWN, PARKED_LAST, RATED_ALREADY, Weights
from csp_analytics.areas.register import Area
from csp_analytics.findings import agenda as findings
from csp_analytics.findings.agenda import Agenda
from csp_analytics.frameworks.model import Framework
from csp_analytics.store import room_log
from csp_analytics.store.connection import Store
from csp_analytics.workshop.prepare import preparing
from csp_analytics.workshop.session import record
from csp_analytics.workshop.session.about import CHECKLIST, CONSENSUS
from csp_analytics.workshop.session.record import Record

COLUMNS = ["item_id", "answer", "n"]
BEFORE = (PARKED_LAST, RATED_ALREADY)
NOTHING_KNOWN_OF_ANY = NONE_KNOWN
WEIGHTS = {"spread": 2, "gap": 1, "importance": 1}


def checklist_before(store: Store, area_code: str, framework_id: str) -> Record | None:
    """The newest closed checklist of an area and framework; None when there is none."""
    return _newest(store, area_code, framework_id, CHECKLIST)


def parked_before(store: Store, area_code: str, framework_id: str) -> list[str]:
    """The criteria that the last closed session of an area and framework parked, in its order."""
    last = _newest(store, area_code, framework_id, CONSENSUS)
    return [one.question_id for one in last.outcomes if one.parked] if last else []


def counts_of(checklist: Record | None) -> pd.DataFrame:
    """How many gave each answer in the newest vote on each question: columns item_id, answer, n; none without one.

    Questions with fewer answers than may be shown are not in it.
    """
    if checklist is None or checklist.counts.empty:
        return pd.DataFrame(columns=COLUMNS)
    counts = checklist.counts
    newest = counts[counts["vote"] == counts.groupby("question_id")["vote"].transform("max")]
    return newest.rename(columns={"question_id": "item_id"})[COLUMNS].reset_index(drop=True)


def proposed(
    store: Store,
    framework: Framework,
    area: Area,
    round_: str,
    grouping_id: str,
    *,
    checklist: pd.DataFrame,
    importance: Mapping[str, int],
    weights: Mapping[str, int],
    parked: Collection[str] = (),
) -> Agenda:
    """The criteria that apply in an area, by priority: see :func:`csp_analytics.findings.agenda.agenda`.

    Args:
        store: where from.
        framework: what is rated.
        area: whose partnership it is, of the register or outside it.
        round_: the round of the session.
        grouping_id: peers; empty for none.
        checklist: as :func:`counts_of` gives it.
        importance: 1 to 3 by criterion.
        weights: how much ``spread``, ``gap`` and ``importance`` count, 0 or more each; all 0 counts as not said.
        parked: as :func:`parked_before` gives it.
    """
    known = [row.criterion_id for row in framework.criteria if preparing.applies(row, area)]
    return findings.agenda(
        store, area.area_code, framework.framework_id, grouping_id, checklist=checklist, importance=importance,
        round_=round_, criteria=known, parked=parked,
        weights=Weights(**(weights if any(weights.values()) else WEIGHTS)),
    )  # fmt: skip


def _newest(store: Store, area_code: str, framework_id: str, kind: str) -> Record | None:
    every = (record.from_dict(one) for one in room_log.records(store, area_code, framework_id, kind))
    return next((one for one in every if not one.about.dry_run), None)
