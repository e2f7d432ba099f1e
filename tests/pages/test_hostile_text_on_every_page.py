"""Names, evidence and plans with markup in them, on every page: none of it becomes a link, picture or script."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from csp_analytics.cli.main import main
from csp_analytics.ui import cached
from csp_analytics.ui.navigation import SPECS
from tests import builders
from tests.pages.seen import opened

HOST = "elsewhere.example"
IMAGE = f"![look](https://{HOST}/look.png)"
LINK = f"[here](https://{HOST}/a) www.{HOST} <https://{HOST}>"
TAG = f"<img src='https://{HOST}/x.png' onerror='alert(1)'><script>alert(2)</script><a href='//{HOST}'>x</a>"
MARKUP = f'{IMAGE} {LINK} {TAG} :red[red] $x^2$ =HYPERLINK("https://{HOST}","here")'
TOWN = f"{IMAGE} <b>Town</b> <img src=//{HOST}>"
ROUND = f"2031 {IMAGE}"
CRITERION = "safer-communities.leadership.01"
# Elements of Streamlit that show Markdown, by the field of their message that holds it.
IN_MARKDOWN = re.compile(
    r'^\s*(?:label|body|text|help|caption|title|name|content|options|default|placeholder): "(.*)"$'
)


class Tags(HTMLParser):
    """The tags of our own HTML that fetch, lead or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = " ".join(str(value) for _, value in attrs)
        # Our own bold signs have a colour; the one in the town's name has nothing.
        fetches = tag in ("script", "img", "iframe", "object") or (tag == "b" and not attrs)
        if fetches or (HOST in values and tag in ("a", "link", "form")):
            self.found.append(f"<{tag} {values}>")


@pytest.fixture(scope="module")
def unkind(demo_copy, tmp_path_factory):
    """The demonstration data, and an area, a round, evidence, a plan and figures that nobody would want to meet."""
    folder = tmp_path_factory.mktemp("unkind")
    header = ["Area", "Round", "Framework", "Criterion", "Level", "Evidence", "Action"]
    ratings = [[area, ROUND, "safer-communities", CRITERION, 2, MARKUP, MARKUP] for area in ("Fife", "Moray")]
    figures = [["Area", "Indicator", "Unit", "Year", "Value", "Source"]]
    figures += [["Fife", IMAGE, TAG[:60], year, 1.5, MARKUP] for year in ("2024", "2025")]
    plan = [["Issue", "Action", "When", "Milestone", "Owner"], [MARKUP] * 5]
    ratings_ = builders.workbook(folder / f"{IMAGE[:7]}.xlsx", {"Ratings": [header, *ratings]})
    plan_ = builders.workbook(folder / "plan.xlsx", {"Plan": plan})
    place = demo_copy.path
    for one, *more in (
        (ratings_,), (builders.workbook(folder / "figures.xlsx", {"Data": figures}),), (plan_, "--area", "Fife"),
        (plan_, "--area", TOWN, "--outside"),
    ):  # fmt: skip
        assert main(["import", str(one), *more, "--db", str(place)]) == 0
    cached.forget()
    return demo_copy


@pytest.mark.parametrize("address", [spec.address for spec in SPECS])
def test_it_is_text_and_nothing_else(unkind, monkeypatch, address):
    monkeypatch.setenv("CSP_DATABASE", str(unkind.path))

    page = opened(address, area="S12000047", round=ROUND, framework="safer-communities")

    tags = Tags()
    tags.feed(page.html)
    assert tags.found == []
    told = [line for element in _elements(page.app) for line in element.splitlines()]
    marked = [found[1] for line in told if (found := IN_MARKDOWN.match(line)) and _is_live(found[1])]
    assert marked == []


def test_the_hostile_text_is_really_there(unkind, monkeypatch):
    monkeypatch.setenv("CSP_DATABASE", str(unkind.path))
    assert MARKUP in opened("area", area="S12000047", round=ROUND, framework="safer-communities").text


def test_an_address_made_up_by_somebody_is_passed_over(unkind, monkeypatch):
    """Every choice in an address is anybody's: too long, markup, a control character, a name that is none."""
    monkeypatch.setenv("CSP_DATABASE", str(unkind.path))
    for wrong in (TAG, "x" * 20_000, "\x00\x1b[31m", "../../etc/passwd", "S12000047' or 1=1 --", "٣" * 5_000):
        for address in ("area", "compare", "profile"):
            page = opened(address, area=wrong, round=wrong, framework=wrong, peers=wrong, measure=wrong)
            assert page.alerts == []
            tags = Tags()
            tags.feed(page.html)
            assert tags.found == []


def _elements(app) -> list[str]:
    """Every element but our own HTML, tables and charts, which show text as text, as its message reads.

    What there is to choose in a box shows as text too: of a box, its label and help alone are Markdown.
    """
    kinds, boxes = ("html", "arrow_data_frame", "plotly_chart"), ("selectbox", "multiselect")
    told = []
    for one in app.main:
        kind = getattr(one, "type", "")
        if kind in kinds or not hasattr(one, "proto"):
            continue
        told.append(f'label: "{one.label}"\nhelp: "{one.help}"' if kind in boxes else str(one.proto))
    return told


def _is_live(text: str) -> bool:
    """Whether Markdown would make a picture or a link of it: the message writes a backslash as two."""
    plain = text.replace("\\\\", "\\")
    return bool(re.search(r"(?<!\\)!?(?<!\\)\[[^\]]*(?<!\\)\](?<!\\)\(|<img|<a |<script", plain)) and HOST in plain
