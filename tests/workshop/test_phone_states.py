"""What a phone says in one state of a room after the other."""

from __future__ import annotations

import re

import pytest

from csp_analytics.workshop.screens import phone
from csp_analytics.workshop.screens.phone_screen import TIME_IS_UP, time_left
from csp_analytics.workshop.session.about import CHECKLIST, Option, Question
from tests.builders.phone_reader import CODE, Reader, page_of
from tests.builders.phone_rooms import CLOSE, EVIDENCE, ME, NOBODY, NOW, REVEAL, answered, states, voted
from tests.builders.rooms import FIRST, lead, prepared, room_with

STATES = states()
LEVELS = ("Not started", "Working towards", "Doing well", "Leading")


def text_of(name: str) -> str:
    return Reader(page_of(STATES[name])).text


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
    numbers = [
        (one["name"], one["value"], one["max"]) for one in Reader(html).named("input") if one["type"] == "number"
    ]
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
    assert (
        "6 people placed dots. Leaders explain the vision: 6 (2 of them yours) New ideas: 6 (1 of them yours)" in text
    )
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
