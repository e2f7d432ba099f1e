"""The page of a phone in every state of a room: its frame, what it must not show yet, whose text is text, its size."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from csp_analytics.areas.register import register
from csp_analytics.charts import theme
from csp_analytics.frameworks.load import frameworks
from csp_analytics.workshop.prepare import preparing
from csp_analytics.workshop.screens import phone
from tests.builders.phone_reader import CODE, Reader, page_of
from tests.builders.phone_rooms import ME, NOW, states, voted
from tests.builders.rooms import FIRST, lead, prepared, say

STATES = states()
MOST_BYTES = 15_000
# Before the reveal nobody learns how many gave which answer, in words or as a bar.
HIDDEN = [name for name in STATES if not name.startswith(("revealed", "agreed", "dots shown", "own pace, revealed"))]


@pytest.mark.parametrize("name", list(STATES))
def test_every_page_has_one_heading_one_main_part_a_language_and_a_title(name):
    html = page_of(STATES[name])
    read = Reader(html)
    assert html.startswith("<!DOCTYPE html>")
    assert read.named("html") == [{"lang": "en"}]
    assert [one["id"] for one in read.named("main")] == ["part"]
    assert len(read.named("h1")) == 1
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in read.named("meta")
    assert re.search(r"<title>.+ – room K7P2M</title>", html)
    assert CODE in read.text


@pytest.mark.parametrize("name", list(STATES))
def test_nothing_is_fetched_and_nothing_runs_but_the_one_script(name):
    html = page_of(STATES[name])
    read = Reader(html)
    assert html.count("<script>") == html.count("<style>") == 1
    assert f"<script>{phone.SCRIPT}</script>" in html
    assert f"<style>{phone.STYLE}</style>" in html
    handlers = [(tag, name) for tag, attrs in read.tags for name in attrs if name.startswith("on")]
    assert handlers == []
    assert [attrs for _, attrs in read.tags if attrs.get("src") or attrs.get("http-equiv")] == []
    assert [one["href"] for one in read.named("a") if not re.fullmatch(r"(\?q=\d+)?", one["href"])] == []


@pytest.mark.parametrize("name", list(STATES))
def test_every_field_has_a_label_and_every_name_is_given_once(name):
    read = Reader(page_of(STATES[name]))
    ids = [attrs["id"] for _, attrs in read.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    labels = {one["for"] for one in read.named("label")}
    fields = [one for tag in ("input", "select") for one in read.named(tag) if one.get("type") != "hidden"]
    assert [one for one in fields if one["id"] not in labels] == []
    described = [attrs["aria-describedby"] for _, attrs in read.tags if "aria-describedby" in attrs]
    assert set(described) <= set(ids)


@pytest.mark.parametrize("name", HIDDEN)
def test_there_is_no_chart_before_the_reveal(name):
    html = page_of(STATES[name])
    assert "What the room answered" not in html
    assert "style=" not in html


@pytest.mark.parametrize("name", HIDDEN)
def test_before_the_reveal_the_page_is_the_same_whatever_the_others_answered(name):
    """The rule itself: take the others' answers away, and no letter of this phone's page changes."""
    seen = STATES[name]
    before = page_of(seen)
    kept = [(one.answers, one.hands) for one in seen.room.standings.values()]
    dots = seen.room.dots
    for standing in seen.room.standings.values():
        if standing.state in ("open", "closed"):
            standing.answers = [{key: got for key, got in one.items() if key == ME} for one in standing.answers]
            standing.hands = [{"1": 40} for _ in standing.hands]
    if seen.room.stage == "dots":
        seen.room.dots = {key: got for key, got in dots.items() if key == ME}
    try:
        assert page_of(seen) == before
    finally:
        seen.room.dots = dots
        for standing, (answers, hands) in zip(seen.room.standings.values(), kept, strict=True):
            standing.answers, standing.hands = answers, hands


@pytest.mark.parametrize("name", list(STATES))
def test_the_part_is_what_stands_in_the_main_part_of_the_page(name):
    seen = STATES[name]
    part = phone.part(seen.room, CODE, seen.voice, place=seen.place, now=NOW)
    assert f'<main id="part" data-seen="{seen.room.moves}" data-code="{CODE}">\n{part}' in page_of(seen)


def test_the_entrance_says_what_a_code_looks_like_and_that_case_does_not_matter():
    text = Reader(phone.entrance()).text
    assert "5 letters and numbers, shown on the wall. Capital or small letters are the same." in text
    assert "<script" not in phone.entrance()
    assert 'autocapitalize="characters"' in phone.entrance()


def test_a_wrong_code_is_said_beside_the_field_and_what_was_typed_stays():
    html = phone.entrance("There is no room with this code.", 'K7"><script>alert(1)</script>')
    assert '<p id="wrong" class="wrong" role="alert">There is no room with this code.</p>' in html
    assert 'aria-describedby="looks wrong" aria-invalid="true"' in html
    assert "<title>Error: Join a workshop</title>" in html
    assert "<script" not in html
    assert 'value="K7&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html


def test_a_room_that_is_not_there_says_why_and_leads_back_to_the_entrance():
    html = phone.over("This session is <b>over</b>.")
    assert "This session is &lt;b&gt;over&lt;/b&gt;." in html
    assert 'href="../join"' in html


def test_a_message_is_read_out_and_not_said_twice():
    seen = STATES["saved"]
    refused = "Voting on this has closed. Your answer was not counted."
    assert f'<p id="note" role="alert">{refused}</p>' in page_of(seen, message=refused)
    assert f'data-note="{refused}"' in phone.part(seen.room, CODE, ME, message=refused)
    assert '<p id="note" role="alert"></p>' in page_of(seen, message="Saved: Leading")


EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)> **bold** {{ 7*7 }}"


def evil_about():
    plain = prepared()
    return replace(
        plain,
        title=EVIL,
        area_name=EVIL,
        roles=(EVIL,),
        options=tuple(replace(one, label=f"{one.answer} {EVIL}", meaning=EVIL) for one in plain.options),
        questions=tuple(replace(one, title=EVIL, text=f"{EVIL}.", heading=EVIL) for one in plain.questions),
        dry_run=True,
    )


@pytest.mark.parametrize("name", list(STATES))
def test_text_of_definitions_roles_and_facilitators_is_text(name):
    seen = states(evil_about())[name]
    if name == "agreed":
        lead(seen.room, "agree", question=FIRST, answer="4", evidence=EVIL)
    html = phone.page(seen.room, EVIL, seen.voice, place=seen.place, message=EVIL)
    assert html.count("<script") == 1
    assert "<img" not in html
    assert "49" not in html.replace(phone.SCRIPT, "").replace(phone.STYLE, "")
    assert [name for _, attrs in Reader(html).tags for name in attrs if name.startswith("on")] == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_an_answer_made_by_hand_shows_nothing_of_it():
    room = voted(prepared(), "4")
    with pytest.raises(ValueError, match="not one of the answers"):
        say(room, ME, "answer", question=FIRST, vote=1, answer=EVIL)
    assert "alert" not in phone.page(room, CODE, ME).replace(phone.SCRIPT, "").replace('role="alert"', "")


def test_the_colours_are_those_of_the_charts():
    used = set(re.findall(r"#[0-9A-Fa-f]{3,6}\b", phone.STYLE)) - {"#FFF"}
    assert used == {theme.INK, theme.QUIET, theme.LINE, theme.PALE, theme.OWN, theme.BANDS["lower"]}


@pytest.mark.parametrize("framework_id", list(frameworks()))
def test_every_state_is_under_15_kb_with_the_longest_criteria_of_the_framework(framework_id):
    """What goes over the network for a phone: HTML, style and script in one, as bytes, not compressed."""
    framework = frameworks()[framework_id]
    longest = sorted((one for one in framework.criteria if one.rated), key=lambda one: -len(one.text + one.short))
    area = next(iter(register().areas.values()))
    agenda = {one.criterion_id: 10 for one in longest[:60] if preparing.applies(one, area)}
    about = preparing.consensus(framework, area, "2027", agenda, preparing.Ways(seconds=60))
    dry = replace(about, dry_run=True, demo=True, roles=tuple(f"Role or agency number {n:017}" for n in range(12)))
    sizes = {name: len(page_of(seen).encode()) for name, seen in states(dry).items()}
    assert {name: size for name, size in sizes.items() if size >= MOST_BYTES} == {}
    assert len(phone.entrance(EVIL, EVIL).encode()) < MOST_BYTES
    assert len(phone.over(EVIL).encode()) < MOST_BYTES
