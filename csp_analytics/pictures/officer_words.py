"""Where an area stands as its officer sees it, and why something is not compared, in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis.proposals import MOST
from csp_analytics.areas.outside import PREFIX
from csp_analytics.charts.words import count
from csp_analytics.pictures.area import AreaPicture, peer_words, picture_of
from csp_analytics.pictures.officer_subject import OfficerSubject
from csp_analytics.pictures.officer_support import Help, helps

Helps = dict[str, Help]


def own_picture(one: OfficerSubject) -> AreaPicture:
    """The picture of the area's page, with what is published beside the upload.

    Where others are seen as groups alone, figures of groups take the place of the peers'.
    """
    own = picture_of(
        one.area, most=MOST, called=(one.sides.own, one.sides.published), published=one.published_scores
    )  # fmt: skip
    if one.groups is None:
        return own
    beside = one.groups.by_criterion
    return replace(
        own,
        finding=" ".join([one.groups.exhibit.takeaway, *([own.change.takeaway] if own.change else [])]),
        position=one.groups.exhibit,
        sensitivity=[],
        strengths=[row | {"peers": beside.get(row["criterion_id"], "")} for row in own.strengths],
        weaknesses=[row | {"peers": beside.get(row["criterion_id"], "")} for row in own.weaknesses],
    )


def helps_of(one: OfficerSubject, criterion_ids: list[str], today: date, plan: pd.DataFrame | None = None) -> Helps:
    """What helps with each of some criteria; nobody to learn from where others are seen as groups alone."""
    found = helps(one.area, criterion_ids, today, plan)
    if one.groups is None:
        return found
    return {
        # Why something is proposed tells where single peers stand.
        key: replace(help_, learn_from=(), first="", proposed={k: v for k, v in help_.proposed.items() if k != "why"})
        for key, help_ in found.items()
    }


def finding(one: OfficerSubject, own: AreaPicture) -> str:
    """Where the area stands; where nothing can be compared, why is said apart (:func:`not_compared`)."""
    if not not_compared(one):
        return own.finding
    with_whom = f"these peers in round {one.area.round}" if one.area.peers else "peers"
    first = f"{one.area.name} cannot be compared with {with_whom}."
    return f"{first} {own.change.takeaway}" if own.change else first


def not_compared(one: OfficerSubject, *, advise: bool = True) -> str:
    """Why nothing of an area is compared with peers, and on the screen what to do; empty when something can be."""
    if one.groups is not None:
        return ""  # the groups say it themselves
    area, other = one.area, " Choose other peers." if advise and _has_others(one) else ""
    if area.area_code.startswith(PREFIX) and not area.peers:
        return f"{area.name} is outside the register of areas, so it has no peers and nothing is compared."
    if not area.peers:
        return f"No other area is in the same group, so nothing is compared.{other}"
    if area.round in one.peers_rounds:
        return ""
    if not one.peers_rounds:
        return f"None of the {count(len(area.peers), 'peer')} was ever assessed.{other}"
    newest = one.peers_rounds[-1]
    where = "when you check the file" if one.uploaded else "under Round"
    advice = f" If these answers belong to that round, choose it {where}." if advise else ""
    return (
        f"No peer was assessed in round {area.round}, so nothing is compared. The newest round of these peers is "
        f"{newest}.{advice}"
    )


def peers_in_words(one: OfficerSubject) -> str:
    """Who the peers are, by name; for an area outside the register, that it has none; of groups, a note."""
    area = one.area
    if one.groups is not None:
        return one.groups.note  # the rule stands above the page
    if not area.peers and area.area_code.startswith(PREFIX):
        return not_compared(one)
    return peer_words(area.store, area.nation.grouping_id, area.area_code)


def _has_others(one: OfficerSubject) -> bool:
    """Whether there is another kind of peers to choose: behind letters there is one kind alone."""
    return len(findings.groupings(one.area.store)) > 1
