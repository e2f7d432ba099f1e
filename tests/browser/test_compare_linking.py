"""Chart and map of all areas are linked: a click in one makes that area the own area in both, and in the address."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from csp_analytics.areas.register import register
from tests.browser.visit import PATIENCE, choose, finding, go, opened, settled

FIFE, HIGHLAND, STIRLING = "S12000047", "S12000017", "S12000030"
QUERY = f"area={FIFE}&framework=safer-communities&round=2025&peers=family-people&measure=principle:leadership"
OWN_ROW = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')[0].querySelectorAll('.ytick text')]
    .filter(one => one.querySelector('tspan[style*="bold"]')).map(one => one.textContent)"""


@pytest.fixture
def compared(page, dashboard):
    page.set_viewport_size({"width": 1440, "height": 1700})
    return opened(page, dashboard.address("compare", QUERY))


def chart(page, place):
    return page.get_by_test_id("stPlotlyChart").nth(place)


def click(page, place):
    """A click as a person makes it: the pointer comes first, and the chart says what it met."""
    page.mouse.move(*place)
    expect(page.locator(".hoverlayer .hovertext")).to_be_visible(timeout=PATIENCE)
    page.mouse.down()
    page.mouse.up()


def row(page, name, share):
    """A place in an area's row of the sorted chart, at a share of its width."""
    label = chart(page, 0).locator(".ytick text").filter(has_text=name)
    label.scroll_into_view_if_needed()
    box, plot = label.bounding_box(), chart(page, 0).locator(".nsewdrag").bounding_box()
    return plot["x"] + share * plot["width"], box["y"] + box["height"] / 2


def tile(page, code):
    text = chart(page, 1).locator(".textpoint").filter(has_text=register().areas[code].tile_label)
    box = text.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def shows(page, code):
    """The page is about an area: sentence, address, the strong row of the chart and the key of the map."""
    name = register().names[code]
    expect(page.locator(".csp-finding")).to_contain_text(f"{name} has ", timeout=PATIENCE)
    settled(page)
    assert parse_qs(urlsplit(page.url).query)["area"] == [code]
    assert [text.startswith(name) for text in page.evaluate(OWN_ROW)] == [True]
    expect(chart(page, 1).locator(".annotation").filter(has_text="its peers")).to_contain_text(name)


def test_it_opens_with_the_own_area_in_both(compared):
    shows(compared, FIFE)


def test_a_click_on_a_row_makes_that_area_the_own_area_in_both(compared):
    click(compared, row(compared, "Highland", 0.3))

    shows(compared, HIGHLAND)


def test_a_row_can_be_met_beyond_the_end_of_its_bar(compared):
    click(compared, row(compared, "Stirling", 0.97))

    shows(compared, STIRLING)


def test_a_click_on_a_tile_makes_that_area_the_own_area_in_both(compared):
    click(compared, tile(compared, HIGHLAND))

    shows(compared, HIGHLAND)


def test_after_a_click_the_drop_down_still_decides_and_another_click_too(compared):
    click(compared, row(compared, "Highland", 0.3))
    shows(compared, HIGHLAND)

    choose(compared, "Area", "Stirling")
    shows(compared, STIRLING)

    click(compared, tile(compared, FIFE))
    shows(compared, FIFE)


def test_the_way_back_returns_to_the_area_before_the_click(compared):
    seen = finding(compared)
    click(compared, tile(compared, HIGHLAND))
    shows(compared, HIGHLAND)

    compared.go_back()

    expect(compared.locator(".csp-finding")).to_have_text(seen, timeout=PATIENCE)


def test_who_comes_back_from_another_page_finds_the_area_that_was_clicked(compared):
    click(compared, tile(compared, HIGHLAND))
    shows(compared, HIGHLAND)

    go(compared, "National picture")
    go(compared, "Compare areas")

    shows(compared, HIGHLAND)


def test_a_link_opened_in_another_browser_shows_the_same(compared, new_context):
    click(compared, tile(compared, STIRLING))
    shows(compared, STIRLING)

    other = opened(new_context(viewport={"width": 1440, "height": 1700}).new_page(), compared.url)

    assert finding(other) == finding(compared)
    shows(other, STIRLING)


def test_on_a_telephone_the_map_stands_below_the_chart_and_both_fit(page, dashboard):
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, dashboard.address("compare", QUERY))

    first, second = (chart(page, place).bounding_box() for place in (0, 1))
    assert second["y"] > first["y"] + first["height"]
    assert max(box["x"] + box["width"] for box in (first, second)) <= 390
