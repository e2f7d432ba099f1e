"""One real server for the tests of the routes; each test makes a room of its own."""

from __future__ import annotations

import pytest

from csp_analytics.store.connection import open_store
from csp_analytics.workshop.live.making import Made, make
from csp_analytics.workshop.session.about import About
from tests.browser.server import serve
from tests.builders.rooms import prepared

ROOMS = 24


@pytest.fixture(scope="session")
def rooms_server(tmp_path_factory):
    """A running server, and rooms that were made before it took the database: each test takes one."""
    place = tmp_path_factory.mktemp("rooms") / "rooms.duckdb"
    store = open_store(place)
    about = prepared(roles=("Council", "Police"))
    made = [make(store, about) for _ in range(ROOMS)]
    store.close()
    with serve(place, CSP_DEMO="off") as server:
        yield server, made


@pytest.fixture
def own_room(rooms_server) -> tuple[str, Made, About]:
    """Address of the server, a room that no other test uses, and what it asks."""
    server, made = rooms_server
    return server.url, made.pop(), prepared(roles=("Council", "Police"))
