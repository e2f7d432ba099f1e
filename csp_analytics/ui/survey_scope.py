"""What is chosen on pages about surveys: the round, the part of the country, the role. Held in the address."""

from __future__ import annotations

import streamlit as st

from csp_analytics import findings
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.register import register
from csp_analytics.findings import survey_deciding
from csp_analytics.frameworks.wording import round_order
from csp_analytics.pictures import area as area_pictures
from csp_analytics.pictures import report_subject
from csp_analytics.store import survey_reading
from csp_analytics.surveys import load
from csp_analytics.surveys.model import ROLE, SECTOR
from csp_analytics.ui import address, cached, components, messages, navigation, scope

NATION, GROUP, AREA = "all", "group:", "area:"
EVERYONE = "all"
# Databases, their versions and surveys for which it is decided what is shown.
_DECIDED: set[tuple[str, int, str, str]] = set()


def round_of(definition: str, *, figures: bool = True) -> str:
    """The round of a survey, the newest first; empty when the survey was never loaded, and then nothing is offered.

    Args:
        definition: the survey.
        figures: the page shows figures of its questions, so it has to be decided which of them are shown.
    """
    known = rounds(definition)
    if not known:
        return ""
    chosen = scope.one_of("Round", "survey-round", {name: name for name in known[::-1]}, width=100)
    if figures:
        _decide(definition, chosen)
    return chosen


def _decide(definition: str, round_: str) -> None:
    """Says what the first visit after a change of the data waits for: some seconds, once."""
    key = (str(cached.store().path), cached.store().version, definition, round_)
    if key not in _DECIDED:
        with st.spinner("First visit since the data changed: working out which small numbers have to stay hidden"):
            survey_deciding.decide(cached.store(), definition, round_)
        _DECIDED.add(key)


def grouping() -> str:
    """The peer grouping, whose groups :func:`part_of_country` offers; saved lists are among them."""
    return scope.one_of("Peers", "peers", _groupings(), peer_definitions.default_grouping(), width=220)


def area() -> str:
    """One area: its code. A link may say its name instead."""
    names = _areas()
    said = address.said("area")
    if said and said not in names:
        found = register().resolve(said)
        if found:
            address.say("area", found.area_code)
        else:
            messages.paragraph(f"There is no area '{said[:60]}'. Choose one from the list.", "csp-takeaway")
    return scope.one_of("Area", "area", names, width=205)


def part_of_country(grouping_id: str, *, areas: bool = True) -> str:
    """The part of the country that is looked at: :data:`NATION`, ``group:<name>`` or ``area:<code>``.

    Args:
        grouping_id: the grouping whose groups are offered (computed ones have none).
        areas: offers single areas too.
    """
    titles = _parts(grouping_id, areas)
    if areas and not address.said("where") and address.said("area") in _areas():
        address.say("where", f"{AREA}{address.said('area')}")  # a link from another page that names an area
    chosen = scope.one_of("Part of the country", "where", titles, width=250)
    if chosen.startswith(AREA):
        code = chosen.removeprefix(AREA)
        address.wanted("area", [code], code)  # goes along to the pages about one area
    return chosen


def role(definition: str) -> str:
    """The role of those who answered; empty for everyone."""
    return _of_respondents(definition, ROLE, "Role", "All roles")


def sector(definition: str) -> str:
    """The sector of those who answered; empty for everyone."""
    return _of_respondents(definition, SECTOR, "Sector", "All sectors")


def absent(title: str, definition: str) -> None:
    """The page when a survey was never loaded: what is missing, and where to load it."""
    known = load.surveys().get(definition)
    name = known.title if known else definition
    components.heading(title, f"No answers to '{name}' have been loaded yet, so there is nothing to show.")
    navigation.way_to("load-survey", label="Load a survey", icon=":material/upload_file:")


@cached.by_data_version
def rounds(definition: str) -> list[str]:
    """Rounds in which a survey was held, earliest first."""
    return survey_reading.rounds(cached.whole(), definition)


@cached.by_data_version
def every_round() -> list[str]:
    """Rounds of all surveys, the newest first."""
    known = survey_reading.surveys(cached.whole())["round"].unique()
    return sorted(known, key=round_order, reverse=True)


@cached.by_data_version
def _groupings() -> dict[str, str]:
    return {key: one.title for key, one in findings.groupings(cached.store()).items()}


@cached.by_data_version
def _areas() -> dict[str, str]:
    return area_pictures.area_names(cached.store())


@cached.by_data_version
def _parts(grouping_id: str, areas: bool) -> dict[str, str]:
    groups = report_subject.groups_of(cached.store(), grouping_id)
    named = {f"{GROUP}{name}": title for name, title in groups.items() if name != report_subject.EVERYWHERE}
    single = {f"{AREA}{code}": name for code, name in _areas().items()}
    return {NATION: "All areas together", **named, **(single if areas else {})}


def _of_respondents(definition: str, about: str, label: str, everyone: str) -> str:
    titles = {EVERYONE: everyone, **load.survey(definition).respondent_titles(about)}
    chosen = scope.one_of(label, about, titles, width=225)
    return "" if chosen == EVERYONE else chosen
