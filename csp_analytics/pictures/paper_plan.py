"""The action plan of a board paper: which actions stand in it, of which round it is, and what is past its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from csp_analytics.analysis.proposals import DONE
from csp_analytics.charts.words import count
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.wording import round_order
from csp_analytics.pictures.officer_subject import OfficerSubject
from csp_analytics.store import reading

PLAN_COLUMNS = ("Issue", "Action", "When", "Milestone", "Owner", "Status", "Measure", "Criterion")
_OF_ACTION = ("issue", "action", "when_text", "milestone", "owner", "status", "measure")
_ROWS = (*_OF_ACTION, "due", "criterion_id", "position")
NOT_STATED, PAST = "not stated", ", past the date"


@dataclass(frozen=True)
class PaperPlan:
    """The plan of a paper.

    Attributes:
        table: texts in the columns of :data:`PLAN_COLUMNS`, empty when blank.
        rows: the same actions with ``issue, action, when_text, milestone, owner, status, measure, due, criterion_id,
            position``; ``criterion_id`` is empty where none is named.
        late: for each row whether it is past its date and not done.
        round: of which other round the plan is; empty when it is that of the paper, or states none.
        said: of which round it is where that is not the paper's, and what of it is not listed.
    """

    table: pd.DataFrame
    rows: pd.DataFrame
    late: pd.Series
    round: str = ""
    said: str = ""

    @property
    def open(self) -> pd.DataFrame:
        """The actions that are not done."""
        return self.rows[self.rows["status"] != DONE]

    @property
    def n_late(self) -> int:
        """How many of them are past their date."""
        return int(self.late.sum())


def paper_plan(one: OfficerSubject, plan: pd.DataFrame | None, today: date) -> PaperPlan:
    """The plan of a paper.

    Args:
        one: the area.
        plan: what the officer has edited, taken as it is: in the columns of :data:`PLAN_COLUMNS` or of the table
            ``action``; when None, that of the store for the paper's framework and round.
        today: the day from which dates are past.
    """
    if plan is not None:
        return _made(_from_table(plan, one) if set(PLAN_COLUMNS) <= set(plan.columns) else plan, today)
    rows, round_ = _of_round(one)
    return _made(_of_framework(rows, one), today, round_, _said(rows, one, round_))


def _made(rows: pd.DataFrame, today: date, round_: str = "", said: str = "") -> PaperPlan:
    rows = rows.reindex(columns=list(_ROWS)).reset_index(drop=True)
    texts = [*_OF_ACTION, "criterion_id"]
    rows[texts] = _texts(rows[texts])
    rows["position"] = range(1, len(rows) + 1)
    due = pd.to_datetime(rows["due"])
    late = (due < pd.Timestamp(today)) & (rows["status"] != DONE)
    return PaperPlan(_table(rows, due, late), rows, late, round_, said)


def _table(rows: pd.DataFrame, due: pd.Series, late: pd.Series) -> pd.DataFrame:
    known = {key: row.short for framework in frameworks().values() for key, row in framework.by_id.items()}
    found = rows[list(_OF_ACTION)].set_axis(list(PLAN_COLUMNS[:-1]), axis=1)
    days = [f"{day:%-d %B %Y}" if pd.notna(day) else "" for day in due]
    return found.assign(
        When=[said or day for said, day in zip(rows["when_text"], days, strict=True)],
        Status=[
            (status or NOT_STATED) + PAST if past else status for status, past in zip(rows["status"], late, strict=True)
        ],
        Criterion=[known.get(key, key) for key in rows["criterion_id"]],
    ).astype(object)


def _from_table(plan: pd.DataFrame, one: OfficerSubject) -> pd.DataFrame:
    """A plan in the columns of a paper; its criteria are found by their names, its dates are words."""
    ids = {row.short: key for key, row in one.area.framework.by_id.items()}
    rows = plan[list(PLAN_COLUMNS)].set_axis([*_OF_ACTION, "criterion_id"], axis=1)
    named = _texts(rows)["criterion_id"]
    return rows.reset_index(drop=True).assign(criterion_id=[ids.get(name, name) for name in named])


def _of_round(one: OfficerSubject) -> tuple[pd.DataFrame, str]:
    """The area's plan of the paper's round, else of the newest before it, and which round that is."""
    limit, rows = round_order(one.area.round), one.area.plan
    if any(round_order(name) > limit for name in rows["round"]):
        rows = reading.plans(one.area.store, one.area.area_code)
    known = [name for name in rows["round"].unique() if round_order(name) <= limit]
    newest = max(known, key=round_order, default="")
    return rows[rows["round"] == newest], "" if newest == one.area.round else newest


def _of_framework(rows: pd.DataFrame, one: OfficerSubject) -> pd.DataFrame:
    return rows[rows["framework"].fillna("").isin(["", one.area.nation.framework_id])]


def _said(rows: pd.DataFrame, one: OfficerSubject, round_: str) -> str:
    elsewhere = len(rows) - len(_of_framework(rows, one))
    newest = max(one.area.plan["round"], key=round_order, default="")
    said = [f"This is the plan of round {round_}: there is none of round {one.area.round}."] if round_ else []
    if round_order(newest) > round_order(one.area.round):
        said.append(f"The newest plan is of round {newest}, after this assessment, so it is not listed.")
    if elsewhere:
        verb = "is" if elsewhere == 1 else "are"
        said.append(f"{count(elsewhere, 'action')} of the plan {verb} about another framework and not listed.")
    return " ".join(said)


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(object).where(frame.notna(), "").astype(str).reset_index(drop=True)
