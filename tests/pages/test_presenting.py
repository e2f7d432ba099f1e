"""Presented pages of Explore: large and alone on the wall, with one press back, and by a link."""

import pytest

from csp_analytics.ui import navigation
from csp_analytics.ui.navigation import SPECS
from tests.pages.seen import Seen, opened
from tests.pages.sent import presented

FIFE = "S12000047"
FOOTER = 'class="csp-footer"'
EXPLORE = [spec.address for spec in SPECS if spec.section == navigation.EXPLORE]


def button(page, key):
    return next(one for one in page.app.button if one.key == key)


def press(page, key):
    return Seen(button(page, key).click().run())


@pytest.mark.parametrize("address", EXPLORE)
def test_every_page_of_explore_can_be_presented_and_says_its_finding_first(demonstration, address):
    said, sent = presented(address, area=FIFE)

    assert len(said) > 1
    assert len(said[0]) > 40
    assert all("Demonstration data." in one for one in said)
    for left_out in (FOOTER, "Share this view", "download_button {", "expandable {", "<table"):
        assert left_out not in sent


def test_pages_of_other_sections_cannot(demonstration):
    assert "present" not in [one.key for one in opened("methods", present="on").app.button]
    assert FOOTER in opened("methods", present="on").html


def test_it_begins_with_a_press_and_ends_with_one(demonstration):
    page = opened("area", area=FIFE)
    at_a_desk = dict(page.address)

    page = press(page, "present")
    assert page.address == {**at_a_desk, "present": "on"}
    assert FOOTER not in page.html

    page = press(page, "wall-next")
    assert page.address["slide"] == "2"
    assert page.one("<h1>(.*?)</h1>") == "Does it depend on the choice of peers?"

    page = press(page, "wall-stop")
    assert page.address == at_a_desk
    assert FOOTER in page.html
    assert page.one("<h1>(.*?)</h1>") == "Fife"


def test_the_press_that_leads_to_the_last_screen_does_not_lead_to_the_next_page(demonstration):
    page = opened("compare", present="on", area=FIFE)

    page = press(page, "wall-next")

    assert page.address["slide"] == "2"
    assert button(page, "wall-next-page").label == "Next: Criteria"


def test_a_link_to_a_screen_that_is_not_there_shows_the_last_one(demonstration):
    page = opened("compare", present="on", area=FIFE, slide="99")

    assert page.alerts == []
    assert page.address["slide"] == "2"


@pytest.mark.parametrize("slide", ["0", "-1", "zwei", "٣"])
def test_a_screen_that_is_no_number_is_the_first(demonstration, slide):
    assert "slide" not in opened("compare", present="on", area=FIFE, slide=slide).address


def test_charts_have_one_width_and_answer_to_no_pointer(demonstration):
    page = opened("area", present="on", area=FIFE)

    (spec,) = page.charts.values()
    assert spec["layout"]["width"] == 775
    assert '"staticPlot": true' in page.app.get("plotly_chart")[0].proto.config


def test_an_area_without_an_assessment_and_an_empty_database_say_so(demonstration):
    page = opened("area", present="on", area="S12000020", framework="safer-communities", round="2025")

    assert "has no assessment" in page.text
    assert [one.key for one in page.app.button if one.key == "wall-stop"]


def test_without_data_the_frame_speaks(empty):
    page = opened("national", present="on")

    assert page.one("<h1>(.*?)</h1>") == "No assessment has been loaded yet"


@pytest.mark.parametrize("framework", ["hallmarks", "excellence"])
@pytest.mark.parametrize("address", ["area", "criteria", "profile"])
def test_other_frameworks_too(demonstration, framework, address):
    said, _ = presented(address, area=FIFE, framework=framework, others="hidden")

    assert "Fife rate" in said[0]
