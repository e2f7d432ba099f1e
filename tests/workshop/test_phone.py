"""What a phone shows in every state of a room, and what it must not show yet."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks
from csp_analytics.workshop import phone, preparing
from csp_analytics.workshop.about import CHECKLIST, Option, Question
from csp_analytics.workshop.phone_screen import TIME_IS_UP, time_left
from tests.builders.phone_rooms import CLOSE, EVIDENCE, ME, NOBODY, NOW, REVEAL, Seen, answered, states, voted
from tests.builders.rooms import FIRST, lead, prepared, room_with, say

CODE = "K7P2M"
STATES = states()
MOST_BYTES = 15_000
# Before the reveal nobody learns how many gave which answer, in words or as a bar.
HIDDEN = [name for name in STATES if not name.startswith(("revealed", "agreed", "dots shown", "own pace, revealed"))]
LEVELS = ("Not started", "Working towards", "Doing well", "Leading")


def page_of(seen: Seen, **more: object) -> str:
    return phone.page(seen.room, CODE, seen.voice, place=seen.place, now=NOW, **more)


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
        return " ".join("".join(self.words).split())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def text_of(name: str) -> str:
    return Reader(page_of(STATES[name])).text


# --- every state ---


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


# --- one state after the other ---


def test_who_has_not_joined_reads_that_nobody_asks_for_a_name_and_what_is_kept():
    text = text_of("join")
    assert "Nobody asks for your name" in text
    assert "kept under a random number until the session is closed. Then they are deleted, and only the counts" in text
    assert "role" not in text
    assert not re.search(r'type="(text|email|tel)"|<textarea', page_of(STATES["join"]))


def test_a_role_is_chosen_from_the_rooms_list_or_not_at_all():
    html = page_of(STATES["join with roles"])
    options = re.findall(r"<option[^>]*>([^<]+)</option>", html)
    assert options == ["I would rather not say", "Police", "Council", "Health"]
    assert "Your role or agency (you need not say)" in html
    assert "with your role or agency if you choose one" in Reader(html).text


def test_in_the_lobby_one_is_in_and_waits():
    assert "You are in. Waiting for the facilitator." in text_of("lobby")


def test_a_criterion_can_be_read_before_voting_opens_but_not_answered():
    html = page_of(STATES["waiting"])
    assert "Voting is not open yet." in html
    assert [label for label in (*LEVELS, "Not applicable", "Don&#39;t know") if label not in html] == []
    assert "<form" not in html


def test_an_open_question_shows_the_criterion_and_every_answer_as_a_radio_button():
    html = page_of(STATES["open"])
    read = Reader(html)
    assert "1 of 3 · Leadership Leaders explain the vision Leaders make the common vision clear." in read.text
    radios = [one for one in read.named("input") if one["type"] == "radio"]
    assert [one["value"] for one in radios] == ["1", "2", "3", "4", "na", "dk"]
    assert {one["name"] for one in radios} == {"answer"}
    assert [one for one in radios if "checked" in one] == []
    assert re.search(r"<fieldset[^>]*>\s*<legend>[^<]+</legend>", html)
    assert "Working towards Some of it is in place." in read.text
    hidden = {one["name"]: one["value"] for one in read.named("input") if one["type"] == "hidden"}
    assert hidden == {"do": "answer", "question": FIRST, "vote": "1"}
    assert len(read.named("button")) == 1
    assert "Saved" not in read.text


def test_what_is_saved_is_said_with_its_label_and_can_still_be_changed():
    html = page_of(STATES["saved"])
    assert '<p id="status" role="status">Saved: Leading</p>' in html
    checked = [one["value"] for one in Reader(html).named("input") if "checked" in one]
    assert checked == ["4"]
    assert "You can change your answer until voting closes." in html


def test_the_timer_is_words_and_closes_nothing():
    assert "About 30 seconds left" in text_of("open with a timer")
    seen = STATES["open with a timer"]
    late = phone.page(seen.room, CODE, ME, now=NOW + 3600)
    assert TIME_IS_UP in late
    assert len([one for one in Reader(late).named("input") if one["type"] == "radio"]) == 6
    assert 'role="timer"' not in page_of(STATES["open"])


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (600, "About 10 minutes left"),
        (91, "About 2 minutes left"),
        (90, "About 90 seconds left"),
        (21, "About 30 seconds left"),
        (20, "About 20 seconds left"),
        (1, "About 10 seconds left"),
        (0, TIME_IS_UP),
        (-5, TIME_IS_UP),
    ],
)
def test_the_time_left_is_about(seconds, words):
    assert time_left(seconds) == words


def test_a_closed_question_shows_the_own_answer_and_no_form():
    text = text_of("closed")
    assert "Voting has closed. The facilitator will reveal the answers. You answered: Leading" in text
    assert "<form" not in page_of(STATES["closed"])
    assert "You did not answer this one." in text_of("closed without an answer")
    assert "You answered" not in text_of("closed without an answer")


def test_revealed_shows_the_own_answer_and_the_counts_in_words_and_as_bars():
    """Answers 4 1 1 4 4 na dk: level 4 three times, the longest; level 1 two thirds of it."""
    html = page_of(STATES["revealed"])
    text = Reader(html).text
    assert "You answered: Leading What the room answered 7 answered." in text
    assert "Not started: 2 Working towards: 0 Doing well: 0 Leading: 3 (with yours)" in text
    assert "Not applicable: 1 Don't know: 1" in text
    assert re.findall(r'style="width:(\d+)%"', html) == ["67", "100", "33", "33"]


def test_hands_count_with_the_phones():
    room = voted(prepared(), "4,1")
    lead(room, "hands", counts={"4": 5, "2": 1})
    lead(room, CLOSE)
    lead(room, REVEAL)
    text = Reader(phone.page(room, CODE, ME)).text
    assert "8 answered. Not started: 1 Working towards: 1 Doing well: 0 Leading: 6 (with yours)" in text


def test_counts_stay_hidden_when_too_few_answered_and_the_limit_can_be_lowered():
    text = text_of("revealed with few")
    assert "Fewer than 5 people answered." in text
    assert "You answered: Leading" in text
    assert "Leading:" not in text.replace("You answered: Leading", "")
    room = voted(prepared(), "4,1,4", CLOSE, REVEAL)
    assert "Leading: 2" not in Reader(phone.page(room, CODE, ME)).text
    lead(room, "lower")
    assert "Results are shown from 3 answers in this room." in phone.page(room, CODE, ME)
    assert "Leading: 2 (with yours)" in Reader(phone.page(room, CODE, ME)).text


def test_a_re_vote_asks_again_and_says_what_one_answered_before():
    html = page_of(STATES["re-vote"])
    assert "Re-vote. You answered Leading before. Please answer again, even if it is the same." in Reader(html).text
    assert '<input type="hidden" name="vote" value="2">' in html
    assert [one for one in Reader(html).named("input") if "checked" in one] == []
    assert "Saved" not in Reader(html).text


def test_the_agreed_level_and_its_evidence_are_shown_with_what_was_answered():
    text = text_of("agreed")
    assert "The room agreed: Leading. Others come to learn." in text
    assert f"Evidence: {EVIDENCE}" in text
    assert "You answered: Leading" in text
    assert "Not started: 2" in text


def test_while_the_room_looks_at_the_wall_nothing_is_asked():
    assert "There is nothing to do on your phone now." in text_of("queue")
    assert "<form" not in page_of(STATES["queue"])


def test_dots_are_plain_numbers_and_what_is_left_is_said():
    html = page_of(STATES["dots placed"])
    numbers = [(one["name"], one["value"], one["max"]) for one in Reader(html).named("input") if one["type"] == "number"]
    assert numbers[:2] == [(f"dots-{FIRST}", "2", "3"), (f"dots-{FIRST[:-1]}2", "1", "3")]
    assert "0 of 3 dots left" in html
    assert '<p id="status" role="status">Saved: 3 of 3 dots placed</p>' in html
    assert "3 of 3 dots left" in text_of("dots")
    assert "Saved" not in text_of("dots")


def test_five_dots_are_asked_for_where_five_were_prepared():
    assert "Place your 5 dots" in Reader(page_of(states(prepared(dots=5))["dots"])).text


def test_where_the_dots_are_is_shown_when_enough_people_placed_some():
    """Three people 2 + 1 and three people 0 + 1: six dots on each."""
    text = text_of("dots shown")
    assert "6 people placed dots. Leaders explain the vision: 6 (2 of them yours) New ideas: 6 (1 of them yours)" in text
    few = text_of("dots of a few")
    assert "Fewer than 5 people placed dots." in few
    assert "Your dots: Leaders explain the vision: 2" in few


def test_at_ones_own_pace_one_lands_at_the_first_question_without_an_answer():
    html = page_of(STATES["own pace"])
    text = Reader(html).text
    assert "1 of 3 · Leadership Leaders explain the vision" in text
    assert "1 of 3 answered. What is not answered" in text
    assert [one["href"] for one in Reader(html).named("a")] == ["?q=2", "?q=4", "?q=1"]
    assert 'name="q" value="2"' in html  # where a phone without script goes on
    assert "Previous" not in text


def test_at_ones_own_pace_one_goes_back_and_forth_and_ends_at_what_is_left():
    html = page_of(STATES["own pace, answered"])
    assert "2 of 3 · Leadership New ideas" in Reader(html).text
    assert '<p id="status" role="status">Saved: Leading</p>' in html
    assert re.findall(r'<a class="b" href="(\S+)">(\w+)</a>', html) == [("?q=1", "Previous"), ("?q=3", "Next")]
    left = page_of(STATES["own pace, what is left"])
    assert re.findall(r'<a href="\?q=(\d)">(\d)</a>', left) == [("1", "1"), ("3", "3")]
    assert "You have answered everything" in text_of("own pace, all answered")


@pytest.mark.parametrize("place", [-1, 0, 2, 3, 99, 10_000_000])
def test_a_place_that_there_is_not_leads_to_the_nearest(place):
    for name in ("own pace", "own pace, closed", "own pace, revealed"):
        assert "<h1" in phone.page(STATES[name].room, CODE, ME, place=place)


def test_at_ones_own_pace_closed_and_revealed_show_each_question_with_ones_answer():
    assert "Voting has closed." in text_of("own pace, closed")
    assert "You answered: Leading" in text_of("own pace, closed")
    text = text_of("own pace, revealed")
    assert "Leading: 3 (with yours)" in text
    assert "You did not answer this one." in text_of("own pace, revealed without an answer")


def test_a_checklist_with_two_answers_and_no_meanings_is_drawn_as_well():
    yes_no = (Option("0", "No"), Option("1", "Yes"), Option("na", "Not applicable", on_scale=False))
    for name, seen in states(prepared(options=(*yes_no, Option("dk", "Don't know", on_scale=False)))).items():
        assert "<h1" in page_of(seen), name
    room = room_with(6, prepared(CHECKLIST, options=yes_no))
    answered(room, "1,1,0,1,1,na", FIRST)
    assert 'role="status">Saved: Yes</p>' in phone.page(room, CODE, ME, place=0)
    assert "Yes: " not in phone.page(room, CODE, ME, place=0)


def test_a_title_that_says_everything_is_not_said_twice():
    only = (Question("s.1", "Facilitation", "Facilitation"), Question("s.2", "Evaluation", ""))
    text = Reader(phone.page(room_with(1, prepared(CHECKLIST, questions=only)), CODE, ME)).text
    assert "1 of 2 Facilitation Which comes closest?" in text


def test_the_end_says_so_and_asks_nothing_more():
    html = page_of(STATES["ended"])
    assert "This session is over" in Reader(html).text
    assert 'data-last="1"' in html
    assert "See what is on now" not in html
    assert "This session is over" in phone.page(STATES["ended"].room, CODE, NOBODY)


def test_a_dry_run_is_marked_on_every_screen_and_demonstration_data_where_it_is_spoken_of():
    dry = states(prepared(dry_run=True, demo=True))
    unmarked = [name for name, seen in dry.items() if "Dry run: simulated participants" not in page_of(seen)]
    assert unmarked == []
    assert "Dry run" not in text_of("revealed")
    assert "Peers and last round on the wall: Demonstration data" in text_of("revealed in a dry run")
    assert "Demonstration data" not in text_of("revealed")


# --- the way in, and messages ---


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


# --- text of others, and size ---

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
