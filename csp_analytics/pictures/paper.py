"""The paper that an officer takes to the board: one area's findings, recommendations and action plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from csp_analytics import findings
from csp_analytics.areas.outside import PREFIX
from csp_analytics.pictures import paper_appendix, paper_parts
from csp_analytics.pictures.area_subject import AreaSubject
from csp_analytics.pictures.nation_subject import Nation
from csp_analytics.pictures.officer_levels import about, level_rows
from csp_analytics.pictures.officer_subject import OfficerSubject, officer_subject
from csp_analytics.pictures.officer_words import helps_of, own_picture
from csp_analytics.pictures.paper_plan import PLAN_COLUMNS, paper_plan
from csp_analytics.pictures.paper_words import (
    DECISION,
    DISCUSSION,
    INFORMATION,
    PURPOSES,
    STATEMENTS,
    Told,
    header,
    paper_finding,
    recommendations,
    summary,
    title,
)
from csp_analytics.pictures.report import Report
from csp_analytics.pictures.report_subject import Part
from csp_analytics.store.connection import Store
from csp_analytics.store.overlay import set_beside

__all__ = ["DECISION", "DISCUSSION", "INFORMATION", "PLAN_COLUMNS", "PURPOSES", "Paper", "paper", "papers"]


@dataclass(frozen=True)
class Paper(Report):
    """A report on one area with what a board paper carries.

    Attributes:
        header: the header block, label and text in order; an empty text is for the officer to fill in.
        summary: content and issues in sentences.
        recommendations: what the board is asked to do, one sentence each.
        statements: financial and human resources, equality and diversity; empty texts are for the officer to fill in.
        purpose: :data:`DECISION`, :data:`DISCUSSION` or :data:`INFORMATION`.
        plan: the action plan, texts in the columns of :data:`PLAN_COLUMNS`, empty when blank.
        plan_said: of which round the plan is, where that is not the paper's, and what of it is not listed.
        appendix: method and coverage.
        said: what must be said wherever the paper goes: that an upload is not submitted, that answers were left out.
    """

    header: dict[str, str] = field(default_factory=dict)
    summary: list[str] = field(default_factory=list)
    recommendations: list[str] = field(default_factory=list)
    statements: dict[str, str] = field(default_factory=dict)
    purpose: str = DECISION
    plan: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(PLAN_COLUMNS)))
    appendix: list[Part] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    plan_said: str = ""


def paper(
    store: Store,
    area_code: str,
    framework_id: str,
    round_: str,
    grouping_id: str,
    *,
    published: Store | None = None,
    left_out: int = 0,
    own_title: str = "",
    plan: pd.DataFrame | None = None,
    filled: Mapping[str, str] | None = None,
    purpose: str = DECISION,
    today: date | None = None,
) -> Paper:
    """The paper of one area.

    Args:
        store: where the data is, with the upload laid over it when there is one.
        area_code: the area.
        framework_id: the framework.
        round_: the round.
        grouping_id: the kind of peers.
        published: the store without the upload; None when nothing was uploaded.
        left_out: how many answers the officer chose to leave out, where the store does not say it itself.
        own_title: what the answers are called that are not submitted; "Your upload" when empty.
        plan: the action plan as the officer has edited it, in the columns of :data:`PLAN_COLUMNS` or of the table
            ``action``, taken as it is; when None, that of the store for the framework and the round.
        filled: what the officer wrote, by label of the header block or title of a statement.
        purpose: one of :data:`PURPOSES`.
        today: the day of the paper; today when None.

    Raises:
        NothingThere: when the area was not assessed in the round; the message says when it was.
        ValueError: when the purpose is none of those.
    """
    one = officer_subject(
        store, framework_id, round_, grouping_id, area_code, published=published, left_out=left_out, own_title=own_title
    )  # fmt: skip
    return _paper(one, plan, filled or {}, purpose, today or date.today())


def papers(
    store: Store,
    area_codes: Iterable[str],
    framework_id: str,
    round_: str,
    grouping_id: str,
    *,
    filled: Mapping[str, str] | None = None,
    purpose: str = DECISION,
    today: date | None = None,
) -> Iterator[tuple[str, Paper]]:
    """The papers of several areas, each with the area's code; what all of them share is read once."""
    shared = Nation(store, framework_id, round_, grouping_id, together=True)
    day = today or date.today()
    for code in area_codes:
        there, also = set_beside(store, framework_id, round_, code), code if code.startswith(PREFIX) else ""
        own = also or there is not store
        nation = Nation(there, framework_id, round_, grouping_id, also) if own else shared
        yield code, _paper(OfficerSubject(AreaSubject(nation, code), None), None, filled or {}, purpose, day)


def _paper(
    one: OfficerSubject, plan: pd.DataFrame | None, filled: Mapping[str, str], purpose: str, today: date
) -> Paper:
    if purpose not in PURPOSES:
        raise ValueError(f"purpose '{purpose}': expected one of {', '.join(PURPOSES)}")
    if one.area.absent:
        raise findings.NothingThere(one.area.absent)
    own = own_picture(one)
    weak = [row["criterion_id"] for row in own.weaknesses]
    actions = paper_plan(one, plan, today)
    told = Told(one, own, level_rows(one, everything=True), helps_of(one, weak, today, actions.rows), actions)
    parts = [part for make in paper_parts.PARTS if (part := make(told)) is not None]
    return Paper(
        title=title(one),
        finding=paper_finding(told),
        headlines=[],
        parts=parts,
        about=_about(one),
        demo=one.demo,
        header=header(one, today, filled),
        summary=summary(told),
        recommendations=recommendations(told, purpose, today),
        statements={name: filled.get(name, "") for name in STATEMENTS},
        purpose=purpose,
        plan=actions.table,
        appendix=[make(told) for make in paper_appendix.PARTS],
        said=one.said,
        plan_said=actions.said,
    )


def _about(one: OfficerSubject) -> dict[str, str]:
    """What the paper is about, in words."""
    grouping = findings.grouping(one.area.store, one.area.nation.grouping_id).title
    return about(one) | {"Framework": one.area.framework.title, "Peers": grouping}
