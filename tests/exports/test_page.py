"""The paper as one HTML file, read as a browser reads it: what it says, what it holds, what it forbids itself."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from csp_analytics.charts.words import DEMO_SENTENCE
from csp_analytics.exports.page import page
from csp_analytics.pictures.report_subject import Part
from tests.builders.paper_by_hand import EVIL, LEFT_OUT, STAMP, UPLOAD, beside_peers, hostile, levels, paper, plan

VOID = {"meta", "br", "img", "input", "link", "hr"}


class Read(HTMLParser):
    """Every element with its attributes and the text inside it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[dict] = []
        self._open: list[dict] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        element = {"tag": tag, "text": "", **dict(attributes)}
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        while self._open and self._open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def all(self, tag: str) -> list[dict]:
        return [one for one in self.elements if one["tag"] == tag]

    def texts(self, tag: str) -> list[str]:
        return [" ".join(one["text"].split()) for one in self.all(tag)]


@pytest.fixture(scope="module")
def html():
    return page(paper(), stamp=STAMP).decode()


@pytest.fixture(scope="module")
def read(html):
    return Read(html)


def data_of(read: Read) -> list[dict]:
    return [json.loads(one["text"]) for one in read.all("script") if one.get("type") == "application/json"]


def test_it_is_one_page_in_british_english_with_one_first_heading(read):
    assert [one["lang"] for one in read.all("html")] == ["en-GB"]
    assert read.texts("title") == read.texts("h1") == [paper().title]
    levels = [int(one["tag"][1]) for one in read.elements if re.fullmatch("h[1-6]", one["tag"])]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_says_first_that_it_is_demonstration_and_not_submitted(read):
    (said,) = [one for one in read.elements if one.get("role") == "note"]
    assert [line for line in (DEMO_SENTENCE, UPLOAD, LEFT_OUT) if line not in said["text"]] == []
    order = [one.get("role") or one["tag"] for one in read.elements]
    assert order.index("note") < order.index("dl") < order.index("h2")


def printed(html: str) -> str:
    """What stands at the foot of every page on paper: the style sheet's string with its numbers read back."""
    found = re.search(r'@bottom-left \{content: "([^"]*)"', html)[1]
    return re.sub(r"\\([0-9a-f]{6})", lambda one: chr(int(one[1], 16)), found)


def test_every_page_on_paper_says_it_at_its_foot(html):
    assert printed(html) == f"Demonstration data. {UPLOAD} {LEFT_OUT} {STAMP}"


def test_real_data_that_was_submitted_says_neither():
    real = page(paper(demo=False, said=[], parts=[Part("Levels", [], [levels()])]), stamp=STAMP).decode()
    words = re.sub(r"<script>.*?</script>", "", real, flags=re.DOTALL)
    assert not re.search("emonstration|ubmitted", words)
    assert printed(real) == STAMP


def test_it_has_header_block_summary_recommendations_and_statements(read):
    header = dict(zip(read.texts("dt"), read.texts("dd"), strict=True))
    assert header == {
        "Prepared by": "To be filled in",
        "Date": "22 November 2026",
        "Present": "To be filled in",
        "Purpose": "For decision",
    }
    (asked,) = read.all("ol")
    assert all(line in asked["text"] for line in paper().recommendations)
    assert [one for one in paper().summary if one not in read.texts("p")] == []
    assert read.texts("h2") == [
        "Summary",
        "Recommendations",
        "Beside the peers",
        "Change",
        "Who to learn from",
        "Strengths",
        "Peers",
        "Financial and human resources",
        "Equality and diversity",
        "Action plan",
        "Method",
        "Coverage",
    ]


def test_the_list_of_sections_leads_to_each_of_them(read):
    there = {one["id"]: " ".join(one["text"].split()) for one in read.all("h2")}
    links = {one["href"].lstrip("#"): " ".join(one["text"].split()) for one in read.all("a")}
    assert links == there


def test_every_sentence_of_the_parts_is_there_and_none_twice(read):
    said = read.texts("p")
    for part in [*paper().parts, *paper().appendix]:
        for line in [*part.sentences, *(one.takeaway for one in part.exhibits)]:
            assert said.count(line) == 1
    assert [one.note for one in paper().exhibits if one.note not in said] == []


def test_every_chart_has_its_alternative_text_and_its_figures(read):
    figures = read.all("figure")
    assert [(one["role"], one["aria-label"]) for one in figures] == [("img", one.alt) for one in paper().exhibits]
    for held, exhibit in zip(data_of(read), paper().exhibits, strict=True):
        assert held["figure"]["data"] == json.loads(exhibit.figure.to_json())["data"]
        assert held["about"]["takeaway"] == exhibit.takeaway
        assert STAMP in held["about"]["note"]


def test_every_chart_has_a_button_for_its_picture_named_after_it(read):
    buttons = {one["data-for"]: one["aria-label"] for one in read.all("button")}
    assert buttons == {
        figure["id"]: f"Download picture (PNG): {exhibit.headline}"
        for figure, exhibit in zip(read.all("figure"), paper().exhibits, strict=True)
    }
    assert data_of(read)[0]["about"]["file"] == "demonstration-fife-beside-peers"


def table_of(read: Read, html: str, caption: str) -> list[list[str]]:
    """The rows of the table with a caption."""
    found = re.search(rf"<caption>{re.escape(caption)}</caption>(.*?)</table>", html, re.DOTALL)[1]
    return [Read(row).texts("th") + Read(row).texts("td") for row in re.findall(r"<tr>(.*?)</tr>", found, re.DOTALL)]


def test_every_exhibit_has_its_table_with_a_dash_where_nothing_is(read, html):
    assert table_of(read, html, beside_peers().headline.replace("'", "&#39;")) == [
        ["Principle", "Fife", "Peers' median", "Peers"],
        ["Shared purpose", "62", "55", "7"],
        ["Right people", "40", "50", "7"],
        ["Evidence", "–", "45", "6"],
        ["Accountability", "75", "60", "7"],
    ]


def test_the_action_plan_is_a_table_with_headed_columns(read, html):
    rows = table_of(read, html, "Action plan")
    assert rows == [list(plan().columns), *plan().values.tolist()]
    assert {one.get("scope") for one in read.all("th")} == {"col"}


def test_an_empty_plan_says_so():
    assert "No action has been written down yet." in page(paper(plan=plan(0)), stamp=STAMP).decode()


# What it forbids itself


def test_the_policy_allows_no_request_and_only_the_scripts_that_are_in_it(read):
    (policy,) = [one["content"] for one in read.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    rules = {name: words for name, *words in (rule.split() for rule in policy.split(";"))}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    assert rules["img-src"] == ["data:", "blob:"]
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    running = [one["text"].encode() for one in read.all("script") if one.get("type") != "application/json"]
    allowed = [f"'sha256-{base64.b64encode(hashlib.sha256(one).digest()).decode()}'" for one in running]
    assert rules["script-src"] == allowed


def test_the_policy_comes_before_everything_that_it_governs(read):
    order = [one["tag"] for one in read.elements]
    place = next(n for n, one in enumerate(read.elements) if one.get("http-equiv"))
    assert place < min(order.index("style"), order.index("script"), order.index("title"))


def test_nothing_in_it_is_fetched_from_elsewhere(read):
    fetching = [(one["tag"], key) for one in read.elements for key in ("src", "srcset", "action", "data") if key in one]
    assert fetching == []
    assert {one["tag"] for one in read.elements} & {"link", "img", "iframe", "object", "form", "base"} == set()
    assert [one["href"] for one in read.all("a") if not one["href"].startswith("#")] == []


# Text of people


def test_what_people_wrote_is_text_in_every_place():
    html = page(hostile(), stamp=STAMP).decode()
    read = Read(html)
    assert read.texts("h1") == [" ".join(EVIL.split())]
    assert {one["tag"] for one in read.elements} & {"img", "iframe", "b", "em"} == set()
    assert [key for one in read.elements for key in one if key.startswith("on")] == []
    assert len([one for one in read.all("script") if one.get("type") != "application/json"]) == 2
    assert all(
        EVIL in json.dumps(held, ensure_ascii=False).replace('\\"', '"').replace("\\u000b", "\x0b")
        for held in data_of(read)
    )
    assert EVIL in printed(html)
    assert html.count("window.hit = 1</script>") == 0
