"""What an officer sees when an upload stands beside its peers and beside what is published."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from csp_analytics.charts import officer_levels as drawing
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.findings import officer as findings
from csp_analytics.pictures.officer_difference import difference_sentence, difference_table
from csp_analytics.pictures.officer_levels import about, by_principle, level_rows, of_criteria
from csp_analytics.pictures.officer_subject import OfficerSubject, officer_subject
from csp_analytics.pictures.officer_support import Help
from csp_analytics.pictures.officer_words import finding, helps_of, not_compared, own_picture, peers_in_words
from csp_analytics.store.connection import Store


@dataclass(frozen=True)
class Check:
    """One thing to look at before the workshop: what stands in the file, what to ask, and which criteria it is about.

    ``room`` says that only the people who gave the answers can tell; else somebody can look it up beforehand.
    """

    sentence: str
    question: str
    criteria: tuple[str, ...]
    room: bool


@dataclass(frozen=True)
class OfficerPicture:
    """Everything that the step *Compare* shows.

    Attributes:
        finding: where the area stands, in sentences.
        absent: why there is nothing to show; else empty.
        said: what everything that follows must say: that it is not submitted, answers left out, demonstration data.
        peers: who the peers are, by name, or why there are none, or what has to be said of groups; can be empty.
        not_compared: why nothing is compared, and what to do; empty when something is.
        position: principles and overall beside the peers and what is published.
        levels: own level of every criterion in the distribution of the peers, an exhibit a principle.
        weakest: the same of the weakest criteria.
        criteria: the same of all of them as one table.
        strengths: as in :class:`csp_analytics.pictures.area.AreaPicture`.
        weaknesses: the same.
        helps: what helps with each weakness, by ``criterion_id``.
        checks: what to look at before the workshop.
        difference: what the upload changes in what is published, in a sentence; empty when nothing is published.
        differs: the same criterion by criterion; None when nothing is published.
        change: since the round before, like for like; None in a first round.
        moved: the criteria that moved since then.
        requirements: of a checklist.
        sensitivity: whether it depends on the choice of peers.
        about: what one is looking at.
        demo: whether any figure rests on demonstration data.
        own_demo: whether the area's own answers are demonstration data.
        by_groups: whether the others are seen as groups alone: figures of groups stand in the place of the peers'.
    """

    finding: str
    absent: str = ""
    said: list[str] = field(default_factory=list)
    peers: str = ""
    not_compared: str = ""
    position: Exhibit | None = None
    levels: tuple[Exhibit, ...] = ()
    weakest: Exhibit | None = None
    criteria: pd.DataFrame | None = None
    strengths: list[dict[str, str]] = field(default_factory=list)
    weaknesses: list[dict[str, str]] = field(default_factory=list)
    helps: dict[str, Help] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    difference: str = ""
    differs: pd.DataFrame | None = None
    change: Exhibit | None = None
    moved: pd.DataFrame | None = None
    requirements: Exhibit | None = None
    sensitivity: list[str] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    demo: bool = False
    own_demo: bool = False
    by_groups: bool = False


def officer_picture(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    area_code: str,
    *,
    published: Store | None,
    left_out: int = 0,
    own_title: str = "",
    today: date | None = None,
) -> OfficerPicture:
    """One area as its officer sees it.

    Args:
        store: the store, with the upload laid over it when there is one.
        framework_id: the framework.
        round_: the round.
        grouping_id: the kind of peers.
        area_code: the area.
        published: the store without the upload; None when nothing was uploaded.
        left_out: how many answers the officer chose to leave out, where the store does not say it itself.
        own_title: what the answers are called that are not submitted; "Your upload" when empty.
        today: the day from which the dates of proposals are counted; today when None.
    """
    one = officer_subject(
        store, framework_id, round_, grouping_id, area_code, published=published, left_out=left_out, own_title=own_title
    )  # fmt: skip
    if one.area.absent:
        return OfficerPicture("", absent=one.area.absent)
    return _picture(one, today or date.today())


def _picture(one: OfficerSubject, today: date) -> OfficerPicture:
    area, own = one.area, own_picture(one)
    groups = one.groups
    rows = level_rows(one) if groups is None else pd.DataFrame()
    weak = [row["criterion_id"] for row in own.weaknesses]
    told = about(one)
    weakest = None
    if groups is None:
        weakest = of_criteria(one, rows, weak, "weakest-levels", f"Weakest {area.framework.row_word_plural}")
    return OfficerPicture(
        finding=finding(one, own),
        said=one.said,
        peers=peers_in_words(one),
        not_compared=not_compared(one),
        position=replace(own.position, about=told, demo_words=one.demo_words) if own.position else None,
        levels=by_principle(one, rows) if groups is None else (),
        weakest=weakest,
        criteria=drawing.table(rows, area.framework, one.sides) if groups is None else groups.criteria,
        by_groups=groups is not None,
        strengths=own.strengths,
        weaknesses=own.weaknesses,
        helps=helps_of(one, weak, today),
        checks=_checks(one),
        difference=difference_sentence(one),
        differs=difference_table(one),
        change=replace(own.change, about=told, demo_words=one.demo_words_of_change) if own.change else None,
        moved=own.moved,
        requirements=replace(own.requirements, about=told) if own.requirements else None,
        sensitivity=own.sensitivity,
        about=told,
        demo=one.demo,
        own_demo=one.own_demo,
    )


def _checks(one: OfficerSubject) -> tuple[Check, ...]:
    area = one.area
    found = findings.checks(area.store, area.nation.framework_id, area.round, area.area_code)
    known = area.framework.by_id
    return tuple(
        Check(
            row["sentence"],
            row["question"],
            tuple(known[key].short for key in row["criterion_ids"] if key in known),
            row["severity"] == "ask",
        )
        for row in found.to_dict("records")
    )
