"""What one is looking at: framework, round, peers, area. Held in the address, so a link or a reload restores it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from csp_analytics import findings
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures import area as area_pictures
from csp_analytics.store import reading
from csp_analytics.ui import address, cached, presenting_deck
from csp_analytics.ui.messages import html, text

ALL_AREAS = "all"
MOST_SIDE_BY_SIDE = 3
PUBLISHED_HELP = (
    "Off: the area itself is left out of its peers, and the figure is their median. On: the way in which family-group "
    "averages are published, the mean with the area counted."
)


@dataclass(frozen=True)
class Scope:
    """What one is looking at. Fields that a page does not ask for are empty."""

    framework_id: str
    round: str = ""
    grouping_id: str = ""
    area_code: str = ""
    published: bool = False

    @property
    def framework(self) -> Framework:
        """The framework's definition."""
        return framework_of(self.framework_id)

    @property
    def about(self) -> dict[str, str]:
        """What one is looking at, for downloads."""
        peers = _peer_titles().get(self.grouping_id, self.grouping_id)
        said = {"Area": self.area, "Framework": self.framework_id, "Round": self.round, "Peers": peers}
        return {name: value for name, value in said.items() if value}

    @property
    def area(self) -> str:
        """The area's name, empty for all areas."""
        return _area_names()[self.area_code] if self.area_code else ""


def choose(
    *,
    framework: bool = True,
    rounds: bool = True,
    peers: bool = False,
    area: bool = False,
    everyone: bool = False,
    switch: bool = False,
) -> Scope:
    """The row of choices at the top of a page, and what is chosen.

    Args:
        framework: offers the frameworks with data.
        rounds: offers the rounds of the framework.
        peers: offers the peer groupings, saved lists among them.
        area: offers the areas.
        everyone: offers all areas together as the first of the areas (the code is then empty).
        switch: offers the published convention for peers behind a switch.
    """
    with row():
        code = _area(everyone) if area else ""
        framework_id = _framework() if framework else ""
        round_ = _round(framework_id) if framework and rounds else ""
        grouping = _peers(_peer_titles()) if peers else ""
        published = _published() if switch else False
    return Scope(framework_id, round_, grouping, code, published)


def choose_definitions(*, peers: bool = True, area: bool = False) -> Scope:
    """The same row for pages about definitions: every framework and area, with data or not."""
    with row():
        titles = {key: one.short_title for key, one in frameworks().items()}
        framework_id = one_of("Framework", "framework", titles, width=225)
        defined = {key: one.title for key, one in peer_definitions.groupings().items()}
        grouping = _peers(defined) if peers else ""
        code = _area() if area else ""
    return Scope(framework_id, "", grouping, code)


def row(name: str = "scope") -> Any:
    """A row for choices, side by side while there is room (``name``: one of its own on the page).

    On a wall it is folded into one button with the others.
    """
    place = presenting_deck.now().fold() if presenting_deck.is_on() else st
    return place.container(horizontal=True, key=name, vertical_alignment="bottom")


def one_of(label: str, key: str, titles: dict[str, str], default: str = "", width: int = 245) -> str:
    """A drop-down. Returns the id of what is chosen, the first when nothing is.

    Args:
        label: what is chosen, for people.
        key: name of the choice in the address.
        titles: what can be chosen, title by permanent id.
        default: id of what is chosen when nobody chose; the first when empty.
        width: in pixels.
    """
    chosen = address.wanted(key, titles, default or next(iter(titles)))
    st.selectbox(
        label, list(titles), format_func=lambda option: titles.get(option, option), width=width,
        **address.shown(key, chosen),
    )  # fmt: skip
    return chosen


def several(label: str, key: str, titles: dict[str, str], default: list[str], most: int, width: int = 520) -> list[str]:
    """A drop-down for up to ``most`` things at once. Returns their ids, in the order chosen; at least one."""
    chosen = address.wanted_several(key, titles, default, most)
    st.multiselect(
        label, list(titles), format_func=lambda option: titles.get(option, option), max_selections=most, width=width,
        **address.shown(key, chosen),
    )  # fmt: skip
    return chosen


def two_rounds(framework_id: str) -> tuple[str, str]:
    """Two rounds of a framework, the earlier first; the same twice when there is only one."""
    known = rounds_of(framework_id)
    if len(known) > 1 and address.asked("round") == known[0]:
        address.say("round", known[1])  # there is nothing before the first round: it is what the next is compared with
    later = {name: name for name in known[1:][::-1]} or {known[-1]: known[-1]}
    usual = usual_round_of(framework_id)
    after = one_of("Round", "round", later, usual if usual in later else "", width=110)
    earlier = {name: name for name in known[: known.index(after)][::-1]} or {known[0]: known[0]}
    return one_of("Compared with", "before", earlier, width=140), after


def measure(titles: dict[str, str]) -> str:
    """Which measure a map shows: a key of ``titles``, the first when nothing is chosen."""
    chosen = address.wanted("measure", titles, next(iter(titles)))
    place = presenting_deck.now().fold() if presenting_deck.is_on() else st
    place.segmented_control(
        "Measure",
        list(titles),
        selection_mode="single",
        format_func=lambda key: titles[key],
        required=True,
        wrap=True,
        **address.shown("measure", chosen),
    )
    return chosen


def peers() -> str:
    """The peer groupings, saved lists among them, in a row of the page's own."""
    return _peers(_peer_titles())


def part(titles: dict[str, str]) -> list[Any]:
    """A row of tabs by their titles, the one that was chosen open: one container for each of ``titles``."""
    chosen = address.wanted("part", titles, next(iter(titles)))
    ids = {title: key for key, title in titles.items()}
    return list(st.tabs(list(ids), **address.shown("part", titles[chosen], ids)))


def _framework() -> str:
    return one_of("Framework", "framework", framework_titles(), width=205)


def _round(framework_id: str) -> str:
    known = {name: name for name in rounds_of(framework_id)[::-1]}
    return one_of("Round", "round", known, usual_round_of(framework_id), width=100)


def _peers(titles: dict[str, str]) -> str:
    return one_of("Peers", "peers", titles, peer_definitions.default_grouping(), width=220)


def _published() -> bool:
    chosen = address.wanted("published", ("no", "yes"), "no")
    st.toggle(
        "As published", help=PUBLISHED_HELP, **address.shown("published", chosen == "yes", {True: "yes", False: "no"})
    )
    return chosen == "yes"


def _area(everyone: bool = False) -> str:
    names = ({ALL_AREAS: "All areas"} if everyone else {}) | _area_names()
    said = address.said("area")
    if said and said not in names:
        found = register().resolve(said)
        if found:
            address.say("area", found.area_code)
        else:
            words = f"There is no area '{said[:60]}'. Choose one from the list."
            html(f'<p class="csp-takeaway" role="status">{text(words)}</p>')
    chosen = one_of("Area", "area", names, width=205)
    return "" if chosen == ALL_AREAS else chosen


@cached.by_data_version
def _peer_titles() -> dict[str, str]:
    return {key: one.title for key, one in findings.groupings(cached.store()).items()}


@cached.by_data_version
def framework_titles() -> dict[str, str]:
    """Short title of every framework with data, by id."""
    return {key: framework_of(key).short_title for key in findings.frameworks_in_use(cached.whole())}


@cached.by_data_version
def rounds_of(framework_id: str) -> list[str]:
    """Rounds of a framework, earliest first."""
    return reading.rounds(cached.whole(), framework_id)


@cached.by_data_version
def rounds_of_others(framework_id: str, area_code: str) -> list[str]:
    """Rounds of a framework in which another area of the register was assessed, earliest first."""
    there = reading.assessments(cached.whole())
    there = there[(there["framework"] == framework_id) & (there["area_code"] != area_code)]
    inside = there["area_code"].isin(list(register().areas))
    return sorted(set(there.loc[inside, "round"]), key=reading.round_order)


@cached.by_data_version
def usual_round_of(framework_id: str) -> str:
    """The round that is shown when nobody chooses one: see ``findings.latest_round``."""
    return findings.latest_round(cached.whole(), framework_id)


@cached.by_data_version
def _area_names() -> dict[str, str]:
    return area_pictures.area_names(cached.store())
