"""The facilitator's controls for tests: a page drawn from a room, and what it offers."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd

from csp_analytics.workshop.screens import control
from tests.builders.rooms import FIRST, lead, room_with, to_first, vote

CODE = "K7QMX"
VALUES = {
    "holds": True,
    "others": 0,
    "lead_link": "http://host/lead/secret",
    "join_at": "host/join",
    "join_link": "http://host/join/K7QMX",
    "unreachable": "",
    "gone": 0,
    "before": None,
    "now": 1_000.0,
}
# Words that no question, role or level of the room has: what was answered is looked for by them.
PEERS = pd.DataFrame(
    {
        "criterion_id": [FIRST],
        "last_level": [3.0],
        "last_round": ["2019"],
        "reworded": [False],
        "peers_round": ["2018"],
        **{f"level_{level}": [70 + level] for level in (1, 2, 3, 4)},
        "n_peers": [290],
        "compared": [True],
        "demo": [True],
    }
)


class Page(HTMLParser):
    """What a page offers: buttons by what they send, fields, links, all words outside style and script."""

    def __init__(self, html: str):
        super().__init__()
        self.forms: list[dict] = []
        self.fields: list[dict] = []
        self.links: list[dict] = []
        self.words = ""
        self.switched_off = 0
        self._open: list[tuple[str, bool]] = []
        self._silent = self._button = False
        self.feed(html)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        off = any(was for _, was in self._open)
        if tag in ("form", "fieldset"):
            self._open.append((tag, tag == "fieldset" and "disabled" in has))
        if tag == "form":
            self.forms.append({"off": off, "label": "", **has})
        if tag in ("input", "textarea", "button", "select"):
            self.fields.append({"tag": tag, "off": off or "disabled" in has, **has})
        if tag == "input" and has.get("type") == "hidden" and self.forms:
            self.forms[-1][f"sends {has['name']}"] = has["value"]
        if tag == "a":
            self.links.append(has)
        self._button = tag == "button"
        self._silent = tag in ("style", "script")

    def handle_endtag(self, tag):
        if tag in ("form", "fieldset"):
            self._open.pop()
        self._button = self._silent = False

    def handle_data(self, data):
        if self._silent:
            return
        self.words += f" {data}"
        if self._button and self.forms and not self.forms[-1]["label"]:
            self.forms[-1]["label"] = data.strip()

    @property
    def does(self) -> list[str]:
        return [form["sends do"] for form in self.forms]

    def form(self, does: str) -> dict:
        return next(form for form in self.forms if form["sends do"] == does)


def drawn(room, **values) -> Page:
    return Page(control.page(room, CODE, **{**VALUES, **values}))


def at_first(state: str, answers: str = "1,1,2,2,2,4,dk", n: int = 7):
    room = room_with(n)
    to_first(room, open_=state != "waiting")
    if state != "waiting":
        vote(room, answers)
    for step, states in (
        ("close", ("closed", "revealed", "agreed")),
        ("reveal", ("revealed", "agreed")),
    ):
        if state in states:
            lead(room, step)
    if state == "agreed":
        lead(room, "agree", question=FIRST, answer="2", evidence="Plan of 2026")
    return room


def cells(room, **values) -> list[str]:
    return re.findall(r"<td[^>]*>([^<]*)</td>", control.part(room, CODE, **{**VALUES, **values}))
