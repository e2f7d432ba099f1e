"""A visit to the dashboard with a real browser: opens it, waits until a page is drawn, chooses as a person would."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, Playwright, TimeoutError, expect

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000
# The script has run to its end, nothing on the page is from an earlier run, and every chart is drawn.
SETTLED = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
    return app && app.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
        && document.querySelector('.csp-footer, [role=alert]')
        && charts.every(chart => chart.querySelector('svg.main-svg'));
}"""

OPEN_ALL = """() => {
    const folded = [...document.querySelectorAll('main details:not([open]) > summary')];
    folded.forEach(one => one.click());
    return folded.length;
}"""

FILLED = """() => [...document.querySelectorAll('main details[open]')]
    .every(one => one.querySelector('[data-testid=stExpanderDetails]')?.textContent.trim())"""


def browser_path() -> str | None:
    """Where the Chromium of this machine is; None when only Playwright's own can be there."""
    named = os.environ.get("CSP_BROWSER")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), None)


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A running Chromium. Without one the tests fail: deselect them with ``-m "not browser"`` to go without."""
    browser = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
    try:
        yield browser
    finally:
        browser.close()


def opened(page: Page, address: str) -> Page:
    """Goes to an address and waits until the page is drawn."""
    page.goto(address)
    return settled(page)


def settled(page: Page) -> Page:
    """Waits until the page is drawn."""
    page.wait_for_function(SETTLED, timeout=PATIENCE)
    return page


def choose(page: Page, label: str, option: str) -> Page:
    """Picks an option of a drop-down by its words and waits until the page shows it."""
    box = page.get_by_role("combobox", name=label)
    before = page.url
    for last in (False, False, True):
        box.fill(option)
        try:  # the list is drawn anew while it is typed into: then the option of before is gone
            page.get_by_role("option", name=option, exact=True).click(timeout=5_000)
            break
        except TimeoutError:
            if last:
                raise
    page.wait_for_function("before => location.href !== before", arg=before, timeout=PATIENCE)
    return settled(page)


def go(page: Page, title: str) -> Page:
    """Follows a link of the menu and waits until its page is drawn."""
    menu_link(page, title).click()
    expect(page).to_have_title(re.compile(f"^{title}"), timeout=PATIENCE)
    return settled(page)


def menu_link(page: Page, title: str) -> Locator:
    """The link of the menu with exactly this title (its icon is a word to the browser)."""
    links = page.get_by_role("navigation", name="App pages").get_by_role("link")
    return links.filter(has=page.get_by_text(title, exact=True))


def unfolded(page: Page) -> Page:
    """Opens everything that is folded."""
    # All at once, then again for what a run has brought: what is folded is sent only when it is opened.
    while page.evaluate(OPEN_ALL):
        page.wait_for_function(FILLED, timeout=PATIENCE)
        settled(page)
    return page


def choices(page: Page) -> dict[str, str]:
    """What the drop-downs of the page show, by label."""
    boxes = page.get_by_test_id("stSelectbox")
    return {box.locator("label").inner_text(): box.get_by_role("combobox").input_value() for box in boxes.all()}


def finding(page: Page) -> str:
    """The sentence that a page opens with."""
    return page.locator(".csp-finding").inner_text()
