"""Reads the page of a phone as a person and as a browser do."""

from __future__ import annotations

from html.parser import HTMLParser

from csp_analytics.workshop.screens import phone
from tests.builders.phone_rooms import NOW, Seen

CODE = "K7P2M"


def page_of(seen: Seen, *, message: str = "") -> str:
    """The page of a phone in a state of a room."""
    return phone.page(seen.room, CODE, seen.voice, place=seen.place, message=message, now=NOW)


class Reader(HTMLParser):
    """Reads a page as a person does (what is hidden and what is script left out), and notes tags and their names."""

    def __init__(self, html: str):
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._silent = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent = tag if tag in ("style", "script", "title") else self._silent

    def handle_endtag(self, tag: str) -> None:
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    @property
    def text(self) -> str:
        """What can be read, with single spaces."""
        return " ".join("".join(self.words).split())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every tag of a name."""
        return [attrs for name, attrs in self.tags if name == tag]
