"""Opens a page as a person would and reads what it says."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from csp_analytics.paths import ROOT
from csp_analytics.ui.navigation import SPECS

MAIN = ROOT / "csp_analytics" / "ui" / "main.py"
PATIENCE = 60


def opened(address: str = "", **choices: str) -> Seen:
    """A page by its part of the address (empty: the default page), with choices as in the rest of the address."""
    app = AppTest.from_file(MAIN, default_timeout=PATIENCE)
    spec = next(spec for spec in SPECS if (spec.address == address if address else spec.default))
    if not spec.default:
        # As a link does: straight to the page. ``switch_page`` asks for a run of the first page before.
        app._page_hash = calc_hash(spec.address)
    for key, value in choices.items():
        app.query_params[key] = value
    return Seen(_unfolded(app.run()))


def _unfolded(app: AppTest) -> AppTest:
    """The page with everything on it unfolded: what is folded is not sent."""
    folded = [part.key for part in app.expander if part.key and not app.session_state[part.key]]
    for key in folded:
        app.session_state[key] = True
    return app.run() if folded else app


@dataclass(frozen=True)
class Seen:
    """A page after a run."""

    app: AppTest

    def choose(self, key: str, value: str) -> Seen:
        """The page after a person chose."""
        name = f"choose-{key}"
        buttons = [one.key for one in self.app.get("button_group")]
        widget = self.app.segmented_control(key=name) if name in buttons else self.app.selectbox(key=name)
        widget.set_value(value)
        _unfolded(self.app.run())
        return self

    @property
    def address(self) -> dict[str, str]:
        """The choices in the address."""
        return dict(self.app.query_params)

    @property
    def choices(self) -> dict[str, str]:
        """What the drop-downs show, by their labels."""
        return {box.label: box.value for box in self.app.selectbox}

    @property
    def html(self) -> str:
        """Everything that the page writes itself."""
        return "\n".join(one.proto.body for one in self.app.get("html"))

    @property
    def text(self) -> str:
        """The same, as words."""
        return words(self.html)

    @property
    def finding(self) -> str:
        """The sentence that the page opens with."""
        return self.one(r'<p class="csp-finding">(.*?)</p>')

    @property
    def alerts(self) -> list[str]:
        """What the page says when it cannot be shown, and what Streamlit would say."""
        return self.all(r'<p [^>]*role="alert">(.*?)</p>') + [one.message for one in self.app.exception]

    @property
    def headings(self) -> list[str]:
        """Headings of the second level."""
        return self.all(r"<h2>(.*?)</h2>")

    @property
    def cards(self) -> dict[str, str]:
        """The big numbers by name."""
        found = re.findall(r'<div class="name">(.*?)</div><div class="number">(.*?) <small>', self.html)
        return {words(name): words(number) for name, number in found}

    @property
    def charts(self) -> dict[str, dict]:
        """The charts as they are sent, by what they tell people who do not see them."""
        return {one.proto.alt: json.loads(one.proto.spec) for one in self.app.get("plotly_chart")}

    def chart(self, alt: str) -> dict:
        """The chart whose description begins so."""
        return next(spec for name, spec in self.charts.items() if name.startswith(alt))

    def table(self, caption: str) -> list[list[str]]:
        """A table by its caption: its header and its rows, as text."""
        found = next(one for one in re.findall(r"<table.*?</table>", self.html, re.DOTALL) if f">{caption}<" in one)
        rows = re.findall(r"<tr>(.*?)</tr>", found, re.DOTALL)
        return [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]

    def one(self, pattern: str) -> str:
        """The only thing on the page of this pattern, as words."""
        (found,) = self.all(pattern)
        return found

    def all(self, pattern: str) -> list[str]:
        """Everything on the page of this pattern, as words."""
        return [words(one) for one in re.findall(pattern, self.html, re.DOTALL)]


def words(html: str) -> str:
    """HTML without its marks."""
    return unescape(re.sub(r"<[^>]+>", " ", html)).strip()
