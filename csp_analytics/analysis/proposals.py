"""Actions proposed for an area's weakest criteria, in the form of an action plan.

The weakest criteria and their order are those of :mod:`csp_analytics.analysis.strengths`. What is proposed for one is
the action defined for the criterion itself, else for a criterion that it is linked to, else for its facet, its group or
its principle. Nothing is proposed twice: neither a criterion that has an open action in the plan, nor one action for
two criteria. A proposal is a draft for people to change: it has no owner and is not started.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Sequence

import pandas as pd

from csp_analytics.analysis.peers import MIN_PEERS
from csp_analytics.analysis.strengths import strongest_and_weakest
from csp_analytics.frameworks.model import Criterion, Framework
from csp_analytics.frameworks.offers import linked_to
from csp_analytics.frameworks.proposed_actions import (
    CRITERION,
    FACET,
    GROUP,
    PLACE,
    PRINCIPLE,
    facet_scope,
    group_scope,
)

MOST = 5
NOT_STARTED, DONE = "not started", "done"
# Those of the table ``action``, in its order.
ACTION_COLUMNS = (
    "area_code", "framework", "criterion_id", "position", "stage", "issue", "action", "when_text", "due", "milestone",
    "owner", "status", "measure", "round",
)  # fmt: skip
COLUMNS = (*ACTION_COLUMNS, "why")
IN_PLAN = ("criterion_id", "issue", "action", "when_text", "due", "owner", "status", "why")
# Up to so many months an action is due at the end of a month, after that at the end of a quarter.
BY_MONTH = 3


def propose(
    beside: pd.DataFrame,
    framework: Framework,
    proposals: pd.DataFrame,
    links: pd.DataFrame,
    *,
    area_code: str,
    round_: str,
    today: datetime.date,
    most: int = MOST,
    existing: pd.DataFrame | None = None,
    criteria: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Actions for the weakest criteria of an area, weakest first, or for those that people chose.

    Args:
        beside: its criteria beside its peers, from :func:`csp_analytics.analysis.strengths.beside_peers`.
        framework: the framework of the ratings.
        proposals: from :func:`csp_analytics.frameworks.proposed_actions.proposed_actions`.
        links: links between criteria (``criterion_a, criterion_b``).
        area_code: the area.
        round_: the round that the plan follows from.
        today: the day from which due dates are counted.
        most: how many actions at most.
        existing: the area's plan (``criterion_id, position, status`` among its columns), None without one.
        criteria: what people chose, in their order, rated or not; one for which nothing is defined gets a row without
            an action. The weakest when None.

    Returns:
        Frame of :data:`COLUMNS`: a row an action, as in the table ``action`` (``position`` goes on from the plan,
        ``due`` a day as datetime64, ``owner`` empty, ``status`` not started), and ``why``: a sentence with the own
        level, the median of the peers and their number. Empty when nothing is weak or nothing is defined.
    """
    taken = _open_criteria(existing)
    rows: list[dict[str, object]] = []
    used: set[str] = set()
    first = 1 if existing is None or existing.empty else int(existing["position"].max()) + 1
    wanted = weakest(beside, framework) if criteria is None else _chosen(beside, criteria)
    for row in wanted.to_dict("records"):
        criterion = framework.criterion(str(row["criterion_id"]))
        if len(rows) >= most or criterion.criterion_id in taken:
            continue
        fitting = _candidates(framework, criterion, proposals, links)
        words = next((one for one in fitting if str(one["action"]) not in used), None)
        if words is None and criteria is None:
            continue
        used.add(str(words["action"]) if words else "")
        rows.append(_row(row, framework, criterion, words or {}, today) | {"position": first + len(rows)})
    found = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    found = found.assign(area_code=area_code, framework=framework.framework_id, round=round_)
    return found.astype({"position": int}).assign(due=pd.to_datetime(found["due"]))


def in_the_plan(beside: pd.DataFrame, framework: Framework, existing: pd.DataFrame | None) -> pd.DataFrame:
    """The weak criteria that have an open action in the plan already, weakest first; nothing is proposed for them.

    Args:
        beside: as for :func:`propose`.
        framework: the framework of the ratings.
        existing: the area's plan (the columns of the table ``action``), None without one.

    Returns:
        Frame of :data:`IN_PLAN`: a row for each open action of such a criterion, as it stands in the plan.
    """
    if existing is None or existing.empty:
        return pd.DataFrame(columns=list(IN_PLAN))
    weak = weakest(beside, framework)
    why = [_why(row, framework) for row in weak.to_dict("records")]
    still_open = existing[existing["status"] != DONE]
    found = weak[["criterion_id"]].assign(why=why).merge(still_open, on="criterion_id")
    return found[list(IN_PLAN)]


def weakest(beside: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The rows of the weak criteria, weakest first, at most half of those that are rated (halves up)."""
    return strongest_and_weakest(beside, framework, (len(beside) + 1) // 2)[1]


def due_by(today: datetime.date, months: int) -> datetime.date:
    """By when something is due that takes so many months.

    It is the end of the month that comes so many months after today's; for more than :data:`BY_MONTH` months the end
    of that month's quarter (March, June, September, December).
    """
    count = today.year * 12 + today.month - 1 + months
    year, month = count // 12, count % 12 + 1
    month = month if months <= BY_MONTH else -(-month // 3) * 3
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def due_words(due: datetime.date) -> str:
    """A due date at the end of a month in words: ``By end of March 2027``."""
    return f"By end of {calendar.month_name[due.month]} {due.year}"


def _open_criteria(existing: pd.DataFrame | None) -> set[str]:
    if existing is None or existing.empty:
        return set()
    return set(existing.loc[existing["status"] != DONE, "criterion_id"]) - {""}


def _candidates(
    framework: Framework, criterion: Criterion, proposals: pd.DataFrame, links: pd.DataFrame
) -> Iterator[dict[str, object]]:
    """What could be proposed for a criterion, what fits best first, with its short label put into the texts."""
    rows = proposals.to_dict("records")
    defined = {(str(row["scope"]), str(row["scope_id"])): row for row in rows}
    name = framework.framework_id
    wanted = [(CRITERION, criterion.criterion_id)]
    wanted += [(CRITERION, other) for other in linked_to(criterion.criterion_id, links)]
    wanted += [(FACET, facet_scope(name, facet, value)) for facet, value in criterion.facets.items()]
    wanted += [(GROUP, group_scope(name, criterion.group_id)), (PRINCIPLE, criterion.principle_id)]
    for key in wanted:
        if key in defined:
            yield {
                column: value.replace(PLACE, criterion.short) if isinstance(value, str) else value
                for column, value in defined[key].items()
            }


def _chosen(beside: pd.DataFrame, criteria: Sequence[str]) -> pd.DataFrame:
    """The rows of some criteria in their order; one that is not rated has a row without a level and without peers."""
    found = beside.set_index("criterion_id").reindex(list(criteria)).rename_axis("criterion_id").reset_index()
    return found.assign(n_peers=found["n_peers"].fillna(0).astype(int))


def _row(
    row: dict[str, object], framework: Framework, criterion: Criterion, words: dict[str, object], today: datetime.date
) -> dict[str, object]:
    due = due_by(today, int(str(words["when_months"]))) if words else None
    return {
        "criterion_id": criterion.criterion_id,
        "stage": framework.group_titles.get(criterion.group_id, ""),
        "issue": f"{criterion.short}: {framework.label_of(float(str(row['level'])))}",
        "action": words.get("action", ""),
        "when_text": due_words(due) if due else "",
        "due": due,
        "milestone": words.get("milestone", ""),
        "owner": "",
        "status": NOT_STARTED,
        "measure": words.get("measure", ""),
        "why": _why(row, framework),
    }


def _why(row: dict[str, object], framework: Framework) -> str:
    """Own level and the peers' in one sentence; under five peers there is no comparison."""
    own = f"Own {'answer' if framework.is_checklist else 'level'}: {framework.label_of(float(str(row['level'])))}"
    n = int(str(row["n_peers"]))
    if n < MIN_PEERS:
        few = f"only {n} peer{'s' if n > 1 else ''}" if n else "no peer"
        return f"{own}; not compared, because {few} rated it."
    return f"{own}; median of {n} peers: {framework.label_of(float(str(row['peer_median'])))}."
