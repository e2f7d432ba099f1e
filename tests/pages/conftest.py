"""Pages without a browser: their scripts run, and what they send is read."""

import shutil
from collections.abc import Callable
from contextlib import closing
from functools import lru_cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.media_file_manager import MediaFileManager

from csp_analytics.store.connection import open_store
from csp_analytics.ui import cached
from tests.pages.officer_visit import Visit


@pytest.fixture(autouse=True, scope="session")
def packages_looked_through_once():
    """Streamlit looks through every installed package for components at every first run of a page; once is enough."""
    scan = lru_cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(autouse=True, scope="module")
def nothing_kept():
    """Nothing stays that an earlier module made. Within one, results are kept by database and version, as in life."""
    cached.forget()


@pytest.fixture(autouse=True)
def nothing_built(monkeypatch):
    """No test fills an empty database by chance."""
    monkeypatch.setenv("CSP_DEMO", "off")


@pytest.fixture
def demonstration(demo_store, monkeypatch):
    """Pages show the demonstration data."""
    monkeypatch.setenv("CSP_DATABASE", str(demo_store.path))
    return demo_store


@pytest.fixture(scope="module")
def demo_copy(demo_database, tmp_path_factory):
    """The demonstration data in a copy that a module may add to, once, before its tests read it."""
    place = shutil.copy(demo_database, tmp_path_factory.mktemp("copy") / "demonstration-and-more.duckdb")
    with closing(open_store(place)) as store:
        yield store


@pytest.fixture
def own(own_demo_store, monkeypatch):
    """Pages show the demonstration data in a copy that the test may change."""
    monkeypatch.setenv("CSP_DATABASE", str(own_demo_store.path))
    return own_demo_store


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """Pages show an empty database."""
    monkeypatch.setenv("CSP_DATABASE", str(tmp_path / "csp.duckdb"))
    store = open_store(tmp_path / "csp.duckdb")
    yield store
    store.close()


@pytest.fixture
def visit(own, monkeypatch):
    """Begins visits to Your partnership over the demonstration data, in a copy that can be changed."""
    begin = MediaFileManager.add_deferred
    made: dict[str, Callable[[], bytes]] = {}

    def noted(self, callable_, mimetype, coordinates, file_name=None, **more):
        made[file_name] = callable_
        return begin(self, callable_, mimetype, coordinates, file_name, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", noted)
    return lambda: Visit(made)
