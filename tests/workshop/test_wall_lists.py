"""Lists on the wall: what to discuss, dots, and all answers of a room in which people go at their own pace."""

from __future__ import annotations

import re

import pytest

from csp_analytics.workshop.session.about import CHECKLIST, SKILLS
from tests.builders.rooms import FIRST, SECOND, THIRD, lead, prepared, say
from tests.builders.wall_read import Reader, text
from tests.builders.wall_rooms import agreed, own_pace, page, revealed, room_of, vote

ABOUT = prepared(grouping_id="peers")


def test_the_queue_takes_the_most_disputed_first_flags_two_camps_and_what_is_parked():
    room = room_of(ABOUT, 8)
    for answers in ("22222223", "11114444", "12223333"):
        lead(room, "step")
        lead(room, "open")
        vote(room, [*answers])
        lead(room, "close")
        lead(room, "reveal")
    lead(room, "park", question=FIRST, parked=True)
    lead(room, "show", stage="queue")

    rows = [[" ".join(cell.split()) for cell in row] for row in Reader(page(room)).rows]
    assert [row[:2] for row in rows] == [
        ["1", "New ideas"], ["2", "All partners committed"], ["3", "Leaders explain the vision"],
    ]  # fmt: skip
    assert "Two opposite camps: discuss first" in rows[0][2]
    assert rows[2][2].startswith("Parked ")
    assert page(room).count("flag two") == 1


def test_the_queue_leaves_out_what_is_agreed_and_what_nobody_has_seen():
    def screen(answers):
        room = agreed(revealed(ABOUT, [*"22222"]), "2", "")
        lead(room, "step")
        lead(room, "open")
        vote(room, answers)
        lead(room, "close")
        lead(room, "show", stage="queue")
        return page(room)

    assert "Nothing is left to discuss. 1 agreed · 2 not voted on yet" in text(screen([*"11144"]))
    assert screen([*"11144"]) == screen([*"22222"])


def test_dots_show_how_many_people_placed_them_and_nothing_else():
    def screen(*spent):
        room = room_of(ABOUT, 9)
        lead(room, "dots", candidates=[FIRST, SECOND])
        for place, one in enumerate(spent):
            say(room, f"v{place}", "spend", spent=one)
        return page(room)

    assert "2 of 9 have placed their dots" in text(screen({FIRST: 3}, {FIRST: 1}))
    assert screen({FIRST: 3}, {FIRST: 1}) == screen({SECOND: 1}, {SECOND: 2})


def dotted(*spent):
    room = room_of(ABOUT, 9)
    lead(room, "dots", candidates=[FIRST, SECOND, THIRD])
    for place, one in enumerate(spent):
        say(room, f"v{place}", "spend", spent=one)
    lead(room, "show", stage="dots-shown")
    return room


def test_shown_dots_are_ranked_and_ties_share_their_rank():
    room = dotted({SECOND: 3}, {SECOND: 1, FIRST: 2}, {THIRD: 2}, {SECOND: 1}, {SECOND: 1})

    # second 3 + 1 + 1 + 1 = 6, first 2, third 2
    rows = [[" ".join(cell.split()) for cell in row] for row in Reader(page(room)).rows]
    assert rows == [
        ["1", "New ideas", "6"], ["2 =", "Leaders explain the vision", "2"], ["2 =", "All partners committed", "2"],
    ]  # fmt: skip
    assert "5 people, up to 3 dots each. The sign = means" in text(page(room))
    apart = dotted({SECOND: 3}, {SECOND: 1}, {FIRST: 2}, {SECOND: 1}, {THIRD: 1})
    assert "The sign =" not in text(page(apart))  # 5, 2 and 1


def test_dots_of_four_people_are_not_shown():
    screens = [page(dotted(*spent)) for spent in ([{FIRST: 1}] * 4, [{SECOND: 3}] * 4)]

    assert screens[0] == screens[1]
    assert "4 people have placed dots. They are shown from 5 on" in text(screens[0])


@pytest.mark.parametrize("steps", [(), ("close",)])
def test_a_checklist_shows_how_many_began_and_no_answer_before_the_reveal(steps):
    one, other = (own_pace(CHECKLIST, 9, 6, answers, steps=steps) for answers in (["1", "2"], ["4", "dk"]))

    assert page(one) == page(other)
    assert "6 people have begun 12 answers" in text(page(one))
    assert ("Closed: no more answers" in text(page(one))) == bool(steps)
    assert ("and type this code" in text(page(one))) != bool(steps)


def test_a_revealed_checklist_shows_all_questions_with_their_counts():
    room = own_pace(CHECKLIST, 9, 6, ["1", "4", "na"], steps=("close", "reveal"))

    rows = [[" ".join(cell.split()) for cell in row] for row in Reader(page(room)).rows]
    assert rows[0] == ["Thing number 0 to be good at Not started", "6 Working towards", "0 Doing well", "0 Leading", "0 N Not applicable", "0 D Don't know", "0"]  # fmt: skip # noqa: E501
    assert [cell.split()[0] for cell in rows[2][1:]] == ["0", "0", "0", "0", "6", "0"]
    assert len(rows) == 9
    assert rows[3][-1] == "0 answers"


def test_a_skills_snapshot_grows_from_five_answers_on():
    room = own_pace(SKILLS, 24, 4, ["1"] * 24)
    assert "4 answers so far" in text(page(room))
    assert "Under 5 answers none is shown" in text(page(room))
    assert page(room) == page(own_pace(SKILLS, 24, 4, ["3"] * 24))

    say(room, "v9", "join")
    say(room, "v9", "answer", question="q7", vote=1, answer="4")

    rows = Reader(page(room)).rows
    assert [re.sub(r"\D", "", cell) for cell in rows[7][1:]] == ["4", "0", "0", "1", "0", "0"]
    assert len(rows) == 24
    assert "<title>QR code" in page(room)

    # The sixth to ninth answer change no bar: whoever pressed last would be known by the bar that grew.
    before = rows[7]
    for number, answer in enumerate(("1", "2", "3", "4"), start=10):
        say(room, f"v{number}", "join")
        say(room, f"v{number}", "answer", question="q7", vote=1, answer=answer)
        assert Reader(page(room)).rows[7] == before
    say(room, "v9", "answer", question="q7", vote=1, answer="4")  # the same again is no change
    assert Reader(page(room)).rows[7] == before
    say(room, "v14", "join")
    say(room, "v14", "answer", question="q7", vote=1, answer="4")
    assert [re.sub(r"\D", "", cell) for cell in Reader(page(room)).rows[7][1:]] == ["5", "1", "1", "3", "0", "0"]
