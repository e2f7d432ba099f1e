"""The picture of any chart, made by the browser: a button on every chart, out of the way until it is wanted."""

import struct

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_accessibility import RULES
from tests.browser.visit import opened

FILE_NAMES = """() => [...document.querySelectorAll('.js-plotly-plot')]
    .map(one => one._context.toImageButtonOptions.filename)"""
SEEN = "button => Number(getComputedStyle(button.parentElement).opacity)"
BESIDE_THE_PAGE = "() => document.querySelectorAll('.modebar-btn').length"


def button(page, place=0):
    return page.locator(".js-plotly-plot").nth(place).get_by_role("button", name="Download picture (PNG)")


def size_of(path):
    """Width and height of a PNG in pixels, from its first part."""
    start = path.read_bytes()[:24]
    assert start[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", start[16:24])


def test_the_picture_is_twice_as_large_as_on_the_screen_and_its_name_says_what_it_is(page, dashboard):
    opened(page, dashboard.address("compare", "area=S12000047&framework=safer-communities&round=2025"))
    chart = page.locator(".js-plotly-plot").first
    there = chart.evaluate("one => [one._fullLayout.width, one._fullLayout.height]")
    chart.hover()

    with page.expect_download() as waiting:
        button(page).click()

    name = waiting.value.suggested_filename
    assert name.startswith("demonstration-fife-safer-communities-2025-")
    assert name.endswith(".png")
    assert size_of(waiting.value.path()) == pytest.approx([2 * one for one in there], abs=2)


def test_every_chart_of_a_page_has_the_button_and_a_file_name_of_its_own(page, dashboard):
    opened(page, dashboard.address())

    names = page.evaluate(FILE_NAMES)

    assert len(names) >= 4
    assert len(set(names)) == len(names) == page.evaluate(BESIDE_THE_PAGE)
    assert [name for name in names if not name.startswith("demonstration-")] == []


def test_the_button_covers_nothing_until_the_pointer_or_the_keyboard_is_there(page, dashboard):
    opened(page, dashboard.address("compare"))
    page.mouse.move(0, 0)
    assert button(page).evaluate(SEEN) == 0

    button(page).focus()
    page.wait_for_timeout(500)

    assert button(page).evaluate(SEEN) == 1


def test_axe_finds_no_violation_while_the_button_is_shown(page, dashboard):
    opened(page, dashboard.address("compare"))
    button(page).focus()
    page.wait_for_timeout(500)

    found = Axe().run(page, options=RULES).response["violations"]

    assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []
