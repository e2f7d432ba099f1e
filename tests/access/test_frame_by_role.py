"""The frame by role: where one begins, the menu, closed addresses, buttons and links that one may not use."""

from __future__ import annotations

import pytest

from csp_analytics.access.person import ADMINISTRATOR, ANALYST, FACILITATOR, OFFICER, Person
from csp_analytics.areas.register import register
from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import load
from csp_analytics.ui import cached, navigation
from csp_analytics.ui.navigation import SPECS, landing, open_to, section_titles
from tests.access.pages_walked import being, opened_by
from tests.access.subjects import FIFE, MORAY, OF_FIFE, OF_TWO, PEOPLE
from tests.pages.seen import opened
from tests.store.loadable import assessment

BY_ADDRESS = {spec.address: spec for spec in SPECS}


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Pages show two areas of one round."""
    monkeypatch.setenv("CSP_DATABASE", str(tmp_path / "csp.duckdb"))
    monkeypatch.setenv("CSP_DEMO", "off")
    cached.forget()
    store = open_store(tmp_path / "csp.duckdb")
    for code in (FIFE, MORAY):
        load(store, assessment(code))
    yield store
    store.close()


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        (ANALYST, "National picture"),
        (ADMINISTRATOR, "National picture"),
        (OF_FIFE, "Your partnership"),
        (FACILITATOR, "Prepare a workshop"),
    ],
)
def test_everybody_begins_at_the_page_of_their_work(small, name, heading):
    with being(PEOPLE[name]):
        page = opened()
        assert page.alerts == []
        assert page.one("<h1>(.*?)</h1>") == heading


def test_a_link_to_a_view_leads_everybody_to_that_view(small):
    with being(PEOPLE[OF_FIFE]):
        assert opened(framework="safer-communities").one("<h1>(.*?)</h1>") == "National picture"
        assert opened("compare").one("<h1>(.*?)</h1>") == "Compare areas"


@pytest.mark.parametrize(
    ("roles", "address"),
    [
        ({OFFICER, FACILITATOR}, "your-partnership"),
        ({OFFICER, ANALYST}, ""),
        ({FACILITATOR, ADMINISTRATOR}, ""),
        (set(), ""),
    ],
)
def test_where_somebody_in_several_roles_begins(roles, address):
    assert landing(Person("x@example.org", frozenset(roles), frozenset({FIFE}))) == address


def test_several_roles_open_the_pages_of_each():
    both = Person("x@example.org", frozenset({OFFICER, FACILITATOR}), frozenset({FIFE}))
    pages = {spec.address for spec in open_to(both)}
    assert pages == {spec.address for name in (OF_FIFE, FACILITATOR) for spec in open_to(PEOPLE[name])}


def test_titles_of_sections_stand_above_the_first_page_of_theirs_that_is_shown():
    shown = open_to(PEOPLE[FACILITATOR])
    titles = section_titles(PEOPLE[FACILITATOR])
    assert titles[1] == navigation.EXPLORE
    for place, title in titles.items():
        assert shown[place - 1].section == title
        assert place == 1 or shown[place - 2].section != title
    assert set(titles.values()) == {spec.section for spec in shown}


@pytest.mark.parametrize("address", ["people", "audit", "workshop"])
def test_an_address_that_one_may_not_open_says_who_may_and_gives_nothing_else(small, address):
    found = opened_by(PEOPLE[OF_FIFE], BY_ADDRESS[address])
    (said,) = found.alerts
    assert "an administrator" in said
    assert said.startswith("You may not")
    assert (found.widgets, found.files) == (0, {})
    assert address not in found.menu


def test_an_officer_sees_the_own_area_first_until_another_is_chosen(small):
    with being(PEOPLE[OF_FIFE]):
        page = opened("area")
        assert page.choices["Area"] == FIFE
        assert page.choose("area", MORAY).choices["Area"] == MORAY
        assert opened("area", area=MORAY).choices["Area"] == MORAY
    with being(PEOPLE[OF_TWO]):
        assert opened("area").choices["Area"] == min(FIFE, MORAY)
    with being(PEOPLE[ANALYST]):
        assert opened("area").choices["Area"] == next(iter(register().names))


def test_links_to_pages_that_one_may_not_open_are_not_drawn(small):
    def ways(name: str) -> list[str]:
        with being(PEOPLE[name]):
            return [one.proto.page for one in opened("partners").app.get("page_link")]

    assert ways(OF_FIFE) == ["load-survey"]
    assert ways(ANALYST) == []


def test_an_officer_looking_at_another_area_is_told_who_may_submit_and_has_no_button(small):
    def buttons(area: str) -> tuple[list[str], str]:
        page = opened("your-partnership", step="take", area=area)
        assert page.alerts == []
        return [one.label for one in page.app.button], page.text

    with being(PEOPLE[OF_FIFE]):
        said = "an officer of Moray or an administrator may submit"
        assert said not in buttons(FIFE)[1]
        labels, words = buttons(MORAY)
        assert said in words
        assert [one for one in labels if "Submit" in one or "Take back" in one] == []
        assert "Board paper" in words


def test_an_officer_is_told_whose_survey_may_be_loaded_before_bringing_it(small):
    with being(PEOPLE[OF_FIFE]):
        assert "You may load a survey of your own area alone: Fife." in opened("load-survey").text
    with being(PEOPLE[ADMINISTRATOR]):
        assert "of your own area alone" not in opened("load-survey").text
