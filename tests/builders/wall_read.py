"""Reads a page of a workshop as a person does, for tests."""

from __future__ import annotations

from html.parser import HTMLParser

CELLS = ("rank", "what", "words", "n", "few")


class Reader(HTMLParser):
    """Reads a page: what is seen on it, its tags, and its tables as rows of words."""

    def __init__(self, html: str):
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self._silent, self._row = "", False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._silent = tag if tag in ("style", "script", "title") else self._silent
        self.words.append(" ")
        if tag in ("tr", "li"):
            self.rows.append([])
            self._row = True
        if (
            self._row
            and tag in ("td", "th", "span")
            and (tag != "span" or dict(attrs).get("class") in ("rank", "what", "words", "n", "few"))
        ):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self._silent = "" if tag == self._silent else self._silent
        self._row = self._row and tag not in ("tr", "li")

    def handle_data(self, data):
        if self._silent:
            return
        self.words.append(data)
        if self._row and self.rows[-1]:
            self.rows[-1][-1] += f" {data}"

    @property
    def text(self) -> str:
        """All that is seen, as one line."""
        return " ".join("".join(self.words).split())

    def table(self) -> dict[str, list[int]]:
        """First cell of each row of a table, and the whole numbers in the others."""
        return {
            " ".join(row[0].split()).removesuffix("◆ last round").strip(): [
                int(cell) for cell in map(str.strip, row[1:]) if cell.isdecimal()
            ]
            for row in self.rows
            if row
        }


def text(html: str) -> str:
    """What is seen on a page."""
    return Reader(html).text
