"""Presented pages in a real browser: large enough, nothing sideways, by keyboard, and no name on the wall."""

import pytest

from tests.pages.test_presenting_names import other_names

LINK = "area?present=on&names=hidden&mix=7&named=S12000047&area=S12000047"
READY = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
    return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('.st-key-wall-back')
        && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
        && charts.every(chart => chart.querySelector('svg.main-svg'));
}"""
# Letters as they are seen: an enlarged chart is wider on the screen than it was drawn.
SMALLEST = """() => Math.min(...[...document.querySelectorAll(
    '.main-svg text, .st-key-wall-head p, .st-key-wall-foot p, .st-key-wall-bar p, h1')]
    .filter(one => one.textContent.trim()).map(one => {
        const drawn = one.closest('.plot-container');
        const enlarged = drawn ? drawn.getBoundingClientRect().width / drawn.offsetWidth : 1;
        return parseFloat(getComputedStyle(one).fontSize) * enlarged;
    }))"""
FITS = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    const right = [...document.querySelectorAll('.main-svg')].map(one => one.getBoundingClientRect().right);
    return main.scrollWidth <= main.clientWidth && right.every(end => end <= window.innerWidth);
}"""


@pytest.mark.parametrize(("width", "height", "smallest"), [(1280, 720, 22), (1920, 1080, 33)])
def test_every_screen_is_large_and_fits_and_names_nobody(dashboard, new_context, width, height, smallest):
    page = new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(f"{dashboard.url}/{LINK}")
    page.wait_for_function(READY)
    seen = 1

    while page.locator(".st-key-wall-next").count():
        assert page.evaluate(SMALLEST) >= smallest
        assert page.evaluate(FITS)
        assert other_names().findall(page.inner_text("body")) == []
        assert not page.get_by_role("navigation", name="App pages").is_visible()
        page.keyboard.press("PageDown")
        seen += 1
        page.wait_for_function("n => location.search.includes(`slide=${n}`)", arg=seen)
        page.wait_for_function(READY)

    assert seen == 8
    # Names are hidden: the way out is not beside Next.
    assert page.locator(".st-key-wall-bar").get_by_role("button", name="Stop").count() == 0
    page.get_by_role("button", name="Choices").focus()
    page.keyboard.press("Enter")
    stop = page.get_by_role("button", name="Stop, and show everything that is hidden")
    stop.focus()
    stop.press("Enter")
    page.wait_for_function("() => !location.search.includes('present=on')")
    page.get_by_role("heading", name="Fife", exact=True).wait_for()
