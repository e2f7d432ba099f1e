"""Every page can be used with a keyboard, a screen reader and a telephone.

Axe finds what a program can find (WCAG 2.2, levels A and AA). Names, headings, order of focus and width are for us.
"""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from csp_analytics.ui.navigation import SPECS
from tests.browser.visit import menu_link, opened, settled, unfolded

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
VIEWS = {spec.address: "" if spec.default else spec.address for spec in SPECS} | {
    "area of a checklist": "area?framework=hallmarks&area=S12000047",
    "one area changed": "change?area=S12000047&framework=hallmarks",
    "one area in the crosswalk": "crosswalk?area=S12000047",
    "evidence behind a cell": "criteria?area=S12000047&cell=S12000047.safer-communities.leadership.01",
    "three areas side by side": "profile?areas=S12000047,S12000036,S12000033&by=principle",
    "a report on a family": "report?group=Family+group+1+(people):+least+deprived",
    "one area with few people": "skills-area?area=S12000005",
    "skills on the wall": "skills?size=wall",
    "coverage of skills": "skills?measure=coverage",
    "one area's action plan": "actions?area=S12000047",
    "learning groups": "learning?part=groups",
    "four themes": "answers?survey=themes",
    "arithmetic": "methods?part=arithmetic",
    "peer groups": "methods?part=peers&peers=nearest-neighbours",
    "data loaded": "methods?part=data",
    "nothing to check": "your-partnership?step=check",
    "compare what is published": "your-partnership?step=compare&area=S12000047",
    "prepare a skills snapshot": "workshop?session=skills",
    "what was loaded": "imports?part=log",
    "copies of the database": "imports?part=data",
    "take away what is published": "your-partnership?step=take&area=S12000047",
}
TOO_WIDE = """() => ['html', '[data-testid=stMain]', '.block-container'].map(one => document.querySelector(one))
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => `${one.className}: ${one.scrollWidth}`)"""
LEVELS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"""
# A chart can be there in two sizes, of which one is shown.
NAMES = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].filter(one => one.checkVisibility())
    .map(one => one.closest('[role=figure]') || one.querySelector('[role=figure]')).map(one => one?.ariaLabel)"""
STOP = """() => {
    const places = {main: 'main', navigation: '[data-testid=stSidebarNav]', 'skip link': 'a[href^="#"]'};
    const at = Object.entries(places).find(([name, where]) => document.activeElement.closest(where));
    return at ? at[0] : 'elsewhere';
}"""


@pytest.fixture(scope="module")
def looking(browser):
    """A tab for one view after the other."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=VIEWS.values(), ids=list(VIEWS))
def drawn(request, looking, dashboard):
    """A page with everything on it unfolded, looked at by several tests."""
    looking.goto("about:blank")
    return unfolded(opened(looking, dashboard.address(request.param)))


def test_axe_finds_no_violation(drawn):
    found = Axe().run(drawn, options=RULES).response["violations"]

    assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []


def test_one_first_heading_and_no_level_left_out(drawn):
    levels = drawn.evaluate(LEVELS)

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_every_chart_has_a_name_that_tells_what_it_shows(drawn):
    names = drawn.evaluate(NAMES)

    assert [name for name in names if len(name or "") < 40] == []
    assert len(set(names)) == len(names)


def test_the_page_does_not_scroll_sideways_on_a_telephone(drawn):
    for width in (390, 320):
        drawn.set_viewport_size({"width": width, "height": 800})
        drawn.wait_for_timeout(500)
        assert drawn.evaluate(TOO_WIDE) == []
    drawn.set_viewport_size({"width": 1440, "height": 900})


def test_axe_finds_no_violation_on_a_telephone(page, dashboard):
    page.set_viewport_size({"width": 390, "height": 800})

    found = Axe().run(opened(page, dashboard.address()), options=RULES).response["violations"]

    assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []


def test_the_keyboard_reaches_skip_link_navigation_and_main_in_this_order(page, dashboard):
    opened(page, dashboard.address())

    stops = []
    for _ in range(len(SPECS) + 8):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))

    order = [stop for place, stop in enumerate(stops) if stop not in stops[:place] and stop != "elsewhere"]
    assert order == ["skip link", "navigation", "main"]
    assert stops.count("navigation") == len(SPECS)


def test_the_skip_link_leads_to_the_main_part(page, dashboard):
    opened(page, dashboard.address())

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate(STOP) == "main"


def test_a_page_can_be_opened_and_a_choice_made_with_the_keyboard_alone(page, dashboard):
    opened(page, dashboard.address())
    menu_link(page, "Area").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_title("Area – CSP maturity")
    settled(page)

    page.get_by_role("combobox", name="Area").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Orkney")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Orkney Islands", timeout=30_000)
