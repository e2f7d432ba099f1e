"""What helps with an area's weak criteria: who to learn from, which support is offered, what could be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from csp_analytics.analysis.learn_from import PEER, who_to_learn_from
from csp_analytics.analysis.proposals import DONE, propose
from csp_analytics.charts.words import count, listed
from csp_analytics.findings import officer
from csp_analytics.frameworks.model import Support
from csp_analytics.pictures.area_subject import AreaSubject

OFFERS_NAMED = 2


@dataclass(frozen=True)
class Help:
    """What helps with one criterion.

    Attributes:
        learn_from: areas with a higher level, one sentence each; one sentence that says why when there are none.
        support: what is offered, that of its theme first.
        proposed: the action that is proposed, in the columns of an action plan; empty when the plan has one already.
        planned: the open actions of the plan for it.
        first: name of the first area to learn from; empty when there is none.
    """

    learn_from: tuple[str, ...]
    support: tuple[Support, ...]
    proposed: dict[str, str]
    planned: tuple[str, ...]
    first: str = ""

    @property
    def offers(self) -> str:
        """The first offers in one line: what, and by whom."""
        if not self.support:
            return "No support is listed."
        named = [f"{one.title}{f' ({one.provider})' if one.provider else ''}" for one in self.support]
        rest = len(named) - OFFERS_NAMED
        return "; ".join(named[:OFFERS_NAMED]) + (f"; and {count(rest, 'more offer')}" if rest > 0 else "") + "."

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be said with the offers, such as how old they are."""
        return tuple(dict.fromkeys(one.note for one in self.support if one.note))

    @property
    def action(self) -> str:
        """What is done about it: what the plan has, else what is proposed."""
        if self.planned:
            return f"In the plan: {listed(self.planned)}"
        return f"Proposed: {self.proposed['action']}" if self.proposed else "No action is planned or proposed."


def helps(one: AreaSubject, criterion_ids: list[str], today: date, plan: pd.DataFrame | None = None) -> dict[str, Help]:
    """What helps with each of some criteria, by criterion.

    Args:
        one: the area.
        criterion_ids: the criteria, in order.
        today: the day from which the dates of proposals are counted.
        plan: the plan (``criterion_id, position, action, status``); the area's newest when None.
    """
    plan = one.plan if plan is None else plan
    nation = one.nation
    higher = who_to_learn_from(
        nation.written, nation.pairs, one.area_code, one.framework, criterion_ids, alike=nation.alike
    )
    support = officer.support(nation.framework_id, criterion_ids)
    proposed = proposals(one, today, plan)
    plan = plan[plan["status"] != DONE]
    return {
        key: Help(
            tuple(_learning(row, one) for row in higher[higher["criterion_id"] == key].to_dict("records")),
            tuple(support[key]),
            _texts(proposed[proposed["criterion_id"] == key]),
            tuple(plan.loc[plan["criterion_id"] == key, "action"]),
            next((nation.names[code] for code in higher.loc[higher["criterion_id"] == key, "peer_code"] if code), ""),
        )
        for key in criterion_ids
    }


def proposals(one: AreaSubject, today: date, plan: pd.DataFrame) -> pd.DataFrame:
    """Actions for the weakest criteria that the plan lacks: see :func:`csp_analytics.analysis.proposals.propose`."""
    nation = one.nation
    return propose(
        one.beside,
        one.framework,
        nation.defined_actions,
        nation.links,
        area_code=one.area_code,
        round_=one.round,
        today=today,
        existing=plan,
    )


def _learning(row: dict, one: AreaSubject) -> str:
    if row["note"]:
        return f"{row['note'][0].upper()}{row['note'][1:]}."
    near = (
        "a peer" if row["nearness"] == PEER else "an area much alike" if row["nearness"] == "alike" else "another area"
    )
    evidence = "evidence written" if row["has_evidence"] else "no evidence written"
    label = one.framework.label_of(row["level"])
    return f"{one.nation.names[row['peer_code']]}, {near}: '{label}', {evidence}."


def _texts(rows: pd.DataFrame) -> dict[str, str]:
    if rows.empty:
        return {}
    row = rows.iloc[0].to_dict()
    kept = ("issue", "action", "when_text", "milestone", "owner", "status", "measure", "why")
    return {name: str(row[name]) for name in kept}
