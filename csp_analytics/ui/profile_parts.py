"""The parts of the page Profile: its own choices, spines side by side, and the radar that opens on demand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from csp_analytics.areas.register import register
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.pictures.profile import ProfilePicture
from csp_analytics.pictures.profile_choices import DOCUMENT, LARGEST_GAP
from csp_analytics.ui import address, components, pictures, presenting_deck, scope
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.scope import Scope

ORDERS = {DOCUMENT: "As in the document", LARGEST_GAP: "Largest gap first"}
# Headings and takeaways of different lengths must not push the rows of spines side by side out of line.
STYLE = """<style>
@media (min-width: 641px) {
  .st-key-profile-panels h2 {min-height: %.1fem; display: flex; align-items: flex-end;}
  .st-key-profile-panels .csp-takeaway {min-height: %.1fem; max-width: none;}
}
@media (min-width: 1800px) {
  .st-key-profile-panels h2 {min-height: 0;}
  .st-key-profile-panels .csp-takeaway {min-height: %.1fem;}
}
</style>"""
MOST_TOLD = 4  # sentences about a link
LINE = 1.4  # height of a line of text, in em
LETTERS = {2: (52, 80), 3: (34, 54)}  # in a line of a takeaway, by how many stand side by side: usual and wide screens


@dataclass(frozen=True)
class Choices:
    """What is chosen on this page alone: areas (the first is the own one), what the rows are, and their order."""

    areas: list[str]
    by: str
    order: str


def choices(chosen: Scope) -> Choices:
    """The second row of choices."""
    offered = pictures.profile_choices(chosen.framework_id, chosen.round)
    if told := _resolved(offered.areas):
        html("".join(f'<p class="csp-takeaway" role="status">{text(one)}</p>' for one in told))
    with scope.row("scope-profile"):
        areas = _areas(offered.areas, offered.first)
        by = scope.one_of("Rows", "by", offered.rows, width=170)
        order = scope.one_of("Order", "order", ORDERS, width=200)
    return Choices(areas, by, order)


def side_by_side(picture: ProfilePicture) -> None:
    """Spines side by side, below each other on a phone, and who the peers are."""
    panels = picture.panels
    if presenting_deck.is_on():
        components.beside_finding(picture.notes)
        for shown in panels:
            components.exhibit(shown)
        return
    if len(panels) > 1:
        html(STYLE % (2.5 if len(picture.files) == 1 else 0, *_heights(panels)))
    with st.container(key="profile-panels"):
        for column, shown in zip(st.columns(len(panels), gap="medium"), panels, strict=True):
            with column:
                html(f'<h2>{text(shown.headline)}</h2><p class="csp-takeaway">{text(shown.takeaway)}</p>')
                components.chart(shown)
                paragraph(shown.sources, "csp-basis")
    paragraph(picture.notes, "csp-basis")


def tables(picture: ProfilePicture) -> None:
    """The same rows as tables, where there is room for them."""
    for whole in picture.files:
        components.folded(f"Table: {whole.headline}", whole.table, about=whole.about, note=whole.note, demo=whole.demo)


def extra(radar: Exhibit | None) -> None:
    """The radar with its table beside it, closed until someone asks for it."""
    if radar is None or presenting_deck.is_on():
        return
    with components.unfolded("Radar (only an extra)", "fold-extra") as there:
        if not there:
            return
        left, right = st.columns(2, gap="large")
        with left:
            components.exhibit(radar)
        with right:
            components.table(radar.table, caption="Scores on the radar")


def _heights(panels: Sequence[Exhibit]) -> list[float]:
    """Room for the longest takeaway of panels side by side, on usual and on wide screens."""
    longest = max(len(panel.takeaway) for panel in panels)
    return [LINE * math.ceil(longest / letters) for letters in LETTERS[len(panels)]]


def _resolved(names: dict[str, str]) -> list[str]:
    """Puts codes in the place of area names that a link says; sentences about what is not known or not shown."""
    key = "areas" if address.said("areas") else "area"
    asked = [one.strip() for one in address.said(key).split(",") if one.strip() not in ("", scope.ALL_AREAS)]
    outside = {name.casefold(): code for code, name in names.items()}
    codes = {one: _code(one, names) or outside.get(one.casefold(), "") for one in asked}
    known = list(dict.fromkeys(code for code in codes.values() if code))
    more = key == "areas" and len(known) > scope.MOST_SIDE_BY_SIDE
    told = [f"Only the first three of these {len(known)} areas are shown."] if more else []
    told += [f"There is no area '{one[:60]}'. Choose one from the list." for one, code in codes.items() if not code]
    if known and known != asked:
        address.say(key, ",".join(known) if key == "areas" else known[0])
    return told[:MOST_TOLD]


def _code(said: str, names: dict[str, str]) -> str:
    if said in names:
        return said
    found = register().resolve(said)
    return found.area_code if found else ""


def _areas(names: dict[str, str], first: str) -> list[str]:
    """Up to three areas. The own one is the area chosen last, here or elsewhere, and goes along to other pages."""
    own = address.wanted("area", names, first)
    if not address.said("areas"):
        last = address.wanted_several("areas", names, [own], scope.MOST_SIDE_BY_SIDE)
        if own not in last:
            address.say("areas", own)
    chosen = scope.several("Areas, your own first (up to three)", "areas", names, [own], scope.MOST_SIDE_BY_SIDE)
    address.wanted("area", chosen[:1], chosen[0])
    return chosen
