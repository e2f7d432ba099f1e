"""A facilitator and phones without a screen, for browser tests of rooms: they talk to a running server as people do."""

from __future__ import annotations

import re
from pathlib import Path

import requests

from csp_analytics.store.connection import open_store
from csp_analytics.workshop.live.making import Made, make
from csp_analytics.workshop.session.about import About
from tests.builders.people import Person

PHONE = {"width": 390, "height": 844}


def rooms_made(database: Path, abouts: list[About]) -> list[Made]:
    """Rooms in a database that no server has open yet."""
    store = open_store(database)
    try:
        return [make(store, about) for about in abouts]
    finally:
        store.close()


class Facilitator:
    """Somebody with the facilitator link of a room."""

    def __init__(self, url: str, made: Made):
        self.code, self._client = made.code, Person(url, made.code)
        assert self._client.get(f"/lead/{made.key}").status_code == 200

    def does(self, *kinds: str, **body: str) -> None:
        """Presses one button after the other; ``body`` goes with each."""
        for kind in kinds:
            sent = self._client.post(f"/control/{self.code}", do=kind, **body)
            assert sent.status_code == 200, sent.text


class Phone:
    """A phone that nobody looks at; with ``cookie`` it is one that a browser has."""

    def __init__(self, url: str, code: str, *, join: bool = True):
        self.code, self._client = code, Person(url, code)
        if join:
            assert self.sends(do="join").status_code == 200

    def sends(self, **fields: str) -> requests.Response:
        """Posts a form to the room."""
        return self._client.post(f"/join/{self.code}", **fields)

    def answers(self, answer: str) -> requests.Response:
        """Answers what is open, as its page asks for it."""
        page = self._client.get(f"/join/{self.code}").text
        return self.sends(**dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)), answer=answer)
