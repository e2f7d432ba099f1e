"""The facilitator's controls: which buttons are there in which state, and what may not be seen yet."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from csp_analytics.workshop.screens import control
from csp_analytics.workshop.session.about import CHECKLIST, SKILLS
from csp_analytics.workshop.session.by_facilitator import WHAT
from tests.builders.control_page import CODE, PEERS, VALUES, at_first, cells, drawn
from tests.builders.rooms import FIRST, SECOND, lead, prepared, room_with, say, to_first, vote

# What is done on the question that the room is at, beside going elsewhere.
HERE = {"next", "open", "revote", "clear", "extend", "hands", "agree", "park"}


@pytest.mark.parametrize(
    ("state", "there", "next_"),
    [
        ("waiting", {"next", "park"}, "Open voting"),
        ("open", {"next", "park", "extend", "hands", "clear"}, "Close voting"),
        ("closed", {"next", "park", "open", "hands", "clear"}, "Reveal"),
        ("revealed", {"next", "park", "revote", "agree"}, "Go on without agreeing"),
        ("agreed", {"next", "park", "revote", "agree"}, "Next criterion"),
    ],
)
def test_only_what_may_be_done_in_a_state_has_a_button(state, there, next_):
    page = drawn(at_first(state))
    assert set(page.does) & HERE == there
    assert page.form("next")["label"] == next_
    assert page.form("step")["sends by"] == "-1"


def test_what_is_sent_is_known_to_the_room_and_carries_the_moves_that_were_shown():
    for state in ("waiting", "open", "closed", "revealed", "agreed"):
        room = at_first(state)
        page = drawn(room, gone=2)
        assert set(page.does) <= {*WHAT, "next", "take", "people"}
        assert {form["sends moves"] for form in page.forms} == {str(room.moves)}
        assert {(form["method"], form["action"]) for form in page.forms} == {("post", f"/control/{CODE}")}


def test_the_timer_can_be_made_longer_and_taken_away():
    room = room_with(7, prepared(seconds=60))
    to_first(room)
    assert [form["sends seconds"] for form in drawn(room).forms if form["sends do"] == "extend"] == ["30", "0"]
    lead(room, "extend", seconds=0)
    assert [form["sends seconds"] for form in drawn(room).forms if form["sends do"] == "extend"] == ["30"]


@pytest.mark.parametrize("state", ["waiting", "open", "closed"])
def test_before_the_reveal_nobody_sees_what_was_answered_nor_peers_nor_the_last_round(state):
    page = drawn(at_first(state), before=PEERS)
    assert cells(at_first(state), before=PEERS) == []
    for secret in ("What the room answered", "Most common", "290", "73", "2019", "2018", "Consensus", "camps"):
        assert secret not in page.words
    assert ("7 of 7 answered" in page.words) == (state != "waiting")


def test_two_rooms_that_answered_differently_look_the_same_before_the_reveal():
    for state in ("open", "closed"):
        one, other = at_first(state, "1,1,1,1,1,1,1"), at_first(state, "4,1,2,3,dk,na,2")
        assert control.page(one, CODE, **VALUES) == control.page(other, CODE, **VALUES)


def test_after_the_reveal_counts_agreement_peers_and_last_round():
    room = at_first("revealed")
    # 1,1,2,2,2,4,dk: two at 1, three at 2, none at 3, one at 4, nobody not applicable, one don't know
    shown = cells(room, before=PEERS)
    assert shown == [
        "2", "71", "–",
        "3", "72", "–",
        "0", "73", "● 2019",
        "1", "74", "–",
        "0", "–", "–",
        "1", "–", "–",
    ]  # fmt: skip
    words = drawn(room, before=PEERS).words
    assert "Peers: 2018," in words
    assert "Demonstration data (peers, last round)." in words
    assert "Consensus" in words


def test_too_few_answers_are_not_shown_until_the_limit_is_lowered_with_a_warning():
    room = at_first("revealed", "1,2,2,4", n=4)
    page = drawn(room)
    assert cells(room) == []
    assert "4 people gave an answer: too few to show (5 are needed)." in page.words
    assert "Too few answered, so nothing is shown." in page.words
    assert "Let the lowest and the highest say why" not in page.words
    assert "Most common" not in page.words
    assert "people may guess who answered what" in page.words
    assert page.form("lower")["sends lowered"] == "yes"
    lead(room, "lower", lowered=True)
    assert cells(room) == ["1", "2", "0", "1", "0", "0"]
    assert drawn(room).form("lower")["sends lowered"] == "no"


def test_a_re_vote_stands_beside_the_first_one_and_is_not_seen_before_its_own_reveal():
    room = at_first("revealed")
    lead(room, "revote")
    vote(room, "3,3,3,3,3,3,3")
    assert cells(room) == []
    lead(room, "close")
    assert cells(room) == []
    lead(room, "reveal")
    assert cells(room) == ["2", "0", "3", "0", "0", "7", "1", "0", "0", "0", "1", "0"]
    assert "Most common answer: " in drawn(room).words


def test_no_level_is_chosen_for_the_room_until_it_agreed():
    levels = [field for field in drawn(at_first("revealed")).fields if field.get("type") == "radio"]
    assert [field["value"] for field in levels] == list(prepared().answers)
    assert [field for field in levels if "checked" in field] == []
    agreed = [
        field["value"] for field in drawn(at_first("agreed")).fields if "checked" in field and field["type"] == "radio"
    ]
    assert agreed == ["2"]


def test_hands_have_a_field_for_every_answer_and_a_total():
    room = at_first("open")
    lead(room, "hands", counts={"2": 3, "dk": 1})
    page = drawn(room)
    typed = {field["name"]: field["value"] for field in page.fields if field.get("name", "").startswith("hands-")}
    assert typed == {f"hands-{answer}": {"2": "3", "dk": "1"}.get(answer, "") for answer in prepared().answers}
    assert "Hands in all 4" in page.words
    assert "7 of 7 answered, and 4 hands" in page.words


def test_who_does_not_hold_the_controls_can_only_watch_or_take_them():
    for state in ("waiting", "open", "closed", "revealed", "agreed"):
        page = drawn(at_first(state), holds=False, others=1)
        assert "Another laptop holds the controls. You can watch." in page.words
        assert [form["sends do"] for form in page.forms if not form["off"]] == ["take"]
        assert [field for field in page.fields if not field["off"] and field.get("type") != "hidden"] == [
            {"tag": "button", "off": False, "class": "main"}
        ]
    page = drawn(at_first("open"))
    assert "take" not in page.does
    assert [field for field in page.fields if field["off"]] == []


def test_text_is_never_markup():
    evil = '<img src=x onerror="alert(1)">&"\''
    room = at_first("agreed")
    lead(room, "agree", question=FIRST, answer="2", evidence=f"</textarea>{evil}")
    html = control.page(
        room,
        CODE,
        **{**VALUES, "lead_link": evil, "join_at": evil, "join_link": evil, "unreachable": evil},
        message=evil,
    )
    assert "<img" not in html
    assert html.count("</textarea>") == html.count("<textarea")


@pytest.mark.parametrize("field", ["title", "text", "label"])
def test_wording_is_never_markup(field):
    evil = "<script>alert(1)</script>"
    room = room_with(5, prepared(**evil_in(field, evil)))
    to_first(room)
    vote(room, "1,1,1,1,1")
    for step in ("close", "reveal"):
        lead(room, step)
    assert evil not in control.page(room, CODE, **VALUES)


def evil_in(field, evil):
    about = prepared()
    if field == "label":
        return {"options": tuple(replace(one, label=evil, meaning=evil) for one in about.options)}
    return {"questions": tuple(replace(one, **{field: evil}) for one in about.questions)}


def test_gone_phones_can_be_left_out_and_simulated_people_let_in_only_in_a_dry_run():
    room = at_first("open")
    assert "remove" not in drawn(room).does
    assert drawn(room, gone=2).form("remove")["label"] == "Do not wait for them"
    assert "people" not in drawn(room).does
    dry = room_with(3, prepared(dry_run=True))
    page = drawn(dry)
    assert "people" in page.does
    assert "Dry run: simulated participants" in page.words


def test_the_session_ends_in_two_steps_and_says_what_stays():
    html = control.part(at_first("agreed"), CODE, **VALUES)
    ending = re.search(r'<details id="ending">.*?</details>', html, re.DOTALL).group()
    assert 'name="do" value="end"' in ending
    assert 'name="sure" value="yes"' in ending
    assert "Deleted for good" in ending
    assert "What stays" in ending
    assert html.count('value="end"') == 1


def test_results_are_offered_before_and_after_the_end():
    room = at_first("agreed")
    assert f"/after-workshop?room={CODE}" in [link["href"] for link in drawn(room).links]
    lead(room, "end")
    page = drawn(room)
    assert f"/after-workshop?room={CODE}" in [link["href"] for link in page.links]
    assert page.forms == []


def test_the_facilitator_link_is_folded_away_and_phones_that_cannot_come_are_told():
    html = control.part(room_with(0), CODE, **{**VALUES, "unreachable": "Phones cannot reach this."})
    folded = re.search(r'<details id="lead">.*?</details>', html, re.DOTALL).group()
    assert "Whoever has this link controls the room" in folded
    assert html.count(VALUES["lead_link"]) == folded.count(VALUES["lead_link"]) == 1
    assert "Phones cannot reach this." in html


@pytest.mark.parametrize("kind", [CHECKLIST, SKILLS])
def test_a_self_paced_room_shows_progress_and_results_only_after_the_reveal(kind):
    room = room_with(6, prepared(kind))
    for number in range(1, 7):
        for question in (FIRST, SECOND)[: 1 + (number > 1)]:
            say(room, f"v{number}", "answer", question=question, vote=1, answer="2")
    page = drawn(room)
    assert cells(room)[:2] == ["6 of 6", "5 of 6"]
    assert set(page.does) & {"hands", "agree", "revote", "dots", "park"} == set()
    assert page.form("next")["label"] == "Close the answers"
    lead(room, "close")
    assert all(re.fullmatch(r"\d of 6", cell) for cell in cells(room))
    assert drawn(room).form("next")["label"] == "Reveal the results"
    assert "open" in drawn(room).does
    lead(room, "reveal")
    answers = list(room.about.answers)
    first = cells(room)[: 1 + len(answers)]
    assert first == ["6 of 6", *["6" if answer == "2" else "0" for answer in answers]]
    assert "next" not in drawn(room).does


def test_one_heading_one_main_and_a_policy_that_fits():
    html = control.page(at_first("revealed"), CODE, **VALUES)
    assert html.count("<h1") == html.count('<main id="part"') == html.count("<script") == html.count("<style") == 1
    assert f"<script>{control.SCRIPT}</script>" in html
    assert re.findall(r"\son\w+=", html.replace(control.SCRIPT, "")) == []
    assert '<html lang="en">' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
