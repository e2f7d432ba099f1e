"""The paper as one HTML file in a real browser: it draws its charts, asks nobody for anything and runs nothing else."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from csp_analytics.exports.page import page as written
from csp_analytics.pictures.report_subject import Part
from tests.browser.test_accessibility import RULES
from tests.browser.test_png import size_of
from tests.builders.paper_by_hand import STAMP, beside_peers, hostile, paper

# No server: the browser is given the file at an address of this machine.
ADDRESS = "http://127.0.0.1:9/paper.html"
DRAWN = "() => [...document.querySelectorAll('.chart')].every(one => one.querySelector('svg.main-svg .bars'))"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def shown(page):
    """Opens a paper; gives the page and what it asked for and complained of."""

    def show(one):
        content, told = written(one, stamp=STAMP), []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: told.append(request.url) if request.url != ADDRESS else None)
        page.route(ADDRESS, lambda route: route.fulfill(body=content, content_type="text/html"))
        page.goto(ADDRESS)
        page.wait_for_function(DRAWN)
        return page, told

    return show


def test_every_chart_is_drawn_without_a_request_or_a_complaint(shown):
    page, told = shown(paper())

    assert page.locator("svg.main-svg .bars").count() == 4
    assert told == []


def test_axe_finds_no_violation(shown):
    page, _ = shown(paper())

    found = Axe().run(page, options=RULES).response["violations"]

    assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_it_does_not_scroll_sideways(shown, width):
    page, _ = shown(paper())

    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(300)

    assert page.evaluate(TOO_WIDE) <= 0


def test_the_picture_has_headline_finding_basis_and_stamp_around_the_chart(shown):
    page, _ = shown(paper(parts=[Part("Beside the peers", [], [beside_peers()])]))
    high = page.locator(".chart").evaluate("one => one.clientHeight")

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download picture (PNG)").click()

    assert waiting.value.suggested_filename == "demonstration-fife-beside-peers.png"
    # At least a line of 20, one of 16 and one of 14 points: 67 pixels more than the chart, at twice the size.
    assert size_of(waiting.value.path())[1] >= 2 * (high + 67)


def test_nothing_that_people_wrote_runs(shown):
    page, told = shown(hostile())

    assert page.evaluate("() => window.hit") is None
    assert page.locator("img, iframe, main script:not([type='application/json'])").count() == 0
    assert told == []


def test_on_paper_every_chart_is_as_wide_as_the_paper(shown):
    page, _ = shown(paper())

    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    printed = page.evaluate("() => [...document.querySelectorAll('.chart')].map(one => one._fullLayout.width)")
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    page.wait_for_timeout(300)
    after = page.evaluate("() => [...document.querySelectorAll('.chart')].map(one => one._fullLayout.width)")

    assert set(printed) == {680}
    assert min(after) > 680
