"""What pages that compare show while the others are hidden, from a wall or by what is published: the own area."""

from __future__ import annotations

from csp_analytics.charts.words import DEMO_LABEL
from csp_analytics.pictures.own_alone import OwnPicture
from csp_analytics.ui import area_parts, components, pictures, presenting_deck, seeing
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
    if seeing.group_only() and one.cards:
        _beside_groups(chosen)
    for shown in (one.change, one.requirements):
        if shown:
            components.exhibit(shown)
    words, plan, _ = pictures.action_plan(chosen.area_code)
    area_parts.said_of_plan(words, plan)


def _beside_groups(chosen: Scope) -> None:
    """Of the others what is published: figures of five areas or more. A wall that waits for its button has none."""
    if presenting_deck.is_on() and presenting_deck.now().others_wait:
        return
    picture = pictures.beside_groups(chosen.framework_id, chosen.round, chosen.grouping_id, chosen.area_code)
    components.exhibit(picture.exhibit)
    about, demo = picture.exhibit.about, picture.demo
    title = f"{chosen.framework.row_word_plural.capitalize()} beside groups of areas (points, 0 to 100)"
    components.folded(title, picture.criteria, about=about, note=picture.exhibit.sources, demo=demo)


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
