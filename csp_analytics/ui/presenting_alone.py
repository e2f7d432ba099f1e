"""What pages that compare show on a wall while the others are hidden: the own area alone."""

from __future__ import annotations

from csp_analytics.charts.words import DEMO_LABEL
from csp_analytics.pictures.own_alone import OwnPicture
from csp_analytics.ui import area_parts, components, pictures, presenting_deck
from csp_analytics.ui.messages import html, text
from csp_analytics.ui.scope import Scope

TITLE = "Own levels"


def area(chosen: Scope) -> None:
    """The page Area: its scores, its change and, of a checklist, its requirements."""
    one = pictures.own_alone(chosen.framework_id, chosen.round, chosen.area_code)
    components.heading(one.area, one.finding)
    if one.cards:
        components.cards(one.cards)
        components.beside_finding(_basis(one))
    for shown in (one.change, one.requirements):
        if shown:
            components.exhibit(shown)
    words, plan, _ = pictures.action_plan(chosen.area_code)
    area_parts.said_of_plan(words, plan)


def levels(title: str, chosen: Scope, area_code: str) -> None:
    """The pages Profile and Criteria: every criterion under the level that the area gives itself."""
    one = pictures.own_alone(chosen.framework_id, chosen.round, area_code)
    components.heading(f"{title}: {one.area}", one.levels_finding)
    if one.levels and presenting_deck.turn(TITLE):
        columns = "".join(
            f"<div><h3>{text(label)} <b>{len(criteria)}</b></h3>"
            f"<ul>{''.join(f'<li>{text(short)}</li>' for short in criteria)}</ul></div>"
            for label, criteria in one.levels.items()
        )
        html(f'<div class="csp-board">{columns}</div><p class="csp-wall-basis">{text(_basis(one))}</p>')


def _basis(one: OwnPicture) -> str:
    return f"{one.basis} {DEMO_LABEL}." if one.demo else one.basis
