"""What a facilitator chooses for a workshop, in the address; whatever is said there is looked at before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from csp_analytics import findings, paths
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.outside import outside_area, resolve_wanted
from csp_analytics.areas.register import Area, key, register
from csp_analytics.pictures import area as area_pictures
from csp_analytics.problems import Problem
from csp_analytics.surveys import load as surveys
from csp_analytics.surveys.model import ROLE, SECTOR, Survey
from csp_analytics.ui import address, cached, scope
from csp_analytics.ui import workshop_state as state
from csp_analytics.ui.messages import html, label, paragraph, text
from csp_analytics.workshop.prepare.preparing import (
    DOTS,
    MOST_AREA_LETTERS,
    MOST_ROLES,
    MOST_ROUND_LETTERS,
    TIMERS,
    plain,
    roles_of,
)
from csp_analytics.workshop.session.standing import Refused

SEVERAL, NO_PEERS, NOBODY, AS_LISTED = "all", "none", "nobody", "as-listed"
SEVERAL_TITLE = "People from several areas"
BETWEEN = ";"


@dataclass(frozen=True)
class Place:
    """The area that was chosen or typed; None for several areas together, or when what was typed cannot be used."""

    area: Area | None
    typed: str = ""
    wrong: Problem | None = None

    @property
    def several(self) -> bool:
        """Whether people of several areas together are meant."""
        return self.area is None and self.wrong is None


def area(*, several: bool = False) -> Place:
    """The area, one of the register or one typed; :func:`say_wrong` says what is wrong with one that was typed.

    Args:
        several: offers people from several areas together as the first.
    """
    names = ({SEVERAL: SEVERAL_TITLE} if several else {}) | _areas()
    typed = plain(address.asked("area"))[:MOST_AREA_LETTERS]
    if address.said("area") not in ("", typed):
        address.say("area", typed)
    found: Area | None = None
    wrong: Problem | None = None
    if typed not in names and typed != SEVERAL and key(typed):
        found, told = resolve_wanted(typed, outside=address.asked("outside") == typed)
        wrong = None if found else told
        if found and found.area_code in names:
            address.say("area", found.area_code)
        elif found:
            names = {**names, typed: f"{found.name} (outside the list of areas)"}
        else:
            names = {**names, typed: typed}
    chosen = _typed_or_chosen("Area", names, typed)
    if wrong or chosen == SEVERAL:
        return Place(None, typed, wrong)
    if found and chosen == typed:
        return Place(found)
    return Place(register().areas.get(chosen) or outside_area(_areas()[chosen]))


def say_wrong(place: Place) -> None:
    """What is wrong with an area that was typed, and the way to keep it all the same; nothing when all is well."""
    if place.wrong is None:
        return
    meant = f" Did you mean {place.wrong.suggestion}?" if place.wrong.suggestion else " Type the name of one place."
    html(f'<p class="csp-takeaway" role="alert">There is no area ‘{text(place.typed)}’.{text(meant)}</p>')
    if place.wrong.suggestion:
        address.wanted("outside", {place.typed, "no"}, "no")
        words = label(f"{place.typed} is another place, outside the list")
        st.checkbox(words, **address.shown("outside", False, {True: place.typed, False: "no"}))


def whole(title: str, name: str, default: int, least: int, most: int, step: int = 1, width: int = 150) -> int:
    """A whole number between two others."""
    said = address.asked(name)
    chosen = int(said) if said.isascii() and said.isdigit() and least <= int(said[:6]) <= most else default
    address.wanted(name, {str(chosen)}, str(chosen))
    st.number_input(title, least, most, step=step, width=width, **address.shown(name, chosen))
    return chosen


def one_of_few(title: str, name: str, titles: dict[str, str]) -> str:
    """A few choices side by side. Returns the id of what is chosen, the first when nothing is."""
    chosen = address.wanted(name, titles, next(iter(titles)))
    st.segmented_control(
        title, list(titles), selection_mode="single", required=True, wrap=True,
        format_func=lambda one: titles.get(one, one), **address.shown(name, chosen),
    )  # fmt: skip
    return chosen


def round_(width: int = 110) -> str:
    """The round that the room is for; the year when nobody typed another."""
    chosen = plain(address.asked("for-round"))[:MOST_ROUND_LETTERS] or str(datetime.now(UTC).year)
    address.wanted("for-round", {chosen}, chosen)
    st.text_input("For round", max_chars=MOST_ROUND_LETTERS, width=width, **address.shown("for-round", chosen))
    return chosen


def peers() -> str:
    """The peers that are shown after the reveal; empty for none."""
    titles = {**_groupings(), NO_PEERS: "No peers"}
    chosen = scope.one_of(
        "Peers, shown after the reveal", "peers", titles, peer_definitions.default_grouping(), width=250
    )
    return "" if chosen == NO_PEERS else chosen


def timer() -> int:
    """Seconds of each vote, 0 for none."""
    titles = {str(one): f"{one} s" if one else "None" for one in TIMERS}
    return int(one_of_few("Timer of each vote", "timer", titles))


def dots() -> int:
    """Dots of each person for priorities."""
    return int(one_of_few("Dots for priorities", "dots", {str(one): str(one) for one in DOTS}))


def dry_run() -> bool:
    """Whether simulated people may be let in."""
    chosen = address.wanted("dry", ("no", "yes"), "no")
    st.toggle(
        "Dry run", help="Try everything beforehand with simulated people. It is marked on every page of the room, and "
        "nothing of it is saved.", **address.shown("dry", chosen == "yes", {True: "yes", False: "no"})
    )  # fmt: skip
    return chosen == "yes"


def role_source() -> str:
    """The list of which people choose one to say where they come from; empty when they are not asked."""
    titles = {NOBODY: "Not asked"} | {name: name for name in _lists()}
    chosen = scope.one_of("Where people come from", "ask", titles, width=230)
    return "" if chosen == NOBODY else chosen


def roles(source: str) -> tuple[str, ...]:
    """That list as the facilitator changed it; nothing when people are not asked (an empty source)."""
    if not source:
        return ()
    every = _lists()[source]
    listed = every[:MOST_ROLES]
    chosen = _chosen_roles(listed)
    st.multiselect(
        f"They choose one of these; type to add (at most {MOST_ROLES})", list(dict.fromkeys([*every, *chosen])),
        max_selections=MOST_ROLES, accept_new_options=True, key=state.show("roles", chosen), on_change=_take_roles,
        args=(listed,),
    )  # fmt: skip
    paragraph(
        "Answers are shown by role only where every role has five or more. In a small room, offer few.", "csp-basis"
    )
    return tuple(chosen)


def _typed_or_chosen(title: str, names: Mapping[str, str], typed: str) -> str:
    chosen = address.wanted("area", names, typed if typed in names else next(iter(names)))
    st.selectbox(
        title, list(names), format_func=lambda one: names.get(one, one), width=250, accept_new_options=True,
        help="Choose from the list, or type the name of a place outside it.", **address.shown("area", chosen),
    )  # fmt: skip
    return chosen


def _chosen_roles(listed: tuple[str, ...]) -> list[str]:
    said = address.asked("roles") or AS_LISTED
    try:
        chosen = roles_of(said.split(BETWEEN)) if said != AS_LISTED else listed
    except Refused:
        chosen = listed
    written = AS_LISTED if chosen == listed else BETWEEN.join(chosen)
    address.wanted("roles", {written, said}, written)
    return list(chosen)


def _take_roles(listed: tuple[str, ...]) -> None:
    said: Any = state.value("roles") or ()
    written = BETWEEN.join(plain(str(one).replace(BETWEEN, ",")) for one in said)
    address.say("roles", AS_LISTED if written == BETWEEN.join(listed) else written or AS_LISTED)


@cached.by_data_version
def _areas() -> dict[str, str]:
    return area_pictures.area_names(cached.store())


@cached.by_data_version
def _groupings() -> dict[str, str]:
    return {key: one.title for key, one in findings.groupings(cached.store()).items()}


def _lists() -> dict[str, tuple[str, ...]]:
    """The lists that people may be offered, by what they are."""
    found: dict[str, tuple[str, ...]] = {}
    survey: Survey | None = next(iter(surveys.surveys().values()), None)
    if survey is not None:
        for about in (SECTOR, ROLE):
            found[survey.respondent[about].title] = tuple(survey.respondent_titles(about).values())
    if (paths.definitions() / "partners.csv").is_file():
        found["Partner"] = tuple(one.title for one in surveys.items("partners").values())
    return found
