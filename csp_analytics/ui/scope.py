"""What one is looking at: framework, round, peers, area. Held in the address, so a link or a reload restores it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from csp_analytics import findings
from csp_analytics.areas.groupings import default_grouping, groupings
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures import area as area_pictures
from csp_analytics.store import reading
from csp_analytics.ui import address, cached
from csp_analytics.ui.messages import html, text


@dataclass(frozen=True)
class Scope:
    """What one is looking at. Fields that a page does not ask for are empty."""

    framework_id: str
    round: str = ""
    grouping_id: str = ""
    area_code: str = ""

    @property
    def framework(self) -> Framework:
        """The framework's definition."""
        return framework(self.framework_id)

    @property
    def about(self) -> dict[str, str]:
        """What one is looking at, for downloads."""
        said = {"Area": self.area, "Framework": self.framework_id, "Round": self.round}
        return {name: value for name, value in said.items() if value}

    @property
    def area(self) -> str:
        """The area's name."""
        return _area_names()[self.area_code] if self.area_code else ""


def choose(*, rounds: bool = True, peers: bool = False, area: bool = False) -> Scope:
    """The row of choices at the top of a page, and what is chosen."""
    with st.container(horizontal=True, key="scope", vertical_alignment="bottom"):
        code = _area() if area else ""
        framework_id = _framework()
        round_ = _round(framework_id) if rounds else ""
        grouping = _peers() if peers else ""
    return Scope(framework_id, round_, grouping, code)


def choose_definitions(*, peers: bool = True, area: bool = False) -> Scope:
    """The same row for pages about definitions: every framework and area, with data or not."""
    with st.container(horizontal=True, key="scope", vertical_alignment="bottom"):
        titles = {key: one.short_title for key, one in frameworks().items()}
        framework_id = _select("Framework", list(titles), titles, next(iter(titles)), "framework", 290)
        grouping = _peers() if peers else ""
        code = _area() if area else ""
    return Scope(framework_id, "", grouping, code)


def measure(titles: dict[str, str]) -> str:
    """Which measure a map shows: a key of ``titles``, the first when nothing is chosen."""
    chosen = address.wanted("measure", titles, next(iter(titles)))
    st.segmented_control(
        "Measure",
        list(titles),
        selection_mode="single",
        format_func=lambda key: titles[key],
        required=True,
        wrap=True,
        **address.shown("measure", chosen),
    )
    return chosen


def part(titles: dict[str, str]) -> list[Any]:
    """A row of tabs by their titles, the one that was chosen open: one container for each of ``titles``."""
    chosen = address.wanted("part", titles, next(iter(titles)))
    ids = {title: key for key, title in titles.items()}
    return list(st.tabs(list(ids), **address.shown("part", titles[chosen], ids)))


def _framework() -> str:
    options = _frameworks_in_use()
    titles = {key: one.short_title for key, one in frameworks().items()}
    return _select("Framework", options, titles, options[0], "framework", 290)


def _round(framework_id: str) -> str:
    options = _rounds(framework_id)[::-1]
    return _select("Round", options, {name: name for name in options}, options[0], "round", 110)


def _peers() -> str:
    titles = {key: one.title for key, one in groupings().items()}
    return _select("Peers", list(titles), titles, default_grouping(), "peers", 245)


def _area() -> str:
    names = _area_names()
    said = address.said("area")
    if said and said not in names:
        found = register().resolve(said)
        if found:
            address.say("area", found.area_code)
        else:
            words = f"There is no area '{said[:60]}'. Choose one from the list."
            html(f'<p class="csp-takeaway" role="status">{text(words)}</p>')
    return _select("Area", list(names), names, next(iter(names)), "area", 245)


def _select(label: str, options: list[str], titles: dict[str, str], default: str, key: str, width: int) -> str:
    chosen = address.wanted(key, options, default)
    st.selectbox(
        label,
        options,
        format_func=lambda option: titles.get(option, option),
        width=width,
        **address.shown(key, chosen),
    )
    return chosen


@cached.by_data_version
def _frameworks_in_use() -> list[str]:
    return findings.frameworks_in_use(cached.store())


@cached.by_data_version
def _rounds(framework_id: str) -> list[str]:
    return reading.rounds(cached.store(), framework_id)


@cached.by_data_version
def _area_names() -> dict[str, str]:
    return area_pictures.area_names(cached.store())
