"""Where an area stands as its officer sees it, and why something is not compared, in sentences."""

from __future__ import annotations

from csp_analytics.analysis.proposals import MOST
from csp_analytics.areas.outside import PREFIX
from csp_analytics.charts.words import count
from csp_analytics.pictures.area import AreaPicture, peer_words, picture_of
from csp_analytics.pictures.officer_subject import OfficerSubject


def own_picture(one: OfficerSubject) -> AreaPicture:
    """The picture of the area's page, with what is published beside the upload."""
    return picture_of(
        one.area, most=MOST, called=(one.sides.own, one.sides.published), published=one.published_scores
    )  # fmt: skip


def finding(one: OfficerSubject, own: AreaPicture) -> str:
    """Where the area stands; where nothing can be compared, why is said apart (:func:`not_compared`)."""
    if not not_compared(one):
        return own.finding
    with_whom = f"these peers in round {one.area.round}" if one.area.peers else "peers"
    first = f"{one.area.name} cannot be compared with {with_whom}."
    return f"{first} {own.change.takeaway}" if own.change else first


def not_compared(one: OfficerSubject, *, advise: bool = True) -> str:
    """Why nothing of an area is compared with peers, and on the screen what to do; empty when something can be."""
    area, other = one.area, " Choose other peers." if advise else ""
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
    """Who the peers are, by name; for an area outside the register, that it has none."""
    area = one.area
    if not area.peers and area.area_code.startswith(PREFIX):
        return not_compared(one)
    return peer_words(area.store, area.nation.grouping_id, area.area_code)
