"""Every screen of a phone with a real browser: axe, narrow and enlarged, sizes of what is pressed, nothing covered."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from csp_analytics.workshop.screens import phone
from tests.browser.phone_steps import PHONE
from tests.browser.test_accessibility import LEVELS, RULES
from tests.builders.phone_rooms import NOW, states
from tests.builders.rooms import prepared

CODE = "K7P2M"
AT = f"http://127.0.0.1:9/join/{CODE}"  # nobody listens there: every answer is given here
LONG = prepared(
    roles=("Scottish Fire and Rescue Service", "Police Scotland"), title="Comhairle nan Eilean Siar: session"
)
SCREENS = {
    **{name: phone.page(seen.room, CODE, seen.voice, place=seen.place, now=NOW) for name, seen in states(LONG).items()},
    "refused": phone.page(states(LONG)["closed"].room, CODE, "v1", message="Voting on this has closed."),
    "entrance": phone.entrance(),
    "wrong code": phone.entrance("There is no room with this code.", "K7P2"),
    "no room": phone.over("This session is over."),
}
# WCAG 2.2 asks for 24 px; a thumb in a meeting room wants 44. A link inside a sentence is as high as its line.
SMALL = """() => [...document.querySelectorAll('button, .b, nav a, select, .code, [type=number], .o label')]
    .filter(one => one.checkVisibility()).map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.height < 44 || box.width < 44).map(([one, box]) => `${one.outerHTML} ${box.height}`)"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Whether the line at the foot, which stays in view, lies over what has the focus.
COVERED = """() => {
    const box = document.activeElement.getBoundingClientRect(), foot = document.querySelector('footer');
    return document.activeElement !== document.body && !foot.contains(document.activeElement)
        && box.bottom > foot.getBoundingClientRect().top ? document.activeElement.outerHTML : '';
}"""


@pytest.fixture(scope="module")
def phone_page(browser):
    """A phone to which nothing ever happens."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.shown = ""
    page.route(
        "**/*",
        lambda route: (
            route.fulfill(status=204)
            if "/now" in route.request.url
            else route.fulfill(body=page.shown, content_type="text/html; charset=utf-8")
        ),
    )
    yield page
    context.close()


def opened(page, name, width=390, height=844):
    page.set_viewport_size({"width": width, "height": height})
    page.shown = SCREENS[name]
    page.goto(AT)
    return page


@pytest.mark.parametrize("name", list(SCREENS))
def test_axe_finds_no_violation(phone_page, name):
    found = Axe().run(
        opened(phone_page, name), options=RULES | {"runOnly": [*RULES["runOnly"]["values"], "best-practice"]}
    )
    violations = found.response["violations"]
    assert [f"{one['id']}: {node['html'][:200]}" for one in violations for node in one["nodes"]] == []


@pytest.mark.parametrize("name", list(SCREENS))
def test_it_fits_a_narrow_phone_and_a_desk_screen_enlarged_four_times(phone_page, name):
    """1280 by 1024 pixels at 400 % are 320 by 256: nothing stays in view then that could cover the rest."""
    for height in (640, 256):
        opened(phone_page, name, 320, height)
        assert phone_page.evaluate(TOO_WIDE) <= 0
    assert phone_page.evaluate(SMALL) == []
    foot = "() => getComputedStyle(document.querySelector('footer') || document.body).position"
    assert phone_page.evaluate(foot) == "static"


@pytest.mark.parametrize("name", list(SCREENS))
def test_headings_leave_no_level_out(phone_page, name):
    levels = opened(phone_page, name).evaluate(LEVELS)
    assert levels[0] == 1
    assert max(levels) <= 2


@pytest.mark.parametrize("name", ["saved", "dots placed", "own pace, answered", "join with roles"])
def test_what_has_the_focus_is_never_covered(phone_page, name):
    page, stops = opened(phone_page, name, 320, 500), 0
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(COVERED) == ""
        stops += page.evaluate("() => document.activeElement !== document.body")
    assert stops >= 2


def test_text_grows_with_the_size_that_somebody_has_set(phone_page):
    opened(phone_page, "saved", 320, 640)
    phone_page.add_style_tag(content="html { font-size: 200% }")
    assert phone_page.evaluate(TOO_WIDE) <= 0
    assert phone_page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('.o b')).fontSize)") >= 32


def test_nothing_moves_by_itself():
    assert [word for word in ("animation", "transition", "smooth") if word in phone.STYLE + phone.SCRIPT] == []
