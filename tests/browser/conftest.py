"""One browser for all tests of a process, one dashboard that they share, and a fresh one for those that need it."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.server import serve
from tests.browser.visit import chromium

HERE = Path(__file__).parent


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
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **settings})
        context.on("request", lambda request: asked.append(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: asked.append(socket.url)))
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()
    assert [address for address in asked if elsewhere(address)] == []


def elsewhere(address):
    """Whether an address is not on this machine."""
    return not address.startswith(("data:", "blob:")) and urlsplit(address).hostname != "127.0.0.1"


@pytest.fixture
def page(new_context):
    """A page of a new browser context, as wide as a desk screen."""
    return new_context().new_page()
