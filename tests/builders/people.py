"""People in a room without a browser: phones and laptops that speak HTTP, each with cookies of its own."""

from __future__ import annotations

import requests
from requests.adapters import HTTPAdapter

JSON = {"Accept": "application/json"}


class _From(HTTPAdapter):
    def __init__(self, here: str):
        self.here = here
        super().__init__()

    def init_poolmanager(self, *given: object, **more: object) -> None:
        super().init_poolmanager(*given, **more, source_address=(self.here, 0))


class Person:
    """A browser without a screen, behind the address ``here`` of this machine."""

    def __init__(self, url: str, code: str, *, here: str = ""):
        self.url, self.code, self.browser = url, code, requests.Session()
        if here:
            self.browser.mount("http://", _From(here))

    def get(self, path: str, **more: object) -> requests.Response:
        """Asks for an address of the server."""
        return self.browser.get(f"{self.url}{path}", timeout=30, **more)

    def post(self, path: str, headers: dict[str, str] | None = None, **sent: object) -> requests.Response:
        """Sends a form as the script of a page does."""
        address = f"{self.url}{path}"
        return self.browser.post(address, data=sent, headers=headers or JSON, timeout=30, allow_redirects=False)


class Phone(Person):
    """A phone in a room."""

    def join(self, role: str = "") -> requests.Response:
        """Goes in."""
        return self.post(f"/join/{self.code}", do="join", role=role)

    def answer(self, question: str, said: str, vote: int = 1) -> requests.Response:
        """Answers."""
        return self.post(f"/join/{self.code}", do="answer", question=question, vote=vote, answer=said)


class Laptop(Person):
    """A facilitator's laptop."""

    def __init__(self, url: str, code: str, key: str, *, here: str = ""):
        super().__init__(url, code, here=here)
        self.entered = self.get(f"/lead/{key}")

    def press(self, what: str, **sent: object) -> requests.Response:
        """Presses something on the controls."""
        return self.post(f"/control/{self.code}", do=what, **sent)
