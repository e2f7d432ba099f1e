"""The page Profile: it follows its choices, its address restores it, and the own area goes along."""

import os

import pytest

from csp_analytics.frameworks.load import frameworks
from csp_analytics.paths import ROOT
from csp_analytics.ui.navigation import SPECS
from tests.pages.seen import MAIN, opened

FIFE, ANGUS, MORAY, ORKNEY = "S12000047", "S12000041", "S12000020", "S12000023"


@pytest.fixture
def first_run(monkeypatch):
    """Pages as the link opens them: a second run, which unfolds what is folded, has the mended address already."""
    monkeypatch.setattr("tests.pages.seen._unfolded", lambda app: app)


def areas_of(page):
    return page.app.multiselect(key="choose-areas").value


@pytest.mark.parametrize("name", frameworks())
def test_the_default_answers_without_a_click(demonstration, name):
    page = opened("profile", framework=name)

    assert page.alerts == []
    assert page.finding.startswith("Aberdeen City is higher than its peers on ")
    assert page.address["areas"] == page.address["area"] == "S12000033"
    assert len(page.charts) >= 2  # spine and radar
    assert all(alt.startswith(("Spine chart, a row a ", "Radar chart ")) for alt in page.charts)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("framework", "excellence"),
        ("round", "2023"),
        ("peers", "urban-rural"),
        ("by", "principle"),
        ("order", "gap"),
    ],
)
def test_each_choice_changes_the_picture_and_the_address(demonstration, key, value):
    page = opened("profile", areas=FIFE, framework="safer-communities", round="2025", peers="family-people")
    before = page.chart("Spine chart")["data"]

    page = page.choose(key, value)

    assert page.alerts == []
    assert page.address[key] == value
    assert page.chart("Spine chart")["data"] != before


def test_the_published_convention_says_what_it_means(demonstration):
    page = opened("profile", areas=FIFE, published="yes")

    assert "As published: peers' middle is their mean, the own area counted." in page.text
    assert "A mean takes levels as numbers, 1 to 4." in page.text
    assert "the own area left out" not in page.text


def test_an_address_restores_the_view(demonstration):
    asked = {
        "framework": "hallmarks",
        "round": "2023",
        "peers": "nearest-neighbours",
        "published": "yes",
        "area": FIFE,
        "areas": f"{FIFE},{ANGUS},{ORKNEY}",
        "by": "principle",
        "order": "gap",
    }

    page = opened("profile", **asked)

    assert page.address == asked
    assert areas_of(page) == [FIFE, ANGUS, ORKNEY]
    assert page.headings[:3] == ["Fife", "Angus", "Orkney Islands"]


def test_an_area_chosen_elsewhere_is_the_own_one_here_and_goes_along(demonstration):
    page = opened("area", area=ANGUS)
    page.app.switch_page(_script("profile")).run()
    assert areas_of(page) == [ANGUS]

    page.app.multiselect(key="choose-areas").set_value([ORKNEY, FIFE]).run()
    assert page.address["areas"] == f"{ORKNEY},{FIFE}"
    assert page.address["area"] == ORKNEY

    page.app.query_params.clear()
    page.app.switch_page(_script("area")).run()
    assert page.choices["Area"] == ORKNEY

    page.choose("area", MORAY)
    page.app.query_params.clear()
    page.app.switch_page(_script("profile")).run()
    assert areas_of(page) == [MORAY]


def test_no_more_than_three_areas_are_taken_from_an_address(demonstration, first_run):
    page = opened("profile", areas=",".join([FIFE, ANGUS, ORKNEY, MORAY, "S99999999"]))

    assert areas_of(page) == [FIFE, ANGUS, ORKNEY]
    assert "Only the first three of these 4 areas are shown." in page.text
    assert "There is no area 'S99999999'. Choose one from the list." in page.text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"areas": "Fife,Highland"}, [FIFE, "S12000017"]),
        ({"area": "Highland"}, ["S12000017"]),
        ({"areas": "Angus Council, S12000047"}, [ANGUS, FIFE]),
    ],
)
def test_names_in_a_link_are_areas(demonstration, first_run, asked, shown):
    page = opened("profile", **asked)

    assert areas_of(page) == shown
    assert page.address["areas"] == ",".join(shown)
    assert "There is no area" not in page.text
    assert "Only the first three" not in page.text


@pytest.mark.parametrize("key", ["area", "areas"])
def test_a_name_that_nobody_knows_is_said(demonstration, first_run, key):
    page = opened("profile", **{key: "nonsense"})

    assert "There is no area 'nonsense'. Choose one from the list." in page.text
    assert 'role="status">There is no area' in page.html
    assert page.address["areas"] == "S12000033"


def test_an_area_without_an_assessment_is_a_sentence_and_no_chart(demonstration):
    page = opened("profile", areas=MORAY, round="2025")

    assert page.finding.startswith("Moray has no assessment of Safer Communities Programme in round 2025.")
    assert page.charts == {}
    assert page.alerts == []


@pytest.mark.parametrize("forged", [{"areas": "<script>"}, {"by": "each"}, {"order": "random"}, {"areas": ""}])
def test_what_is_no_option_is_not_taken(demonstration, forged):
    page = opened("profile", framework="safer-communities", **forged)

    assert page.alerts == []
    assert page.address["areas"] == "S12000033"
    assert (page.address["by"], page.address["order"]) == ("criterion", "document")


def test_every_row_is_in_a_table_and_the_radar_says_that_it_is_an_extra(demonstration):
    page = opened("profile", areas=FIFE, framework="safer-communities", round="2025")
    header, *rows = page.table("Table: Fife")

    assert header[:3] == ["Criterion", "Principle", "Own level"]
    assert len(rows) == 37
    assert "Only an extra: its shape changes with the order of the spokes" in page.text
    assert page.table("Scores on the radar")[0] == ["Principle", "Fife", "Peers' median"]


def _script(address):
    spec = next(spec for spec in SPECS if spec.address == address)
    return os.path.relpath(ROOT / "pages" / spec.file, MAIN.parent)
