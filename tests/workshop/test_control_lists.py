"""Lists on the controls: the agenda, what to discuss, and dots for priorities."""

from __future__ import annotations

import re

import pandas as pd

from csp_analytics.workshop.session.to_discuss import suggested, to_discuss
from tests.builders.control_page import at_first, cells, drawn
from tests.builders.rooms import FIRST, SECOND, THIRD, lead, room_with, say, vote


def test_every_question_of_the_agenda_stands_with_its_state_and_can_be_gone_to():
    room = at_first("agreed")
    lead(room, "park", question=THIRD)
    page = drawn(room)
    to = [
        form["sends position"]
        for form in page.forms
        if form.get("sends stage") == "rating" and form["id"].startswith("f-go")
    ]
    assert to == [str(place) for place in range(1, len(room.about.questions))]
    assert f"Agreed: {room.about.labels['2']}" in page.words
    assert "Parked for later. Not opened yet" in page.words


def agreed_and_disputed():
    """FIRST: two opposite camps, not agreed. SECOND: everybody at level 1, agreed. THIRD: never opened, parked."""
    room = room_with(6)
    for answers in ("1,1,1,4,4,4", "1,1,1,1,1,1"):
        lead(room, "step", by=1)
        lead(room, "open")
        vote(room, answers)
        lead(room, "close")
        lead(room, "reveal")
    lead(room, "agree", question=SECOND, answer="1", evidence="")
    lead(room, "park", question=THIRD)
    return room


def test_what_to_discuss_is_ordered_and_leaves_out_what_is_agreed():
    room = agreed_and_disputed()
    assert list(to_discuss(room)["item_id"]) == [FIRST, THIRD]
    assert list(to_discuss(room, agreed_too=True)["item_id"])[:2] == [FIRST, SECOND]
    lead(room, "show", stage="queue")
    page = drawn(room)
    assert "Two opposite camps: discuss first" in page.words
    assert "Parked. Not revealed yet" in page.words


def test_answers_that_nobody_has_seen_do_not_change_what_to_discuss():
    room = agreed_and_disputed()
    before = to_discuss(room)
    lead(room, "show", stage="rating", position=0)
    lead(room, "revote")
    vote(room, "2,2,2,2,2,2")
    pd.testing.assert_frame_equal(to_discuss(room), before)


def test_ticked_for_dots_are_parked_disputed_and_lowest_agreed():
    room = agreed_and_disputed()
    assert suggested(room) == {FIRST, SECOND, THIRD}
    lead(room, "agree", question=SECOND, answer="4", evidence="")  # the top of the scale needs no priority
    lead(room, "park", question=THIRD, parked=False)
    assert suggested(room) == {FIRST}
    page = drawn(room)
    ticked = [field["value"] for field in page.fields if field.get("name") == "candidate" and "checked" in field]
    assert ticked == [FIRST]


def test_dots_are_shown_only_when_they_are_shown_on_the_wall():
    room = agreed_and_disputed()
    lead(room, "dots", candidates=[FIRST, SECOND])
    for number in range(1, 6):
        say(room, f"v{number}", "spend", spent={FIRST: 1, SECOND: 2})
    page = drawn(room)
    assert "5 of 6 have placed dots" in page.words
    assert cells(room) == []
    assert [form["sends stage"] for form in page.forms if form["id"] == "f-next"] == ["dots-shown"]
    lead(room, "show", stage="dots-shown")
    assert cells(room) == ["10", "5"]  # 5 people x 2 dots, 5 people x 1 dot: most first


def test_dots_of_a_few_people_are_not_shown():
    room = agreed_and_disputed()
    lead(room, "dots", candidates=[FIRST, SECOND])
    say(room, "v1", "spend", spent={SECOND: 3})
    lead(room, "show", stage="dots-shown")
    assert cells(room) == ["–", "–"]
    assert re.search(r"Too few to show \(5 are needed\)", drawn(room).words)


def test_going_back_to_joining_in_the_middle_keeps_the_place():
    room = agreed_and_disputed()
    page = drawn(room)
    to_lobby = next(form for form in page.forms if form.get("sends stage") == "lobby")
    lead(room, "show", stage="lobby", position=int(to_lobby["sends position"]))
    onward = next(form for form in drawn(room).forms if form["id"] == "f-next")
    assert onward["label"] == "Go on with criterion 2"
    assert (onward["sends stage"], onward["sends position"]) == ("rating", "1")
