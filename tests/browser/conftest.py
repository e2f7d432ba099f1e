"""One browser for all tests of a process, one dashboard that they share, and a fresh one for those that need it."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.server import serve
from tests.browser.visit import chromium

HERE = Path(__file__).parent
DESK = {"width": 1440, "height": 900}
BLOCKED = "Content Security Policy"  # a page that works asks for nothing that the policy forbids


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright, chromium(playwright) as running:
        yield running


@pytest.fixture(scope="session")
def dashboard(demo_database, tmp_path_factory):
    """A running dashboard with the demonstration data, shared: a test must not change its data."""
    database = shutil.copy(demo_database, tmp_path_factory.mktemp("dashboard") / "shared.duckdb")
    with serve(Path(database)) as server:
        yield server


@pytest.fixture
def fresh_database(demo_database, tmp_path):
    """A copy of the demonstration database that a test may change before it starts a server."""
    return Path(shutil.copy(demo_database, tmp_path / "fresh.duckdb"))


@pytest.fixture
def new_context(browser):
    """Opens browser contexts: each is another person's browser, with nothing in its cache.

    At the end of every test: nothing but this machine's own dashboard was asked for anything.
    """
    contexts, asked = [], []

    def new(**settings):
        contexts.append(watched(browser, asked, **settings))
        return contexts[-1]

    yield new
    for context in contexts:
        context.close()
    assert [address for address in asked if elsewhere(address)] == []


@pytest.fixture(scope="session")
def tab(browser):
    """A tab in which tests visit one after the other (the dashboard's programs are fetched and read once), and what it
    asked for.
    """
    asked = []
    context = watched(browser, asked)
    yield context.new_page(), asked
    context.close()


@pytest.fixture
def page(tab):
    """A tab as wide as a desk screen, without anything of an earlier visit; it asks nobody but this machine either."""
    shown, asked = tab
    asked.clear()
    shown.set_viewport_size(DESK)
    shown.mouse.move(0, 0)
    yield shown
    if shown.url.startswith("http"):
        shown.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    shown.context.clear_cookies()
    shown.unroute_all()
    shown.goto("about:blank")
    assert [address for address in asked if elsewhere(address)] == []


def watched(browser, asked, **settings):
    """A browser context that notes every address that it asks for, and what the server's own policy kept it from."""
    context = browser.new_context(**{"viewport": DESK, **settings})
    context.on("request", lambda request: asked.append(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: asked.append(socket.url)))
    context.on("console", lambda line: asked.append(f"kept back: {line.text}") if BLOCKED in line.text else None)
    return context


def elsewhere(address):
    """Whether an address is not on this machine."""
    return not address.startswith(("data:", "blob:", "about:")) and urlsplit(address).hostname != "127.0.0.1"
